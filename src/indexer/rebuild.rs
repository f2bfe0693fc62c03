//! Reads everything again, in one commit that takes the place of all before.
//!
//! Until that commit searches see the old index, and a failure or a kill leaves it as it was. An index that cannot be
//! opened has nothing to keep: its files go first.

use super::error::IndexError;
use super::{IndexOptions, IndexReport, Progress, STDIN, Start, update};
use crate::manifest::{self, Manifest, OpenError, Sources};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Rebuilds the index from the named paths, or from those that it was built from.
pub(super) fn rebuild(
    options: &IndexOptions,
    progress: &Progress,
) -> Result<IndexReport, IndexError> {
    let folder = &options.index;
    let mut fresh = options.clone();
    fresh.commit_every = Duration::MAX;
    if fresh.paths.is_empty() {
        fresh.paths = roots(folder)?;
    }
    match manifest::open(folder) {
        Ok((_, commit)) if options.paths.is_empty() => {
            if let Some(commit) = commit {
                refuse_standard_input(folder, &Manifest::load(folder, &commit))?;
            }
        }
        Ok(_) | Err(OpenError::Missing(_)) => {}
        Err(OpenError::Damaged { .. } | OpenError::OtherVersion { .. }) => manifest::clear(folder)?,
        Err(error) => return Err(error.into()),
    }
    update(&fresh, progress, Start::Afresh)
}

/// The paths that an index was built from, sound or not, less those that are gone.
fn roots(folder: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let sources = Sources::load(folder).unwrap_or_default().paths;
    let there: Vec<PathBuf> = sources
        .iter()
        .map(|path| path.usable().to_owned())
        .filter(|path| path.exists())
        .collect();
    match there.is_empty() {
        true => Err(IndexError::NoRoots(folder.to_owned())),
        false => Ok(there),
    }
}

/// What came from standard input cannot be read again.
fn refuse_standard_input<E>(
    folder: &Path,
    manifest: &Result<Manifest, E>,
) -> Result<(), IndexError> {
    let files = manifest.iter().flat_map(|manifest| &manifest.files);
    let articles: usize = files
        .filter(|entry| entry.path == STDIN)
        .map(|entry| entry.articles.len())
        .sum();
    match articles {
        0 => Ok(()),
        articles => Err(IndexError::StandardInput {
            index: folder.to_owned(),
            articles,
        }),
    }
}
