//! How well the main text of web pages is found, on pages whose text people have marked.
//!
//! `cargo bench --bench extraction -- FOLDER [--worst N]` reads `FOLDER/html/*.html.gz` and
//! `FOLDER/ground-truth.json` (`{name: {"articleBody": text}}`), the layout of the public article extraction
//! benchmark, and counts as that benchmark does: a text is the multiset of its runs of four tokens, a page's
//! precision is the share of the found runs that are in the truth, its recall the share of the truth that was found;
//! both are averaged over pages, and F1 is their harmonic mean. A page is exact where its token runs all agree.
//!
//! Notes: without a folder it prints how to call it and ends well, so that `cargo bench` runs through.

#![expect(clippy::print_stdout, reason = "a report is what this program is for")]

mod score;

use flate2::read::GzDecoder;
use newsdex::format::{self, Chunk, ReadOptions};
use score::{Counts, Summary};
use serde_json::{Map, Value};
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let Some(folder) = arguments.first() else {
        println!("usage: cargo bench --bench extraction -- FOLDER [--worst N]");
        return Ok(());
    };
    let worst = arguments
        .iter()
        .skip_while(|argument| *argument != "--worst")
        .nth(1);
    let worst = worst.map_or(Ok(0), |number| number.parse())?;
    let mut pages = measure(Path::new(folder))?;
    print_summary(&pages);
    pages.sort_by(|a, b| a.counts.f1().total_cmp(&b.counts.f1()));
    for page in pages.iter().take(worst) {
        println!("{:.3}  {}", page.counts.f1(), page.name);
    }
    Ok(())
}

/// One page: what was counted, and how long reading it took.
struct Page {
    name: String,
    counts: Counts,
    time: Duration,
}

fn measure(folder: &Path) -> Result<Vec<Page>, Box<dyn Error>> {
    let truth: Map<String, Value> =
        serde_json::from_reader(File::open(folder.join("ground-truth.json"))?)?;
    truth
        .into_iter()
        .map(|(name, expected)| measure_page(folder, name, &expected))
        .collect()
}

fn measure_page(folder: &Path, name: String, expected: &Value) -> Result<Page, Box<dyn Error>> {
    let html = page_bytes(&folder.join("html").join(format!("{name}.html.gz")))?;
    let start = Instant::now();
    let body = body_of(html)?;
    let time = start.elapsed();
    let expected = expected
        .get("articleBody")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Ok(Page {
        name,
        counts: Counts::of(expected, &body),
        time,
    })
}

fn page_bytes(path: &PathBuf) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut html = Vec::new();
    GzDecoder::new(File::open(path).map_err(|error| format!("{}: {error}", path.display()))?)
        .read_to_end(&mut html)?;
    Ok(html)
}

fn body_of(html: Vec<u8>) -> Result<String, Box<dyn Error>> {
    let chunk = Chunk {
        format: format::Format::Html,
        bytes: html,
        first_record: 1,
        file_name: String::new(),
    };
    let mut body = Ok(String::new());
    format::parse(&chunk, &ReadOptions::default(), &mut |parsed| {
        body = parsed.draft.map(|draft| draft.body)
    });
    Ok(body?)
}

fn print_summary(pages: &[Page]) {
    let summary = Summary::of(pages.iter().map(|page| page.counts));
    let milliseconds = pages
        .iter()
        .map(|page| page.time)
        .sum::<Duration>()
        .as_secs_f64()
        * 1e3;
    println!("pages      {}", pages.len());
    println!("F1         {:.4}", summary.f1());
    println!("precision  {:.4}", summary.precision);
    println!("recall     {:.4}", summary.recall);
    println!(
        "exact      {} ({:.3})",
        summary.exact,
        summary.exact as f64 / pages.len().max(1) as f64
    );
    println!("ms a page  {:.1}", milliseconds / pages.len().max(1) as f64);
}
