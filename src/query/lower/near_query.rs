//! Words near each other, or in a row, as one scored unit.
//!
//! Candidates are the articles that hold the words; of these the positions are read, field by field. The number of
//! places where a match begins is the frequency, and the rest is as for a word. Where sentences or capitals matter, the text
//! of an article is read that would match without them.

use super::language_gate::SegmentGate;
use super::norms::{LengthNorm, NormField};
use super::phrase_top;
use super::segment_word::Occurrence;
use super::texts::{SegmentTexts, Texts};
use super::vocabulary::Form;
use crate::analysis::tokenize;
use crate::query::layout::Layout;
use crate::query::match_spec::Placed;
use crate::query::proximity::{SequenceWord, Shape, Stretch, num_places};
use crate::query::written::Written;
use std::fmt;
use std::sync::Arc;
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
    /// How the letters of each word must be written.
    pub(super) written: Vec<Option<Written>>,
    pub(super) fields: Vec<NearField>,
    /// How many matches a field must have for any to count.
    pub(super) least: u32,
    /// Where texts are read, if they must be.
    pub(super) texts: Option<Arc<Texts>>,
    /// Its weight.
    pub(super) idf: f32,
    /// How lengths count.
    pub(super) norm: NormField,
}

/// A field in which matches are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearField {
    pub(super) field: Field,
    /// What one match counts.
    pub(super) weight: f32,
    /// Words at its start that count; `None` for all.
    pub(super) limit: Option<u32>,
}

impl fmt::Debug for NearQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NearQuery({:?})", self.shape)
    }
}

impl NearQuery {
    /// These words in a row, as they are indexed; `forms` are the same words.
    pub(super) fn phrase(
        words: &[Placed],
        forms: Vec<Form>,
        fields: Vec<NearField>,
        norm: NormField,
        idf: f32,
    ) -> NearQuery {
        let place = |(word, placed): (usize, &Placed)| SequenceWord {
            word,
            offset: placed.offset,
        };
        NearQuery {
            shape: Shape::Sequence(words.iter().enumerate().map(place).collect()),
            words: forms.into_iter().map(|form| vec![form]).collect(),
            written: vec![None; words.len()],
            fields,
            least: 1,
            texts: None,
            idf,
            norm,
        }
    }

    /// Whether a match asks for nothing but the places of its words.
    pub(super) fn is_plain(&self) -> bool {
        let whole = |field: &NearField| field.limit.is_none();
        self.least == 1 && self.texts.is_none() && self.fields.iter().all(whole)
    }

    /// Opens the postings of each field.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<Vec<FieldMatches>> {
        let query = Arc::new(self.clone());
        let texts = match &self.texts {
            Some(texts) => Some(Arc::new(SegmentTexts::open(reader, texts)?)),
            None => None,
        };
        let mut fields = Vec::new();
        for &field in &self.fields {
            let mut words = Vec::with_capacity(self.words.len());
            for forms in &self.words {
                words.push(WordPostings::open(reader, field.field, forms)?);
            }
            fields.push(FieldMatches {
                query: query.clone(),
                positions: vec![Vec::new(); words.len()],
                words,
                field,
                texts: texts.clone(),
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

    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        found: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        if phrase_top::is_row(self) {
            return phrase_top::for_each(self, threshold, reader, found);
        }
        let mut threshold = threshold;
        self.for_each(reader, &mut |doc, score| {
            if score > threshold {
                threshold = found(doc, score);
            }
        })
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
    query: Arc<NearQuery>,
    words: Vec<WordPostings>,
    /// Those of each word, in the current article.
    positions: Vec<Vec<u32>>,
    field: NearField,
    texts: Option<Arc<SegmentTexts>>,
    /// The current article, which has a match; `TERMINATED` at the end.
    doc: DocId,
    frequency: u32,
}

impl FieldMatches {
    /// Moves to the first article with a match that is not before `target`.
    fn find(&mut self, target: DocId) {
        let mut target = target;
        loop {
            self.doc = candidate(&self.query.shape, &mut self.words, target);
            if self.doc == TERMINATED {
                return;
            }
            self.frequency = num_places(&self.read()) as u32;
            if self.frequency > 0 {
                return;
            }
            target = self.doc + 1;
        }
    }

    /// The matches in the current article.
    fn read(&mut self) -> Vec<Stretch> {
        for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
            word.positions(self.doc, positions);
        }
        let possible = self.matching(&Layout::default());
        let Some(texts) = self.texts.as_ref().filter(|_| !possible.is_empty()) else {
            return possible;
        };
        let query = &self.query;
        let positions = &mut self.positions;
        let layout = texts.look(self.doc, self.field.field, |text| {
            keep_written(text, &query.written, positions);
            match query.shape.needs_layout() {
                true => Layout::of(text),
                false => Layout::default(),
            }
        });
        layout.map_or_else(Vec::new, |layout| self.matching(&layout))
    }

    fn matching(&self, layout: &Layout) -> Vec<Stretch> {
        let query = &self.query;
        (query.shape).counting(&self.positions, layout, self.field.limit, query.least)
    }

    /// Adds the matches in an article, of those that begin in one place the shortest. The article must not be before the
    /// last one that was asked for.
    pub(super) fn places(&mut self, doc: DocId, places: &mut Vec<Occurrence>) {
        if self.doc < doc {
            self.doc = candidate(&self.query.shape, &mut self.words, doc);
        }
        if self.doc != doc {
            return;
        }
        let NearField { field, weight, .. } = self.field;
        let mut found = self.read();
        found.dedup_by_key(|stretch| stretch.start);
        places.extend(found.into_iter().map(|found| Occurrence {
            field,
            position: found.start,
            end: found.end,
            weight,
        }));
    }
}

/// Keeps the positions of words that are written as they must be.
fn keep_written(text: &str, written: &[Option<Written>], positions: &mut [Vec<u32>]) {
    if written.iter().all(Option::is_none) {
        return;
    }
    let mut kept: Vec<Vec<u32>> = vec![Vec::new(); positions.len()];
    tokenize(text, |token| {
        let word = text.get(token.start..token.end).unwrap_or_default();
        for ((written, positions), kept) in written.iter().zip(positions.iter()).zip(&mut kept) {
            let stands = positions.binary_search(&token.position).is_ok();
            if stands && written.as_ref().is_none_or(|written| written.admits(word)) {
                kept.push(token.position);
            }
        }
    });
    positions.swap_with_slice(&mut kept);
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

    /// Reading a text costs far more than reading a posting.
    fn cost(&self) -> u64 {
        let texts = self.fields.iter().any(|field| field.texts.is_some());
        u64::from(self.size_hint()) * if texts { 100 } else { 1 }
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        if self.doc == TERMINATED {
            return 0.0;
        }
        let here = self.fields.iter().filter(|field| field.doc == self.doc);
        let frequency: f32 = here
            .map(|field| field.field.weight * field.frequency as f32)
            .sum();
        self.scale * frequency / (frequency + self.norm.at(self.doc))
    }
}
