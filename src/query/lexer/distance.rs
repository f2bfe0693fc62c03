//! Operators of distance, in the spellings that news researchers know. Only these spellings: a headline may hold a
//! `near` or a `w/o`.

use super::{LexemeKind, Lexer};
use crate::query::chars::{Class, class};
use crate::query::condition::Condition;
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::layout::Reach;

/// Digits of a distance, at most: farther apart is not near.
const MAX_DIGITS: usize = 3;

/// How near two parts must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Distance {
    /// How near.
    pub(in crate::query) reach: Reach,
    /// Whether the first part must come first.
    pub(in crate::query) ordered: bool,
}

/// Reads an operator of distance; `None` where the text is none.
pub(in crate::query) fn operator(text: &str) -> Option<Distance> {
    let lower = text.to_ascii_lowercase();
    let upper = text == text.to_ascii_uppercase();
    if text != lower && !upper {
        return None;
    }
    let (reach, ordered) = match lower.as_str() {
        "w/s" | "w/sent" => (Reach::Sentence, false),
        "w/p" | "w/para" => (Reach::Paragraph, false),
        "pre/s" => (Reach::Sentence, true),
        "pre/p" => (Reach::Paragraph, true),
        // In small letters it is a word.
        "same" if upper => (Reach::Paragraph, false),
        _ => return numbered(&lower),
    };
    Some(Distance { reach, ordered })
}

/// An operator with a number of words, in small letters.
fn numbered(text: &str) -> Option<Distance> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (name, rest) = text.split_at_checked(digits)?;
    let (number, ordered) = match name {
        "near" | "near/" => (rest, false),
        "/" | "/n" => (rest.strip_suffix('/')?, false),
        "adj" | "adj/" | "w/" | "pre/" => (rest, true),
        _ => return None,
    };
    let words = distance(number)?;
    let reach = Reach::Words(words);
    (words > 0).then_some(Distance { reach, ordered })
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
        self.last_char().is_none_or(is_apart) && self.ends_after(length)
    }

    /// Whether something that begins here and has this length is apart from what follows.
    pub(super) fn ends_after(&self, length: usize) -> bool {
        let after = self.rest().get(length..).unwrap_or_default();
        after.chars().next().is_none_or(is_apart)
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
            return self.number_out_of_range(word);
        };
        let known = ["near", "w", "pre", "adj", "onear"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        let number = !distance.is_empty() && distance.bytes().all(|b| b.is_ascii_digit());
        if known && (number || matches!(distance, "s" | "p")) {
            let kind = QueryErrorKind::NotAnOperator(word.to_owned());
            let error = QueryError::new(kind, self.at..self.at + word.len());
            let hint = "the operators of distance are near5, adj5, w/5, pre/5, w/s and w/p";
            self.problems.push(error.with_hint(hint));
        }
    }

    /// Reports `near1000`, `atleast0` and their like.
    fn number_out_of_range(&mut self, word: &str) {
        let digits = word
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(word.len());
        let (name, number) = word.split_at(digits);
        let known = ["near", "adj", "atleast", "atl", "first"]
            .iter()
            .any(|known| *known == name || known.to_ascii_uppercase() == name);
        let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let is_one = operator(word).is_some() || Condition::from_name(word).is_some();
        if known && plain && !is_one {
            let kind = QueryErrorKind::NotAnOperator(word.to_owned());
            let error = QueryError::new(kind, self.at..self.at + word.len());
            self.problems
                .push(error.with_hint("its number may be 1 to 999"));
        }
    }

    pub(super) fn word_kind(&self, word: &str) -> LexemeKind {
        match word {
            "AND" => LexemeKind::And,
            "OR" => LexemeKind::Or,
            "NOT" => LexemeKind::Not,
            _ => match operator(word).filter(|_| self.stands_alone(word.len())) {
                Some(distance) => LexemeKind::Near(distance),
                None => self.prefix_kind(word),
            },
        }
    }
}

fn is_apart(c: char) -> bool {
    use Class::{Close, Ignorable, Open, Quote, Space};
    matches!(class(c), Space | Ignorable | Open | Close | Quote(_))
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
            let reach = Reach::Words(words);
            assert_eq!(operator(text), Some(Distance { reach, ordered }), "{text}");
        }
        for (text, reach, ordered) in [
            ("w/s", Reach::Sentence, false),
            ("W/SENT", Reach::Sentence, false),
            ("w/p", Reach::Paragraph, false),
            ("SAME", Reach::Paragraph, false),
            ("pre/s", Reach::Sentence, true),
        ] {
            assert_eq!(operator(text), Some(Distance { reach, ordered }), "{text}");
        }
        for text in [
            "same", "Same", "W/s", "near", "Near5", "w/o", "1/2", "w5", "pre5", "near0",
            "near1000", "5", "/5", "near5s", "w/5/6", "", "/", "nearé5", "onear5",
        ] {
            assert_eq!(operator(text), None, "{text}");
        }
    }
}
