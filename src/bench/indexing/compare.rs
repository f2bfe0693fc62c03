//! Two measurements of the same files: what differs by more than the runs of one differ among themselves.
//!
//! A difference is one where both hold: ranks as uneven as those of the two sides come about by chance in fewer than
//! one of 20 cases ([`rank_sum_p`]), and the medians differ by at least what [`Figure::least_change`] says. The first
//! alone would call a difference what nobody notices, the second what one slow run brings about. Where tantivy's writer
//! was measured on both sides, rates and processor times are compared as multiples of its own, run by run: so the
//! machine may be faster today than it was then.

use super::comparison::{Comparison, Figure, Verdict};
use super::record::Record;
use super::sample::Series;
use crate::bench::statistics::{Spread, least_p, rank_sum_p};

/// Why two measurements have nothing to say to each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotComparable {
    /// Other files.
    #[error("it is of other files: {0} bytes then, {1} now")]
    Corpus(u64, u64),
    /// Another limit.
    #[error("it was taken with another limit of memory: {0} bytes then, {1} now")]
    Memory(usize, usize),
    /// Nothing in common.
    #[error("it has no runs with a number of threads that was measured now")]
    Threads,
}

/// Ranks as uneven as these, or more so, must be as rare as this.
const MOST_P: f64 = 0.05;

/// Compares newsdex's runs.
///
/// # Errors
/// Where the two are not of the same work.
pub fn compare(before: &Record, now: &Record) -> Result<Vec<Comparison>, NotComparable> {
    let (then, today) = (before.corpus, now.corpus);
    if (then.files, then.input_bytes) != (today.files, today.input_bytes) {
        return Err(NotComparable::Corpus(then.input_bytes, today.input_bytes));
    }
    if before.memory != now.memory {
        return Err(NotComparable::Memory(before.memory, now.memory));
    }
    let mut comparisons = Vec::new();
    for ours in &now.series {
        let same = |other: &&Series| (other.engine, other.threads) == (ours.engine, ours.threads);
        let Some(old) = before.series.iter().find(same) else {
            continue;
        };
        if ours.engine == super::Engine::Newsdex {
            let sides = (Side::of(before, old), Side::of(now, ours));
            let figures = Figure::ALL.into_iter();
            comparisons.extend(figures.filter_map(|figure| compared(figure, sides)));
        }
    }
    match comparisons.is_empty() {
        true => Err(NotComparable::Threads),
        false => Ok(comparisons),
    }
}

/// A series and its reference.
#[derive(Clone, Copy)]
struct Side<'a> {
    ours: &'a Series,
    reference: Option<&'a Series>,
}

impl<'a> Side<'a> {
    fn of(record: &'a Record, ours: &'a Series) -> Side<'a> {
        Side {
            ours,
            reference: record.reference(ours),
        }
    }

    fn values(&self, figure: Figure, relative: bool) -> Option<Vec<f64>> {
        let of = |series: &Series| -> Option<Vec<f64>> {
            series.samples.iter().map(|run| figure.of(run)).collect()
        };
        let ours = of(self.ours)?;
        match relative {
            false => Some(ours),
            true => {
                let pairs = ours.into_iter().zip(of(self.reference?)?);
                Some(
                    pairs
                        .map(|(ours, theirs)| ours / theirs.max(1e-9))
                        .collect(),
                )
            }
        }
    }
}

fn compared(figure: Figure, (before, now): (Side<'_>, Side<'_>)) -> Option<Comparison> {
    let relative = figure.is_about_time() && before.reference.is_some() && now.reference.is_some();
    let (old, new) = (
        before.values(figure, relative)?,
        now.values(figure, relative)?,
    );
    let mut comparison = Comparison {
        figure,
        threads: now.ours.threads,
        relative,
        before: Spread::of(old.iter().copied()),
        now: Spread::of(new.iter().copied()),
        p: rank_sum_p(&old, &new),
        verdict: Verdict::TooFewRuns,
    };
    if least_p(old.len(), new.len()) < MOST_P {
        comparison.verdict = verdict(&comparison);
    }
    Some(comparison)
}

fn verdict(comparison: &Comparison) -> Verdict {
    let change = comparison.change() - 1.0;
    let notable = change.abs() >= comparison.figure.least_change();
    match comparison.p < MOST_P && notable {
        false => Verdict::NoDifference,
        true if change > 0.0 => Verdict::More,
        true => Verdict::Less,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, Engine, Sample};
    use super::*;

    fn series(engine: Engine, seconds: &[f64]) -> Series {
        let run = |seconds: &f64| Sample {
            seconds: *seconds,
            cpu_seconds: Some(2.0 * seconds),
            text_bytes: 1_000_000,
            index_bytes: 700_000,
            ..Sample::default()
        };
        Series {
            samples: seconds.iter().map(run).collect(),
            ..Series::new(engine, 2)
        }
    }

    fn record(ours: &[f64], theirs: &[f64]) -> Record {
        let mut all = vec![series(Engine::Newsdex, ours)];
        if !theirs.is_empty() {
            all.push(series(Engine::Tantivy, theirs));
        }
        Record::new(Corpus::default(), 1, all)
    }

    fn rate(before: &Record, now: &Record) -> (bool, Verdict) {
        let comparisons = compare(before, now).expect("the same work");
        assert_eq!(comparisons[0].figure, Figure::Rate);
        (comparisons[0].relative, comparisons[0].verdict)
    }

    const RUNS: [f64; 5] = [1.0, 1.01, 1.02, 1.03, 1.04];

    #[test]
    fn a_difference_exceeds_both_the_spread_and_the_least_change() {
        let then = record(&RUNS, &[]);
        let twice = RUNS.map(|seconds| seconds / 2.0);
        assert_eq!(rate(&then, &record(&twice, &[])), (false, Verdict::More));
        assert_eq!(rate(&record(&twice, &[]), &then), (false, Verdict::Less));
        assert_eq!(rate(&then, &then), (false, Verdict::NoDifference));
        // Every run is faster, by one per cent.
        let narrow = [1.0, 1.001, 1.002, 1.003, 1.004];
        let slightly = narrow.map(|seconds| seconds / 1.01);
        let (then, now) = (record(&narrow, &[]), record(&slightly, &[]));
        assert_eq!(rate(&then, &now).1, Verdict::NoDifference);
        // The median is a fifth faster, but the runs are all over the place.
        let (wide, other) = ([1.0, 1.2, 1.4, 1.9, 2.0], [0.9, 1.1, 1.2, 1.8, 2.1]);
        assert_eq!(
            rate(&record(&wide, &[]), &record(&other, &[])).1,
            Verdict::NoDifference
        );
    }

    #[test]
    fn three_runs_never_tell() {
        let (then, now) = (record(&[1.0; 3], &[]), record(&[0.1; 3], &[]));
        assert_eq!(rate(&then, &now).1, Verdict::TooFewRuns);
    }

    #[test]
    fn a_machine_that_is_twice_as_fast_is_no_difference() {
        let theirs = [3.0; 5];
        let half = |runs: [f64; 5]| runs.map(|seconds| seconds / 2.0);
        let then = record(&RUNS, &theirs);
        let now = record(&half(RUNS), &half(theirs));
        assert_eq!(rate(&then, &now), (true, Verdict::NoDifference));
        let faster = record(&half(half(RUNS)), &half(theirs));
        assert_eq!(rate(&then, &faster), (true, Verdict::More));
    }

    #[test]
    fn other_work_is_not_compared() {
        let then = record(&RUNS, &[]);
        let mut other = then.clone();
        other.corpus.input_bytes = 7;
        assert_eq!(compare(&then, &other), Err(NotComparable::Corpus(0, 7)));
        let mut other = then.clone();
        other.memory = 2;
        assert_eq!(compare(&then, &other), Err(NotComparable::Memory(1, 2)));
        let mut other = then.clone();
        other.series[0].threads = 4;
        assert_eq!(compare(&then, &other), Err(NotComparable::Threads));
    }

    #[test]
    fn what_is_kept_reads_back() {
        let then = record(&RUNS, &RUNS);
        let kept = then.to_json().expect("numbers").to_string();
        assert!(kept.contains("\"ratio_to_tantivy\":1.0"), "{kept}");
        assert_eq!(Record::from_json(&kept).expect("a record"), then);
    }
}
