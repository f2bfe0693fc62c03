//! A measurement as it is kept: every sample, and what it was measured on.

use super::sample::{Engine, Sample, Series};
use crate::bench::process;
use crate::bench::statistics::Spread;
use crate::indexer::IndexReport;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The machine, as far as it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Its processor; empty where unknown.
    pub processor: String,
    /// Threads that run at a time.
    pub cores: usize,
    /// The operating system and the kind of processor.
    pub system: String,
}

impl Machine {
    fn this() -> Machine {
        Machine {
            processor: process::processor(),
            cores: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        }
    }
}

/// What was indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// Files found.
    pub files: u64,
    /// Their bytes, as they lie on disk.
    pub input_bytes: u64,
    /// Articles in them.
    pub articles: u64,
    /// Bytes of the articles' text.
    pub text_bytes: u64,
}

impl Corpus {
    pub(super) fn of(report: &IndexReport) -> Corpus {
        Corpus {
            files: report.files,
            input_bytes: report.input_bytes,
            articles: report.outcomes.indexed,
            text_bytes: report.text_bytes,
        }
    }
}

/// A measurement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which newsdex.
    pub version: String,
    /// When.
    pub taken: jiff::Timestamp,
    /// Where.
    pub machine: Machine,
    /// Of what.
    pub corpus: Corpus,
    /// Bytes of memory to stay within.
    pub memory: usize,
    /// What came out, by engine and threads.
    pub series: Vec<Series>,
}

impl Record {
    pub(super) fn new(corpus: Corpus, memory: usize, series: Vec<Series>) -> Record {
        Record {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            taken: jiff::Timestamp::now(),
            machine: Machine::this(),
            corpus,
            memory,
            series,
        }
    }

    /// A measurement that was kept.
    ///
    /// # Errors
    /// Where the text is none.
    pub fn from_json(text: &str) -> serde_json::Result<Record> {
        serde_json::from_str(text)
    }

    /// The series of tantivy's writer that alternated with one of ours.
    pub fn reference(&self, ours: &Series) -> Option<&Series> {
        let known = |other: &&Series| {
            other.engine == Engine::Tantivy
                && ours.engine == Engine::Newsdex
                && other.threads == ours.threads
        };
        self.series.iter().find(known)
    }

    /// How many times tantivy's rate ours is, with so many threads.
    pub fn ratio(&self, ours: &Series) -> Option<Spread> {
        let theirs = self.reference(ours)?;
        Some(Spread::of(ours.ratios_to(theirs)))
    }

    /// With every sample and a summary of each series. `ratio_to_tantivy`, the median of the ratios run by run, stands
    /// with each series and, for the most threads, on top. [`from_json`](Self::from_json) reads it.
    ///
    /// # Errors
    /// None that is known: a figure that is no number would be one.
    pub fn to_json(&self) -> serde_json::Result<Value> {
        let mut value = serde_json::to_value(self)?;
        let summaries = self.series.iter().map(|series| self.summary(series));
        let entries = value["series"].as_array_mut().into_iter().flatten();
        for (entry, summary) in entries.zip(summaries) {
            if let Some(entry) = entry.as_object_mut() {
                entry.extend(summary);
            }
        }
        let most = self.series.iter().max_by_key(|series| {
            let compared = self.reference(series).is_some();
            (compared, series.threads)
        });
        let ratio = most.and_then(|series| self.ratio(series));
        value["ratio_to_tantivy"] = json!(ratio.map(|ratio| ratio.median));
        Ok(value)
    }

    fn summary(&self, series: &Series) -> Map<String, Value> {
        let ratio = self.ratio(series);
        let named = |spreads: Vec<(String, Spread)>| -> Map<String, Value> {
            let entry = |(name, spread): (String, Spread)| (name.replace(' ', "_"), json!(spread));
            spreads.into_iter().map(entry).collect()
        };
        let components = series.component_spreads().into_iter();
        let components = components.map(|(name, spread)| (name.to_owned(), spread));
        let bytes = |bytes: Option<u64>| bytes.map(|bytes| bytes as f64);
        let entries = [
            (
                "megabytes_per_second",
                json!(series.spread(|run| Some(run.megabytes_per_second()))),
            ),
            (
                "articles_per_second",
                json!(series.spread(|run| Some(run.articles_per_second()))),
            ),
            ("seconds", json!(series.spread(|run| Some(run.seconds)))),
            ("cpu_seconds", json!(series.spread(|run| run.cpu_seconds))),
            (
                "peak_memory_bytes",
                json!(series.spread(|run: &Sample| bytes(run.peak_memory_bytes))),
            ),
            (
                "index_bytes",
                json!(series.spread(|run| Some(run.index_bytes as f64))),
            ),
            (
                "component_bytes",
                Value::Object(named(components.collect())),
            ),
            (
                "stage_cpu_seconds",
                Value::Object(named(series.stage_spreads())),
            ),
            ("ratio_to_tantivy", json!(ratio.map(|ratio| ratio.median))),
            ("ratio_to_tantivy_spread", json!(ratio)),
        ];
        let owned = entries.map(|(name, value)| (name.to_owned(), value));
        owned.into_iter().collect()
    }
}
