//! A group asked whether a document holds it, and no further, against the list of all that do.

use super::*;
use proptest::prelude::*;
use tantivy::query::EnableScoring;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED};

const GROUPS: [&str; 6] = [
    "caps(Port)",
    "nocaps(port)",
    "caps(Port) w/3 ferry",
    "port w/2 ferry",
    "\"port ferry\"",
    "caps(Port OR Ferry)",
];

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["Port", "port", "PORT", "ferry", "Ferry", "rest"]);
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn as_the_list_of_all(
        articles in prop::collection::vec((text(), text()), 1..30),
        steps in prop::collection::vec((1_u32..4, any::<bool>()), 1..40),
    ) {
        let articles: Vec<(&str, &str)> =
            articles.iter().map(|(title, body)| (title.as_str(), body.as_str())).collect();
        let small = Small::new(&articles);
        let reader = small.searcher.segment_reader(0);
        for group in GROUPS {
            let lowered = small.lower(group).expect("a group");
            let scoring = EnableScoring::enabled_from_searcher(&small.searcher);
            let weight = lowered.query.weight(scoring).expect("a weight");
            let mut list: Vec<(DocId, Score)> = Vec::new();
            weight.for_each(reader, &mut |doc, score| list.push((doc, score))).expect("a list");
            let next = |target| list.iter().find(|(doc, _)| *doc >= target).copied();

            let mut scorer = weight.scorer(reader, 1.0).expect("a scorer");
            let mut target = 0;
            for &(step, goes_on) in &steps {
                let expected = next(target);
                match scorer.seek_danger(target) {
                    SeekDangerResult::Found => {
                        prop_assert_eq!(expected, Some((target, scorer.score())), "{}", group);
                        if goes_on {
                            // What follows a document that was found is known again.
                            target += step;
                            let doc = scorer.seek(target);
                            let expected = next(target);
                            prop_assert_eq!(doc, expected.map_or(TERMINATED, |(doc, _)| doc), "{}", group);
                            prop_assert!(expected.is_none_or(|(_, score)| score == scorer.score()), "{}", group);
                            target = doc.min(target + 30);
                        }
                    }
                    SeekDangerResult::SeekLowerBound(bound) => {
                        prop_assert!(bound > target, "{}", group);
                        prop_assert!(bound <= expected.map_or(TERMINATED, |(doc, _)| doc), "{}", group);
                    }
                }
                target += step;
            }
        }
    }
}
