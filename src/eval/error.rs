//! Why a file of topics, judgements or results cannot be read: always with its line.

use crate::search::SearchError;
use std::io;
use std::path::PathBuf;

/// Why an evaluation cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The operating system refused the file.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file says something that is not understood.
    #[error("{}:{fault}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Where in it, and what.
        fault: LineError,
    },
    /// A topic cannot be searched for.
    #[error("topic {topic}: {error}")]
    Search {
        /// Its id.
        topic: String,
        /// Why.
        error: SearchError,
    },
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {fault}")]
pub struct LineError {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

/// See [`LineError`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Bytes that are no text.
    #[error("not UTF-8")]
    NotUtf8,
    /// Too few or too many columns.
    #[error("{found} columns, but {wanted} are needed")]
    Columns {
        /// How many there are.
        found: usize,
        /// What would be right.
        wanted: &'static str,
    },
    /// A judgement that is no whole number.
    #[error("the judgement {0:?} is no whole number")]
    Judgement(String),
    /// A score that is no finite number.
    #[error("the score {0:?} is no number")]
    Score(String),
    /// The same document twice for a topic.
    #[error("document {document} of topic {topic} stands here and before")]
    Repeated {
        /// The topic's id.
        topic: String,
        /// The document's id.
        document: String,
    },
    /// The same topic twice.
    #[error("topic {0} stands here and before")]
    RepeatedTopic(String),
    /// No id where one must be.
    #[error("a topic without {0}")]
    Lacks(&'static str),
    /// A line that is no JSON object.
    #[error("not a JSON object: {0}")]
    Json(String),
    /// Neither of the formats known.
    #[error("not a topic: {0}")]
    UnknownFormat(&'static str),
    /// Nothing at all.
    #[error("the file holds nothing")]
    Empty,
}

impl Fault {
    pub(super) fn at(self, line: usize) -> LineError {
        LineError { line, fault: self }
    }
}
