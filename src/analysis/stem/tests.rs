use proptest::prelude::*;

use super::{Stemmer, exceptions};
use crate::analysis::tails::is_tail;
use crate::analysis::tokenize_query;

fn stemmer(code: &str) -> Stemmer {
    Stemmer::for_language(code).expect("a language with a stemmer")
}

fn folded(word: &str) -> String {
    tokenize_query(word).remove(0).text
}

/// Words of one class, as written.
const CLASSES: [(&str, &[&str]); 18] = [
    ("en", &["strike", "strikes", "striking"]),
    ("en", &["die", "dies", "died", "dying"]),
    ("en", &["policy", "policies"]),
    ("en", &["elect", "elected", "election", "elections"]),
    ("en", &["possible", "possibly"]),
    ("en", &["import", "imports", "imported", "importers"]),
    ("en", &["authority", "authorities"]),
    ("de", &["Straße", "Straßen"]),
    ("de", &["Regierung", "Regierungen"]),
    ("fr", &["élection", "élections"]),
    ("fr", &["national", "nationale", "nationales"]),
    ("es", &["elección", "elecciones"]),
    ("ru", &["выборы", "выборов", "выборам"]),
    ("tr", &["Türkiye", "Türkiye'nin", "Türkiye'de"]),
    ("ar", &["كتاب", "الكتاب", "وكتاب", "بالكتاب"]),
    ("nl", &["verkiezing", "verkiezingen"]),
    ("sv", &["regering", "regeringen", "regeringens"]),
    ("it", &["elezione", "elezioni"]),
];

#[test]
fn forms_of_a_word_are_one_class_and_lie_under_its_prefixes() {
    for (language, words) in CLASSES {
        let stemmer = stemmer(language);
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let stem = stemmer.stem(&words[0]);
        for word in &words {
            assert_eq!(stemmer.stem(word), stem, "{language} {word}");
            assert!(stemmer.same_class(word, &words[0]));
            let prefixes = stemmer.prefixes(&stem);
            assert!(
                prefixes
                    .iter()
                    .any(|prefix| word.starts_with(prefix.as_str())),
                "{word} {prefixes:?}"
            );
        }
    }
}

#[test]
fn words_that_only_look_alike_are_parted() {
    let pairs = [
        ("import", "important"),
        ("author", "authority"),
        ("author", "authorize"),
        ("executive", "execute"),
        ("customer", "custom"),
        ("customs", "custom"),
        ("arms", "armed"),
        ("state", "stately"),
        ("news", "new"),
        ("university", "universe"),
        ("organ", "organization"),
        ("organ", "organic"),
        ("general", "generate"),
        ("police", "policy"),
        ("severe", "several"),
        ("late", "lately"),
        ("miner", "mineral"),
        ("polite", "politics"),
        ("business", "busy"),
        ("experience", "experiment"),
        ("inform", "informal"),
        ("success", "succession"),
    ];
    for (one, other) in pairs {
        assert!(!stemmer("en").same_class(one, other), "{one} {other}");
    }
}

#[test]
fn exceptions_lie_under_their_prefixes() {
    let stemmer = stemmer("en");
    let mut unlisted = Vec::new();
    for (stem, words) in exceptions::classes() {
        for word in *words {
            assert_eq!(stemmer.stem(word), *stem, "{word}");
            let prefix = &stemmer.prefixes(stem)[0];
            let tail = word.strip_prefix(prefix.as_str());
            let tail = tail.unwrap_or_else(|| panic!("{word} is not under {prefix}"));
            if !is_tail(tail) {
                unlisted.push(tail);
            }
        }
    }
    assert!(unlisted.is_empty(), "{unlisted:?}");
}

#[test]
fn short_words_numbers_and_signs_have_no_other_form() {
    let stemmer = stemmer("en");
    for word in ["us", "f16", "1980s", "at&t", "o'brien", "c++", "5g"] {
        assert!(!stemmer.conflates(word), "{word}");
        assert_eq!(stemmer.stem(word), word);
    }
    assert!(!stemmer.same_class("go", "going"));
    assert!(stemmer.same_class("f16", "f16"));
}

#[test]
fn only_codes_of_languages_name_a_stemmer() {
    assert!(Stemmer::for_language("zh").is_none());
    assert!(Stemmer::for_language("porter").is_none());
    assert!(Stemmer::for_language("").is_none());
    for code in ["en", "de", "nb", "nn", "no", "hi", "el", "uk"] {
        assert!(Stemmer::for_language(code).is_some(), "{code}");
    }
}

proptest! {
    #[test]
    fn no_stemmer_fails_on_any_word(word in "\\PC{0,12}", code in prop::sample::select(vec!["en", "ar", "tr", "nl", "fi", "hi", "ta", "sr", "el", "hu", "id"])) {
        let stemmer = stemmer(code);
        let stem = stemmer.stem(&word).into_owned();
        for prefix in stemmer.prefixes(&stem) {
            prop_assert!(prefix.len() <= stem.len() + 12);
        }
        prop_assert!(stemmer.same_class(&word, &word));
    }
}

#[test]
fn stems_are_spelled_as_an_index_spells_words() {
    let words = [
        ("fa", "کتاب‌ها", "كتاب"),
        ("tr", "ağaçlar", "agac"),
        ("de", "Mädchen", "madch"),
    ];
    for (language, word, stem) in words {
        assert_eq!(stemmer(language).stem(&folded(word)), stem);
    }
}
