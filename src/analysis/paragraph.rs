//! Paragraphs, and the line breaks inside them that somebody meant. Knows no sentences but by how a line ends.

use std::ops::Range;

/// Byte ranges of the paragraphs of `text`, without the white space around them. A blank line parts them, and so does
/// an indent, as wire stories have it.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    join_lines(text, lines(text), |before, next| {
        next.after_blank
            || next.indent > before.indent.max(1)
            || (next.indent > 1 && !may_run_on(text, before))
    })
}

/// Cuts one paragraph at the line breaks that are not soft wraps: after a heading, between the items of a list.
pub(super) fn blocks(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let lines = lines_in(text, paragraph);
    let width = lines
        .iter()
        .map(|line| line.width)
        .max()
        .unwrap_or_default();
    join_lines(text, lines, |before, next| {
        is_meant(
            text.get(before.range.clone()).unwrap_or_default(),
            before.width,
            next_text(text, next),
            width,
        )
    })
}

/// A line that is not blank, trimmed.
#[derive(Clone, Debug)]
struct Line {
    range: Range<usize>,
    /// In characters.
    indent: usize,
    /// In characters, without the indent.
    width: usize,
    after_blank: bool,
}

fn lines(text: &str) -> Vec<Line> {
    lines_in(text, 0..text.len())
}

fn lines_in(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = range.start;
    let mut after_blank = false;
    for raw in text
        .get(range)
        .unwrap_or_default()
        .split_inclusive(is_line_end)
    {
        let line = raw.trim();
        if line.is_empty() {
            // The second half of CR LF is no blank line.
            after_blank |= raw != "\n" || !text.get(..start).unwrap_or_default().ends_with('\r');
        } else {
            let lead = raw.len() - raw.trim_start().len();
            let indent = raw
                .chars()
                .take_while(|c| c.is_whitespace())
                .map(columns)
                .sum();
            lines.push(Line {
                range: start + lead..start + lead + line.len(),
                indent,
                width: line.chars().count(),
                after_blank,
            });
            after_blank = false;
        }
        start += raw.len();
    }
    lines
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn columns(space: char) -> usize {
    match space {
        '\t' | '\u{3000}' => 2,
        _ => 1,
    }
}

/// Ranges from the first line to the last line of each group; `parts` says where a group ends.
fn join_lines(
    text: &str,
    lines: Vec<Line>,
    parts: impl Fn(&Line, &Line) -> bool,
) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        match (ranges.last_mut(), &before) {
            (Some(range), Some(before)) if !parts(before, &line) => range.end = line.range.end,
            _ => ranges.push(line.range.clone()),
        }
        before = Some(line);
    }
    debug_assert!(ranges.iter().all(|range| text.get(range.clone()).is_some()));
    ranges
}

fn next_text<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.range.clone()).unwrap_or_default()
}

/// Whether a paragraph whose lines are all indented may go on after this line.
fn may_run_on(text: &str, line: &Line) -> bool {
    line.indent > 1 && line.width >= LEAST_WRAP && !ends_in_stop(next_text(text, line))
}

/// Nobody wraps text to fewer columns than this, nor to more than the next.
const LEAST_WRAP: usize = 30;
const MOST_WRAP: usize = 120;

fn is_meant(line: &str, line_width: usize, next: &str, width: usize) -> bool {
    let stops = ends_in_stop(line) || line.ends_with([':', ';']);
    // Two fifths: a wire story's first line is cut to three fifths where its dateline was taken off.
    let short = line_width * 5 < width * 2;
    if starts_with_bullet(next) || (starts_with_number(next) && (stops || starts_with_number(line)))
    {
        return true;
    }
    if starts_with_dash(next) && (stops || short || starts_with_dash(line)) {
        return true;
    }
    let goes_on = next.starts_with(|c: char| c.is_lowercase())
        || line.ends_with([',', '-', '–', '—', '(', '/']);
    !goes_on
        && (line_width > MOST_WRAP
            || ((short || is_capitals(line)) && !stops && is_heading(line, next)))
}

/// A short line reads as a heading unless its last word wants more; capitals go on over several lines.
fn is_heading(line: &str, next: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let wants_more = last.chars().count() < 4 && last.chars().all(char::is_lowercase);
    !wants_more && is_capitals(line) <= !is_capitals(next)
}

fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}

pub(super) fn ends_in_stop(line: &str) -> bool {
    let closing = |c: char| {
        matches!(
            c,
            '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '“' | '」' | '』' | '）'
        )
    };
    line.trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

fn starts_with_bullet(line: &str) -> bool {
    marker_then_space(line, |c| {
        matches!(c, '•' | '‣' | '◦' | '▪' | '●' | '■' | '►' | '*' | '·')
    })
}

fn starts_with_dash(line: &str) -> bool {
    marker_then_space(line, |c| matches!(c, '-' | '–' | '—'))
}

fn marker_then_space(line: &str, marker: impl Fn(char) -> bool) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(marker) && chars.next().is_some_and(char::is_whitespace)
}

fn starts_with_number(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    (1..=2).contains(&digits) && marker_then_space(rest, |c| matches!(c, '.' | ')'))
}
