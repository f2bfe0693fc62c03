//! SGML of news collections: records of nested elements without a root, cut at their start tags.

mod element;
mod reuters;
mod trec;

#[cfg(test)]
mod tests;

pub(super) use reuters::parse as parse_reuters;
pub(super) use trec::parse as parse_trec;

use super::blocks::{self, Pattern};
use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Chunk, Emit, FormatError, Parsed, SplitResult};
use crate::article::Draft;
use crate::source::charset;
use memchr::memmem;
use std::cell::Cell;

/// The element that is a record, and the charset of files that are not UTF-8.
pub(super) struct Record {
    tag: &'static str,
    start: &'static [u8],
    end: &'static str,
    charset: Option<&'static str>,
}

/// Reuters-21578 is Latin-1.
pub(super) const REUTERS: Record = Record {
    tag: "REUTERS",
    start: b"<REUTERS",
    end: "</REUTERS>",
    charset: Some("iso-8859-1"),
};

/// TREC newswire comes in several charsets, mostly ASCII.
pub(super) const TREC: Record = Record {
    tag: "DOC",
    start: b"<DOC",
    end: "</DOC>",
    charset: None,
};

/// Cuts at start tags of records.
pub(super) fn split(
    stream: &mut Stream<'_>,
    record: &Record,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let (any_bytes, found) = (Cell::new(false), Cell::new(0));
    let pattern = Pattern {
        last_start: &|bytes| starts_reversed(bytes, record).next(),
        count: &|bytes| starts(bytes, record).count() as u64,
        way_out: &|bytes| {
            let next = starts(bytes, record).find(|at| *at > 0);
            blocks::next_start(bytes, next, record.start.len())
        },
    };
    let mut counted = |bytes: Vec<u8>, first| {
        any_bytes.set(any_bytes.get() || !bytes.trim_ascii().is_empty());
        found.set(found.get() + starts(&bytes, record).take(1).count());
        emit(bytes, first)
    };
    blocks::split(stream, &pattern, chunk_bytes, &mut counted)?;
    if any_bytes.get() && found.get() == 0 {
        return Err((1, FormatError::NoRecords { tag: record.tag }));
    }
    Ok(())
}

/// Where records start.
fn starts<'b>(bytes: &'b [u8], record: &'b Record) -> impl Iterator<Item = usize> + 'b {
    memmem::find_iter(bytes, record.start).filter(|at| is_start(bytes, *at, record))
}

fn starts_reversed<'b>(bytes: &'b [u8], record: &'b Record) -> impl Iterator<Item = usize> + 'b {
    memmem::rfind_iter(bytes, record.start).filter(|at| is_start(bytes, *at, record))
}

/// Whether the name ends after what was found: `<DOCNO>` is no `<DOC>`.
fn is_start(bytes: &[u8], at: usize, record: &Record) -> bool {
    bytes
        .get(at + record.start.len())
        .is_some_and(|next| *next == b'>' || next.is_ascii_whitespace())
}

/// Decodes each record of the chunk and reads it; one without end tag fails.
fn parse_records(
    chunk: &Chunk,
    record: &Record,
    read: &dyn Fn(&str) -> Draft,
    sink: &mut dyn FnMut(Parsed),
) {
    let mut starts = starts(&chunk.bytes, record).peekable();
    let mut number = chunk.first_record;
    if starts.peek().is_none() && chunk.bytes.len() > MAX_RECORD_BYTES {
        sink(Parsed::too_large(number));
    }
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(chunk.bytes.len());
        let bytes = chunk.bytes.get(start..end).unwrap_or_default();
        if bytes.len() > MAX_RECORD_BYTES {
            sink(Parsed::too_large(number));
            number += 1;
            continue;
        }
        let declared = if std::str::from_utf8(bytes).is_ok() {
            None
        } else {
            record.charset
        };
        let decoded = charset::decode(bytes, declared);
        let whole = decoded
            .text
            .rfind(record.end)
            .and_then(|end| decoded.text.get(..end));
        let draft = whole
            .map(read)
            .ok_or(FormatError::Unclosed { tag: record.tag });
        sink(Parsed {
            record: number,
            draft,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
        });
        number += 1;
    }
}
