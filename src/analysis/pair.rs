//! Pairs of common words, which an index holds as terms of their own: a phrase of words that nearly all articles hold is
//! found by its pairs, without reading where each of its words stands.

use super::function_words::Fnv;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// Index words, in byte order: the function words of 27 languages as this list was made, and words as frequent in English
/// news. It says what an index holds, so it may change only where [`VERSION`](super::VERSION) is raised.
const COMMON: &str = include_str!("common_words.txt");

static WORDS: LazyLock<Words> = LazyLock::new(|| COMMON.split_whitespace().collect());

type Words = HashSet<&'static str, BuildHasherDefault<Fnv>>;

/// The longest of [`COMMON`], in bytes.
const LONGEST: usize = 24;

/// Whether an index word is common: two of these in a row are a pair.
pub fn is_common(word: &str) -> bool {
    word.len() <= LONGEST && WORDS.contains(word)
}

/// The term of two common words in a row. No word holds a space.
pub fn pair(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize_query;

    #[test]
    fn the_list_is_of_index_words_in_order() {
        let words: Vec<&str> = COMMON.split_whitespace().collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        for word in words {
            assert!(is_common(word), "{word}");
            let index_words = tokenize_query(word);
            assert_eq!(index_words.len(), 1, "{word}");
            assert_eq!(index_words[0].text, word);
        }
    }

    #[test]
    fn names_and_rare_words_are_not_common() {
        for word in ["", "ardmoor", "ferry", "the the", "the-company", "年"] {
            assert!(!is_common(word), "{word}");
        }
    }
}
