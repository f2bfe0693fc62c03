//! The manifest: every file that was read, and the articles that it gave.

use super::CommitInfo;
use crate::schema::Key;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// Everything that the index holds, file by file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Files, ordered by path.
    pub files: Vec<FileEntry>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Absolute path: the file's identity.
    pub path: String,
    /// The path as the user named it first: what locations and ids show.
    pub shown: String,
    /// Size in bytes when it was read.
    pub size: u64,
    /// Modification time when it was read, nanoseconds since 1970.
    pub modified: i64,
    /// Hash of its bytes.
    pub hash: u64,
    /// Hash of the options with which it was read.
    pub options: u64,
    /// Whether it was read to its end; a file that was not is read again by the next run.
    pub complete: bool,
    /// Records by outcome, other than those in `articles`.
    pub counts: Counts,
    /// The articles of this file that are in the index, ordered by key.
    pub articles: Vec<ArticleMark>,
    /// Records with the id and content of another record. Where that one goes, this file has the article still.
    pub duplicates: Vec<ArticleMark>,
}

/// Records of a file that left nothing behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Replaced by a later record of the same id in the same file.
    pub superseded: u64,
    /// Without text.
    pub empty: u64,
    /// Not readable.
    pub failed: u64,
}

/// What is remembered of an article in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMark {
    /// Fingerprint of its id.
    pub key: Key,
    /// Hash of its cleaned content.
    pub content: u64,
    /// Hash of its place in the file: member and record.
    pub place: u32,
}

/// Why a manifest could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The manifest file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not the one that the commit names.
    #[error("{}: damaged: its checksum is not the one in the commit", .0.display())]
    Checksum(PathBuf),
    /// The bytes are no manifest.
    #[error("{}: damaged: {source}", path.display())]
    Decode {
        /// The manifest file.
        path: PathBuf,
        /// Why.
        source: postcard::Error,
    },
}

impl Manifest {
    /// Reads the manifest that a commit names.
    pub fn load(folder: &Path, commit: &CommitInfo) -> Result<Manifest, ManifestError> {
        let path = folder.join(&commit.manifest);
        let bytes = fs::read(&path).map_err(|source| ManifestError::Io {
            path: path.clone(),
            source,
        })?;
        if xxh3_64(&bytes) != commit.checksum {
            return Err(ManifestError::Checksum(path));
        }
        postcard::from_bytes(&bytes).map_err(|source| ManifestError::Decode { path, source })
    }

    /// Writes the manifest under `name` and syncs it. Returns its checksum.
    pub fn save(&self, folder: &Path, name: &str) -> Result<u64, ManifestError> {
        let path = folder.join(name);
        let bytes = postcard::to_allocvec(self).map_err(|source| ManifestError::Decode {
            path: path.clone(),
            source,
        })?;
        write_synced(&path, &bytes).map_err(|source| ManifestError::Io { path, source })?;
        Ok(xxh3_64(&bytes))
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
