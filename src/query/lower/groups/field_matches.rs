//! The matches of a group in one field of one segment.
//!
//! Candidates are the articles that hold the words; of these the positions are read. Where letters matter of which an index
//! does not know, the text of an article is read that would match without them.

use super::near_query::{NearField, NearQuery};
use crate::analysis::tokenize;
use crate::query::layout::Layout;
use crate::query::lower::index::breaks::SegmentBreaks;
use crate::query::lower::index::language_gate::SegmentGate;
use crate::query::lower::index::texts::SegmentTexts;
use crate::query::lower::occurrence::Occurrence;
use crate::query::lower::vocabulary::Form;
use crate::query::proximity::{Shape, num_places};
use crate::query::stretch::Stretch;
use crate::query::written::Written;
use crate::schema::{self, in_capitals};
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption::WithFreqsAndPositions};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

impl NearQuery {
    /// Opens the postings of each field.
    pub(in crate::query::lower) fn open(
        &self,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<FieldMatches>> {
        let query = Arc::new(self.clone());
        let texts = match &self.texts {
            Some(texts) => Some(Arc::new(SegmentTexts::open(reader, texts)?)),
            None => None,
        };
        let mut fields = Vec::new();
        for &field in &self.fields {
            let mut words = Vec::with_capacity(self.words.len());
            for (forms, written) in self.words.iter().zip(&self.written) {
                let capitals = written.as_ref().is_some_and(Written::is_indexed);
                words.push(WordPostings::open(reader, field.field, forms, capitals)?);
            }
            let mut breaks = self.breaks.iter();
            let breaks = breaks.find(|breaks| breaks.field == field.field);
            fields.push(FieldMatches {
                query: query.clone(),
                positions: vec![Vec::new(); words.len()],
                words,
                field,
                breaks: breaks.map(|breaks| breaks.segment(reader)).transpose()?,
                layout: Layout::default(),
                texts: texts.clone(),
                doc: 0,
                frequency: 0,
                is_candidate: true,
            });
        }
        Ok(fields)
    }
}

/// The articles that hold any form of a word in one field.
struct WordPostings {
    lists: Vec<(SegmentPostings, Option<SegmentGate>)>,
}

impl WordPostings {
    /// `capitals`: only where they stand in capitals, in a field that has marks.
    fn open(
        reader: &SegmentReader,
        field: Field,
        forms: &[Form],
        capitals: bool,
    ) -> tantivy::Result<WordPostings> {
        let marks = schema::fields().marks(field).filter(|_| capitals);
        let inverted = reader.inverted_index(marks.unwrap_or(field))?;
        let mut lists = Vec::new();
        for form in forms {
            let term = match marks {
                Some(marks) => Term::from_field_text(marks, &in_capitals(&form.text)),
                None => Term::from_field_text(field, &form.text),
            };
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
pub(in crate::query::lower) struct FieldMatches {
    query: Arc<NearQuery>,
    words: Vec<WordPostings>,
    /// Those of each word, in the current article.
    positions: Vec<Vec<u32>>,
    field: NearField,
    breaks: Option<SegmentBreaks>,
    /// That of the article last read, if there are breaks; else one sentence.
    layout: Layout,
    texts: Option<Arc<SegmentTexts>>,
    /// The current article, which has a match unless it is only a candidate; `TERMINATED` at the end.
    doc: DocId,
    frequency: u32,
    /// Whether it is not known of the current article that it has a match.
    is_candidate: bool,
}

impl FieldMatches {
    /// Moves to the first article with a match that is not before `target`.
    pub(in crate::query::lower) fn find(&mut self, target: DocId) {
        let mut target = target;
        loop {
            self.seek_candidate(target);
            if self.doc == TERMINATED || self.holds(self.doc) {
                return;
            }
            target = self.doc + 1;
        }
    }

    /// Moves to the first article that is not before `target` and may have a match.
    pub(in crate::query::lower) fn seek_candidate(&mut self, target: DocId) {
        self.doc = candidate(&self.query.shape, &mut self.words, target);
        self.is_candidate = self.doc != TERMINATED;
    }

    /// Whether an article has a match: the current one or one before it.
    pub(in crate::query::lower) fn holds(&mut self, doc: DocId) -> bool {
        if self.doc == doc && self.is_candidate {
            self.frequency = num_places(&self.read()) as u32;
            self.is_candidate = self.frequency == 0;
        }
        self.doc == doc && !self.is_candidate
    }

    /// Whether it is not known of the current article that it has a match.
    pub(in crate::query::lower) fn is_candidate(&self) -> bool {
        self.is_candidate
    }

    /// The current article; `TERMINATED` at the end.
    pub(in crate::query::lower) fn doc(&self) -> DocId {
        self.doc
    }

    /// What the matches in the current article count together.
    pub(in crate::query::lower) fn frequency(&self) -> f32 {
        self.field.weight * self.frequency as f32
    }

    /// Articles that hold the rarest of the words.
    pub(in crate::query::lower) fn doc_freq(&self) -> u32 {
        let words = self.words.iter();
        let articles = words.map(|word| word.lists.iter().map(|(list, _)| list.doc_freq()).sum());
        articles.min().unwrap_or(0)
    }

    /// Whether texts must be read.
    pub(in crate::query::lower) fn reads_texts(&self) -> bool {
        self.texts.is_some()
    }

    /// The matches in the current article.
    fn read(&mut self) -> Vec<Stretch> {
        for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
            word.positions(self.doc, positions);
        }
        // To read the breaks takes longer than to see that no sentence would matter.
        if self.breaks.is_some() && self.matching(&Layout::default()).is_empty() {
            return Vec::new();
        }
        if let Some(breaks) = &mut self.breaks {
            let Layout {
                sentences,
                paragraphs,
            } = &mut self.layout;
            breaks.read(self.doc, sentences, paragraphs);
        }
        let possible = self.matching(&self.layout);
        let Some(texts) = self.texts.as_ref().filter(|_| !possible.is_empty()) else {
            return possible;
        };
        let (written, positions) = (&self.query.written, &mut self.positions);
        let look = |text: &str| keep_written(text, written, positions);
        match texts.look(self.doc, self.field.field, look) {
            Some(()) => self.matching(&self.layout),
            None if texts.unread_match() => possible,
            None => Vec::new(),
        }
    }

    fn matching(&self, layout: &Layout) -> Vec<Stretch> {
        let query = &self.query;
        (query.shape).counting(&self.positions, layout, self.field.limit, query.least)
    }

    /// Adds the matches in an article, of those that begin in one place the shortest. The article must not be before the
    /// last one that was asked for.
    pub(in crate::query::lower) fn places(&mut self, doc: DocId, places: &mut Vec<Occurrence>) {
        if self.doc < doc {
            self.seek_candidate(doc);
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
    // Of each word those that are still to come: positions never fall.
    let mut rest: Vec<&[u32]> = positions.iter().map(Vec::as_slice).collect();
    tokenize(text, |token| {
        for ((written, rest), kept) in written.iter().zip(&mut rest).zip(&mut kept) {
            while let [first, after @ ..] = *rest
                && *first < token.position
            {
                *rest = after;
            }
            let stands = rest.first() == Some(&token.position);
            let word = || text.get(token.start..token.end).unwrap_or_default();
            if stands
                && written
                    .as_ref()
                    .is_none_or(|written| written.admits(word()))
            {
                kept.push(token.position);
            }
        }
    });
    positions.swap_with_slice(&mut kept);
}
