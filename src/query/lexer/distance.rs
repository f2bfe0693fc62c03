//! Operators of distance, in the spellings that news researchers know. Only these spellings: a headline may hold a
//! `near` or a `w/o`.

use super::{LexemeKind, Lexer};
use crate::query::chars::{Class, class};
use crate::query::error::{QueryError, QueryErrorKind};

/// Digits of a distance, at most: farther apart is not near.
const MAX_DIGITS: usize = 3;

/// How near two parts must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Distance {
    /// The difference of positions, at most.
    pub(in crate::query) words: u32,
    /// Whether the first part must come first.
    pub(in crate::query) ordered: bool,
}

/// Reads an operator of distance; `None` where the text is none.
pub(in crate::query) fn operator(text: &str) -> Option<Distance> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (name, rest) = text.split_at_checked(digits)?;
    let lower = name.to_ascii_lowercase();
    if name != lower && name != name.to_ascii_uppercase() {
        return None;
    }
    let (number, ordered) = match lower.as_str() {
        "near" | "near/" => (rest, false),
        "/" | "/n" => (rest.strip_suffix('/')?, false),
        "adj" | "adj/" | "w/" | "pre/" => (rest, true),
        _ => return None,
    };
    let words = distance(number)?;
    (words > 0).then_some(Distance { words, ordered })
}

/// A number of words.
fn distance(digits: &str) -> Option<u32> {
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match number && digits.len() <= MAX_DIGITS {
        true => digits.parse().ok(),
        false => None,
    }
}

impl Lexer<'_> {
    /// Whether the next bytes are apart from what is around them, as an operator is.
    pub(super) fn stands_alone(&self, length: usize) -> bool {
        let apart = |c| {
            use Class::{Close, Ignorable, Open, Quote, Space};
            matches!(class(c), Space | Ignorable | Open | Close | Quote(_))
        };
        let after = self.rest().get(length..).unwrap_or_default();
        self.last_char().is_none_or(apart) && after.chars().next().is_none_or(apart)
    }

    /// The length of `/5/` or `/n5/`, where it stands here.
    pub(super) fn slashed_operator(&self) -> Option<usize> {
        let rest = self.rest();
        let end = rest.get(1..)?.find('/')? + 2;
        let text = rest.get(..end)?;
        (text.starts_with('/') && operator(text).is_some() && self.stands_alone(end)).then_some(end)
    }

    /// The distance after a phrase, `~5`, and its length.
    pub(super) fn tilde(&self, at: usize) -> Option<(u32, usize)> {
        let rest = self.text.get(at..)?.strip_prefix('~')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        Some((distance(rest.get(..digits)?)?, digits + 1))
    }

    /// Reports `w/s`, `Near/5` and their like.
    pub(super) fn distance_operator(&mut self, word: &str) {
        let Some((name, distance)) = word.split_once('/') else {
            return;
        };
        let known = ["near", "w", "pre", "adj", "onear"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        let number = !distance.is_empty() && distance.bytes().all(|b| b.is_ascii_digit());
        if known && (number || matches!(distance, "s" | "p")) {
            let kind = QueryErrorKind::NotAnOperator(word.to_owned());
            let error = QueryError::new(kind, self.at..self.at + word.len());
            let hint = "the operators of distance are near5, adj5, w/5 and pre/5";
            self.problems.push(error.with_hint(hint));
        }
    }

    pub(super) fn word_kind(&self, word: &str) -> LexemeKind {
        match word {
            "AND" => LexemeKind::And,
            "OR" => LexemeKind::Or,
            "NOT" => LexemeKind::Not,
            _ => match operator(word).filter(|_| self.stands_alone(word.len())) {
                Some(distance) => LexemeKind::Near(distance),
                None => LexemeKind::Word,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_spellings() {
        for (text, words, ordered) in [
            ("near5", 5, false),
            ("NEAR/5", 5, false),
            ("near/10", 10, false),
            ("/5/", 5, false),
            ("/n5/", 5, false),
            ("/N999/", 999, false),
            ("adj3", 3, true),
            ("ADJ3", 3, true),
            ("w/5", 5, true),
            ("W/5", 5, true),
            ("pre/1", 1, true),
        ] {
            assert_eq!(operator(text), Some(Distance { words, ordered }), "{text}");
        }
        for text in [
            "near", "Near5", "w/o", "1/2", "w5", "pre5", "near0", "near1000", "5", "/5", "near5s",
            "w/5/6", "", "/", "nearé5", "onear5",
        ] {
            assert_eq!(operator(text), None, "{text}");
        }
    }
}
