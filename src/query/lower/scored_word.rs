//! What the second stage of ranking needs of a query: its words, phrases and groups, where each stands in single
//! documents, and what that is worth. Reads postings and positions, never text. How the parts are weighed is for the
//! search to say.

use super::language_gate::SegmentGate;
use super::near_query::{FieldMatches, NearQuery};
use super::norms::{LengthNorm, NormField};
use super::word_query::WordQuery;
use crate::query::match_spec::Placed;
use crate::query::proximity::Shape;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption::WithFreqsAndPositions;
use tantivy::{DocId, DocSet, SegmentReader};

/// A part of the query that is scored as one: a word with all its forms, a phrase, or words near each other, in all
/// their fields.
#[derive(Clone, Debug)]
pub struct ScoredWord {
    /// The index word that was typed; a phrase's index words; a group as it was typed.
    pub text: String,
    /// Whether it is more than a function word beside others.
    pub is_content: bool,
    /// Words with the same number are meant to stand in an article together; alternatives have different ones.
    pub list: usize,
    pub(super) query: Scored,
}

/// What finds and scores a [`ScoredWord`].
#[derive(Clone, Debug)]
pub(super) enum Scored {
    Word(WordQuery),
    Near(NearQuery),
}

impl From<WordQuery> for Scored {
    fn from(query: WordQuery) -> Scored {
        Scored::Word(query)
    }
}

impl From<NearQuery> for Scored {
    fn from(query: NearQuery) -> Scored {
        Scored::Near(query)
    }
}

/// One place where a word or group stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occurrence {
    /// The index field.
    pub field: Field,
    /// Words before it in the field.
    pub position: u32,
    /// Position of its last word.
    pub end: u32,
    /// What it counts, as occurrences of the typed form in the body.
    pub weight: f32,
}

/// A word or group in one segment: a cursor that only moves forward.
pub struct SegmentWord {
    parts: Parts,
    norm: LengthNorm,
    /// Most that it can score.
    scale: f32,
    /// The same without its weight.
    unit: f32,
    positions: Vec<u32>,
}

enum Parts {
    Forms(Vec<SegmentForm>),
    Groups(Vec<FieldMatches>),
}

struct SegmentForm {
    field: Field,
    postings: SegmentPostings,
    weight: f32,
    gate: Option<SegmentGate>,
}

/// A phrase as it is named in explanations.
pub(super) fn phrase_text(words: &[Placed]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

impl ScoredWord {
    /// Its weight: idf, times what the user has it count.
    pub fn idf(&self) -> f32 {
        match &self.query {
            Scored::Word(word) => word.idf,
            Scored::Near(near) => near.idf,
        }
    }

    /// The most that it can score.
    pub fn most(&self) -> f32 {
        self.norm().scale(self.idf())
    }

    /// The most that [`SegmentWord::saturated`] gives.
    pub fn most_saturated(&self) -> f32 {
        self.norm().scale(1.0)
    }

    fn norm(&self) -> &NormField {
        match &self.query {
            Scored::Word(word) => &word.norm,
            Scored::Near(near) => &near.norm,
        }
    }

    /// Whether it is a phrase.
    pub fn is_phrase(&self) -> bool {
        matches!(&self.query, Scored::Near(near) if matches!(near.shape, Shape::Sequence(_)))
    }

    /// Whether it is words near each other, other than a phrase.
    pub fn is_group(&self) -> bool {
        matches!(self.query, Scored::Near(_)) && !self.is_phrase()
    }

    /// Opens its postings in a segment.
    pub fn segment(&self, reader: &SegmentReader) -> tantivy::Result<SegmentWord> {
        let (parts, norm) = match &self.query {
            Scored::Word(word) => (Parts::Forms(forms(word, reader)?), &word.norm),
            Scored::Near(near) => (Parts::Groups(near.open(reader)?), &near.norm),
        };
        Ok(SegmentWord {
            parts,
            scale: norm.scale(self.idf()),
            unit: norm.scale(1.0),
            norm: norm.segment(reader)?,
            positions: Vec::new(),
        })
    }
}

fn forms(word: &WordQuery, reader: &SegmentReader) -> tantivy::Result<Vec<SegmentForm>> {
    let mut forms = Vec::new();
    for form in &word.forms {
        let Some(info) = form.in_segment(reader) else {
            continue;
        };
        let field = form.field;
        let inverted = reader.inverted_index(field)?;
        let postings = inverted.read_postings_from_terminfo(info, WithFreqsAndPositions)?;
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
    Ok(forms)
}

impl SegmentForm {
    fn places(&mut self, doc: DocId, positions: &mut Vec<u32>, places: &mut Vec<Occurrence>) {
        if self.postings.doc() > doc || self.postings.seek(doc) != doc {
            return;
        }
        if self.gate.as_ref().is_some_and(|gate| !gate.admits(doc)) {
            return;
        }
        self.postings.positions(positions);
        places.extend(positions.iter().map(|&position| Occurrence {
            field: self.field,
            position,
            end: position,
            weight: self.weight,
        }));
    }
}

impl SegmentWord {
    /// Puts the places in a document into `places`, by field and position. Documents must be asked for in ascending
    /// order.
    pub fn places(&mut self, doc: DocId, places: &mut Vec<Occurrence>) {
        places.clear();
        match &mut self.parts {
            Parts::Forms(forms) => {
                for form in forms {
                    form.places(doc, &mut self.positions, places);
                }
            }
            Parts::Groups(fields) => {
                for matches in fields {
                    matches.places(doc, places);
                }
            }
        }
        places.sort_unstable_by_key(|place| (place.field.field_id(), place.position));
    }

    /// What a weighted frequency is worth in a document: the BM25 of the first stage.
    pub fn score(&self, doc: DocId, frequency: f32) -> f32 {
        self.scale * frequency / (frequency + self.norm.at(doc))
    }

    /// The same without idf, from 0 to k1 + 1.
    pub fn saturated(&self, doc: DocId, frequency: f32) -> f32 {
        self.unit * frequency / (frequency + self.norm.at(doc))
    }
}
