//! Where the processor time of a run goes: by stage, added up over its threads.
//!
//! Off unless a run asks for it ([`IndexOptions::stages`](super::IndexOptions::stages)): a thread's clock is read by a
//! system call, and a run with clocks reads it some thirty times an article. What reading takes is measured before and
//! taken off. Stages nest: what runs inside of another stage counts for the inner one alone.

use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A kind of work, in the order in which an article meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Files are listed and compared with what the index holds.
    Plan,
    /// Their bytes are read, hashed and decompressed.
    Read,
    /// They are cut into chunks of whole records.
    Split,
    /// Charsets are decoded, and records become fields.
    Parse,
    /// Text, dates and language are put right.
    Clean,
    /// Fingerprints are taken, ids claimed, duplicates found.
    Identify,
    /// Text becomes words.
    Analyse,
    /// Words become numbers, and are sorted by word.
    Invert,
    /// Sorted words that memory cannot hold are written aside.
    PutAway,
    /// Articles are compressed and stored.
    Store,
    /// Keys, labels, dates and lengths are collected and written.
    Columns,
    /// Sorted words are merged and encoded as postings and positions, and keys as terms, on all threads.
    Serialise,
    /// These go into their files, and the words into their field's dictionary, in order: one thread a file at a time.
    Write,
    /// The manifest is written, and all is synced and published.
    Commit,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Stage; 14] = [
        Stage::Plan,
        Stage::Read,
        Stage::Split,
        Stage::Parse,
        Stage::Clean,
        Stage::Identify,
        Stage::Analyse,
        Stage::Invert,
        Stage::PutAway,
        Stage::Store,
        Stage::Columns,
        Stage::Serialise,
        Stage::Write,
        Stage::Commit,
    ];
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Plan => "plan",
            Stage::Read => "read",
            Stage::Split => "split",
            Stage::Parse => "parse",
            Stage::Clean => "clean",
            Stage::Identify => "identify",
            Stage::Analyse => "analyse",
            Stage::Invert => "invert",
            Stage::PutAway => "put away",
            Stage::Store => "store",
            Stage::Columns => "columns",
            Stage::Serialise => "serialise",
            Stage::Write => "write",
            Stage::Commit => "commit",
        })
    }
}

/// Processor time by stage, of all threads of a run.
#[derive(Debug)]
pub struct StageTimes {
    /// Nanoseconds by stage.
    stages: [AtomicU64; Stage::ALL.len()],
    /// How often a clock was read.
    reads: AtomicU64,
    /// Nanoseconds that one reading takes.
    reading: u64,
}

impl Default for StageTimes {
    /// None so far; measures what reading a clock takes.
    fn default() -> StageTimes {
        StageTimes {
            stages: Default::default(),
            reads: AtomicU64::new(0),
            reading: reading(),
        }
    }
}

/// Nanoseconds that reading the clock takes: the median of some rounds.
fn reading() -> u64 {
    const READS: u64 = 100;
    let mut rounds = [0; 21].map(|_: u64| {
        let start = thread_nanoseconds();
        for _ in 1..READS {
            black_box(thread_nanoseconds());
        }
        thread_nanoseconds().saturating_sub(start) / READS
    });
    rounds.sort_unstable();
    rounds[rounds.len() / 2]
}

impl StageTimes {
    /// Seconds so far of each stage; all are 0 where the system has no clock for a thread.
    pub fn seconds(&self) -> [(Stage, f64); Stage::ALL.len()] {
        Stage::ALL.map(|stage| {
            let nanoseconds = self.stages[stage as usize].load(Relaxed);
            (stage, nanoseconds as f64 / 1e9)
        })
    }

    /// Seconds so far that reading the clocks took, which no stage contains.
    pub fn clock_seconds(&self) -> f64 {
        (self.reads.load(Relaxed) * self.reading) as f64 / 1e9
    }

    /// Adds the time between two readings, of which one lies within and one without.
    fn add(&self, stage: Stage, nanoseconds: u64) {
        let work = nanoseconds.saturating_sub(self.reading);
        self.stages[stage as usize].fetch_add(work, Relaxed);
        self.reads.fetch_add(2, Relaxed);
    }
}

thread_local! {
    /// Where this thread's times go.
    static TIMES: RefCell<Option<Arc<StageTimes>>> = const { RefCell::new(None) };
    /// Nanoseconds of the stages that have ended inside of the present one.
    static INNER: Cell<u64> = const { Cell::new(0) };
}

/// Until this is dropped, the times of the thread go where it says.
#[must_use]
pub(super) struct Entered(Option<Arc<StageTimes>>);

impl Drop for Entered {
    fn drop(&mut self) {
        TIMES.set(self.0.take());
    }
}

/// Has this thread's times go to `times`.
pub(super) fn enter(times: Option<Arc<StageTimes>>) -> Entered {
    Entered(TIMES.replace(times))
}

/// Has all times of each thread that runs the returned function go to `times`.
pub(super) fn keep(times: &Option<Arc<StageTimes>>) -> impl Fn(usize) + Send + Sync + use<> {
    let times = times.clone();
    move |_| TIMES.set(times.clone())
}

/// `work`, to be run on another thread, whose times go where those of this thread go.
pub(super) fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let times = current();
    move || {
        let _entered = enter(times);
        work()
    }
}

/// Where the times of this thread go.
pub(super) fn current() -> Option<Arc<StageTimes>> {
    TIMES.with_borrow(Option::clone)
}

/// Does `work` as part of a stage.
#[inline]
pub(super) fn time<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    match current() {
        None => work(),
        Some(times) => timed(&times, stage, work),
    }
}

#[cold]
fn timed<T>(times: &StageTimes, stage: Stage, work: impl FnOnce() -> T) -> T {
    let start = thread_nanoseconds();
    let before = INNER.replace(0);
    let done = work();
    let whole = thread_nanoseconds().saturating_sub(start);
    times.add(stage, whole.saturating_sub(INNER.get()));
    INNER.set(before + whole + times.reading);
    done
}

/// Processor time of this thread.
#[cfg(unix)]
fn thread_nanoseconds() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

#[cfg(not(unix))]
fn thread_nanoseconds() -> u64 {
    0
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Keeps the processor busy for some time.
    fn work(nanoseconds: u64) {
        let end = thread_nanoseconds() + nanoseconds;
        while thread_nanoseconds() < end {
            black_box(end);
        }
    }

    fn of(times: &StageTimes, stage: Stage) -> u64 {
        times.stages[stage as usize].load(Relaxed)
    }

    #[test]
    fn what_runs_inside_counts_for_the_inner_stage_alone() {
        let times = Arc::new(StageTimes::default());
        let _entered = enter(Some(Arc::clone(&times)));
        let start = thread_nanoseconds();
        time(Stage::Parse, || {
            time(Stage::Clean, || work(2_000_000));
            time(Stage::Clean, || work(1_000_000));
            work(500_000);
        });
        let whole = thread_nanoseconds() - start;
        let (outer, inner) = (of(&times, Stage::Parse), of(&times, Stage::Clean));
        // Less than was worked only by what the estimate of the clock's own time is off.
        assert!(inner >= 2_900_000 && outer >= 400_000, "{outer} {inner}");
        assert!(outer + inner <= whole, "{outer} + {inner} in {whole}");
    }

    #[test]
    fn threads_add_up_and_those_that_were_not_told_count_nowhere() {
        let times = Arc::new(StageTimes::default());
        let entered = enter(Some(Arc::clone(&times)));
        let some = || time(Stage::Invert, || work(1_000_000));
        std::thread::scope(|scope| {
            scope.spawn(carried(some));
            scope.spawn(carried(some));
        });
        let told = of(&times, Stage::Invert);
        assert!(told >= 1_900_000, "{told}");
        assert!(times.clock_seconds() > 0.0);
        std::thread::scope(|scope| {
            scope.spawn(some);
        });
        drop(entered);
        some();
        assert_eq!(of(&times, Stage::Invert), told);
    }
}
