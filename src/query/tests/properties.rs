//! What holds for any text and any tree.

use super::super::*;
use super::trees::tree;
use proptest::collection::vec;
use proptest::prelude::*;
use std::ops::Range;

/// Pieces that mean something to the lexer, or nearly.
fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "AND",
        "OR",
        "NOT",
        "&&",
        "||",
        "!",
        "-",
        "+",
        "(",
        ")",
        "（",
        "）",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "「",
        "」",
        "'",
        "title:",
        "id:",
        "url:",
        "Body:",
        "foo:",
        ":",
        "：",
        "*",
        "~",
        "^",
        "[",
        "]",
        "\\",
        "/",
        "=",
        "?",
        ",",
        ".",
        "..",
        "--",
        "—",
        "…",
        " ",
        " ",
        " ",
        "\t",
        "\n",
        "\u{0}",
        "\u{200f}",
        "\u{301}",
        "a",
        "storm",
        "O'Brien",
        "C++",
        "U.S.",
        "9",
        "俄罗斯",
        "צה\"ל",
        "🚀",
        "http://x.org/(a)",
        "www.x",
        "w/5",
        "^2",
        "^0.5",
        "~1",
        "=storm",
        "near5",
        " near5 ",
        " /5/ ",
        "~5",
        "\"a b\"~5",
        "kor*",
        "*mate",
        "c?t",
        "kor! ",
        " w/s ",
        " W/P ",
        " SAME ",
        "atleast3",
        "atleast3(",
        "first50 ",
        "caps(",
        "/ab+c/",
        "/(a/",
        "published:",
        "[2024 TO 2025-03]",
        "[* TO 2025}",
        ">500",
        ">=2024-10",
        "wc",
        "date:>2024",
        "[2025 TO 2024]",
        "hd=",
        "HEADLINE(",
        "near20:",
        "repeat3:",
        "author:*",
        "ß",
        "é",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => "\\PC{1,3}"]
}

/// Checks that every part lies inside `outer` and on character boundaries, and siblings stand in order.
fn check_spans(text: &str, node: &Node, outer: &Range<usize>) -> Result<(), TestCaseError> {
    let span = node.span();
    prop_assert!(
        outer.start <= span.start && span.start < span.end && span.end <= outer.end,
        "{:?} in {:?}",
        node,
        outer
    );
    prop_assert!(text.get(span.clone()).is_some());
    match node {
        Node::Word(word) => prop_assert_eq!(text.get(span), Some(word.text.as_str())),
        // `kor!` is `kor*`.
        Node::Wildcard(word) => {
            let typed = text.get(span).unwrap_or_default().replace('!', "*");
            prop_assert_eq!(typed, word.text.as_str());
        }
        Node::Regex(_) | Node::Range(_) | Node::Exists(_) => {}
        Node::Qualified(qualified) => check_spans(text, &qualified.node, &span)?,
        Node::Phrase(_) | Node::Within(_) | Node::Fuzzy(_) => {}
        Node::Boost(boost) => check_spans(text, &boost.node, &span)?,
        Node::Near(near) => {
            check_spans(text, &near.parts.0, &span)?;
            check_spans(text, &near.parts.1, &span)?;
            prop_assert!(near.parts.0.span().end <= near.parts.1.span().start);
        }
        Node::Field(scoped) => check_spans(text, &scoped.node, &span)?,
        Node::Not(inner) | Node::Required(inner) => check_spans(text, inner, &span)?,
        Node::All(nodes) | Node::And(nodes) | Node::Or(nodes) => {
            prop_assert!(nodes.len() > 1);
            for node in nodes {
                check_spans(text, node, &span)?;
            }
            let ordered = nodes
                .windows(2)
                .all(|pair| pair[0].span().end <= pair[1].span().start);
            prop_assert!(ordered, "{:?}", node);
        }
    }
    Ok(())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let query = parse(text);
    if let Some(root) = &query.root {
        check_spans(text, root, &(0..text.len()))?;
    }
    for warning in &query.warnings {
        prop_assert!(
            text.get(warning.span.clone())
                .is_some_and(|place| !place.is_empty()),
            "{:?}",
            warning
        );
        prop_assert!(warning.caret(text).contains('^'));
    }
    prop_assert_eq!(parse_strict(text).is_ok(), query.warnings.is_empty());
    let printed = query.to_string();
    prop_assert_eq!(
        parse(&printed).sexpr(),
        query.sexpr(),
        "printed: {}",
        printed
    );
    Ok(())
}

/// The words of a tree that is nothing but words side by side.
fn words(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Word(word) => Some(vec![word.text.clone()]),
        Node::All(nodes) => nodes
            .iter()
            .map(words)
            .collect::<Option<Vec<_>>>()
            .map(|lists| lists.concat()),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_has_a_tree(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_heap_of_operators_has_a_tree(fragments in vec(fragment(), 0..30)) {
        check(&fragments.concat())?;
    }

    #[test]
    fn printed_trees_parse_back(tree in tree()) {
        let printed = tree.to_string();
        let query = parse(&printed);
        prop_assert_eq!(query.root.as_ref().map(Node::sexpr), Some(tree.sexpr()), "printed: {}", printed);
        prop_assert_eq!(query.warnings, vec![]);
        prop_assert_eq!(query.root.map(|root| root.to_string()), Some(printed));
    }

    #[test]
    fn pasted_punctuation_changes_nothing(
        plain in vec("[a-zé俄]{3,8}|U\\.S\\.|O'Brien|COVID-19|AT&T|1,500", 1..8),
        marks in vec(prop::sample::select(vec![
            " ", ", ", "; ", " – ", " - ", "? ", "! ", " ! ", "... ", " … ", " — ", "—", " -- ", " / ", " & ", " | ", "' '", "’ ‘", " • ",
            " (", ") ", ") (", "。", "、 ", "، ", "\n", "\u{a0}", " = ", " + ", ",\u{0} ", " 🚀 ",
        ]), 8),
    ) {
        let known = |word: &String| FieldName::from_name(word).is_some();
        prop_assume!(!plain.iter().any(known));
        let text: String = plain.iter().zip(&marks).flat_map(|(word, mark)| [word.as_str(), mark]).collect();
        let found = parse(&text).root.as_ref().and_then(words);
        // `U.S.` at the end of a sentence may keep its stop or not.
        let bare = |word: &String| word.trim_end_matches('.').to_owned();
        let found: Option<Vec<String>> = found.map(|words| words.iter().map(bare).collect());
        let plain: Vec<String> = plain.iter().map(bare).collect();
        prop_assert_eq!(found, Some(plain), "{}", text);
    }
}
