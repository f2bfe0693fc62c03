//! The pairs of common words of a field, as its words come: a number per pair, document after document.

use super::dictionary::{Dictionary, Number};
use super::inverted::Collected;
use super::stream::Stream;
use crate::analysis::{is_common, pair};
use crate::indexer::segment::texts::Texts;

/// Pairs that wait to be looked up.
const WAITING: usize = 512;

/// See the module. Common words are few, so that a pair is looked up by a table and not by its text.
#[derive(Default)]
pub(in crate::indexer::segment) struct PairWords {
    /// What may be pairs, and behind them what is none: the numbers of two words. Nearly every other word is common, so that a
    /// branch at each would be foretold wrongly more often than anything else in an inversion.
    waiting: Vec<(u32, u32)>,
    /// How many pairs wait.
    num_waiting: usize,
    /// The last word; 0, which is not marked, before a text and for a position without one.
    last: Number,
    /// By the number of a word, its place among the common ones plus one; 0 of others.
    common: Vec<u16>,
    /// The numbers of the common words.
    words: Vec<u32>,
    /// By the place of its first word and that of its second, the number of a pair plus one; 0 of those not met.
    rows: Vec<Vec<u32>>,
    /// The places of the words of each pair, and how often it was met.
    pairs: Vec<(u16, u16)>,
    counts: Vec<u32>,
    stream: Stream,
    /// The documents that have pairs.
    documents: Vec<u32>,
    /// Where in the stream each of them begins.
    starts: Vec<u32>,
    /// The length of the stream, and where in it the current document begins.
    end: u32,
    start: u32,
}

impl PairWords {
    /// A dictionary of words that marks those that are common.
    pub(in crate::indexer::segment) fn dictionary() -> Dictionary {
        Dictionary::marking(|word| is_common(str::from_utf8(word).unwrap_or_default()))
    }

    /// Begins a text of a document: no pair spans two.
    pub(in crate::indexer::segment) fn begin(&mut self) {
        self.last = Number::default();
    }

    /// Takes note of the text's next word; `None` is a position without one.
    #[inline]
    pub(in crate::indexer::segment) fn push(&mut self, word: Option<Number>) {
        let word = word.unwrap_or_default();
        let first = std::mem::replace(&mut self.last, word);
        if self.num_waiting >= self.waiting.len() {
            self.settle();
        }
        self.waiting[self.num_waiting] = (first.get(), word.get());
        self.num_waiting += (first.mark() & word.mark()) as usize;
    }

    /// Adds the pairs that wait.
    #[inline(never)]
    fn settle(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        for &(first, second) in waiting.iter().take(self.num_waiting) {
            self.add(first, second);
        }
        self.waiting = waiting;
        self.waiting.resize(WAITING, (0, 0));
        self.num_waiting = 0;
    }

    fn add(&mut self, first: u32, second: u32) {
        let (first, second) = (self.place(first), self.place(second));
        let row = self.rows.get(usize::from(first));
        let number = match row.and_then(|row| row.get(usize::from(second))) {
            Some(&number) if number > 0 => number - 1,
            _ => self.meet_pair(first, second),
        };
        self.counts[number as usize] += 1;
        self.stream.push(number);
        self.end += 1;
    }

    /// That of a common word among the common ones.
    #[inline]
    fn place(&mut self, word: u32) -> u16 {
        match self.common.get(word as usize) {
            Some(&place) if place > 0 => place - 1,
            _ => self.meet_word(word),
        }
    }

    /// Gives a common word its place, of which there are as many as common words.
    #[cold]
    fn meet_word(&mut self, word: u32) -> u16 {
        let place = self.words.len() as u16;
        self.words.push(word);
        self.rows.push(Vec::new());
        if self.common.len() <= word as usize {
            self.common.resize(word as usize + 1, 0);
        }
        self.common[word as usize] = place + 1;
        place
    }

    #[cold]
    fn meet_pair(&mut self, first: u16, second: u16) -> u32 {
        let number = self.pairs.len() as u32;
        self.pairs.push((first, second));
        self.counts.push(0);
        let row = &mut self.rows[usize::from(first)];
        if row.len() <= usize::from(second) {
            row.resize(usize::from(second) + 1, 0);
        }
        row[usize::from(second)] = number + 1;
        number
    }

    /// Ends a document.
    pub(in crate::indexer::segment) fn end_document(&mut self, document: u32) {
        self.settle();
        if self.end > self.start {
            self.documents.push(document);
            self.starts.push(self.start);
            self.start = self.end;
        }
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        let numbers = self.words.capacity() + self.counts.capacity() + self.pairs.capacity();
        let documents = self.documents.capacity() + self.starts.capacity();
        self.stream.bytes()
            + self.common.capacity() * size_of::<u16>()
            + self.waiting.capacity() * size_of::<(u32, u32)>()
            // Rows are half full where words are met in any order.
            + (numbers + documents + 2 * self.pairs.len()) * size_of::<u32>()
    }

    /// Of these, those of the stream.
    pub(in crate::indexer::segment) fn stream_bytes(&self) -> usize {
        self.stream.bytes()
    }

    /// `words` are those of the field, by number.
    pub(in crate::indexer::segment) fn collected(self, words: &Texts) -> Collected {
        let mut terms = Texts::default();
        let word = |place: u16| words.get_str(self.words[usize::from(place)]);
        for &(first, second) in &self.pairs {
            terms.push(pair(word(first), word(second)).as_bytes());
        }
        Collected {
            words: terms,
            counts: self.counts,
            stream: self.stream,
            documents: self.documents,
            starts: self.starts,
            end: self.end,
            norms: Vec::new(),
            num_words: u64::from(self.end),
        }
    }
}
