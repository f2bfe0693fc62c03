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

pub use error::IndexError;
pub use inspect::{FieldUse, Inspection, inspect};
pub use progress::Progress;
pub use report::{FAILURES_SHOWN, Failure, IndexReport, Outcomes};
pub use stage::{Stage, StageTimes};

use crate::article::Location;
use crate::format::ReadOptions;
use crate::manifest::{self, FileEntry, Manifest};
use crate::schema;
use crate::source::{WalkOptions, path_text, walk};
use bulk::Bulk;
use failures::Failures;
use ledger::{FileId, Ledger, Standing};
use plan::{Plan, PlanOptions, Root};
use sink::{Sink, SinkOptions};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, TantivyError};
use xxhash_rust::xxh3::xxh3_64;

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

/// tantivy starts at most this many indexing threads.
const MAX_WRITER_THREADS: usize = 8;

/// tantivy refuses less than 15 MB for an indexing thread.
const MIN_WRITER_BYTES: usize = 16 << 20;

/// tantivy refuses 4 GiB and more for an indexing thread.
const MAX_WRITER_BYTES: usize = 4_000_000_000;

/// What a thread with a segment writer of our own takes at the least: the writer's tables, and the text on its way to it.
const MIN_BULK_BYTES: usize = 24 << 20;

/// What a run takes whatever the corpus: tantivy's own writer and merges, the reader, the allocator's reserve.
const MIN_MEMORY: usize = 192 << 20;

/// Of the memory allowed, the part that goes to whatever writes the segments. tantivy's arenas hold up to twice what
/// they are given while a segment is written; our own writers count what finishing takes.
const WRITER_SHARE: f64 = 0.3;

/// Segments with more articles are left as they are: merging runs on one thread, and would go on for minutes after a
/// long run whose commits are a segment each. What daily updates add is merged until it is as large.
const MAX_MERGED_ARTICLES: usize = 200_000;

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

/// What a run starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// What the index holds.
    FromIndex,
    /// Nothing: what it holds goes with the commit.
    Afresh,
}

fn update(
    options: &IndexOptions,
    progress: &Progress,
    from: Start,
) -> Result<IndexReport, IndexError> {
    let start = Instant::now();
    let roots: Vec<Root> = named(options).map(|path| Root::new(path)).collect();
    let found = stage::time(Stage::Plan, || {
        walk(
            &named(options).cloned().collect::<Vec<_>>(),
            &WalkOptions {
                hidden: options.hidden,
                skip: Some(options.index.clone()),
            },
        )
    });
    let stdin = options.paths.iter().any(|path| path.as_os_str() == STDIN);
    if found.files.is_empty()
        && !stdin
        && let Some(error) = found.errors.first()
    {
        return Err(IndexError::NothingToRead(unreadable(error)));
    }
    let existed = options.index.exists();
    let (index, commit) = manifest::create_or_open(&options.index)?;
    let options = &fitted(options)?;
    let writer = writer(&index, options)?;
    // What a run that failed or was killed has left behind.
    writer.garbage_collect_files().wait()?;
    let old = match (&commit, from) {
        (Some(commit), Start::FromIndex) => Manifest::load(&options.index, commit)?,
        _ => Manifest::default(),
    };
    if from == Start::Afresh {
        writer.delete_all_documents()?;
    }
    let plan_options = PlanOptions {
        read_options: xxh3_64(format!("{:?}", options.read).as_bytes()),
        keep_missing: options.keep_missing,
        stdin,
    };
    let mut plan = stage::time(Stage::Plan, || Plan::new(old, &found, &roots, plan_options));
    progress.start(&plan);

    let mut sink = sink(options, &plan, writer, commit)?;
    sink.options.afresh = from == Start::Afresh;
    sink.sources = roots
        .iter()
        .map(Root::source)
        .filter(|source| source.path.exists())
        .collect();
    sink.report.files = plan.found + found.errors.len() as u64;
    for error in &found.errors {
        let failure = unreadable(error);
        if options.strict {
            return Err(IndexError::Strict(failure));
        }
        sink.report.outcomes.failed += 1;
        sink.report.unreadable_paths += 1;
        sink.failures.push(failure, &mut sink.report)?;
    }
    for (entry, standing) in plan.files.iter().zip(&plan.standing) {
        // Files outside the named paths take no part.
        if *standing == Standing::Kept && found_in(&entry.path, &roots) {
            sink::carry_over(&mut sink.report.outcomes, entry);
        }
    }
    let nothing_to_do = plan.tasks.is_empty()
        && !plan.standing.contains(&Standing::Gone)
        && found.errors.is_empty()
        && from == Start::FromIndex;
    if !nothing_to_do || sink.commit.is_none() {
        let counted = |entry: &FileEntry| found_in(&entry.path, &roots);
        let result = pipeline::run(sink, &mut plan, options, progress, counted);
        if result.is_err() && !existed {
            remove_stillborn(&options.index);
        }
        sink = result?;
    }
    finish(sink, options, start)
}

fn named(options: &IndexOptions) -> impl Iterator<Item = &PathBuf> {
    options
        .paths
        .iter()
        .filter(|path| path.as_os_str() != STDIN)
}

fn found_in(path: &str, roots: &[Root]) -> bool {
    roots.iter().any(|root| root.covers(Path::new(path)))
}

fn unreadable(error: &crate::source::SourceError) -> Failure {
    Failure {
        location: Location {
            path: path_text(&error.path),
            member: error.member.clone(),
            record: 0,
        },
        reason: error.kind.to_string(),
    }
}

/// The options with as many threads as the memory allows.
///
/// # Errors
/// Too little memory for one.
fn fitted(options: &IndexOptions) -> Result<IndexOptions, IndexError> {
    let (most, least) = match options.writer {
        Writer::Own => (usize::MAX, MIN_BULK_BYTES),
        Writer::Tantivy => (MAX_WRITER_THREADS, MIN_WRITER_BYTES),
    };
    if options.memory < MIN_MEMORY {
        return Err(IndexError::Memory {
            given_mib: options.memory >> 20,
            needed_mib: MIN_MEMORY >> 20,
        });
    }
    let share = (options.memory as f64 * WRITER_SHARE) as usize;
    Ok(IndexOptions {
        threads: options.threads.min(most).min(share / least).max(1),
        ..options.clone()
    })
}

fn writer(index: &Index, options: &IndexOptions) -> Result<IndexWriter, IndexError> {
    let (threads, bytes) = match options.writer {
        // It has only the articles that take the place of others.
        Writer::Own => (1, MIN_WRITER_BYTES),
        Writer::Tantivy => {
            let share = (options.memory as f64 * WRITER_SHARE) as usize;
            (
                options.threads,
                (share / options.threads).min(MAX_WRITER_BYTES),
            )
        }
    };
    let tantivy_options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread(bytes)
        // Each holds a good part of a segment in memory.
        .num_merge_threads(1)
        .build();
    let writer = index
        .writer_with_options(tantivy_options)
        .map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                IndexError::Locked(options.index.clone())
            }
            other => IndexError::Engine(other),
        })?;
    let mut merging = LogMergePolicy::default();
    merging.set_max_docs_before_merge(MAX_MERGED_ARTICLES);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

fn bulk(writer: &IndexWriter, options: &IndexOptions) -> Bulk {
    Bulk::new(
        writer.index().clone(),
        &options.index,
        options.threads,
        (options.memory as f64 * WRITER_SHARE) as usize,
        pipeline::permits(options),
    )
}

fn sink(
    options: &IndexOptions,
    plan: &Plan,
    writer: IndexWriter,
    commit: Option<manifest::CommitInfo>,
) -> Result<Sink, IndexError> {
    let mut ledger = Ledger::new(plan.standing.clone());
    for (id, entry) in plan.files.iter().enumerate() {
        ledger.load(id as FileId, &entry.articles);
    }
    let reread: HashSet<String> = plan
        .files
        .iter()
        .zip(&plan.standing)
        .filter(|(_, standing)| **standing != Standing::Kept)
        .map(|(entry, _)| entry.shown.clone())
        .collect();
    Ok(Sink {
        folder: options.index.clone(),
        bulk: Arc::new(bulk(&writer, options)),
        writer,
        fields: schema::schema().1,
        ledger,
        files: plan.files.clone(),
        reading: vec![sink::Reading::default(); plan.files.len()],
        sources: Vec::new(),
        commit,
        report: IndexReport::default(),
        failures: Failures::start(&options.index, &reread)?,
        options: SinkOptions {
            commit_every: (!options.strict).then_some(options.commit_every),
            strict: options.strict,
            reference: options.writer == Writer::Tantivy,
            afresh: false,
        },
        last_commit: Instant::now(),
        newer: BTreeMap::new(),
        newer_bytes: 0,
        deleted: HashSet::new(),
    })
}

fn finish(sink: Sink, options: &IndexOptions, start: Instant) -> Result<IndexReport, IndexError> {
    let mut report = sink.report;
    report.articles = sink.ledger.len() as u64;
    report.seconds = start.elapsed().as_secs_f64();
    report.failures_file = sink.failures.finish()?;
    // Merges that run still are part of the work, but not of the time until the articles can be found.
    sink.writer.wait_merging_threads()?;
    report.index_bytes = folder_bytes(&options.index)?;
    Ok(report)
}

/// Removes the folder of an index that never had a commit, unless something else is in it.
fn remove_stillborn(folder: &Path) {
    if let Ok((_, Some(_))) = manifest::open(folder) {
        return;
    }
    // The error that led here is the one to show.
    let _ = manifest::clear(folder);
    let _ = manifest::remove_if_empty(folder);
}

fn folder_bytes(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata().map_or(0, |metadata| metadata.len());
    }
    Ok(bytes)
}
