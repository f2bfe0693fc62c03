//! Why a record, or the rest of a stream, could not be read. Knows nothing of files: the caller adds the place.

/// Why a record could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Reading the stream failed part-way, for instance since a compressed file is truncated.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The bytes are no text of a format that is read; the name says what they look like.
    #[error("not a known text format: {0}")]
    UnknownFormat(&'static str),
    /// A pointer of Git LFS stands where the file should be.
    #[error("a Git LFS pointer, not the file itself; fetch it with `git lfs pull`")]
    LfsPointer,
    /// One record, or a file that is one record, exceeds the bound.
    #[error("record is larger than {} MiB", .limit >> 20)]
    TooLarge {
        /// The bound, in bytes.
        limit: usize,
    },
    /// A line of JSON Lines that is not JSON. The line is the record's number.
    #[error("broken JSON at column {column}: {reason}")]
    JsonLine {
        /// Characters from the start of the line, from 1.
        column: usize,
        /// What the parser met.
        reason: String,
    },
    /// A value that is not JSON.
    #[error("broken JSON at line {line}, column {column} of the record: {reason}")]
    Json {
        /// Line within the record, from 1.
        line: usize,
        /// Characters from the start of that line, from 1.
        column: usize,
        /// What the parser met.
        reason: String,
    },
    /// JSON, but not an object.
    #[error("the record is {0}, not a JSON object")]
    NotAnObject(&'static str),
    /// An object none of whose fields is known.
    #[error(
        "no field that could be a title or a body among: {fields}; name them with --map title=...,body=..."
    )]
    NoKnownField {
        /// The fields it has, joined by commas.
        fields: String,
    },
    /// An SGML record without its end tag.
    #[error("record ends before </{tag}>")]
    Unclosed {
        /// Name of the element.
        tag: &'static str,
    },
    /// A stream that should hold SGML records and holds none.
    #[error("no <{tag}> record in the file")]
    NoRecords {
        /// Name of the element.
        tag: &'static str,
    },
    /// Something in a web archive that is no record, or a record without a usable header.
    #[error("broken record of a web archive: {0}")]
    ArchiveRecord(&'static str),
    /// A web archive that ends inside a record.
    #[error("the archive ends early: {missing} bytes of this record are missing")]
    CutShort {
        /// Bytes that the header promised beyond those that came.
        missing: u64,
    },
    /// A record of a web archive whose header gives another length than its block has.
    #[error("wrong length: the header says {declared} bytes, the next record begins after {found}")]
    WrongLength {
        /// What the header says.
        declared: u64,
        /// Bytes up to the next header.
        found: u64,
    },
    /// A compressed body of an HTTP response that is damaged.
    #[error("the {coding} body of the page cannot be unpacked: {cause}")]
    PackedBody {
        /// The content coding.
        coding: &'static str,
        /// What the decompressor said.
        cause: String,
    },
    /// A table none of whose columns is known.
    #[error(
        "no column that could be a title or a body among: {fields}; name them with --map title=...,body=..."
    )]
    NoKnownColumn {
        /// The columns it has, joined by commas.
        fields: String,
    },
    /// A row of a table with more or fewer fields than its first row names.
    #[error("the row has {found} fields, the first row names {expected}")]
    RowLength {
        /// Fields of this row.
        found: usize,
        /// Names in the first row.
        expected: usize,
    },
    /// A row of a table with a quote that is never closed.
    #[error("a quote is opened and not closed before the end of the table")]
    OpenQuote,
    /// A Parquet table that cannot be read, or not from this row on.
    #[error("the Parquet table cannot be read from here: {0}")]
    Parquet(String),
    /// A part of a Parquet table that claims to be larger than any real one.
    #[error("a {0} of the Parquet table is too large")]
    TableSize(&'static str),
    /// A Parquet table whose rows are so much more than its bytes that it must be a bomb.
    #[error("the Parquet table grows to more than 250 times its size")]
    TableGrows,
    /// A Parquet table in something else that is too large to be held in memory.
    #[error("a Parquet table that is compressed or in an archive can have {} MiB at the most", .limit >> 20)]
    TableTooLarge {
        /// The bound, in bytes.
        limit: usize,
    },
    /// A message of mail that cannot be taken apart.
    #[error("not a message of mail")]
    Message,
    /// The main-text extractor gave up on a web page.
    #[error("the page could not be taken apart: {0}")]
    Page(&'static str),
}

/// Why a `--map` text or a format name is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// A part of a map is not of the form `ours=theirs`.
    #[error("'{0}' is not of the form field=name")]
    NotAPair(String),
    /// The left side of a pair is no field of an article.
    #[error("'{0}' is no article field; fields are {known}", known = super::fields::known_names())]
    UnknownField(String),
    /// No format has this name.
    #[error("'{0}' is no format; formats are {known}", known = super::format_names())]
    UnknownFormatName(String),
}
