//! One field's words as they come: a number per word, document after document.

use super::dictionary::{Dictionary, Number};
use super::inverted::Collected;
use super::key::Queue;
use super::pairs::PairWords;
use super::stream::Stream;
use crate::analysis::Tokenizer;
use crate::indexer::stage::{self, Stage};
use tantivy::fieldnorm::FieldNormReader;

/// Stands in the stream for a position without a word.
pub(super) const GAP: u32 = u32::MAX;

/// A field of all documents so far. The place of a number in the stream is the document's start plus its position.
#[derive(Default)]
pub(super) struct FieldWords {
    dictionary: Dictionary,
    stream: Stream,
    /// The documents that have words here.
    documents: Vec<u32>,
    /// Where in the stream each of them begins.
    starts: Vec<u32>,
    /// The lengths of all documents, as tantivy abbreviates them.
    norms: Vec<u8>,
    /// Words, without the gaps.
    num_words: u64,
    queue: Queue,
    /// The length of the stream.
    end: u32,
}

impl FieldWords {
    /// A field of which the pairs of common words are wanted too.
    pub(super) fn with_pairs() -> Self {
        FieldWords {
            dictionary: PairWords::dictionary(),
            ..FieldWords::default()
        }
    }

    /// Whether a document with this many bytes of text can still be numbered.
    pub(super) fn has_room(&self, values: &[String]) -> bool {
        // A character may be spelled out as several words (U+FDFA as four).
        let most = values.iter().map(|value| 4 * value.len() as u64 + 1);
        u64::from(self.end) + most.sum::<u64>() < u64::from(u32::MAX)
    }

    /// Adds a document's values, and their pairs of common words to `pairs`. Between two values stands a gap, so that no
    /// phrase spans both, as in tantivy's own writer.
    pub(super) fn add(
        &mut self,
        document: u32,
        values: &[String],
        tokenizer: &mut Tokenizer,
        mut pairs: Option<&mut PairWords>,
    ) {
        let first_pair = pairs.as_ref().map_or(0, |pairs| pairs.end());
        let start = self.end;
        let before = self.num_words;
        let mut value_start = start;
        for value in values {
            self.add_value(value, value_start, tokenizer, pairs.as_deref_mut());
            value_start = self.end.max(value_start) + 1;
        }
        if self.end > start {
            self.documents.push(document);
            self.starts.push(start);
        }
        if let Some(pairs) = pairs {
            pairs.end_document(document, first_pair);
        }
        let words = (self.num_words - before) as u32;
        self.norms.push(FieldNormReader::fieldnorm_to_id(words));
    }

    fn add_value(
        &mut self,
        value: &str,
        start: u32,
        tokenizer: &mut Tokenizer,
        mut pairs: Option<&mut PairWords>,
    ) {
        if let Some(pairs) = &mut pairs {
            pairs.begin();
        }
        let seed = self.dictionary.seed();
        tokenizer.tokenize(value, |token| {
            let place = start + token.position;
            while self.end < place {
                self.queue.push_gap();
                self.end += 1;
            }
            self.queue.push(&token, seed);
            self.end += 1;
            self.num_words += 1;
            if self.queue.is_full() {
                self.look_up(pairs.as_deref_mut());
            }
        });
        if !self.queue.is_empty() {
            self.look_up(pairs);
        }
    }

    /// Empties the queue.
    fn look_up(&mut self, pairs: Option<&mut PairWords>) {
        let (dictionary, stream) = (&mut self.dictionary, &mut self.stream);
        stage::time(Stage::Invert, || match pairs {
            None => dictionary.look_up(&mut self.queue, |number| {
                stream.push(number.map_or(GAP, Number::get));
            }),
            Some(pairs) => {
                dictionary.look_up(&mut self.queue, |number| {
                    stream.push(number.map_or(GAP, Number::get));
                    pairs.push(number);
                });
                pairs.look_up();
            }
        });
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.stream.bytes()
            + (self.documents.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.norms.capacity()
    }

    /// Of these, those of the stream.
    pub(super) fn stream_bytes(&self) -> usize {
        self.stream.bytes()
    }

    pub(super) fn collected(self) -> Collected {
        let (words, counts) = self.dictionary.into_words();
        Collected {
            words,
            counts,
            stream: self.stream,
            documents: self.documents,
            starts: self.starts,
            end: self.end,
            norms: self.norms,
            num_words: self.num_words,
        }
    }
}
