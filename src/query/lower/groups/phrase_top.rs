//! The best documents of a phrase, without reading the positions of all that hold its words.
//!
//! A phrase stands in a document at most as often as the rarest of its words. Documents for which that gives the
//! highest bounds are looked at first, so that most of the others need not be. `near_query` has the plain way.

use super::near_query::{NearField, NearQuery};
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::lower::index::placed_list::PlacedList;
use crate::query::lower::norms::LengthNorm;
use crate::query::lower::threshold::slack;
use crate::query::lower::vocabulary::Form;
use crate::query::proximity::Shape;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

/// Documents that are looked at first, if there are many more: those that are wanted by far, so that the threshold is
/// high for the rest.
const FIRST: usize = 512;

/// Whether a query is words in a row, each in one form whose postings have been looked up.
pub(in crate::query::lower) fn is_row(near: &NearQuery) -> bool {
    let plain =
        |form: &[Form]| matches!(form, [form] if form.gate.is_none() && form.postings.is_some());
    near.is_plain()
        && matches!(near.shape, Shape::Sequence(_))
        && near.words.iter().all(|word| plain(word))
}

/// Calls `found` with every document that scores more than the threshold it gave last, in no order.
pub(in crate::query::lower) fn for_each(
    near: &NearQuery,
    threshold: Score,
    reader: &SegmentReader,
    found: &mut dyn FnMut(DocId, Score) -> Score,
) -> tantivy::Result<()> {
    let candidates = Rows::open(near, reader, false)?.candidates(threshold);
    // Of many the best are looked at first. Either way in order: postings only move forward.
    let first = match candidates.len() > 2 * FIRST {
        true => nth_bound(&candidates, FIRST),
        false => Score::MIN,
    };
    let mut threshold = threshold;
    for is_first in [true, false] {
        let part = candidates
            .iter()
            .filter(|(bound, _)| (*bound >= first) == is_first);
        let mut rows = Rows::open(near, reader, true)?;
        for &(bound, doc) in part {
            if bound <= slack(threshold) {
                continue;
            }
            let score = rows.score(doc);
            if score > threshold {
                threshold = found(doc, score);
            }
        }
        if first == Score::MIN {
            break;
        }
    }
    Ok(())
}

/// The bound that so many candidates have at least.
fn nth_bound(candidates: &[(Score, DocId)], count: usize) -> Score {
    let mut bounds: Vec<Score> = candidates.iter().map(|(bound, _)| *bound).collect();
    let (_, bound, _) = bounds.select_nth_unstable_by(count, |a, b| b.total_cmp(a));
    *bound
}

/// The phrase in all fields of a segment.
struct Rows {
    fields: Vec<Row>,
    norm: LengthNorm,
    scale: f32,
}

/// The phrase in one field: documents that hold all its words.
pub(in crate::query::lower) struct Row {
    pub(in crate::query::lower) field: Field,
    /// Words from the first to the last.
    pub(in crate::query::lower) reach: u32,
    /// With what makes positions equal where the words stand in a row; the rarest first.
    words: Vec<(u32, PlacedList)>,
    pub(in crate::query::lower) weight: f32,
    doc: DocId,
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Rows {
    fn open(near: &NearQuery, reader: &SegmentReader, placed: bool) -> tantivy::Result<Rows> {
        let mut fields = Vec::new();
        for field in &near.fields {
            fields.extend(Row::open(near, reader, *field, placed)?);
        }
        Ok(Rows {
            fields,
            norm: near.norm.segment(reader)?,
            scale: near.norm.scale(near.idf),
        })
    }

    /// Documents that may score more than the threshold, with the most that they can score, in order.
    fn candidates(&mut self, threshold: Score) -> Vec<(Score, DocId)> {
        let threshold = slack(threshold);
        let mut candidates = Vec::new();
        self.fields.iter_mut().for_each(|row| row.find(0));
        loop {
            let docs = self.fields.iter().map(|row| row.doc);
            let Some(doc) = docs.min().filter(|&doc| doc < TERMINATED) else {
                return candidates;
            };
            let mut frequency = 0.0;
            for row in self.fields.iter_mut().filter(|row| row.doc == doc) {
                frequency += row.weight * row.most() as f32;
                row.find(doc + 1);
            }
            let bound = self.saturated(doc, frequency);
            if bound > threshold {
                candidates.push((bound, doc));
            }
        }
    }

    fn saturated(&self, doc: DocId, frequency: f32) -> Score {
        match frequency > 0.0 {
            true => self.scale * frequency / (frequency + self.norm.at(doc)),
            false => f32::NEG_INFINITY,
        }
    }

    /// The score of a document, which must not be before the last one; less than any where it has no match.
    fn score(&mut self, doc: DocId) -> Score {
        let rows = self.fields.iter_mut();
        let frequency: f32 = rows.map(|row| row.weight * row.count(doc) as f32).sum();
        self.saturated(doc, frequency)
    }
}

impl Row {
    /// `None` where the field lacks a word.
    pub(in crate::query::lower) fn open(
        near: &NearQuery,
        reader: &SegmentReader,
        field: NearField,
        placed: bool,
    ) -> tantivy::Result<Option<Row>> {
        let Shape::Sequence(places) = &near.shape else {
            return Ok(None);
        };
        let reach = places.iter().map(|place| place.offset).max().unwrap_or(0);
        let mut words = Vec::with_capacity(places.len());
        for place in places {
            let form = near.words.get(place.word).and_then(|forms| forms.first());
            let Some(postings) = form.and_then(|form| in_field(form, field.field, reader)) else {
                return Ok(None);
            };
            words.push((reach - place.offset, PlacedList::open(postings, placed)?));
        }
        words.sort_by_key(|(_, postings)| postings.doc_freq());
        Ok(Some(Row {
            field: field.field,
            reach,
            words,
            weight: field.weight,
            doc: 0,
            left: Vec::new(),
            right: Vec::new(),
        }))
    }

    /// Moves to the first document, not before `target`, that holds all words.
    fn find(&mut self, target: DocId) {
        let mut target = target;
        'documents: loop {
            for (_, postings) in &mut self.words {
                let doc = postings.seek(target);
                if doc > target {
                    target = doc;
                    if target >= TERMINATED {
                        break 'documents;
                    }
                    continue 'documents;
                }
            }
            break;
        }
        self.doc = target;
    }

    /// How often the phrase may stand in the current document.
    fn most(&mut self) -> u32 {
        let words = self.words.iter_mut();
        let frequencies = words.map(|(_, postings)| postings.frequency());
        frequencies.min().unwrap_or(0)
    }

    /// How often it does in a document, which must not be before the last one.
    pub(in crate::query::lower) fn count(&mut self, doc: DocId) -> usize {
        self.left.clear();
        for (_, postings) in &mut self.words {
            if postings.seek(doc) != doc {
                return 0;
            }
        }
        let mut words = self.words.iter_mut();
        if let Some((shift, postings)) = words.next() {
            postings.positions(*shift, &mut self.left);
        }
        for (shift, postings) in words {
            postings.positions(*shift, &mut self.right);
            intersect(&mut self.left, &self.right);
            if self.left.is_empty() {
                break;
            }
        }
        self.left.len()
    }

    /// Where it begins in the document last counted.
    pub(in crate::query::lower) fn starts(&self) -> impl Iterator<Item = u32> {
        self.left
            .iter()
            .map(|place| place.saturating_sub(self.reach))
    }
}

/// Where the postings of a word lie in a field of a segment.
fn in_field<'a>(form: &'a Form, field: Field, reader: &SegmentReader) -> Option<&'a TermPostings> {
    let id = reader.segment_id();
    let mut postings = form.postings.iter().flatten();
    postings.find(|postings| postings.field == field && postings.segment == id)
}

/// Keeps those of `left` that `right` has too; both are in order. Without a branch on what is compared, which no
/// processor could foresee.
fn intersect(left: &mut Vec<u32>, right: &[u32]) {
    let (mut at, mut other, mut kept) = (0, 0, 0);
    while at < left.len() && other < right.len() {
        let (one, two) = (left[at], right[other]);
        left[kept] = one;
        kept += usize::from(one == two);
        at += usize::from(one <= two);
        other += usize::from(two <= one);
    }
    left.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_both_have(
            a in proptest::collection::btree_set(0..60_u32, 0..30),
            b in proptest::collection::btree_set(0..60_u32, 0..30),
        ) {
            let mut left: Vec<u32> = a.iter().copied().collect();
            let right: Vec<u32> = b.iter().copied().collect();
            intersect(&mut left, &right);
            let both: BTreeSet<u32> = a.intersection(&b).copied().collect();
            prop_assert_eq!(left, both.into_iter().collect::<Vec<u32>>());
        }
    }
}
