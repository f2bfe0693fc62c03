//! Whether `03/04/2024` is the fourth of March or the third of April.
//!
//! The text alone does not say. What other records say does: whoever prints 23/07/2024 writes the day first. A file was
//! mostly written by one program, in one order; where it holds both, each source's own dates decide for it. Where no
//! date is evidence, the custom of the country and the language counts.

use super::{LONGEST, calendar, clock, pieces};
use std::collections::HashMap;

/// Which number of a date comes first, its year being the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// 07/23/2024.
    #[default]
    MonthFirst,
    /// 23/07/2024.
    DayFirst,
}

/// What dates of a number of records say of the order.
#[derive(Debug, Default)]
pub struct Evidence<'a> {
    all: Tally,
    sources: HashMap<&'a str, Tally>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    month_first: u64,
    day_first: u64,
}

impl Tally {
    fn count(&mut self, order: DayOrder) {
        match order {
            DayOrder::MonthFirst => self.month_first += 1,
            DayOrder::DayFirst => self.day_first += 1,
        }
    }

    /// What all say.
    fn agreed(self) -> Option<DayOrder> {
        match (self.month_first, self.day_first) {
            (1.., 0) => Some(DayOrder::MonthFirst),
            (0, 1..) => Some(DayOrder::DayFirst),
            _ => None,
        }
    }

    /// What most say.
    fn usual(self) -> Option<DayOrder> {
        match self.month_first.cmp(&self.day_first) {
            std::cmp::Ordering::Greater => Some(DayOrder::MonthFirst),
            std::cmp::Ordering::Less => Some(DayOrder::DayFirst),
            std::cmp::Ordering::Equal => None,
        }
    }
}

impl<'a> Evidence<'a> {
    /// Takes a record's date into account.
    pub fn add(&mut self, source: &'a str, date: &str) {
        if let Some(order) = told_by(date) {
            self.all.count(order);
            self.sources.entry(source.trim()).or_default().count(order);
        }
    }

    /// The order of a source's dates; `None` where nothing tells.
    pub fn order(&self, source: &str) -> Option<DayOrder> {
        let own = || self.sources.get(source.trim())?.usual();
        self.all.agreed().or_else(own)
    }
}

/// The order of a date that can be read in one only; `None` of any other, which are nearly all.
fn told_by(date: &str) -> Option<DayOrder> {
    let date = crate::clean::start_of(date, LONGEST).trim();
    let begins_short = |&b: &u8| b == b'-' || b == b'/';
    let may_be_numeric = date.contains('/') || date.as_bytes().get(1..3)?.iter().any(begins_short);
    if !may_be_numeric {
        return None;
    }
    let mut pieces = pieces::cut(date);
    clock::take(&mut pieces);
    calendar::order_told_by(&pieces)
}

/// The order that is customary where a record comes from, by the language that it declares and its address, by the language
/// of the names of its fields, and by that of its text. English is written with the month first unless country or
/// region say otherwise, all other languages that put the year last with the day first.
pub(in crate::clean) fn customary(
    (declared, url): (&str, &str),
    day_first_names: bool,
    language: &str,
) -> DayOrder {
    let region = region(declared).or_else(|| country(url));
    match (language, region.as_deref()) {
        (_, Some("us" | "ph")) => DayOrder::MonthFirst,
        // Who named the fields wrote the dates, whatever the text is in.
        _ if day_first_names => DayOrder::DayFirst,
        ("" | "en", Some(region)) if ENGLISH_DAY_FIRST.contains(&region) => DayOrder::DayFirst,
        // Of a text without a known language.
        ("", Some(region)) if OTHERS_DAY_FIRST.contains(&region) => DayOrder::DayFirst,
        // The last three write the year first, and then the month.
        ("" | "en" | "tl" | "zh" | "ja" | "ko", _) => DayOrder::MonthFirst,
        _ => DayOrder::DayFirst,
    }
}

/// Countries with an English press that writes the day first.
const ENGLISH_DAY_FIRST: [&str; 34] = [
    "ae", "au", "bb", "bd", "bw", "cy", "eu", "fj", "gb", "gh", "hk", "ie", "il", "in", "jm", "ke",
    "lk", "mt", "mw", "my", "na", "ng", "np", "nz", "pk", "qa", "sg", "tt", "tz", "ug", "uk", "za",
    "zm", "zw",
];

/// Countries with a press in other languages that does, less those whose names are addresses of anybody (`.co`, `.me`, `.tv`).
const OTHERS_DAY_FIRST: [&str; 46] = [
    "ar", "at", "be", "bg", "bo", "br", "by", "ch", "cl", "cr", "cu", "cz", "de", "dk", "do", "dz",
    "ec", "eg", "es", "fi", "fr", "gr", "gt", "hn", "hr", "id", "it", "lb", "lu", "ma", "mx", "nl",
    "no", "pe", "pl", "pt", "py", "ro", "rs", "ru", "sk", "tn", "tr", "ua", "uy", "ve",
];

/// That of `en-GB`, in lower case.
fn region(language: &str) -> Option<String> {
    let (_, region) = language.trim().split_once(['-', '_'])?;
    let is_region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic());
    is_region.then(|| region.to_ascii_lowercase())
}

/// The last part of an address's host, in lower case.
fn country(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let (_, last) = host.rsplit_once('.')?;
    Some(last.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_tells_the_order_if_it_has_but_one() {
        for (text, order) in [
            ("23/07/2024", Some(DayOrder::DayFirst)),
            ("7/23/24 10:00 PM", Some(DayOrder::MonthFirst)),
            ("23-07-2024 10:15", Some(DayOrder::DayFirst)),
            ("Published: 07/23/2024", Some(DayOrder::MonthFirst)),
            ("03/04/2024", None),
            ("2024/07/23", None),
            ("2024-07-23", None),
            ("23.07.2024", None),
            ("23 July 2024", None),
            ("45/07/2024", None),
            ("", None),
            ("7", None),
        ] {
            assert_eq!(told_by(text), order, "{text}");
        }
    }

    #[test]
    fn a_file_of_one_mind_decides_for_all_else_each_source_for_itself() {
        let mut evidence = Evidence::default();
        assert_eq!(evidence.order("Gazette"), None);
        evidence.add("Gazette", "23/07/2024");
        assert_eq!(evidence.order("Courier"), Some(DayOrder::DayFirst));
        evidence.add(" Courier", "07/23/2024");
        assert_eq!(evidence.order("Gazette "), Some(DayOrder::DayFirst));
        assert_eq!(evidence.order("Courier"), Some(DayOrder::MonthFirst));
        assert_eq!(evidence.order("Herald"), None);
        evidence.add("Courier", "23/07/2024");
        assert_eq!(evidence.order("Courier"), None, "it says both");
    }

    #[test]
    fn custom_is_that_of_region_country_and_language() {
        let custom = |declared: &str, url: &str, language: &str| {
            customary((declared, url), false, language) == DayOrder::DayFirst
        };
        assert!(custom("en-GB", "https://paper.example.us/a", "en"));
        assert!(custom("", "https://paper.example.co.uk/a", "en"));
        assert!(custom("en", "HTTPS://PAPER.EXAMPLE.IN:8080/a", "en"));
        assert!(custom("", "", "de") && custom("fr-CA", "", "fr"));
        assert!(!custom("en-US", "https://paper.example.uk/", "en"));
        assert!(!custom("es-US", "", "es"));
        assert!(!custom("", "https://paper.example.com/a.uk", "en"));
        assert!(!custom("", "", "") && !custom("", "", "ja"));
        assert!(custom("", "https://papel.example.es/a", "") && custom("en-IE", "", ""));
        assert!(!custom("", "https://papel.example.es/a", "en"));
        let named = |declared: &str, language: &str| {
            customary((declared, ""), true, language) == DayOrder::DayFirst
        };
        assert!(named("", "") && named("", "en") && named("en-GB", "en"));
        assert!(!named("es-US", ""));
    }
}
