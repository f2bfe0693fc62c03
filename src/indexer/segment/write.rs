//! All files of a segment, out of one batch of articles or several.

use super::SegmentWriter;
use super::columns::Columns;
use super::files::flush::flush;
use super::files::output::Output;
use super::files::scratch::Scratch;
use super::index;
use super::invert::WriterWords;
use super::store::document_store::DocumentStore;
use crate::indexer::stage::{self, Stage};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;
use tantivy::{SegmentMeta, TantivyError};

/// Writes the articles of all writers as one segment: that of the first.
pub(super) fn segment(
    writers: Vec<SegmentWriter>,
    folder: Option<&Path>,
    threads: usize,
) -> tantivy::Result<Option<SegmentMeta>> {
    // From a thread of its own: that of another pool would do that one's work while it waits here.
    let work = stage::carried(|| segment_on(&pool(threads)?, writers, folder));
    std::thread::scope(|scope| joined(scope.spawn(work)))
}

fn pool(threads: usize) -> tantivy::Result<ThreadPool> {
    let builder = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("segment-{number}"))
        .start_handler(stage::keep(&stage::current()));
    builder
        .build()
        .map_err(|error| io::Error::other(error).into())
}

fn segment_on(
    pool: &ThreadPool,
    mut writers: Vec<SegmentWriter>,
    folder: Option<&Path>,
) -> tantivy::Result<Option<SegmentMeta>> {
    writers.retain(|writer| writer.num_articles() > 0);
    let Some(first) = writers.first() else {
        return Ok(None);
    };
    let (segment, fields) = (first.segment.clone(), first.fields);
    let mut batches = Batches::default();
    for writer in writers {
        batches.add(writer)?;
    }
    let Batches {
        num_documents,
        words,
        columns,
        stores,
    } = batches;
    let files =
        folder.map(|folder| Output::FILES.map(|file| folder.join(segment.relative_path(file))));
    let (flush, flusher) = flush(files.into_iter().flatten().collect());
    let store = || stage::time(Stage::Store, || DocumentStore::join(&segment, stores));
    // Two threads more than asked for, but they wait for the disk most of their time.
    std::thread::scope(|scope| {
        let store = scope.spawn(stage::carried(store));
        scope.spawn(move || flusher.run());
        let output = Output::create(&segment, flush)?;
        index::write(pool, &segment, &fields, words, &columns, output)?;
        joined(store)
    })?;
    Ok(Some(segment.with_max_doc(num_documents).meta().clone()))
}

/// What several writers collected, by kind. The documents are numbered through.
#[derive(Default)]
struct Batches {
    num_documents: u32,
    words: Vec<WriterWords>,
    columns: Vec<(u32, Columns)>,
    stores: Vec<(DocumentStore, Option<Arc<Scratch>>)>,
}

impl Batches {
    fn add(&mut self, writer: SegmentWriter) -> tantivy::Result<()> {
        let first = self.num_documents;
        self.num_documents = first.checked_add(writer.num_articles()).ok_or_else(|| {
            TantivyError::InvalidArgument("more articles than a segment can hold".to_owned())
        })?;
        let file = writer.scratch.map(Arc::new);
        self.words.push(WriterWords {
            first_document: first,
            put_away: writer.put_away,
            file: file.clone(),
            rest: writer.words,
        });
        self.columns.push((first, writer.columns));
        self.stores.push((writer.store, file));
        Ok(())
    }
}

/// What the thread gives. A panic there goes on here.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    let result = thread.join();
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
