//! Fields whose values are terms as they stand, without frequencies or positions: the keys and the language.

use super::term::TermEncoder;
use super::terms::FieldTerms;
use crate::indexer::segment::files::output::Data;
use std::io;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Each document's term, in order of the terms.
pub(in crate::indexer::segment) struct RawField<'a> {
    field: Field,
    entries: Vec<(&'a [u8], u32)>,
}

impl<'a> RawField<'a> {
    pub(in crate::indexer::segment) fn new(
        field: Field,
        entries: impl Iterator<Item = (&'a [u8], u32)>,
    ) -> Self {
        let mut entries: Vec<_> = entries.collect();
        entries.sort_unstable();
        RawField { field, entries }
    }

    /// Gives its data to `sink` first, since those of all other fields wait for them, and its terms to `terms`.
    pub(in crate::indexer::segment) fn encode(
        &self,
        terms: &mut FieldTerms,
        sink: impl FnOnce(io::Result<Data>),
    ) {
        let data = self.postings(|_, _| ()).map(|postings| Data {
            field: self.field,
            num_words: self.entries.len() as u64,
            postings,
            positions: Vec::new(),
        });
        sink(data);
        // Encoded twice, which takes a fraction of what the dictionary takes, and no memory for where each term's data are.
        if let Err(error) = self.postings(|word, info| terms.add(word, info)) {
            terms.fail(error);
        }
    }

    /// Encodes the postings, and calls `sink` with each term and where its data are.
    fn postings(&self, mut sink: impl FnMut(&[u8], &TermInfo)) -> io::Result<Vec<u8>> {
        let mut encoder = TermEncoder::new(IndexRecordOption::Basic, None, 0);
        let mut postings = Vec::new();
        for entries in self.entries.chunk_by(|a, b| a.0 == b.0) {
            let start = postings.len();
            let documents = entries.iter().map(|(_, document)| (*document, 0));
            encoder.encode(documents, &mut postings)?;
            let info = TermInfo {
                doc_freq: entries.len() as u32,
                postings_range: start..postings.len(),
                positions_range: 0..0,
            };
            sink(entries[0].0, &info);
        }
        Ok(postings)
    }
}
