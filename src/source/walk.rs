//! Turns the paths that a user named into a list of files.

use super::SourceError;
use std::path::PathBuf;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// As the user named it, folders joined with the names below them.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Modification time, nanoseconds since 1970.
    pub modified: i64,
}

/// What to leave out.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Read hidden files and folders too.
    pub hidden: bool,
    /// A folder to skip wherever it is met: the index being written.
    pub skip: Option<PathBuf>,
}

/// The files found, in a stable order, and what could not be listed.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files, each once, sorted by path within each named path.
    pub files: Vec<SourceFile>,
    /// Paths that could not be read.
    pub errors: Vec<SourceError>,
}

/// Lists the files under `paths`.
pub fn walk(_paths: &[PathBuf], _options: &WalkOptions) -> Walk {
    Walk::default()
}
