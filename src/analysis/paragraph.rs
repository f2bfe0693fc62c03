//! Paragraphs, and the line breaks inside them that somebody meant. Knows no sentences but by how a line ends.

use super::find::find;
use super::trim::trimmed;
use std::cell::LazyCell;
use std::ops::Range;

/// Byte ranges of the paragraphs of `text`, without the white space around them. A blank line parts them, and so does
/// an indent, as wire stories have it.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = Lines::of(text);
    lines.paragraphs(text).map(bytes).collect()
}

/// The lines of a text that are not blank.
pub(super) struct Lines(Vec<Line>);

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        Lines(lines(text, text.is_ascii()))
    }

    /// The lines of each paragraph.
    pub(super) fn paragraphs<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a [Line]> {
        self.0.chunk_by(|before, next| {
            !(next.after_blank
                || next.indent > before.indent.max(1)
                || (next.indent > 1 && !may_run_on(text, before)))
        })
    }
}

/// From the first of some lines to the last.
pub(super) fn bytes(lines: &[Line]) -> Range<usize> {
    match lines {
        [first, .., last] => first.range.start..last.range.end,
        [line] => line.range.clone(),
        [] => 0..0,
    }
}

/// Cuts one paragraph at the line breaks that are not soft wraps: after a heading, between the items of a list.
pub(super) fn blocks(text: &str, paragraph: &[Line]) -> impl Iterator<Item = Range<usize>> {
    let widest = LazyCell::new(|| {
        let widths = paragraph.iter().map(|line| line.width(text));
        widths.max().unwrap_or_default()
    });
    let runs_on = move |line: &Line, next: &Line| {
        let (before, after) = (line.text(text), next.text(text));
        // Most lines go on with a small letter: then nothing else matters.
        after.starts_with(char::is_lowercase) || !is_meant(before, line.width(text), after, *widest)
    };
    paragraph.chunk_by(runs_on).map(bytes)
}

/// A line that is not blank, trimmed.
#[derive(Clone, Debug)]
pub(super) struct Line {
    range: Range<usize>,
    /// In characters.
    indent: usize,
    after_blank: bool,
}

impl Line {
    fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// In characters, without the indent.
    fn width(&self, text: &str) -> usize {
        let line = self.text(text);
        match line.is_ascii() {
            true => line.len(),
            false => line.chars().count(),
        }
    }
}

fn lines(text: &str, is_ascii: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut after_blank = false;
    while let Some(end) = line_end(text, start, is_ascii) {
        match trimmed(text, start..end) {
            Some(range) => {
                let indent = text.get(start..range.start).unwrap_or_default();
                lines.push(Line {
                    indent: indent.chars().map(columns).sum(),
                    range,
                    after_blank,
                });
                after_blank = false;
            }
            // The second half of CR LF is no blank line.
            None => {
                after_blank |=
                    !text.get(..end).unwrap_or_default().ends_with("\r\n") || end - start > 1
            }
        }
        start = end;
    }
    lines
}

/// Where the line that begins at `start` ends, with its end; `None` at the end of the text.
fn line_end(text: &str, start: usize, is_ascii: bool) -> Option<usize> {
    let mut at = start;
    loop {
        let found = match is_ascii {
            true => {
                let rest = text.as_bytes().get(at..).unwrap_or_default();
                memchr::memchr2(b'\n', b'\r', rest).map(|found| at + found)
            }
            false => find(text.as_bytes(), at, begins_line_end),
        };
        let Some(end) = found else {
            return (start < text.len()).then_some(text.len());
        };
        let char = text.get(end..).and_then(|rest| rest.chars().next());
        match char {
            Some(char) if is_line_end(char) => return Some(end + char.len_utf8()),
            // Another character with that first byte.
            _ => at = end + 1,
        }
    }
}

/// Whether a character with this first byte may end a line.
fn begins_line_end(byte: u8) -> bool {
    (byte == b'\n') | (byte == b'\r') | (byte == 0xc2) | (byte == 0xe2)
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

/// Whether a paragraph whose lines are all indented may go on after this line.
fn may_run_on(text: &str, line: &Line) -> bool {
    line.indent > 1 && line.width(text) >= LEAST_WRAP && !ends_in_stop(line.text(text))
}

/// Nobody wraps text to fewer columns than this, nor to more than the next.
const LEAST_WRAP: usize = 30;
const MOST_WRAP: usize = 120;

/// Whether a line break before `next`, which does not begin with a small letter, is no soft wrap.
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
    let goes_on = line.ends_with([',', '-', '–', '—', '(', '/']);
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
    // Nearly all lines have a small letter among the first.
    !line.chars().any(char::is_lowercase) && line.chars().any(char::is_uppercase)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_those_of_their_ends(text in "[a\\n\\r\u{85}\u{2028}\u{2029}\u{2014}é ]{0,40}[a-z]{0,40}\\n?") {
            let mut start = 0;
            let next = || {
                let end = line_end(&text, start, text.is_ascii())?;
                Some(&text[std::mem::replace(&mut start, end)..end])
            };
            let lines: Vec<&str> = std::iter::from_fn(next).collect();
            let plain: Vec<&str> = text.split_inclusive(is_line_end).collect();
            prop_assert_eq!(lines, plain);
        }
    }

    #[test]
    fn every_line_end_is_looked_at() {
        for char in (char::MIN..=char::MAX).filter(|char| is_line_end(*char)) {
            let first = char.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(begins_line_end(first), "{char:?}");
        }
    }
}
