//! Where something that a query looks for stands.

use tantivy::schema::Field;

/// One place where a word or group stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occurrence {
    /// The index field.
    pub field: Field,
    /// Words before it in the field.
    pub position: u32,
    /// Position of its last word.
    pub end: u32,
    /// What it counts, as occurrences of the typed form in the body.
    pub weight: f32,
}

/// What a place is worth by its position.
pub(super) fn worth_of(worth: &[f32], position: u32) -> f32 {
    worth.get(position as usize).copied().unwrap_or_default()
}
