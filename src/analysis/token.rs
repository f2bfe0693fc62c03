//! The tokeniser: text to words with their places. What a word is, docs/analysis.md says.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::ascii::{HEAD, Plain, Scan, Stop};
use super::cluster::Reader;
use super::devanagari;
use super::find::count;
use super::fold::Class;
use super::unspaced::Run;
use super::vietnamese::{is_vietnamese, keep_marks};
use super::word::{Items, Words};

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as indexed: folded.
    pub text: &'a str,
    /// The first 16 bytes of that, the first one lowest, and zeros where it is shorter: what tells most words apart.
    pub head: u128,
    /// Byte offset of its first byte in the text.
    pub start: usize,
    /// Byte offset after its last byte.
    pub end: usize,
    /// Its place in the sequence of words, from 0. Words left out keep their place.
    pub position: u32,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryToken {
    /// The word as indexed: folded.
    pub text: String,
    /// Byte offset of its first byte in the query text.
    pub start: usize,
    /// Byte offset after its last byte.
    pub end: usize,
    /// Its place among the words. A phrase matches where all places differ by the same number from those in an article.
    pub position: u32,
}

/// Longer words, in bytes of their folded form, are left out: they are encoded data, not language.
pub const MAX_WORD_LEN: usize = 128;

/// Calls `sink` with each word of `text`, in order.
pub fn tokenize(text: &str, sink: impl FnMut(Token<'_>)) {
    Tokenizer::default().tokenize(text, sink);
}

/// Whether the words of `text` keep the marks of Vietnamese, which only the whole text decides.
pub fn keeps_marks(text: &str) -> bool {
    is_vietnamese(text)
}

/// How many characters beyond ASCII `text` has.
pub fn count_beyond_ascii(text: &str) -> usize {
    count(text.as_bytes(), |byte| byte >= 0xc0)
}

/// The words of a piece of query text: as [`tokenize`], less what only an index needs.
pub fn tokenize_query(text: &str) -> Vec<QueryToken> {
    query_words(text, Marks::Folded)
}

/// [`tokenize_query`] with the marks of Vietnamese words, as Vietnamese texts have them.
pub fn tokenize_marked_query(text: &str) -> Vec<QueryToken> {
    query_words(text, Marks::Kept)
}

fn query_words(text: &str, marks: Marks) -> Vec<QueryToken> {
    let mut words = Vec::new();
    let own = |token: Token<'_>| {
        words.push(QueryToken {
            text: token.text.to_owned(),
            start: token.start,
            end: token.end,
            position: token.position,
        });
    };
    let mut tokenizer = Tokenizer {
        marks,
        ..Tokenizer::default()
    };
    tokenizer.run(text, Side::Query, own);
    words
}

/// [`tokenize`] with buffers that are kept from text to text.
#[derive(Clone, Debug, Default)]
pub struct Tokenizer {
    scan: Scan,
    reader: Reader,
    run: Run,
    word: String,
    marks: Marks,
}

/// What becomes of the marks of Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Marks {
    #[default]
    Folded,
    Kept,
}

/// A run of Chinese ends with its last character alone in an index, so that each character begins a word there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Index,
    Query,
}

impl Tokenizer {
    /// Calls `sink` with each word of `text`, in order; returns how many places they take.
    pub fn tokenize(&mut self, text: &str, sink: impl FnMut(Token<'_>)) -> u32 {
        self.marks = match is_vietnamese(text) {
            true => Marks::Kept,
            false => Marks::Folded,
        };
        self.run(text, Side::Index, sink)
    }

    /// [`tokenize`](Self::tokenize) for a piece of a text that [keeps no marks](keeps_marks) as a whole.
    pub fn tokenize_piece(&mut self, piece: &str, sink: impl FnMut(Token<'_>)) -> u32 {
        self.marks = Marks::Folded;
        self.run(piece, Side::Index, sink)
    }

    fn run(&mut self, text: &str, side: Side, sink: impl FnMut(Token<'_>)) -> u32 {
        let mut out = Output { sink, position: 0 };
        let mut at = 0;
        self.scan.restart();
        while let Some(stop) = self.scan.next(text, at) {
            at = match stop {
                Stop::Word { span, start, head } => {
                    let word = self.scan.word(start, span.1 - span.0);
                    out.headed_word((word, head), span);
                    span.1
                }
                Stop::Unclear(start) => match Plain::at(text, start) {
                    Some(plain) => self.plain_cluster(plain, &mut out),
                    None => self.cluster(text, start, side, &mut out),
                },
            };
        }
        out.position
    }

    /// Reads the words of a cluster, and returns where it ends.
    fn plain_cluster(
        &mut self,
        plain: Plain<'_>,
        out: &mut Output<impl FnMut(Token<'_>)>,
    ) -> usize {
        let mut words = Words::new(plain);
        while let Some(item) = plain.get(words.at) {
            if item.class == Class::Joiner {
                words.at += 1;
                continue;
            }
            self.word.clear();
            let span = words.read(&mut self.word);
            out.word(&self.word, span);
        }
        plain.end()
    }

    fn cluster(
        &mut self,
        text: &str,
        start: usize,
        side: Side,
        out: &mut Output<impl FnMut(Token<'_>)>,
    ) -> usize {
        let end = self.reader.read(text, start);
        let mut words = Words::new(self.reader.items.as_slice());
        while let Some(item) = self.reader.items.get(words.at) {
            match item.class {
                Class::Letter | Class::Digit => {
                    self.word.clear();
                    let span = words.read(&mut self.word);
                    respell(&mut self.word);
                    if self.marks == Marks::Kept {
                        let source = text.get(span.0..span.1).unwrap_or_default();
                        keep_marks(source, &mut self.word);
                    }
                    out.word(&self.word, span);
                }
                Class::Cjk | Class::SouthEastAsian => {
                    let rest = self.reader.items.get(words.at..).unwrap_or_default();
                    words.at += self.run.read(rest, item.class);
                    out.unspaced(&self.run, item.class, side);
                }
                Class::Mark | Class::Joiner | Class::Separator => words.at += 1,
            }
        }
        end
    }
}

/// Marks that are kept (vowel signs of Indic scripts) may compose with their letter.
fn respell(word: &mut String) {
    if word.is_ascii() {
        return;
    }
    if is_nfc_quick(word.chars()) != IsNormalized::Yes {
        *word = word.nfc().collect();
    }
    if word.contains(devanagari::VIRAMA) {
        devanagari::respell(word);
    }
}

struct Output<F> {
    sink: F,
    position: u32,
}

impl<F: FnMut(Token<'_>)> Output<F> {
    fn word(&mut self, text: &str, span: (usize, usize)) {
        let mut head = [0; HEAD];
        let bytes = text.as_bytes();
        let bytes = bytes.get(..HEAD).unwrap_or(bytes);
        for (to, from) in head.iter_mut().zip(bytes) {
            *to = *from;
        }
        self.headed_word((text, u128::from_le_bytes(head)), span);
    }

    #[inline]
    fn headed_word(&mut self, (text, head): (&str, u128), (start, end): (usize, usize)) {
        if text.len() <= MAX_WORD_LEN {
            let position = self.position;
            (self.sink)(Token {
                text,
                head,
                start,
                end,
                position,
            });
        }
        self.position += 1;
    }

    fn unspaced(&mut self, run: &Run, class: Class, side: Side) {
        if class == Class::SouthEastAsian {
            for word in run.words() {
                self.word(word.text, (word.start, word.end));
            }
            return;
        }
        for first in 0..run.len() {
            let pair = run.piece(first, 2);
            let alone = side == Side::Index || run.len() == 1;
            match pair.or_else(|| run.piece(first, 1).filter(|_| alone)) {
                Some(piece) => self.word(piece.text, (piece.start, piece.end)),
                None => self.position += 1,
            }
        }
    }
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
