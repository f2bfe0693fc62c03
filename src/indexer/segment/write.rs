//! All files of a segment, out of one batch of articles or several.

use super::SegmentWriter;
use super::columns::{self, Columns};
use super::norms;
use super::output::Output;
use super::postings::{self, Part};
use super::raw;
use super::store::DocumentStore;
use super::words::WordFields;
use crate::schema::Fields;
use std::thread::ScopedJoinHandle;
use tantivy::schema::Field;
use tantivy::{Segment, SegmentMeta, TantivyError};

/// Writes the articles of all writers as one segment: that of the first, whose store the others' stores go on.
pub(super) fn segment(
    mut writers: Vec<SegmentWriter>,
    threads: usize,
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
    let words = invert(words, threads);
    norms::write(&segment, &fields, &words, &columns)?;
    let aside = || {
        join(stores)?;
        columns::write(&segment, &fields, &columns)
    };
    // One thread more than asked for, but it waits for the disk most of its time.
    std::thread::scope(|scope| {
        let aside = scope.spawn(aside);
        write_index(&segment, &fields, words, &columns, threads)?;
        joined(aside)
    })?;
    Ok(Some(segment.with_max_doc(num_documents).meta().clone()))
}

/// What several writers collected, by kind. The documents are numbered through.
#[derive(Default)]
struct Batches {
    num_documents: u32,
    words: Vec<(u32, WordFields)>,
    columns: Vec<(u32, Columns)>,
    stores: Vec<(Segment, DocumentStore)>,
}

impl Batches {
    fn add(&mut self, writer: SegmentWriter) -> tantivy::Result<()> {
        let first = self.num_documents;
        self.num_documents = first.checked_add(writer.num_articles()).ok_or_else(|| {
            TantivyError::InvalidArgument("more articles than a segment can hold".to_owned())
        })?;
        self.words.push((first, writer.words));
        self.columns.push((first, writer.columns));
        self.stores.push((writer.segment, writer.store));
        Ok(())
    }
}

/// Inverts the batches side by side, and gathers them by field.
fn invert(batches: Vec<(u32, WordFields)>, threads: usize) -> Vec<(Field, Vec<Part>)> {
    let one = |(first, words): (u32, WordFields)| (first, words.invert());
    let inverted: Vec<_> = if threads == 1 || batches.len() == 1 {
        batches.into_iter().map(one).collect()
    } else {
        std::thread::scope(|scope| {
            let spawn = |batch| scope.spawn(move || one(batch));
            let handles: Vec<_> = batches.into_iter().map(spawn).collect();
            handles.into_iter().map(joined).collect()
        })
    };
    let mut fields: Vec<(Field, Vec<Part>)> = Vec::new();
    for (first_document, words) in inverted {
        for (number, (field, words)) in words.into_iter().enumerate() {
            let part = Part {
                words,
                first_document,
            };
            match fields.get_mut(number) {
                Some((_, parts)) => parts.push(part),
                None => fields.push((field, vec![part])),
            }
        }
    }
    fields
}

/// What the thread gives. A panic there goes on here.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    let result = thread.join();
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn write_index(
    segment: &Segment,
    fields: &Fields,
    words: Vec<(Field, Vec<Part>)>,
    columns: &[(u32, Columns)],
    threads: usize,
) -> tantivy::Result<()> {
    let mut output = Output::open(segment)?;
    let keys = columns.iter().flat_map(|(first, batch)| batch.keys(*first));
    raw::write(&mut output, fields.key, keys.collect())?;
    for (field, parts) in words {
        postings::write(&mut output, field, &parts, threads)?;
    }
    let languages = columns
        .iter()
        .flat_map(|(first, batch)| batch.languages(*first));
    raw::write(&mut output, fields.language, languages.collect())?;
    Ok(output.close()?)
}

fn join(stores: Vec<(Segment, DocumentStore)>) -> tantivy::Result<()> {
    let mut stores = stores.into_iter();
    let Some((_, mut first)) = stores.next() else {
        return Ok(());
    };
    for (segment, store) in stores {
        store.close()?;
        first.append(&segment)?;
    }
    Ok(first.close()?)
}
