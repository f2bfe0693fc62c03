//! What a paragraph consists of.

use super::Role;

/// Text in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) role: Role,
}
