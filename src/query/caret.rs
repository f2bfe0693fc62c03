//! Draws the place of an error below the query, by terminal columns.

use super::chars::{Class, class};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that a terminal of 80 leaves after an indent.
const COLUMNS: usize = 72;
/// Columns shown before the place, where the query is too long to be shown whole.
const BEFORE: usize = 24;
/// Stands for what was cut away.
const CUT: &str = "…";

/// A character as a person sees it.
struct Cell<'a> {
    shown: &'a str,
    bytes: Range<usize>,
    /// First column and the one after its last.
    columns: Range<usize>,
}

/// The query and a line of carets, each at most [`COLUMNS`] wide.
pub(super) fn render(query: &str, span: &Range<usize>) -> String {
    let cells = layout(query);
    let place = columns(&cells, span);
    let total = cells.last().map_or(0, |cell| cell.columns.end);
    let window = window(total, &place);
    let (cut_start, cut_end) = (window.start > 0, window.end < total);

    let mut line = String::new();
    line.push_str(if cut_start { CUT } else { "" });
    let mut visible = cells
        .iter()
        .filter(|cell| within(&cell.columns, &window))
        .peekable();
    let first = visible
        .peek()
        .map_or(window.start, |cell| cell.columns.start);
    visible.for_each(|cell| line.push_str(cell.shown));
    line.push_str(if cut_end { CUT } else { "" });

    let before = place.start.saturating_sub(first) + usize::from(cut_start);
    let width = place.end.min(window.end).saturating_sub(place.start).max(1);
    format!("{line}\n{}{}", " ".repeat(before), "^".repeat(width))
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The query as cells, with what would disturb the line replaced by spaces.
fn layout(query: &str) -> Vec<Cell<'_>> {
    let mut column = 0;
    let graphemes = query.grapheme_indices(true);
    let cells = graphemes.map(|(start, grapheme)| {
        let shown = if grapheme.chars().all(is_shown) {
            grapheme
        } else {
            " "
        };
        let columns = column..column + shown.width();
        column = columns.end;
        Cell {
            shown,
            bytes: start..start + grapheme.len(),
            columns,
        }
    });
    cells.collect()
}

/// Whether a terminal shows it as it is. Joiners stay, as they build characters; the rest of the zero-width ones do not.
fn is_shown(c: char) -> bool {
    match class(c) {
        Class::Space => false,
        Class::Ignorable => matches!(c, '\u{200C}' | '\u{200D}'),
        _ => true,
    }
}

/// The columns of `span`; an empty one, or one after the end, stands at the column where it would begin.
fn columns(cells: &[Cell<'_>], span: &Range<usize>) -> Range<usize> {
    let end_of_text = cells.last().map_or(0, |cell| cell.columns.end);
    let mut touched = cells.iter().filter(|cell| cell.bytes.end > span.start);
    let Some(first) = touched.next() else {
        return end_of_text..end_of_text + 1;
    };
    let last = touched
        .take_while(|cell| cell.bytes.start < span.end)
        .last();
    let end = last.map_or(first.columns.end, |cell| cell.columns.end);
    first.columns.start..end.max(first.columns.start + 1)
}

/// The columns to show: all of them, or some that leave room for the marks of what is cut.
fn window(total: usize, place: &Range<usize>) -> Range<usize> {
    if total.max(place.end) <= COLUMNS {
        return 0..total;
    }
    let latest = (total + 1).saturating_sub(COLUMNS - 1);
    let start = place.start.saturating_sub(BEFORE).min(latest);
    // With nothing to cut away but a column or two, show the start instead.
    let start = if start <= 1 { 0 } else { start };
    let room = COLUMNS - usize::from(start > 0);
    if start + room >= total.max(place.end) {
        return start..total;
    }
    start..start + room - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(query: &str, part: &str) -> String {
        let start = query.find(part).expect("part is in the query");
        format!("\n{}", render(query, &(start..start + part.len())))
    }

    #[test]
    fn carets_stand_below_the_place() {
        assert_eq!(drawn("storm AND", "AND"), "\nstorm AND\n      ^^^");
        assert_eq!(render("", &(0..0)), "\n^");
        assert_eq!(render("ab", &(2..2)), "ab\n  ^");
        assert_eq!(render("ab", &(0..0)), "ab\n^");
        assert_eq!(render("ab", &(7..9)), "ab\n  ^");
    }

    #[test]
    fn columns_count_what_a_terminal_shows() {
        assert_eq!(drawn("俄罗斯 AND", "AND"), "\n俄罗斯 AND\n       ^^^");
        assert_eq!(drawn("俄罗斯", "罗"), "\n俄罗斯\n  ^^");
        assert_eq!(drawn("cafe\u{301} *", "*"), "\ncafe\u{301} *\n     ^");
        assert_eq!(
            drawn("a\tb\nc\u{0}d\r\ne *", "*"),
            "\na b c d e *\n          ^"
        );
        assert_eq!(drawn("\u{1b}[31m *", "*"), "\n [31m *\n      ^");
        assert_eq!(drawn("👩‍👩‍👧 *", "*"), "\n👩‍👩‍👧 *\n   ^");
    }

    #[test]
    fn long_queries_are_cut_around_the_place() {
        let query = format!("{}* {}", "storm ".repeat(50), "flood ".repeat(50));
        let drawn = render(&query, &(300..301));
        let (line, carets) = drawn.split_once('\n').expect("two lines");
        assert_eq!(
            (line.width(), carets),
            (COLUMNS, format!("{}^", " ".repeat(25)).as_str())
        );
        assert!(line.starts_with('…') && line.ends_with('…'));
        assert_eq!(line.chars().nth(25), Some('*'));
    }

    proptest! {
        #[test]
        fn both_lines_fit_and_the_carets_start_at_the_place(
            before in "[a-z 俄e\u{301}\\t]{0,200}", place in "[a-z俄]{1,100}", after in "[a-z 俄]{0,200}",
        ) {
            let query = format!("{before}*{place}{after}");
            let drawn = render(&query, &(before.len()..before.len() + 1 + place.len()));
            let (line, carets) = drawn.split_once('\n').expect("two lines");
            prop_assert!(line.width() <= COLUMNS, "{}", drawn);
            prop_assert!(carets.width() <= COLUMNS, "{}", drawn);
            let head: String = line.chars().take_while(|c| *c != '*').collect();
            prop_assert_eq!(head.width(), carets.len() - carets.trim_start().len(), "{}", drawn);
        }

        #[test]
        fn any_text_and_any_span_can_be_drawn(query in "\\PC{0,120}", start in 0_usize..400, length in 0_usize..400) {
            let drawn = render(&query, &(start..start + length));
            let columns = drawn.lines().map(UnicodeWidthStr::width).max().unwrap_or_default();
            prop_assert!(columns <= COLUMNS);
        }
    }
}
