//! The best documents of a single word. Most of its postings lie in the list of one form in one field: that list is read
//! block by block beside a window of the sums of the others, and a document is scored only where frequency and length
//! say that it may come over the threshold.

use super::blocks::BLOCK;
use super::word_list::Bits;
use super::word_window::{WINDOW, WordWindow, Worth, places};
use tantivy::{DocId, Score, TERMINATED};

/// Sums of the other lists.
type Sums = [f32; WINDOW as usize];

/// Whether a word can be run so.
pub(super) fn suits(word: &WordWindow) -> bool {
    word.lists.last().is_some_and(|list| !list.has_gate())
}

/// Calls `found` with every document that scores more than the threshold that it gave last, in no order.
pub(super) fn for_each(
    word: &mut WordWindow,
    threshold: Score,
    found: &mut dyn FnMut(DocId, Score) -> Score,
) {
    let mut search = Search {
        bar: word.worth.bar(threshold, 0.0),
        threshold,
        worth: &word.worth,
        found,
        passing: [(0, 0.0); BLOCK],
    };
    let (Some((main, others)), Some(sums)) = (
        word.lists.split_last_mut(),
        word.frequencies.first_chunk_mut(),
    ) else {
        return;
    };
    loop {
        let first = others.iter_mut().map(|list| list.doc()).min();
        let base = main.doc().min(first.unwrap_or(TERMINATED));
        if base >= TERMINATED {
            return;
        }
        for list in others.iter_mut() {
            list.fill(base, sums, &mut word.present);
        }
        let weight = main.weight();
        main.each_run(base, |docs, counts| {
            search.run(base, weight, (docs, counts), (sums, &mut word.present));
        });
        search.rest(base, sums, &mut word.present);
    }
}

struct Search<'a> {
    /// See [`Worth::bar`].
    bar: f32,
    threshold: Score,
    worth: &'a Worth,
    found: &'a mut dyn FnMut(DocId, Score) -> Score,
    /// Documents that may score more than the threshold, with their frequencies.
    passing: [(DocId, f32); BLOCK],
}

impl Search<'_> {
    /// Documents of the main list, whose sums are taken out of the window.
    fn run(
        &mut self,
        base: DocId,
        weight: f32,
        (docs, counts): (&[DocId], &[u32]),
        (sums, present): (&mut Sums, &mut Bits),
    ) {
        let mut passing = 0;
        for (&doc, &count) in docs.iter().zip(counts) {
            let slot = (doc - base) as usize % WINDOW as usize;
            let mut frequency = weight * count as f32;
            if sums[slot] != 0.0 {
                frequency += sums[slot];
                sums[slot] = 0.0;
                present[slot / 64] &= !(1 << (slot % 64));
            }
            // Without a branch on what comes of it, which no processor could foresee.
            self.passing[passing % BLOCK] = (doc, frequency);
            passing += usize::from(self.worth.may_pass(doc, frequency, self.bar));
        }
        for at in 0..passing.min(BLOCK) {
            let (doc, frequency) = self.passing[at];
            self.offer(doc, frequency);
        }
    }

    /// Documents that the main list has not.
    fn rest(&mut self, base: DocId, sums: &mut Sums, present: &mut Bits) {
        for (index, bits) in present.iter_mut().enumerate() {
            for slot in places(index, *bits) {
                let (doc, frequency) = (base + slot as DocId, sums[slot]);
                sums[slot] = 0.0;
                if self.worth.may_pass(doc, frequency, self.bar) {
                    self.offer(doc, frequency);
                }
            }
            *bits = 0;
        }
    }

    fn offer(&mut self, doc: DocId, frequency: f32) {
        let score = self.worth.share(frequency, self.worth.norm(doc));
        if score > self.threshold {
            self.threshold = (self.found)(doc, score);
            self.bar = self.worth.bar(self.threshold, 0.0);
        }
    }
}
