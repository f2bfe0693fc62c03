//! The query language from text to tree: a table of examples, and properties that hold for any text.

use super::*;

mod bounds;
mod clean;
mod documentation;
mod operators;
mod properties;
mod table;
mod trees;
mod warned;

/// The tree and the warnings, without places.
fn read(text: &str) -> (String, Vec<String>) {
    let query = parse(text);
    (
        query.sexpr(),
        query.warnings.iter().map(QueryError::warning).collect(),
    )
}
