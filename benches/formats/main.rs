//! How fast each format is read, and indexed.
//!
//! `cargo bench --bench formats [-- NAME...]` makes up articles out of the paragraphs of the bundled archive, about
//! 2,500 bytes of text each and the same every time, writes them in each format, and indexes each file into a fresh
//! folder with one thread and with one for each core. Rates are of the file's bytes, uncompressed, and of its articles; each is the median
//! of three runs, in one process, from the page cache.
//!
//! "read" is cutting and parsing alone: what a format costs more than another. "indexed" is all that `newsdex index`
//! does, up to the commit. What one core does is counted in processor time, where the system tells it, so that other
//! work on the machine changes little; all cores together are timed by the clock. `-- --test` only checks that every
//! article of every format is read.
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
use written::{FORMATS, Written};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles of a format, and of one that holds web pages: enough that a run takes far longer than starting it.
const ARTICLES: [usize; 2] = [8_000, 400];
/// The same where nothing is measured.
const FEW: [usize; 2] = [20, 2];

const RUNS: usize = 3;

/// Bytes of a chunk, as in indexing.
const CHUNK_BYTES: usize = 512 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, names): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let is_test = flags.iter().any(|flag| flag == "--test");
    let (counts, runs) = if is_test { (FEW, 1) } else { (ARTICLES, RUNS) };
    let articles = made_up::articles(counts[0])?;
    let cores = std::thread::available_parallelism()?.get();
    println!("{cores} cores");
    println!(
        "| format | file MB | read, 1 core MB/s | articles/s | indexed, 1 core MB/s | articles/s | all cores MB/s | articles/s |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let is_wanted =
        |written: &&Written| names.is_empty() || names.iter().any(|name| name == written.name);
    for written in FORMATS.iter().filter(is_wanted) {
        let count = counts[usize::from(written.is_pages())];
        println!("{}", row(written, &articles[..count], cores, runs)?);
    }
    Ok(())
}

/// Measures one format.
fn row(
    written: &Written,
    articles: &[Article],
    cores: usize,
    runs: usize,
) -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let files = folder.path();
    written.write(articles, files)?;
    let (mut bytes, mut seconds) = (0, Vec::new());
    for _ in 0..runs {
        let start = processor_seconds();
        let records;
        (bytes, records) = read(files)?;
        seconds.push(processor_seconds() - start);
        assert_eq!(records, articles.len(), "{}: all are read", written.name);
    }
    let mut seconds = vec![median(seconds)];
    for threads in [1, cores] {
        seconds.push(index_all(files, articles.len(), threads, runs)?);
    }
    let megabytes = bytes as f64 / 1e6;
    let cells = seconds.iter().map(|seconds| {
        let per_second = articles.len() as f64 / seconds;
        format!(" {:.1} | {per_second:.0} |", megabytes / seconds)
    });
    let cells: String = cells.collect();
    Ok(format!("| {} | {megabytes:.0} |{cells}", written.name))
}

/// Cuts and parses all files of a folder; gives their bytes and records.
fn read(files: &Path) -> Result<(u64, usize), Box<dyn Error>> {
    let (mut bytes, mut records) = (0, 0);
    for entry in fs::read_dir(files)? {
        let path = entry?.path();
        bytes += fs::metadata(&path)?.len();
        records += read_file(&path)?;
    }
    Ok((bytes, records))
}

fn read_file(path: &Path) -> Result<usize, Box<dyn Error>> {
    let options = ReadOptions::default();
    let mut records = 0;
    let mut emit = |chunk: format::Chunk| {
        format::parse(&chunk, &options, &mut |parsed| {
            records += usize::from(parsed.draft.is_ok())
        });
        ControlFlow::Continue(())
    };
    let file = fs::File::open(path)?;
    let name = path.to_string_lossy();
    // A table is read where it lies.
    let ended = if name.ends_with(".parquet") {
        format::split_file(file, &name, &options, CHUNK_BYTES, &mut emit)
    } else {
        let mut bytes = BufReader::new(file);
        format::split(&mut bytes, &name, &options, CHUNK_BYTES, &mut emit)
    };
    ended.map_err(|(record, error)| format!("{name}#{record}: {error}"))?;
    Ok(records)
}

/// The median seconds that indexing takes: of processor time where it is one thread that does it.
fn index_all(
    files: &Path,
    articles: usize,
    threads: usize,
    runs: usize,
) -> Result<f64, Box<dyn Error>> {
    let mut seconds = Vec::new();
    for _ in 0..runs {
        let folder = tempfile::tempdir()?;
        let options = IndexOptions {
            threads,
            ..IndexOptions::new(vec![files.to_owned()], folder.path().join("index"))
        };
        let start = processor_seconds();
        let report = index(&options, &Progress::default())?;
        let used = processor_seconds() - start;
        assert_eq!(
            report.articles as usize, articles,
            "all articles are indexed"
        );
        seconds.push(if threads == 1 { used } else { report.seconds });
    }
    Ok(median(seconds))
}

/// Processor time of this process, all threads together.
#[cfg(unix)]
fn processor_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The clock, where the system tells nothing better.
#[cfg(not(unix))]
fn processor_seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
