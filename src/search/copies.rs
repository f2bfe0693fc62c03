//! Which articles are copies of others: the same text but for some words. Half of what is published is reprinted, and
//! whoever asks for background wants none of it twice.

use crate::analysis::tokenize;
use crate::article::Article;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

/// Words in a row that are compared. A changed word changes so many of them: with two, and a word in ten changed, texts
/// are still the same by four fifths.
const ROW: usize = 2;

/// The rows of words of a text, in an order that is the same for all texts.
pub(super) struct Shingles(Vec<u64>);

/// Texts that were seen, to be asked for copies of more.
#[derive(Default)]
pub(super) struct Seen {
    texts: Vec<Shingles>,
    /// The texts by the rows of their heads.
    by_row: HashMap<u64, Vec<usize>>,
}

impl Shingles {
    /// Of an article's body, or its title where it has none.
    pub(super) fn of(article: &Article) -> Shingles {
        let text = match article.body.trim().is_empty() {
            true => &article.title,
            false => &article.body,
        };
        let mut words: Vec<u64> = Vec::new();
        tokenize(text, |token| words.push(hash(token.text.as_bytes())));
        let rows = words.windows(ROW.min(words.len()).max(1));
        let mut rows: Vec<u64> = rows.map(hash_row).collect();
        rows.sort_unstable();
        rows.dedup();
        Shingles(rows)
    }

    /// Whether the two are copies: of the rows of the longer one, four fifths are in the other. A short item that a
    /// longer article repeats is none: the longer one says more.
    fn is_copy(&self, other: &Shingles) -> bool {
        let longest = self.0.len().max(other.0.len());
        let shared = self
            .0
            .iter()
            .filter(|row| other.0.binary_search(row).is_ok());
        longest > 0 && shared.count() >= four_fifths(longest)
    }

    /// So many of the first rows that a copy must hold one of them among its own head: not all of the fifth that it may
    /// lack, and one more (prefix filtering, Chaudhuri, Ganti and Kaushik, ICDE 2006).
    fn head(&self) -> &[u64] {
        let length = self.0.len();
        let head = (length + 1 - four_fifths(length)).min(length);
        self.0.get(..head).unwrap_or_default()
    }
}

impl Seen {
    pub(super) fn add(&mut self, text: Shingles) {
        for &row in text.head() {
            self.by_row.entry(row).or_default().push(self.texts.len());
        }
        self.texts.push(text);
    }

    /// Whether a text is a copy of one that was seen.
    pub(super) fn holds_copy_of(&self, text: &Shingles) -> bool {
        let rows = text.head().iter().filter_map(|row| self.by_row.get(row));
        let mut candidates: Vec<usize> = rows.flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut texts = candidates.iter().filter_map(|&seen| self.texts.get(seen));
        texts.any(|seen| seen.is_copy(text))
    }
}

fn four_fifths(rows: usize) -> usize {
    (4 * rows).div_ceil(5)
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

fn hash_row(row: &[u64]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.iter().for_each(|&word| hasher.write_u64(word));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shingles(body: &str) -> Shingles {
        Shingles::of(&Article {
            body: body.into(),
            ..Article::default()
        })
    }

    #[test]
    fn a_word_in_ten_may_differ() {
        let text = "one two three four five six seven eight nine ten eleven";
        let copy = |other: &str| shingles(text).is_copy(&shingles(other));
        assert!(copy(text) && copy("One, two three four five six seven eight nine: ten, eleven!"));
        assert!(copy(
            "one two three four other six seven eight nine ten eleven"
        ));
        assert!(!copy(
            "one two other four five six other eight nine ten eleven"
        ));
        assert!(
            !copy("one two three four five six"),
            "the longer one says more"
        );
        assert!(!copy("") && !shingles("").is_copy(&shingles("")));
        assert!(shingles("one").is_copy(&shingles("ONE")));
    }

    proptest! {
        #[test]
        fn seen_finds_what_comparing_with_each_finds(
            texts in prop::collection::vec("([ab] ){0,3}([a-d] ){0,12}", 1..12),
        ) {
            let mut seen = Seen::default();
            let mut all: Vec<Shingles> = Vec::new();
            for text in &texts {
                let expected = all.iter().any(|other| other.is_copy(&shingles(text)));
                prop_assert_eq!(seen.holds_copy_of(&shingles(text)), expected);
                seen.add(shingles(text));
                all.push(shingles(text));
            }
        }
    }
}
