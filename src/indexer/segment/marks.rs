//! What is marked of a field's words: where sentences and paragraphs begin, and which words stand in capitals.

use super::dictionary::Number;
use super::inverted::{Documents, Inverted};
use super::texts::Texts;
use crate::analysis::{Begins, is_in_capitals};
use crate::schema::{PARAGRAPH, SENTENCE, in_capitals};
use std::ops::Range;

/// See the module. A place is that of the word in the stream of its field.
#[derive(Default)]
pub(super) struct MarkWords {
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    /// Numbers and places of words in capitals.
    capitals: Vec<(u32, u32)>,
    /// Places of such words that are not looked up.
    newest: Vec<u32>,
    /// How many of those are.
    looked_up: usize,
}

impl MarkWords {
    /// Takes note of the field's next word, which is written in these bytes of the text.
    #[inline]
    pub(super) fn push(&mut self, place: u32, begins: Begins, text: &str, bytes: Range<usize>) {
        if begins.sentence {
            self.sentences.push(place);
        }
        if begins.paragraph {
            self.paragraphs.push(place);
        }
        // Small letters at the end tell nearly all words that are not in capitals, before they are cut out of the text.
        let last = text.as_bytes().get(bytes.end.wrapping_sub(1));
        if !last.is_some_and(u8::is_ascii_lowercase)
            && is_in_capitals(text.get(bytes).unwrap_or_default())
        {
            self.newest.push(place);
        }
    }

    /// Takes note of the number of the word at a place; places are given in order.
    #[inline]
    pub(super) fn number(&mut self, place: u32, word: Option<Number>) {
        if self.newest.get(self.looked_up) == Some(&place) {
            self.looked_up += 1;
            self.capitals.extend(word.map(|word| (word.get(), place)));
        }
    }

    /// To be called when all words so far are looked up.
    pub(super) fn flush(&mut self) {
        self.newest.clear();
        self.looked_up = 0;
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        let places = self.sentences.capacity() + self.paragraphs.capacity();
        places * size_of::<u32>() + self.capitals.capacity() * size_of::<(u32, u32)>()
    }

    /// The marks by documents, of which the field has the words.
    pub(super) fn inverted(mut self, words: &Texts, documents: Documents) -> Inverted {
        self.capitals.sort_unstable();
        let by_word = self.capitals.chunk_by(|a, b| a.0 == b.0);
        let mut by_word: Vec<&[(u32, u32)]> = by_word.collect();
        let word = |chunk: &[(u32, u32)]| chunk.first().map(|(word, _)| words.get(*word));
        by_word.sort_unstable_by(|a, b| word(a).cmp(&word(b)));
        let mut terms = Terms::default();
        for chunk in by_word {
            let word = str::from_utf8(word(chunk).unwrap_or_default()).unwrap_or_default();
            terms.add(&in_capitals(word), chunk.iter().map(|(_, place)| *place));
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
