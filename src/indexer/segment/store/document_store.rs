//! Articles to the bytes of tantivy's document store.
//!
//! tantivy's own serialiser wants owned documents that live for ever; this one borrows. A document is the number of
//! its values (VInt), then for each its field (32 bits), a type code, and the value. The tests hold it to tantivy's.

use super::blocks::{BlockSize, BlockWriter, Blocks};
use super::store_file::StoreFile;
use crate::article::Article;
use crate::indexer::segment::files::scratch::Scratch;
use crate::indexer::segment::vint::vint;
use crate::schema::{self, Fields};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use tantivy::Segment;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;

const TEXT: u8 = 0;
const U64: u8 = 1;
const I64: u8 = 2;

/// Blocks that are held before they go to a file aside, where there is one.
const HELD: usize = 1 << 20;

/// One writer's store in the making. Its blocks follow each other in the end, after those of the writers before it.
pub(in crate::indexer::segment) struct DocumentStore {
    writer: BlockWriter,
    /// Blocks in the file aside.
    aside: Vec<(Range<u64>, Vec<BlockSize>)>,
}

impl DocumentStore {
    pub(in crate::indexer::segment) fn new(segment: &Segment) -> io::Result<DocumentStore> {
        Ok(DocumentStore {
            writer: BlockWriter::new(segment.index().settings())?,
            aside: Vec::new(),
        })
    }

    pub(in crate::indexer::segment) fn add(
        &mut self,
        article: &Article,
        fields: &Fields,
    ) -> io::Result<()> {
        self.writer.add(|to| serialize(article, fields, to))
    }

    /// Moves whole blocks to the file when they are many.
    pub(in crate::indexer::segment) fn spill(&mut self, scratch: &mut Scratch) -> io::Result<()> {
        match self.writer.done().bytes.len() > HELD {
            true => self.put_away(scratch),
            false => Ok(()),
        }
    }

    /// Moves whole blocks to the end of the file.
    pub(in crate::indexer::segment) fn put_away(
        &mut self,
        scratch: &mut Scratch,
    ) -> io::Result<()> {
        let bytes = &self.writer.done().bytes;
        if bytes.is_empty() {
            return Ok(());
        }
        scratch.section()?.write_all(bytes)?;
        self.aside
            .push((scratch.end_section()?, self.writer.clear()));
        Ok(())
    }

    /// Writes the stores of all writers, one after the other, to the segment's file.
    pub(in crate::indexer::segment) fn join(
        segment: &Segment,
        stores: Vec<(DocumentStore, Option<Arc<Scratch>>)>,
    ) -> tantivy::Result<()> {
        let mut file = StoreFile::new(segment.open_write(SegmentComponent::Store)?);
        for (mut store, scratch) in stores {
            for (part, sizes) in store.aside {
                let bytes = scratch.as_ref().map(|scratch| scratch.read(part));
                let bytes = bytes.transpose()?.unwrap_or_default();
                file.write(&Blocks { bytes, sizes })?;
            }
            store.writer.end()?;
            file.write(store.writer.done())?;
        }
        Ok(file.close()?)
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        self.lasting_bytes() + self.writer.done().bytes.capacity()
    }

    /// Of these, the bytes that stay when the blocks are put away.
    pub(in crate::indexer::segment) fn lasting_bytes(&self) -> usize {
        let blocks = self.aside.iter().map(|(_, sizes)| sizes.len());
        self.writer.open_bytes() + blocks.sum::<usize>() * size_of::<BlockSize>()
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
    let count = always + filled().count() + article.authors.len() + optional;
    vint(count as u64, to);
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
    vint(value.len() as u64, to);
    to.extend_from_slice(value.as_bytes());
}

fn number(field: Field, kind: u8, value: [u8; 8], to: &mut Vec<u8>) {
    to.extend_from_slice(&field.field_id().to_le_bytes());
    to.push(kind);
    to.extend_from_slice(&value);
}
