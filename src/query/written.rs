//! Words as they are written: an index has them in small letters, so their capitals are compared in the text.

use super::condition::Case;
use crate::analysis::{capitals, is_in_capitals};

/// How a word of the text must be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// For each of its letters that has a case: whether it is a capital.
    As(Vec<bool>, Length),
    /// With a capital anywhere.
    AnyCapital,
    /// In capitals only.
    Upper,
    /// Without capitals.
    Lower,
}

/// Whether letters may follow those that are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// These are all.
    Whole,
    /// Any letters may follow.
    Open,
}

impl Written {
    /// What a word of the query asks for. Of a word with wildcards the letters before them count.
    pub(super) fn new(case: Case, typed: &str) -> Written {
        match case {
            Case::Upper => Written::Upper,
            Case::Lower => Written::Lower,
            Case::AsTyped if !capitals(typed).any(|capital| capital) => Written::AnyCapital,
            Case::AsTyped => match typed.split_once(['*', '?']) {
                Some((start, _)) => Written::As(capitals(start).collect(), Length::Open),
                None if is_in_capitals(typed) => Written::Upper,
                None => Written::As(capitals(typed).collect(), Length::Whole),
            },
        }
    }

    /// The same for a word of which only the first letter must be that of the query's.
    pub(super) fn start(case: Case, typed: &str) -> Written {
        match Written::new(case, typed) {
            Written::Upper if case == Case::AsTyped => Written::As(vec![true], Length::Open),
            Written::As(mut capitals, _) => {
                capitals.truncate(1);
                Written::As(capitals, Length::Open)
            }
            written => written,
        }
    }

    /// Whether an index knows which words are written so.
    pub(super) fn is_indexed(&self) -> bool {
        matches!(self, Written::Upper)
    }

    /// Whether a word of the text is written so.
    pub(super) fn admits(&self, word: &str) -> bool {
        let mut letters = capitals(word);
        match self {
            Written::AnyCapital => letters.any(|capital| capital),
            Written::Upper => is_in_capitals(word),
            Written::Lower => !letters.any(|capital| capital),
            Written::As(typed, length) => {
                let agree = typed.iter().all(|typed| letters.next() == Some(*typed));
                agree && (*length == Length::Open || letters.next().is_none())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_compared_letter_by_letter() {
        for (case, typed, word, expected) in [
            (Case::AsTyped, "US", "US", true),
            (Case::AsTyped, "US", "U.S.", true),
            (Case::AsTyped, "US", "us", false),
            (Case::AsTyped, "US", "Us", false),
            (Case::AsTyped, "US*", "USA", true),
            (Case::AsTyped, "us", "US", true),
            (Case::AsTyped, "us", "us", false),
            (Case::AsTyped, "McDonald", "Mcdonald", false),
            (Case::AsTyped, "Kor*", "Korea", true),
            (Case::AsTyped, "Kor*", "KOREA", false),
            (Case::AsTyped, "Élan", "Elan", true),
            (Case::Upper, "aids", "AIDS", true),
            (Case::Upper, "aids", "Aids", false),
            (Case::Upper, "9", "9", false),
            (Case::Lower, "May", "may", true),
            (Case::Lower, "May", "May", false),
            (Case::Lower, "9", "9", true),
        ] {
            assert_eq!(
                Written::new(case, typed).admits(word),
                expected,
                "{typed} {word}"
            );
        }
    }
}
