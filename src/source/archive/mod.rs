//! Opens files, undoes their compression, and hands out the members of archives one after the other.
//!
//! Compressions and archives may be nested in each other in any way; the recursion is here, the archive formats are
//! in their own files. Member names are only ever shown: nothing is written to the file system.

mod name;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

use super::decompress;
use super::error::{SourceError, SourceErrorKind};
use super::intake::Intake;
use super::stream::Stream;
use name::Place;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Bounds on what is opened, which also stop decompression bombs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Archives inside archives, at the most; 0 opens only archives that are files themselves.
    pub depth: usize,
    /// Largest ratio of decompressed to compressed bytes, past the first 64 MiB of a stream (1 GiB of a file).
    pub ratio: u64,
    /// Largest zip, in bytes, that is held in memory because it is inside another archive, compressed or piped in.
    pub memory: u64,
    /// Read hidden members (`.git/x`, `__MACOSX/x`) too.
    pub hidden: bool,
}

impl Default for Limits {
    /// Text of any language shrinks by 3 to 20 times, repetitive JSON by up to 100; bombs by 1,000 and more.
    fn default() -> Self {
        Limits {
            depth: 3,
            ratio: 250,
            memory: 128 << 20,
            hidden: false,
        }
    }
}

/// One stream of decompressed bytes: a plain file, or a member of an archive.
pub struct Member<'a> {
    /// Name inside the archive, nested archives joined by `!`; `None` for a file that is no archive.
    pub name: Option<String>,
    /// File name less compression endings (`a.json` for `a.json.gz`), for format detection.
    pub file_name: String,
    /// The bytes. A fault of the file surfaces here as an error, and is then not told again.
    pub bytes: &'a mut dyn BufRead,
}

/// What is called with each member, and with each one that cannot be read; `Break` ends the reading.
pub type Visit<'v> = dyn FnMut(Result<Member<'_>, SourceError>) -> ControlFlow<()> + 'v;

/// Calls `visit` with each member of the file at `path`, in order; a file that is no archive is its own only member.
pub fn read_members(path: &Path, limits: Limits, visit: &mut Visit<'_>) {
    let (file, size) = match open(path) {
        Ok(opened) => opened,
        Err(e) => {
            let error = SourceError {
                path: path.into(),
                member: None,
                kind: e.into(),
            };
            // There is nothing after the only error.
            let _ = visit(Err(error));
            return;
        }
    };
    let intake = Intake::new(size, limits.ratio);
    let mut reader = Reader {
        path,
        limits,
        visit,
    };
    let place = Place::file(path);
    let mut stream = Stream::with_hint(intake.count(&file), size);
    let _ = if zip::recognise(&mut stream) {
        // A zip is read from its end, so the file is taken instead of the stream.
        drop(stream);
        let file = BufReader::with_capacity(zip::BUFFER, intake.count(&file));
        reader.zip(file, &intake, &place)
    } else {
        reader.stream(stream, &intake, &place)
    };
}

/// [`read_members`] for bytes that are no file, such as standard input; `name` stands for the path.
pub fn read_stream(name: &Path, bytes: Box<dyn Read + '_>, limits: Limits, visit: &mut Visit<'_>) {
    let intake = Intake::new(u64::MAX, limits.ratio);
    let stream = Stream::new(intake.count(bytes));
    let mut reader = Reader {
        path: name,
        limits,
        visit,
    };
    let _ = reader.stream(stream, &intake, &Place::file(name));
}

/// Opens a file; sizes of devices and pipes are unknown.
fn open(path: &Path) -> std::io::Result<(File, u64)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    let size = if metadata.is_file() {
        metadata.len()
    } else {
        u64::MAX
    };
    Ok((file, size))
}

/// What stays the same while a file is read.
struct Reader<'v, 'f> {
    path: &'v Path,
    limits: Limits,
    visit: &'v mut Visit<'f>,
}

impl Reader<'_, '_> {
    /// Reads a stream of whatever it turns out to be.
    fn stream(&mut self, stream: Stream<'_>, intake: &Intake, place: &Place) -> ControlFlow<()> {
        // Where a zip is kept in memory, what it was decompressed from pays for its members.
        let start = intake.position();
        let mut stream = match decompress::undo(stream, intake) {
            Ok(Some(stream)) => stream,
            Ok(None) => {
                return self.fail(
                    place,
                    SourceErrorKind::TooDeep {
                        levels: decompress::LAYERS,
                    },
                );
            }
            Err(e) => return self.fail(place, e.into()),
        };
        if let Some(e) = stream.stillborn() {
            return self.fail(place, e.into());
        }
        if zip::recognise(&mut stream) {
            self.enter(place, |me| {
                me.zip_in_memory(stream, &intake.pin(start), place)
            })
        } else if tar::recognise(&mut stream, place) {
            self.enter(place, |me| me.tar(stream, intake, place))
        } else {
            self.member(&mut stream, place)
        }
    }

    /// Opens an archive, unless it is too deep inside others.
    fn enter(
        &mut self,
        place: &Place,
        open: impl FnOnce(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if place.depth > self.limits.depth {
            return self.fail(
                place,
                SourceErrorKind::TooDeep {
                    levels: self.limits.depth + 1,
                },
            );
        }
        open(self)
    }

    fn member(&mut self, stream: &mut Stream<'_>, place: &Place) -> ControlFlow<()> {
        (self.visit)(Ok(Member {
            name: place.member.clone(),
            file_name: place.file_name(),
            bytes: stream,
        }))
    }

    fn fail(&mut self, place: &Place, kind: SourceErrorKind) -> ControlFlow<()> {
        (self.visit)(Err(SourceError {
            path: self.path.into(),
            member: place.member.clone(),
            kind,
        }))
    }
}
