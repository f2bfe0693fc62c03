//! Texts are read up to a bound, and what is left out is said.

use super::*;

/// Articles of two segments, each with a word of which the index does not know how it is written, and of a length that it knows
/// only roughly.
fn archive_with_capitals(articles: usize) -> Archive {
    let ids: Vec<String> = (0..articles).map(|number| format!("a{number}")).collect();
    let body = format!("Turkey was on the table.{}", " Again".repeat(45));
    let article = |id: &String| (id.clone(), body.clone());
    let texts: Vec<(String, String)> = ids.iter().map(article).collect();
    let texts: Vec<(&str, &str, &str)> = texts
        .iter()
        .map(|(id, body)| (id.as_str(), "", body.as_str()))
        .collect();
    let (first, second) = texts.split_at(articles / 2);
    archive(&[first, second])
}

#[test]
fn texts_beyond_the_bound_are_left_out_and_counted() {
    let archive = archive_with_capitals(9);
    let note = "capitals or lengths were looked up in 5 articles; 4 others are left out: add a word or a date";
    for query in [
        "caps(Turkey)",
        "table caps(Turkey)",
        "table NOT nocaps(turkey)",
        "table length<51",
        "table NOT length>50",
    ] {
        for (bound, found, notes) in [(5, 5, vec![note]), (9, 9, vec![])] {
            let mut options = options(Matching::All, 100);
            options.lower.texts = Some(bound);
            let query = parse(query);
            for results in [
                archive.search(&query, &options),
                archive.count(&query, &options),
            ] {
                let results = results.expect("an answer");
                assert_eq!(results.notes, notes, "{query:?}");
                assert_eq!(results.total, found, "{query:?}");
            }
        }
    }
}
