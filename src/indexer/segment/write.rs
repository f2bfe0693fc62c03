//! All files of a segment, out of one batch of articles or several.

use super::SegmentWriter;
use super::columns::{self, Columns};
use super::norms;
use super::output::Output;
use super::parts::{Part, PartWords};
use super::postings;
use super::raw;
use super::run::Written;
use super::scratch::Scratch;
use super::store::DocumentStore;
use super::words::{PutAway, WordFields};
use crate::indexer::stage::{self, Stage};
use crate::schema::Fields;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;
use tantivy::schema::Field;
use tantivy::{Segment, SegmentMeta, TantivyError};

/// Writes the articles of all writers as one segment: that of the first.
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
    stage::time(Stage::Columns, || {
        norms::write(&segment, &fields, &words, &columns)
    })?;
    let aside = || {
        stage::time(Stage::Store, || DocumentStore::join(&segment, stores))?;
        stage::time(Stage::Columns, || {
            columns::write(&segment, &fields, &columns)
        })
    };
    // One thread more than asked for, but it waits for the disk most of its time.
    std::thread::scope(|scope| {
        let aside = scope.spawn(stage::carried(aside));
        stage::time(Stage::Serialise, || {
            write_index(&segment, &fields, words, &columns, threads)
        })?;
        joined(aside)
    })?;
    Ok(Some(segment.with_max_doc(num_documents).meta().clone()))
}

/// What several writers collected, by kind. The documents are numbered through.
#[derive(Default)]
struct Batches {
    num_documents: u32,
    words: Vec<Words>,
    columns: Vec<(u32, Columns)>,
    stores: Vec<(DocumentStore, Option<Arc<Scratch>>)>,
}

/// One writer's words.
struct Words {
    first_document: u32,
    put_away: Vec<PutAway>,
    file: Option<Arc<Scratch>>,
    rest: WordFields,
}

impl Batches {
    fn add(&mut self, writer: SegmentWriter) -> tantivy::Result<()> {
        let first = self.num_documents;
        self.num_documents = first.checked_add(writer.num_articles()).ok_or_else(|| {
            TantivyError::InvalidArgument("more articles than a segment can hold".to_owned())
        })?;
        let file = writer.scratch.map(Arc::new);
        self.words.push(Words {
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

/// Inverts what is in memory, writers side by side, and gathers all parts by field.
fn invert(writers: Vec<Words>, threads: usize) -> Vec<(Field, Vec<Part>)> {
    let parts: Vec<_> = if threads == 1 || writers.len() == 1 {
        writers.into_iter().map(Words::parts).collect()
    } else {
        std::thread::scope(|scope| {
            let spawn = |writer: Words| scope.spawn(stage::carried(move || writer.parts()));
            let handles: Vec<_> = writers.into_iter().map(spawn).collect();
            handles.into_iter().map(joined).collect()
        })
    };
    let mut fields: Vec<(Field, Vec<Part>)> = Vec::new();
    for (number, (field, part)) in parts
        .into_iter()
        .flatten()
        .flat_map(|part| part.into_iter().enumerate())
    {
        match fields.get_mut(number) {
            Some((_, parts)) => parts.push(part),
            None => fields.push((field, vec![part])),
        }
    }
    fields
}

impl Words {
    /// Each batch's parts, in the order of the documents.
    fn parts(self) -> Vec<Vec<(Field, Part)>> {
        let first_document = self.first_document;
        let part = |norms, words| Part {
            words,
            first_document,
            norms,
        };
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            let open = |(field, norms, written): (Field, Vec<u8>, Written)| {
                (field, part(norms, PartWords::File(written.open(file))))
            };
            let put_away = self.put_away.into_iter();
            parts.extend(put_away.map(|fields| fields.into_iter().map(open).collect()));
        }
        let rest = self.rest.invert().into_iter();
        let rest = rest.map(|(field, mut words)| {
            let norms = std::mem::take(&mut words.norms);
            (field, part(norms, PartWords::Memory(words)))
        });
        parts.push(rest.collect());
        parts
    }
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
    let text_keys = columns
        .iter()
        .flat_map(|(first, batch)| batch.text_keys(*first));
    raw::write(&mut output, fields.text_key, text_keys.collect())?;
    // In the order of the schema, as tantivy writes them.
    let mut words = words;
    words.sort_by_key(|(field, _)| *field);
    let (words, behind): (Vec<_>, Vec<_>) = words
        .into_iter()
        .partition(|(field, _)| *field < fields.language);
    let schema = segment.schema();
    let write = |output: &mut Output, fields: Vec<(Field, Vec<Part>)>| {
        fields.into_iter().try_for_each(|(field, parts)| {
            let option = schema.get_field_entry(field).field_type();
            let option = option.get_index_record_option().unwrap_or_default();
            postings::write(output, field, &parts, option, threads)
        })
    };
    write(&mut output, words)?;
    let languages = columns
        .iter()
        .flat_map(|(first, batch)| batch.languages(*first));
    raw::write(&mut output, fields.language, languages.collect())?;
    write(&mut output, behind)?;
    Ok(output.close()?)
}
