//! Picked windows to their final extent: what room is left in them goes to context.
//!
//! A row of sentences takes in whole neighbours, the next one first, as long as that brings it nearer to the goal. A window in a sentence that is too long for a
//! passage takes in words, on both sides alike. None grows into another. Where a paragraph is shown, it is the extent.

use super::PassageOptions;
use super::choose::Pick;
use super::text::Text;
use super::unit::{Unit, Zone};
use super::{breaks, marks};
use std::ops::Range;

/// Characters above the goal are disliked more than those below, in this proportion: windows come close to it, and their mean
/// stays below.
const OVER: usize = 2;
const MISSING: usize = 1;

/// A window's final extent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// Index of its text.
    pub(super) text: usize,
    /// Its place there, in bytes.
    pub(super) bytes: Range<usize>,
    /// As in [`super::Passage`].
    pub(super) score: f32,
    /// Whether it starts inside a sentence.
    pub(super) cut_start: bool,
    /// Whether it ends inside a sentence.
    pub(super) cut_end: bool,
}

/// The windows of `picks`, grown as far as `options` let them, in text order.
pub(super) fn grow(
    texts: &[Text<'_>],
    mut picks: Vec<Pick>,
    options: PassageOptions,
) -> Vec<Window> {
    picks.sort_by_key(|pick| (pick.text, pick.bytes.start));
    let mut windows: Vec<Window> = Vec::with_capacity(picks.len());
    for (index, pick) in picks.iter().enumerate() {
        let Some(text) = texts.get(pick.text) else {
            continue;
        };
        let floor = windows.last().filter(|last| last.text == pick.text);
        let ceiling = picks.get(index + 1).filter(|next| next.text == pick.text);
        let grower = Grower {
            text,
            units: text
                .areas
                .get(pick.area)
                .map_or(&[], |area| text.units(area)),
            options,
            floor: floor.map_or(0, |last| last.bytes.end),
            ceiling: ceiling.map_or(usize::MAX, |next| next.bytes.start),
        };
        if let Some((bytes, [cut_start, cut_end])) = grower.extent(pick) {
            windows.push(Window {
                text: pick.text,
                bytes,
                score: pick.score,
                cut_start,
                cut_end,
            });
        }
    }
    windows
}

struct Grower<'a> {
    text: &'a Text<'a>,
    /// Those of the window's area.
    units: &'a [Unit],
    options: PassageOptions,
    /// Byte where the window before ends.
    floor: usize,
    /// Byte where the next window starts.
    ceiling: usize,
}

impl Grower<'_> {
    /// Final bytes, and whether start and end are cut.
    fn extent(&self, pick: &Pick) -> Option<(Range<usize>, [bool; 2])> {
        if pick.is_paragraph {
            return Some((pick.bytes.clone(), [false; 2]));
        }
        let units = &pick.units;
        let first = self.units.get(units.start)?;
        let last = self.units.get(units.end.checked_sub(1)?)?;
        let (bytes, whole) = match &first.zone {
            Zone::Sentences(_) => {
                let bytes = self.with_sentences(units.clone(), first, last);
                (bytes.clone(), bytes)
            }
            Zone::Long(sentence) => (self.with_words(sentence, first, last), sentence.clone()),
        };
        let cuts = [bytes.start > whole.start, bytes.end < whole.end];
        (!bytes.is_empty()).then_some((bytes, cuts))
    }

    fn with_sentences(&self, mut units: Range<usize>, first: &Unit, last: &Unit) -> Range<usize> {
        let (mut first, mut last) = (first, last);
        let mut is_growing = true;
        while is_growing {
            is_growing = false;
            if let Some(next) = self.free(units.end, first)
                && self.is_better(first, last, next.chars.end - first.chars.start)
            {
                (last, units.end, is_growing) = (next, units.end + 1, true);
            }
            if let Some(index) = units.start.checked_sub(1)
                && let Some(previous) = self.free(index, last)
                && self.is_better(first, last, last.chars.end - previous.chars.start)
            {
                (first, units.start, is_growing) = (previous, index, true);
            }
        }
        first.bytes.start..last.bytes.end
    }

    /// Whether the window from `first` to `last` had better be `grown` characters long.
    fn is_better(&self, first: &Unit, last: &Unit, grown: usize) -> bool {
        let goal = self.options.length;
        let missing = goal.saturating_sub(last.chars.end - first.chars.start);
        let over = grown.saturating_sub(goal);
        grown <= self.options.sentence() && over * OVER <= missing * MISSING
    }

    /// The unit at `index`, if it is in the same row as `neighbour` and in no other window.
    fn free(&self, index: usize, neighbour: &Unit) -> Option<&Unit> {
        let unit = self.units.get(index)?;
        let is_free = unit.bytes.end <= self.ceiling && unit.bytes.start >= self.floor;
        (is_free && unit.zone == neighbour.zone).then_some(unit)
    }

    fn with_words(&self, sentence: &Range<usize>, first: &Unit, last: &Unit) -> Range<usize> {
        let room = self
            .options
            .length
            .saturating_sub(last.chars.end - first.chars.start);
        let left = sentence.start.max(self.floor);
        let right = sentence.end.min(self.ceiling);
        let (mut start, mut end) = (first.bytes.start, last.bytes.end);
        start = self.backward(left..start, room / 2);
        let used = self.count(start..first.bytes.start);
        end = self.forward(end..right, room - used);
        let used = used + self.count(last.bytes.end..end);
        start = self.backward(left..start, room - used);
        start..end
    }

    /// Where words up to the end of `range`, `room` characters at most, start; not inside a match.
    fn backward(&self, range: Range<usize>, room: usize) -> usize {
        let at = breaks::fit_backward(self.text.text, range.clone(), room);
        let Some(mark) = marks::around(&self.text.marks, at) else {
            return at;
        };
        let rest = self.slice(mark.end.min(range.end)..range.end);
        range.end - rest.trim_start().len()
    }

    /// Where words from the start of `range`, `room` characters at most, end; not inside a match.
    fn forward(&self, range: Range<usize>, room: usize) -> usize {
        let at = breaks::fit_forward(self.text.text, range.clone(), room);
        let Some(mark) = marks::around(&self.text.marks, at) else {
            return at;
        };
        let rest = self.slice(range.start..mark.start.max(range.start));
        range.start + rest.trim_end().len()
    }

    fn count(&self, bytes: Range<usize>) -> usize {
        self.slice(bytes).chars().count()
    }

    fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.text.get(bytes).unwrap_or_default()
    }
}
