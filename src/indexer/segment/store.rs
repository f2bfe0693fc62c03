//! Articles to the bytes of tantivy's document store.
//!
//! tantivy's own serialiser wants owned documents that live for ever; this one borrows. A document is the number of
//! its values (VInt), then for each its field (32 bits), a type code, and the value. The tests hold it to tantivy's.

use super::scratch::Scratch;
use crate::article::Article;
use crate::schema::{self, Fields};
use std::io::{self, BufWriter};
use std::ops::Range;
use std::sync::Arc;
use tantivy::Segment;
use tantivy::directory::{FileSlice, OwnedBytes, TerminatingWrite, WritePtr};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::store::{StoreReader, StoreWriter};

const TEXT: u8 = 0;
const U64: u8 = 1;
const I64: u8 = 2;

/// The store of a segment in the making. What comes after a part of it was put away goes to a file aside, and follows
/// in the end: only so can the parts of several writers be put together without holding one of them in memory.
pub(super) struct DocumentStore {
    segment: Segment,
    first: StoreWriter,
    aside: Option<StoreWriter>,
    parts: Vec<Range<u64>>,
    document: Vec<u8>,
}

impl DocumentStore {
    pub(super) fn open(segment: &Segment) -> tantivy::Result<DocumentStore> {
        let file = segment.open_write(SegmentComponent::Store)?;
        Ok(DocumentStore {
            first: writer(segment, file)?,
            segment: segment.clone(),
            aside: None,
            parts: Vec::new(),
            document: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, article: &Article, fields: &Fields) -> io::Result<()> {
        self.document.clear();
        serialize(article, fields, &mut self.document);
        let writer = self.aside.as_mut().unwrap_or(&mut self.first);
        writer.store_bytes(&self.document)
    }

    /// Ends a part. Nothing else may have been written to the file since the last time.
    pub(super) fn end_part(&mut self, scratch: &mut Scratch) -> io::Result<()> {
        if let Some(aside) = self.aside.take() {
            aside.close()?;
            self.parts.push(scratch.end_section()?);
        }
        Ok(())
    }

    /// Begins a part in the file.
    pub(super) fn begin_part(&mut self, scratch: &Scratch) -> io::Result<()> {
        let file: Box<dyn TerminatingWrite + Send + Sync> = Box::new(scratch.section()?);
        self.aside = Some(writer(&self.segment, BufWriter::new(file))?);
        Ok(())
    }

    /// Writes the stores of all writers, of which all parts have ended, one after the other to that of the first.
    pub(super) fn join(stores: Vec<(DocumentStore, Option<Arc<Scratch>>)>) -> tantivy::Result<()> {
        let mut joined: Option<StoreWriter> = None;
        for (store, scratch) in stores {
            let to = match &mut joined {
                None => joined.insert(store.first),
                Some(joined) => {
                    store.first.close()?;
                    let file = store.segment.open_read(SegmentComponent::Store)?;
                    joined.stack(StoreReader::open(file, 0)?)?;
                    joined
                }
            };
            for part in store.parts {
                let bytes = scratch.as_ref().map(|scratch| scratch.read(part));
                let bytes = OwnedBytes::new(bytes.transpose()?.unwrap_or_default());
                to.stack(StoreReader::open(FileSlice::new(Arc::new(bytes)), 0)?)?;
            }
        }
        Ok(joined.map_or(Ok(()), StoreWriter::close)?)
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        let aside = self.aside.as_ref().map_or(0, StoreWriter::mem_usage);
        self.first.mem_usage() + aside + self.document.capacity()
    }
}

fn writer(segment: &Segment, file: WritePtr) -> io::Result<StoreWriter> {
    let settings = segment.index().settings();
    // Threads are the caller's affair: each has a store of its own.
    let dedicated_thread = false;
    StoreWriter::new(
        file,
        settings.docstore_compression,
        settings.docstore_blocksize,
        dedicated_thread,
    )
}

/// The stored values in the order of [`crate::schema::document`].
fn serialize(article: &Article, fields: &Fields, to: &mut Vec<u8>) {
    let filled = || schema::texts(article, fields);
    let always = 3; // id, path, record
    let optional = [
        article.published.is_some(),
        article.captured.is_some(),
        article.location.member.is_some(),
    ];
    let optional = optional.into_iter().filter(|given| *given).count();
    vint(
        always + filled().count() + article.authors.len() + optional,
        to,
    );
    text(fields.id, &article.id, to);
    filled().for_each(|(field, value)| text(field, value, to));
    for author in &article.authors {
        text(fields.author, author, to);
    }
    let dates = [
        (fields.published, article.published),
        (fields.captured, article.captured),
    ];
    for (field, date) in dates {
        if let Some(date) = date {
            number(field, I64, date.as_second().to_le_bytes(), to);
        }
    }
    text(fields.path, &article.location.path, to);
    if let Some(member) = &article.location.member {
        text(fields.member, member, to);
    }
    number(
        fields.record,
        U64,
        article.location.record.to_le_bytes(),
        to,
    );
}

fn text(field: Field, value: &str, to: &mut Vec<u8>) {
    to.extend_from_slice(&field.field_id().to_le_bytes());
    to.push(TEXT);
    vint(value.len(), to);
    to.extend_from_slice(value.as_bytes());
}

fn number(field: Field, kind: u8, value: [u8; 8], to: &mut Vec<u8>) {
    to.extend_from_slice(&field.field_id().to_le_bytes());
    to.push(kind);
    to.extend_from_slice(&value);
}

/// tantivy's VInt: seven bits a byte, low ones first; the last byte is marked, not the others.
fn vint(mut value: usize, to: &mut Vec<u8>) {
    while value >= 128 {
        to.push(value as u8 & 127);
        value >>= 7;
    }
    to.push(value as u8 | 128);
}
