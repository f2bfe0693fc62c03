//! Removes an index that cannot be opened any more, and nothing else that is in its folder.

use super::OpenError;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// tantivy's lock for writers: held while the files go.
const LOCK: &str = ".tantivy-writer.lock";

/// Endings of tantivy's segment files.
const ENDINGS: [&str; 8] = [
    "term",
    "idx",
    "pos",
    "store",
    "fast",
    "fieldnorm",
    "del",
    "temp",
];

/// Removes the files of the index in `folder`, but for the list of its sources.
///
/// # Errors
/// Where another run writes to the index, and where a file cannot be removed.
pub fn clear(folder: &Path) -> Result<(), OpenError> {
    let io = |source| OpenError::Io {
        path: folder.to_owned(),
        source,
    };
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK))
        .map_err(io)?;
    if lock.try_lock().is_err() {
        return Err(OpenError::Busy(folder.to_owned()));
    }
    remove_files(folder).map_err(io)
}

/// Removes the folder of an index that was cleared, if nothing of anybody else's is in it.
///
/// # Errors
/// Where something is, or the folder cannot be removed.
pub fn remove_if_empty(folder: &Path) -> io::Result<()> {
    for name in [LOCK, ".tantivy-meta.lock", "sources.json"] {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir(folder)
}

fn remove_files(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_ours(&entry.file_name()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_ours(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    let known = [
        "meta.json",
        ".managed.json",
        "failures.jsonl",
        "failures.jsonl.new",
    ]
    .contains(&name);
    let manifest = name.starts_with("manifest-") && name.ends_with(".bin");
    let segment = name.split_once('.').is_some_and(|(stem, ending)| {
        let ending = ending.rsplit('.').next().unwrap_or(ending);
        stem.len() == 32
            && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
            && ENDINGS.contains(&ending)
    });
    known || manifest || segment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_an_index_are_ours() {
        let segment = "0123456789abcdef0123456789abcdef.store";
        for ours in [
            "meta.json",
            "manifest-000012.bin",
            segment,
            "0123456789abcdef0123456789abcdef.17.del",
        ] {
            assert!(is_ours(OsStr::new(ours)), "{ours}");
        }
        for other in [
            "notes.txt",
            "sources.json",
            "photo.store",
            "manifest.bin",
            "store",
        ] {
            assert!(!is_ours(OsStr::new(other)), "{other}");
        }
    }
}
