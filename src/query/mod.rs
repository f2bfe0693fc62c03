//! Query text to a tree with byte spans, and what counts as a match.
//!
//! | module | what it is |
//! |---|---|
//! | `ast` | the tree and the names of fields |
//! | `lexer` | text to lexemes: which punctuation means something, and which is only pasted along |
//! | `limits` | how much of a query is read |
//! | `parser` | lexemes to the tree; lenient, or strict |
//! | `print` | the tree to text that parses back to it |
//! | `error` | what was not understood, and where |
//! | [`match_spec`] | what a query highlights, in index words |
//! | `proximity` | which words stand near each other, for finding and marking alike |
//! | `matcher` | finds what a query highlights in a text |
//!
//! The language itself is described in `docs/query-language.md`, whose examples run as tests.

mod ast;
mod caret;
mod chars;
mod error;
mod field_name;
mod lexer;
mod limits;
pub mod lower;
pub mod match_spec;
mod matcher;
mod parser;
mod print;
mod proximity;
mod scan;

pub use ast::{Boost, Fuzzy, Near, Node, Phrase, Query, Scoped, Within, Word};
pub use error::{QueryError, QueryErrorKind};
pub use field_name::FieldName;
pub use limits::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH};
pub use match_spec::{
    Atom, Field, FieldSet, Marked, MatchSpec, Nearby, Pattern, Placed, Span, Variant,
};
pub use matcher::Matcher;
pub use parser::{parse, parse_strict};
pub use proximity::{SequenceWord, Shape};

#[cfg(test)]
mod tests;
