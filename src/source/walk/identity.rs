//! When two paths are the same file.

use std::fs::Metadata;
use std::path::Path;

/// What a file is, whatever it is called: device and inode.
#[cfg(unix)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity(u64, u64);

#[cfg(unix)]
impl Identity {
    /// The identity of the file at a path, given what `stat` says of it.
    pub(super) fn of(_path: &Path, metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Identity(metadata.dev(), metadata.ino()))
    }
}

/// What a file is, whatever it is called: its path with all links resolved.
#[cfg(not(unix))]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity(std::path::PathBuf);

#[cfg(not(unix))]
impl Identity {
    /// The identity of the file at a path; `None` where it is gone by now.
    pub(super) fn of(path: &Path, _metadata: &Metadata) -> Option<Self> {
        path.canonicalize().ok().map(Identity)
    }
}
