//! Phrases and words near each other, run by their positions.

mod field_matches;
pub(super) mod near_query;
mod near_scorer;
pub(super) mod phrase_top;
pub(super) mod row;
