//! Why a search cannot be answered.

use crate::manifest::{self, OpenError};
use std::io;
use std::path::Path;

/// See the module.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The query asks for nothing.
    #[error("the query holds no word to look for")]
    NoWords,
    /// No word of an article tells what it is about, or none is in another article.
    #[error("the article holds no word that tells what it is about and is in the index")]
    NoTerms,
    /// The index cannot be read.
    #[error("{0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The operating system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl SearchError {
    /// Says which index it is, where its files cannot be read.
    #[must_use]
    pub fn in_index(self, folder: &Path) -> SearchError {
        let of_files = match &self {
            SearchError::Engine(error) => manifest::of_files(folder, error),
            _ => None,
        };
        of_files.map_or(self, SearchError::Open)
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SearchError::Open(error) => error.hint(),
            SearchError::NoWords => Some("type a word, or a date range with --since or --until"),
            SearchError::NoTerms => None,
            SearchError::Engine(_) | SearchError::Io(_) => {
                Some("if the index is damaged, run `newsdex index --rebuild`")
            }
        }
    }
}
