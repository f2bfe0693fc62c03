//! The whole paragraph around a window. Looks at no more of the text than a paragraph that is shown can be long.

use super::area::{back, forth};
use super::marks::{self, is_grapheme_edge};
use super::text::Text;
use crate::analysis;
use std::ops::Range;

/// The paragraph that holds `window`, without white space around it, or the few that a match holds together; `None`
/// where it is longer than `most` characters.
pub(super) fn around(text: &Text<'_>, window: &Range<usize>, most: usize) -> Option<Range<usize>> {
    let near = near(text.text, window, most);
    let starts = analysis::paragraphs(text.text.get(near.clone())?);
    let starts = starts.into_iter().map(|range| near.start + range.start);
    // What the cut made the first paragraph starts too far away.
    let starts = starts.skip(usize::from(near.start > 0));
    let starts: Vec<usize> = starts.filter(|start| is_start(text, *start)).collect();
    let next = starts.partition_point(|start| *start <= window.start);
    let start = *starts.get(next.checked_sub(1)?)?;
    let end = starts.iter().find(|start| **start >= window.end).copied();
    let end = end.or((near.end == text.text.len()).then_some(near.end))?;
    let paragraph = text.text.get(start..end)?.trim_end();
    let fits = paragraph.chars().nth(most).is_none();
    fits.then_some(start..start + paragraph.len())
}

/// `window` with `most` characters on both sides, from the start of a line, whose indent counts, to the start of one.
fn near(text: &str, window: &Range<usize>, most: usize) -> Range<usize> {
    let start = back(text, window.start, most);
    // White space alone would hide that a paragraph starts after it.
    let start = text.get(..start).unwrap_or_default().trim_end().len();
    let further = back(text, start, most);
    let line = text.get(further..start).unwrap_or_default().rfind('\n');
    let start = match line {
        Some(line) => further + line + 1,
        None if further == 0 => 0,
        None => back(text, start, 1),
    };
    let end = forth(text, window.end, most);
    let rest = text.get(end..).unwrap_or_default().trim_start();
    start..forth(text, text.len() - rest.len(), 1)
}

/// Whether a paragraph may start here: not inside a match or a character.
fn is_start(text: &Text<'_>, at: usize) -> bool {
    marks::around(&text.marks, at).is_none() && is_grapheme_edge(text.text, at)
}
