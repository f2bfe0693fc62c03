//! One query word's weighted frequencies over a window of documents, for the fast path of keyword queries.
//!
//! A window is filled list by list, in the order of the word's forms, and so is the frequency of a single document: sums
//! of the same numbers in the same order, so that scores are the same to the last bit whichever way they came about.

use super::window::{BITS, Bits, WINDOW};
use super::word_list::WordList;
use super::word_query::WordQuery;
use crate::query::lower::norms::{LeastNorm, LengthNorm, NormField};
use crate::query::lower::threshold::{ROUNDING, slack};
use std::cell::RefCell;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// Windows that a thread keeps for its next query, at the most: clearing new memory takes longer than a rare word.
const SPARE: usize = 8;

thread_local! {
    /// Frequencies of no document.
    static WINDOWS: RefCell<Vec<Box<[f32]>>> = const { RefCell::new(Vec::new()) };
}

/// A word in one segment.
pub(super) struct WordWindow {
    /// The most frequent last.
    pub(super) lists: Vec<WordList>,
    pub(super) frequencies: Box<[f32]>,
    pub(super) present: Bits,
    pub(super) worth: Worth,
    /// Postings of all lists.
    pub(super) cost: u64,
}

/// What frequencies of a word are worth in the documents of a segment.
pub(super) struct Worth {
    norm: LengthNorm,
    least: LeastNorm,
    /// The most that the word can score.
    pub(super) scale: f32,
}

impl WordWindow {
    /// `None` where no document of the segment holds the word.
    pub(super) fn open(
        word: &WordQuery,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<WordWindow>> {
        let mut lists = Vec::with_capacity(word.forms.len());
        for form in word.forms.iter() {
            lists.extend(WordList::open(form, reader)?);
        }
        if lists.is_empty() {
            return Ok(None);
        }
        let cost = lists.iter().map(|list| u64::from(list.doc_freq())).sum();
        let norm = word.norm.segment(reader)?;
        let spare = WINDOWS.with_borrow_mut(Vec::pop);
        Ok(Some(WordWindow {
            lists,
            frequencies: spare.unwrap_or_else(|| vec![0.0; WINDOW as usize].into_boxed_slice()),
            present: [0; BITS],
            worth: Worth {
                least: norm.least_by_length(),
                norm,
                scale: word.scale(),
            },
            cost,
        }))
    }

    /// The first document that no window has had yet.
    pub(super) fn first(&mut self) -> DocId {
        let first = self.lists.iter_mut().map(WordList::doc).min();
        first.unwrap_or(TERMINATED)
    }

    /// Adds up the frequencies of the documents from `base` to the end of its window.
    pub(super) fn fill(&mut self, base: DocId) {
        let Some(frequencies) = self.frequencies.first_chunk_mut() else {
            return;
        };
        for list in &mut self.lists {
            list.fill(base, frequencies, &mut self.present);
        }
    }

    /// Which documents of the window hold the word; no frequencies are kept.
    pub(super) fn mark(&mut self, base: DocId) {
        for list in &mut self.lists {
            list.mark(base, &mut self.present);
        }
    }

    pub(super) fn clear(&mut self) {
        for (word, bits) in self.present.iter_mut().enumerate() {
            if *bits != 0 {
                self.frequencies[word * 64..(word + 1) * 64].fill(0.0);
                *bits = 0;
            }
        }
    }

    /// Bits of 64 documents of the window.
    #[inline]
    pub(super) fn bits(&self, word: usize) -> u64 {
        self.present[word]
    }

    /// Frequency of a document of the window, by its place in it.
    #[inline]
    pub(super) fn in_window(&self, slot: usize) -> f32 {
        self.frequencies[slot]
    }

    /// Frequency of any document; they must be asked for in order, and without windows between.
    pub(super) fn at(&mut self, doc: DocId) -> f32 {
        let mut frequency = 0.0;
        for list in &mut self.lists {
            frequency += list.frequency_at(doc);
        }
        frequency
    }
}

impl Worth {
    /// How the length of a document counts.
    #[inline]
    pub(super) fn norm(&self, doc: DocId) -> f32 {
        self.norm.at(doc)
    }

    /// The word's share in the score of a document with this norm.
    #[inline]
    pub(super) fn share(&self, frequency: f32, norm: f32) -> f32 {
        match frequency > 0.0 {
            true => self.scale * frequency / (frequency + norm),
            false => 0.0,
        }
    }

    /// Whether a document may come over a [bar](Self::bar).
    #[inline]
    pub(super) fn may_pass(&self, doc: DocId, frequency: f32, bar: f32) -> bool {
        frequency >= bar * self.least.at(doc)
    }

    /// What a frequency must come up to, times the [bar](Self::bar).
    pub(super) fn least(&self) -> &LeastNorm {
        &self.least
    }

    /// No document whose frequency is less than its norm times this can score more than `threshold` by this word.
    #[inline]
    pub(super) fn bar(&self, threshold: f32) -> f32 {
        let needed = slack(threshold);
        if needed <= 0.0 {
            return 0.0;
        }
        if needed >= self.scale {
            return f32::INFINITY;
        }
        needed / (self.scale - needed) * (1.0 - ROUNDING)
    }
}

impl Drop for WordWindow {
    fn drop(&mut self) {
        self.clear();
        let frequencies = std::mem::take(&mut self.frequencies);
        WINDOWS.with_borrow_mut(|windows| {
            if windows.len() < SPARE {
                windows.push(frequencies);
            }
        });
    }
}

impl WordQuery {
    /// The most that it can score.
    pub(super) fn scale(&self) -> f32 {
        NormField::scale(&self.norm, self.idf)
    }
}
