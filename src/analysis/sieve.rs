//! Passes over most of a text without reading its words: where none of the words looked for can be.
//!
//! White space of ASCII ends any word, so that a text may be read piece by piece between two such characters, each as if it
//! were alone. A piece matters only if one of its words begins as one that is looked for; what that may be is
//! decided by two bytes. A piece with a byte beyond ASCII always matters, since folding may make anything of it.

use super::ascii::{is_alphanumeric, is_high, is_joiner};
use std::ops::Range;

/// The beginnings of words that are looked for.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// For each two bytes, as a bit, whether a piece in which they stand at the beginning of a word matters.
    pairs: Box<[u64; PAIRS / 64]>,
}

const PAIRS: usize = 1 << 16;

impl Default for Sieve {
    /// Looks for no word.
    fn default() -> Self {
        Sieve {
            pairs: Box::new([0; PAIRS / 64]),
        }
    }
}

impl Sieve {
    /// Looks for `word`, as an index has it, too.
    pub fn add(&mut self, word: &str) {
        let mut bytes = word.bytes();
        let Some(first) = bytes.next() else {
            return;
        };
        let second = bytes.next();
        for first in either_case(first) {
            for byte in 0..=u8::MAX {
                let goes_on = match second {
                    Some(second) => byte.eq_ignore_ascii_case(&second),
                    None => !is_alphanumeric(byte),
                };
                // What is joined may be anything: U.S. is us, R&B is r&b.
                if goes_on || is_joiner(byte) {
                    self.set(first, byte);
                }
            }
        }
    }

    fn set(&mut self, first: u8, second: u8) {
        let pair = usize::from(first) << 8 | usize::from(second);
        self.pairs[pair / 64] |= 1 << (pair % 64);
    }

    fn has(&self, first: u8, second: u8) -> bool {
        let pair = usize::from(first) << 8 | usize::from(second);
        is_high(first) || self.pairs[pair / 64] >> (pair % 64) & 1 == 1
    }

    /// The first piece of `text` that matters and ends after byte `from`, cut at `from`. All words looked for lie in these pieces.
    pub fn next(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let at = from + self.position(bytes, from)?;
        let before = bytes.get(from..at)?.iter().rposition(is_space);
        let start = before.map_or(from, |space| from + space + 1);
        Some(start..piece_end(text, at))
    }

    /// Bytes from `from` to the next word that may be looked for.
    fn position(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let begins = |at: usize, first: u8| {
            let before = at.checked_sub(1).and_then(|before| rest.get(before));
            is_high(first) || !before.is_some_and(|before| is_alphanumeric(*before))
        };
        let pairs = rest.windows(2).enumerate();
        let mut found = pairs.filter(|(_, pair)| self.has(pair[0], pair[1]));
        let found = found.find(|(at, pair)| begins(*at, pair[0]));
        found.map(|(at, _)| at).or_else(|| {
            let (last, at) = (*rest.last()?, rest.len() - 1);
            (self.has(last, b' ') && begins(at, last)).then_some(at)
        })
    }
}

/// Where the piece ends that byte `at` is in.
pub fn piece_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter()
        .position(is_space)
        .map_or(text.len(), |len| at + len)
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

fn either_case(byte: u8) -> [u8; 2] {
    [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Tokenizer, tokenize};
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The words of `text` among `words`, with their places.
    fn read(text: &str, words: &[String]) -> Vec<(String, usize, usize)> {
        let mut found = Vec::new();
        tokenize(text, |token| {
            if words.iter().any(|word| word == token.text) {
                found.push((token.text.to_owned(), token.start, token.end));
            }
        });
        found
    }

    /// The same, of the pieces that matter.
    fn sifted(text: &str, words: &[String]) -> Vec<(String, usize, usize)> {
        let mut sieve = Sieve::default();
        words.iter().for_each(|word| sieve.add(word));
        let mut tokenizer = Tokenizer::default();
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(piece) = sieve.next(text, at) {
            tokenizer.tokenize_piece(&text[piece.clone()], |token| {
                if words.iter().any(|word| word == token.text) {
                    let place = (piece.start + token.start, piece.start + token.end);
                    found.push((token.text.to_owned(), place.0, place.1));
                }
            });
            at = piece.end;
        }
        found
    }

    #[test]
    fn pieces_without_the_words_are_passed_over() {
        let mut sieve = Sieve::default();
        sieve.add("port");
        let text = "The post of Port-Ellery, (port) repo a.port café porter";
        let (mut pieces, mut at) = (Vec::new(), 0);
        while let Some(piece) = sieve.next(text, at) {
            pieces.push(&text[piece.clone()]);
            at = piece.end;
        }
        let expected = ["post", "Port-Ellery,", "(port)", "a.port", "café", "porter"];
        assert_eq!(pieces, expected);
    }

    fn texts() -> impl Strategy<Value = String> {
        let bits = prop::sample::select(vec![
            "a",
            "b",
            "U",
            "S",
            "us",
            "AT",
            "&",
            "T",
            ".",
            ",",
            "'",
            "’",
            "s",
            "1",
            "000",
            "+",
            "#",
            "-",
            " ",
            "\n",
            "\u{a0}",
            "\u{ad}",
            "é",
            "e\u{301}",
            "ß",
            "ﬁ",
            "Ａ",
            "北京",
            "ไทย",
            "कि",
            "l",
            "\u{200b}",
            "(",
        ]);
        vec(bits, 0..40).prop_map(|bits| bits.concat())
    }

    proptest! {
        #[test]
        fn no_word_is_passed_over(text in texts(), other in texts(), some in 0_usize..7) {
            let mut words = Vec::new();
            tokenize(&text, |token| words.push(token.text.to_owned()));
            tokenize(&other, |token| words.push(token.text.to_owned()));
            let words: Vec<String> = words.into_iter().step_by(some + 1).collect();
            prop_assert_eq!(sifted(&text, &words), read(&text, &words));
        }
    }
}
