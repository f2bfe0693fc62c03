//! The tokeniser.

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as indexed: folded.
    pub text: &'a str,
    /// Byte offset of its first byte in the text.
    pub start: usize,
    /// Byte offset after its last byte.
    pub end: usize,
    /// Its place in the sequence of words, from 0.
    pub position: u32,
}

/// Calls `sink` with each word of `text`, in order.
pub fn tokenize(text: &str, mut sink: impl FnMut(Token<'_>)) {
    let mut position = 0;
    for (start, word) in unicode_segmentation::UnicodeSegmentation::unicode_word_indices(text) {
        let folded = word.to_lowercase();
        sink(Token {
            text: &folded,
            start,
            end: start + word.len(),
            position,
        });
        position += 1;
    }
}

/// The words of a piece of query text: as [`tokenize`], less what only an index needs.
pub fn tokenize_query(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(text, |token| words.push(token.text.to_owned()));
    words
}
