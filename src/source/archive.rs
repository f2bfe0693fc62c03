//! Opens archives and hands out their members one after the other.

use super::SourceError;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

/// Bounds that stop decompression bombs.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Archives inside archives, at the most.
    pub depth: usize,
    /// Largest ratio of decompressed to compressed bytes.
    pub ratio: u64,
}

/// One stream of decompressed bytes: a plain file, or a member of an archive.
pub struct Member<'a> {
    /// Name inside the archive, nested archives joined by `!`; `None` for a plain file.
    pub name: Option<String>,
    /// File name less compression endings (`a.json` for `a.json.gz`), for format detection.
    pub file_name: String,
    /// The bytes.
    pub bytes: &'a mut dyn BufRead,
}

/// Calls `visit` with each member of the file at `path`, in order.
pub fn read_members(
    _path: &Path,
    _limits: Limits,
    _visit: &mut dyn FnMut(Result<Member<'_>, SourceError>) -> ControlFlow<()>,
) {
}
