//! The automaton of a word with wildcards, over the bytes of index words.
//!
//! It also bounds the walk over a dictionary: a wildcard at the start of a word has every word looked at.

use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy_fst::Automaton;

/// Bytes of patterns that are read: the places of the pattern are the bits of a state.
pub(super) const MAX_LENGTH: usize = 120;

/// A piece of the pattern that takes one byte or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// This byte.
    Byte(u8),
    /// The first byte of any character.
    Lead,
    /// What follows the first byte of a character, as often as there is any.
    Rest,
    /// Anything, also nothing.
    Many,
}

/// A word with `*` for any characters and `?` for one.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

impl Pattern {
    /// `None` for a pattern that is too long.
    pub(super) fn new(text: &str) -> Option<Pattern> {
        let mut pieces = Vec::with_capacity(text.len());
        for byte in text.bytes() {
            match byte {
                b'*' => pieces.push(Piece::Many),
                b'?' => pieces.extend([Piece::Lead, Piece::Rest]),
                byte => pieces.push(Piece::Byte(byte)),
            }
        }
        (pieces.len() <= MAX_LENGTH).then_some(Pattern { pieces })
    }

    /// The places that are reached without a byte, from those of `places`.
    fn closure(&self, mut places: u128) -> u128 {
        for (place, piece) in self.pieces.iter().enumerate() {
            if matches!(piece, Piece::Many | Piece::Rest) && places & (1 << place) != 0 {
                places |= 1 << (place + 1);
            }
        }
        places
    }

    fn start(&self) -> u128 {
        self.closure(1)
    }

    fn is_end(&self, places: u128) -> bool {
        places & (1 << self.pieces.len()) != 0
    }

    fn next(&self, places: u128, byte: u8) -> u128 {
        let follows = byte & 0xC0 == 0x80;
        let mut next = 0;
        for (place, piece) in self.pieces.iter().enumerate() {
            if places & (1 << place) == 0 {
                continue;
            }
            next |= match piece {
                Piece::Byte(wanted) if *wanted == byte => 1 << (place + 1),
                Piece::Lead if !follows => 1 << (place + 1),
                Piece::Rest if follows => 1 << place,
                Piece::Many => 1 << place,
                _ => 0,
            };
        }
        self.closure(next)
    }
}

/// An automaton that stops after some steps.
#[derive(Debug)]
pub(super) struct Bounded<'a, A> {
    pub(super) inner: A,
    /// Steps left, for all walks together.
    pub(super) left: &'a AtomicUsize,
}

impl<A: Automaton<State = S>, S: Clone> Automaton for Bounded<'_, A> {
    /// `None` once there are no steps left.
    type State = Option<S>;

    fn start(&self) -> Option<S> {
        Some(self.inner.start())
    }

    fn is_match(&self, state: &Option<S>) -> bool {
        state
            .as_ref()
            .is_some_and(|state| self.inner.is_match(state))
    }

    fn can_match(&self, state: &Option<S>) -> bool {
        state
            .as_ref()
            .is_some_and(|state| self.inner.can_match(state))
    }

    fn accept(&self, state: &Option<S>, byte: u8) -> Option<S> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return None;
        }
        self.left.store(left - 1, Ordering::Relaxed);
        Some(self.inner.accept(state.as_ref()?, byte))
    }
}

impl Automaton for &Pattern {
    type State = u128;

    fn start(&self) -> u128 {
        Pattern::start(self)
    }

    fn is_match(&self, state: &u128) -> bool {
        self.is_end(*state)
    }

    fn can_match(&self, state: &u128) -> bool {
        *state != 0
    }

    fn accept(&self, state: &u128, byte: u8) -> u128 {
        self.next(*state, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matches(pattern: &str, word: &str) -> bool {
        let pattern = Pattern::new(pattern).expect("a short pattern");
        let end = word
            .bytes()
            .fold(pattern.start(), |places, byte| pattern.next(places, byte));
        pattern.is_end(end)
    }

    /// Slow and obvious.
    fn reference(pattern: &[char], word: &[char]) -> bool {
        match (pattern.split_first(), word.split_first()) {
            (None, rest) => rest.is_none(),
            (Some((&'*', more)), rest) => {
                reference(more, word) || rest.is_some_and(|(_, rest)| reference(pattern, rest))
            }
            (Some((&'?', more)), Some((_, rest))) => reference(more, rest),
            (Some((wanted, more)), Some((c, rest))) => wanted == c && reference(more, rest),
            _ => false,
        }
    }

    #[test]
    fn stars_and_question_marks() {
        for (pattern, word, expected) in [
            ("kor*", "korea", true),
            ("kor*", "kor", true),
            ("kor*", "ko", false),
            ("*mate", "climate", true),
            ("*mate", "mates", false),
            ("c?t", "cat", true),
            ("c?t", "ct", false),
            ("c?t", "cжt", true),
            ("c?t", "c東t", true),
            ("c?t", "coat", false),
            ("c??t", "coat", true),
            ("a*b*c", "axxbc", true),
        ] {
            assert_eq!(matches(pattern, word), expected, "{pattern} {word}");
        }
        assert!(Pattern::new(&"a".repeat(MAX_LENGTH + 1)).is_none());
    }

    proptest! {
        #[test]
        fn as_the_reference_does(pattern in "[abж東*?]{0,8}", word in "[abж東]{0,8}") {
            let (p, w): (Vec<char>, Vec<char>) = (pattern.chars().collect(), word.chars().collect());
            prop_assert_eq!(matches(&pattern, &word), reference(&p, &w));
        }
    }
}
