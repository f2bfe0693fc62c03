//! A file for what does not fit into memory until the segment is written.
//!
//! It has no name: whatever becomes of the process, nothing is left behind. All writing is at its end; all reading says
//! from where, so that many threads can read at a time.

use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tantivy::directory::{AntiCallToken, TerminatingWrite};

/// See the module.
pub(in crate::indexer::segment) struct Scratch {
    file: File,
    folder: PathBuf,
    len: u64,
}

impl Scratch {
    /// A new file on the disk of `folder`.
    pub(in crate::indexer::segment) fn create(folder: &Path) -> io::Result<Scratch> {
        let file = tempfile::tempfile_in(folder).map_err(|error| in_folder(folder, &error))?;
        Ok(Scratch {
            file,
            folder: folder.to_owned(),
            len: 0,
        })
    }

    /// A way to write at the end of what is there. There must be one at a time, and [`end_section`](Self::end_section)
    /// after it.
    pub(in crate::indexer::segment) fn section(&self) -> io::Result<ScratchWriter> {
        Ok(ScratchWriter {
            // The copy has the same position, so it goes on where the last one has ended.
            file: self.file.try_clone()?,
            folder: self.folder.clone(),
        })
    }

    /// The bytes written since the last time.
    pub(in crate::indexer::segment) fn end_section(&mut self) -> io::Result<Range<u64>> {
        let start = std::mem::replace(&mut self.len, self.file.metadata()?.len());
        Ok(start..self.len)
    }

    /// Reads a part.
    pub(in crate::indexer::segment) fn read(&self, part: Range<u64>) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; (part.end - part.start) as usize];
        read_at(&self.file, &mut bytes, part.start)
            .map_err(|error| in_folder(&self.folder, &error))?;
        Ok(bytes)
    }
}

/// Writes at the end of a [`Scratch`].
pub(in crate::indexer::segment) struct ScratchWriter {
    file: File,
    folder: PathBuf,
}

impl Write for ScratchWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file
            .write(bytes)
            .map_err(|error| in_folder(&self.folder, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for ScratchWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        // What is lost with the process need not reach the disk.
        Ok(())
    }
}

fn in_folder(folder: &Path, error: &io::Error) -> io::Error {
    let reason = format!("{}: temporary file: {error}", folder.display());
    io::Error::new(error.kind(), reason)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                at += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_follow_each_other_and_can_be_read_in_any_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut scratch = Scratch::create(folder.path()).expect("a file");
        let mut parts = Vec::new();
        for text in ["tide", "", "harbour"] {
            let mut writer = scratch.section().expect("a copy");
            writer.write_all(text.as_bytes()).expect("room");
            parts.push(scratch.end_section().expect("a length"));
        }
        assert_eq!(parts, [0..4, 4..4, 4..11]);
        assert_eq!(scratch.read(4..11).expect("bytes"), b"harbour");
        assert_eq!(scratch.read(0..4).expect("bytes"), b"tide");
        assert!(scratch.read(8..12).is_err());
        let names = std::fs::read_dir(folder.path()).expect("a folder");
        assert_eq!(names.count(), 0);
    }
}
