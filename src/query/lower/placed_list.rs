//! A posting list with positions, in which single documents are looked up: only the blocks that hold one of them are
//! unpacked, and of positions only those asked for.

use super::blocks::Blocks;
use super::lexicon::TermPostings;
use tantivy::positions::PositionReader;
use tantivy::{DocId, TERMINATED};

/// See the module. Moves forward only.
pub(super) struct PlacedList {
    blocks: Blocks,
    /// Place in the current block.
    at: usize,
    positions: Option<PositionReader>,
}

impl PlacedList {
    /// `placed`: whether positions will be asked for.
    pub(super) fn open(place: &TermPostings, placed: bool) -> tantivy::Result<PlacedList> {
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

    pub(super) fn doc_freq(&self) -> u32 {
        self.blocks.doc_freq()
    }

    /// Moves to the first document that is not before `target`; `TERMINATED` where there is none.
    #[inline]
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.blocks.last() < target {
            self.blocks.seek(target);
            self.at = 0;
        }
        let docs = self.blocks.docs();
        let rest = docs.get(self.at..).unwrap_or_default();
        self.at += match rest {
            [first, ..] if *first >= target => 0,
            [_, next, ..] if *next >= target => 1,
            _ => rest.partition_point(|&doc| doc < target),
        };
        docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// How often the word stands in the current document.
    #[inline]
    pub(super) fn frequency(&mut self) -> u32 {
        let (_, frequencies) = self.blocks.postings();
        frequencies.get(self.at).copied().unwrap_or_default()
    }

    /// Puts the positions in the current document, at most the first `most` of them, into `positions`, with `shift` added
    /// to each.
    pub(super) fn positions(&mut self, most: usize, shift: u32, positions: &mut Vec<u32>) {
        let count = self.frequency() as usize;
        positions.clear();
        positions.resize(count.min(most), 0);
        let before = self.blocks.occurrences_before(self.at);
        if let Some(reader) = &mut self.positions {
            reader.read(before, positions);
        }
        // Each is stored as the difference from the one before.
        let mut sum = shift;
        for position in positions {
            sum = sum.wrapping_add(*position);
            *position = sum;
        }
    }
}
