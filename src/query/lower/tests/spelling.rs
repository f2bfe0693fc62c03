//! Other spellings, exact forms and weights.

use super::Small;

#[test]
fn words_may_be_spelled_otherwise() {
    let small = Small::bodies(&[
        "colour", "color", "dolor", "colors", "clouor", "us", "COVID-19",
    ]);
    for (query, expected) in [
        ("color~1", vec![0, 1, 3]),
        ("color~", vec![0, 1, 3]),
        ("colour~", vec![0, 1, 3, 4]),
        ("cloour~1", vec![0, 4]),
        ("us~", vec![5]),
        ("covid-19~", vec![6]),
        ("author:quilt~", vec![0, 1, 2, 3, 4, 5, 6]),
        ("zzzzz~", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
    assert_eq!(small.marked("color~1", 3), "[colors]");
    assert_eq!(small.notes("us~ covid-19~").len(), 2);
    assert_eq!(small.notes("color~"), Vec::<String>::new());
}

#[test]
fn an_exact_form_has_no_other() {
    let small = Small::bodies(&["storm", "storms", "storm near colour"]);
    assert_eq!(small.found("=storm"), [0, 2]);
    assert_eq!(small.found("storm"), [0, 1, 2]);
    assert_eq!(small.found("=storm near2 color~"), [2]);
}

#[test]
fn weights_multiply_scores() {
    let small = Small::bodies(&["storm coast", "rain", "storm"]);
    let score = |query: &str| {
        let lowered = small.lower(query).expect("a query");
        let explained = lowered
            .query
            .explain(&small.searcher, tantivy::DocAddress::new(0, 0));
        (
            explained.expect("a score").value(),
            lowered.spec.atoms[0].weight,
        )
    };
    let (plain, weight) = score("storm");
    let (triple, heavier) = score("(storm^2)^1.5");
    assert!((triple - 3.0 * plain).abs() < 1e-5, "{plain} {triple}");
    assert!((heavier - 3.0 * weight).abs() < 1e-5);
    assert_eq!(small.found("(storm coast)^2"), [0]);
}
