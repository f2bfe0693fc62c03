//! Building blocks: tantivy queries joined by AND, OR and NOT, and the filters, which choose but do not rank.

use super::vocabulary::Forms;
use super::{LowerOptions, placed};
use crate::query::match_spec::Placed;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// A part of the query to run.
pub(super) type Clause = Box<dyn Query>;

/// The parts of a conjunction.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) required: Vec<Clause>,
    pub(super) optional: Vec<Clause>,
    pub(super) excluded: Vec<Clause>,
}

impl Parts {
    pub(super) fn join(mut self) -> Option<Clause> {
        if self.required.is_empty() && self.optional.is_empty() {
            if self.excluded.is_empty() {
                return None;
            }
            self.required.push(everything());
        }
        if self.required.len() == 1 && self.optional.is_empty() && self.excluded.is_empty() {
            return self.required.pop();
        }
        let clauses = [
            (Occur::Must, self.required),
            (Occur::Should, self.optional),
            (Occur::MustNot, self.excluded),
        ];
        let clauses = clauses
            .into_iter()
            .flat_map(|(occur, queries)| queries.into_iter().map(move |query| (occur, query)))
            .collect();
        Some(Box::new(BooleanQuery::new(clauses)))
    }
}

pub(super) fn all_of(queries: Vec<Clause>) -> Clause {
    let clauses = queries
        .into_iter()
        .map(|query| (Occur::Must, query))
        .collect();
    Box::new(BooleanQuery::new(clauses))
}

/// Any of these words, in a field that chooses but does not rank; `None` where there are none.
pub(super) fn any_form(field: Field, forms: &Forms) -> Option<Clause> {
    let words = forms.forms.iter();
    some_of(words.map(|form| term(field, &form.text)).collect(), 1)
}

/// At least `least` of the queries; `None` where there are none.
pub(super) fn some_of(mut queries: Vec<Clause>, least: usize) -> Option<Clause> {
    if queries.len() < 2 {
        return queries.pop();
    }
    let clauses = queries
        .into_iter()
        .map(|query| (Occur::Should, query))
        .collect();
    Some(Box::new(BooleanQuery::with_minimum_required_clauses(
        clauses, least,
    )))
}

pub(super) fn everything() -> Clause {
    unscored(AllQuery)
}

pub(super) fn everything_but(query: Clause) -> Clause {
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, everything()),
        (Occur::MustNot, query),
    ]))
}

/// Filters choose, but do not rank.
pub(super) fn unscored(query: impl Query) -> Clause {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

pub(super) fn term(field: Field, text: &str) -> Clause {
    unscored(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

/// Words in a row in a field other than the text.
pub(super) fn metadata(field: Field, text: &str) -> Option<Clause> {
    let mut terms = terms(field, &placed(text));
    match terms.len() {
        0 => None,
        1 => terms
            .pop()
            .map(|(_, term)| unscored(TermQuery::new(term, IndexRecordOption::Basic))),
        _ => Some(unscored(PhraseQuery::new_with_offset(terms))),
    }
}

/// Published at or after `since` and before `before`.
pub(super) fn published(field: Field, since: Option<i64>, before: Option<i64>) -> Clause {
    let bound = |second: Option<i64>, make: fn(Term) -> Bound<Term>| {
        second.map_or(Bound::Unbounded, |second| {
            make(Term::from_field_i64(field, second))
        })
    };
    let since = bound(since, Bound::Included);
    let before = bound(before, Bound::Excluded);
    unscored(RangeQuery::new(since, before))
}

pub(super) fn dates(field: Field, options: &LowerOptions) -> Option<Clause> {
    let asked = options.since.is_some() || options.before.is_some();
    asked.then(|| published(field, options.since, options.before))
}

/// The words as index terms, with their places.
fn terms(field: Field, words: &[Placed]) -> Vec<(usize, Term)> {
    words
        .iter()
        .map(|word| {
            (
                word.offset as usize,
                Term::from_field_text(field, &word.text),
            )
        })
        .collect()
}
