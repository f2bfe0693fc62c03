//! Bytes to drafts: one file per format.
//!
//! Reading has two halves, so that one large file keeps all cores busy. [`split`] runs on the reading thread: it
//! cuts a stream into [`Chunk`]s of whole records and does as little as that takes. [`parse`] runs on a worker: it
//! decodes a record's charset and turns the record into a [`Draft`]. A bad record costs itself alone.
//!
//! Nothing here knows of files, cleaning or the index, and no address found in a record is ever fetched.
//!
//! # To add a format
//!
//! 1. Add a variant to [`Format`] and its name to [`FORMATS`].
//! 2. Recognise it in `detect.rs`: by content where its first bytes are telling, by file name where not.
//! 3. Write `<format>.rs` with `parse(chunk, options, sink)`: one [`Parsed`] for each record, numbered from
//!    `chunk.first_record`. Decode with `source::charset::decode`, record by record, so that where the stream was
//!    cut changes nothing. Put what the record says into the [`Draft`] as it stands there: cleaning comes later.
//! 4. Choose how it is cut: `whole::split` where a file is one record; `blocks::split` where records can be told
//!    apart by a byte pattern (give it where the last record begins, and how many there are); else a scanner of
//!    your own beside the parser, as JSON has one.
//! 5. Call both from [`split`] and [`parse`] below; give each way to fail a variant of [`FormatError`].
//! 6. Named fields go through `fields.rs`, so that `--map` works; add the names that the format uses to its table.
//! 7. Test a plain, a truncated and a mis-encoded input in `<format>.rs`, and add a sample to `tests.rs`, which
//!    checks that no cut changes the result and that no input panics.
//! 8. Describe it in docs/formats.md.

mod blocks;
mod csv;
mod detect;
mod entities;
mod error;
mod feed;
mod fields;
mod front_matter;
mod html;
mod iptc;
mod json;
mod mail;
mod markdown;
mod markup;
mod parquet;
mod passed_over;
mod sgml;
mod stream;
mod text;
mod warc;
mod whole;
mod xml;
mod xml_items;

#[cfg(test)]
mod tests;

pub use detect::detect;
pub use error::{FormatError, OptionError};
pub use fields::parse_map;
pub use passed_over::{PassedOver, PassedOverCounts};

use crate::article::Draft;
use std::fs::File;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::str::FromStr;
use stream::{MAX_RECORD_BYTES, Stream};
use warc::Dialect;

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
    /// A table with the names of its fields in the first row, whatever stands between them.
    Csv,
    /// RSS and Atom.
    Feed,
    /// NITF, the News Industry Text Format of the IPTC.
    Nitf,
    /// NewsML-G2, NewsML 1, and the items of RCV1.
    NewsMl,
    /// One message of mail.
    Eml,
    /// Messages of mail, one after the other.
    Mbox,
    /// Parquet tables.
    Parquet,
    /// Web archives.
    Warc,
    /// Web archives of the older form.
    Arc,
}

/// Every format with the name that `--format` takes.
pub const FORMATS: [(&str, Format); 16] = [
    ("text", Format::Text),
    ("markdown", Format::Markdown),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("html", Format::Html),
    ("reuters", Format::Reuters),
    ("trec", Format::Trec),
    ("csv", Format::Csv),
    ("feed", Format::Feed),
    ("nitf", Format::Nitf),
    ("newsml", Format::NewsMl),
    ("eml", Format::Eml),
    ("mbox", Format::Mbox),
    ("parquet", Format::Parquet),
    ("warc", Format::Warc),
    ("arc", Format::Arc),
];

impl Format {
    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        let known = FORMATS.iter().find(|(_, format)| *format == self);
        known.map_or("unknown", |(name, _)| name)
    }
}

impl FromStr for Format {
    type Err = OptionError;

    fn from_str(name: &str) -> Result<Self, OptionError> {
        let known = FORMATS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        known
            .map(|(_, format)| *format)
            .ok_or_else(|| OptionError::UnknownFormatName(name.to_owned()))
    }
}

fn format_names() -> String {
    FORMATS.map(|(name, _)| name).join(", ")
}

/// How to read, as the user asked for it.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Take every file for this format.
    pub format: Option<Format>,
    /// Field names to use before the guessed ones: (our field, their name); see [`parse_map`].
    pub map: Vec<(String, String)>,
}

/// Whole records cut from one member.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// What the bytes are.
    pub format: Format,
    /// The bytes as they stood in the file, less a byte-order mark.
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
    /// Standard name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// Characters that could not be decoded and were replaced by U+FFFD.
    pub replaced: u64,
}

impl Parsed {
    /// A record of which only the start was read, which is as much as one may have and a byte more.
    fn too_large(record: u64) -> Self {
        let limit = MAX_RECORD_BYTES;
        Parsed {
            record,
            draft: Err(FormatError::TooLarge { limit }),
            encoding: "UTF-8",
            replaced: 0,
        }
    }
}

/// Takes the bytes of a chunk and the number of its first record; breaks to end the reading.
type Emit<'a> = &'a mut dyn FnMut(Vec<u8>, u64) -> ControlFlow<()>;

/// How a split ends: the record at which it failed, and why.
type SplitResult = Result<(), (u64, FormatError)>;

/// Cuts `bytes` into chunks of whole records of about `chunk_bytes`.
///
/// A file name helps where the content does not tell the format. Breaking from `emit` ends the split without error.
///
/// # Errors
/// A stream of no known format, and one that ends or fails inside a record: the record's number, and why. All whole
/// records before it were emitted.
pub fn split(
    bytes: &mut dyn BufRead,
    file_name: &str,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<(), (u64, FormatError)> {
    let mut stream = Stream::open(bytes);
    let format = match options.format {
        Some(format) => format,
        None => detect::of_stream(stream.head(), file_name).map_err(|error| (1, error))?,
    };
    let mut emit = |bytes: Vec<u8>, first_record: u64| {
        emit(Chunk {
            format,
            bytes,
            first_record,
            file_name: file_name.to_owned(),
        })
    };
    let chunk_bytes = chunk_bytes.max(1);
    match format {
        Format::Text | Format::Markdown | Format::Html => whole::split(&mut stream, &mut emit),
        Format::JsonLines => json::split_lines(&mut stream, chunk_bytes, &mut emit),
        Format::Json => json::split_values(&mut stream, chunk_bytes, &mut emit),
        Format::Reuters => sgml::split(&mut stream, &sgml::REUTERS, chunk_bytes, &mut emit),
        Format::Trec => sgml::split(&mut stream, &sgml::TREC, chunk_bytes, &mut emit),
        Format::Csv => csv::split(&mut stream, options, chunk_bytes, &mut emit),
        Format::Feed => feed::split(&mut stream, chunk_bytes, &mut emit),
        Format::Nitf => iptc::split_nitf(&mut stream, chunk_bytes, &mut emit),
        Format::NewsMl => iptc::split_newsml(&mut stream, chunk_bytes, &mut emit),
        Format::Eml => mail::split_single(&mut stream, &mut emit),
        Format::Mbox => mail::split_mbox(&mut stream, chunk_bytes, &mut emit),
        Format::Parquet => parquet::split(&mut stream, options, chunk_bytes, &mut emit),
        Format::Warc => warc::split(&mut stream, Dialect::Warc, chunk_bytes, &mut emit),
        Format::Arc => warc::split(&mut stream, Dialect::Arc, chunk_bytes, &mut emit),
    }
}

/// Whether what begins with `head` is best read from its file, by [`split_file`], and is no text in any encoding.
pub fn is_read_from_file(head: &[u8]) -> bool {
    parquet::is_table(head)
}

/// As [`split`], for a file of which [`is_read_from_file`] holds.
///
/// # Errors
/// As [`split`].
pub fn split_file(
    file: File,
    file_name: &str,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<(), (u64, FormatError)> {
    let mut emit = |bytes: Vec<u8>, first_record: u64| {
        emit(Chunk {
            format: Format::Parquet,
            bytes,
            first_record,
            file_name: file_name.to_owned(),
        })
    };
    parquet::split_file(file, options, chunk_bytes.max(1), &mut emit)
}

/// Calls `sink` with the name of each field of each record, and with what we take the field for, if anything.
///
/// Only for formats whose fields are guessed by name and hold whole records: JSON and tables.
pub fn field_uses(
    chunk: &Chunk,
    options: &ReadOptions,
    sink: &mut dyn FnMut(&str, Option<&'static str>),
) {
    match chunk.format {
        Format::JsonLines | Format::Json | Format::Parquet => {
            json::field_uses(chunk, options, sink)
        }
        Format::Csv => csv::field_uses(chunk, options, sink),
        _ => {}
    }
}

/// Reads the records of a chunk, in order.
///
/// Returns how many parts of the file were passed over since they are no records: requests, pictures and the like in
/// a web archive, lists of other items in agency feeds.
pub fn parse(
    chunk: &Chunk,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Parsed),
) -> PassedOverCounts {
    match chunk.format {
        Format::Warc | Format::Arc => return warc::parse(chunk, sink),
        Format::NewsMl => return iptc::parse_newsml(chunk, sink),
        Format::Nitf => iptc::parse_nitf(chunk, sink),
        Format::Eml => mail::parse_single(chunk, sink),
        Format::Mbox => mail::parse_mbox(chunk, sink),
        Format::Text => text::parse(chunk, options, sink),
        Format::Markdown => markdown::parse(chunk, options, sink),
        Format::JsonLines | Format::Parquet => json::parse_lines(chunk, options, sink),
        Format::Json => json::parse_values(chunk, options, sink),
        Format::Csv => csv::parse(chunk, options, sink),
        Format::Feed => feed::parse(chunk, sink),
        Format::Html => html::parse(chunk, sink),
        Format::Reuters => sgml::parse_reuters(chunk, sink),
        Format::Trec => sgml::parse_trec(chunk, sink),
    }
    PassedOverCounts::default()
}
