//! Where text may be broken between words, for cutting long sentences and for wrapping lines.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Whether a line or a passage may end after grapheme `before` and go on with `after`.
///
/// At white space, and beside an ideograph or kana, which are written without spaces; but never before closing or
/// after opening punctuation.
pub(crate) fn breaks_between(before: &str, after: &str) -> bool {
    let (Some(before), Some(after)) = (before.chars().next(), after.chars().next()) else {
        return true;
    };
    if before.is_whitespace() || after.is_whitespace() {
        return true;
    }
    (is_unspaced(before) || is_unspaced(after)) && !is_opening(before) && !is_closing(after)
}

/// Byte offset where the longest run of whole words from the start of `range` ends that is at most `room` characters
/// long; the start of `range` where not even one fits. Never ends in white space.
pub(super) fn fit_forward(text: &str, range: Range<usize>, room: usize) -> usize {
    let slice = text.get(range.clone()).unwrap_or_default();
    let mut graphemes = slice.graphemes(true).peekable();
    let (mut at, mut chars, mut fits) = (0, 0, 0);
    while let Some(grapheme) = graphemes.next() {
        at += grapheme.len();
        chars += grapheme.chars().count();
        if chars > room {
            break;
        }
        if graphemes
            .peek()
            .is_none_or(|next| breaks_between(grapheme, next))
        {
            fits = at;
        }
    }
    range.start + slice.get(..fits).unwrap_or_default().trim_end().len()
}

/// As [`fit_forward`], from the end of `range` backwards: where the run starts.
pub(super) fn fit_backward(text: &str, range: Range<usize>, room: usize) -> usize {
    let slice = text.get(range.clone()).unwrap_or_default();
    let mut graphemes = slice.graphemes(true).rev().peekable();
    let (mut at, mut chars, mut fits) = (slice.len(), 0, slice.len());
    while let Some(grapheme) = graphemes.next() {
        at -= grapheme.len();
        chars += grapheme.chars().count();
        if chars > room {
            break;
        }
        if graphemes
            .peek()
            .is_none_or(|previous| breaks_between(previous, grapheme))
        {
            fits = at;
        }
    }
    range.end - slice.get(fits..).unwrap_or_default().trim_start().len()
}

/// The run of characters around `inner` up to the nearest breaks within `outer`; a side without a break within
/// `reach` characters stays as it is.
pub(super) fn widen(
    text: &str,
    inner: &Range<usize>,
    outer: &Range<usize>,
    reach: usize,
) -> Range<usize> {
    let after = text.get(inner.end..outer.end).unwrap_or_default();
    let before = text.get(outer.start..inner.start).unwrap_or_default();
    let mut own = text.get(inner.clone()).unwrap_or_default().graphemes(true);
    let first = own.clone().next().unwrap_or_default();
    let last = own.next_back().unwrap_or_default();
    let right = first_break(last, after.graphemes(true), reach, breaks_between);
    let left = first_break(
        first,
        before.graphemes(true).rev(),
        reach,
        |after, before| breaks_between(before, after),
    );
    inner.start - left.unwrap_or(0)..inner.end + right.unwrap_or(0)
}

/// Bytes of `graphemes` up to the first break.
fn first_break<'a>(
    mut previous: &'a str,
    graphemes: impl Iterator<Item = &'a str>,
    reach: usize,
    breaks: impl Fn(&str, &str) -> bool,
) -> Option<usize> {
    let (mut bytes, mut chars) = (0, 0);
    for grapheme in graphemes {
        if breaks(previous, grapheme) {
            return Some(bytes);
        }
        bytes += grapheme.len();
        chars += grapheme.chars().count();
        if chars > reach {
            return None;
        }
        previous = grapheme;
    }
    Some(bytes)
}

/// Wide characters, less Hangul (which has spaces) and full-width forms of letters and digits.
fn is_unspaced(char: char) -> bool {
    char.width() == Some(2)
        && !matches!(char, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7ff}')
        && !(matches!(char, '\u{ff00}'..='\u{ff60}') && char.is_alphanumeric())
}

fn is_opening(char: char) -> bool {
    "([{（［｛「『《〈【〔“‘«„‚".contains(char)
}

fn is_closing(char: char) -> bool {
    ")]}.,;:!?%）］｝」』》〉】〕、。，．；：！？％…ー々〜”’»".contains(char)
}
