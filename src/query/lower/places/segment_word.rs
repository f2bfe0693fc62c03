//! A word, phrase or group in some documents of a segment: how often it stands in each, where, and what that is worth.
//! Reads postings and positions, never text but where a group asks for it. How the parts are weighed is for the search
//! to say.

use super::form_places::FormPlaces;
use super::scored_word::{Scored, ScoredWord};
use crate::query::lower::groups::near_query::NearQuery;
use crate::query::lower::groups::row::{Row, Wanted, is_row};
use crate::query::lower::norms::LengthNorm;
use crate::query::lower::occurrence::{Occurrence, worth_of};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// See the module. Documents are named by their index among those that were asked for.
pub struct SegmentWord {
    found: Found,
    norm: LengthNorm,
    /// Most that it can score.
    scale: f32,
    /// The same without its weight.
    unit: f32,
    /// The least and the most that an occurrence counts.
    weights: (f32, f32),
}

enum Found {
    /// Of a word: places are read when they are asked for.
    Forms(FormPlaces),
    /// Of a phrase that is nothing but words in a row.
    Rows(Read),
    Groups(Read),
}

/// What had to be read to know how often a phrase or group stands in a document.
#[derive(Default)]
struct Read {
    /// By document.
    frequencies: Vec<f32>,
    places: Vec<Vec<Occurrence>>,
}

impl ScoredWord {
    /// Looks it up in these documents of a segment, which are in order.
    ///
    /// # Errors
    /// Damaged postings.
    pub fn segment(&self, reader: &SegmentReader, docs: &[DocId]) -> tantivy::Result<SegmentWord> {
        let (found, norm) = match &self.query {
            Scored::Word(word) => (
                Found::Forms(FormPlaces::find(word, reader, docs)?),
                &word.norm,
            ),
            Scored::Near(near) if is_row(near) => {
                (Found::Rows(rows(near, reader, docs)?), &near.norm)
            }
            Scored::Near(near) => (Found::Groups(groups(near, reader, docs)?), &near.norm),
        };
        Ok(SegmentWord {
            scale: norm.scale(self.idf()),
            unit: norm.scale(1.0),
            norm: norm.segment(reader)?,
            weights: weights(&self.query, &found),
            found,
        })
    }
}

fn rows(near: &NearQuery, reader: &SegmentReader, docs: &[DocId]) -> tantivy::Result<Read> {
    let mut rows = Vec::with_capacity(near.fields.len());
    for field in &near.fields {
        rows.extend(Row::open(near, reader, *field, Wanted::Places)?);
    }
    let mut read = Read::default();
    for &doc in docs {
        let (mut frequency, mut places) = (0.0, Vec::new());
        for row in &mut rows {
            frequency += row.weight * row.count(doc) as f32;
            places.extend(row.starts().map(|start| Occurrence {
                field: row.field,
                position: start,
                end: start + row.reach,
                weight: row.weight,
            }));
        }
        read.add(frequency, places);
    }
    Ok(read)
}

fn groups(near: &NearQuery, reader: &SegmentReader, docs: &[DocId]) -> tantivy::Result<Read> {
    let mut fields = near.of_candidates().open(reader)?;
    let mut read = Read::default();
    for &doc in docs {
        let mut places = Vec::new();
        for matches in &mut fields {
            matches.places(doc, &mut places);
        }
        read.add(places.iter().map(|place| place.weight).sum(), places);
    }
    Ok(read)
}

fn weights(query: &Scored, found: &Found) -> (f32, f32) {
    let bounds = |weights: &mut dyn Iterator<Item = f32>| {
        let bounds = (f32::INFINITY, 0.0_f32);
        weights.fold(bounds, |(least, most), weight| {
            (least.min(weight), most.max(weight))
        })
    };
    match (query, found) {
        (_, Found::Forms(forms)) => bounds(&mut forms.weights()),
        (Scored::Near(near), _) => bounds(&mut near.fields.iter().map(|field| field.weight)),
        (Scored::Word(_), _) => bounds(&mut std::iter::empty()),
    }
}

impl Read {
    fn add(&mut self, frequency: f32, mut places: Vec<Occurrence>) {
        in_order(&mut places);
        self.frequencies.push(frequency);
        self.places.push(places);
    }
}

/// Puts places into the order of field and position.
fn in_order(places: &mut [Occurrence]) {
    places.sort_unstable_by_key(|place| (place.field.field_id(), place.position));
}

impl SegmentWord {
    /// The weighted frequency in a document.
    pub fn frequency(&self, document: usize) -> f32 {
        match &self.found {
            Found::Forms(forms) => forms.frequency(document),
            Found::Rows(read) | Found::Groups(read) => {
                read.frequencies.get(document).copied().unwrap_or_default()
            }
        }
    }

    /// Puts the places in a document into `places`, by field and position.
    pub fn places(&mut self, document: usize, places: &mut Vec<Occurrence>) {
        places.clear();
        match &mut self.found {
            Found::Forms(forms) => {
                forms.places(document, places);
                in_order(places);
            }
            Found::Rows(read) | Found::Groups(read) => {
                places.extend(read.places.get(document).into_iter().flatten());
            }
        }
    }

    /// What the places at the start of a field count together, if each counts its weight times what `worth` says of its
    /// position: all that [`places`](Self::places) is asked for where a word has no neighbours.
    pub fn early(&mut self, document: usize, field: Field, worth: &[f32]) -> f32 {
        match &mut self.found {
            Found::Forms(forms) => forms.early(document, field, worth),
            Found::Rows(read) | Found::Groups(read) => {
                let places = read.places.get(document).into_iter().flatten();
                let inside = places.filter(|place| place.field == field);
                let worth = inside.map(|place| place.weight * worth_of(worth, place.position));
                worth.sum()
            }
        }
    }

    /// The least and the most that an occurrence counts in this segment. `None` of groups, whose places may end in the same
    /// word, so that nothing is known from how many there are.
    pub fn weights(&self) -> Option<(f32, f32)> {
        (!matches!(self.found, Found::Groups(_))).then_some(self.weights)
    }

    /// How the length of a document counts.
    pub fn norm(&self, doc: DocId) -> f32 {
        self.norm.at(doc)
    }

    /// What a weighted frequency is worth in a document with this norm: the BM25 of the first stage.
    pub fn score(&self, norm: f32, frequency: f32) -> f32 {
        self.scale * frequency / (frequency + norm)
    }

    /// The same without idf, from 0 to k1 + 1.
    pub fn saturated(&self, norm: f32, frequency: f32) -> f32 {
        self.unit * frequency / (frequency + norm)
    }
}
