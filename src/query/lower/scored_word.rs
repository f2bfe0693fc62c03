//! What the second stage of ranking needs of a query: its words, where each stands in single documents, and what that is
//! worth. Reads postings and positions, never text. How the parts are weighed is for the search to say.

use super::language_gate::SegmentGate;
use super::norms::{Bm25, LengthNorm};
use super::word_query::WordQuery;
use crate::query::match_spec::Placed;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Query;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption::WithFreqsAndPositions;
use tantivy::{DocId, DocSet, SegmentReader};

/// A word of the query, all its forms in all its fields.
#[derive(Clone, Debug)]
pub struct ScoredWord {
    /// The index word that was typed.
    pub text: String,
    /// Whether it is more than a function word beside others.
    pub is_content: bool,
    /// Words with the same number are meant to stand in an article together; alternatives have different ones.
    pub list: usize,
    pub(super) query: WordQuery,
}

/// A phrase of the query.
#[derive(Debug)]
pub struct ScoredPhrase {
    /// Its index words, with spaces between.
    pub text: String,
    /// What it adds to the score.
    pub query: Box<dyn Query>,
}

/// One place where a word stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occurrence {
    /// The index field.
    pub field: Field,
    /// Words before it in the field.
    pub position: u32,
    /// What it counts, as occurrences of the typed form in the body.
    pub weight: f32,
}

/// A word in one segment: a cursor that only moves forward.
pub struct SegmentWord {
    forms: Vec<SegmentForm>,
    norm: LengthNorm,
    idf: f32,
    positions: Vec<u32>,
}

struct SegmentForm {
    field: Field,
    postings: SegmentPostings,
    weight: f32,
    gate: Option<SegmentGate>,
}

impl ScoredPhrase {
    pub(super) fn new(words: &[Placed], query: Box<dyn Query>) -> ScoredPhrase {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        ScoredPhrase {
            text: words.join(" "),
            query,
        }
    }
}

impl ScoredWord {
    /// Its weight: idf of all forms together.
    pub fn idf(&self) -> f32 {
        self.query.idf
    }

    /// Opens its postings in a segment.
    pub fn segment(&self, reader: &SegmentReader) -> tantivy::Result<SegmentWord> {
        let mut forms = Vec::new();
        for form in &self.query.forms {
            let field = form.term.field();
            let inverted = reader.inverted_index(field)?;
            let Some(postings) = inverted.read_postings(&form.term, WithFreqsAndPositions)? else {
                continue;
            };
            let gate = match &form.gate {
                Some(gate) => gate.segment(reader)?,
                None => None,
            };
            forms.push(SegmentForm {
                field,
                postings,
                weight: form.weight,
                gate,
            });
        }
        Ok(SegmentWord {
            forms,
            norm: self.query.norm.segment(reader)?,
            idf: self.query.idf,
            positions: Vec::new(),
        })
    }
}

impl SegmentWord {
    /// Puts the word's places in a document into `places`, by field and position. Documents must be asked for in
    /// ascending order.
    pub fn places(&mut self, doc: DocId, places: &mut Vec<Occurrence>) {
        places.clear();
        for form in &mut self.forms {
            if form.postings.doc() > doc || form.postings.seek(doc) != doc {
                continue;
            }
            if form.gate.as_ref().is_some_and(|gate| !gate.admits(doc)) {
                continue;
            }
            form.postings.positions(&mut self.positions);
            places.extend(self.positions.iter().map(|&position| Occurrence {
                field: form.field,
                position,
                weight: form.weight,
            }));
        }
        places.sort_unstable_by_key(|place| (place.field.field_id(), place.position));
    }

    /// What a weighted frequency is worth in a document: the BM25 of the first stage.
    pub fn score(&self, doc: DocId, frequency: f32) -> f32 {
        self.idf * self.saturated(doc, frequency)
    }

    /// The same without idf, from 0 to k1 + 1.
    pub fn saturated(&self, doc: DocId, frequency: f32) -> f32 {
        (Bm25::K1 + 1.0) * frequency / (frequency + self.norm.at(doc))
    }
}
