//! The neighbourhoods of matches. Sentences are looked for only there: pages are long and matches few, and finding
//! sentences in all of a page would cost far more than everything else about its passages.

use std::ops::Range;

/// Ranges of `text` that hold all `marks`, with `reach` characters around each; disjoint, in order.
///
/// Nearer than `reach` to a mark, sentences and paragraphs are seen as they are; at the edges they may be cut off.
pub(super) fn regions(text: &str, marks: &[Range<usize>], reach: usize) -> Vec<Range<usize>> {
    let mut regions = Vec::new();
    let Some(first) = marks.first() else {
        return regions;
    };
    let mut start = back(text, first.start, reach);
    let mut last = first.end;
    for mark in marks {
        // A character is a byte at least, so that short gaps need no counting of characters.
        if mark.start.saturating_sub(last) > reach.saturating_mul(2) {
            let (end, next) = (forth(text, last, reach), back(text, mark.start, reach));
            if end < next {
                regions.push(start..end);
                start = next;
            }
        }
        last = mark.end;
    }
    regions.push(start..forth(text, last, reach));
    regions
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
