//! One run: what is there, what the index holds, and what is to be done.

use super::failures::Failures;
use super::ledger::{FileId, Ledger, Standing};
use super::memory::{bulk, fitted, writer};
use super::plan::{Plan, PlanOptions, Root};
use super::sink::{self, Sink, SinkOptions};
use super::stage::{self, Stage};
use super::{Failure, IndexError, IndexOptions, IndexReport, Progress, STDIN, Writer, pipeline};
use crate::article::Location;
use crate::manifest::{self, FileEntry, Manifest, SourcePath};
use crate::schema;
use crate::source::{SourceError, Walk, WalkOptions, path_text, walk};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tantivy::IndexWriter;
use xxhash_rust::xxh3::xxh3_64;

/// What a run starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// What the index holds.
    FromIndex,
    /// Nothing: what it holds goes with the commit.
    Afresh,
}

pub(super) fn update(
    options: &IndexOptions,
    progress: &Progress,
    from: Start,
) -> Result<IndexReport, IndexError> {
    let start = Instant::now();
    let roots: Vec<Root> = named(options).map(|path| Root::new(path)).collect();
    let found = stage::time(Stage::Plan, || list(options))?;
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
        stdin: reads_stdin(options),
    };
    let mut plan = stage::time(Stage::Plan, || Plan::new(old, &found, &roots, plan_options));
    progress.start(&plan);

    let mut sink = sink(options, &plan, writer, commit)?;
    sink.options.afresh = from == Start::Afresh;
    sink.sources = existing(&roots);
    sink.report.files = plan.found + found.errors.len() as u64;
    report_unreadable(&mut sink, &found.errors)?;
    carry_over(&mut sink, &plan, &roots);
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

/// The files below the named paths.
///
/// # Errors
/// There are none, and something could not be read.
fn list(options: &IndexOptions) -> Result<Walk, IndexError> {
    let walk_options = WalkOptions {
        hidden: options.hidden,
        skip: Some(options.index.clone()),
    };
    let found = walk(&named(options).cloned().collect::<Vec<_>>(), &walk_options);
    match found.errors.first() {
        Some(error) if found.files.is_empty() && !reads_stdin(options) => {
            Err(IndexError::NothingToRead(unreadable(error)))
        }
        _ => Ok(found),
    }
}

fn reads_stdin(options: &IndexOptions) -> bool {
    options.paths.iter().any(|path| path.as_os_str() == STDIN)
}

fn existing(roots: &[Root]) -> Vec<SourcePath> {
    let sources = roots.iter().map(Root::source);
    sources.filter(|source| source.path.exists()).collect()
}

/// Counts the paths that could not be read.
fn report_unreadable(sink: &mut Sink, errors: &[SourceError]) -> Result<(), IndexError> {
    for error in errors {
        let failure = unreadable(error);
        if sink.options.strict {
            return Err(IndexError::Strict(failure));
        }
        sink.report.outcomes.failed += 1;
        sink.report.unreadable_paths += 1;
        sink.failures.push(failure, &mut sink.report)?;
    }
    Ok(())
}

/// Counts what is kept of the index. Files outside the named paths take no part.
fn carry_over(sink: &mut Sink, plan: &Plan, roots: &[Root]) {
    for (entry, standing) in plan.files.iter().zip(&plan.standing) {
        if *standing == Standing::Kept && found_in(&entry.path, roots) {
            sink::carry_over(&mut sink.report.outcomes, entry);
        }
    }
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

fn unreadable(error: &SourceError) -> Failure {
    Failure {
        location: Location {
            path: path_text(&error.path),
            member: error.member.clone(),
            record: 0,
        },
        reason: error.kind.to_string(),
    }
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
