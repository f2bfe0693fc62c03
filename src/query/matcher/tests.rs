//! The matcher on texts made for it, and against a slow and obvious one.

use super::*;
use crate::analysis;
use crate::query::match_spec::{Atom, FieldSet};
use proptest::collection::vec;
use proptest::prelude::*;

const EVERYWHERE: FieldSet = FieldSet {
    title: true,
    body: true,
    comments: true,
    first_words: None,
};

fn atom(fields: FieldSet, pattern: Pattern) -> Atom {
    Atom {
        fields,
        weight: 1.0,
        pattern,
    }
}

fn variant(text: &str, languages: &[&str]) -> Variant {
    Variant {
        text: text.to_owned(),
        languages: languages
            .iter()
            .map(|&language| language.to_owned())
            .collect(),
        marked: Marked::Whole,
    }
}

/// An atom for any of the words between bars.
fn word(words: &str) -> Atom {
    atom(
        EVERYWHERE,
        Pattern::Word(words.split('|').map(|word| variant(word, &[])).collect()),
    )
}

fn placed(words: impl Iterator<Item = String>) -> Vec<Placed> {
    words
        .zip(0..)
        .map(|(text, offset)| Placed { text, offset })
        .collect()
}

fn phrase(words: &str) -> Atom {
    atom(
        EVERYWHERE,
        Pattern::Phrase(placed(words.split_whitespace().map(str::to_owned))),
    )
}

/// The matched texts, each with its atom.
fn found(atoms: Vec<Atom>, text: &str) -> Vec<(usize, &str)> {
    let spans = MatchSpec {
        atoms,
        ..MatchSpec::default()
    }
    .matcher("en")
    .find(text, Field::Body);
    spans
        .iter()
        .map(|span| (span.atom, &text[span.start..span.end]))
        .collect()
}

#[test]
fn words_match_in_all_their_forms() {
    let atoms = vec![word("storm|storms|stormy"), word("dead")];
    assert_eq!(
        found(
            atoms,
            "Storms hit; the STORM left 3 dead, a stormier night."
        ),
        [(0, "Storms"), (0, "STORM"), (1, "dead")]
    );
}

#[test]
fn a_phrase_is_one_span_and_its_words_alone_are_none() {
    let atoms = vec![phrase("special forces"), word("special")];
    assert_eq!(
        found(
            atoms,
            "Special, forces. Forces special and special\n forces"
        ),
        [
            (0, "Special, forces"),
            (1, "Special"),
            (1, "special"),
            (0, "special\n forces"),
            (1, "special")
        ]
    );
}

#[test]
fn phrases_may_repeat_words_and_overlap() {
    assert_eq!(
        found(vec![phrase("a b a")], "a b a b a"),
        [(0, "a b a"), (0, "a b a")]
    );
    assert_eq!(
        found(vec![phrase("a a")], "a a a"),
        [(0, "a a"), (0, "a a")]
    );
    assert_eq!(found(vec![phrase("a a b")], "a a a b"), [(0, "a a b")]);
    assert_eq!(found(vec![phrase("a")], "b a"), [(0, "a")]);
    assert_eq!(found(vec![phrase("")], "b a"), []);
    let long = "la ".repeat(200);
    assert_eq!(found(vec![phrase(&long)], &long).len(), 1);
}

#[test]
fn longer_spans_come_first() {
    let atoms = vec![word("a"), phrase("a b"), phrase("a b c"), word("a")];
    assert_eq!(
        found(atoms, "a b c"),
        [(2, "a b c"), (1, "a b"), (0, "a"), (3, "a")]
    );
}

#[test]
fn fields_are_respected() {
    let titles = FieldSet {
        title: true,
        ..FieldSet::default()
    };
    let atoms = vec![
        atom(titles, Pattern::Word(vec![variant("storm", &[])])),
        phrase("storm hits"),
    ];
    let spec = MatchSpec {
        atoms,
        ..MatchSpec::default()
    };
    let matcher = spec.matcher("");
    let atoms = |field| {
        matcher
            .find("Storm hits", field)
            .iter()
            .map(|span| span.atom)
            .collect::<Vec<_>>()
    };
    assert_eq!(atoms(Field::Title), [1, 0]);
    assert_eq!(atoms(Field::Body), [1]);
    assert_eq!(atoms(Field::Comments), [1]);
}

#[test]
fn forms_count_in_their_languages_and_in_articles_of_none() {
    let variants = vec![
        variant("rate", &[]),
        variant("rates", &["en", "nl"]),
        variant("rat", &["de"]),
    ];
    let spec = MatchSpec {
        atoms: vec![atom(EVERYWHERE, Pattern::Word(variants))],
        ..MatchSpec::default()
    };
    let count = |language| {
        spec.matcher(language)
            .find("rate rates rat", Field::Body)
            .len()
    };
    assert_eq!(
        (count("en"), count("de"), count("fr"), count("")),
        (2, 2, 1, 3)
    );
}

#[test]
fn an_empty_query_finds_nothing() {
    assert_eq!(found(vec![], "a b"), []);
    assert_eq!(
        found(vec![atom(EVERYWHERE, Pattern::Word(vec![]))], "a b"),
        []
    );
    assert_eq!(found(vec![word("")], "a b"), []);
}

/// The words of a text as the index has them.
fn tokens(text: &str) -> Vec<(String, u32, usize, usize)> {
    let mut tokens = Vec::new();
    analysis::tokenize(text, |token| {
        tokens.push((
            token.text.to_owned(),
            token.position,
            token.start,
            token.end,
        ))
    });
    tokens
}

#[test]
fn phrases_of_unspaced_script_match_inside_a_longer_run() {
    let text = "他在北京大学生活了三年。";
    let words: Vec<String> = tokens(text).into_iter().map(|(word, ..)| word).collect();
    // Whatever the index cuts the run into, consecutive pieces of it are a phrase.
    for window in words.windows(2) {
        let spans = found(vec![phrase(&window.join(" "))], text);
        assert_eq!(spans.len(), 1, "{window:?}");
    }
}

/// Every combination tried, in the order of the definition.
fn naive(spec: &MatchSpec, language: &str, text: &str, field: Field) -> Vec<Span> {
    let tokens = tokens(text);
    let mut spans = Vec::new();
    for (atom, item) in spec
        .atoms
        .iter()
        .enumerate()
        .filter(|(_, atom)| atom.fields.contains(field))
    {
        for (text, position, start, end) in &tokens {
            match &item.pattern {
                // Held against a slow matcher with the queries of distance.
                Pattern::Near(_) => {}
                Pattern::Word(variants) => {
                    if variants
                        .iter()
                        .any(|variant| variant.text == *text && counts_in(variant, language))
                    {
                        spans.push(Span {
                            start: *start,
                            end: *end,
                            atom,
                        });
                    }
                }
                Pattern::Phrase(words) => {
                    let ends = words.iter().map(|Placed { text, offset }| {
                        tokens
                            .iter()
                            .find(|token| token.0 == *text && token.1 == position + offset)
                            .map(|token| token.3)
                    });
                    if let Some(end) = ends
                        .collect::<Option<Vec<_>>>()
                        .and_then(|ends| ends.last().copied())
                    {
                        spans.push(Span {
                            start: *start,
                            end,
                            atom,
                        });
                    }
                }
            }
        }
    }
    spans.sort_by(|a, b| {
        a.start
            .cmp(&b.start)
            .then(b.end.cmp(&a.end))
            .then(a.atom.cmp(&b.atom))
    });
    spans
}

fn any_word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a", "b", "c", "ab", "storm", "storms", "北京", "京大", "大", "é",
    ])
    .prop_map(str::to_owned)
}

fn any_atom() -> impl Strategy<Value = Atom> {
    let languages = vec(
        prop::sample::select(vec!["en".to_owned(), "de".to_owned()]),
        0..2,
    );
    let variant = (any_word(), languages).prop_map(|(text, languages)| Variant {
        text,
        languages,
        marked: Marked::Whole,
    });
    let pattern = prop_oneof![
        vec(variant, 0..4).prop_map(Pattern::Word),
        vec((any_word(), 0u32..3), 0..5).prop_map(|words: Vec<(String, u32)>| {
            let mut next = 0u32;
            let placed = words.into_iter().map(|(text, gap)| {
                let offset = next;
                next += 1 + gap;
                Placed { text, offset }
            });
            Pattern::Phrase(placed.collect())
        }),
    ];
    let fields = any::<(bool, bool)>().prop_map(|(title, body)| FieldSet {
        title,
        body,
        comments: true,
        first_words: None,
    });
    (fields, pattern).prop_map(|(fields, pattern)| atom(fields, pattern))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn it_finds_what_the_obvious_matcher_finds(
        atoms in vec(any_atom(), 0..6),
        pieces in vec(prop::sample::select(vec!["a", "b", "c", "A", "ab", "Storms", "storm", "É", "北京大", "京大", "大", ",", "."]), 0..40),
        spaces in vec(prop::sample::select(vec![" ", " ", "", "\n"]), 40),
        language in prop::sample::select(vec!["", "en", "de", "fr"]),
        field in prop::sample::select(vec![Field::Title, Field::Body, Field::Comments]),
    ) {
        let text: String = pieces.iter().zip(&spaces).flat_map(|(piece, space)| [*piece, *space]).collect();
        let spec = MatchSpec { atoms, ..MatchSpec::default() };
        prop_assert_eq!(spec.matcher(language).find(&text, field), naive(&spec, language, &text, field), "{}", text);
    }

    #[test]
    fn pieces_give_what_reading_every_word_gives(
        atoms in vec(any_atom(), 0..6),
        words in vec(prop::sample::select(vec![
            "a", "b", "c", "A", "ab", "Storms", "storm", "stormy", "a.b", "x-a", "-", "other", "words", "of", "the", "U.S.", "é",
        ]), 0..60),
        field in prop::sample::select(vec![Field::Title, Field::Body]),
    ) {
        let text = words.join(" ");
        let spec = MatchSpec { atoms, ..MatchSpec::default() };
        let matcher = spec.matcher("en");
        let (mut pieces, mut all) = (Search::new(&matcher, &text, field), Search::new(&matcher, &text, field));
        pieces.read_pieces();
        all.read_all();
        prop_assert_eq!(pieces.finish(), all.finish(), "{}", text);
    }

    #[test]
    fn spans_of_any_text_are_cuts_of_it(text in "\\PC{0,60}", atoms in vec(any_atom(), 0..4)) {
        let spec = MatchSpec { atoms, ..MatchSpec::default() };
        for span in spec.matcher("").find(&text, Field::Comments) {
            prop_assert!(text.get(span.start..span.end).is_some_and(|cut| !cut.is_empty()));
        }
    }
}
