//! Opens a file and cuts it into chunks, whatever it is: plain, compressed, an archive, standard input.

use super::STDIN;
use super::stage::{self, Stage};
use crate::article::Location;
use crate::format::{self, Chunk, Format, FormatError, ReadOptions};
use crate::source::{self, Limits, Member, SourceError, charset};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

/// What reading a file gives, in order.
pub(super) enum Piece {
    /// Whole records.
    Chunk {
        /// Name inside the archive.
        member: Option<String>,
        /// The records.
        chunk: Chunk,
    },
    /// Something that could not be read: counted as one failed record.
    Fault {
        /// Where.
        location: Location,
        /// Why.
        reason: String,
    },
}

/// Reads the file at `path`, which locations call `shown`.
pub(super) fn read(
    path: &Path,
    shown: &str,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) {
    let limits = Limits::default();
    let mut visit = |member: Result<Member<'_>, SourceError>| match member {
        Ok(member) => stage::time(Stage::Split, || {
            split_member(member, (path, shown), options, chunk_bytes, emit)
        }),
        Err(error) => emit(Piece::Fault {
            location: Location {
                path: shown.to_owned(),
                member: error.member,
                record: 0,
            },
            reason: error.kind.to_string(),
        }),
    };
    stage::time(Stage::Read, || match shown {
        STDIN => source::read_stream(Path::new(STDIN), Box::new(io::stdin()), limits, &mut visit),
        _ => source::read_members(path, limits, &mut visit),
    });
}

/// Bytes whose reading is a stage of its own, while what is made of them is another.
struct Reading<'a>(&'a mut dyn BufRead);

impl Read for Reading<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        stage::time(Stage::Read, || self.0.read(out))
    }
}

impl BufRead for Reading<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = &mut *self.0;
        stage::time(Stage::Read, move || bytes.fill_buf())
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

fn split_member(
    member: Member<'_>,
    (path, shown): (&Path, &str),
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let is_forced = options
        .format
        .is_some_and(|format| format != Format::Parquet);
    let is_binary = !is_forced && member.bytes.fill_buf().is_ok_and(format::is_read_from_file);
    let file = is_binary.then(|| file_of(&member, path)).flatten();
    let name = member.name;
    let file_name = member.file_name.as_str();
    let mut flow = ControlFlow::Continue(());
    let mut emit_chunk = |chunk: Chunk| {
        flow = emit(Piece::Chunk {
            member: name.clone(),
            chunk,
        });
        flow
    };
    let split = match file {
        Some(file) => format::split_file(file, file_name, options, chunk_bytes, &mut emit_chunk),
        None if is_binary => format::split(
            &mut Reading(member.bytes),
            file_name,
            options,
            chunk_bytes,
            &mut emit_chunk,
        ),
        None => charset::utf8_stream(&mut Reading(member.bytes))
            .map_err(|error| (1, FormatError::Io(error)))
            .and_then(|mut bytes| {
                format::split(&mut bytes, file_name, options, chunk_bytes, &mut emit_chunk)
            }),
    };
    match split {
        Err((record, error)) if flow.is_continue() => emit(Piece::Fault {
            location: Location {
                path: shown.to_owned(),
                member: name,
                record,
            },
            reason: error.to_string(),
        }),
        _ => flow,
    }
}

/// The file of a member that is the file itself, if it is better read from there.
fn file_of(member: &Member<'_>, path: &Path) -> Option<File> {
    if member.name.is_some() || path.as_os_str() == STDIN {
        return None;
    }
    let mut head = Vec::new();
    let mut file = File::open(path).ok()?;
    (&mut file).take(4).read_to_end(&mut head).ok()?;
    format::is_read_from_file(&head).then_some(file)
}

/// Hash of a file's bytes as they lie on disk.
pub(super) fn hash(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut hash = Xxh3Default::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hash.digest()),
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
