//! Where a word of the query ends. What is written together is sought together, so `9/11` and `U.S.` stay one word.

use super::chars::{self, Class, class};
use super::field_name::FieldName;

/// The end of the word that begins at byte `start`.
pub(super) fn word_end(text: &str, start: usize) -> usize {
    let mut previous = None;
    let rest = text.get(start..).unwrap_or_default();
    for (offset, c) in rest.char_indices() {
        let after = rest.get(offset + c.len_utf8()..).unwrap_or_default();
        if previous.is_some() && !stays(previous, c, after) {
            return start + offset;
        }
        previous = Some(c);
    }
    text.len()
}

/// Whether `c` belongs to the word that `previous` belongs to.
fn stays(previous: Option<char>, c: char, after: &str) -> bool {
    let next = after.chars().next();
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let question = |c: Option<char>| letters(c) || c == Some('?');
    match class(c) {
        Class::Letter | Class::Ignorable => true,
        // Doubled, these are a dash, an ellipsis and an operator.
        Class::Inner => !(matches!(c, '-' | '.' | '&') && next == Some(c)),
        Class::Colon => digits(previous) && digits(next),
        Class::Quote(_) => chars::is_gershayim(previous, c, next),
        _ => match c {
            ',' => digits(previous) && digits(next) && !starts_year(after),
            '*' => previous.is_some_and(|c| class(c) == Class::Letter) && next != Some('*'),
            '?' => question(previous) && question(next),
            _ => false,
        },
    }
}

/// Four digits or more: the comma before them separates years, not thousands.
fn starts_year(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).take(4).count() == 4
}

/// The end of an address or id that begins at byte `start`: it holds any punctuation, parentheses in pairs.
pub(super) fn verbatim_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut open: Vec<usize> = Vec::new();
    let mut previous = None;
    let mut end = text.len();
    for (offset, c) in rest.char_indices() {
        let next = rest
            .get(offset + c.len_utf8()..)
            .and_then(|after| after.chars().next());
        let ends = match class(c) {
            Class::Quote(_) => !chars::is_gershayim(previous, c, next),
            Class::Space => true,
            Class::Close => open.pop().is_none(),
            _ => false,
        };
        if ends {
            end = start + offset;
            break;
        }
        if class(c) == Class::Open {
            open.push(start + offset);
        }
        previous = Some(c);
    }
    // A parenthesis without its partner inside belongs to the query.
    open.first().copied().unwrap_or(end)
}

/// Whether a web address begins here.
pub(super) fn starts_address(text: &str) -> bool {
    let www = text
        .as_bytes()
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"www."));
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (scheme, rest) = text.split_at(length);
    let field = FieldName::from_name(scheme).is_some();
    www || !scheme.is_empty() && !field && rest.starts_with("://")
}

/// An address without the punctuation of the sentence around it.
pub(super) fn trim_address(address: &str) -> &str {
    address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…'])
}

/// Whether a word holds wildcards that mean something: with two letters or digits beside them, and not between
/// digits, where they multiply.
pub(super) fn has_wildcards(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let acts = |at: usize| {
        let before = word.get(..at).and_then(|before| before.chars().next_back());
        let after = word.get(at + 1..).and_then(|after| after.chars().next());
        !(digit(before) && digit(after))
    };
    letters >= 2 && word.match_indices(['*', '?']).any(|(at, _)| acts(at))
}

/// `word` without the punctuation at its end, but `U.S.` with its last full stop and `kor*` with its star.
pub(super) fn trim_end(word: &str) -> &str {
    let trimmed = word.trim_end_matches(|c| !chars::ends_word(c));
    let starred = word
        .get(trimmed.len()..)
        .is_some_and(|rest| rest.starts_with('*'));
    if let Some(with_star) = word.get(..trimmed.len() + 1).filter(|_| starred)
        && has_wildcards(with_star)
    {
        return with_star;
    }
    let dotted = word
        .get(trimmed.len()..)
        .is_some_and(|rest| rest.starts_with('.'));
    let mut last_two = trimmed.chars().rev();
    let initials = last_two.next().is_some_and(char::is_alphabetic) && last_two.next() == Some('.');
    match word.get(..trimmed.len() + 1) {
        Some(with_stop) if dotted && initials => with_stop,
        _ => trimmed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> &str {
        trim_end(&text[..word_end(text, 0)])
    }

    #[test]
    fn words_keep_the_punctuation_inside_them() {
        for text in [
            "O'Brien",
            "O’Brien",
            "don´t",
            "COVID-19",
            "1990–1995",
            "AT&T",
            "R&D",
            "9/11",
            "C++",
            "C#",
            "$1.5bn",
            "10%",
            "1,500",
            "1,500,000",
            "3,5",
            "12:30",
            "a_b",
            "name@example.org",
            "U.S.",
            "U.S",
            "E=mc2",
            "צה\"ל",
            "col·lecció",
            "cafe\u{301}",
            "f*ck",
            "नमस्ते",
        ] {
            assert_eq!(word(text), text);
        }
    }

    #[test]
    fn words_end_where_punctuation_begins() {
        for (text, expected) in [
            ("storm,", "storm"),
            ("end. Then", "end"),
            ("war—and", "war"),
            ("war--and", "war"),
            ("wait...what", "wait"),
            ("2020,2021", "2020"),
            ("a:b", "a"),
            ("workers'", "workers"),
            ("who?", "who"),
            ("Yahoo!x", "Yahoo"),
            ("俄罗斯，乌克兰", "俄罗斯"),
            ("mid- and", "mid"),
            ("C++,", "C++"),
            ("kor*", "kor*"),
            ("kor**", "kor"),
            ("kor*.", "kor*"),
            ("k*", "k"),
            ("c?t?", "c?t"),
            ("J.", "J"),
            ("a&&b", "a"),
        ] {
            assert_eq!(word(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_end_at_a_space_or_a_foreign_parenthesis() {
        let ends = |text: &str| text[..verbatim_end(text, 0)].to_owned();
        assert_eq!(
            ends("https://x.org/A_(b)?c=1:2) and"),
            "https://x.org/A_(b)?c=1:2"
        );
        assert!(starts_address("https://x.org") && starts_address("WWW.x.org"));
        assert!(!starts_address("title:x") && !starts_address("://") && !starts_address("wwé."));
    }
}
