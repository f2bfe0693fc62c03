//! How fast each format is read, and indexed.
//!
//! `cargo bench --bench formats [-- NAME...]` makes up articles out of the paragraphs of the bundled archive, about
//! 2,500 bytes of text each and the same every time, writes them in each format, and indexes each file into a fresh
//! folder on one core and on all. Rates are of the file's bytes, uncompressed, and of its articles; each is the median
//! of three runs, in one process, from the page cache.
//!
//! "read" is cutting and parsing alone, on one core: what a format costs more than another. "indexed" is all that
//! `newsdex index` does, up to the commit.
//!
//! Notes: all texts are of few words in changing order, which compress and index better than real ones do; what a real
//! archive takes is in docs/performance.md. Web pages are short and plain, and real ones take several times as long:
//! docs/extraction.md has those.

#![expect(clippy::print_stdout, reason = "a report is what this program is for")]

mod made_up;
mod parquet;
mod written;

use newsdex::article::Article;
use newsdex::format::{self, ReadOptions};
use newsdex::indexer::{IndexOptions, Progress, index};
use std::error::Error;
use std::fs;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// Articles of a file: enough that a run takes far longer than starting it.
const ARTICLES: usize = 8_000;

/// Of formats that hold web pages: finding the main text takes a hundred times as long as all else.
const PAGES: usize = 400;

const RUNS: usize = 3;

/// Bytes of a chunk, as in indexing.
const CHUNK_BYTES: usize = 512 << 10;

/// A way to write articles: the name of its files, whether it holds pages, and how.
type Written = (
    &'static str,
    bool,
    fn(&[Article], &Path) -> std::io::Result<()>,
);

fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let articles = made_up::articles(ARTICLES)?;
    let cores = std::thread::available_parallelism()?.get();
    println!("{cores} cores");
    println!(
        "| format | file MB | read MB/s | indexed MB/s, 1 core | articles/s | all cores MB/s | articles/s |"
    );
    println!("|---|---|---|---|---|---|---|");
    for written in written::FORMATS {
        if wanted.is_empty() || wanted.iter().any(|name| name == written.0) {
            println!("{}", row(written, &articles, cores)?);
        }
    }
    Ok(())
}

/// Measures one format.
fn row(
    (name, is_page, write): Written,
    articles: &[Article],
    cores: usize,
) -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let files = folder.path().join("files");
    fs::create_dir(&files)?;
    let count = if is_page { PAGES } else { articles.len() };
    let articles = articles.get(..count).unwrap_or(articles);
    write(articles, &files)?;
    let (mut megabytes, mut reading) = (0.0, Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let (bytes, records) = read(&files)?;
        reading.push(start.elapsed().as_secs_f64());
        megabytes = bytes as f64 / 1e6;
        assert_eq!(records, articles.len(), "{name}: all records can be read");
    }
    let mut cells = format!(
        "| {name} | {megabytes:.0} | {:.0} |",
        megabytes / median(reading)
    );
    for threads in [1, cores] {
        let seconds = index_all(&files, articles.len(), threads)?;
        let per_second = articles.len() as f64 / seconds;
        cells += &format!(" {:.1} | {per_second:.0} |", megabytes / seconds);
    }
    Ok(cells)
}

/// Cuts and parses all files of a folder; gives their bytes and records.
fn read(files: &Path) -> Result<(u64, usize), Box<dyn Error>> {
    let options = ReadOptions::default();
    let (mut bytes, mut records) = (0, 0);
    for entry in fs::read_dir(files)? {
        let path = entry?.path();
        bytes += fs::metadata(&path)?.len();
        let mut emit = |chunk: format::Chunk| {
            format::parse(&chunk, &options, &mut |parsed| {
                records += usize::from(parsed.draft.is_ok())
            });
            ControlFlow::Continue(())
        };
        let file = fs::File::open(&path)?;
        let name = path.to_string_lossy();
        // A table is read where it lies.
        let ended = match name.ends_with(".parquet") {
            true => format::split_file(file, &name, &options, CHUNK_BYTES, &mut emit),
            false => format::split(
                &mut BufReader::new(file),
                &name,
                &options,
                CHUNK_BYTES,
                &mut emit,
            ),
        };
        ended.map_err(|(record, error)| format!("{name}#{record}: {error}"))?;
    }
    Ok((bytes, records))
}

/// The median seconds that indexing takes.
fn index_all(files: &Path, articles: usize, threads: usize) -> Result<f64, Box<dyn Error>> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let folder = tempfile::tempdir()?;
        let options = IndexOptions {
            threads,
            ..IndexOptions::new(vec![files.to_owned()], folder.path().join("index"))
        };
        let report = index(&options, &Progress::default())?;
        assert_eq!(
            report.articles as usize, articles,
            "all articles are indexed"
        );
        seconds.push(report.seconds);
    }
    Ok(median(seconds))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
