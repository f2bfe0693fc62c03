//! Words in a row, each in one form, in one field of a segment. What an index holds as pairs says which documents are
//! looked at, and of two words that are one pair, how often they stand there.

use super::near_query::{NearField, NearQuery};
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::lower::index::placed_list::PlacedList;
use crate::query::lower::vocabulary::Form;
use crate::query::proximity::Shape;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// Whether a query is words in a row, each in one form whose postings have been looked up.
pub(in crate::query::lower) fn is_row(near: &NearQuery) -> bool {
    let plain =
        |form: &[Form]| matches!(form, [form] if form.gate.is_none() && form.postings.is_some());
    near.is_plain()
        && matches!(near.shape, Shape::Sequence(_))
        && near.words.iter().all(|word| plain(word))
}

/// What will be asked of a [`Row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query::lower) enum Wanted {
    /// How often it may stand in a document.
    Bounds,
    /// How often it does.
    Counts,
    /// Where it does.
    Places,
}

/// See the module.
pub(in crate::query::lower) struct Row {
    pub(in crate::query::lower) field: Field,
    pub(in crate::query::lower) weight: f32,
    /// Words from the first to the last.
    pub(in crate::query::lower) reach: u32,
    /// Pairs, and words that are in none: a document with the row is in all of these lists. None where places are wanted.
    lists: Vec<PlacedList>,
    /// All words, with what makes positions equal where they stand in a row; the rarest first. None where the lists say
    /// all that is wanted.
    words: Vec<(u32, PlacedList)>,
    doc: DocId,
    frequency: u32,
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Row {
    /// `None` where the field lacks a word or pair.
    pub(in crate::query::lower) fn open(
        near: &NearQuery,
        reader: &SegmentReader,
        field: NearField,
        wanted: Wanted,
    ) -> tantivy::Result<Option<Row>> {
        let Shape::Sequence(places) = &near.shape else {
            return Ok(None);
        };
        let pairs = near.pairs.iter().filter(|pair| pair.field == field.field);
        let pairs: Vec<_> = pairs.collect();
        let is_pair = places.len() == 2 && !pairs.is_empty();
        let placed = match wanted {
            Wanted::Bounds => false,
            Wanted::Counts => !is_pair,
            Wanted::Places => true,
        };
        let reach = places.iter().map(|place| place.offset).max().unwrap_or(0);
        // Of documents that are known to hold the row only its places are asked.
        let listed = wanted != Wanted::Places;
        let (mut lists, mut words) = (Vec::new(), Vec::new());
        for pair in &pairs {
            let Some(postings) = in_segment(&pair.postings, reader).next() else {
                return Ok(None);
            };
            if listed {
                lists.push(PlacedList::open(postings, false)?);
            }
        }
        for (index, place) in places.iter().enumerate() {
            let form = near.words.get(place.word).and_then(|forms| forms.first());
            let Some(postings) = form.and_then(|form| in_field(form, field.field, reader)) else {
                return Ok(None);
            };
            let mut pairs = pairs.iter();
            let paired = pairs.any(|pair| (pair.first..=pair.first + 1).contains(&index));
            if listed && !paired {
                lists.push(PlacedList::open(postings, false)?);
            }
            if placed {
                words.push((reach - place.offset, PlacedList::open(postings, true)?));
            }
        }
        lists.sort_by_key(PlacedList::doc_freq);
        words.sort_by_key(|(_, postings)| postings.doc_freq());
        Ok(Some(Row {
            field: field.field,
            weight: field.weight,
            reach,
            lists,
            words,
            doc: 0,
            frequency: 0,
            left: Vec::new(),
            right: Vec::new(),
        }))
    }

    /// Documents of the rarest list.
    pub(super) fn doc_freq(&self) -> u32 {
        self.lists.first().map_or(0, PlacedList::doc_freq)
    }

    /// The current document; `TERMINATED` at the end.
    pub(in crate::query::lower) fn doc(&self) -> DocId {
        self.doc
    }

    /// Moves to the first document, not before `target`, that is in all lists.
    pub(in crate::query::lower) fn find(&mut self, target: DocId) {
        let mut target = target;
        'documents: loop {
            for postings in &mut self.lists {
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

    /// Moves to the first document, not before `target`, in which the row stands.
    pub(in crate::query::lower) fn find_match(&mut self, target: DocId) {
        self.find(target);
        while self.doc < TERMINATED {
            self.frequency = self.count(self.doc);
            if self.frequency > 0 {
                return;
            }
            self.find(self.doc + 1);
        }
    }

    /// What the row counts in the document that [`find_match`](Self::find_match) found.
    pub(in crate::query::lower) fn frequency(&self) -> f32 {
        self.weight * self.frequency as f32
    }

    /// How often the row may stand in the current document.
    pub(in crate::query::lower) fn most(&mut self) -> u32 {
        let lists = self.lists.iter_mut();
        lists.map(PlacedList::frequency).min().unwrap_or(0)
    }

    /// How often it does in a document, which must not be before the last one.
    pub(in crate::query::lower) fn count(&mut self, doc: DocId) -> u32 {
        if self.words.is_empty() {
            let inside = self.lists.iter_mut().all(|list| list.seek(doc) == doc);
            return if inside { self.most() } else { 0 };
        }
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
        self.left.len() as u32
    }

    /// Where it begins in the document last counted. Only where [`Wanted::Places`] were.
    pub(in crate::query::lower) fn starts(&self) -> impl Iterator<Item = u32> {
        self.left
            .iter()
            .map(|place| place.saturating_sub(self.reach))
    }
}

/// Those of a segment.
fn in_segment<'a>(
    postings: &'a [TermPostings],
    reader: &SegmentReader,
) -> impl Iterator<Item = &'a TermPostings> {
    let id = reader.segment_id();
    postings
        .iter()
        .filter(move |postings| postings.segment == id)
}

/// Where the postings of a word lie in a field of a segment.
fn in_field<'a>(form: &'a Form, field: Field, reader: &SegmentReader) -> Option<&'a TermPostings> {
    let postings = form.postings.as_deref().unwrap_or_default();
    in_segment(postings, reader).find(|postings| postings.field == field)
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
