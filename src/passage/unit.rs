//! The pieces that windows are made of: sentences, or, in a sentence that is longer than a passage may be, each match with the
//! characters that cling to it.

use super::PassageOptions;
use super::number::Number;
use std::ops::Range;

/// What a window can start and end with.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its place in the text, without white space around it.
    pub(super) bytes: Range<usize>,
    /// The same in characters, from wherever the zone counts.
    pub(super) chars: Range<usize>,
    /// Its matches, as indices of [`Text::spans`](super::text::Text::spans).
    pub(super) spans: Range<usize>,
    /// Words akin to the query's, as indices of [`Text::relatives`](super::text::Text::relatives).
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

/// The place in the text of `units`.
pub(super) fn extent(units: &[Unit]) -> Option<Range<usize>> {
    Some(units.first()?.bytes.start..units.last()?.bytes.end)
}
