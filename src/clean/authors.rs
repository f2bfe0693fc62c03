//! Author names out of bylines: `By Jane Doe and John Smith` is two people.
//!
//! A byline is cut only where every piece looks like a person's name, so that a ministry of trade and industry
//! stays one author.

use super::dates;

/// More words than this are a description, not a name.
const LONGEST_NAME: usize = 5;

/// What a byline says before its names.
const PREFIXES: [&str; 4] = ["by", "written by", "posted by", "story by"];

/// What bylines in other languages say before a name. Most of these words are parts of names too, so that a name of two
/// words must follow.
const FOREIGN_PREFIXES: [&str; 13] = [
    "af",
    "av",
    "autor",
    "di",
    "door",
    "od",
    "par",
    "por",
    "przez",
    "text",
    "von",
    "автор",
    "текст",
];

/// The Chinese word for a reporter, with and without whose: no space need follow.
const REPORTER: [&str; 4] = ["本报记者", "记者", "本報記者", "記者"];

/// Chinese words for author and editor, which stand before a colon.
const LABELS: [&str; 6] = ["作者", "编辑", "责任编辑", "责编", "編輯", "責任編輯"];

/// The Korean words for a reporter and a correspondent, after the name.
const AFTER_NAME: [&str; 2] = [" 기자", " 특파원"];

/// What stands after a name and a comma when the byline says for whom.
const AGENCIES: [&str; 7] = [
    "reuters",
    "ap",
    "afp",
    "upi",
    "dpa",
    "associated press",
    "agence france-presse",
];

/// Lower-case words inside names.
const PARTICLES: [&str; 22] = [
    "de", "del", "della", "der", "den", "des", "di", "da", "das", "do", "dos", "du", "van", "von",
    "vom", "zu", "bin", "bint", "ibn", "al", "el", "la",
];

/// Words that say what someone does: a piece with one of them belongs to the name before it.
const ROLES: [&str; 20] = [
    "agency",
    "analyst",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "critic",
    "desk",
    "director",
    "editor",
    "journalist",
    "news",
    "photographer",
    "press",
    "producer",
    "reporter",
    "service",
    "staff",
    "writer",
];

/// The names in the authors that a record gives, each once, in their order.
pub(super) fn names(authors: impl Iterator<Item = String>) -> Vec<String> {
    let mut names = Vec::new();
    authors.for_each(|author| add(&author, &mut names));
    names
}

fn add(author: &str, names: &mut Vec<String>) {
    let author = without_addresses(author);
    let author = strip(&author);
    if let Some(pieces) = split(author) {
        pieces.into_iter().for_each(|piece| add(piece, names));
    } else if author.contains(char::is_alphabetic)
        && !names.iter().any(|name| same_name(name, author))
    {
        names.push(author.to_owned());
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a.chars()
        .flat_map(char::to_lowercase)
        .eq(b.chars().flat_map(char::to_lowercase))
}

/// The separator that closes an address stays, since it separates names.
fn without_addresses(author: &str) -> String {
    let keep = |word| match word {
        word if !is_address(word) => Some(word),
        word if word.ends_with([',', ';']) => word.get(word.len() - 1..),
        _ => None,
    };
    author
        .split_whitespace()
        .filter_map(keep)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A mail or web address, perhaps in brackets. A handle (@name) is a name.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let is_mail = word
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    is_mail
        || ["http://", "https://", "www.", "mailto:"]
            .iter()
            .any(|&start| word.starts_with(start))
}

/// Less the word `by`, the agency, and the punctuation around the name.
fn strip(mut author: &str) -> &str {
    loop {
        let trimmed =
            author.trim_matches(|c: char| c.is_whitespace() || ",;:：，、|/-–—·•".contains(c));
        let stripped = PREFIXES
            .iter()
            .find_map(|prefix| strip_word(trimmed, prefix))
            .or_else(|| REPORTER.iter().find_map(|word| trimmed.strip_prefix(word)))
            .or_else(|| strip_label(trimmed))
            .or_else(|| strip_foreign(trimmed))
            .unwrap_or(trimmed);
        let stripped = without_agency(without_month(stripped));
        let stripped = AFTER_NAME
            .iter()
            .find_map(|word| stripped.strip_suffix(word))
            .unwrap_or(stripped);
        if stripped == author {
            return author;
        }
        author = stripped;
    }
}

fn strip_foreign(author: &str) -> Option<&str> {
    let (prefix, name) = author.split_once([' ', ':'])?;
    let name = name.trim_start_matches([' ', ':']);
    let first = name.split(' ').next()?.to_lowercase();
    let prefix = prefix.to_lowercase();
    (FOREIGN_PREFIXES.contains(&prefix.as_str())
        && !PARTICLES.contains(&first.as_str())
        && are_names(name))
    .then_some(name)
}

fn strip_label(author: &str) -> Option<&str> {
    let (label, name) = author.split_once([':', '：'])?;
    LABELS.contains(&label.trim()).then_some(name)
}

/// Less a month after a name of two words, and no month alone: what is left of a date that stood beside a name. Short months
/// are names of people too (Mai, May, June).
fn without_month(author: &str) -> &str {
    let is_month = |word: &str| word.chars().nth(4).is_some() && dates::is_month(word);
    match author.rsplit_once(' ') {
        Some((name, last)) if name.contains(' ') && is_month(last) => name,
        None if is_month(author) => "",
        _ => author,
    }
}

/// Whether these are names, one or several.
fn are_names(text: &str) -> bool {
    is_name(text) && !text.contains(',') || split(text).is_some()
}

fn without_agency(author: &str) -> &str {
    let is_agency = |last: &str| {
        AGENCIES
            .iter()
            .any(|agency| last.trim().eq_ignore_ascii_case(agency))
    };
    match author.rsplit_once(',') {
        Some((name, last)) if is_agency(last) => name,
        _ => author,
    }
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let is_word = rest.is_empty() || rest.starts_with([' ', ':']);
    (is_word && start.eq_ignore_ascii_case(word)).then_some(rest)
}

/// The byline cut at its separators, where that gives names: at all of them, else at all but the commas, which
/// also stand inside names (Doe, Jane).
fn split(author: &str) -> Option<Vec<&str>> {
    // Most bylines are one name.
    let is_between = |word| ["and", "AND", "und", "et"].contains(&word);
    let may_be_cut = author.contains([';', '&', '、', ',']) || author.split(' ').any(is_between);
    may_be_cut.then_some(())?;
    [true, false].into_iter().find_map(|commas| {
        let pieces = pieces(author, commas);
        (pieces.len() > 1 && pieces.iter().all(|piece| is_name(piece))).then_some(pieces)
    })
}

fn pieces(author: &str, commas: bool) -> Vec<&str> {
    author
        .split([';', '&', '、'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
        .flat_map(|part| part.split(if commas { ',' } else { ';' }))
        .map(|piece| strip_word(piece.trim(), "and").unwrap_or(piece))
        .map(strip)
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Two to five words, each with a capital or of a script without them.
fn is_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    (2..=LONGEST_NAME).contains(&words.len()) && words.iter().all(|word| is_name_word(word))
}

fn is_name_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    PARTICLES.contains(&lower.as_str())
        || (word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            && !word.contains(char::is_numeric)
            && !ROLES.contains(&lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(byline: &str) -> Vec<String> {
        names([byline.to_owned()].into_iter())
    }

    #[test]
    fn bylines_are_cut_into_names() {
        for byline in [
            "By Jane Doe and John van Smith",
            "by: Jane Doe, John van Smith",
            "Jane Doe; John van Smith",
            "BY Jane Doe & John van Smith, REUTERS",
            "BY Jane Doe AND John van Smith, Reuters",
            "Written by Jane Doe <jane@example.org>, John van Smith, https://example.org/john",
        ] {
            assert_eq!(read(byline), ["Jane Doe", "John van Smith"], "{byline}");
        }
        assert_eq!(
            read("Jane Doe, José Ruiz, and 李 明"),
            ["Jane Doe", "José Ruiz", "李 明"]
        );
    }

    #[test]
    fn bylines_of_other_languages() {
        for (byline, name) in [
            ("Von Anna Schmidt", "Anna Schmidt"),
            ("por José Ruiz", "José Ruiz"),
            ("Par Jeanne Petit", "Jeanne Petit"),
            ("Автор: Иван Петров", "Иван Петров"),
            ("本报记者 李明", "李明"),
            ("记者：李明", "李明"),
            ("责任编辑：李明", "李明"),
            ("홍길동 기자", "홍길동"),
            ("홍길동 특파원", "홍길동"),
            ("von Trier", "von Trier"),
            ("Di Stefano", "Di Stefano"),
            ("Von der Leyen", "Von der Leyen"),
            ("Von Leyen, Ursula", "Von Leyen, Ursula"),
        ] {
            assert_eq!(read(byline), [name], "{byline}");
        }
        assert_eq!(
            read("Von Anna Schmidt und Karl Braun"),
            ["Anna Schmidt", "Karl Braun"]
        );
    }

    #[test]
    fn what_is_no_list_of_names_stays_whole() {
        for byline in [
            "Doe, Jane",
            "Ministry of Trade and Industry",
            "Food and Drug Administration",
            "Jane Doe, Chief Correspondent",
            "Jane and John Smith",
            "Byron Bay",
            "Reuters",
            "@janedoe",
        ] {
            assert_eq!(read(byline), [byline]);
        }
        assert_eq!(
            read("Doe, Jane and Smith, John"),
            ["Doe, Jane", "Smith, John"]
        );
    }

    #[test]
    fn addresses_alone_and_repeats_go() {
        assert_eq!(read("jane@example.org"), Vec::<String>::new());
        assert_eq!(read("https://example.org/news"), Vec::<String>::new());
        assert_eq!(read("By"), Vec::<String>::new());
        assert_eq!(read("104363"), Vec::<String>::new());
        let twice = ["Jane Doe", "By JANE DOE", "John Roe"].map(str::to_owned);
        assert_eq!(names(twice.into_iter()), ["Jane Doe", "John Roe"]);
    }

    #[test]
    fn what_is_left_of_a_date_goes() {
        assert_eq!(read("Jane Doe March"), ["Jane Doe"]);
        assert_eq!(read("February"), Vec::<String>::new());
        assert_eq!(read("Nguyen Thi Mai"), ["Nguyen Thi Mai"]);
        assert_eq!(read("Fredric March"), ["Fredric March"]);
    }

    proptest! {
        #[test]
        fn names_of_names_are_the_same(byline in "(By |by:|Jane |Doe|Roe| and |, |;|&|x@y.z|de | |é|-){0,12}") {
            let once = read(&byline);
            prop_assert_eq!(names(once.clone().into_iter()), once);
        }
    }
}
