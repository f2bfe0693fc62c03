//! What an index says of a text beside its words: where sentences and paragraphs begin, and which words stand in capitals.

use super::paragraph::{Lines, bytes};
use super::sentence::{Stops, sentences_in};

/// Follows the words of a text, and tells which of them begin a sentence or a paragraph. The first of the text is none of
/// those.
#[derive(Default)]
pub struct Breaks {
    sentences: Starts,
    paragraphs: Starts,
    /// Where the next one begins.
    next: usize,
}

/// What a word begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begins {
    /// A sentence.
    pub sentence: bool,
    /// A paragraph.
    pub paragraph: bool,
}

impl Breaks {
    /// Cuts a text.
    pub fn of(text: &str) -> Breaks {
        let (lines, stops) = (Lines::of(text), Stops::of(text));
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
        for paragraph in lines.paragraphs(text) {
            paragraphs.push(bytes(paragraph).start);
            sentences_in(text, paragraph, stops, &mut |sentence| {
                sentences.push(sentence.start)
            });
        }
        let mut breaks = Breaks {
            sentences: Starts::of(sentences),
            paragraphs: Starts::of(paragraphs),
            next: 0,
        };
        breaks.next = breaks.sentences.next().min(breaks.paragraphs.next());
        breaks
    }

    /// Whether a sentence or paragraph begins at this byte or before, behind the last [`word`](Self::word).
    #[inline]
    pub fn comes_before(&self, start: usize) -> bool {
        start >= self.next
    }

    /// What the text's next word begins, which is the one at this byte.
    pub fn word(&mut self, start: usize) -> Begins {
        if !self.comes_before(start) {
            return Begins::default();
        }
        let begins = Begins {
            sentence: self.sentences.pass(start),
            paragraph: self.paragraphs.pass(start),
        };
        self.next = self.sentences.next().min(self.paragraphs.next());
        begins
    }
}

/// Bytes at which something begins, in order, and how many of them are passed.
#[derive(Default)]
struct Starts {
    starts: Vec<usize>,
    passed: usize,
}

impl Starts {
    /// Without the first one.
    fn of(starts: Vec<usize>) -> Starts {
        Starts { starts, passed: 1 }
    }

    fn next(&self) -> usize {
        self.starts.get(self.passed).copied().unwrap_or(usize::MAX)
    }

    /// Leaves out those up to `start`, and tells whether there were any.
    fn pass(&mut self, start: usize) -> bool {
        let before = self.passed;
        while self.next() <= start {
            self.passed += 1;
        }
        self.passed > before
    }
}

/// Whether a word, as it is written, has letters with a case, and all of them are capitals.
pub fn is_in_capitals(word: &str) -> bool {
    let mut letters = capitals(word);
    letters.next().is_some_and(|first| first) && letters.all(|capital| capital)
}

/// For each letter that has a case, whether it is a capital.
pub fn capitals(word: &str) -> impl Iterator<Item = bool> {
    let cased = |c: char| {
        c.is_uppercase()
            .then_some(true)
            .or(c.is_lowercase().then_some(false))
    };
    word.chars().filter_map(cased)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{sentences, tokenize};

    #[test]
    fn sentences_and_paragraphs_begin_with_words() {
        let text = "One two. \"Three\" four! Five... \n\n* * *\n\nSix U.S. seven. 8?";
        let mut breaks = Breaks::of(text);
        let mut found = (vec![], vec![]);
        tokenize(text, |token| {
            let begins = breaks.word(token.start);
            found.0.extend(begins.sentence.then_some(token.position));
            found.1.extend(begins.paragraph.then_some(token.position));
        });
        assert_eq!(found, (vec![2, 4, 5, 8], vec![5]));
        assert_eq!(sentences(text).len(), 6);
    }

    #[test]
    fn a_text_without_breaks_has_none() {
        for text in ["", "One", "One two, three"] {
            let mut breaks = Breaks::of(text);
            tokenize(text, |token| {
                assert_eq!(breaks.word(token.start), Begins::default())
            });
        }
    }

    #[test]
    fn words_in_capitals() {
        for word in ["US", "U.S", "A", "3D", "ÉLAN", "МИД"] {
            assert!(is_in_capitals(word), "{word}");
        }
        for word in ["", "9", "Us", "uS", "us", "MPs", "iPHONE", "漢字", "élaN"] {
            assert!(!is_in_capitals(word), "{word}");
        }
    }
}
