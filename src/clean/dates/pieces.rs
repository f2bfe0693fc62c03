//! A date's text as numbers, words and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One piece of a date's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A run of digits.
    Number(Number),
    /// A run of letters, folded: lower case, no diacritics, no dots (`p.m.` is `pm`).
    Word(String),
    /// Any other character but white space.
    Mark(char),
    /// White space, and pieces that were taken out.
    Gap,
}

/// A run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What it counts.
    pub(super) value: i64,
    /// How many digits it has.
    pub(super) digits: usize,
}

impl Piece {
    pub(super) fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }
}

/// Cuts a text into pieces.
pub(super) fn cut(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(24);
    let mut chars = text.chars().map(unit_mark).peekable();
    while let Some(c) = chars.next() {
        if let Some(first) = digit(c) {
            let mut number = Number {
                value: first,
                digits: 1,
            };
            while let Some(next) = chars.peek().copied().and_then(digit) {
                number.value = number.value.saturating_mul(10).saturating_add(next);
                number.digits += 1;
                chars.next();
            }
            pieces.push(Piece::Number(number));
        } else if is_letter(c) {
            let mut word = String::from(c);
            // A dot between letters is an abbreviation's; one before a digit or space is not.
            while let Some(next) = chars.next_if(|&next| is_letter(next) || next == '.') {
                word.push(next);
            }
            let dotted = word.trim_end_matches('.').contains('.');
            let ends_with_dot = word.ends_with('.');
            pieces.push(Piece::Word(fold(&word)));
            if ends_with_dot && !dotted {
                pieces.push(Piece::Mark('.'));
            }
        } else if !c.is_whitespace() {
            pieces.push(Piece::Mark(c));
        } else if pieces.last() != Some(&Piece::Gap) {
            pieces.push(Piece::Gap);
        }
    }
    pieces
}

/// Chinese, Japanese and Korean write a unit after each number: the same as a mark between them.
fn unit_mark(c: char) -> char {
    match c {
        '年' | '년' | '月' | '월' | '‐' | '‑' | '–' | '—' | '−' => '-',
        '日' | '일' | '号' | '號' | '초' | '秒' => ' ',
        '时' | '時' | '시' | '点' | '點' | '分' | '분' | '：' => ':',
        '，' | '،' => ',',
        c => c,
    }
}

fn digit(c: char) -> Option<i64> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(i64::from(u32::from(c) - u32::from(zero)))
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

/// A word as the tables of names hold it: lower case, no diacritics, no dots.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(|&b| b != b'.')
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    word.nfkd()
        .filter(|&c| !is_combining_mark(c) && c != '.')
        .flat_map(char::to_lowercase)
        .collect()
}
