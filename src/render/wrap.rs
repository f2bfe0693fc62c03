//! Breaks a paragraph into lines by display columns: an ideograph takes two, a combining mark none.

use super::run::Run;
use crate::passage::breaks_between;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One grapheme on its way to a line.
struct Cell<'a> {
    text: &'a str,
    width: usize,
    /// Index of its run.
    run: usize,
}

impl Cell<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }
}

/// The lines of `runs`, each at most `columns` wide; everything on one line for `None`. A word is broken only if it
/// is longer than a line. No line starts or ends with a space, and there is at least one line.
pub(super) fn wrap(runs: &[Run], columns: Option<usize>) -> Vec<Vec<Run>> {
    let columns = columns.unwrap_or(usize::MAX);
    let cells = cells(runs);
    let mut lines = Vec::new();
    let (mut start, mut column, mut last_break) = (0, 0, None);
    let mut previous: Option<&Cell<'_>> = None;
    for (index, cell) in cells.iter().enumerate() {
        if index > start && previous.is_some_and(|before| breaks_between(before.text, cell.text)) {
            last_break = Some(index);
        }
        if column + cell.width > columns && index > start && !cell.is_space() {
            let end = last_break.unwrap_or(index);
            lines.push(line(runs, cells.get(start..end).unwrap_or_default()));
            start = end;
            last_break = None;
            column = cells.get(start..index).map_or(0, width);
        }
        // A space never starts a line.
        match cell.is_space() && index == start {
            true => start = index + 1,
            false => column += cell.width,
        }
        previous = Some(cell);
    }
    let rest = cells.get(start..).unwrap_or_default();
    if !rest.is_empty() || lines.is_empty() {
        lines.push(line(runs, rest));
    }
    lines
}

fn cells(runs: &[Run]) -> Vec<Cell<'_>> {
    let cells = runs.iter().enumerate().flat_map(|(run, Run { text, .. })| {
        text.graphemes(true).map(move |text| Cell {
            text,
            width: text.width(),
            run,
        })
    });
    cells.collect()
}

fn width(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// The cells as runs, less spaces at the end.
fn line(runs: &[Run], cells: &[Cell<'_>]) -> Vec<Run> {
    let end = cells.iter().rposition(|cell| !cell.is_space());
    let mut line: Vec<Run> = Vec::new();
    let mut open = None;
    for cell in cells.iter().take(end.map_or(0, |end| end + 1)) {
        if open != Some(cell.run) {
            let role = runs.get(cell.run).map_or(super::Role::Text, |run| run.role);
            let text = String::new();
            line.push(Run { text, role });
            open = Some(cell.run);
        }
        if let Some(run) = line.last_mut() {
            run.text.push_str(cell.text);
        }
    }
    // A few signs join with a space after them, which hides it from the look at the cells.
    if let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    line
}
