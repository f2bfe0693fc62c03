//! What stops a run.

use super::report::Failure;
use crate::manifest::{ManifestError, OpenError};
use std::io;
use std::path::PathBuf;
use tantivy::TantivyError;

/// Why a run stopped. Whatever was committed before stays.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index folder cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The bookkeeping cannot be read or written.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// Another run writes to this index.
    #[error("{}: another newsdex is writing to this index", .0.display())]
    Locked(PathBuf),
    /// A record failed, and the user wants none to.
    #[error("{}: {}; nothing was changed, since --strict was given", .0.location, .0.reason)]
    Strict(Failure),
    /// None of the named paths can be read.
    #[error("{}: {}", .0.location, .0.reason)]
    NothingToRead(Failure),
    /// The sources of the index are not known.
    #[error("{}: none of the paths it was built from is known and there", .0.display())]
    NoRoots(PathBuf),
    /// A rebuild would lose articles.
    #[error("{}: {articles} articles came from standard input, which cannot be read again", index.display())]
    StandardInput {
        /// The index folder.
        index: PathBuf,
        /// How many.
        articles: usize,
    },
    /// Too little memory was allowed.
    #[error("--memory {given_mib} MiB is too little: at least {needed_mib} MiB are needed")]
    Memory {
        /// What the user allows, MiB.
        given_mib: usize,
        /// What is needed, MiB.
        needed_mib: usize,
    },
    /// The operating system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The index engine failed, for instance since the disk is full.
    #[error("{0}")]
    Engine(#[from] TantivyError),
    /// Threads could not be started.
    #[error("{0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl IndexError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            IndexError::Open(error) => error.hint(),
            IndexError::Manifest(_) => {
                Some("run `newsdex index --rebuild` to read the sources again")
            }
            IndexError::Locked(_) => Some("wait for it to end, or use another --index DIR"),
            IndexError::NoRoots(_) => Some("name the paths: `newsdex index --rebuild PATH...`"),
            IndexError::StandardInput { .. } => Some(
                "name the paths to rebuild from, `newsdex index --rebuild PATH...`, or save the articles with `newsdex export`",
            ),
            IndexError::Memory { .. } => Some("leave --memory out to allow 512MiB"),
            _ => None,
        }
    }
}
