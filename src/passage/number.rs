//! Numbers in sentences, for questions that ask for one.

use crate::query::match_spec::Span;
use std::ops::Range;

/// Where a sentence holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    /// Anywhere.
    Apart,
    /// With at most two words between it and a match: most likely it counts or dates that.
    Beside,
}

/// Words between a number and the match that it belongs to, at the most.
const BETWEEN: usize = 2;
/// Bytes that these can have; beyond, nothing is counted.
const NEAR: usize = 60;

/// The number in `sentence`, a range of `text`, that stands nearest to one of `spans`, its matches. Numbers that are
/// matches themselves were asked with, not for.
pub(super) fn number(text: &str, sentence: &Range<usize>, spans: &[Span]) -> Option<Number> {
    let mut best = None;
    let mut at = sentence.start;
    while let Some(digits) = next_digits(text, at..sentence.end) {
        at = digits.end;
        let matched = |span: &Span| span.start < digits.end && digits.start < span.end;
        if spans.iter().any(matched) {
            continue;
        }
        if spans.iter().any(|span| is_beside(text, &digits, span)) {
            return Some(Number::Beside);
        }
        best = Some(Number::Apart);
    }
    best
}

/// The next run of digits in `range`.
fn next_digits(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let slice = text.get(range.clone())?;
    let first = slice.find(is_digit)?;
    let rest = slice.get(first..)?;
    let len = rest.find(|char| !is_digit(char)).unwrap_or(rest.len());
    Some(range.start + first..range.start + first + len)
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || (!char.is_ascii() && char.is_numeric())
}

fn is_beside(text: &str, digits: &Range<usize>, span: &Span) -> bool {
    let between = match digits.start >= span.end {
        true => span.end..digits.start,
        false => digits.end..span.start,
    };
    if between.len() > NEAR {
        return false;
    }
    let between = text.get(between).unwrap_or_default();
    let words = between.split_whitespace();
    words
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
        <= BETWEEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, word: &str) -> Option<Number> {
        let start = text.find(word).expect("the word");
        let end = start + word.len();
        let span = Span {
            start,
            end,
            atom: 0,
        };
        number(text, &(0..text.len()), &[span])
    }

    #[test]
    fn numbers_count_where_they_stand() {
        for (text, word, expected) in [
            ("The dam has 12 gates", "gates", Some(Number::Beside)),
            (
                "Of the gates, some 12 are shut",
                "gates",
                Some(Number::Beside),
            ),
            (
                "Built in 1968, it has large gates",
                "gates",
                Some(Number::Apart),
            ),
            ("The gates are shut", "gates", None),
            ("The 12 gates", "12 gates", None),
            ("पुल में १२ द्वार हैं", "द्वार", Some(Number::Beside)),
        ] {
            assert_eq!(of(text, word), expected, "{text}");
        }
    }
}
