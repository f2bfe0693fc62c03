//! What is marked of a field's words: where sentences and paragraphs begin, and which words stand in capitals.

use super::inverted::{Documents, Inverted};
use super::stream::Stream;
use crate::analysis::{Breaks, Token, is_in_capitals};
use crate::indexer::segment::texts::Texts;
use crate::schema::{PARAGRAPH, SENTENCE, in_capitals};

/// See the module. A place is that of the word in the stream of its field.
#[derive(Default)]
pub(in crate::indexer::segment) struct MarkWords {
    breaks: Breaks,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    /// Of words in capitals.
    capitals: Vec<u32>,
}

impl MarkWords {
    /// Begins a text.
    pub(in crate::indexer::segment) fn begin(&mut self, text: &str) {
        self.breaks = Breaks::of(text);
    }

    /// Takes note of the text's next word.
    #[inline]
    pub(in crate::indexer::segment) fn push(&mut self, place: u32, text: &str, word: &Token<'_>) {
        if self.breaks.comes_before(word.start) {
            self.begins(place, word.start);
        }
        // A small letter at the end tells nearly all words that are not in capitals.
        let last = text.as_bytes().get(word.end.wrapping_sub(1));
        if !last.is_some_and(u8::is_ascii_lowercase) {
            self.may_be_capitals(place, text.get(word.start..word.end));
        }
    }

    #[cold]
    fn begins(&mut self, place: u32, start: usize) {
        let begins = self.breaks.word(start);
        self.sentences.extend(begins.sentence.then_some(place));
        self.paragraphs.extend(begins.paragraph.then_some(place));
    }

    #[cold]
    fn may_be_capitals(&mut self, place: u32, written: Option<&str>) {
        if written.is_some_and(is_in_capitals) {
            self.capitals.push(place);
        }
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        let lists = [&self.sentences, &self.paragraphs, &self.capitals];
        let places = lists.into_iter().map(Vec::capacity);
        places.sum::<usize>() * size_of::<u32>()
    }

    /// The marks by documents; the field has `words` by number, and their numbers in `stream`.
    pub(in crate::indexer::segment) fn inverted(
        self,
        words: &Texts,
        stream: &Stream,
        documents: Documents,
    ) -> Inverted {
        let number = |place: &u32| stream.get(*place).unwrap_or_default();
        let capitals = self.capitals.iter();
        // Number and place in one, which sorts fastest.
        let mut capitals: Vec<u64> = capitals
            .map(|place| u64::from(number(place)) << 32 | u64::from(*place))
            .collect();
        capitals.sort_unstable();
        let by_word = capitals.chunk_by(|a, b| a >> 32 == b >> 32);
        let word = |chunk: &[u64]| {
            chunk
                .first()
                .map(|first| words.get_str((first >> 32) as u32))
        };
        let mut by_word: Vec<(&str, &[u64])> = by_word
            .filter_map(|chunk| Some((word(chunk)?, chunk)))
            .collect();
        by_word.sort_unstable_by_key(|(word, _)| *word);
        let mut terms = Terms::default();
        for (word, chunk) in by_word {
            terms.add(&in_capitals(word), chunk.iter().map(|place| *place as u32));
        }
        terms.add(PARAGRAPH, self.paragraphs.into_iter());
        terms.add(SENTENCE, self.sentences.into_iter());
        Inverted::of_places(terms.words, terms.offsets, &terms.places, documents)
    }
}

/// Terms in byte order, with their places.
struct Terms {
    words: Texts,
    offsets: Vec<u32>,
    places: Vec<u32>,
}

impl Default for Terms {
    fn default() -> Self {
        Terms {
            words: Texts::default(),
            offsets: vec![0],
            places: Vec::new(),
        }
    }
}

impl Terms {
    /// Does nothing without a place.
    fn add(&mut self, term: &str, places: impl Iterator<Item = u32>) {
        let before = self.places.len();
        self.places.extend(places);
        if self.places.len() > before {
            self.words.push(term.as_bytes());
            self.offsets.push(self.places.len() as u32);
        }
    }
}
