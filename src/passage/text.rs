//! A text with what counts in it, as areas; `cut` makes units of those.

use super::area::{Area, areas};
use super::item::{Item, items};
use super::unit::Unit;
use super::{Matches, PassageOptions, Wanted, marks};
use crate::query::match_spec::{Field, Span};
use std::ops::Range;

/// One field with its matches.
pub(super) struct Text<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
    /// Tidied, sorted by start.
    pub(super) spans: Vec<Span>,
    /// Words akin to those of the query, sorted by start.
    pub(super) relatives: Vec<Span>,
    /// The spans merged.
    pub(super) marks: Vec<Range<usize>>,
    /// Spans and relatives, in order.
    pub(super) items: Vec<Item>,
    /// In text order.
    pub(super) areas: Vec<Area>,
    /// Whether numbers count.
    pub(super) numbers: bool,
    pub(super) options: PassageOptions,
}

impl<'a> Text<'a> {
    /// Cuts a text for passages as `options` want them.
    pub(super) fn new(matches: &Matches<'a>, wanted: Wanted<'_>, options: PassageOptions) -> Self {
        let (text, atoms) = (matches.text, wanted.weights.len());
        let spans = marks::tidy(text, &matches.spans, atoms);
        let relatives = marks::tidy(text, &matches.relatives, atoms);
        let items = items(text, &spans, &relatives);
        Text {
            field: matches.field,
            text,
            marks: marks::merge_marks(&spans),
            spans,
            relatives,
            areas: areas(&items, text.len(), options),
            items,
            numbers: wanted.number,
            options,
        }
    }
}

impl Text<'_> {
    /// The matches in `unit`, sorted by start.
    pub(super) fn spans_of(&self, unit: &Unit) -> &[Span] {
        self.spans.get(unit.spans.clone()).unwrap_or_default()
    }

    /// The words akin to the query's in `unit`.
    pub(super) fn relatives_of(&self, unit: &Unit) -> &[Span] {
        let relatives = self.relatives.get(unit.relatives.clone());
        relatives.unwrap_or_default()
    }

    /// The matches between the first and the last of some units.
    pub(super) fn spans_between(&self, first: &Unit, last: &Unit) -> &[Span] {
        let spans = self.spans.get(first.spans.start..last.spans.end);
        spans.unwrap_or_default()
    }

    /// The matches that start in `bytes`.
    pub(super) fn spans_in(&self, bytes: &Range<usize>) -> &[Span] {
        let first = |at| self.spans.partition_point(|span| span.start < at);
        let spans = self.spans.get(first(bytes.start)..first(bytes.end));
        spans.unwrap_or_default()
    }
}
