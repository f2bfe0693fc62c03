//! Paths to a commit: the parallel pipeline.
//!
//! ```text
//! plan -> reader (one thread, in order) -> chunks -> workers: read, clean, fingerprint
//!      -> back in order -> identify -> write -> commit + manifest -> report
//! ```
//! The reader cuts large files into chunks and passes small ones on whole, so that one large file and a folder of
//! small ones alike keep every worker busy. Results are put back in order before ids are claimed, so that what is
//! a duplicate of what never depends on the threads.

mod bulk;
mod error;
mod failures;
mod inspect;
mod ledger;
mod memory;
mod ordered;
mod permits;
mod pipeline;
mod plan;
mod prepare;
mod progress;
mod reader;
mod rebuild;
mod report;
pub mod segment;
mod sink;
mod stage;
mod update;

pub use error::IndexError;
pub use inspect::{FieldUse, Inspection, inspect};
pub use progress::Progress;
pub use report::{FAILURES_SHOWN, Failure, IndexReport, Outcomes};
pub use stage::{Stage, StageTimes};

use crate::format::ReadOptions;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use update::{Start, update};

/// What to index, where, and how.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// Files and folders; `-` is standard input. None, with `rebuild`: those that the index was built from.
    pub paths: Vec<PathBuf>,
    /// The index folder.
    pub index: PathBuf,
    /// How to read.
    pub read: ReadOptions,
    /// Read hidden files too.
    pub hidden: bool,
    /// Threads that read, clean and index; at least 1.
    pub threads: usize,
    /// Bytes of memory to stay within.
    pub memory: usize,
    /// Leave the articles of files that are gone.
    pub keep_missing: bool,
    /// Stop at the first failed record and change nothing.
    pub strict: bool,
    /// Build the index anew, and put it in the place of the old one when it is whole.
    pub rebuild: bool,
    /// Commit whenever this much time has passed.
    pub commit_every: Duration,
    /// What turns articles into an index.
    pub writer: Writer,
    /// The present: publication dates beyond it are not believed.
    pub now: jiff::Timestamp,
    /// Where the processor time of each stage is added up; none: no clock is read.
    pub stages: Option<Arc<StageTimes>>,
}

impl IndexOptions {
    /// The usual way to index `paths` into the folder `index`: all cores, 512 MiB, a commit a minute.
    pub fn new(paths: Vec<PathBuf>, index: PathBuf) -> IndexOptions {
        IndexOptions {
            paths,
            index,
            read: ReadOptions::default(),
            hidden: false,
            threads: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            memory: DEFAULT_MEMORY,
            keep_missing: false,
            strict: false,
            rebuild: false,
            commit_every: COMMIT_EVERY,
            writer: Writer::default(),
            now: jiff::Timestamp::now(),
            stages: None,
        }
    }
}

/// Memory to stay within where the user does not say: what a small machine has to spare.
pub const DEFAULT_MEMORY: usize = 512 << 20;

/// Time between the commits of a long run: what a crash costs at the most.
const COMMIT_EVERY: Duration = Duration::from_secs(60);

/// What turns articles into an index. The result is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writer {
    /// Our own, several times as fast.
    #[default]
    Own,
    /// tantivy's, as the reference.
    Tantivy,
}

/// The path that stands for standard input.
const STDIN: &str = "-";

/// Brings an index up to date with the named paths.
///
/// # Errors
/// What stops the run as a whole; a bad file or record does not, it is counted.
pub fn index(options: &IndexOptions, progress: &Progress) -> Result<IndexReport, IndexError> {
    let _entered = stage::enter(options.stages.clone());
    match options.rebuild {
        true => rebuild::rebuild(options, progress),
        false => update(options, progress, Start::FromIndex),
    }
}
