//! The payload of a commit.

use super::ManifestError;
use crate::{analysis, schema};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// Prefix and ending of manifest files.
const NAME: (&str, &str) = ("manifest-", ".bin");

/// What a commit says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitInfo {
    /// [`schema::VERSION`] of the writer.
    pub schema: u32,
    /// [`analysis::VERSION`] of the writer.
    pub analyzer: u32,
    /// Counts commits, from 1.
    pub generation: u64,
    /// Name of the manifest file.
    pub manifest: String,
    /// Checksum of the manifest file.
    pub checksum: u64,
    /// Articles in the index.
    pub articles: u64,
    /// Files that were read.
    pub files: u64,
}

impl CommitInfo {
    /// The next commit after `previous`, its manifest not yet written.
    pub fn after(previous: Option<&CommitInfo>) -> CommitInfo {
        let generation = previous.map_or(0, |commit| commit.generation) + 1;
        CommitInfo {
            schema: schema::VERSION,
            analyzer: analysis::VERSION,
            generation,
            manifest: format!("{}{generation:06}{}", NAME.0, NAME.1),
            ..CommitInfo::default()
        }
    }

    /// Removes the manifests of other commits from the index folder.
    pub fn sweep(&self, folder: &Path) -> Result<(), ManifestError> {
        self.sweep_files(folder)
            .map_err(|source| ManifestError::Io {
                path: folder.to_owned(),
                source,
            })
    }

    fn sweep_files(&self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(NAME.0) && name.ends_with(NAME.1) && name != self.manifest {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
