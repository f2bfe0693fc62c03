//! A text as units, the pieces that windows are made of: its sentences, or, in a sentence that is longer than a
//! passage may be, each match with the characters that cling to it.

use super::{breaks, marks};
use crate::analysis;
use crate::query::match_spec::{Field, Span};
use std::ops::Range;

/// Characters beside a match that may cling to it (`"Moscow-based,"`); longer runs without a space are no words.
const CLING: usize = 40;

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

impl<'a> Text<'a> {
    /// Cuts `text` for passages of `length` characters; `atoms` is how many atoms there are.
    pub(super) fn new(
        field: Field,
        text: &'a str,
        spans: &[Span],
        atoms: usize,
        length: usize,
    ) -> Self {
        let spans = marks::tidy(text, spans, atoms);
        let marks = marks::merge_marks(&spans);
        let units = Cutter {
            text,
            spans: &spans,
            marks: &marks,
            length,
            used: 0,
            units: Vec::new(),
        }
        .cut();
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
}

struct Cutter<'a> {
    text: &'a str,
    spans: &'a [Span],
    marks: &'a [Range<usize>],
    length: usize,
    /// Spans that already have their unit.
    used: usize,
    units: Vec<Unit>,
}

impl Cutter<'_> {
    fn cut(mut self) -> Vec<Unit> {
        if self.spans.is_empty() {
            return Vec::new();
        }
        let starts = analysis::paragraphs(self.text);
        let whole = 0..self.text.len();
        for paragraph in self.pieces(&whole, starts.into_iter().map(|range| range.start)) {
            if self.next_span_before(paragraph.end) {
                self.cut_paragraph(paragraph);
            }
        }
        self.units
    }

    fn cut_paragraph(&mut self, paragraph: Range<usize>) {
        let slice = self.text.get(paragraph.clone()).unwrap_or_default();
        let starts = analysis::sentences(slice);
        let starts = starts
            .into_iter()
            .map(|range| paragraph.start + range.start);
        let (mut at, mut chars) = (paragraph.start, 0);
        let mut row = self.units.len();
        for piece in self.pieces(&paragraph, starts) {
            let spans = self.take_spans(piece.end);
            let bytes = trim(self.text, piece);
            let start = chars + self.count(at..bytes.start);
            let end = start + self.count(bytes.clone());
            (at, chars) = (bytes.end, end);
            if end - start > self.length {
                self.cut_long(bytes, spans);
                row = self.units.len();
            } else if start < end {
                self.units.push(Unit {
                    bytes,
                    chars: start..end,
                    spans,
                    zone: Zone::Sentences(row),
                });
            }
        }
    }

    /// Units of a sentence that is too long: its matches, those that cling together as one.
    fn cut_long(&mut self, sentence: Range<usize>, spans: Range<usize>) {
        let first = self.units.len();
        let (mut at, mut chars) = (sentence.start, 0);
        for index in spans {
            let Some(span) = self.spans.get(index) else {
                continue;
            };
            let inner = span.start.max(sentence.start)..span.end.min(sentence.end);
            if inner.is_empty() {
                continue;
            }
            let word = breaks::widen(self.text, &inner, &sentence, CLING);
            let earlier = self.units.get(first..).and_then(|units| units.last());
            let floor = earlier.map_or(sentence.start, |unit| unit.bytes.end);
            if word.start < floor && self.join(&word, index) {
                continue;
            }
            let bytes = self.shorten(trim(self.text, word.start.max(floor)..word.end));
            if bytes.is_empty() {
                continue;
            }
            let start = chars + self.count(at..bytes.start);
            (at, chars) = (bytes.start, start);
            let end = start + self.count(bytes.clone());
            self.units.push(Unit {
                bytes,
                chars: start..end,
                spans: index..index + 1,
                zone: Zone::Long(sentence.clone()),
            });
        }
    }

    /// Adds the match at `index` to the last unit, unless that would make it longer than a passage.
    fn join(&mut self, word: &Range<usize>, index: usize) -> bool {
        let Some(last) = self.units.last_mut() else {
            return false;
        };
        if word.end > last.bytes.end {
            let more = self.text.get(last.bytes.end..word.end);
            let end = last.chars.end + more.unwrap_or_default().chars().count();
            if end - last.chars.start > self.length {
                return false;
            }
            last.chars.end = end;
            last.bytes.end = word.end;
        }
        last.spans.end = index + 1;
        true
    }

    /// Cuts a match that is longer than a passage between its words; its first word stays, however long.
    fn shorten(&self, bytes: Range<usize>) -> Range<usize> {
        let slice = self.text.get(bytes.clone()).unwrap_or_default();
        // Not the whole count: spans may overlap, and their sum be far longer than the text.
        if slice.chars().nth(self.length).is_none() {
            return bytes;
        }
        let end = breaks::fit_forward(self.text, bytes.clone(), self.length);
        if end > bytes.start {
            return bytes.start..end;
        }
        let word = slice.find(char::is_whitespace).unwrap_or(slice.len());
        bytes.start..bytes.start + word
    }

    /// `range` cut at `starts`, except at those inside a match.
    fn pieces(
        &self,
        range: &Range<usize>,
        starts: impl Iterator<Item = usize>,
    ) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut at = range.start;
        for start in starts {
            if start > at && start < range.end && marks::around(self.marks, start).is_none() {
                pieces.push(at..start);
                at = start;
            }
        }
        pieces.push(at..range.end);
        pieces
    }

    fn next_span_before(&self, end: usize) -> bool {
        self.spans
            .get(self.used)
            .is_some_and(|span| span.start < end)
    }

    /// The spans not yet used that start before `end`.
    fn take_spans(&mut self, end: usize) -> Range<usize> {
        let first = self.used;
        while self.next_span_before(end) {
            self.used += 1;
        }
        first..self.used
    }

    fn count(&self, bytes: Range<usize>) -> usize {
        self.text.get(bytes).unwrap_or_default().chars().count()
    }
}

/// `range` without the white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.end - slice.trim_start().len();
    let end = range.start + slice.trim_end().len();
    start..end.max(start)
}
