//! Opens an index folder, and says plainly what is wrong with one that cannot be opened.

use super::CommitInfo;
use super::reading::ReadingDirectory;
use super::sources;
use crate::{analysis, schema};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::{Index, TantivyError};

/// Why an index folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is nothing at the path.
    #[error("{}: no index here", .0.display())]
    Missing(PathBuf),
    /// A folder, or a file, that is something else.
    #[error("{}: not a newsdex index", .0.display())]
    NotAnIndex(PathBuf),
    /// Built by a version with other words or fields.
    #[error("{}: built with schema {} and analyzer {}, this program has {} and {}",
        path.display(), found.0, found.1, schema::VERSION, analysis::VERSION)]
    OtherVersion {
        /// The index folder.
        path: PathBuf,
        /// Its schema and analyzer version.
        found: (u32, u32),
    },
    /// Files are missing or unreadable.
    #[error("{}: the index is damaged: {reason}", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// Another run writes to it.
    #[error("{}: another newsdex is writing to this index", .0.display())]
    Busy(PathBuf),
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The index folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl OpenError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            OpenError::Missing(_) => {
                Some("build one with `newsdex index PATH...`, or name it with --index DIR")
            }
            OpenError::OtherVersion { .. } | OpenError::Damaged { .. } => {
                Some("run `newsdex index --rebuild` to read the sources again")
            }
            OpenError::NotAnIndex(_) => Some("name another folder with --index DIR"),
            OpenError::Busy(_) => Some("wait for it to end, or use another --index DIR"),
            OpenError::Io { .. } => None,
        }
    }
}

/// Opens an index that exists. An index without a commit of ours has no [`CommitInfo`].
pub fn open(folder: &Path) -> Result<(Index, Option<CommitInfo>), OpenError> {
    if !folder.exists() {
        return Err(OpenError::Missing(folder.to_owned()));
    }
    if !folder.join("meta.json").is_file() {
        let was_index = folder.join(".managed.json").is_file();
        return Err(match was_index {
            true if is_unfinished(folder) => OpenError::Missing(folder.to_owned()),
            true => damage(folder, "meta.json is missing"),
            false => OpenError::NotAnIndex(folder.to_owned()),
        });
    }
    // What may not be read is not damaged.
    fs::File::open(folder.join("meta.json")).map_err(|source| OpenError::Io {
        path: folder.to_owned(),
        source,
    })?;
    let index = MmapDirectory::open(folder)
        .map_err(TantivyError::from)
        .and_then(|directory| Index::open(ReadingDirectory(directory)))
        .map_err(|error| damage(folder, &error.to_string()))?;
    schema::register(&index);
    let metas = index
        .load_metas()
        .map_err(|error| damage(folder, &error.to_string()))?;
    let commit = match metas.payload {
        // Taken for a new index, all of it would go with the next commit.
        None if !metas.segments.is_empty() => {
            return Err(damage(
                folder,
                "its commit does not say what it was built from",
            ));
        }
        None => None,
        Some(json) => {
            let commit: CommitInfo = serde_json::from_str(&json)
                .map_err(|_| OpenError::NotAnIndex(folder.to_owned()))?;
            Some(commit)
        }
    };
    let version = commit
        .as_ref()
        .map(|commit| (commit.schema, commit.analyzer));
    match version {
        Some(found) if found != (schema::VERSION, analysis::VERSION) => {
            Err(OpenError::OtherVersion {
                path: folder.to_owned(),
                found,
            })
        }
        None if index.schema() != schema::schema().0 => {
            Err(OpenError::NotAnIndex(folder.to_owned()))
        }
        _ => Ok((index, commit)),
    }
}

/// Opens the index at `folder`, or makes an empty one where there is none: the folder is missing or empty.
pub fn create_or_open(folder: &Path) -> Result<(Index, Option<CommitInfo>), OpenError> {
    let io = |source| OpenError::Io {
        path: folder.to_owned(),
        source,
    };
    let holds_something =
        || Ok(!folder.is_dir() || fs::read_dir(folder).map_err(io)?.next().is_some());
    if folder.exists() && !is_cleared(folder) && !is_unfinished(folder) && holds_something()? {
        return open(folder);
    }
    fs::create_dir_all(folder).map_err(io)?;
    let index = Index::builder()
        .schema(schema::schema().0)
        .settings(schema::settings())
        .create_in_dir(folder)
        .map_err(|error| match error {
            TantivyError::IoError(source) => io(io::Error::new(source.kind(), source.to_string())),
            other => damage(folder, &other.to_string()),
        })?;
    schema::register(&index);
    Ok((index, None))
}

/// An index that was cleared has left its list of sources.
fn is_cleared(folder: &Path) -> bool {
    let there = |name: &str| folder.join(name).exists();
    there(sources::NAME) && !there("meta.json") && !there(".managed.json")
}

/// A run that was killed while it made an index has left tantivy's bookkeeping, and nothing of an index.
fn is_unfinished(folder: &Path) -> bool {
    let is_bookkeeping = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name == ".managed.json" || name.starts_with(".tantivy-") || name.starts_with(".tmp")
        })
    };
    folder.join(".managed.json").is_file()
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_bookkeeping))
}

fn damage(folder: &Path, reason: &str) -> OpenError {
    // Of a file that it cannot read, tantivy adds the whole.
    let reason = reason.split(". Content: ").next().unwrap_or(reason);
    OpenError::Damaged {
        path: folder.to_owned(),
        reason: reason.to_owned(),
    }
}

/// Gives the files that tantivy makes private the mode of all others, so that whoever may read the folder may search it.
#[cfg(unix)]
pub fn share_modes(folder: &Path, like: &str) -> io::Result<()> {
    let permissions = fs::metadata(folder.join(like))?.permissions();
    for name in ["meta.json", ".managed.json"] {
        fs::set_permissions(folder.join(name), permissions.clone())?;
    }
    Ok(())
}

/// Elsewhere files are as readable as their folder.
#[cfg(not(unix))]
pub fn share_modes(_: &Path, _: &str) -> io::Result<()> {
    Ok(())
}
