//! Parts that choose articles without a word: ranges, and fields that hold anything.

use super::Lowering;
use super::clause::{Clause, everything, published, some_of, unscored};
use super::length_query::LengthQuery;
use crate::query::field_name::FieldName;
use crate::query::interval::{Interval, RangeField};
use tantivy::query::{EmptyQuery, ExistsQuery, RegexQuery};
use tantivy::schema::Field;

/// Name of the column of dates.
const PUBLISHED: &str = "published";

impl Lowering<'_> {
    /// Articles published, or as long, as a range says.
    pub(super) fn range(&mut self, interval: &Interval) -> Clause {
        if interval.is_empty() {
            return Box::new(EmptyQuery);
        }
        let value = |edge: &Option<crate::query::Edge>| edge.as_ref().map(|edge| edge.value);
        let (from, to) = (value(&interval.from), value(&interval.to));
        let fields = self.vocabulary.fields();
        match (interval.field, from, to) {
            (RangeField::Published, None, None) => {
                unscored(ExistsQuery::new(PUBLISHED.to_owned(), false))
            }
            (RangeField::Published, from, to) => published(fields.published, from, to),
            (RangeField::Words, from, to) => {
                let words = |value: i64| u64::try_from(value).unwrap_or_default();
                let body = fields.body;
                self.filters.push(interval.to_string());
                self.length(body, from.map_or(0, words), to.map_or(u64::MAX, words))
            }
        }
    }

    fn length(&self, field: Field, from: u64, to: u64) -> Clause {
        unscored(LengthQuery {
            field,
            from,
            to,
            texts: self.part_texts(),
        })
    }

    /// Articles in which a field holds any word.
    pub(super) fn exists(&mut self, field: FieldName) -> tantivy::Result<Clause> {
        let index = self.vocabulary.fields();
        let terms = match field {
            FieldName::Title => return Ok(self.length(index.title, 1, u64::MAX)),
            FieldName::Body | FieldName::Lead => return Ok(self.length(index.body, 1, u64::MAX)),
            FieldName::HeadLead => {
                let both = [index.title, index.body].map(|field| self.length(field, 1, u64::MAX));
                return Ok(some_of(both.into(), 1).unwrap_or_else(everything));
            }
            FieldName::Id => return Ok(everything()),
            FieldName::Comments => index.comments,
            FieldName::Source => index.source,
            FieldName::Agency => index.agency,
            FieldName::Place => index.place,
            FieldName::Author => index.author,
            FieldName::Section => index.section,
            FieldName::Lang => index.language,
            FieldName::Url => index.url,
        };
        // These have no lengths; any word will do.
        Ok(unscored(RegexQuery::from_pattern(".*", terms)?))
    }
}
