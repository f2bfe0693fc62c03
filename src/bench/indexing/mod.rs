//! Indexing: repeated runs into scratch folders, in alternation.
//!
//! Each round runs newsdex, then tantivy's writer where asked, then newsdex with the clocks of its stages on. What the
//! last one takes is not counted: reading clocks costs time.

mod compare;
mod comparison;
mod page;
mod plot;
mod record;
mod sample;
mod tantivy_writer;

pub use compare::{NotComparable, compare};
pub use comparison::{Comparison, Figure, Verdict};
pub use page::page;
pub use record::{Corpus, Machine, Record};
pub use sample::{Components, Engine, Sample, Series, StageSample};

use super::BenchError;
use super::process::{CpuClock, peak_memory, reset_peak_memory};
use crate::article::Article;
use crate::indexer::{IndexError, IndexOptions, IndexReport, Progress, StageTimes, index};
use crate::search::{Archive, SearchError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// Measure the stages, in further runs that are not counted.
    pub stages: bool,
    /// Where the scratch folders go; none: the system's folder for temporary files.
    pub scratch: Option<PathBuf>,
}

/// Measures indexing. `tell` is called before every run with what is about to run.
///
/// # Errors
/// The first run that fails.
pub fn bench_index(
    options: &BenchOptions,
    tell: &mut dyn FnMut(&str),
) -> Result<Record, BenchError> {
    let articles = match options.against_tantivy {
        true => {
            tell("reading the articles");
            read_articles(options)?
        }
        false => Vec::new(),
    };
    let mut corpus = Corpus::default();
    let mut series = Vec::new();
    for &threads in &options.threads {
        let mut rounds = Rounds::new(options, threads, &articles);
        for run in 0..=options.runs {
            tell(&format!("{threads} threads, run {run} of {}", options.runs));
            corpus = rounds.round(run > 0)?;
        }
        series.extend(rounds.finish());
    }
    Ok(Record::new(corpus, options.index.memory, series))
}

/// The rounds with one number of threads.
struct Rounds<'a> {
    options: &'a BenchOptions,
    threads: usize,
    articles: &'a [Article],
    ours: Series,
    theirs: Series,
}

impl<'a> Rounds<'a> {
    fn new(options: &'a BenchOptions, threads: usize, articles: &'a [Article]) -> Rounds<'a> {
        Rounds {
            options,
            threads,
            articles,
            ours: Series::new(Engine::Newsdex, threads),
            theirs: Series::new(Engine::Tantivy, threads),
        }
    }

    fn round(&mut self, counted: bool) -> Result<Corpus, BenchError> {
        let (report, sample) = own_run(self.options, self.threads, None)?;
        let theirs = match self.options.against_tantivy {
            true => Some(tantivy_run(self.options, self.threads, self.articles)?),
            false => None,
        };
        // Nothing is won by a run of the stages that is not counted either.
        let stages = match counted && self.options.stages {
            true => Some(stage_run(self.options, self.threads)?),
            false => None,
        };
        if counted {
            self.ours.samples.push(sample);
            self.ours.stages.extend(stages);
            self.theirs.samples.extend(theirs);
        }
        Ok(Corpus::of(&report))
    }

    fn finish(self) -> impl Iterator<Item = Series> {
        let theirs = (!self.theirs.samples.is_empty()).then_some(self.theirs);
        std::iter::once(self.ours).chain(theirs)
    }
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
    stages: Option<Arc<StageTimes>>,
    folder: &Path,
) -> Result<IndexReport, IndexError> {
    let run = IndexOptions {
        index: folder.to_owned(),
        threads,
        rebuild: false,
        stages,
        ..options.index.clone()
    };
    index(&run, &Progress::default())
}

fn own_run(
    options: &BenchOptions,
    threads: usize,
    stages: Option<Arc<StageTimes>>,
) -> Result<(IndexReport, Sample), BenchError> {
    let scratch = scratch(options)?;
    let folder = scratch.path().join("index");
    reset_peak_memory();
    let cpu = CpuClock::start();
    let report = run_into(options, threads, stages, &folder)?;
    let sample = Sample {
        seconds: report.seconds,
        cpu_seconds: cpu.elapsed(),
        peak_memory_bytes: peak_memory(),
        articles: report.outcomes.indexed,
        text_bytes: report.text_bytes,
        index_bytes: report.index_bytes,
        components: Components::of(&folder)?,
    };
    Ok((report, sample))
}

/// A run with clocks; where the system has none for a thread, all of its stages are 0.
fn stage_run(options: &BenchOptions, threads: usize) -> Result<StageSample, BenchError> {
    let times = Arc::new(StageTimes::default());
    let (_, sample) = own_run(options, threads, Some(Arc::clone(&times)))?;
    let seconds = times.seconds();
    let known: f64 = seconds.iter().map(|(_, seconds)| seconds).sum();
    let clocks = times.clock_seconds();
    Ok(StageSample {
        cpu_seconds: seconds.into(),
        elsewhere: sample
            .cpu_seconds
            .map(|all| (all - known - clocks).max(0.0)),
        clocks,
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
    let seconds = start.elapsed().as_secs_f64();
    let components = Components::of(scratch.path())?;
    Ok(Sample {
        seconds,
        cpu_seconds: cpu.elapsed(),
        peak_memory_bytes: peak_memory(),
        articles: articles.len() as u64,
        text_bytes: articles.iter().map(text_bytes).sum(),
        index_bytes: components.total(),
        components,
    })
}

/// Reads and cleans everything once, by way of an index.
fn read_articles(options: &BenchOptions) -> Result<Vec<Article>, BenchError> {
    let scratch = scratch(options)?;
    let folder = scratch.path().join("index");
    run_into(options, options.index.threads, None, &folder)?;
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

    fn measured() -> Record {
        let source = tempfile::tempdir().expect("a scratch folder");
        let lines: String = (0..50)
            .map(|n| format!("{{\"id\":\"{n}\",\"body\":\"Rain fell on town {n}.\"}}\n"))
            .collect();
        let file = source.path().join("a.jsonl");
        std::fs::write(&file, lines).expect("a file");
        let options = BenchOptions {
            index: IndexOptions::new(vec![file], PathBuf::new()),
            threads: vec![1],
            runs: 2,
            against_tantivy: true,
            stages: true,
            scratch: None,
        };
        bench_index(&options, &mut |_| {}).expect("figures")
    }

    #[test]
    fn both_writers_index_the_same_articles() {
        let record = measured();
        let [ours, theirs] = &record.series[..] else {
            panic!("two series: {record:?}");
        };
        assert_eq!(
            (ours.engine, theirs.engine),
            (Engine::Newsdex, Engine::Tantivy)
        );
        assert_eq!((ours.samples.len(), theirs.samples.len()), (2, 2));
        for (ours, theirs) in ours.samples.iter().zip(&theirs.samples) {
            assert_eq!((ours.articles, theirs.articles), (50, 50));
            assert_eq!(ours.text_bytes, theirs.text_bytes);
        }
        assert_eq!(record.corpus.articles, 50);
    }

    #[test]
    fn the_parts_of_an_index_add_up_to_its_size() {
        let record = measured();
        for sample in record.series.iter().flat_map(|series| &series.samples) {
            assert_eq!(sample.components.total(), sample.index_bytes);
            let [store, positions, postings, terms, ..] = sample.components.parts();
            for (name, bytes) in [store, positions, postings, terms] {
                assert!(bytes > 0, "{name}");
            }
        }
    }

    #[test]
    #[cfg(unix)]
    fn stages_are_part_of_the_processor_time() {
        let record = measured();
        let stages = &record.series[0].stages;
        assert_eq!(stages.len(), 2);
        for run in stages {
            let at_work = run
                .cpu_seconds
                .iter()
                .filter(|(_, seconds)| **seconds > 0.0);
            assert!(at_work.count() >= 10, "{run:?}");
            assert!(run.elsewhere.is_some());
        }
    }
}
