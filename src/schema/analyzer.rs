//! Our analyser as a tantivy tokenizer, for the fields that tantivy's own writer analyses.

use crate::analysis;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Runs [`analysis::tokenize`] over a field. Buffers are kept from one text to the next.
#[derive(Clone, Default)]
pub(super) struct NewsAnalyzer {
    words: String,
    tokens: Vec<Slot>,
}

#[derive(Clone, Copy)]
struct Slot {
    word_end: usize,
    start: usize,
    end: usize,
    position: u32,
}

impl Tokenizer for NewsAnalyzer {
    type TokenStream<'a> = NewsTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokens<'a> {
        self.words.clear();
        self.tokens.clear();
        analysis::tokenize(text, |token| {
            self.words.push_str(token.text);
            self.tokens.push(Slot {
                word_end: self.words.len(),
                start: token.start,
                end: token.end,
                position: token.position,
            });
        });
        NewsTokens {
            words: &self.words,
            tokens: self.tokens.iter(),
            word_start: 0,
            token: Token::default(),
        }
    }
}

pub(super) struct NewsTokens<'a> {
    words: &'a str,
    tokens: std::slice::Iter<'a, Slot>,
    word_start: usize,
    token: Token,
}

impl TokenStream for NewsTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(slot) = self.tokens.next() else {
            return false;
        };
        self.token.text.clear();
        self.token
            .text
            .push_str(&self.words[self.word_start..slot.word_end]);
        self.word_start = slot.word_end;
        self.token.offset_from = slot.start;
        self.token.offset_to = slot.end;
        self.token.position = slot.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
