//! What a run has to do: which files are new or changed, which are as they were, which are gone.

use super::STDIN;
use super::ledger::{FileId, Standing};
use crate::manifest::{FileEntry, Manifest, SourcePath};
use crate::source::{SourceFile, Walk, path_text};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// Its place in [`Plan::files`].
    pub(super) file: FileId,
    /// What to open; `-` is standard input.
    pub(super) path: PathBuf,
    /// Size on disk.
    pub(super) size: u64,
    /// Hash of the bytes that the index holds already.
    pub(super) known_hash: Option<u64>,
}

/// The work of one run.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Every file of the index and of this run.
    pub(super) files: Vec<FileEntry>,
    /// How each takes part; same order.
    pub(super) standing: Vec<Standing>,
    /// What to read, in order.
    pub(super) tasks: Vec<Task>,
    /// Files that were found where the user said.
    pub(super) found: u64,
}

/// A path that the user named, and what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Root {
    shown: PathBuf,
    absolute: PathBuf,
}

impl Root {
    /// Resolves a path. One that does not exist is made absolute only.
    pub(super) fn new(path: &Path) -> Root {
        let absolute = fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned());
        let shown = path.strip_prefix(".").unwrap_or(path).to_owned();
        Root { shown, absolute }
    }

    /// Whether a file, by its absolute path, is this path or below it.
    pub(super) fn covers(&self, file: &Path) -> bool {
        file.starts_with(&self.absolute)
    }

    /// For the index's list of sources.
    pub(super) fn source(&self) -> SourcePath {
        SourcePath {
            path: self.absolute.clone(),
            shown: match self.shown.as_os_str().is_empty() {
                true => PathBuf::from("."),
                false => self.shown.clone(),
            },
        }
    }

    fn resolve(&self, file: &Path) -> Option<PathBuf> {
        let below = file.strip_prefix(&self.shown).ok()?;
        Some(match below.as_os_str().is_empty() {
            true => self.absolute.clone(),
            false => self.absolute.join(below),
        })
    }
}

/// What decides whether a known file is read again.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanOptions {
    /// Hash of the reading options: a file read with others is read again.
    pub(super) read_options: u64,
    /// Leave the articles of files that are gone.
    pub(super) keep_missing: bool,
    /// Standard input is read too.
    pub(super) stdin: bool,
}

impl Plan {
    /// Compares what the index holds with what was found.
    pub(super) fn new(
        manifest: Manifest,
        walk: &Walk,
        roots: &[Root],
        options: PlanOptions,
    ) -> Plan {
        let mut plan = Plan {
            standing: vec![Standing::Kept; manifest.files.len()],
            files: manifest.files,
            ..Plan::default()
        };
        let mut known: HashMap<String, FileId> = HashMap::with_capacity(plan.files.len());
        for (id, entry) in plan.files.iter().enumerate() {
            known.insert(entry.path.clone(), id as FileId);
        }
        let mut found = vec![false; plan.files.len()];
        for file in &walk.files {
            let absolute = roots
                .iter()
                .find_map(|root| root.resolve(&file.path))
                .unwrap_or_else(|| file.path.clone());
            let absolute = path_text(&absolute);
            let id = known.get(&absolute).copied();
            if let Some(seen) = id.and_then(|id| found.get_mut(id as usize)) {
                *seen = true;
            }
            plan.add(id, absolute, file, options);
        }
        if options.stdin {
            plan.add_stdin(known.get(STDIN).copied());
        }
        if !options.keep_missing {
            plan.mark_gone(&found, walk, roots);
        }
        plan
    }

    fn add(
        &mut self,
        id: Option<FileId>,
        absolute: String,
        file: &SourceFile,
        options: PlanOptions,
    ) {
        self.found += 1;
        let id = match id {
            Some(id) => id,
            None => self.push(FileEntry {
                path: absolute,
                shown: path_text(&file.path),
                options: options.read_options,
                ..FileEntry::default()
            }),
        };
        let entry = &mut self.files[id as usize];
        let same_options = entry.options == options.read_options;
        let current = entry.complete && same_options;
        if current && entry.size == file.size && entry.modified == file.modified {
            return;
        }
        let known_hash = current.then_some(entry.hash);
        entry.options = options.read_options;
        self.standing[id as usize] = Standing::Read;
        self.tasks.push(Task {
            file: id,
            path: file.path.clone(),
            size: file.size,
            known_hash,
        });
        // Known again only once it is read to its end.
        entry.size = file.size;
        entry.modified = file.modified;
        entry.complete = false;
    }

    fn add_stdin(&mut self, id: Option<FileId>) {
        self.found += 1;
        let file = id.unwrap_or_else(|| {
            self.push(FileEntry {
                path: STDIN.into(),
                shown: STDIN.into(),
                ..FileEntry::default()
            })
        });
        self.standing[file as usize] = Standing::Read;
        self.tasks.push(Task {
            file,
            path: PathBuf::from(STDIN),
            size: 0,
            known_hash: None,
        });
    }

    fn push(&mut self, entry: FileEntry) -> FileId {
        self.files.push(entry);
        self.standing.push(Standing::Kept);
        (self.files.len() - 1) as FileId
    }

    /// Files below a root that were not found are gone, unless their folder could not be read.
    fn mark_gone(&mut self, found: &[bool], walk: &Walk, roots: &[Root]) {
        let unread: Vec<PathBuf> = walk
            .errors
            .iter()
            .filter_map(|error| roots.iter().find_map(|root| root.resolve(&error.path)))
            .collect();
        for (id, &seen) in found.iter().enumerate() {
            let path = Path::new(&self.files[id].path);
            let covered = roots.iter().any(|root| root.covers(path));
            if !seen && covered && !unread.iter().any(|folder| path.starts_with(folder)) {
                self.standing[id] = Standing::Gone;
            }
        }
    }
}
