//! One field's words as they come: a number per word, document after document.

use super::dictionary::Dictionary;
use super::key::Queue;
use super::stream::Stream;
use crate::analysis::Tokenizer;
use crate::indexer::stage::{self, Stage};
use tantivy::fieldnorm::FieldNormReader;

/// Stands in the stream for a position without a word.
pub(super) const GAP: u32 = u32::MAX;

/// A field of all documents so far. The place of a number in the stream is the document's start plus its position.
pub(super) struct FieldWords {
    pub(super) dictionary: Dictionary,
    pub(super) stream: Stream,
    /// The documents that have words here.
    pub(super) documents: Vec<u32>,
    /// Where in the stream each of them begins.
    pub(super) starts: Vec<u32>,
    /// The lengths of all documents, as tantivy abbreviates them.
    pub(super) norms: Vec<u8>,
    /// Words, without the gaps.
    pub(super) num_words: u64,
    queue: Queue,
    /// The length of the stream.
    pub(super) end: u32,
}

impl FieldWords {
    pub(super) fn new() -> Self {
        FieldWords {
            dictionary: Dictionary::new(),
            stream: Stream::default(),
            documents: Vec::new(),
            starts: Vec::new(),
            norms: Vec::new(),
            num_words: 0,
            queue: Queue::default(),
            end: 0,
        }
    }

    /// Whether a document with this many bytes of text can still be numbered.
    pub(super) fn has_room(&self, values: &[String]) -> bool {
        // A character may be spelled out as several words (U+FDFA as four).
        let most = values.iter().map(|value| 4 * value.len() as u64 + 1);
        u64::from(self.end) + most.sum::<u64>() < u64::from(u32::MAX)
    }

    /// Adds a document's values. Between two values stands a gap, so that no phrase spans both, as in tantivy's own
    /// writer.
    pub(super) fn add(&mut self, document: u32, values: &[String], tokenizer: &mut Tokenizer) {
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
        let words = (self.num_words - before) as u32;
        self.norms.push(FieldNormReader::fieldnorm_to_id(words));
    }

    fn add_value(&mut self, value: &str, start: u32, tokenizer: &mut Tokenizer) {
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
                look_up(&mut self.queue, &mut self.dictionary, &mut self.stream);
            }
        });
        if !self.queue.is_empty() {
            look_up(&mut self.queue, &mut self.dictionary, &mut self.stream);
        }
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.stream.bytes()
            + (self.documents.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.norms.capacity()
    }
}

fn look_up(queue: &mut Queue, dictionary: &mut Dictionary, stream: &mut Stream) {
    stage::time(Stage::Invert, || {
        dictionary.look_up(queue, |number| stream.push(number.unwrap_or(GAP)));
    });
}
