//! The memory of a run, shared out among threads and writers.

use super::bulk::Bulk;
use super::{IndexError, IndexOptions, Writer, pipeline};
use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, TantivyError};

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

/// The options with as many threads as the memory allows.
///
/// # Errors
/// Too little memory for one.
pub(super) fn fitted(options: &IndexOptions) -> Result<IndexOptions, IndexError> {
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

pub(super) fn writer(index: &Index, options: &IndexOptions) -> Result<IndexWriter, IndexError> {
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

pub(super) fn bulk(writer: &IndexWriter, options: &IndexOptions) -> Bulk {
    Bulk::new(
        writer.index().clone(),
        &options.index,
        options.threads,
        (options.memory as f64 * WRITER_SHARE) as usize,
        pipeline::permits(options),
    )
}
