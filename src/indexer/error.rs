//! What stops a run.

use super::report::Failure;
use crate::manifest::{ManifestError, OpenError};
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use tantivy::TantivyError;
use tantivy::directory::error::OpenWriteError;

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
    #[error("{}", reason(.0))]
    Engine(TantivyError),
    /// Threads could not be started.
    #[error("{0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Without the error as a source: what it says is said already, in fewer words.
impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> IndexError {
        IndexError::Engine(error)
    }
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
            IndexError::Io(error) => of_full_disk(error),
            IndexError::Engine(error) => refusal(error).and_then(of_full_disk),
            _ => None,
        }
    }
}

/// What the operating system said, if that is why the engine failed.
fn refusal(error: &TantivyError) -> Option<&io::Error> {
    match error {
        TantivyError::IoError(error) => Some(error),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => Some(io_error),
        _ => None,
    }
}

/// The engine's own words name a file of the index, twice; what the system said tells more.
fn reason(error: &TantivyError) -> String {
    match refusal(error) {
        Some(refusal) if refusal.raw_os_error().is_some() => refusal.to_string(),
        Some(refusal) if refusal.kind() != ErrorKind::Other => refusal.kind().to_string(),
        _ => error.to_string(),
    }
}

fn of_full_disk(error: &io::Error) -> Option<&'static str> {
    let is_full = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded].contains(&error.kind());
    is_full.then_some("make room there, or use another --index DIR; what was in the index still is")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_a_few_words() {
        let path = PathBuf::from("a0.idx");
        let full = || io::Error::new(ErrorKind::StorageFull, "words of a library");
        let opening = TantivyError::from(OpenWriteError::wrap_io_error(full(), path));
        let writing = TantivyError::from(io::Error::from_raw_os_error(28));
        for (error, told) in [
            (opening, "no storage space"),
            (writing, "No space left on device (os error 28)"),
        ] {
            let error = IndexError::from(error);
            assert_eq!(error.to_string(), told);
            assert!(
                error
                    .hint()
                    .is_some_and(|hint| hint.starts_with("make room"))
            );
        }
        let other = IndexError::from(TantivyError::InvalidArgument("x".into()));
        assert_eq!(
            (other.hint(), other.to_string().as_str()),
            (None, "An invalid argument was passed: 'x'")
        );
    }
}
