//! Compound words where any word will do.
//!
//! `special-forces` and `9/11` are several index words in a row, and mean that row. Where one word of a query is enough,
//! an article on *special operations forces* is on the topic all the same: the parts count beside the row.

use crate::analysis::tokenize_query;
use crate::query::ast::{Node, Phrase, Word};
use std::borrow::Cow;

/// A part on its own that is a compound, as the row and its parts.
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

/// The row and its parts, if a word is a compound.
fn compound(node: &Node) -> Option<Vec<Node>> {
    let Node::Word(word) = node else {
        return None;
    };
    let parts = tokenize_query(&word.text);
    if parts.len() < 2 {
        return None;
    }
    let span = || word.span.clone();
    let row = Node::Phrase(Phrase {
        text: word.text.clone(),
        span: span(),
    });
    let parts = parts.into_iter().map(|part| {
        Node::Word(Word {
            text: part.text,
            span: span(),
        })
    });
    Some(std::iter::once(row).chain(parts).collect())
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
    fn compounds_are_the_row_and_its_parts() {
        assert_eq!(
            opened("russian special-forces"),
            ["russian", "[special-forces]", "special", "forces"]
        );
        assert_eq!(opened("9/11"), ["[9/11]", "9", "11"]);
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
