//! What is measured of each run.

use crate::bench::statistics::Spread;
use crate::indexer::Stage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// What writes the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// Ours, from the files.
    Newsdex,
    /// tantivy's `IndexWriter`, from articles already read and cleaned.
    Tantivy,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Newsdex => "newsdex",
            Engine::Tantivy => "tantivy",
        })
    }
}

/// Sizes of the parts of an index, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Components {
    /// The articles as they are shown, compressed.
    pub store: u64,
    /// Where in an article each word stands.
    pub positions: u64,
    /// Which articles hold a word, and how often.
    pub postings: u64,
    /// The words.
    pub terms: u64,
    /// Columns to sort and count by.
    pub fast_fields: u64,
    /// Lengths of the articles' fields.
    pub norms: u64,
    /// What the index was built from, and all the rest.
    pub bookkeeping: u64,
}

impl Components {
    /// Of the index in a folder, by the names that tantivy gives to files.
    pub(super) fn of(folder: &Path) -> io::Result<Components> {
        let mut parts = Components::default();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ending = Path::new(&name).extension().unwrap_or_default();
            *parts.part(&ending.to_string_lossy()) += entry.metadata()?.len();
        }
        Ok(parts)
    }

    fn part(&mut self, ending: &str) -> &mut u64 {
        match ending {
            "store" => &mut self.store,
            "pos" => &mut self.positions,
            "idx" => &mut self.postings,
            "term" => &mut self.terms,
            "fast" => &mut self.fast_fields,
            "fieldnorm" => &mut self.norms,
            _ => &mut self.bookkeeping,
        }
    }

    /// Name and bytes of each.
    pub fn parts(&self) -> [(&'static str, u64); 7] {
        [
            ("store", self.store),
            ("positions", self.positions),
            ("postings", self.postings),
            ("terms", self.terms),
            ("fast fields", self.fast_fields),
            ("norms", self.norms),
            ("bookkeeping", self.bookkeeping),
        ]
    }

    /// All together.
    pub fn total(&self) -> u64 {
        self.parts().iter().map(|(_, bytes)| bytes).sum()
    }
}

/// One run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Of what.
    pub components: Components,
}

impl Sample {
    /// Text a second, in megabytes (10^6 bytes).
    pub fn megabytes_per_second(&self) -> f64 {
        self.text_bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }

    /// Articles a second.
    pub fn articles_per_second(&self) -> f64 {
        self.articles as f64 / self.seconds.max(1e-9)
    }
}

/// Where the processor time of one run went, of all threads together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StageSample {
    /// Seconds by stage.
    pub cpu_seconds: BTreeMap<Stage, f64>,
    /// Seconds outside of all stages: handing over, waiting, giving memory back.
    pub elsewhere: Option<f64>,
    /// Seconds that reading the clocks took.
    pub clocks: f64,
}

/// All runs of one engine with one number of threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Whose.
    #[serde(rename = "name")]
    pub engine: Engine,
    /// Threads.
    pub threads: usize,
    /// The counted runs, in order; those of two series with the same threads alternated.
    pub samples: Vec<Sample>,
    /// The runs with clocks, of which nothing else is counted.
    #[serde(default)]
    pub stages: Vec<StageSample>,
}

impl Series {
    pub(super) fn new(engine: Engine, threads: usize) -> Series {
        Series {
            engine,
            threads,
            samples: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// Of a figure over the runs; `None` where a run does not have it.
    pub fn spread(&self, figure: impl Fn(&Sample) -> Option<f64>) -> Option<Spread> {
        let values: Option<Vec<f64>> = self.samples.iter().map(figure).collect();
        values.map(Spread::of)
    }

    /// How many times as fast as `other`, run by run.
    pub fn ratios_to(&self, other: &Series) -> Vec<f64> {
        let pairs = self.samples.iter().zip(&other.samples);
        let ratio = |(ours, theirs): (&Sample, &Sample)| {
            ours.megabytes_per_second() / theirs.megabytes_per_second().max(1e-9)
        };
        pairs.map(ratio).collect()
    }

    /// By stage, then what is spent elsewhere and on the clocks themselves; nothing where no clocks ran.
    pub fn stage_spreads(&self) -> Vec<(String, Spread)> {
        let of = |stage: Stage| {
            let seconds = |run: &StageSample| run.cpu_seconds.get(&stage).copied();
            (
                stage.to_string(),
                Spread::of(self.stages.iter().filter_map(seconds)),
            )
        };
        let elsewhere = self.stages.iter().filter_map(|run| run.elsewhere);
        let mut spreads: Vec<_> = Stage::ALL.into_iter().map(of).collect();
        spreads.push(("elsewhere".to_owned(), Spread::of(elsewhere)));
        let clocks = self.stages.iter().map(|run| run.clocks);
        spreads.push(("clocks".to_owned(), Spread::of(clocks)));
        spreads.retain(|(_, spread)| spread.max > 0.0);
        spreads
    }

    /// By part of the index.
    pub fn component_spreads(&self) -> Vec<(&'static str, Spread)> {
        let names = Components::default().parts();
        let of = |(at, (name, _)): (usize, (&'static str, u64))| {
            let bytes = |sample: &Sample| sample.components.parts()[at].1 as f64;
            (name, Spread::of(self.samples.iter().map(bytes)))
        };
        names.into_iter().enumerate().map(of).collect()
    }
}
