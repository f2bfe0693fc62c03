//! Words that are added to a query.

use super::*;

/// Two articles about a strike of pilots that share "tugboats", one that has only that, and one that has neither.
fn archive_of_tugs() -> Archive {
    archive(&[
        &[
            (
                "a",
                "Pilots strike",
                "Pilots are on strike and the tugboats of the harbour are idle.",
            ),
            (
                "b",
                "Strike",
                "A strike of pilots: tugboats idle, skippers angry.",
            ),
        ],
        &[
            (
                "c",
                "Strike at the mill",
                "A strike of millers, and the mill is still; the millers want more.",
            ),
            (
                "d",
                "Strike at the quay",
                "A strike, and the tugboats lie at the quay; the crews want more pay.",
            ),
            ("e", "Tugboats", "Tugboats pull ships."),
        ],
    ])
}

fn expanded(
    archive: &Archive,
    query: &str,
    matching: Matching,
    terms: usize,
    weight: f32,
) -> Results {
    let mut options = options(matching, 9);
    options.ranking.expansion = Some(Expansion { terms, weight });
    archive.search(&parse(query), &options).expect("an answer")
}

fn found(results: &Results) -> Vec<&str> {
    let hits = results.hits.iter();
    hits.map(|hit| hit.article.id.as_str()).collect()
}

#[test]
fn shared_words_change_the_order_and_nothing_else() {
    let archive = archive_of_tugs();
    let results = expanded(&archive, "strike", Matching::All, 5, 1.0);
    let mut ids = found(&results);
    ids.sort_unstable();
    assert_eq!(
        (results.total, ids),
        (4, vec!["a", "b", "c", "d"]),
        "e has no strike"
    );
    let terms: Vec<&str> = results
        .terms
        .iter()
        .map(|term| term.text.as_str())
        .collect();
    assert!(terms.contains(&"tugboats"), "{terms:?}");
    assert!(
        !terms.contains(&"strike") && !terms.contains(&"skippers"),
        "{terms:?}"
    );
    assert!(results.terms.is_sorted_by(|a, b| a.weight >= b.weight));
    let tugs = |results: &Results| found(results).iter().position(|id| *id == "c");
    assert_eq!(
        tugs(&results),
        Some(3),
        "who lacks what the others share comes last"
    );
}

#[test]
fn typed_words_outweigh_all_that_are_added() {
    let archive = archive_of_tugs();
    for (terms, weight) in [(1, 0.5), (5, 0.5), (50, 1.0), (0, 1.0), (5, 0.0)] {
        let results = expanded(&archive, "pilots strike", Matching::Any, terms, weight);
        assert!(results.terms.len() <= terms);
        let sum: f32 = results.terms.iter().map(|term| term.weight).sum();
        assert!(sum <= 2.0 * weight + 1e-4, "{:?}", results.terms);
        assert!(results.terms.iter().all(|term| term.weight <= weight));
    }
}

#[test]
fn filters_hold_and_a_query_without_words_is_left_alone() {
    let archive = archive_of_tugs();
    let results = expanded(&archive, "strike -quay id:(a OR c)", Matching::All, 5, 0.5);
    assert_eq!(results.total, 2);
    let results = expanded(&archive, "nowhere", Matching::All, 5, 0.5);
    assert_eq!((results.total, results.terms), (0, vec![]));
    let results = expanded(&archive, "source:port", Matching::All, 5, 0.5);
    assert_eq!((results.total, results.terms), (5, vec![]));
}

#[test]
fn the_parts_of_an_expanded_score_add_up() {
    let archive = archive_of_tugs();
    let mut added = 0;
    for hit in expanded(&archive, "strike pilots", Matching::Any, 5, 0.5).hits {
        let parts = &hit.explanation;
        let sum: f32 = parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 1e-3 * hit.score, "{hit:?}");
        let others = parts.iter().filter(|part| part.part == PartKind::Other);
        assert!(
            others.map(|part| part.score.abs()).sum::<f32>() < 0.1 * hit.score,
            "{parts:?}"
        );
        added += parts
            .iter()
            .filter(|part| part.part == PartKind::Added)
            .count();
    }
    assert!(added >= 3);
}
