//! Where bytes come from: walking folders, undoing compression, opening archives, decoding charsets.
//!
//! Knows nothing of formats or articles. Every error names the file and, inside an archive, the member.
//! A fault in a stream is told exactly once: to whoever reads the bytes, else as a [`SourceError`].

mod archive;
pub mod charset;
mod decompress;
mod error;
mod intake;
mod path_text;
mod stream;
mod walk;

pub use archive::{Limits, Member, Visit, read_members, read_stream};
pub use decompress::Compression;
pub use error::{SourceError, SourceErrorKind, StreamError};
pub use path_text::path_text;
pub use walk::{SourceFile, Walk, WalkOptions, walk};
