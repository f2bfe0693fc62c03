//! The words of several writers inverted, field by field, on the threads of a pool.

use super::files::scratch::Scratch;
use super::runs::parts::{Part, PartWords};
use super::words::{PutAway, WordField, WordFields};
use crossbeam_channel::{Receiver, unbounded};
use rayon::ScopeFifo;
use std::cmp::Reverse;
use std::sync::Arc;
use tantivy::schema::Field;

/// One writer's words.
pub(super) struct WriterWords {
    /// The number in the segment that the writer's document 0 has.
    pub(super) first_document: u32,
    pub(super) put_away: Vec<PutAway>,
    /// Where these are.
    pub(super) file: Option<Arc<Scratch>>,
    pub(super) rest: WordFields,
}

/// Parts on their way: those of batches that were put away are ready.
pub(super) struct Inverting {
    put_away: Vec<(Field, Part)>,
    rest: Receiver<(Field, Part)>,
}

/// Begins with the largest fields, so that threads end together.
pub(super) fn begin(scope: &ScopeFifo<'_>, writers: Vec<WriterWords>) -> Inverting {
    let (to_all, rest) = unbounded();
    let mut put_away = Vec::new();
    let mut fields: Vec<(u32, WordField)> = Vec::new();
    for writer in writers {
        let first_document = writer.first_document;
        if let Some(file) = &writer.file {
            let opened = writer.put_away.into_iter().flatten();
            put_away.extend(opened.map(|(field, norms, written)| {
                let words = PartWords::File(written.open(file));
                (field, part(first_document, norms, words))
            }));
        }
        fields.extend(writer.rest.fields().map(|field| (first_document, field)));
    }
    fields.sort_by_key(|(_, field)| Reverse(field.bytes()));
    for (first_document, field) in fields {
        let to_all = to_all.clone();
        scope.spawn_fifo(move |scope| {
            for (field, words) in field.collected() {
                let to_all = to_all.clone();
                scope.spawn_fifo(move |_| {
                    let mut words = words.inverted(&mut None);
                    let norms = std::mem::take(&mut words.norms);
                    let part = part(first_document, norms, PartWords::Memory(words));
                    // Somebody waits until no sender is left.
                    let _ = to_all.send((field, part));
                });
            }
        });
    }
    Inverting { put_away, rest }
}

fn part(first_document: u32, norms: Vec<u8>, words: PartWords) -> Part {
    Part {
        words,
        first_document,
        norms,
    }
}

impl Inverting {
    /// Waits for all. Gives the parts of each field, in the order of the schema, those of a field in the order of their
    /// documents.
    pub(super) fn by_field(self) -> Vec<(Field, Vec<Part>)> {
        // A stable sort: of a writer, what was put away comes first, in order.
        let mut parts: Vec<(Field, Part)> = self.put_away.into_iter().chain(self.rest).collect();
        parts.sort_by_key(|(field, part)| (*field, part.first_document));
        let mut fields: Vec<(Field, Vec<Part>)> = Vec::new();
        for (field, part) in parts {
            match fields.last_mut() {
                Some((last, parts)) if *last == field => parts.push(part),
                _ => fields.push((field, vec![part])),
            }
        }
        fields
    }
}
