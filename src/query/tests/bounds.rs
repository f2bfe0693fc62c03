//! Queries without measure: what they cost, and what is said of them.

use super::super::{QueryErrorKind, parse};

#[test]
fn deep_parentheses_cost_no_stack() {
    for (open, close) in [
        ("(", ")"),
        ("-(", ")"),
        ("title:(a ", ")"),
        ("NOT ", ""),
        ("title:", ""),
        ("title:-", ""),
        ("first9 ", ""),
        ("atleast3(a ", ")"),
        ("(", ""),
    ] {
        // What is printed is longer than what was typed.
        let depth = 7_000 / (open.len() + close.len());
        let query = parse(&format!(
            "{}word{}",
            open.repeat(depth),
            close.repeat(depth)
        ));
        let tree = query.sexpr();
        assert!(tree.contains("word"), "{open}");
        assert!(tree.len() < 5_000 || open.contains(' '), "{open}");
        assert_eq!(parse(&query.to_string()).sexpr(), tree, "{open}");
    }
    let warnings = parse(&format!("{}word{}", "(".repeat(101), ")".repeat(101))).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].kind, QueryErrorKind::TooDeep(100));
    assert!(
        parse(&format!("{}word{}", "(".repeat(100), ")".repeat(100)))
            .warnings
            .is_empty()
    );
}

#[test]
fn long_queries_are_cut_and_say_so() {
    let text = format!("(title:({}))", "storms ".repeat(2_000));
    let query = parse(&text);
    let kinds: Vec<_> = query
        .warnings
        .iter()
        .map(|warning| warning.kind.clone())
        .collect();
    assert_eq!(
        kinds,
        [
            QueryErrorKind::TooManyClauses(1_024),
            QueryErrorKind::TooLong(10_000)
        ]
    );
    assert_eq!(query.to_string().matches("storms").count(), 1_024);
    assert!(
        query
            .warnings
            .iter()
            .all(|warning| warning.span.end == text.len())
    );
    let text = format!("{}俄", "a".repeat(9_999));
    assert_eq!(parse(&text).to_string(), "a".repeat(9_999));
}

#[test]
fn words_before_a_cut_do_not_lose_their_operators() {
    let text = format!("{} OR (b", "a ".repeat(1_024));
    let kinds: Vec<_> = parse(&text)
        .warnings
        .into_iter()
        .map(|warning| warning.kind)
        .collect();
    assert_eq!(kinds, [QueryErrorKind::TooManyClauses(1_024)]);
}

#[test]
fn many_warnings_are_counted() {
    let warnings = parse(&"* ".repeat(100)).warnings;
    assert_eq!(warnings.len(), 17);
    assert_eq!(warnings[16].kind, QueryErrorKind::More(84));
    assert_eq!(warnings[16].span, 32..200);
}
