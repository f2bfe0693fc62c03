//! What one character of a text becomes in an index word: case, width, style and diacritics folded. Knows no words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a folded character does in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a word of letters.
    Letter,
    /// Part of a number.
    Digit,
    /// Goes with the character before it, and begins no word.
    Mark,
    /// Of a script that writes no spaces and is indexed by pairs.
    Cjk,
    /// Of a script of South East Asia that writes no spaces.
    SouthEastAsian,
    /// One of `' . , & + #`, which the characters around it may join to a word.
    Joiner,
    /// Between words.
    Separator,
}

/// A folded character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: char,
    pub(super) class: Class,
}

/// What becomes of a character of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// As if it were not there.
    Ignored,
    /// Dropped, but shown with the character before it.
    Dropped,
    /// Ends a word.
    Separator,
    /// Becomes pieces.
    Pieces,
}

/// Folds `c`, and adds its pieces, if it has any, to `pieces`.
pub(super) fn fold(c: char, pieces: &mut Vec<Piece>) -> Fold {
    if is_ignored(c) {
        return Fold::Ignored;
    }
    if is_dropped(c) {
        return Fold::Dropped;
    }
    let text = folded_text(c);
    let pieces_of_c = text.chars().map(|text| Piece {
        text,
        class: classify(text),
    });
    let before = pieces.len();
    pieces.extend(pieces_of_c);
    let separates = |piece: &Piece| piece.class == Class::Separator;
    if pieces.iter().skip(before).all(separates) {
        pieces.truncate(before);
        return Fold::Separator;
    }
    Fold::Pieces
}

/// The folded form of one character. A fraction is set off by spaces, so that 5¼ reads as 5 1/4.
fn folded_text(c: char) -> String {
    if !is_foldable(c) {
        return String::from(" ");
    }
    if keeps_its_form(c) {
        return String::from(c);
    }
    let mut folded = String::new();
    let mut after_short_i = false;
    decompose_compatible(c, |compatible| {
        for lower in compatible.to_lowercase() {
            decompose_compatible(lower, |last| {
                if !(is_ignored(last) || is_dropped(last)) || (last == BREVE && after_short_i) {
                    push_replaced(last, &mut folded);
                }
                after_short_i = last == 'и';
            });
        }
    });
    if folded.contains('\u{2044}') {
        folded = format!(" {folded} ");
    }
    folded.nfc().collect()
}

pub(super) const BREVE: char = '\u{306}';

/// Thai and Lao AM: their compatibility form would give half of the letter to the word before.
fn keeps_its_form(c: char) -> bool {
    matches!(c, '\u{e33}' | '\u{eb3}')
}

/// Symbols are no words, even those that stand for letters (™, №); but wide punctuation and squared words (㎏) are read.
fn is_foldable(c: char) -> bool {
    c.is_alphanumeric()
        || is_combining_mark(c)
        || is_joiner(c)
        || matches!(
            c,
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{66b}' | '\u{66c}'
        )
        || matches!(c, '\u{3200}'..='\u{33ff}' | '\u{fe50}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '.' | ',' | '&' | '+' | '#')
}

/// Soft hyphen, zero-width and bidi characters, fillers, variation selectors.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Accents of Latin, Greek and Cyrillic, Arabic vowel signs and tatweel, Hebrew points, the dot of Devanagari, frames
/// around symbols.
pub(super) fn is_dropped(c: char) -> bool {
    match c {
        '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' => false,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' => true,
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{20d0}'..='\u{20ff}' => true,
        '\u{93c}' => true,
        _ => false,
    }
}

/// Letters that no decomposition takes to the letters that people type for them.
fn push_replaced(c: char, folded: &mut String) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'ħ' => folded.push('h'),
        'þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        'ٱ' => folded.push('ا'),
        'ى' | 'ی' => folded.push('ي'),
        'ة' => folded.push('ه'),
        'ک' => folded.push('ك'),
        // Persian and Urdu.
        'ۀ' | 'ە' | 'ہ' | 'ۂ' => folded.push('ه'),
        'ے' => folded.push('ي'),
        'ँ' => folded.push('ं'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => folded.push('\''),
        '\u{66b}' => folded.push('.'),
        '\u{66c}' => folded.push(','),
        _ => folded.push(ascii_digit(c).unwrap_or(c)),
    }
}

/// The zeros of the decimal digits that news is written with; nine digits follow each.
const ZEROS: [char; 16] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}',
];

fn ascii_digit(c: char) -> Option<char> {
    let value = |zero: &char| u32::from(c).checked_sub(u32::from(*zero));
    let digit = ZEROS.iter().filter_map(value).find(|value| *value < 10)?;
    char::from_digit(digit, 10)
}

pub(super) fn classify(c: char) -> Class {
    match c {
        _ if is_joiner(c) => Class::Joiner,
        _ if is_combining_mark(c) => Class::Mark,
        _ if !c.is_alphanumeric() => Class::Separator,
        _ if is_cjk(c) => Class::Cjk,
        _ if is_south_east_asian(c) => Class::SouthEastAsian,
        _ if c.is_numeric() && !c.is_alphabetic() => Class::Digit,
        _ => Class::Letter,
    }
}

/// Han, Hiragana, Katakana, Bopomofo and Hangul.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{30ff}' | '\u{3100}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{1aff0}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Thai, Lao, Burmese and Khmer.
fn is_south_east_asian(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aa7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(c: char) -> String {
        let mut pieces = Vec::new();
        fold(c, &mut pieces);
        let kept = pieces
            .iter()
            .filter(|piece| piece.class != Class::Separator);
        kept.map(|piece| piece.text).collect()
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = text_of(c);
            let twice: String = once.chars().map(text_of).collect();
            assert_eq!(once, twice, "{c:?}");
        }
    }
}
