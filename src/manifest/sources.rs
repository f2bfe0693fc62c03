//! The paths that an index was built from, kept beside it in plain JSON so that they outlive damage to the rest and
//! changes of every other file's layout.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file in the index folder.
pub(super) const NAME: &str = "sources.json";

/// What to read for a rebuild.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// Paths that were named, ordered.
    pub paths: Vec<SourcePath>,
}

/// A path that was named when indexing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourcePath {
    /// In full.
    pub path: PathBuf,
    /// As the user named it.
    pub shown: PathBuf,
}

impl SourcePath {
    /// The path to open: as the user named it if that still leads to the same place, so that ids made of paths stay.
    pub fn usable(&self) -> &Path {
        match fs::canonicalize(&self.shown) {
            Ok(path) if path == self.path => &self.shown,
            _ => &self.path,
        }
    }
}

impl Sources {
    /// Reads the list; an index without one has no known sources.
    pub fn load(folder: &Path) -> io::Result<Sources> {
        match fs::read(folder.join(NAME)) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Sources::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes the list anew.
    pub fn replace(folder: &Path, paths: Vec<SourcePath>) -> io::Result<()> {
        Sources { paths }.write(folder)
    }

    /// Adds paths and writes the list, if that changes it.
    pub fn add(folder: &Path, paths: impl IntoIterator<Item = SourcePath>) -> io::Result<()> {
        let old = Sources::load(folder)?;
        let mut new = old.clone();
        for path in paths {
            if !new.paths.iter().any(|known| known.path == path.path) {
                new.paths.push(path);
            }
        }
        new.paths.sort();
        match new == old {
            true => Ok(()),
            false => new.write(folder),
        }
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let scratch = folder.join("sources.json.new");
        fs::write(&scratch, serde_json::to_vec_pretty(self)?)?;
        fs::rename(scratch, folder.join(NAME))
    }
}
