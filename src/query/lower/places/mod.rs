//! What the second stage of ranking asks: how often and where the parts of a query stand in some documents.

mod form_places;
pub(super) mod scored_word;
pub(super) mod segment_word;
