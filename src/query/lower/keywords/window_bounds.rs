//! The most that the documents of a part of a window can score, worked out for many of them side by side: few can be
//! among the best, and only those are scored one by one.

use super::window::{WINDOW, places};
use super::word_window::WordWindow;
use tantivy::DocId;

/// Words of a window's bits whose documents are looked at together. What is kept of them is small beside the window.
pub(super) const LOT: usize = 8;

/// Documents in so many words of bits.
const MOST: usize = LOT * 64;

/// Documents whose scores are worked out side by side.
const STEP: usize = 16;

/// See the module.
pub(super) struct WindowBounds {
    /// Places in the window of the documents at hand; then of those that pass.
    slots: [u16; MOST],
    count: usize,
    most: [f32; MOST],
}

impl WindowBounds {
    pub(super) fn new() -> WindowBounds {
        WindowBounds {
            slots: [0; MOST],
            count: 0,
            most: [0.0; MOST],
        }
    }

    /// Takes the documents of `LOT` words of bits from the word `first` on, of which none can score anything yet.
    #[inline]
    pub(super) fn take(&mut self, first: usize, bits: impl Fn(usize) -> u64) {
        let mut count = 0;
        for word in first..first + LOT {
            for slot in places(word, bits(word)) {
                self.slots[count % MOST] = slot as u16;
                count += 1;
            }
        }
        self.count = count.min(MOST);
        self.most[..self.count].fill(0.0);
    }

    /// Adds the most that a word, whose window begins at `base`, can score in each of the documents.
    pub(super) fn add(&mut self, word: &WordWindow, base: DocId) {
        let Some(window) = word.frequencies.first_chunk::<{ WINDOW as usize }>() else {
            return;
        };
        let lengths = word.worth.least().lengths();
        let lengths = lengths.get(base as usize..).unwrap_or_default();
        let least = word.worth.least().by_length();
        let scale = word.worth.scale;
        for (slots, most) in self.slots[..self.count]
            .chunks(STEP)
            .zip(self.most.chunks_mut(STEP))
        {
            let (mut frequencies, mut norms) = ([0.0_f32; STEP], [1.0_f32; STEP]);
            for ((&slot, frequency), norm) in slots.iter().zip(&mut frequencies).zip(&mut norms) {
                let slot = usize::from(slot);
                *frequency = window[slot % window.len()];
                let length = lengths.get(slot).copied();
                *norm = least[usize::from(length.unwrap_or_default())];
            }
            for ((most, frequency), norm) in most.iter_mut().zip(frequencies).zip(norms) {
                // A norm may be 0, and so may a frequency: the word is one of several.
                *most += scale * frequency / (frequency + norm.max(f32::MIN_POSITIVE));
            }
        }
    }

    /// Keeps the documents that can score more than this, and says how many they are.
    pub(super) fn above(&mut self, score: f32) -> usize {
        let count = self.count.min(MOST);
        let mut passing = 0;
        for at in 0..count {
            // Without a branch on what comes of it, which no processor could foresee.
            let slot = self.slots[at];
            self.slots[passing % MOST] = slot;
            passing += usize::from(self.most[at] > score);
        }
        passing
    }

    /// The place in the window of a document that was kept.
    pub(super) fn slot(&self, at: usize) -> usize {
        usize::from(self.slots[at])
    }
}
