//! Where a story was filed and which agency sent it, as the text itself prints them:
//! `LENNBRIDGE, Oct 8 (SNA) - Divers have ...`, `(Reuters) - ...`, `新华社北京10月8日电`, `© 2016 AFP`.
//!
//! The text keeps what was printed. A dateline is told by its form, not by lists of places.

use memchr::memmem;

/// The longest dateline, in bytes: Cyrillic ones with two places reach a hundred.
const LONGEST: usize = 120;

/// More words than this are a sentence, not a place.
const PLACE_WORDS: usize = 5;

/// What stands between a dateline and the story. The longer ones come first: `--` holds no ` - `.
const DASHES: [&str; 9] = [" -- ", "-- ", "--", " - ", " – ", " — ", "— ", "– ", " _ "];

/// Words in capitals before a dash that are no place.
const LABELS: [&str; 26] = [
    "ADVISORY",
    "ANALYSIS",
    "BREAKING",
    "BRIEF",
    "CORRECTED",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "FACTBOX",
    "FEATURE",
    "FOCUS",
    "INTERVIEW",
    "LIVE",
    "NEW",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTOS",
    "PREVIEW",
    "REFILE",
    "REVIEW",
    "TABLE",
    "TEXT",
    "UPDATE",
    "VIDEO",
    "WATCH",
];

/// Agencies, as a copyright line names them, in lower case; with the name to use.
const AGENCIES: [(&str, &str); 24] = [
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("agencia efe", "EFE"),
    ("ansa", "ANSA"),
    ("ap", "AP"),
    ("apa", "APA"),
    ("associated press", "AP"),
    ("bloomberg", "Bloomberg"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("interfax", "Interfax"),
    ("kyodo", "Kyodo"),
    ("lusa", "Lusa"),
    ("pa", "PA"),
    ("press association", "PA"),
    ("press trust of india", "PTI"),
    ("pti", "PTI"),
    ("reuters", "Reuters"),
    ("ria novosti", "RIA Novosti"),
    ("tass", "TASS"),
    ("the canadian press", "The Canadian Press"),
    ("united press international", "UPI"),
    ("upi", "UPI"),
    ("xinhua", "Xinhua"),
];

/// What a text says of its origin; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// Where it was filed, as printed.
    pub(super) place: String,
    /// Who sent it, as printed, but for agencies that a copyright line spells out.
    pub(super) agency: String,
}

/// Reads the dateline at the start and the copyright line at the end.
pub(super) fn origin(body: &str) -> Origin {
    let mut origin = dateline(body).or_else(|| chinese(body)).unwrap_or_default();
    if origin.agency.is_empty() {
        origin.agency = copyright(body).unwrap_or_default().to_owned();
    }
    origin
}

fn dateline(body: &str) -> Option<Origin> {
    let line = super::start_of(body, LONGEST).lines().next()?;
    let (head, story) = cut(line)?;
    let (rest, agency) = agency(head);
    let parts: Vec<&str> = rest
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let places = parts.iter().take_while(|part| !is_date(part)).count();
    let (places, dates) = parts.split_at_checked(places)?;
    let is_read = places.len() <= 2
        && places.iter().all(|place| is_place(place))
        && dates.iter().all(is_date);
    let is_sure = match places.first() {
        None => !agency.is_empty(),
        Some(_) if !agency.is_empty() => true,
        Some(place) => {
            is_in_capitals(place)
                && (!dates.is_empty() || !is_label(place) && begins_a_sentence(story))
        }
    };
    (is_read && is_sure).then(|| Origin {
        place: places.join(", "),
        agency: agency.to_owned(),
    })
}

/// What stands before the first dash, and after it.
fn cut(line: &str) -> Option<(&str, &str)> {
    let found = DASHES
        .iter()
        .filter_map(|dash| Some((memmem::find(line.as_bytes(), dash.as_bytes())?, dash.len())));
    // Of dashes at one place, the longest.
    let (at, length) = found.min_by_key(|&(at, length)| (at, std::cmp::Reverse(length)))?;
    Some((
        line.get(..at)?.trim(),
        line.get(at + length..)?.trim_start(),
    ))
}

/// The head of a dateline without the agency in parentheses at its end, and that; empty where there is none.
fn agency(head: &str) -> (&str, &str) {
    let found = head
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('));
    match found {
        Some((rest, agency)) if is_agency(agency) => (rest.trim_end(), agency),
        _ => (head, ""),
    }
}

/// Initials or a name; the few that are written in small letters must be known ones.
fn is_agency(text: &str) -> bool {
    let is_part = |c: char| c.is_alphabetic() || is_mark(c) || " .&/-'’".contains(c);
    let first = text.split('/').next().unwrap_or_default();
    let is_name = text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (is_name || AGENCIES.iter().any(|(known, _)| *known == first))
        && text.chars().all(is_part)
        && text.split(' ').count() <= PLACE_WORDS
}

fn is_date(part: &&str) -> bool {
    part.contains(|c: char| c.is_ascii_digit())
}

fn is_place(part: &str) -> bool {
    let is_part = |c: char| c.is_alphabetic() || is_mark(c) || " .'’/-".contains(c);
    part.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && part.chars().all(is_part)
        && part.split(' ').count() <= PLACE_WORDS
}

/// A vowel sign or accent that stands on a letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_in_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
        && !place.contains(char::is_lowercase)
}

fn is_label(place: &str) -> bool {
    let first = place.split([' ', '-']).next().unwrap_or_default();
    LABELS.contains(&first)
}

fn begins_a_sentence(story: &str) -> bool {
    story
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// `新华社北京10月8日电`: the agency, the place, the day, and the word for a wire.
fn chinese(body: &str) -> Option<Origin> {
    let line = super::start_of(body, LONGEST).lines().next()?;
    let line = line.trim_start_matches(['（', '(', '【', ' ', '\u{3000}']);
    let (head, _) = line.split_once(['电', '電'])?;
    let (before, _) = head.split_once('日')?;
    let (name, after) = before.split_once('社')?;
    let place = after
        .split(|c: char| c.is_ascii_digit() || "一二三四五六七八九十〇".contains(c))
        .next()?;
    let is_han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (is_han(name) && is_han(place) && name.chars().count() <= PLACE_WORDS).then(|| Origin {
        place: place.to_owned(),
        agency: format!("{name}社"),
    })
}

/// The agency that the last line claims the rights for.
fn copyright(body: &str) -> Option<&'static str> {
    let line = body
        .trim_end()
        .lines()
        .next_back()
        .filter(|line| line.len() <= LONGEST)?;
    let line = line.trim().to_lowercase();
    if !["©", "(c)", "copyright"]
        .iter()
        .any(|start| line.starts_with(start))
    {
        return None;
    }
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let line = format!(" {} ", words.join(" "));
    let names = |name: &str| line.contains(&format!(" {name} "));
    AGENCIES
        .iter()
        .find(|(name, _)| names(name))
        .map(|(_, agency)| *agency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(body: &str) -> (String, String) {
        let Origin { place, agency } = origin(body);
        (place, agency)
    }

    #[test]
    fn datelines_of_agencies() {
        for (body, place, agency) in [
            (
                "LENNBRIDGE, Oct 8 (SNA) - Divers have found",
                "LENNBRIDGE",
                "SNA",
            ),
            ("WASHINGTON (AP) _ The president said", "WASHINGTON", "AP"),
            ("WASHINGTON (AP) -- The president said", "WASHINGTON", "AP"),
            ("(Reuters) - Shares fell", "", "Reuters"),
            ("Berlin (dpa/lno) – Der Kanzler", "Berlin", "dpa/lno"),
            (
                "Frankfurt am Main (dpa) - Die Börse",
                "Frankfurt am Main",
                "dpa",
            ),
            ("MADRID, 5 Nov. (EFE).- El Gobierno", "", ""),
            ("MADRID, 5 nov (EFE) - El Gobierno", "MADRID", "EFE"),
            (
                "SAN FRANCISCO, California, March 3 - Chips",
                "SAN FRANCISCO, California",
                "",
            ),
            ("LONDON, March 3 - Cocoa fell", "LONDON", ""),
            (
                "NEW YORK/LONDON (Reuters) - Shares",
                "NEW YORK/LONDON",
                "Reuters",
            ),
            ("PARIS — “We” said the minister", "PARIS", ""),
            ("МОСКВА, 12 октября (ТАСС) - Министр", "МОСКВА", "ТАСС"),
            ("नई दिल्ली (पीटीआई) - सरकार", "नई दिल्ली", "पीटीआई"),
            ("新华社北京10月8日电（记者张三）外交部", "北京", "新华社"),
            ("路透社伦敦十月八日电 英国", "伦敦", "路透社"),
        ] {
            assert_eq!(read(body), (place.to_owned(), agency.to_owned()), "{body}");
        }
    }

    #[test]
    fn other_beginnings_are_none() {
        for body in [
            "BREAKING - Storm hits the coast",
            "UPDATE 1 - Shares fall",
            "NATO - the alliance - met",
            "The strike - the third this year - ended",
            "President Doe (left) - seen here with his wife",
            "10 - Number of goals",
            "He said (on Monday) that - well",
            "北京昨日停电",
            "",
            "-",
            "(1) - one",
        ] {
            assert_eq!(origin(body), Origin::default(), "{body}");
        }
    }

    #[test]
    fn a_copyright_line_at_the_end_names_the_agency() {
        for (line, agency) in [
            ("© 2016 AFP", "AFP"),
            (
                "Copyright 2024 The Associated Press. All rights reserved.",
                "AP",
            ),
            ("(c) Reuters 2024", "Reuters"),
            ("© 2016 Example Gazette", ""),
            ("He works for AFP", ""),
        ] {
            assert_eq!(read(&format!("Text here.\n\n{line}\n")).1, agency, "{line}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_stands_in_the_text(body in "[A-C]{0,5}[, ]{0,2}(Oct 8|8月8日|日电|社)?[( ]{0,2}[a-cA-C]{0,3}[) ]{0,2}[-–—_ ]{0,3}[A-Ca-c 社日电]{0,9}") {
            let found = origin(&body);
            for part in found.place.split(", ").chain([found.agency.as_str()]) {
                prop_assert!(body.contains(part));
            }
        }
    }
}
