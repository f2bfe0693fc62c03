//! Which articles are copies of others: the same text but for some words. Half of what is published is reprinted, and
//! whoever asks for background wants none of it twice.

use crate::analysis::tokenize;
use crate::article::Article;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};

/// Words in a row that are compared. A changed word changes so many of them: with two, and a word in ten changed, texts
/// are still the same by four fifths.
const ROW: usize = 2;

/// The part of their rows that copies share.
const SAME: f32 = 0.8;

/// The rows of words of a text.
pub(super) struct Shingles(HashSet<u64>);

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
        Shingles(rows.map(hash_row).collect())
    }

    /// Whether the two are copies: of the rows of the longer one, four fifths are in the other. A short item that a
    /// longer article repeats is none: the longer one says more.
    pub(super) fn is_copy(&self, other: &Shingles) -> bool {
        let longest = self.0.len().max(other.0.len()) as f32;
        // What cannot be reached need not be counted.
        let shortest = self.0.len().min(other.0.len()) as f32;
        shortest > 0.0
            && shortest >= SAME * longest
            && self.0.intersection(&other.0).count() as f32 >= SAME * longest
    }
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
