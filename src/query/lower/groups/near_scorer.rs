//! A group run article by article: the number of places where a match begins is the frequency, field by field, and the rest
//! is as for a word. Words in a row have faster ways, in `row` and `phrase_top`.

use super::field_matches::FieldMatches;
use super::near_query::NearQuery;
use super::phrase_top;
use super::row::{Row, Wanted, is_row};
use crate::query::lower::norms::LengthNorm;
use tantivy::query::{EmptyScorer, Explanation, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

impl Weight for NearQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut fields = Matches::open(self, reader)?;
        fields.iter_mut().for_each(|field| field.find(0));
        fields.retain(|field| field.doc() != TERMINATED);
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
        if is_row(self) {
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

/// The matches in one field.
enum Matches {
    Row(Row),
    Group(Box<FieldMatches>),
}

impl Matches {
    fn open(near: &NearQuery, reader: &SegmentReader) -> tantivy::Result<Vec<Matches>> {
        if !is_row(near) {
            let groups = near.open(reader)?.into_iter();
            return Ok(groups
                .map(|group| Matches::Group(Box::new(group)))
                .collect());
        }
        let fields = near.fields.iter();
        let rows = fields.map(|field| Row::open(near, reader, *field, Wanted::Counts));
        let rows = rows.filter_map(Result::transpose);
        rows.map(|row| row.map(Matches::Row)).collect()
    }

    fn find(&mut self, target: DocId) {
        match self {
            Matches::Row(row) => row.find_match(target),
            Matches::Group(group) => group.find(target),
        }
    }

    /// Moves to the first article, not before `target`, that may have a match: the cheaper half of [`find`](Self::find) where
    /// texts are read.
    fn seek_candidate(&mut self, target: DocId) {
        match self {
            Matches::Row(row) => row.find_match(target),
            Matches::Group(group) => group.seek_candidate(target),
        }
    }

    /// Whether an article has a match: the current one or one before it.
    fn holds(&mut self, doc: DocId) -> bool {
        match self {
            Matches::Row(row) => row.doc() == doc,
            Matches::Group(group) => group.holds(doc),
        }
    }

    /// Whether it is not known of the current article that it has a match.
    fn is_candidate(&self) -> bool {
        matches!(self, Matches::Group(group) if group.is_candidate())
    }

    fn doc(&self) -> DocId {
        match self {
            Matches::Row(row) => row.doc(),
            Matches::Group(group) => group.doc(),
        }
    }

    /// What the matches in the current article count together.
    fn frequency(&self) -> f32 {
        match self {
            Matches::Row(row) => row.frequency(),
            Matches::Group(group) => group.frequency(),
        }
    }

    /// Articles that hold the rarest of the words.
    fn doc_freq(&self) -> u32 {
        match self {
            Matches::Row(row) => row.doc_freq(),
            Matches::Group(group) => group.doc_freq(),
        }
    }

    fn reads_texts(&self) -> bool {
        matches!(self, Matches::Group(group) if group.reads_texts())
    }
}

struct NearScorer {
    fields: Vec<Matches>,
    norm: LengthNorm,
    scale: f32,
    doc: DocId,
}

impl NearScorer {
    fn settle(&mut self) -> DocId {
        let docs = self.fields.iter().map(|field| field.doc());
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
            if field.doc() < target || field.is_candidate() {
                field.find(target.max(field.doc()));
            }
        }
        self.settle()
    }

    /// Looks at no article but `target`: what comes after it is not asked for, and may be dear to know.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        let (mut is_found, mut next) = (false, TERMINATED);
        for field in &mut self.fields {
            if field.doc() < target {
                field.seek_candidate(target);
            }
            is_found |= target < TERMINATED && field.holds(target);
            next = next.min(field.doc());
        }
        if is_found {
            self.doc = target;
            return SeekDangerResult::Found;
        }
        SeekDangerResult::SeekLowerBound(next.max(target.saturating_add(1)).min(TERMINATED))
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let fields = self.fields.iter().map(Matches::doc_freq);
        fields.min().unwrap_or(0)
    }

    /// Reading a text costs far more than reading a posting.
    fn cost(&self) -> u64 {
        let texts = self.fields.iter().any(|field| field.reads_texts());
        u64::from(self.size_hint()) * if texts { 100 } else { 1 }
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        if self.doc == TERMINATED {
            return 0.0;
        }
        let here = |field: &&Matches| field.doc() == self.doc && !field.is_candidate();
        let here = self.fields.iter().filter(here);
        let frequency: f32 = here.map(Matches::frequency).sum();
        self.scale * frequency / (frequency + self.norm.at(self.doc))
    }
}
