//! Parts of a text that are looked at one by one. Pages are long and windows short: finding sentences in all of a page
//! would cost far more than everything else about its passages.

use super::PassageOptions;
use super::item::Item;
use super::unit::Unit;
use std::cell::OnceCell;
use std::ops::Range;

/// Lengths of a passage that an area is wide, at the most: wider ones are looked at in vain too often, of narrower ones the
/// margins cost more than they do.
const WIDTH: usize = 3;
/// Characters beside the windows that may tell how a sentence begins and ends.
const AHEAD: usize = 100;

/// Items in a row, and the windows that end among them.
#[derive(Debug)]
pub(super) struct Area {
    /// What counts in it, as indices of [`super::text::Text::items`].
    pub(super) items: Range<usize>,
    /// Where the last units of its windows end: behind its first item, and not behind that of the next area.
    pub(super) ends: Range<usize>,
    /// Its units and those that its windows may grow by, once it was looked at.
    pub(super) units: OnceCell<Vec<Unit>>,
}

impl Area {
    /// Whether windows with this last unit are those of this area.
    pub(super) fn owns(&self, last: &Unit) -> bool {
        self.ends.start < last.bytes.end && last.bytes.end <= self.ends.end
    }
}

/// The areas that hold all `items` of a text of so many bytes, in order: one, where as many as there are passages would make
/// more to look at than all of it.
pub(super) fn areas(items: &[Item], bytes: usize, options: PassageOptions) -> Vec<Area> {
    let areas = narrow_areas(items, options);
    let extent = items.first().zip(items.last());
    let extent = extent.map_or(0, |(first, last)| last.char - first.char);
    let margins = margin(options).saturating_mul(2);
    let each = margins.saturating_add(extent / areas.len().max(1));
    let looked_at = areas.len().min(options.passages);
    match areas.len() > 1 && each.saturating_mul(looked_at) >= bytes {
        true => vec![area(items, 0..items.len())],
        false => areas,
    }
}

fn narrow_areas(items: &[Item], options: PassageOptions) -> Vec<Area> {
    let width = options.length.saturating_mul(WIDTH);
    let apart = margin(options).saturating_mul(2);
    let mut starts = Vec::new();
    let mut before = 0;
    for (index, item) in items.iter().enumerate() {
        let first = starts.last().and_then(|start: &usize| items.get(*start));
        let is_far = |first: &Item| item.char - first.char > width || item.char - before > apart;
        if first.is_none_or(is_far) {
            starts.push(index);
        }
        before = item.char;
    }
    let next = starts.iter().skip(1).copied().chain([items.len()]);
    let ranges = starts.iter().zip(next);
    ranges
        .map(|(start, end)| area(items, *start..end))
        .collect()
}

fn area(all: &[Item], items: Range<usize>) -> Area {
    let first = match items.start {
        0 => 0,
        start => start_of(all, start),
    };
    Area {
        ends: first..start_of(all, items.end),
        items,
        units: OnceCell::new(),
    }
}

fn start_of(items: &[Item], index: usize) -> usize {
    items.get(index).map_or(usize::MAX, |item| item.start)
}

/// Characters on either side of an area that its windows may reach and grow into.
pub(super) fn margin(options: PassageOptions) -> usize {
    options.sentence().saturating_mul(2).saturating_add(AHEAD)
}

/// Where the `chars` characters before `at` start.
pub(super) fn back(text: &str, at: usize, chars: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.char_indices().rev().take(chars).last();
    start.map_or(at, |(index, _)| index)
}

/// Where the `chars` characters from `at` end.
pub(super) fn forth(text: &str, at: usize, chars: usize) -> usize {
    let after = text.get(at..).unwrap_or_default();
    let end = after.char_indices().nth(chars);
    end.map_or(text.len(), |(index, _)| at + index)
}
