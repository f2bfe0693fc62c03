//! A text as areas, and those as units, the pieces that windows are made of: sentences, or, in a sentence that is longer than a
//! passage may be, each match with the characters that cling to it.

use super::area::{Area, areas};
use super::bound::{Item, items};
use super::number::Number;
use super::{Matches, PassageOptions, Wanted, cut, marks};
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

/// What a window can start and end with.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its place in the text, without white space around it.
    pub(super) bytes: Range<usize>,
    /// The same in characters, from wherever the zone counts.
    pub(super) chars: Range<usize>,
    /// Its matches, as indices of [`Text::spans`].
    pub(super) spans: Range<usize>,
    /// Words akin to the query's, as indices of [`Text::relatives`].
    pub(super) relatives: Range<usize>,
    /// The number in it, if one is wanted.
    pub(super) number: Option<Number>,
    /// What it may share a window with.
    pub(super) zone: Zone,
}

impl Unit {
    /// Whether it holds a match.
    pub(super) fn is_matched(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Whether anything in it counts.
    pub(super) fn counts(&self) -> bool {
        self.is_matched() || !self.relatives.is_empty() || self.number.is_some()
    }
}

/// A stretch of text that windows do not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Sentences in a row in one paragraph, none too long; the number tells such rows apart.
    Sentences(usize),
    /// One sentence that is too long: its bytes.
    Long(Range<usize>),
}

impl Zone {
    /// Characters of a window of several units, at the most.
    pub(super) fn room(&self, options: PassageOptions) -> usize {
        match self {
            Zone::Sentences(_) => options.row(),
            Zone::Long(_) => options.length,
        }
    }
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

    /// The units of an area and around it.
    pub(super) fn units<'t>(&'t self, area: &'t Area) -> &'t [Unit] {
        area.units.get_or_init(|| cut::cut(self, area))
    }

    /// The matches that start in `bytes`.
    pub(super) fn spans_in(&self, bytes: &Range<usize>) -> &[Span] {
        let first = |at| self.spans.partition_point(|span| span.start < at);
        let spans = self.spans.get(first(bytes.start)..first(bytes.end));
        spans.unwrap_or_default()
    }
}

/// The place in the text of `units`.
pub(super) fn extent(units: &[Unit]) -> Option<Range<usize>> {
    Some(units.first()?.bytes.start..units.last()?.bytes.end)
}
