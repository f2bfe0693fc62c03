//! What the second stage of ranking needs of a query: its words, phrases and groups, where each stands in single
//! documents, and what that is worth. Reads postings and positions, never text. How the parts are weighed is for the
//! search to say.

use super::language_gate::SegmentGate;
use super::near_query::{FieldMatches, NearQuery};
use super::norms::{LengthNorm, NormField};
use super::phrase_top::{Row, is_row};
use super::placed_list::PlacedList;
use super::word_query::WordQuery;
use crate::query::match_spec::Placed;
use crate::query::proximity::Shape;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

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
    doc: DocId,
    /// Its weighted frequency in the document.
    frequency: f32,
    positions: Vec<u32>,
    /// Places of groups.
    found: Vec<Occurrence>,
}

enum Parts {
    Forms(Vec<SegmentForm>),
    /// Of a phrase that is nothing but words in a row.
    Rows(Vec<Row>),
    Groups(Vec<FieldMatches>),
}

struct SegmentForm {
    field: Field,
    postings: PlacedList,
    weight: f32,
    gate: Option<SegmentGate>,
    /// Whether it stands in the document.
    here: bool,
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
            Scored::Near(near) if is_row(near) => (Parts::Rows(rows(near, reader)?), &near.norm),
            Scored::Near(near) => (Parts::Groups(near.open(reader)?), &near.norm),
        };
        Ok(SegmentWord {
            parts,
            scale: norm.scale(self.idf()),
            unit: norm.scale(1.0),
            norm: norm.segment(reader)?,
            doc: 0,
            frequency: 0.0,
            positions: Vec::new(),
            found: Vec::new(),
        })
    }
}

fn forms(word: &WordQuery, reader: &SegmentReader) -> tantivy::Result<Vec<SegmentForm>> {
    let mut forms = Vec::with_capacity(word.forms.len());
    for form in word.forms.iter() {
        let Some(place) = form.in_segment(reader) else {
            continue;
        };
        forms.push(SegmentForm {
            field: form.field,
            postings: PlacedList::open(place, true)?,
            weight: form.weight,
            gate: form.gate_in(place),
            here: false,
        });
    }
    Ok(forms)
}

fn rows(near: &NearQuery, reader: &SegmentReader) -> tantivy::Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(near.fields.len());
    for field in &near.fields {
        rows.extend(Row::open(near, reader, *field, true)?);
    }
    Ok(rows)
}

impl SegmentForm {
    /// Moves to a document; gives its weighted frequency, 0 where it is not in the list.
    fn frequency(&mut self, doc: DocId) -> f32 {
        let found = self.postings.seek(doc) == doc;
        self.here = found && self.gate.as_ref().is_none_or(|gate| gate.admits(doc));
        match self.here {
            true => self.weight * self.postings.frequency() as f32,
            false => 0.0,
        }
    }
}

impl SegmentWord {
    /// Goes to a document, which must not be before the last one. Gives the weighted frequency in it; `None` of a group
    /// whose places must be read for that.
    pub fn find(&mut self, doc: DocId) -> Option<f32> {
        self.doc = doc;
        self.frequency = match &mut self.parts {
            Parts::Forms(forms) => forms.iter_mut().map(|form| form.frequency(doc)).sum(),
            Parts::Rows(rows) => {
                let rows = rows.iter_mut();
                rows.map(|row| row.weight * row.count(doc) as f32).sum()
            }
            Parts::Groups(_) => return None,
        };
        Some(self.frequency)
    }

    /// Puts the places in the document into `places`, by field and position.
    pub fn places(&mut self, places: &mut Vec<Occurrence>) {
        places.clear();
        match &mut self.parts {
            Parts::Forms(forms) => {
                for form in forms.iter_mut().filter(|form| form.here) {
                    form.postings.positions(usize::MAX, 0, &mut self.positions);
                    places.extend(self.positions.iter().map(|&position| Occurrence {
                        field: form.field,
                        position,
                        end: position,
                        weight: form.weight,
                    }));
                }
            }
            Parts::Rows(rows) => {
                for row in rows {
                    places.extend(row.starts().map(|start| Occurrence {
                        field: row.field,
                        position: start,
                        end: start + row.reach,
                        weight: row.weight,
                    }));
                }
            }
            Parts::Groups(fields) => {
                for matches in fields {
                    matches.places(self.doc, places);
                }
                self.frequency = places.iter().map(|place| place.weight).sum();
            }
        }
        places.sort_unstable_by_key(|place| (place.field.field_id(), place.position));
    }

    /// What the places at the start of a field count together, if each counts its weight times what `worth` says of its
    /// position: all that [`places`](Self::places) is asked for where a word has no neighbours.
    pub fn early(&mut self, field: Field, worth: &[f32]) -> f32 {
        let of = |position: u32| worth.get(position as usize).copied().unwrap_or_default();
        let mut early = 0.0;
        if let Parts::Forms(forms) = &mut self.parts {
            let here = |form: &&mut SegmentForm| form.here && form.field == field;
            for form in forms.iter_mut().filter(here) {
                // Each has a position of its own: no more can be early.
                form.postings.positions(worth.len(), 0, &mut self.positions);
                let sum: f32 = self.positions.iter().map(|&position| of(position)).sum();
                early += form.weight * sum;
            }
            return early;
        }
        let mut found = std::mem::take(&mut self.found);
        self.places(&mut found);
        let inside = found.iter().filter(|place| place.field == field);
        early += inside
            .map(|place| place.weight * of(place.position))
            .sum::<f32>();
        self.found = found;
        early
    }

    /// The weighted frequency in the document, of a group once its places have been read.
    pub fn frequency(&self) -> f32 {
        self.frequency
    }

    /// The least that an occurrence of the word counts in this segment.
    pub fn least_weight(&self) -> f32 {
        self.weights().fold(f32::INFINITY, f32::min)
    }

    /// The most that one does.
    pub fn most_weight(&self) -> f32 {
        self.weights().fold(0.0, f32::max)
    }

    fn weights(&self) -> impl Iterator<Item = f32> {
        let (forms, rows): (&[SegmentForm], &[Row]) = match &self.parts {
            Parts::Forms(forms) => (forms, &[]),
            Parts::Rows(rows) => (&[], rows),
            Parts::Groups(_) => (&[], &[]),
        };
        let forms = forms.iter().map(|form| form.weight);
        forms.chain(rows.iter().map(|row| row.weight))
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
