//! Articles to the bytes of tantivy's document store.
//!
//! tantivy's own serialiser wants owned documents that live for ever; this one borrows. A document is the number of
//! its values (VInt), then for each its field (32 bits), a type code, and the value. The tests hold it to tantivy's.

use crate::article::Article;
use crate::schema::{self, Fields};
use std::io;
use tantivy::Segment;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::store::{StoreReader, StoreWriter};

const TEXT: u8 = 0;
const U64: u8 = 1;
const I64: u8 = 2;

/// The store of a segment in the making.
pub(super) struct DocumentStore {
    writer: StoreWriter,
    document: Vec<u8>,
}

impl DocumentStore {
    pub(super) fn open(segment: &Segment) -> tantivy::Result<DocumentStore> {
        let settings = segment.index().settings();
        // Threads are the caller's affair: each has a store of its own.
        let dedicated_thread = false;
        let writer = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            dedicated_thread,
        )?;
        Ok(DocumentStore {
            writer,
            document: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, article: &Article, fields: &Fields) -> io::Result<()> {
        self.document.clear();
        serialize(article, fields, &mut self.document);
        self.writer.store_bytes(&self.document)
    }

    /// Adds all documents of a closed store, still compressed.
    pub(super) fn append(&mut self, segment: &Segment) -> tantivy::Result<()> {
        let file = segment.open_read(SegmentComponent::Store)?;
        Ok(self.writer.stack(StoreReader::open(file, 0)?)?)
    }

    pub(super) fn close(self) -> io::Result<()> {
        self.writer.close()
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.writer.mem_usage() + self.document.capacity()
    }
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
