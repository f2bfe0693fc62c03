//! What a search ranks.

use tantivy::{DocAddress, Score};

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    /// Whether the second stage has scored it again.
    pub(super) is_reranked: bool,
}
