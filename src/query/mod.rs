//! Query text to a tree with byte spans, and what counts as a match.
//!
//! | module | what it is |
//! |---|---|
//! | `ast` | the tree and the names of fields |
//! | `interval` | ranges of dates and lengths |
//! | `condition` | conditions on the places of a part |
//! | `lexer` | text to lexemes: which punctuation means something, and which is only pasted along |
//! | `limits` | how much of a query is read |
//! | `parser` | lexemes to the tree; lenient, or strict |
//! | `print` | the tree to text that parses back to it |
//! | `error` | what was not understood, and where |
//! | [`match_spec`] | what a query highlights, in index words |
//! | `proximity` | which words stand near each other, for finding and marking alike |
//! | `layout` | where sentences and paragraphs begin |
//! | `asked` | what kind of answer a question wants |
//! | `written` | which letters of a word are capitals |
//! | `matcher` | finds what a query highlights in a text |
//!
//! The language itself is described in `docs/query-language.md`, whose examples run as tests.

mod asked;
mod ast;
mod caret;
mod chars;
mod condition;
mod error;
mod field_name;
mod interval;
mod layout;
mod lexer;
mod limits;
pub mod lower;
pub mod match_spec;
mod matcher;
mod names;
mod parser;
mod print;
mod proximity;
mod scan;
mod stretch;
mod written;

pub(crate) use asked::asks_number;
pub use ast::{Boost, Exists, Fuzzy, Near, Node, Phrase, Qualified, Query, Scoped, Within, Word};
pub use condition::{Case, Condition};
pub use error::{QueryError, QueryErrorKind};
pub use field_name::FieldName;
pub use interval::{Edge, Interval, RangeField};
pub use layout::Reach;
pub use limits::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH};
pub use match_spec::{
    Atom, Field, FieldSet, Marked, MatchSpec, Nearby, NearbyWord, Pattern, Placed, Span, Variant,
};
pub use matcher::{Found, Matcher};
pub use parser::{parse, parse_strict};
pub use proximity::{SequenceWord, Shape};
pub use written::{Length, Written};

#[cfg(test)]
mod tests;
