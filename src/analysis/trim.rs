//! White space taken off the ends of a piece of text.

use std::ops::Range;

/// The range without the white space at its ends; `None` if it is nothing else.
#[inline]
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    let bytes = text.as_bytes().get(..end)?;
    while bytes.get(start).is_some_and(is_ascii_space) {
        start += 1;
    }
    let bytes = bytes.get(start..)?;
    end -= bytes
        .iter()
        .rev()
        .take_while(|byte| is_ascii_space(byte))
        .count();
    let ends = [bytes.first()?, text.as_bytes().get(end - 1)?];
    match ends.into_iter().all(u8::is_ascii) {
        true => Some(start..end),
        // Other white space may be among it.
        false => trimmed_slowly(text, start..end),
    }
}

#[inline]
fn is_ascii_space(byte: &u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// As [`trimmed`], character by character.
#[cold]
fn trimmed_slowly(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let raw = text.get(range.clone()).unwrap_or_default();
    let start = range.start + raw.len() - raw.trim_start().len();
    let end = start + raw.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn trims_as_characters_do(before in "[\\x00-\u{20}a\u{a0}é]{0,4}", text in "[\\x00-\u{20}\u{85}a\u{a0}\u{2028}é]{0,8}", after in "[ é]{0,2}") {
            let all = format!("{before}{text}{after}");
            let range = before.len()..before.len() + text.len();
            prop_assert_eq!(trimmed(&all, range.clone()), trimmed_slowly(&all, range));
        }
    }

    #[test]
    fn ascii_space_is_what_a_character_says() {
        for byte in 0..128_u8 {
            assert_eq!(
                is_ascii_space(&byte),
                char::from(byte).is_whitespace(),
                "{byte}"
            );
        }
    }
}
