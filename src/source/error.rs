//! What can go wrong between a path and its bytes, and where it went wrong.

use super::decompress::codec::Compression;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a file or a member of it could not be read (further).
#[derive(Debug, thiserror::Error)]
pub struct SourceError {
    /// The file, as the user named it; `-` for standard input.
    pub path: PathBuf,
    /// The member inside the archive, if it is one; nested archives joined by `!`.
    pub member: Option<String>,
    /// What went wrong.
    #[source]
    pub kind: SourceErrorKind,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(member) = &self.member {
            write!(f, "!{member}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// The causes of a [`SourceError`].
#[derive(Debug, thiserror::Error)]
pub enum SourceErrorKind {
    /// The operating system refused, or a stream is damaged (then a [`StreamError`] is inside).
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A path that the user named is a device, socket or pipe.
    #[error("not a file or folder")]
    NotAFile,
    /// A tar cannot be read beyond some member, so the members after it are lost.
    #[error("the tar cannot be read {}: {cause}", position(after.as_deref()))]
    Tar {
        /// The last member that was found; `None` where the tar fails at its start.
        after: Option<String>,
        /// What its reader said.
        cause: io::Error,
    },
    /// A zip's directory, which stands at its end, cannot be read.
    #[error("the zip's directory cannot be read, it may be truncated: {0}")]
    ZipDirectory(zip::result::ZipError),
    /// A zip member cannot be opened.
    #[error("{0}")]
    Zip(#[from] zip::result::ZipError),
    /// A zip lists several members under one name, of which only the last can be read.
    #[error("several members have the same name; only the last of each is read")]
    DuplicateNames,
    /// A zip member needs a password.
    #[error("encrypted")]
    Encrypted,
    /// A zip inside another archive, or a compressed one, is too large to be held in memory.
    #[error("a zip inside another file can have {limit} bytes at the most")]
    TooLarge {
        /// [`Limits::memory`](super::Limits::memory).
        limit: u64,
    },
    /// More archives inside archives, or compressions one over the other, than are opened.
    #[error("nested too deeply: {levels} levels are opened")]
    TooDeep {
        /// The bound that was met.
        levels: usize,
    },
}

fn position(after: Option<&str>) -> String {
    after.map_or_else(|| "from its start".into(), |name| format!("after {name}"))
}

/// Faults of a stream; they reach its reader inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// The compressed bytes end before the stream does.
    #[error("{0} stream ends early: the file is truncated")]
    Truncated(Compression),
    /// The compressed bytes are not what the compressor wrote.
    #[error("{compression} stream is damaged: {cause}")]
    Damaged {
        /// How it is compressed.
        compression: Compression,
        /// What the decompressor said.
        cause: String,
    },
    /// A complete stream is followed by bytes that belong to no other.
    #[error("{0} stream is followed by bytes that are not {0}")]
    Trailing(Compression),
    /// A tar ends inside a member.
    #[error("the tar ends early: {missing} bytes of this member are missing")]
    TarTruncated {
        /// How many bytes its header promised beyond those that came.
        missing: u64,
    },
    /// A zip member that fails its checks.
    #[error("zip member is damaged: {0}")]
    ZipMember(io::Error),
    /// Far more output than the bytes read from the file explain.
    #[error(
        "more than {ratio} times the size of its compressed bytes: refused as a decompression bomb"
    )]
    Bomb {
        /// [`Limits::ratio`](super::Limits::ratio).
        ratio: u64,
    },
}

impl From<StreamError> for io::Error {
    fn from(error: StreamError) -> io::Error {
        let kind = match &error {
            StreamError::Truncated(_) | StreamError::TarTruncated { .. } => {
                io::ErrorKind::UnexpectedEof
            }
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}
