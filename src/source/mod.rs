//! Where bytes come from: walking folders, undoing compression, opening archives, decoding charsets.
//!
//! Knows nothing of formats or articles. Every error names the file and, inside an archive, the member.

mod archive;
pub mod charset;
mod decompress;
mod walk;

pub use archive::{Limits, Member, read_members};
pub use walk::{SourceFile, Walk, WalkOptions, walk};

use std::path::PathBuf;

/// Why a file or a member of it could not be read (further).
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {kind}", path.display(), member.as_ref().map(|m| format!("!{m}")).unwrap_or_default())]
pub struct SourceError {
    /// The file, as the user named it.
    pub path: PathBuf,
    /// The member inside the archive, if it is one.
    pub member: Option<String>,
    /// What went wrong.
    pub kind: SourceErrorKind,
}

/// The causes of a [`SourceError`].
#[derive(Debug, thiserror::Error)]
pub enum SourceErrorKind {
    /// The operating system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}
