//! Cuts an area of a text into units, with what its windows may grow by.

use super::area::{Area, back, forth, margin};
use super::marks::{self, is_grapheme_edge};
use super::text::Text;
use super::unit::{Unit, Zone};
use super::{PassageOptions, breaks, number};
use crate::analysis;
use crate::query::match_spec::Span;
use std::ops::Range;

/// Characters beside a match that may cling to it (`"Moscow-based,"`); longer runs without a space are no words.
const CLING: usize = 40;

impl Text<'_> {
    /// The units of an area and around it.
    pub(super) fn units<'t>(&'t self, area: &'t Area) -> &'t [Unit] {
        area.units.get_or_init(|| cut(self, area))
    }
}

/// The units in an area of `text` and around it.
fn cut(text: &Text<'_>, area: &Area) -> Vec<Unit> {
    let region = region(text, area);
    Cutter {
        text: text.text,
        spans: &text.spans,
        relatives: &text.relatives,
        marks: &text.marks,
        numbers: text.numbers,
        options: text.options,
        used: text.spans.partition_point(|span| span.start < region.start),
        region,
        units: Vec::new(),
    }
    .cut()
}

/// The bytes of an area with its margins. At the edges, sentences and paragraphs may be cut off.
fn region(text: &Text<'_>, area: &Area) -> Range<usize> {
    let items = text.items.get(area.items.clone()).unwrap_or_default();
    let (start, end) = (items.first(), items.last());
    let (start, end) = start
        .zip(end)
        .map_or((0, 0), |(start, end)| (start.start, end.span.end));
    let margin = margin(text.options);
    back(text.text, start, margin)..forth(text.text, end, margin)
}

struct Cutter<'a> {
    text: &'a str,
    spans: &'a [Span],
    relatives: &'a [Span],
    marks: &'a [Range<usize>],
    numbers: bool,
    options: PassageOptions,
    region: Range<usize>,
    /// Spans that already have their unit, or start before the region.
    used: usize,
    units: Vec<Unit>,
}

impl Cutter<'_> {
    fn cut(mut self) -> Vec<Unit> {
        let region = self.region.clone();
        let starts = analysis::paragraphs(self.slice(&region)).into_iter();
        let starts = starts.map(|range| region.start + range.start);
        for paragraph in self.pieces(&region, starts) {
            if self.next_span_before(paragraph.end) {
                self.cut_paragraph(paragraph);
            }
        }
        self.units
    }

    fn cut_paragraph(&mut self, paragraph: Range<usize>) {
        let starts = analysis::sentences(self.slice(&paragraph)).into_iter();
        let starts = starts.map(|range| paragraph.start + range.start);
        let (mut at, mut chars) = (paragraph.start, 0);
        let mut row = self.units.len();
        for piece in self.pieces(&paragraph, starts) {
            let spans = self.take_spans(piece.end);
            let relatives = self.relatives_in(&piece);
            let bytes = trim(self.text, piece.clone());
            let is_cut_off = self.is_cut_off(&piece, &bytes);
            let start = chars + self.count(at..bytes.start);
            let end = start + self.count(bytes.clone());
            (at, chars) = (bytes.end, end);
            if end - start > self.options.sentence() {
                self.cut_long(bytes, spans);
                row = self.units.len();
            } else if start < end && !is_cut_off {
                let number = self.number(&bytes, &spans);
                self.units.push(Unit {
                    bytes,
                    chars: start..end,
                    spans,
                    relatives,
                    number,
                    zone: Zone::Sentences(row),
                });
            }
        }
    }

    /// Whether the sentence in `piece`, which is these `bytes`, may go on outside of the region.
    fn is_cut_off(&self, piece: &Range<usize>, bytes: &Range<usize>) -> bool {
        let region = &self.region;
        let runs_on = |space: Range<usize>| self.slice(&space).matches('\n').nth(1).is_none();
        (piece.start == region.start && region.start > 0 && runs_on(piece.start..bytes.start))
            || (piece.end == region.end
                && region.end < self.text.len()
                && runs_on(bytes.end..piece.end))
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
                relatives: 0..0,
                number: None,
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
            if end - last.chars.start > self.options.length {
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
        let slice = self.slice(&bytes);
        // Not the whole count: spans may overlap, and their sum be far longer than the text.
        if slice.chars().nth(self.options.length).is_none() {
            return bytes;
        }
        let end = breaks::fit_forward(self.text, bytes.clone(), self.options.length);
        if end > bytes.start {
            return bytes.start..end;
        }
        let word = slice.find(char::is_whitespace).unwrap_or(slice.len());
        bytes.start..bytes.start + word
    }

    /// `range` cut at `starts`, except at those inside a match or a character.
    fn pieces(
        &self,
        range: &Range<usize>,
        starts: impl Iterator<Item = usize>,
    ) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut at = range.start;
        for start in starts {
            let is_inside = start > at && start < range.end;
            let is_whole =
                marks::around(self.marks, start).is_none() && is_grapheme_edge(self.text, start);
            if is_inside && is_whole {
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

    /// The relatives that start in `piece`.
    fn relatives_in(&self, piece: &Range<usize>) -> Range<usize> {
        let first = |at| self.relatives.partition_point(|span| span.start < at);
        first(piece.start)..first(piece.end)
    }

    /// The number in a sentence with these matches, if one is wanted.
    fn number(&self, sentence: &Range<usize>, spans: &Range<usize>) -> Option<number::Number> {
        let spans = self.spans.get(spans.clone()).filter(|_| self.numbers)?;
        number::number(self.text, sentence, spans)
    }

    fn count(&self, bytes: Range<usize>) -> usize {
        self.slice(&bytes).chars().count()
    }

    fn slice(&self, bytes: &Range<usize>) -> &str {
        self.text.get(bytes.clone()).unwrap_or_default()
    }
}

/// `range` without the white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.end - slice.trim_start().len();
    let end = range.start + slice.trim_end().len();
    start..end.max(start)
}
