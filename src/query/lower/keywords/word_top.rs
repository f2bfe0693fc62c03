//! The best documents of a single word. Most of its postings lie in the list of one form in one field: that list is read
//! block by block beside a window of the sums of the others, and a document is scored only where frequency and length
//! say that it may come over the threshold.

use super::window::{Bits, WINDOW, places};
use super::word_window::{WordWindow, Worth};
use crate::query::lower::index::blocks::BLOCK;
use crate::query::lower::norms::LeastNorm;
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
    let (Some((main, others)), Some(sums)) = (
        word.lists.split_last_mut(),
        word.frequencies.first_chunk_mut(),
    ) else {
        return;
    };
    let mut search = Search {
        bar: word.worth.bar(threshold),
        threshold,
        worth: &word.worth,
        least: word.worth.least(),
        lengths: word.worth.least().lengths(),
        found,
        weight: main.weight(),
        needed: Needed {
            bar: 0.0,
            frequencies: [0.0; 256],
        },
        passing: [(0, 0.0); BLOCK],
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
        main.each_run(base, |docs, counts| {
            search.run(base, (docs, counts), (sums, &mut word.present));
        });
        search.rest(base, sums, &mut word.present);
    }
}

struct Search<'a> {
    /// See [`Worth::bar`].
    bar: f32,
    threshold: Score,
    worth: &'a Worth,
    least: &'a LeastNorm,
    /// The stored length of each document, of which the least norm is known.
    lengths: &'a [u8],
    found: &'a mut dyn FnMut(DocId, Score) -> Score,
    /// What an occurrence in the main list counts.
    weight: f32,
    needed: Needed,
    /// Documents that may score more than the threshold, with their frequencies.
    passing: [(DocId, f32); BLOCK],
}

/// What the frequency of a document must come up to for a bar, by the document's stored length.
struct Needed {
    bar: f32,
    frequencies: [f32; 256],
}

impl Needed {
    fn rise_to(&mut self, bar: f32, least: &[f32; 256]) {
        if bar <= self.bar {
            return;
        }
        self.bar = bar;
        for (frequency, least) in self.frequencies.iter_mut().zip(least) {
            *frequency = bar * least;
        }
    }
}

impl Search<'_> {
    /// Documents of the main list. The sums of those that pass are taken out of the window; others, which stay in it, pass
    /// still less by their sums alone.
    fn run(
        &mut self,
        base: DocId,
        (docs, counts): (&[DocId], &[u32]),
        (sums, present): (&mut Sums, &mut Bits),
    ) {
        self.needed.rise_to(self.bar, self.least.by_length());
        let slot = |doc: DocId| (doc - base) as usize % WINDOW as usize;
        let mut passing = 0;
        for (&doc, &count) in docs.iter().zip(counts) {
            let length = self.lengths.get(doc as usize).copied().unwrap_or_default();
            let frequency = self.weight * count as f32 + sums[slot(doc)];
            // Without a branch on what comes of it, which no processor could foresee.
            self.passing[passing % BLOCK] = (doc, frequency);
            passing += usize::from(frequency >= self.needed.frequencies[usize::from(length)]);
        }
        for at in 0..passing.min(BLOCK) {
            let (doc, frequency) = self.passing[at];
            let slot = slot(doc);
            sums[slot] = 0.0;
            present[slot / 64] &= !(1 << (slot % 64));
            self.offer(doc, frequency);
        }
    }

    /// Documents that the main list has not, and those of it that did not pass.
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
            self.bar = self.worth.bar(self.threshold);
        }
    }
}
