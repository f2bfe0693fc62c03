//! All windows worth considering in one text, and what each is worth.
//!
//! Whatever more a window holds only adds to its worth, so of the windows that end with a given unit the longest is
//! the best: two ends moving forwards once over the text visit all that matter.

use super::PassageOptions;
use super::unit::{Text, Unit};
use std::ops::Range;

/// What a repeat of an atom adds, as a share of its logarithm. With any more, articles' pet words would win.
const REPEAT: f64 = 0.1;

/// What an atom is worth in this round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    /// In units so small that rounding does not show; an integer, so that adding and taking away again is exact.
    pub(super) value: i64,
    /// Whether it alone justifies a window where others do not.
    pub(super) wanted: bool,
}

/// A window with matches in its first and last unit.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its units, by index.
    pub(super) units: Range<usize>,
    /// The sum over its atoms.
    pub(super) value: i64,
    /// Bytes between its matches.
    pub(super) gap: usize,
    /// Whether a wanted atom is in it.
    pub(super) wanted: bool,
}

/// Calls `sink` with the longest window for each unit that one may end with, in text order. Windows stay clear of the
/// units for which `taken` is true.
pub(super) fn sweep(
    text: &Text<'_>,
    worths: &[Worth],
    taken: impl Fn(usize) -> bool,
    options: PassageOptions,
    sink: &mut dyn FnMut(Candidate),
) {
    let matched = text.units.iter().enumerate();
    let matched: Vec<(usize, &Unit)> = matched.filter(|(_, unit)| unit.is_matched()).collect();
    let mut tally = Tally::new(text, worths);
    let mut first = 0;
    for (last, &(index, unit)) in matched.iter().enumerate() {
        let bar = taken(index);
        tally.add(unit);
        while let Some(&(start, opening)) = matched.get(first).filter(|_| first <= last) {
            let extent = || unit.chars.end - opening.chars.start;
            let is_alone = first == last;
            if !bar
                && opening.zone == unit.zone
                && (is_alone || extent() <= opening.zone.room(options))
            {
                sink(tally.candidate(start..index + 1, opening, unit));
                break;
            }
            tally.remove(opening);
            first += 1;
        }
    }
}

/// The running sum over the matches in a window.
pub(super) struct Tally<'a> {
    text: &'a Text<'a>,
    worths: &'a [Worth],
    counts: Vec<usize>,
    value: i64,
    /// Different wanted atoms in the window.
    wanted: usize,
    /// Bytes of all matches in the window.
    matched: usize,
}

impl<'a> Tally<'a> {
    pub(super) fn new(text: &'a Text<'a>, worths: &'a [Worth]) -> Self {
        Tally {
            text,
            worths,
            counts: vec![0; worths.len()],
            value: 0,
            wanted: 0,
            matched: 0,
        }
    }

    pub(super) fn add(&mut self, unit: &Unit) {
        for span in self.text.spans_of(unit) {
            self.matched += span.end - span.start;
            self.change(span.atom, 1);
        }
    }

    fn remove(&mut self, unit: &Unit) {
        for span in self.text.spans_of(unit) {
            self.matched -= span.end - span.start;
            self.change(span.atom, -1);
        }
    }

    pub(super) fn value(&self) -> i64 {
        self.value
    }

    fn change(&mut self, atom: usize, by: isize) {
        let (Some(worth), Some(count)) = (self.worths.get(atom), self.counts.get_mut(atom)) else {
            return;
        };
        let before = *count;
        *count = before.saturating_add_signed(by);
        self.value += times(worth.value, *count) - times(worth.value, before);
        match (before, *count) {
            (0, 1) => self.wanted += usize::from(worth.wanted),
            (1, 0) => self.wanted -= usize::from(worth.wanted),
            _ => {}
        }
    }

    fn candidate(&self, units: Range<usize>, first: &Unit, last: &Unit) -> Candidate {
        let start = self.text.spans_of(first).first();
        let end = self.text.spans_of(last).iter().map(|span| span.end).max();
        let extent = start.zip(end).map_or(0, |(start, end)| end - start.start);
        Candidate {
            units,
            value: self.value,
            gap: extent.saturating_sub(self.matched),
            wanted: self.wanted > 0,
        }
    }
}

/// What `count` occurrences are worth. A function of its arguments alone, so that what was added can be taken away.
fn times(value: i64, count: usize) -> i64 {
    match count {
        0 => 0,
        1 => value,
        _ => (value as f64 * (1.0 + REPEAT * (count as f64).ln())) as i64,
    }
}
