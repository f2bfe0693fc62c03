//! An HTTP response as it was sent: header, chunked transfer, compressed content.
//!
//! Archives hold what tools left of it: a body may long be unpacked although its header says otherwise, so that what
//! the bytes are goes before what is said of them.

use super::super::FormatError;
use super::super::stream::MAX_RECORD_BYTES;
use std::borrow::Cow;
use std::io::{self, Read};

/// Bytes of the largest header.
const MAX_HEAD: usize = 64 << 10;

/// Compressions one over the other at the most.
const MAX_CODINGS: usize = 3;

/// What is used of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Lower case, without parameters; empty where undeclared.
    pub(super) media_type: String,
    pub(super) charset: Option<String>,
    chunked: bool,
    /// As applied, the first one first.
    codings: Vec<String>,
}

impl Head {
    /// Splits a response into its header and body; `None` if it does not begin with a whole header.
    pub(super) fn read(response: &[u8]) -> Option<(Head, &[u8])> {
        let (head, body) = split(response)?;
        let text = String::from_utf8_lossy(head);
        let mut lines = text.lines();
        let status = lines.next()?.split_whitespace().nth(1)?;
        let mut head = Head {
            status: status.parse().ok()?,
            ..Head::default()
        };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            head.set(&name.trim().to_ascii_lowercase(), value.trim());
        }
        Some((head, body))
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "content-type" => {
                let media_type = value.split(';').next().unwrap_or_default();
                self.media_type = media_type.trim().to_ascii_lowercase();
                self.charset = charset_of(value);
            }
            "transfer-encoding" => self.chunked = value.to_ascii_lowercase().contains("chunked"),
            "content-encoding" => {
                let codings = value
                    .split(',')
                    .map(|coding| coding.trim().to_ascii_lowercase());
                self.codings = codings.take(MAX_CODINGS).collect();
            }
            _ => {}
        }
    }

    pub(super) fn is_html(&self) -> bool {
        self.media_type.contains("html")
    }
}

/// The charset parameter of a content type.
pub(super) fn charset_of(content_type: &str) -> Option<String> {
    let (_, after) = content_type
        .split_once("charset=")
        .or_else(|| content_type.split_once("CHARSET="))?;
    let label = after.split(';').next()?.trim().trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_owned())
}

/// Whether these bytes are a header that goes on beyond them.
pub(super) fn is_unfinished(response: &[u8]) -> bool {
    response.starts_with(b"HTTP/") && split(response).is_none()
}

/// Header and body, parted by the first empty line.
fn split(response: &[u8]) -> Option<(&[u8], &[u8])> {
    if !response.starts_with(b"HTTP/") {
        return None;
    }
    let head = response.get(..MAX_HEAD).unwrap_or(response);
    let ends = memchr::memchr_iter(b'\n', head);
    let (end, body) = ends
        .filter_map(|at| {
            let after = response.get(at + 1..)?;
            let after = after.strip_prefix(b"\r").unwrap_or(after);
            Some((at, after.strip_prefix(b"\n")?))
        })
        .next()?;
    Some((response.get(..end)?, body))
}

/// The document in a body.
pub(super) fn body<'b>(head: &Head, body: &'b [u8]) -> Result<Cow<'b, [u8]>, FormatError> {
    let mut bytes = if head.chunked {
        joined(body)
    } else {
        body.into()
    };
    for coding in head.codings.iter().rev() {
        if let Some(unpacked) = unpacked(coding, &bytes)? {
            bytes = unpacked.into();
        }
    }
    Ok(bytes)
}

/// The chunks of a body put together; from where there is no chunk, what is there.
fn joined(body: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Some((size, after)) = chunk_size(rest) {
        if size == 0 {
            return out.into();
        }
        let (chunk, after) = after.split_at_checked(size).unwrap_or((after, b""));
        out.extend_from_slice(chunk);
        let after = after.strip_prefix(b"\r").unwrap_or(after);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
    }
    if out.is_empty() {
        return body.into();
    }
    out.extend_from_slice(rest);
    out.into()
}

/// The line that opens a chunk: its size in hexadecimal, perhaps with an extension.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes.get(..256).unwrap_or(bytes))?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16)
        .ok()
        .filter(|_| !digits.starts_with('+'))?;
    Some((size, bytes.get(end + 1..)?))
}

/// What a compressed body holds; `None` if it is not compressed so, or in a way that is not known.
fn unpacked(coding: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>, FormatError> {
    let looks_plain = bytes.trim_ascii_start().starts_with(b"<");
    let unpacked = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1F, 0x8B]) => {
            read("gzip", flate2::read::GzDecoder::new(bytes))
        }
        "deflate" if !looks_plain => read("deflate", flate2::read::ZlibDecoder::new(bytes))
            .or_else(|_| read("deflate", flate2::read::DeflateDecoder::new(bytes))),
        "br" if !looks_plain => read("br", brotli_decompressor::Decompressor::new(bytes, 4096)),
        "zstd" if bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => match zstd::Decoder::new(bytes) {
            Ok(decoder) => read("zstd", decoder),
            Err(error) => Err(damaged("zstd", &error)),
        },
        _ => return Ok(None),
    };
    unpacked.map(Some)
}

fn read(coding: &'static str, decoder: impl Read) -> Result<Vec<u8>, FormatError> {
    let mut out = Vec::new();
    let read = decoder.take(MAX_PAGE as u64 + 1).read_to_end(&mut out);
    match read {
        _ if out.len() > MAX_PAGE => Err(FormatError::TooLarge { limit: MAX_PAGE }),
        Err(error) if !is_whole_page(&out) => Err(damaged(coding, &error)),
        _ => Ok(out),
    }
}

/// Whether a page that breaks off has all that it had to say.
pub(super) fn is_whole_page(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_end();
    let end = bytes.len().checked_sub(b"</html>".len());
    end.and_then(|end| bytes.get(end..))
        .is_some_and(|end| end.eq_ignore_ascii_case(b"</html>"))
}

/// Bytes of the largest page that was compressed, far below other records: a few bytes can make any number of them.
const MAX_PAGE: usize = MAX_RECORD_BYTES / 8;

fn damaged(coding: &'static str, error: &io::Error) -> FormatError {
    FormatError::PackedBody {
        coding,
        cause: error.to_string(),
    }
}
