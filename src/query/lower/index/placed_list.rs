//! A posting list with positions, in which single documents are looked up: only the blocks that hold one of them are
//! unpacked, and of positions only those asked for. `form_places` looks up many documents at once.

use super::blocks::{Blocks, first_from};
use super::lexicon::TermPostings;
use tantivy::positions::PositionReader;
use tantivy::{DocId, TERMINATED};

/// See the module. Moves forward only.
pub(in crate::query::lower) struct PlacedList {
    blocks: Blocks,
    /// Place in the current block.
    at: usize,
    positions: Option<PositionReader>,
}

impl PlacedList {
    /// `placed`: whether positions will be asked for.
    pub(in crate::query::lower) fn open(
        place: &TermPostings,
        placed: bool,
    ) -> tantivy::Result<PlacedList> {
        let positions = match placed {
            true => Some(PositionReader::open(place.positions()?)?),
            false => None,
        };
        Ok(PlacedList {
            blocks: Blocks::open(&place.files, &place.info)?,
            at: 0,
            positions,
        })
    }

    pub(in crate::query::lower) fn doc_freq(&self) -> u32 {
        self.blocks.doc_freq()
    }

    /// Moves to the first document that is not before `target`; `TERMINATED` where there is none.
    #[inline]
    pub(in crate::query::lower) fn seek(&mut self, target: DocId) -> DocId {
        if self.blocks.last() < target {
            self.blocks.seek(target);
            self.at = 0;
        }
        let docs = self.blocks.docs();
        self.at += first_from(docs.get(self.at..).unwrap_or_default(), target);
        docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// How often the word stands in the current document.
    #[inline]
    pub(in crate::query::lower) fn frequency(&mut self) -> u32 {
        let (_, frequencies) = self.blocks.postings();
        frequencies.get(self.at).copied().unwrap_or_default()
    }

    /// Puts the positions in the current document into `positions`, with `shift` added to each.
    pub(in crate::query::lower) fn positions(&mut self, shift: u32, positions: &mut Vec<u32>) {
        positions.clear();
        let count = self.frequency() as usize;
        let before = self.blocks.occurrences_before(self.at);
        if let Some(reader) = &mut self.positions {
            read_positions(reader, before, count, shift, positions);
        }
    }
}

/// Puts the first `count` positions of a document into `positions`, with `shift` added to each; `before` is the number of
/// occurrences in the documents before it.
pub(in crate::query::lower) fn read_positions(
    reader: &mut PositionReader,
    before: u64,
    count: usize,
    shift: u32,
    positions: &mut Vec<u32>,
) {
    positions.clear();
    positions.resize(count, 0);
    reader.read(before, positions);
    // Each is stored as the difference from the one before.
    let mut sum = shift;
    for position in positions {
        sum = sum.wrapping_add(*position);
        *position = sum;
    }
}
