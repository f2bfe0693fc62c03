//! Reads only the pieces of a text in which a word of the query may stand. Where the query has phrases, the words after
//! one that may begin a phrase are read too: their places count.

use super::{Matcher, Search};
use crate::analysis::{Token, Tokenizer, count_beyond_ascii, keeps_marks, piece_end};
use std::ops::Range;

/// One in so many characters may be beyond ASCII: pieces with such characters are always read, and reading all of a text at
/// once costs less than reading most of its pieces.
const RARE: usize = 16;

/// Whether pieces of `text` can be passed over.
pub(super) fn pays(text: &str) -> bool {
    count_beyond_ascii(text) * RARE <= text.len() && !keeps_marks(text)
}

impl Search<'_, '_> {
    /// Finds what [`Search::read_all`] does, except for groups of words near each other.
    pub(super) fn read_pieces(&mut self) {
        let matcher: &Matcher<'_> = self.matcher;
        let text = self.text;
        let mut tokenizer = Tokenizer::default();
        let (mut at, mut position) = (0, 0);
        while let Some(piece) = matcher.sieve.next(text, at) {
            while !self.partials.is_empty() && at < piece.start {
                let next = at + 1..piece_end(text, at + 1).min(piece.start);
                (at, position) = (next.end, self.read_piece(next, position, &mut tokenizer));
            }
            (at, position) = (piece.end, self.read_piece(piece, position, &mut tokenizer));
        }
    }

    /// Reads the words of a piece, the first of which is at `position`; returns the place after them.
    fn read_piece(&mut self, piece: Range<usize>, position: u32, tokenizer: &mut Tokenizer) -> u32 {
        let start = piece.start;
        let words = self.text.get(piece).unwrap_or_default();
        let places = tokenizer.tokenize_piece(words, |token| {
            self.token(Token {
                text: token.text,
                head: token.head,
                start: start + token.start,
                end: start + token.end,
                position: position + token.position,
            });
        });
        let next = position + places;
        self.partials.retain(|partial| partial.position >= next);
        next
    }
}
