//! The documents of one form of a word in one segment, as the fast paths read them. `posting_list` is the same by
//! tantivy's reader, for the plain way.

use super::window::{Bits, Marks, WINDOW};
use super::word_query::FieldForm;
use crate::query::lower::index::blocks::{Blocks, first_from};
use crate::query::lower::index::language_gate::SegmentGate;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// See the module. A cursor that only moves forward.
pub(super) struct WordList {
    blocks: Blocks,
    /// Place in the current block.
    at: usize,
    weight: f32,
    gate: Option<SegmentGate>,
}

impl WordList {
    /// `None` where the segment has none.
    pub(super) fn open(
        form: &FieldForm,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<WordList>> {
        let Some(place) = form.in_segment(reader) else {
            return Ok(None);
        };
        Ok(Some(WordList {
            blocks: Blocks::open(&place.files, &place.info)?,
            at: 0,
            weight: form.weight,
            gate: form.gate_in(place),
        }))
    }

    pub(super) fn doc_freq(&self) -> u32 {
        self.blocks.doc_freq()
    }

    /// The current document; `TERMINATED` at the end.
    #[inline]
    pub(super) fn doc(&mut self) -> DocId {
        let docs = self.blocks.docs();
        docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Moves to the first document that is not before `target`.
    #[inline]
    pub(super) fn seek(&mut self, target: DocId) {
        if self.blocks.last() < target {
            self.blocks.seek(target);
            self.at = 0;
        }
        let rest = self.blocks.docs().get(self.at..).unwrap_or_default();
        self.at += first_from(rest, target);
    }

    /// Moves to a document, which must not be before the last one, and gives its weighted frequency: 0 where it is not
    /// in the list.
    #[inline]
    pub(super) fn frequency_at(&mut self, doc: DocId) -> f32 {
        self.seek(doc);
        if self.doc() != doc || self.gate.as_ref().is_some_and(|gate| !gate.admits(doc)) {
            return 0.0;
        }
        let (_, frequencies) = self.blocks.postings();
        let frequency = frequencies.get(self.at).copied();
        self.weight * frequency.unwrap_or_default() as f32
    }

    /// Adds the weighted frequencies of the documents from `base` to the end of its window to theirs, sets their bits,
    /// and moves behind them.
    #[inline]
    pub(super) fn fill(
        &mut self,
        base: DocId,
        frequencies: &mut [f32; WINDOW as usize],
        present: &mut Bits,
    ) {
        let (weight, gate) = (self.weight, self.gate.take());
        let mut add = |(&doc, &count): (&DocId, &u32), marks: &mut Marks<'_>| {
            let slot = (doc - base) as usize % WINDOW as usize;
            frequencies[slot] += weight * count as f32;
            marks.set(slot);
        };
        self.each_run(base, |docs, counts| {
            let mut marks = Marks::new(present);
            let run = docs.iter().zip(counts);
            match &gate {
                None => run.for_each(|posting| add(posting, &mut marks)),
                Some(gate) => run
                    .filter(|(doc, _)| gate.admits(**doc))
                    .for_each(|posting| add(posting, &mut marks)),
            }
            marks.flush();
        });
        self.gate = gate;
    }

    /// Sets the bits of the documents from `base` to the end of its window, without reading frequencies, and moves
    /// behind them.
    pub(super) fn mark(&mut self, base: DocId, present: &mut Bits) {
        self.seek(base);
        let end = base.saturating_add(WINDOW);
        let mut marks = Marks::new(present);
        while !self.blocks.is_over() {
            let docs = self.blocks.docs();
            let rest = docs.get(self.at..).unwrap_or_default();
            let stop = before(rest, end);
            for &doc in rest.get(..stop).unwrap_or_default() {
                if self.gate.as_ref().is_none_or(|gate| gate.admits(doc)) {
                    marks.set((doc - base) as usize % WINDOW as usize);
                }
            }
            if stop < rest.len() {
                self.at += stop;
                break;
            }
            self.blocks.advance();
            self.at = 0;
        }
        marks.flush();
    }

    /// Gives the documents from `base` to the end of its window and their frequencies, block by block, and moves behind
    /// them. The gate is not asked.
    #[inline]
    pub(super) fn each_run(&mut self, base: DocId, mut give: impl FnMut(&[DocId], &[u32])) {
        self.seek(base);
        let end = base.saturating_add(WINDOW);
        while !self.blocks.is_over() {
            let (docs, frequencies) = self.blocks.postings();
            let docs = docs.get(self.at..).unwrap_or_default();
            let frequencies = frequencies.get(self.at..).unwrap_or_default();
            let stop = before(docs, end);
            give(&docs[..stop], &frequencies[..stop]);
            if stop < docs.len() {
                self.at += stop;
                return;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }

    /// What one occurrence counts.
    #[inline]
    pub(super) fn weight(&self) -> f32 {
        self.weight
    }

    /// Whether some of its documents do not count.
    pub(super) fn has_gate(&self) -> bool {
        self.gate.is_some()
    }
}

/// How many documents come before `end`.
#[inline]
fn before(docs: &[DocId], end: DocId) -> usize {
    match docs.last() {
        Some(&last) if last < end => docs.len(),
        _ => docs.partition_point(|&doc| doc < end),
    }
}
