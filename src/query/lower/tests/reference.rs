//! Every operator against a slow and obvious matcher, which tries every choice of words in plain text.
//!
//! Articles are made of sentences whose ends are known from how they are made, so that the reference needs neither an
//! index nor the analysis.

use super::Small;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Words as they are written, sentences, paragraphs.
type Text = Vec<Vec<Vec<&'static str>>>;

/// A word of a text: how it is written, and the numbers of its sentence and paragraph.
struct Placed {
    word: &'static str,
    sentence: usize,
    paragraph: usize,
    bytes: (usize, usize),
}

/// A query.
#[derive(Clone, Debug)]
enum Asked {
    Word(&'static str),
    Phrase(&'static str, &'static str),
    Any(Vec<Asked>),
    Near(Near, bool, Box<(Asked, Asked)>),
    Within(u32, Vec<&'static str>),
    Capitals(Box<Asked>),
    /// Only around other parts than these.
    AtLeast(usize, Box<Asked>),
    First(usize, Box<Asked>),
    And(Vec<Asked>),
    Not(Box<Asked>),
    Words(Option<usize>, Option<usize>),
}

#[derive(Clone, Copy, Debug)]
enum Near {
    Words(u32),
    Sentence,
    Paragraph,
}

/// What a part of a query is under.
#[derive(Clone, Copy)]
struct Under {
    capitals: bool,
    least: usize,
    first: usize,
    /// An odd number of NOTs: nothing is marked.
    negated: bool,
}

/// One choice of words: the places of its words and phrases.
type Choice = Vec<(usize, usize)>;

/// Two of them common: in a row they are pairs.
const WORDS: [&str; 4] = ["new", "two", "qom", "vek"];

/// The text, and its words one by one.
fn written(text: &Text) -> (String, Vec<Placed>) {
    let (mut body, mut words) = (String::new(), Vec::new());
    let mut sentence = 0;
    for (paragraph, sentences) in text.iter().enumerate() {
        for list in sentences {
            for (number, word) in list.iter().enumerate() {
                let start = body.len();
                // A sentence begins with a capital.
                let first: String = word.chars().take(1).collect();
                match number {
                    0 => body.push_str(&first.to_uppercase()),
                    _ => body.push_str(&first),
                }
                body.push_str(&word[1..]);
                words.push(Placed {
                    word,
                    sentence,
                    paragraph,
                    bytes: (start, body.len()),
                });
                body.push(' ');
            }
            body.pop();
            body.push_str(". ");
            sentence += 1;
        }
        body.push_str("\n\n");
    }
    (body, words)
}

impl Asked {
    fn text(&self) -> String {
        match self {
            Asked::Word(word) => (*word).to_owned(),
            Asked::Phrase(first, second) => format!("\"{first} {second}\""),
            Asked::Any(parts) => format!("({})", texts(parts, " OR ")),
            Asked::And(parts) => format!("({})", texts(parts, " AND ")),
            Asked::Near(near, ordered, parts) => {
                let name = match (near, ordered) {
                    (Near::Words(distance), true) => format!("adj{distance}"),
                    (Near::Words(distance), false) => format!("near{distance}"),
                    (Near::Sentence, true) => "pre/s".to_owned(),
                    (Near::Sentence, false) => "w/s".to_owned(),
                    (Near::Paragraph, true) => "pre/p".to_owned(),
                    (Near::Paragraph, false) => "SAME".to_owned(),
                };
                format!("({} {name} {})", parts.0.text(), parts.1.text())
            }
            Asked::Within(distance, words) => format!("\"{}\"~{distance}", words.join(" ")),
            Asked::Capitals(part) => format!("caps({})", part.text()),
            Asked::AtLeast(times, part) => format!("atleast{times}({})", part.text()),
            Asked::First(words, part) => format!("first{words}({})", part.text()),
            Asked::Not(part) => format!("(NOT {})", part.text()),
            Asked::Words(from, to) => {
                let edge =
                    |edge: &Option<usize>| edge.map_or("*".to_owned(), |edge| edge.to_string());
                format!("words:[{} TO {}]", edge(from), edge(to))
            }
        }
    }

    fn has_places(&self) -> bool {
        match self {
            Asked::Any(parts) => parts.iter().all(Asked::has_places),
            Asked::Capitals(part) => part.has_places(),
            Asked::AtLeast(..) | Asked::First(..) | Asked::And(_) => false,
            Asked::Not(_) | Asked::Words(..) => false,
            _ => true,
        }
    }

    /// Every choice that matches.
    fn choices(&self, words: &[Placed], capitals: bool) -> Vec<Choice> {
        let places = |wanted: &str| -> Vec<usize> {
            (0..words.len())
                .filter(|&place| stands(wanted, &words[place], place, words, capitals))
                .collect()
        };
        match self {
            Asked::Word(word) => places(word).into_iter().map(|at| vec![(at, at)]).collect(),
            Asked::Phrase(first, second) => {
                let ends = places(second);
                let follows = places(first)
                    .into_iter()
                    .filter(|at| ends.contains(&(at + 1)));
                follows.map(|at| vec![(at, at + 1)]).collect()
            }
            Asked::Any(parts) => {
                let found = parts.iter().map(|part| part.choices(words, capitals));
                found.flatten().collect()
            }
            Asked::Capitals(part) => part.choices(words, true),
            Asked::Near(near, ordered, parts) => {
                let mut found = Vec::new();
                for one in parts.0.choices(words, capitals) {
                    for other in parts.1.choices(words, capitals) {
                        let both = follows(&one, &other, *near, words)
                            || (!ordered && follows(&other, &one, *near, words));
                        if both {
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
            _ => vec![],
        }
    }

    /// Whether the article matches; the places to mark go to `marks`.
    fn matches(
        &self,
        words: &[Placed],
        under: Under,
        marks: &mut BTreeSet<(usize, usize)>,
    ) -> bool {
        match self {
            _ if self.has_places() => {
                let mut found = self.choices(words, under.capitals);
                found.retain(|choice| reach(choice).1 < under.first);
                let starts: BTreeSet<usize> = found.iter().map(|choice| reach(choice).0).collect();
                if starts.len() < under.least {
                    return false;
                }
                if !under.negated {
                    marks.extend(found.iter().flatten());
                }
                !starts.is_empty()
            }
            Asked::Capitals(part) => part.matches(
                words,
                Under {
                    capitals: true,
                    ..under
                },
                marks,
            ),
            Asked::AtLeast(times, part) => {
                let least = under.least.max(*times);
                part.matches(words, Under { least, ..under }, marks)
            }
            Asked::First(count, part) => {
                let first = under.first.min(*count);
                part.matches(words, Under { first, ..under }, marks)
            }
            Asked::And(parts) => {
                let all: Vec<bool> = parts
                    .iter()
                    .map(|part| part.matches(words, under, marks))
                    .collect();
                all.into_iter().all(|one| one)
            }
            // Alternatives in alternatives are alternatives; those with places meet conditions together.
            Asked::Any(parts) => {
                let (placed, mut others): (Vec<Asked>, Vec<Asked>) =
                    flat(parts).cloned().partition(Asked::has_places);
                if !placed.is_empty() {
                    others.push(Asked::Any(placed));
                }
                let any: Vec<bool> = others
                    .iter()
                    .map(|part| part.matches(words, under, marks))
                    .collect();
                any.into_iter().any(|one| one)
            }
            Asked::Not(part) => {
                let negated = !under.negated;
                !part.matches(words, Under { negated, ..under }, marks)
            }
            Asked::Words(from, to) => {
                from.is_none_or(|from| words.len() >= from) && to.is_none_or(|to| words.len() <= to)
            }
            _ => false,
        }
    }
}

fn flat(parts: &[Asked]) -> Box<dyn Iterator<Item = &Asked> + '_> {
    Box::new(parts.iter().flat_map(|part| match part {
        Asked::Any(inner) => flat(inner),
        other => Box::new(std::iter::once(other)),
    }))
}

fn texts(parts: &[Asked], between: &str) -> String {
    let parts: Vec<String> = parts.iter().map(Asked::text).collect();
    parts.join(between)
}

/// Whether a word of the query stands at a place; `qo*` is a word with a wildcard, `/t.x/` a pattern.
fn stands(wanted: &str, here: &Placed, place: usize, words: &[Placed], capitals: bool) -> bool {
    let lower = here.word.to_lowercase();
    let wanted_lower = wanted.to_lowercase();
    let same = match wanted_lower.as_str() {
        "qo*" => lower.starts_with("qo"),
        "/t.x/" => lower.starts_with('t') && lower.ends_with('x'),
        word => lower == word,
    };
    if !capitals {
        return same;
    }
    let begins = place == 0 || words[place - 1].sentence != here.sentence;
    let capital = |number: usize| {
        let c = here.word.chars().nth(number);
        c.is_some_and(char::is_uppercase) || (begins && number == 0)
    };
    let written: Vec<bool> = (0..3).map(capital).collect();
    let typed: Vec<bool> = wanted.chars().map(char::is_uppercase).collect();
    let as_typed = match typed.contains(&true) {
        true => written == typed,
        false => written.contains(&true),
    };
    same && as_typed
}

fn follows(a: &Choice, b: &Choice, near: Near, words: &[Placed]) -> bool {
    let (end, start) = (reach(a).1, reach(b).0);
    let hull = [reach(a).0, reach(b).1];
    let near = match near {
        Near::Words(distance) => start > end && start - end <= distance as usize,
        Near::Sentence => words[hull[0]].sentence == words[hull[1]].sentence,
        Near::Paragraph => words[hull[0]].paragraph == words[hull[1]].paragraph,
    };
    near && start > end
}

fn reach(choice: &Choice) -> (usize, usize) {
    let start = choice.iter().map(|(start, _)| *start).min();
    let end = choice.iter().map(|(_, end)| *end).max();
    (start.unwrap_or(0), end.unwrap_or(0))
}

fn places() -> BoxedStrategy<Asked> {
    let word = || prop::sample::select(WORDS.to_vec());
    let cased = prop::sample::select(vec!["Zub", "TIX", "qom"]).prop_map(Asked::Word);
    let leaf = prop_oneof![
        4 => word().prop_map(Asked::Word),
        1 => Just(Asked::Word("qo*")),
        1 => Just(Asked::Word("/t.x/")),
        1 => (word(), word()).prop_map(|(first, second)| Asked::Phrase(first, second)),
        1 => (0_u32..5, vec(word(), 2..4)).prop_map(|(distance, words)| Asked::Within(distance, words)),
        2 => cased.prop_map(|part| Asked::Capitals(Box::new(part))),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        let near = prop_oneof![
            2 => (1_u32..5).prop_map(Near::Words),
            2 => Just(Near::Sentence),
            2 => Just(Near::Paragraph),
        ];
        let pair = (near, any::<bool>(), inner.clone(), inner.clone());
        let near = pair.prop_map(|(near, ordered, first, second)| {
            Asked::Near(near, ordered, Box::new((first, second)))
        });
        prop_oneof![3 => near, 1 => vec(inner, 2..3).prop_map(Asked::Any)]
    })
    .boxed()
}

fn asked() -> impl Strategy<Value = Asked> {
    let edge = || prop::option::of(0_usize..14);
    let leaf = prop_oneof![
        9 => places(),
        1 => (edge(), edge())
            .prop_filter("a range", |(from, to)| from.zip(*to).is_none_or(|(from, to)| from <= to))
            .prop_map(|(from, to)| Asked::Words(from, to)),
    ];
    leaf.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            3 => (1_usize..4, inner.clone()).prop_map(|(times, part)| Asked::AtLeast(times, Box::new(part))),
            3 => (1_usize..10, inner.clone()).prop_map(|(words, part)| Asked::First(words, Box::new(part))),
            2 => vec(inner.clone(), 2..4).prop_map(Asked::And),
            2 => vec(inner.clone(), 2..4).prop_map(Asked::Any),
            1 => inner.prop_map(|part| Asked::Not(Box::new(part))),
        ]
    })
}

fn text() -> impl Strategy<Value = Text> {
    let words = vec![
        "new", "two", "qom", "qor", "vek", "nil", "New", "TWO", "Qom",
    ];
    let sentence = vec(prop::sample::select(words), 1..4);
    vec(vec(sentence, 1..3), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn as_a_slow_matcher_does(articles in vec(text(), 1..8), queries in vec(asked(), 40)) {
        let articles: Vec<(String, Vec<Placed>)> = articles.iter().map(written).collect();
        let bodies: Vec<&str> = articles.iter().map(|(body, _)| body.as_str()).collect();
        let small = Small::bodies(&bodies);
        for query in queries {
            let text = query.text();
            let under = Under { capitals: false, least: 1, first: usize::MAX, negated: false };
            let mut expected = Vec::new();
            for (number, (body, words)) in articles.iter().enumerate() {
                let mut slow = BTreeSet::new();
                if query.matches(words, under, &mut slow) {
                    expected.push(number as u32);
                }
                let slow: BTreeSet<(usize, usize)> = slow
                    .into_iter()
                    .map(|(first, last)| (words[first].bytes.0, words[last].bytes.1))
                    .collect();
                let fast: BTreeSet<(usize, usize)> = small.spans(&text, number).into_iter().collect();
                prop_assert_eq!(fast, slow, "{} in {:?}", text, body);
            }
            prop_assert_eq!(small.found(&text), expected, "{} in {:?}", text, bodies);
        }
    }
}
