//! Passes over most of a text without reading its words: where none of the words looked for can be.
//!
//! White space of ASCII ends any word, so that a text may be read piece by piece between two such characters, each as if it
//! were alone. A piece matters only if one of its words begins as one that is looked for: its first four letters and digits are those,
//! or all where it is shorter. Two bytes rule out nearly all words before that is asked. A piece with a byte beyond ASCII always matters, since folding may make
//! anything of it.

use super::ascii::{BLOCK, bits, is_alphanumeric, is_high, is_joiner, is_plain_part};
use std::ops::Range;

/// The beginnings of words that are looked for.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// For each two bytes, as a bit, whether a piece in which they stand at the beginning of a word matters.
    pairs: Box<[u64; PAIRS / 64]>,
    /// How the words begin, in order.
    heads: Vec<[u8; HEAD]>,
}

/// Bytes of the beginning of a word that are compared.
const HEAD: usize = 4;

const PAIRS: usize = 1 << 16;

impl Default for Sieve {
    /// Looks for no word.
    fn default() -> Self {
        Sieve {
            pairs: Box::new([0; PAIRS / 64]),
            heads: Vec::new(),
        }
    }
}

impl Sieve {
    /// Bytes that a word must have in common with one that is looked for, at the most, to be sure to matter as well.
    pub const COMMON: usize = HEAD;

    /// Looks for `word`, as an index has it, too.
    pub fn add(&mut self, word: &str) {
        let mut bytes = word.bytes();
        let Some(first) = bytes.next() else {
            return;
        };
        let second = bytes.next();
        self.add_head(word);
        for first in either_case(first) {
            for byte in 0..=u8::MAX {
                let goes_on = match second {
                    Some(second) => byte.eq_ignore_ascii_case(&second),
                    None => !is_alphanumeric(byte),
                };
                // As in `has_head`.
                if goes_on || is_joiner(byte) {
                    self.set(first, byte);
                }
            }
        }
    }

    fn add_head(&mut self, word: &str) {
        let mut head = [0; HEAD];
        for (slot, byte) in head.iter_mut().zip(word.bytes()) {
            *slot = byte;
        }
        if let Err(place) = self.heads.binary_search(&head) {
            self.heads.insert(place, head);
        }
    }

    /// Whether the word at the start of `bytes` begins as one that is looked for, or may do so.
    fn has_head(&self, bytes: &[u8]) -> bool {
        let mut head = [0; HEAD];
        for (slot, byte) in head.iter_mut().zip(bytes) {
            match byte {
                // What is joined may be anything: U.S. is us, R&B is r&b.
                byte if is_high(*byte) || is_joiner(*byte) => return true,
                byte if is_alphanumeric(*byte) => *slot = byte.to_ascii_lowercase(),
                _ => break,
            }
        }
        self.heads.binary_search(&head).is_ok()
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

    /// Bytes from `from` to the next word that may be looked for. Only where words begin is anything looked up, and beginnings are
    /// told for 64 bytes at a time.
    fn position(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let (blocks, tail) = rest.as_chunks::<BLOCK>();
        let mut last = [b' '; BLOCK];
        last[..tail.len()].copy_from_slice(tail);
        let mut before = 0;
        for (block, at) in blocks.iter().chain([&last]).zip((0..).step_by(BLOCK)) {
            let parts = bits(block, is_plain_part);
            let mut heads = parts & !(parts << 1 | before) | bits(block, |byte| byte >= 0x80);
            before = parts >> (BLOCK - 1);
            while heads != 0 {
                let head = at + heads.trailing_zeros() as usize;
                if self.may_begin(rest, head) {
                    return Some(head);
                }
                heads &= heads - 1;
            }
        }
        None
    }

    /// Whether a word that begins at `at` matters.
    #[inline]
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let second = bytes.get(at + 1).copied().unwrap_or(b' ');
        let may = |first: &u8| self.has(*first, second);
        bytes.get(at).is_some_and(may) && self.has_head(bytes.get(at..).unwrap_or_default())
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
        let expected = ["Port-Ellery,", "(port)", "a.port", "café", "porter"];
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
            "port",
            "Porter",
            "\u{200b}",
            "(",
        ]);
        vec(bits, 0..40).prop_map(|bits| bits.concat())
    }

    /// The same as [`Sieve::position`], byte by byte.
    fn plain_position(sieve: &Sieve, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let begins = |at: usize| {
            let before = at.checked_sub(1).map(|before| rest[before]);
            is_high(rest[at]) || !before.is_some_and(is_alphanumeric)
        };
        (0..rest.len()).find(|at| begins(*at) && sieve.may_begin(rest, *at))
    }

    proptest! {
        #[test]
        fn blocks_tell_what_bytes_tell(text in texts(), more in "[a-c .é&]{0,150}", word in "[a-c]{1,2}|é", from in 0_usize..200) {
            let text = text + &more;
            let mut sieve = Sieve::default();
            sieve.add(&word);
            let plain = plain_position(&sieve, text.as_bytes(), from);
            prop_assert_eq!(sieve.position(text.as_bytes(), from), plain);
        }

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
