//! Our analyser as tantivy tokenizers, for the fields that tantivy's own writer analyses.

use super::{PARAGRAPH, SENTENCE, in_capitals};
use crate::analysis::{self, Breaks, is_common, is_in_capitals, pair};
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
        NewsTokens::new(&self.words, &self.tokens)
    }
}

/// The pairs of common words in a row.
#[derive(Clone, Default)]
pub(super) struct PairAnalyzer {
    words: NewsAnalyzer,
    pairs: String,
    tokens: Vec<Slot>,
}

impl Tokenizer for PairAnalyzer {
    type TokenStream<'a> = NewsTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokens<'a> {
        self.pairs.clear();
        self.tokens.clear();
        let mut before: Option<Token> = None;
        self.words.token_stream(text).process(&mut |token| {
            let common = is_common(&token.text).then(|| token.clone());
            let first = std::mem::replace(&mut before, common);
            if let (Some(first), Some(second)) = (first, &before)
                && first.position + 1 == second.position
            {
                self.pairs.push_str(&pair(&first.text, &second.text));
                self.tokens.push(Slot {
                    word_end: self.pairs.len(),
                    start: first.offset_from,
                    end: second.offset_to,
                    position: first.position as u32,
                });
            }
        });
        NewsTokens::new(&self.pairs, &self.tokens)
    }
}

/// What is marked of a text beside its words, at their positions.
#[derive(Clone, Default)]
pub(super) struct MarkAnalyzer {
    marks: String,
    tokens: Vec<Slot>,
}

impl Tokenizer for MarkAnalyzer {
    type TokenStream<'a> = NewsTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokens<'a> {
        self.marks.clear();
        self.tokens.clear();
        let mut breaks = Breaks::of(text);
        analysis::tokenize(text, |token| {
            let begins = breaks.word(token.start);
            let written = text.get(token.start..token.end).unwrap_or_default();
            let marks = [
                begins.sentence.then(|| SENTENCE.to_owned()),
                begins.paragraph.then(|| PARAGRAPH.to_owned()),
                is_in_capitals(written).then(|| in_capitals(token.text)),
            ];
            for mark in marks.into_iter().flatten() {
                self.marks.push_str(&mark);
                self.tokens.push(Slot {
                    word_end: self.marks.len(),
                    start: token.start,
                    end: token.end,
                    position: token.position,
                });
            }
        });
        NewsTokens::new(&self.marks, &self.tokens)
    }
}

pub(super) struct NewsTokens<'a> {
    words: &'a str,
    tokens: std::slice::Iter<'a, Slot>,
    word_start: usize,
    token: Token,
}

impl<'a> NewsTokens<'a> {
    fn new(words: &'a str, tokens: &'a [Slot]) -> Self {
        NewsTokens {
            words,
            tokens: tokens.iter(),
            word_start: 0,
            token: Token::default(),
        }
    }
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
