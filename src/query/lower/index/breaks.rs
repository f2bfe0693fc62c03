//! Where the sentences and paragraphs of an article begin, from an index's marks.

use super::lexicon::TermPostings;
use super::placed_list::PlacedList;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// Where the marks of a text field lie.
#[derive(Clone, Debug)]
pub(in crate::query::lower) struct FieldBreaks {
    pub(in crate::query::lower) field: Field,
    pub(in crate::query::lower) sentences: Vec<TermPostings>,
    pub(in crate::query::lower) paragraphs: Vec<TermPostings>,
}

/// The same of one segment. Moves forward only.
pub(in crate::query::lower) struct SegmentBreaks {
    sentences: Option<PlacedList>,
    paragraphs: Option<PlacedList>,
}

impl FieldBreaks {
    pub(in crate::query::lower) fn segment(
        &self,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBreaks> {
        let open = |postings: &[TermPostings]| {
            let id = reader.segment_id();
            let own = postings.iter().find(|postings| postings.segment == id);
            own.map(|own| PlacedList::open(own, true)).transpose()
        };
        Ok(SegmentBreaks {
            sentences: open(&self.sentences)?,
            paragraphs: open(&self.paragraphs)?,
        })
    }
}

impl SegmentBreaks {
    /// Puts the positions of the words that begin a sentence or paragraph of a document into the lists. The document must
    /// not be before the last one.
    pub(in crate::query::lower) fn read(
        &mut self,
        doc: DocId,
        sentences: &mut Vec<u32>,
        paragraphs: &mut Vec<u32>,
    ) {
        for (list, positions) in [
            (&mut self.sentences, sentences),
            (&mut self.paragraphs, paragraphs),
        ] {
            positions.clear();
            if let Some(list) = list
                && list.seek(doc) == doc
            {
                list.positions(0, positions);
            }
        }
    }
}
