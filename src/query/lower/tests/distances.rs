//! Operators of distance, by examples.

use super::Small;

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
