//! One field's words as they come: a number per word, document after document.

use super::dictionary::{Dictionary, Number};
use super::inverted::{Collected, Documents, Inverted};
use super::key::Queue;
use super::marks::MarkWords;
use super::pairs::PairWords;
use super::stream::{GAP, Stream};
use crate::analysis::{Token, Tokenizer};
use crate::indexer::stage::{self, Stage};
use tantivy::fieldnorm::FieldNormReader;

/// A field of all documents so far. The place of a number in the stream is the document's start plus its position.
#[derive(Default)]
pub(in crate::indexer::segment) struct FieldWords {
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
    /// Pairs of common words, if they are wanted.
    pairs: Option<PairWords>,
    /// What is marked of the words, if that is wanted.
    marks: Option<MarkWords>,
}

impl FieldWords {
    /// A field with what is wanted beside its words.
    pub(in crate::indexer::segment) fn new(pairs: bool, marks: bool) -> Self {
        FieldWords {
            dictionary: match pairs {
                true => PairWords::dictionary(),
                false => Dictionary::default(),
            },
            pairs: pairs.then(PairWords::default),
            marks: marks.then(MarkWords::default),
            ..FieldWords::default()
        }
    }

    /// Whether a document with this many bytes of text can still be numbered.
    pub(in crate::indexer::segment) fn has_room(&self, values: &[String]) -> bool {
        // A character may be spelled out as several words (U+FDFA as four).
        let most = values.iter().map(|value| 4 * value.len() as u64 + 1);
        u64::from(self.end) + most.sum::<u64>() < u64::from(u32::MAX)
    }

    /// Adds a document's values. Between two values stands a gap, so that no phrase spans both, as in tantivy's own
    /// writer.
    pub(in crate::indexer::segment) fn add(
        &mut self,
        document: u32,
        values: &[String],
        tokenizer: &mut Tokenizer,
    ) {
        let start = self.end;
        let before = self.num_words;
        let mut value_start = start;
        for value in values {
            self.add_value(value, value_start, tokenizer);
            value_start = self.end.max(value_start) + 1;
        }
        if self.end > start {
            self.documents.push(document);
            self.starts.push(start);
        }
        if let Some(pairs) = &mut self.pairs {
            pairs.end_document(document);
        }
        let words = (self.num_words - before) as u32;
        self.norms.push(FieldNormReader::fieldnorm_to_id(words));
    }

    fn add_value(&mut self, value: &str, start: u32, tokenizer: &mut Tokenizer) {
        if let Some(pairs) = &mut self.pairs {
            pairs.begin();
        }
        // Taken out, so that without marks nothing is asked of a word, and with them only what is cheap.
        match self.marks.take() {
            None => {
                tokenizer.tokenize(value, |token| self.add_word(&token, start));
            }
            Some(mut marks) => {
                marks.begin(value);
                tokenizer.tokenize(value, |token| {
                    marks.push(start + token.position, value, &token);
                    self.add_word(&token, start);
                });
                self.marks = Some(marks);
            }
        }
        if !self.queue.is_empty() {
            self.look_up();
        }
    }

    #[inline]
    fn add_word(&mut self, token: &Token<'_>, start: u32) {
        let place = start + token.position;
        while self.end < place {
            self.queue.push_gap();
            self.end += 1;
        }
        self.queue.push(token, self.dictionary.seed());
        self.end += 1;
        self.num_words += 1;
        if self.queue.is_full() {
            self.look_up();
        }
    }

    /// Empties the queue.
    #[inline(never)]
    fn look_up(&mut self) {
        let FieldWords {
            dictionary,
            stream,
            pairs,
            ..
        } = self;
        // One loop for all fields, so that it holds the lookup itself and no call.
        stage::time(Stage::Invert, || {
            dictionary.look_up(&mut self.queue, |number| {
                stream.push(number.map_or(GAP, Number::get));
                if let Some(pairs) = pairs {
                    pairs.push(number);
                }
            });
        });
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.stream.bytes()
            + (self.documents.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.norms.capacity()
            + self.pairs.as_ref().map_or(0, PairWords::bytes)
            + self.marks.as_ref().map_or(0, MarkWords::bytes)
    }

    /// Bytes of memory that inverting takes beside those: a list of places as long as the stream.
    pub(in crate::indexer::segment) fn inverting_bytes(&self) -> usize {
        let pairs = self.pairs.as_ref().map_or(0, PairWords::stream_bytes);
        let marks = self.marks.as_ref().map_or(0, MarkWords::bytes);
        self.stream.bytes() + pairs + marks
    }

    pub(in crate::indexer::segment) fn collected(self) -> CollectedField {
        let (words, counts) = self.dictionary.into_words();
        let documents = || Documents::new(self.documents.clone(), self.starts.clone(), self.end);
        CollectedField {
            pairs: self.pairs.map(|pairs| pairs.collected(&words)),
            marks: self
                .marks
                .map(|marks| marks.inverted(&words, &self.stream, documents())),
            words: Collected {
                words,
                counts,
                stream: self.stream,
                documents: self.documents,
                starts: self.starts,
                end: self.end,
                norms: self.norms,
                num_words: self.num_words,
            },
        }
    }
}

/// A field as it was collected.
pub(in crate::indexer::segment) struct CollectedField {
    pub(in crate::indexer::segment) words: Collected,
    pub(in crate::indexer::segment) pairs: Option<Collected>,
    pub(in crate::indexer::segment) marks: Option<Inverted>,
}
