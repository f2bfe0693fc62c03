//! What an index was built from, and with what.
//!
//! A commit carries a small JSON payload ([`CommitInfo`]) that names an immutable manifest file by name and
//! checksum. The manifest is written and synced before the commit, so the two cannot disagree; opening an index for
//! search reads the payload alone, however many files the manifest lists.

mod clear;
mod commit;
mod damage;
mod entries;
mod open;
mod reading;
mod sources;

pub use clear::{clear, remove_if_empty};
pub use commit::CommitInfo;
pub use damage::of_files;
pub use entries::{ArticleMark, Counts, FileEntry, Manifest, ManifestError};
pub use open::{OpenError, create_or_open, open, share_modes};
pub use sources::{SourcePath, Sources};
