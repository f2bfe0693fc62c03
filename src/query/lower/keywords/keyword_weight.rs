//! How a query of words is run: for its best documents, document by document, or only counted.

use super::keyword_query::KeywordWeight;
use super::keyword_scorer::KeywordScorer;
use super::{keyword_count, keyword_top};
use tantivy::query::{Explanation, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

impl Weight for KeywordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(KeywordScorer::open(self, reader, boost)?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let holds = scorer.doc() <= doc && scorer.seek(doc) == doc;
        let score = if holds { scorer.score() } else { 0.0 };
        Ok(Explanation::new("words", score))
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        keyword_count::count(self, reader)
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        found: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        keyword_top::for_each(self, threshold, reader, found)
    }
}
