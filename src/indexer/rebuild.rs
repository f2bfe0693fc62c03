//! Builds an index anew beside the old one, and swaps them when it is whole.

use super::error::IndexError;
use super::{IndexOptions, IndexReport, Progress, update};
use crate::manifest::{self, OpenError, Sources};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Rebuilds the index from the named paths, or from those that it was built from.
pub(super) fn rebuild(
    options: &IndexOptions,
    progress: &Progress,
) -> Result<IndexReport, IndexError> {
    let folder = &options.index;
    if folder.exists() && !manifest::is_index(folder) && fs::read_dir(folder)?.next().is_some() {
        return Err(OpenError::NotAnIndex(folder.clone()).into());
    }
    let mut fresh = options.clone();
    fresh.rebuild = false;
    if fresh.paths.is_empty() {
        fresh.paths = roots(folder)?;
    }
    fresh.index = sibling(folder, "new");
    remove_if_there(&fresh.index)?;
    let report = update(&fresh, progress).inspect_err(|_| {
        // What is half built is of no use; the error matters.
        let _ = remove_if_there(&fresh.index);
    })?;
    swap(&fresh.index, folder)?;
    let failures_file = report
        .failures_file
        .and_then(|path| path.file_name().map(|name| folder.join(name)));
    Ok(IndexReport {
        failures_file,
        ..report
    })
}

/// Puts `fresh` in the place of `folder`. Readers of the old one keep their open files.
fn swap(fresh: &Path, folder: &Path) -> io::Result<()> {
    let old = sibling(folder, "old");
    remove_if_there(&old)?;
    if folder.exists() {
        fs::rename(folder, &old)?;
    }
    fs::rename(fresh, folder)?;
    remove_if_there(&old)
}

/// The paths that an index was built from, sound or not.
fn roots(folder: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let sources = Sources::load(folder)?.paths;
    if sources.is_empty() {
        return Err(IndexError::NoRoots(folder.to_owned()));
    }
    Ok(sources
        .iter()
        .map(|path| path.usable().to_owned())
        .collect())
}

fn sibling(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match folder.exists() {
        true => fs::remove_dir_all(folder),
        false => Ok(()),
    }
}
