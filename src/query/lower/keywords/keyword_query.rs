//! A query of words alone, or of words and filters, as one unit that knows how to find its best documents without
//! scoring them all.
//!
//! [`KeywordQuery::of`] recognises such queries in the tree that lowering made. The plain scorer (`keyword_scorer`)
//! says what the scores are; `keyword_top` gives the same ones faster.

use super::word_query::WordQuery;
use crate::query::lower::clause::Clause;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocId, SeekDangerResult, SegmentReader};

/// Beyond so many words the rounding of sums is no longer covered, and other things cost more.
const MAX_WORDS: usize = 64;

/// Words, of which all or one must be there, and filters. Scores are added in the order of the words, then of those
/// that are optional.
#[derive(Debug, Default)]
pub(in crate::query::lower) struct KeywordQuery {
    /// Whether all words are needed, or one.
    pub(in crate::query::lower) all: bool,
    pub(in crate::query::lower) words: Vec<WordQuery>,
    /// Words that only add to the score.
    pub(in crate::query::lower) optional: Vec<WordQuery>,
    filters: Vec<Clause>,
    excluded: Vec<Clause>,
}

impl Clone for KeywordQuery {
    fn clone(&self) -> KeywordQuery {
        let copies = |clauses: &[Clause]| clauses.iter().map(|clause| clause.box_clone()).collect();
        KeywordQuery {
            all: self.all,
            words: self.words.clone(),
            optional: self.optional.clone(),
            filters: copies(&self.filters),
            excluded: copies(&self.excluded),
        }
    }
}

impl KeywordQuery {
    /// The query as one unit, where it is of that kind.
    pub(in crate::query::lower) fn of(query: &dyn Query) -> Option<KeywordQuery> {
        let mut found = KeywordQuery::default();
        let mut either = Vec::new();
        if !found.gather(query, &mut either) {
            return None;
        }
        match (found.words.is_empty(), either.is_empty()) {
            (false, true) => found.all = true,
            // Words that only add would find documents by themselves where one of several is enough.
            (true, false) if found.optional.is_empty() => found.words = either,
            _ => return None,
        }
        (found.words.len() + found.optional.len() <= MAX_WORDS).then_some(found)
    }

    /// Adds what must be there. `either` are words of which one is enough.
    fn gather(&mut self, query: &dyn Query, either: &mut Vec<WordQuery>) -> bool {
        if let Some(word) = query.downcast_ref::<WordQuery>() {
            self.words.push(word.clone());
            return true;
        }
        if query.is::<ConstScoreQuery>() {
            // Lowering gives filters no score.
            self.filters.push(query.box_clone());
            return true;
        }
        let Some(boolean) = query.downcast_ref::<BooleanQuery>() else {
            return false;
        };
        let clauses = boolean.clauses();
        let least = boolean.get_minimum_number_should_match();
        let alternatives = clauses.iter().all(|(occur, _)| *occur == Occur::Should);
        if alternatives {
            return least == 1 && either.is_empty() && words(clauses, either);
        }
        least == 0
            && clauses
                .iter()
                .all(|clause| self.gather_clause(clause, either))
    }

    fn gather_clause(
        &mut self,
        (occur, query): &(Occur, Clause),
        either: &mut Vec<WordQuery>,
    ) -> bool {
        match occur {
            Occur::Must => self.gather(&**query, either),
            Occur::MustNot => {
                self.excluded.push(query.box_clone());
                true
            }
            Occur::Should => match query.downcast_ref::<WordQuery>() {
                Some(word) => {
                    self.optional.push(word.clone());
                    true
                }
                None => false,
            },
        }
    }
}

fn words(clauses: &[(Occur, Clause)], words: &mut Vec<WordQuery>) -> bool {
    clauses.iter().all(|(_, query)| {
        let word = query.downcast_ref::<WordQuery>();
        words.extend(word.cloned());
        word.is_some()
    })
}

/// The query with its filters made ready.
pub(in crate::query::lower) struct KeywordWeight {
    pub(in crate::query::lower) query: KeywordQuery,
    filters: Vec<Box<dyn Weight>>,
    excluded: Vec<Box<dyn Weight>>,
}

/// The filters in one segment: cursors that only move forward.
pub(in crate::query::lower) struct Filters {
    pub(in crate::query::lower) wanted: Vec<Box<dyn Scorer>>,
    pub(in crate::query::lower) excluded: Vec<Box<dyn Scorer>>,
}

impl Filters {
    /// Whether they let a document in, which must come after the last one that was asked for.
    pub(in crate::query::lower) fn admit(&mut self, doc: DocId) -> bool {
        // No further than to this document: filters can be dear.
        let holds =
            |scorer: &mut Box<dyn Scorer>| scorer.seek_danger(doc) == SeekDangerResult::Found;
        self.wanted.iter_mut().all(holds) && !self.excluded.iter_mut().any(holds)
    }

    pub(in crate::query::lower) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.excluded.is_empty()
    }
}

impl KeywordWeight {
    pub(in crate::query::lower) fn filters(
        &self,
        reader: &SegmentReader,
    ) -> tantivy::Result<Filters> {
        let open = |weights: &[Box<dyn Weight>]| {
            let scorers = weights.iter().map(|weight| weight.scorer(reader, 1.0));
            scorers.collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(Filters {
            wanted: open(&self.filters)?,
            excluded: open(&self.excluded)?,
        })
    }
}

impl Query for KeywordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = |clauses: &[Clause]| {
            let weights = clauses.iter().map(|clause| clause.weight(scoring));
            weights.collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(Box::new(KeywordWeight {
            filters: weights(&self.filters)?,
            excluded: weights(&self.excluded)?,
            query: self.clone(),
        }))
    }
}
