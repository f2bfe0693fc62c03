//! A cursor over one posting list, block by block, by tantivy's reader: the plain way, beside which `word_list` is the fast
//! one.

use super::language_gate::SegmentGate;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

/// Documents in a full block of tantivy's posting lists.
const BLOCK: usize = 128;

/// The documents of one form in one segment.
pub(in crate::query::lower) struct PostingList {
    postings: BlockSegmentPostings,
    /// Place in the current block.
    at: usize,
    weight: f32,
    gate: Option<SegmentGate>,
}

impl PostingList {
    pub(in crate::query::lower) fn new(
        postings: BlockSegmentPostings,
        weight: f32,
        gate: Option<SegmentGate>,
    ) -> PostingList {
        PostingList {
            postings,
            at: 0,
            weight,
            gate,
        }
    }

    pub(in crate::query::lower) fn doc_freq(&self) -> u32 {
        self.postings.doc_freq()
    }

    /// The current document; `TERMINATED` at the end.
    pub(in crate::query::lower) fn doc(&self) -> DocId {
        self.postings
            .docs()
            .get(self.at)
            .copied()
            .unwrap_or(TERMINATED)
    }

    /// Moves to the first document that is not before `target`.
    pub(in crate::query::lower) fn seek(&mut self, target: DocId) {
        if self.doc() >= target {
            return;
        }
        // Those that are asked for often follow each other.
        match self.postings.docs().get(self.at + 1) {
            Some(&next) if next >= target => self.at += 1,
            _ => self.at = self.postings.seek(target),
        }
    }

    /// Gives every document before `end` and its weighted frequency to `add`, and moves behind them.
    pub(in crate::query::lower) fn drain_until(
        &mut self,
        end: DocId,
        mut add: impl FnMut(DocId, f32),
    ) {
        loop {
            let docs = self.postings.docs();
            let stop = self.at
                + docs
                    .get(self.at..)
                    .map_or(0, |rest| rest.partition_point(|&doc| doc < end));
            let run = docs[self.at.min(stop)..stop]
                .iter()
                .zip(&self.postings.freqs()[self.at.min(stop)..stop]);
            for (&doc, &frequency) in run {
                if self.gate.as_ref().is_none_or(|gate| gate.admits(doc)) {
                    add(doc, self.weight * frequency as f32);
                }
            }
            self.at = stop;
            if stop < docs.len() || docs.len() < BLOCK {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}
