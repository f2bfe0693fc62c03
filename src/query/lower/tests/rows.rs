//! Words in a row by their lists and pairs, against the same by all their positions.

use super::*;
use crate::query::lower::groups::near_query::NearField;
use crate::query::lower::groups::row::{Row, Wanted};
use proptest::prelude::*;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

const PHRASES: [&str; 9] = [
    "of the",
    "the the",
    "said of the",
    "the port",
    "port of",
    "port said",
    "of the port of",
    "the of the of",
    "ferry port",
];

/// By the plain way: document and frequency.
fn by_positions(near: &NearQuery, field: usize, reader: &SegmentReader) -> Vec<(DocId, f32)> {
    let mut matches = near.open(reader).expect("lists").remove(field);
    let mut found = Vec::new();
    matches.find(0);
    while matches.doc() != TERMINATED {
        found.push((matches.doc(), matches.frequency()));
        matches.find(matches.doc() + 1);
    }
    found
}

fn row(near: &NearQuery, field: NearField, reader: &SegmentReader, wanted: Wanted) -> Option<Row> {
    Row::open(near, reader, field, wanted).expect("lists")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn as_by_all_positions(articles in articles()) {
        let articles: Vec<(&str, &str)> = articles
            .iter()
            .map(|(title, body)| (title.as_str(), body.as_str()))
            .collect();
        let small = Small::new(&articles);
        let reader = small.searcher.segment_reader(0);
        for phrase in PHRASES {
            let lowered = small.lower(&format!("\"{phrase}\"")).expect("a phrase");
            let near = lowered.query.downcast_ref::<NearQuery>().expect("a row");
            prop_assert!(is_row(near));
            let mut held = Vec::new();
            for (number, &field) in near.fields.iter().enumerate() {
                let plain = by_positions(near, number, reader);
                held.extend(plain.iter().map(|(doc, _)| *doc));
                let Some(mut counts) = row(near, field, reader, Wanted::Counts) else {
                    prop_assert_eq!(plain, vec![]);
                    continue;
                };
                let mut found = Vec::new();
                counts.find_match(0);
                while counts.doc() != TERMINATED {
                    found.push((counts.doc(), counts.frequency()));
                    counts.find_match(counts.doc() + 1);
                }
                prop_assert_eq!(&found, &plain, "{}", phrase);

                let mut places = row(near, field, reader, Wanted::Places).expect("lists");
                let mut bounds = row(near, field, reader, Wanted::Bounds).expect("lists");
                let mut counts = row(near, field, reader, Wanted::Counts).expect("lists");
                for (doc, frequency) in plain {
                    let times = places.count(doc);
                    prop_assert_eq!(field.weight * times as f32, frequency);
                    prop_assert_eq!(places.starts().count(), times as usize);
                    prop_assert_eq!(counts.count(doc), times);
                    bounds.find(doc);
                    prop_assert_eq!(bounds.doc(), doc);
                    prop_assert!(bounds.most() >= times);
                }
            }
            held.sort_unstable();
            held.dedup();
            let mut scorer = tantivy::query::Weight::scorer(near, reader, 1.0).expect("lists");
            let mut found = Vec::new();
            while scorer.doc() != TERMINATED {
                found.push(scorer.doc());
                scorer.advance();
            }
            prop_assert_eq!(found, held, "{}", phrase);
        }
    }
}

/// Enough articles for full blocks now and then; pairs, words in none, and pairs that nothing holds.
fn articles() -> impl Strategy<Value = Vec<(String, String)>> {
    let word = prop::sample::select(vec!["of", "the", "said", "port", "ferry", "rest"]);
    let text = move |most| {
        let words = prop::collection::vec(word.clone(), 0..most);
        words.prop_map(|words| words.join(" "))
    };
    let article = (text(5), text(30));
    let sizes = prop_oneof![3 => 1..20_usize, 1 => 130..300_usize];
    sizes.prop_flat_map(move |size| prop::collection::vec(article.clone(), size))
}
