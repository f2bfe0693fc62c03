//! Match spans to windows of whole sentences, scored and marked.

use crate::query::match_spec::Field;

/// A piece of a field's text, with its matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The field it is cut from.
    pub field: Field,
    /// Its text, as stored.
    pub text: String,
    /// Byte offset of its start in the field.
    pub start: usize,
    /// How well it answers the query; higher is better, comparable within a query.
    pub score: f32,
    /// Byte ranges of the matches inside `text`, in order, disjoint.
    pub marks: Vec<std::ops::Range<usize>>,
}
