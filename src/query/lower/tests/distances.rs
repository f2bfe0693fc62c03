//! Operators of distance: by examples, and against a slow and obvious matcher that tries every choice of words.

use super::Small;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn order_and_distance() {
    let small = Small::bodies(&[
        "storm coast",
        "storm one coast",
        "coast one storm",
        "storm one two coast",
        "storm",
    ]);
    for (query, expected) in [
        ("storm adj1 coast", vec![0]),
        ("storm adj2 coast", vec![0, 1]),
        ("storm w/3 coast", vec![0, 1, 3]),
        ("storm near1 coast", vec![0]),
        ("storm near2 coast", vec![0, 1, 2]),
        ("coast pre/5 storm", vec![2]),
        ("\"coast storm\"~2", vec![0, 1, 2]),
        ("\"coast storm\"~0", vec![0]),
        ("storm near5 storm", vec![]),
        ("storms near5 coasts", vec![0, 1, 2, 3]),
        ("sto* near5 (coast OR zzz)", vec![0, 1, 2, 3]),
        ("zzz near5 coast", vec![]),
        ("storm -storm near1 coast", vec![1, 2, 3, 4]),
        ("author:(ada adj1 quill)", vec![0, 1, 2, 3, 4]),
        ("author:(quill adj1 ada)", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
}

#[test]
fn fields_are_looked_at_one_by_one() {
    let small = Small::new(&[("storm", "coast"), ("storm coast", ""), ("", "storm coast")]);
    assert_eq!(small.found("storm near5 coast"), [1, 2]);
    assert_eq!(small.found("title:(storm near5 coast)"), [1]);
    assert_eq!(small.found("body:(storm near5 coast)"), [2]);
}

#[test]
fn what_has_a_part_in_a_match_is_marked() {
    let body = "Storms hit the coast. Far from it, on another day, a storm. A coast is a coast.";
    let small = Small::bodies(&[body, "国中有人"]);
    assert_eq!(
        small.marked("storm adj3 coast", 0),
        "[Storms] hit the [coast]. Far from it, on another day, a [storm]. A [coast] is a coast."
    );
    assert_eq!(
        small.marked("\"the coast\" near3 (far OR hit)", 0),
        "Storms [hit] [the coast]. [Far] from it, on another day, a storm. A coast is a coast."
    );
    assert_eq!(small.marked("-storm near3 coast", 0), body);
    assert_eq!(small.marked("中 near3 人", 1), "国[中]有[人]");
}

#[test]
fn more_matches_rank_higher() {
    let small = Small::bodies(&["storm coast x x", "storm coast storm coast", "x x x x"]);
    let lowered = small.lower("storm near1 coast").expect("a query");
    let score = |doc| {
        let explained = lowered
            .query
            .explain(&small.searcher, tantivy::DocAddress::new(0, doc));
        explained.expect("a score").value()
    };
    assert!(score(0) > 0.0 && score(1) > score(0));
}

/// A query of distances.
#[derive(Clone, Debug)]
enum Asked {
    Word(&'static str),
    Phrase(&'static str, &'static str),
    Any(Vec<Asked>),
    Near(u32, bool, Box<(Asked, Asked)>),
    Within(u32, Vec<&'static str>),
}

/// One choice of words: the places of its words and phrases.
type Choice = Vec<(usize, usize)>;

impl Asked {
    fn text(&self) -> String {
        match self {
            Asked::Word(word) => (*word).to_owned(),
            Asked::Phrase(first, second) => format!("\"{first} {second}\""),
            Asked::Any(parts) => {
                let parts: Vec<String> = parts.iter().map(Asked::text).collect();
                format!("({})", parts.join(" OR "))
            }
            Asked::Near(distance, ordered, parts) => {
                let name = if *ordered { "adj" } else { "near" };
                format!("({} {name}{distance} {})", parts.0.text(), parts.1.text())
            }
            Asked::Within(distance, words) => format!("\"{}\"~{distance}", words.join(" ")),
        }
    }

    /// Every choice that matches.
    fn choices(&self, words: &[&str]) -> Vec<Choice> {
        let places = |wanted: &str| -> Vec<usize> {
            let fits = |word: &str| match wanted.strip_suffix('*') {
                Some(start) => word.starts_with(start),
                None => word == wanted,
            };
            (0..words.len())
                .filter(|&place| fits(words[place]))
                .collect()
        };
        match self {
            Asked::Word(word) => places(word).into_iter().map(|at| vec![(at, at)]).collect(),
            Asked::Phrase(first, second) => {
                let starts = places(first).into_iter();
                let ends = places(second);
                let follows = starts.filter(|at| ends.contains(&(at + 1)));
                follows.map(|at| vec![(at, at + 1)]).collect()
            }
            Asked::Any(parts) => parts.iter().flat_map(|part| part.choices(words)).collect(),
            Asked::Near(distance, ordered, parts) => {
                let mut found = Vec::new();
                for one in parts.0.choices(words) {
                    for other in parts.1.choices(words) {
                        let near = |a: &Choice, b: &Choice| {
                            let (end, start) = (reach(a).1, reach(b).0);
                            start > end && start - end <= *distance as usize
                        };
                        if near(&one, &other) || (!ordered && near(&other, &one)) {
                            found.push([one.clone(), other].concat());
                        }
                    }
                }
                found
            }
            Asked::Within(distance, wanted) => {
                let mut found: Vec<Choice> = vec![vec![]];
                for word in wanted {
                    let longer = found.into_iter().flat_map(|choice| {
                        let more = places(word).into_iter().map(|at| (at, at));
                        let free = more.filter(|at| !choice.contains(at)).collect::<Vec<_>>();
                        free.into_iter()
                            .map(move |at| [choice.clone(), vec![at]].concat())
                    });
                    found = longer.collect();
                }
                let room = (*distance as usize).max(wanted.len() - 1);
                found.retain(|choice| reach(choice).1 - reach(choice).0 <= room);
                found
            }
        }
    }
}

fn reach(choice: &Choice) -> (usize, usize) {
    let start = choice.iter().map(|(start, _)| *start).min();
    let end = choice.iter().map(|(_, end)| *end).max();
    (start.unwrap_or(0), end.unwrap_or(0))
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || prop::sample::select(vec!["zub", "tix", "qom", "vek"]);
    let leaf = prop_oneof![
        4 => word().prop_map(Asked::Word),
        1 => Just(Asked::Word("qo*")),
        1 => (word(), word()).prop_map(|(first, second)| Asked::Phrase(first, second)),
        1 => (0_u32..5, vec(word(), 2..4)).prop_map(|(distance, words)| Asked::Within(distance, words)),
    ];
    let near = leaf.prop_recursive(3, 6, 3, |inner| {
        let pair = (1_u32..5, any::<bool>(), inner.clone(), inner.clone());
        let near = pair.prop_map(|(distance, ordered, first, second)| {
            Asked::Near(distance, ordered, Box::new((first, second)))
        });
        prop_oneof![3 => near, 1 => vec(inner, 2..4).prop_map(Asked::Any)]
    });
    (1_u32..5, any::<bool>(), near.clone(), near).prop_map(|(distance, ordered, first, second)| {
        Asked::Near(distance, ordered, Box::new((first, second)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn as_a_slow_matcher_does(
        articles in vec(vec(prop::sample::select(vec!["zub", "tix", "qom", "qor", "vek", "nil"]), 0..9), 1..8),
        queries in vec(asked(), 30),
    ) {
        let bodies: Vec<String> = articles.iter().map(|words| words.join(" ")).collect();
        let small = Small::bodies(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
        for query in queries {
            let text = query.text();
            let mut expected = Vec::new();
            for (number, words) in articles.iter().enumerate() {
                let choices = query.choices(words);
                if !choices.is_empty() {
                    expected.push(number as u32);
                }
                let marks = small.spans(&text, number);
                let slow: BTreeSet<(usize, usize)> = choices.iter().flatten().copied().collect();
                // All words of these articles have three letters.
                let fast: BTreeSet<(usize, usize)> =
                    marks.iter().map(|(start, end)| (start / 4, (end - 1) / 4)).collect();
                prop_assert_eq!(fast, slow, "{} in {:?}", text, words);
            }
            prop_assert_eq!(small.found(&text), expected, "{} in {:?}", text, bodies);
        }
    }
}
