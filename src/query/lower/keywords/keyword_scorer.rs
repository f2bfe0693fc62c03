//! The plain way to run a query of words: document by document, each scored. The reference of `keyword_top`, and what
//! runs where such a query is part of another.

use super::keyword_query::{Filters, KeywordWeight};
use super::word_query::WordQuery;
use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// See the module.
pub(super) struct KeywordScorer {
    all: bool,
    words: Vec<Box<dyn Scorer>>,
    optional: Vec<Box<dyn Scorer>>,
    filters: Filters,
    doc: DocId,
}

impl KeywordScorer {
    pub(super) fn open(
        weight: &KeywordWeight,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<KeywordScorer> {
        let open = |words: &[WordQuery]| {
            let scorers = words.iter().map(|word| word.scorer(reader, boost));
            scorers.collect::<tantivy::Result<Vec<_>>>()
        };
        let mut scorer = KeywordScorer {
            all: weight.query.all,
            words: open(&weight.query.words)?,
            optional: open(&weight.query.optional)?,
            filters: weight.filters(reader)?,
            doc: 0,
        };
        scorer.find(0);
        Ok(scorer)
    }

    /// Moves to the first match that is not before `target`.
    fn find(&mut self, target: DocId) -> DocId {
        let mut target = target;
        loop {
            self.doc = match self.all {
                true => agreed(&mut self.words, target),
                false => earliest(&mut self.words, target),
            };
            if self.doc == TERMINATED || self.filters.admit(self.doc) {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }
}

fn seek(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    match scorer.doc() < target {
        true => scorer.seek(target),
        false => scorer.doc(),
    }
}

fn earliest(words: &mut [Box<dyn Scorer>], target: DocId) -> DocId {
    let docs = words.iter_mut().map(|word| seek(word.as_mut(), target));
    docs.min().unwrap_or(TERMINATED)
}

fn agreed(words: &mut [Box<dyn Scorer>], target: DocId) -> DocId {
    let mut target = target;
    loop {
        let docs = words.iter_mut().map(|word| seek(word.as_mut(), target));
        let latest = docs.max().unwrap_or(TERMINATED);
        if latest == TERMINATED || words.iter().all(|word| word.doc() == latest) {
            return latest;
        }
        target = latest;
    }
}

impl DocSet for KeywordScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.find(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self.doc < target {
            true => self.find(target),
            false => self.doc,
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let sizes = self.words.iter().map(|word| word.size_hint());
        match self.all {
            true => sizes.min().unwrap_or(0),
            false => sizes.sum(),
        }
    }
}

impl Scorer for KeywordScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let words = self.words.iter_mut().chain(&mut self.optional);
        words
            .map(|word| match seek(word.as_mut(), doc) == doc {
                true => word.score(),
                false => 0.0,
            })
            .sum()
    }
}
