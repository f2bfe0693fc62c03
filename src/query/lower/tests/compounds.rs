//! German compounds, against a slow splitter of all words of the index.

use super::super::{LowerOptions, Vocabulary, lower};
use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

impl Small {
    /// The words that a query's only word stands for if compounds count, and the articles found.
    fn with_compounds(&self, query: &str) -> (BTreeSet<String>, Vec<u32>) {
        let fields = schema::schema().1;
        let lexicon = Lexicon::open(&self.searcher, &fields).expect("a readable index");
        let vocabulary = Vocabulary::new(&lexicon, fields, &[]).with_compounds(true);
        let lowered = lower(
            parse(query).root.as_ref(),
            &vocabulary,
            &LowerOptions::default(),
        );
        let lowered = lowered.expect("a readable index").expect("a query");
        let words = lowered.widened(&vocabulary).expect("a readable index");
        let held = words.into_iter().flatten().filter(|(_, held)| *held > 0);
        (held.map(|(word, _)| word).collect(), self.run(&lowered))
    }
}

fn german(bodies: &[&str]) -> Small {
    let bodies: Vec<(&str, &str)> = bodies.iter().map(|body| ("de", *body)).collect();
    Small::in_languages(&bodies)
}

#[test]
fn a_word_finds_its_compounds() {
    let small = german(&[
        "Der Lotsenstreik dauert an",
        "Die Hafenlotsen warten im Hafen",
        "Der Streik der Lotsen",
        "Regierungsbildung: die Regierung und ihre Bildung",
        "Holland und sein Land",
        "Bildungsregierung",
    ]);
    for (query, expected) in [
        ("Lotsen", vec![0, 1, 2]),
        ("Lotse", vec![0, 1, 2]),
        ("Streik", vec![0, 2]),
        ("Hafen", vec![1]),
        ("Regierung", vec![3, 5]),
        ("Land", vec![4]),
        ("=Lotsen", vec![2]),
        ("\"Streik der\"", vec![2]),
        ("der adj1 Streik", vec![0, 2]),
        ("Streik w/s dauert", vec![0]),
    ] {
        assert_eq!(small.with_compounds(query).1, expected, "{query}");
    }
    assert_eq!(small.found("Lotsen"), [2], "compounds are to be asked for");
}

#[test]
fn a_compound_counts_in_german_articles_only() {
    let small = Small::in_languages(&[
        ("de", "Der Hafen und die Stadt, die Hafenstadt"),
        ("en", "A hafenstadt"),
    ]);
    assert_eq!(small.with_compounds("Stadt").1, [0]);
}

const MEMBERS: [&str; 4] = ["kubo", "wagim", "tolf", "fid"];

/// What joins members, and other endings.
const JOINTS: [&str; 5] = ["", "s", "en", "er", "x"];

/// Whether a word is the member and others in a row, by trying all places of all members.
fn is_compound(word: &str, member: &str, known: &BTreeSet<&str>) -> bool {
    let joints = ["", "s", "n", "en", "es", "er", "e"];
    let long = |part: &str| part.len() >= 4 && known.contains(part);
    let mut places = (0..word.len()).filter(|at| word[*at..].starts_with(member));
    word != member
        && places.any(|at| {
            let (before, after) = (&word[..at], &word[at + member.len()..]);
            let first = |joint: &&str| {
                before.ends_with(*joint) && long(&before[..before.len() - joint.len()])
            };
            let last = |joint: &&str| after.starts_with(*joint) && long(&after[joint.len()..]);
            (before.is_empty() || joints.iter().any(first))
                && (after.is_empty() || joints.iter().any(last))
        })
}

fn word() -> impl Strategy<Value = String> {
    let member = prop::sample::select(&MEMBERS[..]);
    let joint = prop::sample::select(&JOINTS[..]);
    vec((member, joint), 1..4).prop_map(|parts| {
        let parts = parts
            .into_iter()
            .map(|(member, joint)| format!("{member}{joint}"));
        parts.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn compounds_are_those_of_a_slow_splitter(words in vec(word(), 1..12)) {
        let small = german(&[&words.join(" ")]);
        let known: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        for member in MEMBERS {
            let (found, _) = small.with_compounds(member);
            // Its own forms are members as well.
            let forms: Vec<String> = small.forms(member);
            let of_any = |word: &&&str| forms.iter().filter(|form| form.len() >= 4).any(|form| is_compound(word, form, &known));
            let mut expected: BTreeSet<String> = known.iter().filter(of_any).map(|word| (*word).to_owned()).collect();
            expected.extend(forms.iter().filter(|form| known.contains(form.as_str())).cloned());
            prop_assert_eq!(found, expected, "{} in {:?}", member, known);
        }
    }
}

impl Small {
    /// The inflected forms of a word, and itself.
    fn forms(&self, word: &str) -> Vec<String> {
        let atoms = self.lower(word).expect("a query").spec.atoms;
        let patterns = atoms.into_iter().flat_map(|atom| match atom.pattern {
            Pattern::Word(variants) => variants,
            _ => vec![],
        });
        patterns.map(|variant| variant.text).collect()
    }
}
