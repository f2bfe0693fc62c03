//! Words near each other, or in a row, as one scored unit.
//!
//! Candidates are the articles that hold the words; of these the positions are read, field by field. The number of
//! places where a match begins is the frequency, and the rest is as for a word.

use super::language_gate::SegmentGate;
use super::norms::{LengthNorm, NormField};
use super::scored_word::Occurrence;
use super::vocabulary::{Form, Forms, Vocabulary};
use crate::query::match_spec::{FieldSet, Placed};
use crate::query::proximity::{SequenceWord, Shape, Stretch};
use std::fmt;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption::WithFreqsAndPositions};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// What stands near what.
#[derive(Clone)]
pub(super) struct NearQuery {
    pub(super) shape: Shape,
    /// The forms of each word of the shape.
    pub(super) words: Vec<Vec<Form>>,
    /// The fields, with what one match counts in each.
    pub(super) fields: Vec<(Field, f32)>,
    /// Its weight.
    pub(super) idf: f32,
    /// How lengths count.
    pub(super) norm: NormField,
}

impl fmt::Debug for NearQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NearQuery({:?})", self.shape)
    }
}

impl NearQuery {
    /// These words in a row, as they are written.
    pub(super) fn phrase(
        words: &[Placed],
        vocabulary: &Vocabulary<'_>,
        fields: FieldSet,
        idf: f32,
    ) -> NearQuery {
        let place = |(word, placed): (usize, &Placed)| SequenceWord {
            word,
            offset: placed.offset,
        };
        NearQuery {
            shape: Shape::Sequence(words.iter().enumerate().map(place).collect()),
            words: words
                .iter()
                .map(|placed| Forms::of(&placed.text).forms)
                .collect(),
            fields: vocabulary.text_fields(fields).collect(),
            idf,
            norm: vocabulary.norm(fields),
        }
    }

    /// Opens the postings of each field.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<Vec<FieldMatches>> {
        let mut fields = Vec::new();
        for &(field, weight) in &self.fields {
            let mut words = Vec::with_capacity(self.words.len());
            for forms in &self.words {
                words.push(WordPostings::open(reader, field, forms)?);
            }
            fields.push(FieldMatches {
                field,
                shape: self.shape.clone(),
                positions: vec![Vec::new(); words.len()],
                words,
                weight,
                doc: 0,
                frequency: 0,
            });
        }
        Ok(fields)
    }
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for NearQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut fields = self.open(reader)?;
        fields.iter_mut().for_each(|field| field.find(0));
        fields.retain(|field| field.doc != TERMINATED);
        if fields.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut scorer = NearScorer {
            fields,
            norm: self.norm.segment(reader)?,
            scale: boost * self.norm.scale(self.idf),
            doc: 0,
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = match scorer.doc() <= doc && scorer.seek(doc) == doc {
            true => scorer.score(),
            false => 0.0,
        };
        Ok(Explanation::new("near", score))
    }
}

/// The articles that hold any form of a word in one field.
struct WordPostings {
    lists: Vec<(SegmentPostings, Option<SegmentGate>)>,
}

impl WordPostings {
    fn open(reader: &SegmentReader, field: Field, forms: &[Form]) -> tantivy::Result<WordPostings> {
        let inverted = reader.inverted_index(field)?;
        let mut lists = Vec::new();
        for form in forms {
            let term = Term::from_field_text(field, &form.text);
            if let Some(postings) = inverted.read_postings(&term, WithFreqsAndPositions)? {
                let gate = match &form.gate {
                    Some(gate) => gate.segment(reader)?,
                    None => None,
                };
                lists.push((postings, gate));
            }
        }
        Ok(WordPostings { lists })
    }

    /// The first article that is not before `target`.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut first = TERMINATED;
        for (postings, gate) in &mut self.lists {
            if postings.doc() < target {
                postings.seek(target);
            }
            if let Some(gate) = gate {
                while postings.doc() != TERMINATED && !gate.admits(postings.doc()) {
                    postings.advance();
                }
            }
            first = first.min(postings.doc());
        }
        first
    }

    /// The positions in an article that [`WordPostings::seek`] gave.
    fn positions(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        for (postings, _) in &mut self.lists {
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, positions);
            }
        }
        positions.sort_unstable();
        positions.dedup();
    }
}

/// The first article, not before `target`, that holds what a match needs.
fn candidate(shape: &Shape, words: &mut [WordPostings], target: DocId) -> DocId {
    let mut seek = |word: usize, target| {
        let found = words.get_mut(word).map(|word| word.seek(target));
        found.unwrap_or(TERMINATED)
    };
    match shape {
        Shape::Word(word) => seek(*word, target),
        Shape::Sequence(sequence) => {
            let all: Vec<usize> = sequence.iter().map(|word| word.word).collect();
            agree(target, all.len(), |index, target| seek(all[index], target))
        }
        Shape::Within { words: all, .. } => {
            agree(target, all.len(), |index, target| seek(all[index], target))
        }
        Shape::Near { parts, .. } => agree(target, 2, |index, target| {
            let part = if index == 0 { &parts.0 } else { &parts.1 };
            candidate(part, words, target)
        }),
        Shape::Any(parts) => {
            let found = parts.iter().map(|part| candidate(part, words, target));
            found.min().unwrap_or(TERMINATED)
        }
    }
}

/// The first article on which all parts agree.
fn agree(target: DocId, parts: usize, mut seek: impl FnMut(usize, DocId) -> DocId) -> DocId {
    let mut target = target;
    loop {
        let start = target;
        for part in 0..parts {
            target = seek(part, target);
        }
        if target == start || target == TERMINATED {
            return target;
        }
    }
}

/// The matches in one field of one segment.
pub(super) struct FieldMatches {
    field: Field,
    shape: Shape,
    words: Vec<WordPostings>,
    /// Those of each word, in the current article.
    positions: Vec<Vec<u32>>,
    weight: f32,
    /// The current article, which has a match; `TERMINATED` at the end.
    doc: DocId,
    frequency: u32,
}

impl FieldMatches {
    /// Moves to the first article with a match that is not before `target`.
    fn find(&mut self, target: DocId) {
        let mut target = target;
        loop {
            self.doc = candidate(&self.shape, &mut self.words, target);
            if self.doc == TERMINATED {
                return;
            }
            self.frequency = self.read().len() as u32;
            if self.frequency > 0 {
                return;
            }
            target = self.doc + 1;
        }
    }

    /// The matches in the current article, of those that begin in one place the shortest.
    fn read(&mut self) -> Vec<Stretch> {
        for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
            word.positions(self.doc, positions);
        }
        let mut found = self.shape.matches(&self.positions);
        found.dedup_by_key(|stretch| stretch.start);
        found
    }

    /// Adds the matches in an article, which must not be before the last one that was asked for.
    pub(super) fn places(&mut self, doc: DocId, places: &mut Vec<Occurrence>) {
        if self.doc < doc {
            self.doc = candidate(&self.shape, &mut self.words, doc);
        }
        if self.doc != doc {
            return;
        }
        let (field, weight) = (self.field, self.weight);
        places.extend(self.read().into_iter().map(|found| Occurrence {
            field,
            position: found.start,
            end: found.end,
            weight,
        }));
    }
}

struct NearScorer {
    fields: Vec<FieldMatches>,
    norm: LengthNorm,
    scale: f32,
    doc: DocId,
}

impl NearScorer {
    fn settle(&mut self) -> DocId {
        let docs = self.fields.iter().map(|field| field.doc);
        self.doc = docs.min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for field in &mut self.fields {
            if field.doc < target {
                field.find(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let lists = self.fields.iter().flat_map(|field| {
            let words = field.words.iter();
            words.map(|word| word.lists.iter().map(|(list, _)| list.doc_freq()).sum())
        });
        lists.min().unwrap_or(0)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        if self.doc == TERMINATED {
            return 0.0;
        }
        let here = self.fields.iter().filter(|field| field.doc == self.doc);
        let frequency: f32 = here
            .map(|field| field.weight * field.frequency as f32)
            .sum();
        self.scale * frequency / (frequency + self.norm.at(self.doc))
    }
}
