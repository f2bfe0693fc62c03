//! One query word as one scored unit: all its forms, in all its fields.
//!
//! The frequencies of the forms are added, each with its weight, before BM25 saturates them, and the class has one
//! document frequency (BM25F, Robertson and Zaragoza 2009, section 3.6.1, over forms as well as fields). A sum of
//! one BM25 score a form would favour articles for using many forms of one word.

use crate::query::lower::index::language_gate::{LanguageGate, SegmentGate};
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::lower::index::posting_list::PostingList;
use crate::query::lower::norms::{LengthNorm, NormField};
use std::fmt;
use std::sync::Arc;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption::{self, WithFreqs};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Documents whose frequencies are added up at a time.
const WINDOW: usize = 4096;

/// The first window after a seek: few documents of it may be asked for.
const SEEK_WINDOW: u32 = 64;

/// A form of the word in one field.
#[derive(Clone, Debug)]
pub(in crate::query::lower) struct FieldForm {
    /// The field.
    pub(in crate::query::lower) field: Field,
    /// Where its postings lie, in the segments that have any: looked up once for both stages and the count.
    pub(in crate::query::lower) segments: Vec<TermPostings>,
    /// What one occurrence counts.
    pub(in crate::query::lower) weight: f32,
    /// Languages of the articles in which it counts; `None` for all.
    pub(in crate::query::lower) gate: Option<LanguageGate>,
}

/// The word.
#[derive(Clone)]
pub(in crate::query::lower) struct WordQuery {
    /// Its forms, in the fields that have them, in the order in which frequencies are added: the most frequent last.
    pub(in crate::query::lower) forms: Arc<[FieldForm]>,
    /// idf of the class.
    pub(in crate::query::lower) idf: f32,
    /// How lengths count.
    pub(in crate::query::lower) norm: NormField,
}

impl fmt::Debug for WordQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordQuery({} forms)", self.forms.len())
    }
}

impl Query for WordQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl FieldForm {
    /// Postings in all segments.
    pub(in crate::query::lower) fn num_postings(&self) -> u64 {
        let segments = self.segments.iter();
        segments.map(|place| u64::from(place.info.doc_freq)).sum()
    }

    /// Its gate in the segment of these postings; `None` where all documents count.
    pub(in crate::query::lower) fn gate_in(&self, place: &TermPostings) -> Option<SegmentGate> {
        let languages = place.files.languages.as_ref()?;
        self.gate.as_ref().and_then(|gate| gate.among(languages))
    }

    /// Where its postings lie in a segment; `None` where it has none.
    pub(in crate::query::lower) fn in_segment(
        &self,
        reader: &SegmentReader,
    ) -> Option<&TermPostings> {
        let id = reader.segment_id();
        self.segments.iter().find(|place| place.segment == id)
    }
}

impl WordQuery {
    /// The postings of its forms in a segment.
    pub(in crate::query::lower) fn lists(
        &self,
        reader: &SegmentReader,
        record: IndexRecordOption,
    ) -> tantivy::Result<Vec<PostingList>> {
        let mut lists = Vec::new();
        for form in self.forms.iter() {
            if let Some(place) = form.in_segment(reader) {
                let inverted = reader.inverted_index(form.field)?;
                let postings = inverted.read_block_postings_from_terminfo(&place.info, record)?;
                let gate = match &form.gate {
                    Some(gate) => gate.segment(reader)?,
                    None => None,
                };
                lists.push(PostingList::new(postings, form.weight, gate));
            }
        }
        Ok(lists)
    }
}

impl Weight for WordQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let lists = self.lists(reader, WithFreqs)?;
        if lists.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let scale = boost * self.norm.scale(self.idf);
        let norm = self.norm.segment(reader)?;
        Ok(Box::new(WordScorer::new(lists, norm, scale)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = match scorer.doc() <= doc && scorer.seek(doc) == doc {
            true => scorer.score(),
            false => 0.0,
        };
        Ok(Explanation::new("word", score))
    }
}

struct WordScorer {
    lists: Vec<PostingList>,
    norm: LengthNorm,
    scale: f32,
    /// Weighted frequency of each document of the window.
    frequencies: Box<[f32]>,
    /// Which documents of the window hold the word.
    present: [u64; WINDOW / 64],
    /// First document of the window.
    base: DocId,
    /// Documents in the window.
    length: u32,
    doc: DocId,
    cost: u32,
}

impl WordScorer {
    fn new(lists: Vec<PostingList>, norm: LengthNorm, scale: f32) -> WordScorer {
        let cost = lists.iter().map(PostingList::doc_freq).sum();
        let mut scorer = WordScorer {
            lists,
            norm,
            scale,
            frequencies: vec![0.0; WINDOW].into_boxed_slice(),
            present: [0; WINDOW / 64],
            base: 0,
            length: 256,
            doc: TERMINATED,
            cost,
        };
        scorer.fill();
        scorer
    }

    /// Moves the window to the next document that holds the word, and adds up its frequencies.
    fn fill(&mut self) {
        loop {
            let next = self.lists.iter().map(PostingList::doc).min();
            let Some(base) = next.filter(|&doc| doc != TERMINATED) else {
                self.doc = TERMINATED;
                return;
            };
            self.base = base;
            let end = base.saturating_add(self.length);
            for list in &mut self.lists {
                list.drain_until(end, |doc, frequency| {
                    let slot = (doc - base) as usize;
                    self.frequencies[slot] += frequency;
                    self.present[slot / 64] |= 1 << (slot % 64);
                });
            }
            // A gate may have kept every document of the window out.
            if let Some(doc) = self.present_from(0) {
                self.doc = doc;
                return;
            }
        }
    }

    fn present_from(&self, slot: usize) -> Option<DocId> {
        let length = self.length as usize;
        let mut word = slot / 64;
        if slot >= length {
            return None;
        }
        let mut bits = self.present[word] & (u64::MAX << (slot % 64));
        loop {
            if bits != 0 {
                return Some(self.base + (word * 64) as u32 + bits.trailing_zeros());
            }
            word += 1;
            if word >= length.div_ceil(64) {
                return None;
            }
            bits = self.present[word];
        }
    }

    fn clear(&mut self) {
        for (word, bits) in self.present.iter_mut().enumerate() {
            if *bits != 0 {
                self.frequencies[word * 64..(word + 1) * 64].fill(0.0);
                *bits = 0;
            }
        }
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        match self.present_from((self.doc - self.base) as usize + 1) {
            Some(doc) => self.doc = doc,
            None => {
                self.clear();
                self.length = (self.length * 4).min(WINDOW as u32);
                self.fill();
            }
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if target < self.base.saturating_add(self.length)
            && let Some(doc) = self.present_from((target - self.base) as usize)
        {
            self.doc = doc;
            return doc;
        }
        self.clear();
        for list in &mut self.lists {
            list.seek(target);
        }
        self.length = SEEK_WINDOW;
        self.fill();
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.cost
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        if self.doc == TERMINATED {
            return 0.0;
        }
        let frequency = self.frequencies[(self.doc - self.base) as usize];
        self.scale * frequency / (frequency + self.norm.at(self.doc))
    }
}
