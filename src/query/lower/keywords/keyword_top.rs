//! The best documents of a query of words, without scoring all that match.
//!
//! Alternatives: MaxScore (Turtle and Flood 1995). Words are ordered by the most that they can add; those that cannot
//! reach the threshold even together are only asked for documents that others bring up; they are added up beside those
//! where that costs less than looking them up. A single word: `word_top`. Conjunctions: the rarest
//! word and those nearly as rare as bitsets of a window, the others looked up in what is left. Bounds only decide what
//! is looked at; a score is always the sum of the words' shares in the order of the query, as in `keyword_scorer`.

use super::keyword_query::{Filters, KeywordWeight};
use super::window::BITS;
use super::window_bounds::{LOT, WindowBounds};
use super::word_query::WordQuery;
use super::word_top;
use super::word_window::WordWindow;
use crate::query::lower::threshold::slack;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

/// A word that is so many times as frequent as the rarest, or as those that lead, is looked up, not added up.
const DENSE: u64 = 12;

/// What to do with a document that scores more than the threshold; gives the next threshold.
type Found<'a> = &'a mut dyn FnMut(DocId, Score) -> Score;

/// Calls `found` with every document that scores more than the threshold, in order but for a single word.
pub(super) fn for_each(
    weight: &KeywordWeight,
    threshold: Score,
    reader: &SegmentReader,
    found: Found<'_>,
) -> tantivy::Result<()> {
    let mut words = open(&weight.query.words, reader, 0)?;
    if words.is_empty() || (weight.query.all && words.len() < weight.query.words.len()) {
        return Ok(());
    }
    let required = weight.query.words.len();
    let optional = open(&weight.query.optional, reader, required)?;
    let filters = weight.filters(reader)?;
    let alone = words.len() == 1 && optional.is_empty();
    if let ([word], true, true) = (&mut *words, optional.is_empty(), filters.is_empty())
        && word_top::suits(&word.window)
    {
        word_top::for_each(&mut word.window, threshold, found);
        return Ok(());
    }
    let mut norms = weight.query.words.iter().chain(&weight.query.optional);
    let first = norms.next().map(|word| &word.norm);
    let mut search = Search {
        one_norm: norms.all(|word| Some(&word.norm) == first),
        shares: vec![0.0; required + weight.query.optional.len()],
        filters,
        threshold,
        found,
        bounds: WindowBounds::new(),
    };
    match weight.query.all && !alone {
        true => search.conjunction(words, optional),
        false => {
            words.extend(optional);
            search.union(words);
        }
    }
    Ok(())
}

/// A word, and its place in the order in which shares are added.
struct Word {
    window: WordWindow,
    place: usize,
    /// Whether the window at hand is filled; if not, documents are looked up.
    is_filled: bool,
}

impl Word {
    /// Frequency of a document at a place of the window at hand.
    fn frequency(&mut self, doc: DocId, slot: usize) -> f32 {
        match self.is_filled {
            true => self.window.in_window(slot),
            false => self.window.at(doc),
        }
    }
}

fn open(words: &[WordQuery], reader: &SegmentReader, first: usize) -> tantivy::Result<Vec<Word>> {
    let mut opened = Vec::new();
    for (place, word) in (first..).zip(words) {
        if let Some(window) = WordWindow::open(word, reader)? {
            opened.push(Word {
                window,
                place,
                is_filled: false,
            });
        }
    }
    Ok(opened)
}

struct Search<'a> {
    /// Whether length counts in the same way for all words.
    one_norm: bool,
    /// What each word adds to the document at hand, in the order of the query.
    shares: Vec<f32>,
    filters: Filters,
    threshold: Score,
    found: Found<'a>,
    bounds: WindowBounds,
}

impl Search<'_> {
    /// A word's share in a document, of which `norm` is the norm for the word before it.
    fn share(&mut self, word: &Word, doc: DocId, frequency: f32, norm: &mut Option<f32>) -> f32 {
        if frequency <= 0.0 {
            return 0.0;
        }
        let known = norm.filter(|_| self.one_norm);
        let own = known.unwrap_or_else(|| word.window.worth.norm(doc));
        *norm = Some(own);
        let share = word.window.worth.share(frequency, own);
        self.shares[word.place] = share;
        share
    }

    /// Offers the document at hand.
    fn offer(&mut self, doc: DocId) {
        let score: f32 = self.shares.iter().copied().sum();
        if score > self.threshold && self.filters.admit(doc) {
            self.threshold = (self.found)(doc, score);
        }
    }

    fn union(&mut self, mut words: Vec<Word>) {
        words.sort_by(|a, b| a.window.worth.scale.total_cmp(&b.window.worth.scale));
        let bounds = sums(&words);
        loop {
            // Words before `first` cannot reach the threshold by themselves.
            let first = bounds.partition_point(|&bound| bound <= slack(self.threshold));
            let (rare, frequent) = split(&mut words, first.saturating_sub(1));
            let base = frequent.iter_mut().map(|word| word.window.first()).min();
            let Some(base) = base.filter(|&base| base < TERMINATED) else {
                return;
            };
            let driving: u64 = frequent.iter().map(|word| word.window.cost).sum();
            for word in rare.iter_mut().chain(frequent.iter_mut()) {
                // Adding up a word costs less than looking it up often.
                word.is_filled = word.window.cost / DENSE <= driving;
                if word.is_filled {
                    word.window.fill(base);
                }
            }
            self.union_window(base, rare, frequent, &bounds);
            for word in rare.iter_mut().chain(frequent.iter_mut()) {
                word.window.clear();
            }
        }
    }

    /// `looked_up` and `filled` are the words in the order of their bounds; `bounds` their sums.
    fn union_window(
        &mut self,
        base: DocId,
        looked_up: &mut [Word],
        filled: &mut [Word],
        bounds: &[f32],
    ) {
        let below = bounds.get(looked_up.len()).copied().unwrap_or(0.0);
        for first in (0..BITS).step_by(LOT) {
            self.bounds.take(first, |index| {
                let words = filled.iter();
                words.fold(0, |bits, word| bits | word.window.bits(index))
            });
            for word in filled.iter() {
                self.bounds.add(&word.window, base);
            }
            let needed = slack(self.threshold) - below;
            for at in 0..self.bounds.above(needed) {
                let slot = self.bounds.slot(at);
                self.union_document(base + slot as DocId, slot, looked_up, filled, bounds);
            }
        }
    }

    fn union_document(
        &mut self,
        doc: DocId,
        slot: usize,
        looked_up: &mut [Word],
        filled: &[Word],
        bounds: &[f32],
    ) {
        self.shares.fill(0.0);
        let (mut sum, mut norm) = (0.0, None);
        for word in filled {
            sum += self.share(word, doc, word.window.in_window(slot), &mut norm);
        }
        let threshold = slack(self.threshold);
        for (index, word) in looked_up.iter_mut().enumerate().rev() {
            // The sum of this word's bound and those before it.
            if sum + bounds.get(index + 1).copied().unwrap_or(0.0) <= threshold {
                return;
            }
            let frequency = word.frequency(doc, slot);
            sum += self.share(word, doc, frequency, &mut norm);
        }
        self.offer(doc);
    }

    fn conjunction(&mut self, mut words: Vec<Word>, mut optional: Vec<Word>) {
        words.sort_by_key(|word| word.window.cost);
        let rarest = words.first().map_or(0, |word| word.window.cost);
        let dense = words.partition_point(|word| word.window.cost <= rarest.saturating_mul(DENSE));
        let (dense, sparse) = words.split_at_mut(dense);
        let extra: f32 = optional.iter().map(|word| word.window.worth.scale).sum();
        let tail: f32 = sparse.iter().map(|word| word.window.worth.scale).sum();
        loop {
            let firsts = dense.iter_mut().map(|word| word.window.first());
            let Some(base) = firsts.max().filter(|&base| base < TERMINATED) else {
                return;
            };
            for word in dense.iter_mut() {
                word.window.fill(base);
            }
            for first in (0..BITS).step_by(LOT) {
                self.bounds.take(first, |index| {
                    let words = dense.iter();
                    words.fold(u64::MAX, |bits, word| bits & word.window.bits(index))
                });
                for word in dense.iter() {
                    self.bounds.add(&word.window, base);
                }
                let needed = slack(self.threshold) - tail - extra;
                for at in 0..self.bounds.above(needed) {
                    let slot = self.bounds.slot(at);
                    let doc = base + slot as DocId;
                    self.shares.fill(0.0);
                    let (mut sum, mut norm) = (0.0, None);
                    for word in dense.iter() {
                        sum += self.share(word, doc, word.window.in_window(slot), &mut norm);
                    }
                    if sum + tail + extra > slack(self.threshold) {
                        self.conjunction_document(doc, (sum, norm), sparse, &mut optional);
                    }
                }
            }
            for word in dense.iter_mut() {
                word.window.clear();
            }
        }
    }

    fn conjunction_document(
        &mut self,
        doc: DocId,
        (mut sum, mut norm): (f32, Option<f32>),
        sparse: &mut [Word],
        optional: &mut [Word],
    ) {
        for word in sparse {
            let frequency = word.window.at(doc);
            if frequency <= 0.0 {
                return;
            }
            sum += self.share(word, doc, frequency, &mut norm);
        }
        let extra: f32 = optional.iter().map(|word| word.window.worth.scale).sum();
        if sum + extra <= slack(self.threshold) {
            return;
        }
        for word in optional {
            let frequency = word.window.at(doc);
            self.share(word, doc, frequency, &mut norm);
        }
        self.offer(doc);
    }
}

/// Sums of the words' bounds: of none, of the first, of the first two, ...
fn sums(words: &[Word]) -> Vec<f32> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(words.iter().map(|word| {
        sum += word.window.worth.scale;
        sum
    }));
    sums
}

fn split(words: &mut [Word], at: usize) -> (&mut [Word], &mut [Word]) {
    let at = at.min(words.len());
    words.split_at_mut(at)
}
