//! A text as units, the pieces that windows are made of: its sentences, or, in a sentence that is longer than a
//! passage may be, each match with the characters that cling to it.

use super::{PassageOptions, cut, marks};
use crate::query::match_spec::{Field, Span};
use std::ops::Range;

/// One field with its matches, cut into units.
pub(super) struct Text<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
    /// Tidied, sorted by start.
    pub(super) spans: Vec<Span>,
    /// The spans merged.
    pub(super) marks: Vec<Range<usize>>,
    /// In text order, of paragraphs with matches only.
    pub(super) units: Vec<Unit>,
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
    /// What it may share a window with.
    pub(super) zone: Zone,
}

impl Unit {
    /// Whether it holds a match.
    pub(super) fn is_matched(&self) -> bool {
        !self.spans.is_empty()
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
    /// Cuts `text` for passages as `options` want them; `atoms` is how many atoms there are.
    pub(super) fn new(
        field: Field,
        text: &'a str,
        spans: &[Span],
        atoms: usize,
        options: PassageOptions,
    ) -> Self {
        let spans = marks::tidy(text, spans, atoms);
        let marks = marks::merge_marks(&spans);
        let units = cut::cut(text, &spans, &marks, options);
        Text {
            field,
            text,
            spans,
            marks,
            units,
        }
    }
}

impl Text<'_> {
    /// The matches in `unit`, sorted by start.
    pub(super) fn spans_of(&self, unit: &Unit) -> &[Span] {
        self.spans.get(unit.spans.clone()).unwrap_or_default()
    }

    /// The place in the text of `units`, by index.
    pub(super) fn extent(&self, units: &Range<usize>) -> Option<Range<usize>> {
        let units = self.units.get(units.clone())?;
        Some(units.first()?.bytes.start..units.last()?.bytes.end)
    }

    /// The units that lie in `bytes`, by index.
    pub(super) fn units_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = |at| self.units.partition_point(|unit| unit.bytes.start < at);
        first(bytes.start)..first(bytes.end)
    }
}
