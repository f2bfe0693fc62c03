//! Match spans as they are shown: inside the text, of whole characters, sorted, disjoint. Knows nothing of windows' making.

use crate::query::match_spec::Span;
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Code points looked at to find a grapheme's edge: real ones are far shorter, and a made-up one must not cost its square.
const GRAPHEME_REACH: usize = 32;

/// The spans as disjoint ranges in order: those that overlap become one, and so do those of one atom that touch.
/// Empty spans are left out.
pub fn merge_marks(spans: &[Span]) -> Vec<Range<usize>> {
    let mut sorted: Vec<&Span> = spans.iter().filter(|span| span.start < span.end).collect();
    sorted.sort_by_key(|span| (span.start, span.end, span.atom));
    let mut marks: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    let mut atom_at_end = None;
    for span in sorted {
        match marks.last_mut() {
            Some(last)
                if span.start < last.end
                    || (span.start == last.end && atom_at_end == Some(span.atom)) =>
            {
                if span.end > last.end {
                    last.end = span.end;
                    atom_at_end = Some(span.atom);
                }
            }
            _ => {
                marks.push(span.start..span.end);
                atom_at_end = Some(span.atom);
            }
        }
    }
    marks
}

/// The spans of the first `atoms` atoms that lie in `text`, less white space at their ends, widened to whole graphemes,
/// sorted by start, without doubles.
pub(super) fn tidy(text: &str, spans: &[Span], atoms: usize) -> Vec<Span> {
    let mut tidy: Vec<Span> = spans
        .iter()
        .filter(|span| span.atom < atoms)
        .filter_map(|span| {
            let inner = text.get(span.start..span.end)?;
            let start = span.end - inner.trim_start().len();
            let end = span.start + inner.trim_end().len();
            (start < end).then(|| Span {
                start: grapheme_start(text, start),
                end: grapheme_end(text, end),
                atom: span.atom,
            })
        })
        .collect();
    tidy.sort_by_key(|span| (span.start, span.end, span.atom));
    tidy.dedup();
    tidy
}

/// The parts of `marks` inside `window`, relative to it. A mark that sticks out is cut at the window's edge.
pub(super) fn inside(
    text: &str,
    marks: &[Range<usize>],
    window: &Range<usize>,
) -> Vec<Range<usize>> {
    let first = marks.partition_point(|mark| mark.end <= window.start);
    marks
        .iter()
        .skip(first)
        .take_while(|mark| mark.start < window.end)
        .map(|mark| mark.start.max(window.start)..mark.end.min(window.end))
        .filter(|part| {
            text.get(part.clone())
                .is_some_and(|part| !part.trim().is_empty())
        })
        .map(|part| part.start - window.start..part.end - window.start)
        .collect()
}

/// The mark that `at` is strictly inside of.
pub(super) fn around(marks: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let mark = marks.get(marks.partition_point(|mark| mark.end <= at))?;
    (mark.start < at).then_some(mark)
}

fn grapheme_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default().char_indices().rev();
    let earlier = before.map(|(index, _)| index).take(GRAPHEME_REACH);
    std::iter::once(at)
        .chain(earlier)
        .find(|&index| is_grapheme_edge(text, index))
        .unwrap_or(at)
}

fn grapheme_end(text: &str, at: usize) -> usize {
    let after = text.get(at..).unwrap_or_default().char_indices();
    let later = after
        .map(|(index, char)| at + index + char.len_utf8())
        .take(GRAPHEME_REACH);
    std::iter::once(at)
        .chain(later)
        .find(|&index| is_grapheme_edge(text, index))
        .unwrap_or(at)
}

/// Whether no character as people see it goes over `at`.
pub(super) fn is_grapheme_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let Some((before, after)) = at
        .checked_sub(1)
        .and_then(|before| Some((bytes.get(before)?, bytes.get(at)?)))
    else {
        return true;
    };
    // Between two ASCII characters only a CR LF pair holds together; most edges are of this kind.
    if before.is_ascii() && after.is_ascii() {
        return (*before, *after) != (b'\r', b'\n');
    }
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}
