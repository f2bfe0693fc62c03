//! What kind of answer a query asks for, if it is a question.

use super::ast::{Node, Query};
use crate::analysis;

/// Whether the query, typed as words side by side, asks for a number or a date.
pub(crate) fn asks_number(query: &Query) -> bool {
    let nodes = match &query.root {
        Some(Node::All(nodes)) => nodes.as_slice(),
        Some(word) => std::slice::from_ref(word),
        None => &[],
    };
    let typed = nodes.iter().filter_map(|node| match node {
        Node::Word(word) => Some(word.text.as_str()),
        _ => None,
    });
    let tokens = typed.flat_map(analysis::tokenize_query);
    let words: Vec<String> = tokens.map(|token| token.text).collect();
    analysis::asks_number(&words)
}
