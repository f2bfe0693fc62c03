//! The pairs of common words of a field, as its words come: a number per pair, document after document.

use super::dictionary::Dictionary;
use super::field::GAP;
use super::inverted::Collected;
use super::key::{Key, Queue};
use super::stream::Stream;
use super::texts::Texts;
use crate::analysis::{is_common, pair};

/// See the module. Pairs are told by the numbers of their words; the words themselves are looked at once each.
#[derive(Default)]
pub(super) struct PairWords {
    /// By the number of a word, whether it is common.
    common: Vec<bool>,
    /// Numbers of words that have come, and were not looked at.
    newest: Vec<u32>,
    /// The last word that was looked at if it is common, else [`GAP`].
    before: u32,
    queue: Queue,
    dictionary: Dictionary,
    stream: Stream,
    /// The documents that have pairs.
    documents: Vec<u32>,
    /// Where in the stream each of them begins.
    starts: Vec<u32>,
    /// The length of the stream.
    end: u32,
}

impl PairWords {
    /// Begins a text of a document: no pair spans two.
    pub(super) fn begin(&mut self) {
        self.before = GAP;
    }

    /// Adds the number of the text's next word, or [`GAP`].
    #[inline]
    pub(super) fn push(&mut self, number: u32) {
        self.newest.push(number);
    }

    /// Finds the pairs of the words that have come. `words` is the dictionary with their numbers.
    pub(super) fn look_up(&mut self, words: &Dictionary) {
        for number in self.common.len()..words.len() {
            let word = str::from_utf8(words.word(number as u32)).unwrap_or_default();
            self.common.push(is_common(word));
        }
        let seed = self.dictionary.seed();
        for &number in &self.newest {
            let common = number != GAP && self.common[number as usize];
            if common && self.before != GAP {
                self.queue.push_key(Key::of_pair(self.before, number, seed));
            }
            self.before = if common { number } else { GAP };
        }
        self.newest.clear();
        let (stream, end) = (&mut self.stream, &mut self.end);
        self.dictionary.look_up(&mut self.queue, |number| {
            *end += 1;
            stream.push(number.unwrap_or(GAP));
        });
    }

    /// Ends a document, which began where [`end`](Self::end) was `start`.
    pub(super) fn end_document(&mut self, document: u32, start: u32) {
        if self.end > start {
            self.documents.push(document);
            self.starts.push(start);
        }
    }

    pub(super) fn end(&self) -> u32 {
        self.end
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.common.capacity()
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
