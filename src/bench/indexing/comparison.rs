//! What is compared of two measurements, and what is said of it.

use super::sample::Sample;
use crate::bench::statistics::Spread;
use serde::Serialize;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Megabytes of text a second.
    Rate,
    /// Processor seconds.
    CpuTime,
    /// Megabytes of memory at the peak.
    PeakMemory,
    /// Megabytes of the index.
    IndexSize,
}

impl Figure {
    /// All of them.
    pub const ALL: [Figure; 4] = [
        Figure::Rate,
        Figure::CpuTime,
        Figure::PeakMemory,
        Figure::IndexSize,
    ];

    /// Changes of the median below this are no difference, as parts of the former one.
    pub fn least_change(self) -> f64 {
        match self {
            // Medians of five runs of one build differed by up to this from one measurement to the next.
            Figure::Rate | Figure::CpuTime => 0.03,
            // Which thread holds what at its peak is chance.
            Figure::PeakMemory => 0.05,
            Figure::IndexSize => 0.005,
        }
    }

    pub(super) fn of(self, sample: &Sample) -> Option<f64> {
        match self {
            Figure::Rate => Some(sample.megabytes_per_second()),
            Figure::CpuTime => sample.cpu_seconds,
            Figure::PeakMemory => sample.peak_memory_bytes.map(|bytes| bytes as f64 / 1e6),
            Figure::IndexSize => Some(sample.index_bytes as f64 / 1e6),
        }
    }

    pub(super) fn is_about_time(self) -> bool {
        matches!(self, Figure::Rate | Figure::CpuTime)
    }
}

/// What is said of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is higher now.
    More,
    /// It is lower now.
    Less,
    /// It is the same as far as these runs tell.
    NoDifference,
    /// So few runs never tell.
    TooFewRuns,
}

/// A figure then and now, with one number of threads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Which.
    pub figure: Figure,
    /// Threads.
    pub threads: usize,
    /// As multiples of tantivy's in the same runs.
    pub relative: bool,
    /// Then.
    pub before: Spread,
    /// Now.
    pub now: Spread,
    /// How likely ranks as uneven as these are by chance.
    pub p: f64,
    /// What follows.
    pub verdict: Verdict,
}

impl Comparison {
    /// The median now as a multiple of the former one.
    pub fn change(&self) -> f64 {
        self.now.median / self.before.median
    }

    /// The verdict in a word or two.
    pub fn word(&self) -> &'static str {
        match (self.verdict, self.figure) {
            (Verdict::NoDifference, _) => "no difference",
            (Verdict::TooFewRuns, _) => "too few runs to tell",
            (Verdict::More, Figure::Rate) => "faster",
            (Verdict::Less, Figure::Rate) => "slower",
            (Verdict::More, _) => "more",
            (Verdict::Less, _) => "less",
        }
    }

    /// What is compared, in words.
    pub fn describe(&self) -> &'static str {
        match (self.figure, self.relative) {
            (Figure::Rate, true) => "rate, times tantivy",
            (Figure::Rate, false) => "MB/s of text",
            (Figure::CpuTime, true) => "processor time, times tantivy",
            (Figure::CpuTime, false) => "processor time, s",
            (Figure::PeakMemory, _) => "peak memory, MB",
            (Figure::IndexSize, _) => "index size, MB",
        }
    }
}
