//! Bytes to drafts: one file per format.
//!
//! Reading has two halves, so that one large file keeps all cores busy. [`split`] runs on the reading thread: it
//! cuts a stream into [`Chunk`]s of whole records and does as little as that takes. [`parse`] runs on a worker: it
//! decodes a chunk's charset and turns its records into [`Draft`]s. A bad record costs itself alone.

use crate::article::Draft;
use std::io::BufRead;
use std::ops::ControlFlow;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: one article a file.
    Text,
    /// Markdown: one article a file.
    Markdown,
    /// One JSON value, an array of them, or several one after the other.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A web page: one article a file.
    Html,
    /// SGML of the Reuters-21578 collection.
    Reuters,
    /// SGML of TREC newswire: `<DOC><DOCNO>`.
    Trec,
}

/// How to read, as the user asked for it.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Take every file for this format.
    pub format: Option<Format>,
    /// Field names to use before the guessed ones: (our field, their name).
    pub map: Vec<(String, String)>,
}

/// Whole records cut from one member.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// What the bytes are.
    pub format: Format,
    /// The bytes as they stood in the file.
    pub bytes: Vec<u8>,
    /// Number of the chunk's first record: its line for line-based formats, else its ordinal; from 1.
    pub first_record: u64,
    /// Name of the file or member, less compression endings.
    pub file_name: String,
}

/// One record of a chunk.
#[derive(Debug)]
pub struct Parsed {
    /// Its number in the member, from 1.
    pub record: u64,
    /// The draft, or why there is none.
    pub draft: Result<Draft, FormatError>,
    /// Characters that could not be decoded and were replaced by U+FFFD.
    pub replaced: u64,
}

/// Why a record could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Reading the stream failed part-way, for instance since a compressed file is truncated.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Cuts `bytes` into chunks of whole records of about `chunk_bytes`.
///
/// # Errors
/// A stream that ends or fails inside a record: the record's number, and why. All whole records before it were emitted.
pub fn split(
    _bytes: &mut dyn BufRead,
    _file_name: &str,
    _options: &ReadOptions,
    _chunk_bytes: usize,
    _emit: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<(), (u64, FormatError)> {
    Ok(())
}

/// Reads the records of a chunk.
pub fn parse(_chunk: &Chunk, _options: &ReadOptions, _sink: &mut dyn FnMut(Parsed)) {}
