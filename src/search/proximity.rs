//! How close two words of a query stand in a document.

use super::gains::ROUNDING;
use crate::analysis::Unspaced;
use crate::query::lower::{Occurrence, ScoredWord};
use std::collections::BTreeSet;

/// Words that stand further apart than this are not near each other: about one clause.
const NEAR: u32 = 8;

/// Two words that stand side by side in the query, function words between them left out: indexes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
}

/// The pairs of a query, each once.
pub(super) fn pairs(words: &[&ScoredWord]) -> Vec<Pair> {
    let described: Vec<(&str, usize)> = words
        .iter()
        .map(|word| (word.text.as_str(), word.list))
        .collect();
    let content = (0..words.len()).filter(|&index| words[index].is_content);
    neighbours(&described, content)
}

/// `words` are index words and the number of their list.
fn neighbours(words: &[(&str, usize)], content: impl Iterator<Item = usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut seen = BTreeSet::new();
    let mut last_of_list: Vec<(usize, usize)> = Vec::new();
    for second in content {
        let (text, list) = words[second];
        match last_of_list.iter_mut().find(|(other, _)| *other == list) {
            None => last_of_list.push((list, second)),
            Some((_, last)) => {
                let first = std::mem::replace(last, second);
                let other = words[first].0;
                let told = other != text && !overlap(other, text);
                if told && seen.insert((other.min(text), other.max(text))) {
                    pairs.push(Pair { first, second });
                }
            }
        }
    }
    pairs
}

/// Whether two words of a script that is indexed by pairs have a character in common: where one stands the other mostly
/// does, which says nothing about the article. With their closeness Chinese questions were answered worse.
fn overlap(first: &str, second: &str) -> bool {
    Unspaced::of(first) == Some(Unspaced::Pairs)
        && first.chars().nth(1).is_some()
        && first.chars().next_back() == second.chars().next()
}

/// One over the square of the distance, added up over all places where the two stand near each other, in any order; that
/// of phrases is from the end of the one to the start of the other. Both lists are ordered by field and position.
pub(super) fn closeness(first: &[Occurrence], second: &[Occurrence]) -> f32 {
    let mut sum = 0.0;
    let mut start = 0;
    let longest = second.iter().map(|place| place.end - place.position).max();
    let reach = NEAR + longest.unwrap_or(0);
    for one in first {
        let from = (one.field.field_id(), one.position.saturating_sub(reach));
        let behind = second
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|other| (other.field.field_id(), other.position) < from);
        start += behind.count();
        let near = second
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|other| other.field == one.field && other.position <= one.end + NEAR);
        for other in near {
            let distance = distance(one, other);
            if (1..=NEAR).contains(&distance) {
                sum += one.weight.min(other.weight) / (distance * distance) as f32;
            }
        }
    }
    sum
}

/// The same over so many places as near to another as can be.
const CLOSEST: [f32; 2 * NEAR as usize + 1] = {
    let mut sums = [0.0; 2 * NEAR as usize + 1];
    let mut count = 1;
    while count < sums.len() {
        let distance = count.div_ceil(2);
        sums[count] = sums[count - 1] + 1.0 / (distance * distance) as f32;
        count += 1;
    }
    sums
};

/// The most that [`closeness`] can be of two words, each with all that its places count together and the least that one
/// of them counts: no two places of a word are the same, so that of the places near one of the other word two at the
/// most are at each distance.
pub(super) fn most_closeness(one: (f32, f32), other: (f32, f32)) -> f32 {
    let bound = |(frequency, _): (f32, f32), (all, least): (f32, f32)| {
        let count = (all / least * (1.0 + ROUNDING)) as usize;
        frequency * CLOSEST[count.min(CLOSEST.len() - 1)] * (1.0 + ROUNDING)
    };
    bound(one, other).min(bound(other, one))
}

/// From the one to the other; 0 where they overlap, as two forms do where both words have a form in common.
fn distance(one: &Occurrence, other: &Occurrence) -> u32 {
    let (before, behind) = (
        other.position.saturating_sub(one.end),
        one.position.saturating_sub(other.end),
    );
    before.max(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::schema::Field;

    fn places(at: &[(u32, u32)]) -> Vec<Occurrence> {
        let mut places: Vec<Occurrence> = at
            .iter()
            .map(|&(field, position)| Occurrence {
                field: Field::from_field_id(field),
                position,
                end: position,
                weight: 1.0,
            })
            .collect();
        places.sort_by_key(|place| (place.field.field_id(), place.position));
        places
    }

    #[test]
    fn nearer_counts_more_in_any_order_and_in_one_field_only() {
        let near = |a: &[(u32, u32)], b: &[(u32, u32)]| closeness(&places(a), &places(b));
        assert_eq!(near(&[(0, 5)], &[(0, 6)]), 1.0);
        assert_eq!(near(&[(0, 6)], &[(0, 4)]), 0.25);
        assert_eq!(near(&[(0, 0)], &[(0, 8)]), 1.0 / 64.0);
        assert_eq!(near(&[(0, 0)], &[(0, 9)]), 0.0);
        assert_eq!(near(&[(0, 5)], &[(1, 6)]), 0.0);
        assert_eq!(near(&[(0, 5), (0, 20)], &[(0, 6), (0, 21)]), 2.0);
        assert_eq!(near(&[], &[(0, 1)]), 0.0);
    }

    #[test]
    fn phrases_are_measured_from_end_to_start() {
        let phrase = |position| Occurrence {
            end: position + 2,
            ..places(&[(0, position)])[0]
        };
        let word = places(&[(0, 10)]);
        assert_eq!(closeness(&[phrase(7)], &word), 1.0);
        assert_eq!(closeness(&word, &[phrase(7)]), 1.0);
        assert_eq!(closeness(&word, &[phrase(0)]), 1.0 / 64.0);
        assert_eq!(closeness(&[phrase(12)], &word), 0.25);
        // The word is one of the phrase.
        assert_eq!(closeness(&[phrase(9)], &word), 0.0);
    }

    #[test]
    fn pairs_are_neighbours_of_one_list() {
        let words = [("a", 0), ("b", 0), ("x", 1), ("y", 2), ("c", 0), ("b", 0)];
        let found = neighbours(&words, 0..words.len());
        let pair = |first, second| Pair { first, second };
        assert_eq!(found, [pair(0, 1), pair(1, 4)]);
        assert_eq!(
            neighbours(&words, [0, 4, 5].into_iter()),
            [pair(0, 4), pair(4, 5)]
        );
    }

    #[test]
    fn overlapping_pairs_of_characters_are_no_neighbours() {
        let words = [
            ("新桥", 0),
            ("桥通", 0),
            ("通车", 0),
            ("北京", 0),
            ("tolva", 0),
        ];
        let pair = |first, second| Pair { first, second };
        assert_eq!(neighbours(&words, 0..words.len()), [pair(2, 3), pair(3, 4)]);
    }

    proptest! {
        #[test]
        fn as_the_obvious_sum(
            a in proptest::collection::btree_set((0..2_u32, 0..60_u32), 0..20),
            b in proptest::collection::btree_set((0..2_u32, 0..60_u32), 0..20),
        ) {
            let mut expected = 0.0;
            for &(field, position) in &a {
                for &(other_field, other) in &b {
                    let distance = position.abs_diff(other);
                    if field == other_field && (1..=8).contains(&distance) {
                        expected += 1.0 / (distance * distance) as f32;
                    }
                }
            }
            let list = |set: std::collections::BTreeSet<_>| places(&set.into_iter().collect::<Vec<_>>());
            let (a, b) = (list(a), list(b));
            prop_assert!((closeness(&a, &b) - expected).abs() < 1e-3);
            prop_assert!((closeness(&b, &a) - expected).abs() < 1e-3);
            let parts = |places: &[Occurrence]| (places.len() as f32, 1.0);
            prop_assert!(closeness(&a, &b) <= most_closeness(parts(&a), parts(&b)));
        }
    }
}
