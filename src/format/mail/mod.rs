//! Mail: newsletters and posts of Usenet, one message a file or many in an mbox.
//!
//! Attachments are left out: an article is what a reader sees when the message opens.

mod cut;
mod message;
#[cfg(test)]
mod tests;

pub(super) use cut::{split_mbox, split_single};

use super::{Chunk, Format, Parsed};

/// Headers of which every message has one.
const TELLING: [&[u8]; 8] = [
    b"from",
    b"message-id",
    b"newsgroups",
    b"received",
    b"return-path",
    b"delivered-to",
    b"mime-version",
    b"x-google-thread",
];

/// Lines of a header that are looked at.
const MAX_LINES: usize = 200;

/// Which of the two begins with `head`.
pub(super) fn of_head(head: &[u8]) -> Option<Format> {
    let separator = cut::is_separator(head);
    let header = match separator {
        true => after_line(head),
        false => head,
    };
    let format = if separator { Format::Mbox } else { Format::Eml };
    is_header(header).then_some(format)
}

fn after_line(bytes: &[u8]) -> &[u8] {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    bytes.get(end..).unwrap_or_default()
}

/// Whether these are the headers of a message: nothing but headers, up to an empty line, with a telling one and a date
/// or subject among them.
fn is_header(bytes: &[u8]) -> bool {
    let (mut telling, mut about) = (false, false);
    for line in bytes.split(|b| *b == b'\n').take(MAX_LINES) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(name) = cut::header_name(line) else {
            return false;
        };
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        telling |= TELLING.iter().any(|known| is(known));
        about |= is(b"date") || is(b"subject");
    }
    telling && about
}

/// Reads the messages of an mbox.
pub(super) fn parse_mbox(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    for (bytes, record) in cut::messages(&chunk.bytes).zip(chunk.first_record..) {
        let bytes = match cut::is_separator(bytes) {
            true => after_line(bytes),
            false => bytes,
        };
        sink(Parsed {
            record,
            ..message::read(&cut::unquoted(bytes))
        });
    }
}

/// Reads the chunk as one message.
pub(super) fn parse_single(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    sink(Parsed {
        record: chunk.first_record,
        ..message::read(&chunk.bytes)
    });
}
