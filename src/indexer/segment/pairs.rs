//! The pairs of common words of a field, as its words come: a number per pair, document after document.

use super::dictionary::{Dictionary, Number};
use super::field::GAP;
use super::inverted::Collected;
use super::key::{Key, Queue};
use super::stream::Stream;
use super::texts::Texts;
use crate::analysis::{is_common, pair};

/// See the module. Pairs are told by the numbers of their words.
#[derive(Default)]
pub(super) struct PairWords {
    /// Pairs that have come, and were not looked up.
    newest: Vec<(u32, u32)>,
    /// The last word, if it is common.
    before: Option<u32>,
    queue: Queue,
    dictionary: Dictionary,
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
    pub(super) fn dictionary() -> Dictionary {
        Dictionary::marking(|word| is_common(str::from_utf8(word).unwrap_or_default()))
    }

    /// Begins a text of a document: no pair spans two.
    pub(super) fn begin(&mut self) {
        self.before = None;
    }

    /// Adds the text's next word; `None` is a position without one.
    #[inline]
    pub(super) fn push(&mut self, word: Option<Number>) {
        let common = word.filter(|word| word.is_marked()).map(Number::get);
        if let (Some(first), Some(second)) = (self.before, common) {
            self.newest.push((first, second));
        }
        self.before = common;
    }

    /// Looks up the pairs that have come.
    pub(super) fn look_up(&mut self) {
        let seed = self.dictionary.seed();
        for (first, second) in self.newest.drain(..) {
            self.queue.push_key(Key::of_pair(first, second, seed));
            self.end += 1;
        }
        let stream = &mut self.stream;
        self.dictionary.look_up(&mut self.queue, |number| {
            stream.push(number.map_or(GAP, Number::get));
        });
    }

    /// Ends a document.
    pub(super) fn end_document(&mut self, document: u32) {
        if self.end > self.start {
            self.documents.push(document);
            self.starts.push(self.start);
            self.start = self.end;
        }
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.stream.bytes()
            + (self.documents.capacity() + self.starts.capacity()) * size_of::<u32>()
    }

    /// Of these, those of the stream.
    pub(super) fn stream_bytes(&self) -> usize {
        self.stream.bytes()
    }

    /// `words` are those of the field, by number.
    pub(super) fn collected(self, words: &Texts) -> Collected {
        let (pairs, counts) = self.dictionary.into_words();
        let mut terms = Texts::default();
        for number in 0..pairs.len() as u32 {
            let (first, second) = Key::pair_of(pairs.get(number));
            terms.push(pair(words.get_str(first), words.get_str(second)).as_bytes());
        }
        Collected {
            words: terms,
            counts,
            stream: self.stream,
            documents: self.documents,
            starts: self.starts,
            end: self.end,
            norms: Vec::new(),
            num_words: u64::from(self.end),
        }
    }
}
