//! The windows worth considering among some units, and what each is worth.
//!
//! Whatever more a window holds only adds to its worth, so of the windows that end with a given unit the longest is
//! the best: two ends moving forwards once over the text visit all that matter.

use super::PassageOptions;
use super::tally::{Tally, Worths};
use super::text::Text;
use super::unit::Unit;
use std::ops::Range;

/// A window in which something counts in the first and in the last unit, and that has a match.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its units, by index.
    pub(super) units: Range<usize>,
    /// The sum over what counts in it.
    pub(super) value: i64,
    /// Bytes between its matches.
    pub(super) gap: usize,
    /// Whether a wanted atom is in it.
    pub(super) wanted: bool,
}

/// Calls `sink` with the longest window for each of `units` that one may end with, in text order. Windows stay clear of the
/// units for which `taken` is true.
pub(super) fn sweep(
    text: &Text<'_>,
    units: &[Unit],
    worths: &Worths,
    taken: impl Fn(&Unit) -> bool,
    options: PassageOptions,
    sink: &mut dyn FnMut(Candidate),
) {
    let counting = units.iter().enumerate();
    let counting: Vec<(usize, &Unit)> = counting.filter(|(_, unit)| unit.counts()).collect();
    let mut tally = Tally::new(worths);
    let mut first = 0;
    for (last, &(index, unit)) in counting.iter().enumerate() {
        let bar = taken(unit);
        add(&mut tally, text, unit, 1);
        while let Some(&(start, opening)) = counting.get(first).filter(|_| first <= last) {
            let extent = || unit.chars.end - opening.chars.start;
            let is_alone = first == last;
            if !bar
                && opening.zone == unit.zone
                && (is_alone || extent() <= opening.zone.room(options))
            {
                if tally.has_match() {
                    sink(Candidate {
                        units: start..index + 1,
                        value: tally.value(),
                        gap: extent_of_matches(text, opening, unit) - tally.matched(),
                        wanted: tally.has_wanted(),
                    });
                }
                break;
            }
            add(&mut tally, text, opening, -1);
            first += 1;
        }
    }
}

/// Adds what counts in `unit`, or takes it away where `by` is -1.
fn add(tally: &mut Tally<'_>, text: &Text<'_>, unit: &Unit, by: isize) {
    for span in text.spans_of(unit) {
        tally.add_match(span, by);
    }
    for relative in text.relatives_of(unit) {
        tally.add_relative(relative, by);
    }
    if let Some(number) = unit.number {
        tally.add_number(number, by);
    }
}

/// Bytes from the first match of some units to the end of the last, or of all of them where they overlap.
fn extent_of_matches(text: &Text<'_>, first: &Unit, last: &Unit) -> usize {
    let spans = text.spans_between(first, last);
    let end = spans.iter().map(|span| span.end).max();
    let extent = spans
        .first()
        .zip(end)
        .map_or(0, |(first, end)| end - first.start);
    let bytes = spans.iter().map(|span| span.end - span.start).sum();
    extent.max(bytes)
}
