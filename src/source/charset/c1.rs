//! Repairs the commonest mis-encoding of the web: windows-1252 taken for Latin-1.

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// Maps the control characters U+0080 to U+009F to what windows-1252 has there (U+0093 to a left quotation mark).
///
/// They stand in text only where a page in windows-1252 was once converted as if it were Latin-1. The five that
/// windows-1252 leaves undefined stay.
#[must_use]
pub fn repair_c1(text: &str) -> Cow<'_, str> {
    let Some(first) = first_c1(text) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(first);
    let mut repaired = String::with_capacity(text.len() + text.len() / 64);
    repaired.push_str(clean);
    repaired.extend(rest.chars().map(repair));
    Cow::Owned(repaired)
}

/// Where the first of them is: in UTF-8, C2 followed by 80 to 9F.
fn first_c1(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xC2, bytes).find(|&at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0))
}

fn repair(c: char) -> char {
    match u8::try_from(c) {
        Ok(byte @ 0x80..=0x9F) => WINDOWS_1252
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .next()
            .unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_dashes_come_back() {
        let repaired = repair_c1("\u{93}It\u{92}s \u{80}5 \u{96} more\u{85}\u{94}");
        assert_eq!(repaired, "“It’s €5 – more…”");
    }

    #[test]
    fn all_else_stays_and_is_not_copied() {
        for text in ["", "é and ° and \u{a0}", "日本 \u{9d}"] {
            assert_eq!(repair_c1(text), text);
        }
        assert!(matches!(repair_c1("déjà vu"), Cow::Borrowed(_)));
    }
}
