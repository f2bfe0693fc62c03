//! How fast indexing is here, on the user's own files: repeated runs into scratch folders, beside tantivy's own writer.
//!
//! Runs alternate, so that what slows the machine down slows both. Nothing is left out on either side: positions,
//! lengths, stored text, and a commit that is synced to disk.

mod process;
mod search;
mod search_queries;
mod tantivy_search;
mod tantivy_writer;

pub use process::peak_memory;
pub use search::{ClassFigures, Figures, Latency, SearchBench, SearchFigures, bench_search};
pub use search_queries::{BenchQuery, Frequency, QueryClass, QueryKind};

use crate::article::Article;
use crate::indexer::{IndexError, IndexOptions, IndexReport, Progress, index};
use crate::search::{Archive, SearchError};
use process::{CpuClock, reset_peak_memory};
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// What to measure.
#[derive(Clone, Debug)]
pub struct BenchOptions {
    /// What to index, and how; the index folder is not used.
    pub index: IndexOptions,
    /// Numbers of threads to try.
    pub threads: Vec<usize>,
    /// Counted runs of each, after one that is not.
    pub runs: usize,
    /// Measure tantivy's own writer too, fed with the articles already read and cleaned.
    pub against_tantivy: bool,
    /// Where the scratch folders go; none: the system's folder for temporary files.
    pub scratch: Option<PathBuf>,
}

/// One run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Sample {
    /// From start to the synced commit.
    pub seconds: f64,
    /// Processor time of all threads; `None` where the system does not say.
    pub cpu_seconds: Option<f64>,
    /// The most memory held at a time, bytes; `None` where the system does not say.
    pub peak_memory_bytes: Option<u64>,
    /// Articles indexed.
    pub articles: u64,
    /// Bytes of their text.
    pub text_bytes: u64,
    /// Size of the index.
    pub index_bytes: u64,
}

impl Sample {
    /// Text a second, in megabytes (10^6 bytes).
    pub fn megabytes_per_second(&self) -> f64 {
        self.text_bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }
}

/// All runs of one program with one number of threads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// `newsdex` or `tantivy`.
    pub name: &'static str,
    /// Threads.
    pub threads: usize,
    /// The counted runs, in order; those of two series with the same threads alternated.
    pub samples: Vec<Sample>,
}

/// Why a measurement stopped.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// Indexing failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The index that was built cannot be read back.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A query that was given cannot be answered.
    #[error("`{query}`: {error}")]
    Query {
        /// As it was given.
        query: String,
        /// Why.
        error: SearchError,
    },
    /// There is nothing to search.
    #[error("the index holds no article to search for")]
    NoArticles,
    /// tantivy's writer failed.
    #[error("{0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The scratch folder cannot be used.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Measures indexing. `tell` is called before every run with what is about to run.
///
/// # Errors
/// The first run that fails.
pub fn bench_index(
    options: &BenchOptions,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<Series>, BenchError> {
    let articles = match options.against_tantivy {
        true => {
            tell("reading the articles");
            read_articles(options)?
        }
        false => Vec::new(),
    };
    let mut all = Vec::new();
    for &threads in &options.threads {
        let mut ours = Series::new("newsdex", threads);
        let mut theirs = Series::new("tantivy", threads);
        for run in 0..=options.runs {
            let counted = run > 0;
            tell(&format!("{threads} threads, run {run} of {}", options.runs));
            ours.add(counted, own_run(options, threads)?);
            if options.against_tantivy {
                theirs.add(counted, tantivy_run(options, threads, &articles)?);
            }
        }
        all.push(ours);
        all.extend(options.against_tantivy.then_some(theirs));
    }
    Ok(all)
}

impl Series {
    fn new(name: &'static str, threads: usize) -> Series {
        Series {
            name,
            threads,
            samples: Vec::new(),
        }
    }

    fn add(&mut self, counted: bool, sample: Sample) {
        if counted {
            self.samples.push(sample);
        }
    }

    /// Least, median and most of a figure over the runs.
    pub fn spread(&self, figure: impl Fn(&Sample) -> f64) -> [f64; 3] {
        spread(self.samples.iter().map(figure).collect())
    }

    /// How many times as fast as `other`: least, median and most of the ratios run by run.
    pub fn ratio_to(&self, other: &Series) -> [f64; 3] {
        let pairs = self.samples.iter().zip(&other.samples);
        let ratio = |(ours, theirs): (&Sample, &Sample)| {
            ours.megabytes_per_second() / theirs.megabytes_per_second().max(1e-9)
        };
        spread(pairs.map(ratio).collect())
    }
}

/// Least, median and most; zeros where there is nothing.
fn spread(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    [
        at(0),
        at(values.len() / 2),
        at(values.len().saturating_sub(1)),
    ]
}

fn scratch(options: &BenchOptions) -> io::Result<TempDir> {
    match &options.scratch {
        Some(folder) => TempDir::new_in(folder),
        None => TempDir::new(),
    }
}

fn run_into(
    options: &BenchOptions,
    threads: usize,
    folder: &Path,
) -> Result<IndexReport, IndexError> {
    let run = IndexOptions {
        index: folder.to_owned(),
        threads,
        rebuild: false,
        ..options.index.clone()
    };
    index(&run, &Progress::default())
}

fn own_run(options: &BenchOptions, threads: usize) -> Result<Sample, BenchError> {
    let scratch = scratch(options)?;
    reset_peak_memory();
    let cpu = CpuClock::start();
    let report = run_into(options, threads, &scratch.path().join("index"))?;
    Ok(Sample {
        seconds: report.seconds,
        cpu_seconds: cpu.elapsed(),
        peak_memory_bytes: peak_memory(),
        articles: report.outcomes.indexed,
        text_bytes: report.text_bytes,
        index_bytes: report.index_bytes,
    })
}

fn tantivy_run(
    options: &BenchOptions,
    threads: usize,
    articles: &[Article],
) -> Result<Sample, BenchError> {
    let scratch = scratch(options)?;
    reset_peak_memory();
    let cpu = CpuClock::start();
    let start = Instant::now();
    tantivy_writer::build(scratch.path(), articles, threads, options.index.memory)?;
    Ok(Sample {
        seconds: start.elapsed().as_secs_f64(),
        cpu_seconds: cpu.elapsed(),
        peak_memory_bytes: peak_memory(),
        articles: articles.len() as u64,
        text_bytes: articles.iter().map(text_bytes).sum(),
        index_bytes: process::folder_bytes(scratch.path())?,
    })
}

/// Reads and cleans everything once, by way of an index.
fn read_articles(options: &BenchOptions) -> Result<Vec<Article>, BenchError> {
    let scratch = scratch(options)?;
    let folder = scratch.path().join("index");
    run_into(options, options.index.threads, &folder)?;
    let mut articles = Vec::new();
    Archive::open(&folder)?.each_article(|article| -> Result<(), SearchError> {
        articles.push(article);
        Ok(())
    })?;
    Ok(articles)
}

fn text_bytes(article: &Article) -> u64 {
    (article.title.len() + article.body.len() + article.comments.len()) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_between_least_and_most() {
        assert_eq!(spread(vec![3.0, 1.0, 2.0]), [1.0, 2.0, 3.0]);
        assert_eq!(spread(vec![]), [0.0; 3]);
    }

    #[test]
    fn both_writers_index_the_same_articles() {
        let source = tempfile::tempdir().expect("a scratch folder");
        let lines: String = (0..50)
            .map(|n| format!("{{\"id\":\"{n}\",\"body\":\"Rain fell on town {n}.\"}}\n"))
            .collect();
        let file = source.path().join("a.jsonl");
        std::fs::write(&file, lines).expect("a file");
        let options = BenchOptions {
            index: IndexOptions::new(vec![file], PathBuf::new()),
            threads: vec![1],
            runs: 1,
            against_tantivy: true,
            scratch: None,
        };
        let series = bench_index(&options, &mut |_| {}).expect("figures");
        let counts: Vec<_> = series
            .iter()
            .map(|series| {
                (
                    series.name,
                    series.samples[0].articles,
                    series.samples[0].text_bytes,
                )
            })
            .collect();
        assert_eq!(counts[0].1, 50);
        assert_eq!((counts[0].1, counts[0].2), (counts[1].1, counts[1].2));
        assert_eq!((counts[0].0, counts[1].0), ("newsdex", "tantivy"));
    }
}
