//! The forms of a word in some documents of a segment: each form's list is walked once for all of them, instead of every
//! list once for each.

use crate::query::lower::index::blocks::{Blocks, first_from};
use crate::query::lower::index::placed_list::read_positions;
use crate::query::lower::keywords::word_query::WordQuery;
use crate::query::lower::occurrence::{Occurrence, worth_of};
use tantivy::positions::PositionReader;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// See the module. Documents are named by their index among those that were asked for.
pub(super) struct FormPlaces {
    /// The last form first, so that the chains of `held` are in the order in which frequencies are added.
    forms: Vec<FormPositions>,
    held: Vec<Held>,
    /// The first of each document in `held`.
    first: Vec<u32>,
    /// The weighted frequency in each document.
    frequencies: Vec<f32>,
    positions: Vec<u32>,
}

struct FormPositions {
    field: Field,
    weight: f32,
    positions: PositionReader,
}

/// A document that holds a form.
#[derive(Clone, Copy)]
struct Held {
    form: u32,
    frequency: u32,
    /// Occurrences of the form in the documents before.
    before: u64,
    /// The next of the same document in `held`.
    next: u32,
}

/// No index in `held`.
const NONE: u32 = u32::MAX;

impl FormPlaces {
    /// Looks the forms up in these documents, which are in order.
    pub(super) fn find(
        word: &WordQuery,
        reader: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<FormPlaces> {
        let mut found = FormPlaces {
            forms: Vec::with_capacity(word.forms.len()),
            held: Vec::with_capacity(2 * docs.len()),
            first: vec![NONE; docs.len()],
            frequencies: Vec::new(),
            positions: Vec::new(),
        };
        for form in word.forms.iter().rev() {
            let Some(place) = form.in_segment(reader) else {
                continue;
            };
            let gate = form.gate_in(place);
            let number = found.forms.len() as u32;
            found.forms.push(FormPositions {
                field: form.field,
                weight: form.weight,
                positions: PositionReader::open(place.positions()?)?,
            });
            let mut blocks = Blocks::open(&place.files, &place.info)?;
            each_common(&mut blocks, docs, |document, frequency, before| {
                if gate.as_ref().is_none_or(|gate| gate.admits(docs[document])) {
                    found.add(document, number, frequency, before);
                }
            });
        }
        found.frequencies = (0..docs.len())
            .map(|document| found.sum(document))
            .collect();
        Ok(found)
    }

    fn add(&mut self, document: usize, form: u32, frequency: u32, before: u64) {
        let index = self.held.len() as u32;
        let next = std::mem::replace(&mut self.first[document], index);
        self.held.push(Held {
            form,
            frequency,
            before,
            next,
        });
    }

    /// What one occurrence of each form counts.
    pub(super) fn weights(&self) -> impl Iterator<Item = f32> {
        self.forms.iter().map(|form| form.weight)
    }

    /// The weighted frequency in a document.
    pub(super) fn frequency(&self, document: usize) -> f32 {
        self.frequencies.get(document).copied().unwrap_or_default()
    }

    /// The same sum, in the same order, as in the first stage.
    fn sum(&self, document: usize) -> f32 {
        let mut frequency = 0.0;
        let mut next = self.first_of(document);
        while let Some(held) = self.held.get(next) {
            frequency += self.forms[held.form as usize].weight * held.frequency as f32;
            next = held.next as usize;
        }
        frequency
    }

    /// Adds the places in a document, form by form.
    pub(super) fn places(&mut self, document: usize, places: &mut Vec<Occurrence>) {
        let mut next = self.first_of(document);
        while let Some(&held) = self.held.get(next) {
            let form = &mut self.forms[held.form as usize];
            form.read(held, usize::MAX, &mut self.positions);
            let (field, weight) = (form.field, form.weight);
            places.extend(self.positions.iter().map(|&position| Occurrence {
                field,
                position,
                end: position,
                weight,
            }));
            next = held.next as usize;
        }
    }

    /// See [`SegmentWord::early`](super::segment_word::SegmentWord::early).
    pub(super) fn early(&mut self, document: usize, field: Field, worth: &[f32]) -> f32 {
        let mut early = 0.0;
        let mut next = self.first_of(document);
        while let Some(&held) = self.held.get(next) {
            let form = &mut self.forms[held.form as usize];
            if form.field == field {
                // Each has a position of its own: no more can be early.
                form.read(held, worth.len(), &mut self.positions);
                let positions = self.positions.iter();
                let sum: f32 = positions.map(|&position| worth_of(worth, position)).sum();
                early += form.weight * sum;
            }
            next = held.next as usize;
        }
        early
    }

    fn first_of(&self, document: usize) -> usize {
        self.first.get(document).copied().unwrap_or(NONE) as usize
    }
}

impl FormPositions {
    /// Reads the positions in a document, at most the first `most` of them.
    fn read(&mut self, held: Held, most: usize, positions: &mut Vec<u32>) {
        let count = (held.frequency as usize).min(most);
        read_positions(&mut self.positions, held.before, count, 0, positions);
    }
}

/// Gives each of `docs` that the list has, by its index, with its frequency and the occurrences before it.
fn each_common(blocks: &mut Blocks, docs: &[DocId], mut found: impl FnMut(usize, u32, u64)) {
    let (mut wanted, mut at) = (0, 0);
    while let Some(&doc) = docs.get(wanted) {
        if blocks.last() < doc {
            blocks.seek(doc);
            at = 0;
        }
        at += first_from(blocks.docs().get(at..).unwrap_or_default(), doc);
        let Some(&here) = blocks.docs().get(at) else {
            return;
        };
        if here == doc {
            let frequency = blocks.postings().1[at];
            found(wanted, frequency, blocks.occurrences_before(at));
            wanted += 1;
        } else {
            wanted += first_from(&docs[wanted..], here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::lower::index::blocks::tests::{articles, by_tantivy, place, searcher};
    use crate::query::lower::keywords::word_query::FieldForm;
    use crate::query::lower::norms::NormField;
    use crate::query::lower::weights::Weights;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Of two forms, which here are the same word: each document has every place twice.
        #[test]
        fn as_tantivy_has_them(articles in articles(), steps in prop::collection::vec(1_u32..60, 1..30), back: bool) {
            let (searcher, field) = searcher(&articles);
            let expected = by_tantivy(&searcher, field);
            let form = |weight| FieldForm {
                field,
                segments: vec![place(&searcher, field)],
                weight,
                gate: None,
            };
            let word = WordQuery {
                forms: vec![form(0.7), form(1.0)].into(),
                idf: 1.0,
                norm: NormField { fields: vec![], average: 1.0, weights: Weights::default() },
            };
            let wanted: Vec<DocId> = steps.iter().scan(0, |doc, step| {
                *doc += step;
                Some(*doc - 1)
            }).collect();
            let mut found = FormPlaces::find(&word, searcher.segment_reader(0), &wanted).expect("lists");
            // Documents may be asked for in any order.
            let mut order: Vec<usize> = (0..wanted.len()).collect();
            if back {
                order.reverse();
            }
            for at in order {
                let there = expected.iter().find(|(doc, _, _)| *doc == wanted[at]);
                let (times, positions) = there.map_or((0, vec![]), |(_, times, positions)| (*times, positions.clone()));
                prop_assert_eq!(found.frequency(at), 0.7 * times as f32 + times as f32);
                let mut places = Vec::new();
                found.places(at, &mut places);
                let read: Vec<(u32, f32)> = places.iter().map(|place| (place.position, place.weight)).collect();
                let each = |weight: f32| positions.iter().map(move |&position| (position, weight));
                prop_assert_eq!(read, each(0.7).chain(each(1.0)).collect::<Vec<_>>());
                let worth = [1.0; 5];
                let early = positions.iter().filter(|&&position| position < 5).count() as f32;
                prop_assert!((found.early(at, field, &worth) - 1.7 * early).abs() < 1e-4);
            }
        }
    }
}
