//! Ranges of dates and of lengths: `published:[2024-10 TO 2024-11-15]`, `words>500`. What an edge means is decided
//! here, once, so that lowering sees numbers only.

use super::names;
use crate::clean::dates::parse_range;
use std::fmt;
use std::ops::Range;

/// A field whose values have an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RangeField {
    /// When the article was published.
    Published,
    /// Words of its body.
    Words,
}

/// Every spelling; the first of each field is the one that is printed.
const NAMES: [(&str, RangeField); 5] = [
    ("published", RangeField::Published),
    ("date", RangeField::Published),
    ("words", RangeField::Words),
    ("wc", RangeField::Words),
    ("length", RangeField::Words),
];

/// Articles whose value lies between two edges; without any edge, those that have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The field.
    pub field: RangeField,
    /// Bytes of the query.
    pub span: Range<usize>,
    /// The lower edge; `None`: open.
    pub from: Option<Edge>,
    /// The upper edge; `None`: open.
    pub to: Option<Edge>,
}

/// One end of an [`Interval`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The value as typed.
    pub text: String,
    /// Whether the value itself lies inside. A partial date is all of its days.
    pub included: bool,
    /// What that comes to: the first value inside for a lower edge, the first one outside for an upper edge. Seconds
    /// since 1970, or words.
    pub value: i64,
}

impl RangeField {
    /// The field of that name, in any case.
    pub fn from_name(name: &str) -> Option<RangeField> {
        names::named(&NAMES, name)
    }

    /// Its name in queries.
    pub fn name(self) -> &'static str {
        names::printed(&NAMES, &self)
    }

    /// What a value covers: its first point, and the first one after it.
    fn cover(self, text: &str) -> Option<(i64, i64)> {
        match self {
            RangeField::Published => {
                let (start, end) = parse_range(text)?;
                Some((start.as_second(), end.as_second()))
            }
            RangeField::Words => {
                let digits = text.replace(',', "");
                let number = digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 9;
                let words: i64 = digits.parse().ok().filter(|_| number)?;
                Some((words, words + 1))
            }
        }
    }

    fn lower(self, text: &str, included: bool) -> Option<Edge> {
        let (start, end) = self.cover(text)?;
        let value = if included { start } else { end };
        Some(edge(text, included, value))
    }

    fn upper(self, text: &str, included: bool) -> Option<Edge> {
        let (start, end) = self.cover(text)?;
        let value = if included { end } else { start };
        Some(edge(text, included, value))
    }
}

fn edge(text: &str, included: bool, value: i64) -> Edge {
    Edge {
        text: text.to_owned(),
        included,
        value,
    }
}

impl Interval {
    /// Whether no value can lie inside.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => from.value >= to.value,
            _ => false,
        }
    }

    fn new(field: RangeField, from: Option<Edge>, to: Option<Edge>) -> Interval {
        let span = 0..0;
        Interval {
            field,
            span,
            from,
            to,
        }
    }

    /// Reads what follows the field's name and its colon: `[2024-10 TO *]`, `>2024`, `2024-10`, `*`. Returns the bytes
    /// read, too.
    pub(super) fn read(field: RangeField, text: &str) -> Option<(Interval, usize)> {
        match text.chars().next()? {
            '[' | '{' => Interval::bracketed(field, text),
            '<' | '>' | '=' => Interval::compared(field, text),
            '*' => Some((Interval::new(field, None, None), 1)),
            _ => {
                let (value, length) = value(text)?;
                let (from, to) = (field.lower(value, true)?, field.upper(value, true)?);
                Some((Interval::new(field, Some(from), Some(to)), length))
            }
        }
    }

    /// `>500`, `<= 500`.
    pub(super) fn compared(field: RangeField, text: &str) -> Option<(Interval, usize)> {
        let sign = text
            .find(|c| !matches!(c, '<' | '>' | '='))
            .unwrap_or(text.len());
        let (sign, rest) = text.split_at_checked(sign)?;
        let rest = rest.trim_start_matches(' ');
        let (value, length) = value(rest)?;
        let (from, to) = match sign {
            ">" => (Some(field.lower(value, false)?), None),
            ">=" => (Some(field.lower(value, true)?), None),
            "<" => (None, Some(field.upper(value, false)?)),
            "<=" => (None, Some(field.upper(value, true)?)),
            "=" => (
                Some(field.lower(value, true)?),
                Some(field.upper(value, true)?),
            ),
            _ => return None,
        };
        let length = text.len() - rest.len() + length;
        Some((Interval::new(field, from, to), length))
    }

    fn bracketed(field: RangeField, text: &str) -> Option<(Interval, usize)> {
        let end = text.find([']', '}'])?;
        let inside = text.get(1..end)?;
        let upper = inside.to_ascii_uppercase();
        let middle = upper.find(" TO ")?;
        let (from, to) = (inside.get(..middle)?, inside.get(middle + 4..)?);
        let (from, to) = (from.trim(), to.trim());
        let from_included = text.starts_with('[');
        let to_included = text.get(end..)?.starts_with(']');
        let from = match from {
            "*" => None,
            from => Some(field.lower(from, from_included)?),
        };
        let to = match to {
            "*" => None,
            to => Some(field.upper(to, to_included)?),
        };
        Some((Interval::new(field, from, to), end + 1))
    }
}

/// A value up to the next space or parenthesis, or between straight quotes; and the bytes read.
fn value(text: &str) -> Option<(&str, usize)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let end = quoted.find('"')?;
        let value = quoted.get(..end)?;
        let plain = !value.contains(['[', ']', '{', '}']);
        return plain.then_some((value, end + 2));
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | ']' | '}' | '^'))
        .unwrap_or(text.len());
    let value = text.get(..end)?.trim_end_matches([',', ';', '.', '!', '?']);
    (!value.is_empty()).then_some((value, value.len()))
}

impl fmt::Display for Interval {
    /// As text that is read as the same interval.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let excluded = |edge: &Option<Edge>| edge.as_ref().is_some_and(|edge| !edge.included);
        let open = if excluded(&self.from) { '{' } else { '[' };
        let close = if excluded(&self.to) { '}' } else { ']' };
        let text = |edge: &Option<Edge>| {
            edge.as_ref()
                .map_or("*".to_owned(), |edge| edge.text.clone())
        };
        let (from, to) = (text(&self.from), text(&self.to));
        write!(f, "{}:{open}{from} TO {to}{close}", self.field.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize, Option<i64>, Option<i64>)> {
        let (name, rest) = text.split_once(':')?;
        let (interval, length) = Interval::read(RangeField::from_name(name)?, rest)?;
        let value = |edge: &Option<Edge>| edge.as_ref().map(|edge| edge.value);
        let (from, to) = (value(&interval.from), value(&interval.to));
        Some((interval.to_string(), length, from, to))
    }

    #[test]
    fn edges_are_what_they_say() {
        for (text, printed, from, to) in [
            ("wc:[5 TO 9]", "words:[5 TO 9]", Some(5), Some(10)),
            ("wc:{5 to 9}", "words:{5 TO 9}", Some(6), Some(9)),
            ("wc:[* TO 1,000]", "words:[* TO 1,000]", None, Some(1001)),
            ("wc:>5", "words:{5 TO *]", Some(6), None),
            ("wc:>= 5", "words:[5 TO *]", Some(5), None),
            ("wc:<5", "words:[* TO 5}", None, Some(5)),
            ("wc:5", "words:[5 TO 5]", Some(5), Some(6)),
            ("wc:*", "words:[* TO *]", None, None),
            (
                "date:1970",
                "published:[1970 TO 1970]",
                Some(0),
                Some(31_536_000),
            ),
            (
                "date:>1970-01-01",
                "published:{1970-01-01 TO *]",
                Some(86_400),
                None,
            ),
            (
                "date:\"2 January 1970\"",
                "published:[2 January 1970 TO 2 January 1970]",
                Some(86_400),
                Some(172_800),
            ),
        ] {
            let found = read(text).map(|(printed, _, from, to)| (printed, from, to));
            assert_eq!(found, Some((printed.to_owned(), from, to)), "{text}");
            let again = read(printed).map(|(again, ..)| again);
            assert_eq!(again.as_deref(), Some(printed), "{text}");
        }
    }

    #[test]
    fn other_values_are_none() {
        for text in [
            "wc:x",
            "wc:[5]",
            "wc:[5 TO",
            "wc:=>5",
            "date:soon",
            "date:[soon TO *]",
            "wc:-5",
            "wc:\"5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
