//! Conditions on the places of a part: how often it stands in an article, how near to its start, in which letters.

use std::fmt;

/// What must be true of the places where a part matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There are at least so many.
    AtLeast(u32),
    /// They lie within so many words of the start of the text.
    First(u32),
    /// Their letters are written so.
    Written(Case),
}

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As in the query; where that has no capital, with any capital.
    AsTyped,
    /// All capitals.
    Upper,
    /// No capital.
    Lower,
}

/// Digits of a number, at most.
const MAX_DIGITS: usize = 3;

impl Condition {
    /// Reads `atleast5` and its like, in small letters or in capitals.
    pub(super) fn from_name(text: &str) -> Option<Condition> {
        let lower = text.to_ascii_lowercase();
        if text != lower && text != text.to_ascii_uppercase() {
            return None;
        }
        let digits = lower
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(lower.len());
        let (name, number) = lower.split_at_checked(digits)?;
        match name {
            "atleast" | "atl" => number_of(number).map(Condition::AtLeast),
            "first" => number_of(number).map(Condition::First),
            "caps" if number.is_empty() => Some(Condition::Written(Case::AsTyped)),
            "allcaps" if number.is_empty() => Some(Condition::Written(Case::Upper)),
            "nocaps" if number.is_empty() => Some(Condition::Written(Case::Lower)),
            _ => None,
        }
    }

    /// Reads `repeat3`, which GDELT writes before a colon.
    pub(super) fn repeated(name: &str) -> Option<Condition> {
        let number = name.strip_prefix("repeat")?;
        number_of(number).map(Condition::AtLeast)
    }

    /// Whether it stands in parentheses only: its name is a word of its own.
    pub(super) fn needs_parentheses(self) -> bool {
        matches!(self, Condition::Written(_))
    }
}

fn number_of(digits: &str) -> Option<u32> {
    let number = !digits.is_empty() && digits.len() <= MAX_DIGITS;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = digits.parse().ok().filter(|_| number && plain)?;
    (number > 0).then_some(number)
}

impl fmt::Display for Condition {
    /// Its name in queries.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::AtLeast(times) => write!(f, "atleast{times}"),
            Condition::First(words) => write!(f, "first{words}"),
            Condition::Written(Case::AsTyped) => f.write_str("caps"),
            Condition::Written(Case::Upper) => f.write_str("allcaps"),
            Condition::Written(Case::Lower) => f.write_str("nocaps"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact() {
        for name in [
            "atleast5",
            "first50",
            "caps",
            "allcaps",
            "nocaps",
            "atleast999",
        ] {
            let condition = Condition::from_name(name);
            assert_eq!(
                condition.map(|found| found.to_string()),
                Some(name.to_owned())
            );
            assert_eq!(Condition::from_name(&name.to_uppercase()), condition);
        }
        assert_eq!(Condition::from_name("ATL3"), Some(Condition::AtLeast(3)));
        assert_eq!(Condition::repeated("repeat3"), Some(Condition::AtLeast(3)));
        for name in [
            "atleast",
            "atleast0",
            "Atleast5",
            "first",
            "first1000",
            "caps5",
            "5",
            "",
            "first5th",
        ] {
            assert_eq!(Condition::from_name(name), None, "{name}");
        }
    }
}
