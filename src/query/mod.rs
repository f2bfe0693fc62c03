//! Query text to a tree with byte spans, and what counts as a match.

pub mod match_spec;

pub use match_spec::{Atom, Field, FieldSet, MatchSpec, Pattern, Span, Variant};
