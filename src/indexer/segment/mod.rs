//! Writes tantivy segments, several times as fast as tantivy's own writer, with the very same bytes.
//!
//! ```text
//! add:    article -> tokenizer -> dictionary -> stream of word numbers     (field, one per word field)
//!                                            -> stream of pair numbers     (pairs, of the body)
//!         -> where sentences and paragraphs begin, words in capitals        (marks, of title, body and comments)
//!                 -> store                                                 (compressed at once)
//!                 -> columns                                               (keys of ids and texts, ids, labels, dates)
//! put_away: streams inverted by a counting sort -> runs in a file without a name        (when memory is full)
//! finish: streams inverted, field by field -> norms -> postings by term range, over all runs, and dictionaries by field
//!         beside these: keys, columns, store                               (all on so many threads, none waiting)
//! ```
//! A writer belongs to one thread. Each may become a segment of its own ([`SegmentWriter::finish`]), or several
//! together one ([`SegmentWriter::finish_together`]), with no merge after either. The caller adds the segment to the
//! index with `IndexWriter::add_segment`. This module knows the fields of [`crate::schema`], and nothing of where
//! articles come from.

mod collect;
mod columns;
mod encode;
mod files;
mod index;
mod invert;
mod memory;
mod runs;
mod store;
#[cfg(test)]
mod tests;
mod texts;
mod vint;
mod words;
mod write;

use super::stage::{self, Stage};
use crate::analysis::Tokenizer;
use crate::article::Article;
use crate::schema::Fields;
use columns::Columns;
use files::scratch::Scratch;
use memory::Memory;
use std::path::Path;
use store::document_store::DocumentStore;
use tantivy::{Index, Segment, SegmentMeta, TantivyError};
use words::{PutAway, WordFields};

/// Collects articles, and writes them as one segment of an index.
pub struct SegmentWriter {
    segment: Segment,
    fields: Fields,
    tokenizer: Tokenizer,
    words: WordFields,
    columns: Columns,
    store: DocumentStore,
    /// Batches that are no longer in memory, and the file where they are.
    put_away: Vec<PutAway>,
    scratch: Option<Scratch>,
    /// Memory that putting away took, and will take again.
    spare: Option<Memory>,
}

impl SegmentWriter {
    /// Begins a segment. `index` must be the writer's own ([`tantivy::IndexWriter::index`]): another handle of the
    /// same folder does not know that the files are in use.
    ///
    /// # Errors
    /// Where the index was made with another compression than ours.
    pub fn new(index: &Index, fields: Fields) -> tantivy::Result<SegmentWriter> {
        let segment = index.new_segment();
        Ok(SegmentWriter {
            store: DocumentStore::new(&segment)?,
            words: WordFields::new(&fields),
            segment,
            fields,
            tokenizer: Tokenizer::default(),
            columns: Columns::new(),
            put_away: Vec::new(),
            scratch: None,
            spare: None,
        })
    }

    /// Adds an article.
    ///
    /// # Errors
    /// Where the document store cannot be written, or where a field would hold more words than 32 bits can count,
    /// long after any cap on [`bytes`](Self::bytes).
    pub fn add(&mut self, article: &Article) -> tantivy::Result<()> {
        if !self.words.has_room(article) {
            let reason = "more words than a segment can hold".to_owned();
            return Err(TantivyError::InvalidArgument(reason));
        }
        let document = self.columns.num_documents();
        stage::time(Stage::Analyse, || {
            self.words.add(document, article, &mut self.tokenizer);
        });
        stage::time(Stage::Columns, || self.columns.add(article));
        stage::time(Stage::Store, || self.store.add(article, &self.fields))?;
        if let Some(scratch) = &mut self.scratch {
            stage::time(Stage::PutAway, || self.store.spill(scratch))?;
        }
        Ok(())
    }

    /// Articles added so far.
    pub fn num_articles(&self) -> u32 {
        self.columns.num_documents()
    }

    /// Bytes of memory that finishing takes at its peak, which is more than is held now.
    pub fn bytes(&self) -> usize {
        self.words.finishing_bytes() + self.columns.finishing_bytes() + self.store.bytes()
    }

    /// Of [`bytes`](Self::bytes), those that [`put_away`](Self::put_away) leaves in memory.
    pub fn lasting_bytes(&self) -> usize {
        self.columns.finishing_bytes() + self.store.lasting_bytes()
    }

    /// How often [`put_away`](Self::put_away) was called: finishing reads from as many places at a time.
    pub fn num_put_away(&self) -> usize {
        self.put_away.len()
    }

    /// Moves the words so far from memory to a file on the disk of `folder`, sorted. It has no name, and goes with the
    /// writer.
    ///
    /// # Errors
    /// Where the file cannot be written; the writer is of no use then.
    pub fn put_away(&mut self, folder: &Path) -> tantivy::Result<()> {
        let scratch = match &mut self.scratch {
            Some(scratch) => scratch,
            None => self.scratch.insert(Scratch::create(folder)?),
        };
        self.store.put_away(scratch)?;
        let words = std::mem::replace(&mut self.words, WordFields::new(&self.fields));
        self.put_away
            .push(words.put_away(scratch, &mut self.spare)?);
        Ok(())
    }

    /// Writes the segment to disk, ready for `IndexWriter::add_segment`. It must be added before the returned value is
    /// dropped: until then only this protects the files. `None` where no article was added.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(self) -> tantivy::Result<Option<SegmentMeta>> {
        SegmentWriter::finish_together(vec![self], None, 1)
    }

    /// As [`finish`](Self::finish), with the articles of several writers of one index, in the order of the writers,
    /// in one segment. `folder` is that of the index, if it is on a disk.
    ///
    /// # Errors
    /// Where a file cannot be written, or the segment would have more articles than 32 bits can count.
    pub fn finish_together(
        writers: Vec<SegmentWriter>,
        folder: Option<&Path>,
        threads: usize,
    ) -> tantivy::Result<Option<SegmentMeta>> {
        write::segment(writers, folder, threads)
    }
}
