//! Umlauts and the letters that stand for them, in German articles and in others, against a slow matcher.

use super::Small;
use proptest::collection::vec;
use proptest::prelude::*;

const GERMAN: &str = "Müller trifft Frau Mueller in der Straße von Koeln";
const ENGLISH: &str = "Robert Mueller met Peter Muller in Koeln";

fn mixed() -> Small {
    Small::in_languages(&[("de", GERMAN), ("en", ENGLISH)])
}

#[test]
fn umlauts_are_found_both_ways() {
    let small = mixed();
    for (query, expected) in [
        ("Köln", vec![0, 1]),
        ("\"in Köln\"", vec![1]),
        ("\"von Köln\"", vec![0]),
        ("\"Peter Müller\"", vec![1]),
        ("\"Robert Müller\"", vec![1]),
        ("\"Frau Müller\"", vec![0]),
        ("\"Mueller trifft\"", vec![0]),
        ("\"Peter Mueller\"", vec![]),
        ("Straße Köln", vec![0]),
        ("Strasse", vec![0]),
        ("=Köln", vec![]),
        ("Robert adj2 Müller", vec![1]),
        ("\"Müller Robert\"~3", vec![1]),
        ("caps(Köln)", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
}

#[test]
fn umlauts_are_marked() {
    let small = mixed();
    assert_eq!(
        small.marked("Müller", 0),
        "[Müller] trifft Frau [Mueller] in der Straße von Koeln"
    );
    assert_eq!(
        small.marked("Mueller", 0),
        "[Müller] trifft Frau [Mueller] in der Straße von Koeln"
    );
    assert_eq!(
        small.marked("Mueller", 1),
        "Robert [Mueller] met Peter Muller in Koeln"
    );
    assert_eq!(
        small.marked("\"Robert Müller\"", 1),
        "[Robert Mueller] met Peter Muller in Koeln"
    );
}

#[test]
fn names_in_archives_without_german_are_found_too() {
    let small = Small::bodies(&["Karl Otto Poehl spoke", "Frederik Pohl wrote"]);
    assert_eq!(small.found("Pöhl"), [0, 1]);
    assert_eq!(small.found("\"Otto Pöhl\""), [0]);
    assert_eq!(small.found("Poehl"), [0]);
}

const WORDS: [&str; 6] = ["zür", "zuer", "zur", "köb", "koeb", "kob"];

fn folded(word: &str) -> String {
    word.replace('ü', "u").replace('ö', "o")
}

fn spelled(word: &str) -> String {
    word.replace('ü', "ue").replace('ö', "oe")
}

/// Whether a word of a row in quotes means a word of an article. Of a word that is typed with an umlaut and without, both are meant
/// each time.
fn means(row: &[&str], typed: &str, written: &str, german: bool) -> bool {
    let held = folded(written);
    let umlaut = typed.replace("ue", "u").replace("oe", "o");
    let mut alike = row.iter().filter(|other| folded(other) == folded(typed));
    held == folded(typed)
        || alike.any(|typed| held == spelled(typed))
        || (german && held == folded(&umlaut))
}

/// The places of the first word of a row.
fn rows(row: &[&str], words: &[&str], german: bool) -> Vec<usize> {
    let stands = |at: &usize| {
        let inside = words[*at..].iter().zip(row);
        inside
            .clone()
            .all(|(word, typed)| means(row, typed, word, german))
            && inside.count() == row.len()
    };
    (0..words.len()).filter(stands).collect()
}

/// The bytes of the words that belong to a row.
fn marked(row: &[&str], words: &[&str], german: bool) -> Vec<(usize, usize)> {
    let starts = rows(row, words, german);
    let (mut at, mut bytes) = (0, Vec::new());
    for (number, word) in words.iter().enumerate() {
        let belongs = |start: &usize| (*start..start + row.len()).contains(&number);
        if starts.iter().any(belongs) {
            bytes.push((at, at + word.len()));
        }
        at += word.len() + 1;
    }
    bytes
}

/// What is marked, word by word: a row without other spellings is marked as one.
fn by_words(spans: Vec<(usize, usize)>, body: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    for (start, end) in spans {
        let mut at = start;
        for word in body[start..end].split(' ') {
            words.push((at, at + word.len()));
            at += word.len() + 1;
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rows_as_a_slow_matcher_finds_them(
        articles in vec((any::<bool>(), vec(prop::sample::select(&WORDS[..]), 1..9)), 1..6),
        queries in vec(vec(prop::sample::select(&WORDS[..]), 2..4), 20),
    ) {
        let language = |german: bool| if german { "de" } else { "en" };
        let bodies: Vec<(&str, String)> = articles.iter().map(|(german, words)| (language(*german), words.join(" "))).collect();
        let small = Small::in_languages(&bodies.iter().map(|(code, body)| (*code, body.as_str())).collect::<Vec<_>>());
        for row in queries {
            let query = format!("\"{}\"", row.join(" "));
            let found = (0..articles.len()).filter(|at| !rows(&row, &articles[*at].1, articles[*at].0).is_empty());
            prop_assert_eq!(small.found(&query), found.map(|at| at as u32).collect::<Vec<_>>(), "{} in {:?}", query, bodies);
            for (at, (german, words)) in articles.iter().enumerate() {
                let spans = by_words(small.spans(&query, at), &bodies[at].1);
                prop_assert_eq!(spans, marked(&row, words, *german), "{} in {:?}", query, bodies[at]);
            }
        }
    }
}
