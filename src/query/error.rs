//! What was not understood in a query, and where.

use super::caret;
use std::ops::Range;

/// Something in a query that has no meaning there. The lenient parser reports it and goes on, the strict one refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// Where: bytes of the query.
    pub span: Range<usize>,
    /// What was probably meant, where that can be guessed.
    pub hint: Option<String>,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryErrorKind {
    /// Punctuation that is not part of the language.
    #[error("`{0}` has no meaning here")]
    StrayCharacter(char),
    /// A spelling that other search systems take for an operator.
    #[error("`{0}` is not an operator")]
    NotAnOperator(String),
    /// An operator of distance with nothing to stand between.
    #[error("`{0}` does not stand between two words or phrases")]
    NotBetween(String),
    /// An operator of distance beside what has no place in a text.
    #[error("`{0}` takes words, phrases and OR-groups of them, {1} at most")]
    NearParts(String, usize),
    /// A quote without its partner.
    #[error("this quote has no partner")]
    UnpairedQuote,
    /// Quotes without a word between them.
    #[error("there is no word between these quotes")]
    EmptyQuotes,
    /// An opening parenthesis without its partner.
    #[error("this parenthesis is never closed")]
    UnclosedParenthesis,
    /// A closing parenthesis without its partner.
    #[error("this parenthesis was never opened")]
    UnopenedParenthesis,
    /// Parentheses without a word between them.
    #[error("there is no word between these parentheses")]
    EmptyParentheses,
    /// An operator that lacks what stands before it.
    #[error("`{0}` has nothing before it")]
    NothingBefore(String),
    /// An operator that lacks what stands after it.
    #[error("`{0}` has nothing after it")]
    NothingAfter(String),
    /// A condition without anything that it is for.
    #[error("`{0}` has nothing after it")]
    NothingUnder(String),
    /// A word before a colon that names no field.
    #[error("there is no field `{0}`")]
    UnknownField(String),
    /// A field's name, with a capital and a space after the colon, as a headline has it.
    #[error("`{0}:` is text, as a space follows it")]
    FieldAsText(String),
    /// A field with nothing to look for.
    #[error("`{0}:` has nothing to look for")]
    EmptyField(String),
    /// A field directly before another one.
    #[error("`{0}:` stands before another field")]
    FieldBeforeField(String),
    /// A field of dates or numbers with another value.
    #[error("`{0}:` takes {1}, or a range of them")]
    NoValue(&'static str, &'static str),
    /// A range that holds nothing.
    #[error("this range ends before it begins")]
    EmptyRange,
    /// A regular expression that is none.
    #[error("`{0}` is no pattern: {1}")]
    BadPattern(String, &'static str),
    /// Parentheses or fields inside others, too many of them.
    #[error("parts are nested more than {0} deep")]
    TooDeep(usize),
    /// Too much text.
    #[error("the query is longer than {0} bytes")]
    TooLong(usize),
    /// Too many words.
    #[error("the query has more than {0} words and phrases")]
    TooManyClauses(usize),
    /// Too much to report one by one.
    #[error("{0} more places have no meaning")]
    More(usize),
}

impl QueryErrorKind {
    /// What the lenient parser did about it: completes a sentence after the message and a colon.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::UnclosedParenthesis => "closed at the end of the query",
            Self::UnpairedQuote => "ignored, and the words after it read one by one",
            Self::NotAnOperator(_) | Self::UnknownField(_) | Self::NotBetween(_) => "read as text",
            Self::NoValue(..) | Self::BadPattern(..) | Self::NothingUnder(_) => "read as text",
            Self::EmptyRange => "finds nothing",
            Self::NearParts(..) => "read as AND",
            Self::FieldAsText(_) => "searched as a word",
            Self::TooLong(_) | Self::TooManyClauses(_) => "the rest was left out",
            _ => "ignored",
        }
    }
}

impl QueryError {
    pub(super) fn new(kind: QueryErrorKind, span: Range<usize>) -> Self {
        QueryError {
            kind,
            span,
            hint: None,
        }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The message for a query that was read all the same: what is wrong, and what was done about it.
    pub fn warning(&self) -> String {
        format!("{}: {}", self.kind, self.kind.remedy())
    }

    /// Two lines: the query, and carets below the place. Both fit into 72 columns of a terminal; a longer query is cut
    /// around the place. Line ends, tabs and control characters show as spaces. `query` is the text that was parsed.
    pub fn caret(&self, query: &str) -> String {
        caret::render(query, &self.span)
    }
}
