//! One term's documents to bytes, by tantivy's own serializer.

use std::io;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::serializer::PostingsSerializer;
use tantivy::schema::IndexRecordOption;

/// Documents in a block of postings.
const BLOCK: usize = 128;

/// Encodes the terms of a field.
pub(in crate::indexer::segment) struct TermEncoder<'a> {
    option: IndexRecordOption,
    norms: Option<&'a FieldNormReader>,
    num_words: u64,
    /// For terms that fill no block. It works without norms, which make every term cost a table of scores, but which
    /// only the bounds of a block need.
    rare: PostingsSerializer,
}

impl<'a> TermEncoder<'a> {
    pub(in crate::indexer::segment) fn new(
        option: IndexRecordOption,
        norms: Option<&'a FieldNormReader>,
        num_words: u64,
    ) -> Self {
        TermEncoder {
            option,
            norms,
            num_words,
            rare: PostingsSerializer::new(0.0, option, None),
        }
    }

    /// Adds a term's documents, each with the term's frequency in it, to `to`.
    pub(in crate::indexer::segment) fn encode(
        &mut self,
        documents: impl ExactSizeIterator<Item = (u32, u32)>,
        to: &mut Vec<u8>,
    ) -> io::Result<()> {
        let frequency = documents.len();
        let mut frequent;
        let serializer = if frequency < BLOCK {
            &mut self.rare
        } else {
            frequent = self.for_blocks();
            &mut frequent
        };
        serializer.new_term(frequency as u32, self.option.has_freq());
        documents.for_each(|(document, frequency)| serializer.write_doc(document, frequency));
        serializer.close_term(frequency as u32, to)
    }

    /// A serializer that has written a block cannot be used for another term: its reset is private to tantivy.
    fn for_blocks(&self) -> PostingsSerializer {
        // As tantivy computes it, for bounds of the very same bits.
        let average = |norms: &FieldNormReader| self.num_words as f32 / norms.num_docs() as f32;
        PostingsSerializer::new(
            self.norms.map_or(0.0, average),
            self.option,
            self.norms.cloned(),
        )
    }
}
