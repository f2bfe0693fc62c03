//! Compound words where any word will do.
//!
//! `special-forces` and `9/11` are several index words in a row, and mean that row. Where one word of a query is enough,
//! an article on *special operations forces* is on the topic all the same: the parts count, and closeness sees to it
//! that the row comes first. A score of its own for the row counted it twice (docs/ranking.md).

use crate::analysis::{QueryToken, tokenize_query};
use crate::query::ast::{Node, Word};
use std::borrow::Cow;

/// A query that is one compound, as its parts side by side.
pub(super) fn loosened_root(root: &Node) -> Cow<'_, Node> {
    match compound(root) {
        Some(parts) => Cow::Owned(Node::All(parts)),
        None => Cow::Borrowed(root),
    }
}

/// Parts side by side, those that are compounds taken apart.
pub(super) fn loosened(nodes: &[Node]) -> Cow<'_, [Node]> {
    let parts: Vec<Option<Vec<Node>>> = nodes.iter().map(compound).collect();
    if parts.iter().all(Option::is_none) {
        return Cow::Borrowed(nodes);
    }
    let opened = nodes
        .iter()
        .zip(parts)
        .flat_map(|(node, parts)| parts.unwrap_or_else(|| vec![node.clone()]));
    Cow::Owned(opened.collect())
}

/// The index words of a compound; `None` for any other part.
fn compound(node: &Node) -> Option<Vec<Node>> {
    let Node::Word(word) = node else {
        return None;
    };
    let parts = tokenize_query(&word.text);
    if parts.len() < 2 {
        return None;
    }
    let part = |part: QueryToken| {
        Node::Word(Word {
            text: typed(&word.text, part),
            span: word.span.clone(),
        })
    };
    Some(parts.into_iter().map(part).collect())
}

/// A part as it was typed, so that its marks are known, if it is that part alone: of a fraction it is two.
fn typed(text: &str, part: QueryToken) -> String {
    let typed = text.get(part.start..part.end).unwrap_or_default();
    match tokenize_query(typed).as_slice() {
        [word] if word.text == part.text => typed.to_owned(),
        _ => part.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn opened(text: &str) -> Vec<String> {
        let root = parse(text).root.expect("a query with a word");
        let nodes = match loosened_root(&root).into_owned() {
            Node::All(nodes) => nodes,
            node => vec![node],
        };
        let shown = |node: &Node| match node {
            Node::Word(word) => word.text.clone(),
            Node::Phrase(phrase) => format!("[{}]", phrase.text),
            _ => "?".to_owned(),
        };
        loosened(&nodes).iter().map(shown).collect()
    }

    #[test]
    fn compounds_are_their_parts() {
        assert_eq!(
            opened("russian special-forces"),
            ["russian", "special", "forces"]
        );
        assert_eq!(opened("9/11"), ["9", "11"]);
        assert_eq!(opened("5¼"), ["5", "1", "4"]);
        assert_eq!(opened("Việt-Nam"), ["Việt", "Nam"]);
    }

    #[test]
    fn other_words_stay_and_phrases_too() {
        assert_eq!(opened("harbour strike"), ["harbour", "strike"]);
        assert_eq!(opened("o'brien"), ["o'brien"]);
        assert_eq!(
            opened("\"special-forces\" moscow"),
            ["[special-forces]", "moscow"]
        );
        assert_eq!(opened("-special-forces moscow"), ["?", "moscow"]);
    }
}
