//! Turns the paths that a user named into a list of files.
//!
//! Knows only names, sizes and times; opens no file.

mod identity;
#[cfg(test)]
mod tests;

use super::error::{SourceError, SourceErrorKind};
use identity::Identity;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use walkdir::{DirEntry, WalkDir};

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// As the user named it, less a leading `./`; folders joined with the names below them.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Modification time, nanoseconds since 1970.
    pub modified: i64,
}

/// What to leave out.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Read hidden files and folders below the named ones too.
    pub hidden: bool,
    /// A folder to skip wherever it is met: the index being written. It need not exist.
    pub skip: Option<PathBuf>,
}

/// The files found, in a stable order, and what could not be listed.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files, each once, sorted by path within each named path.
    pub files: Vec<SourceFile>,
    /// Paths that could not be read.
    pub errors: Vec<SourceError>,
}

/// Lists the files under `paths`.
///
/// Symbolic links are followed. A file that is reached twice, by two names or through a link, is listed under the
/// first of them. Hidden files and tantivy indexes are skipped unless they are named themselves.
pub fn walk(paths: &[PathBuf], options: &WalkOptions) -> Walk {
    let mut walker = Walker::new(options);
    for path in paths {
        walker.named(path);
    }
    walker.walk
}

struct Walker<'o> {
    options: &'o WalkOptions,
    seen: HashSet<Identity>,
    /// Folders entered: each once, so that links between folders cannot multiply the work.
    entered: HashSet<Identity>,
    walk: Walk,
}

impl<'o> Walker<'o> {
    fn new(options: &'o WalkOptions) -> Self {
        // To skip a folder is to say that it was entered.
        let skip = options.skip.as_deref();
        let entered = skip
            .and_then(|path| Identity::of(path, &path.metadata().ok()?))
            .into_iter()
            .collect();
        Walker {
            options,
            seen: HashSet::new(),
            entered,
            walk: Walk::default(),
        }
    }

    /// Lists one path that the user named.
    fn named(&mut self, path: &Path) {
        let shown = without_dot(path);
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) if metadata.is_file() => self.file(shown, &metadata),
            Ok(_) => self.fail(shown, SourceErrorKind::NotAFile),
            Err(e) => self.fail(shown, e.into()),
        }
    }

    fn folder(&mut self, root: &Path) {
        // Siblings differ in their names alone, and comparing paths as bytes spares parsing them.
        let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let entries = WalkDir::new(root).follow_links(true).sort_by(by_name);
        let mut entries = entries.into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if !self.enters(&entry) {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.entry(&entry),
                Err(e) => self.unlisted(e),
            }
        }
    }

    /// Whether to list a folder.
    fn enters(&mut self, entry: &DirEntry) -> bool {
        let path = entry.path();
        let below = entry.depth() > 0;
        if below && (self.is_hidden(entry.file_name()) || is_index(path)) {
            return false;
        }
        // A folder that cannot be asked is entered all the same, for its error.
        let identity = entry
            .metadata()
            .ok()
            .and_then(|metadata| Identity::of(path, &metadata));
        identity.is_none_or(|identity| self.entered.insert(identity))
    }

    /// Lists a file below a folder; whatever is neither file nor folder is passed over.
    fn entry(&mut self, entry: &DirEntry) {
        if !entry.file_type().is_file() || self.is_hidden(entry.file_name()) {
            return;
        }
        let path = without_dot(entry.path());
        match entry.metadata() {
            Ok(metadata) => self.file(path, &metadata),
            Err(e) => self.fail(path, io::Error::from(e).into()),
        }
    }

    fn file(&mut self, path: &Path, metadata: &Metadata) {
        if Identity::of(path, metadata).is_none_or(|identity| self.seen.insert(identity)) {
            self.walk.files.push(SourceFile {
                path: path.into(),
                size: metadata.len(),
                modified: metadata.modified().map_or(0, nanoseconds),
            });
        }
    }

    /// An entry that could not be listed. A link to a folder around it is the end of that way, not an error.
    fn unlisted(&mut self, error: walkdir::Error) {
        let path = error
            .path()
            .map(without_dot)
            .unwrap_or(Path::new(""))
            .to_path_buf();
        let hidden = error.depth() > 0 && path.file_name().is_some_and(|name| self.is_hidden(name));
        if let Some(cause) = error.into_io_error()
            && !hidden
        {
            self.fail(&path, cause.into());
        }
    }

    fn is_hidden(&self, name: &OsStr) -> bool {
        !self.options.hidden && name.as_encoded_bytes().starts_with(b".")
    }

    fn fail(&mut self, path: &Path, kind: SourceErrorKind) {
        self.walk.errors.push(SourceError {
            path: path.into(),
            member: None,
            kind,
        });
    }
}

/// A path less a leading `./`; the folder `.` itself keeps its name.
fn without_dot(path: &Path) -> &Path {
    match path.strip_prefix(".") {
        Ok(rest) if rest != Path::new("") => rest,
        _ => path,
    }
}

/// Whether a folder is a tantivy index, which holds no news of its own.
fn is_index(folder: &Path) -> bool {
    folder.join(".managed.json").exists() && folder.join("meta.json").exists()
}

/// Nanoseconds since 1970, negative before; file systems reach far beyond the years that fit.
fn nanoseconds(time: SystemTime) -> i64 {
    let clamp = |nanoseconds: u128| i64::try_from(nanoseconds).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => clamp(after.as_nanos()),
        Err(before) => -clamp(before.duration().as_nanos()),
    }
}
