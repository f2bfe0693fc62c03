//! Text to words, sentences and stems: the same for what is indexed, asked and highlighted.

mod abbreviation;
mod ascii;
mod cluster;
mod devanagari;
mod find;
mod fold;
mod fold_cache;
mod function_words;
pub mod language;
mod layout;
mod pair;
mod paragraph;
mod question;
mod segmenter;
mod sentence;
mod sieve;
mod stem;
mod tails;
mod token;
mod trim;
mod umlauts;
mod unspaced;
mod vietnamese;
mod vote;
mod word;

pub use function_words::is_function_word;
pub use layout::{Begins, Breaks, capitals, is_in_capitals};
pub use pair::{is_common, pair};
pub use paragraph::paragraphs;
pub use question::{asking_words, asks_number};
pub use sentence::sentences;
pub use sieve::{Sieve, piece_end};
pub use stem::Stemmer;
pub use tails::{TailAutomaton, TailState, Tails, is_tail};
pub use token::{
    MAX_WORD_LEN, QueryToken, Token, Tokenizer, count_beyond_ascii, keeps_marks, tokenize,
    tokenize_marked_query, tokenize_query,
};
pub use umlauts::{contracted, spelled_out};
pub use unspaced::Unspaced;
pub use vietnamese::{AnyMarks, has_marked_words, unmarked};

/// Raised whenever an index would hold something else of some text, so that an index built before is not mixed with one built
/// after: where [`tokenize`] gives other tokens, [`Breaks`] are in other places, or other words are [common](is_common).
pub const VERSION: u32 = 3;

#[cfg(test)]
mod tests;
