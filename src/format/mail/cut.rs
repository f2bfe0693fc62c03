//! Cuts an mbox into messages, and keeps of each no more than its text can need.
//!
//! A message begins with a line `From ...` after an empty line, with a header on the next line: in the running text
//! such lines are quoted (`>From`) by most programs, though not by all.

use super::super::stream::Stream;
use super::super::{Emit, SplitResult};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of a message that are kept. The text comes first; what is cut off are attachments, or the end of one.
const MAX_MESSAGE: usize = 8 << 20;

/// Bytes of a line that is looked at as a whole; longer ones are taken in parts.
const MAX_LINE: u64 = 64 << 10;

/// Whether a line is one of those between messages.
pub(super) fn is_separator(line: &[u8]) -> bool {
    line.starts_with(b"From ")
}

/// The name of a header that begins a line.
pub(super) fn header_name(line: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b':', line)?;
    let name = line.get(..end)?;
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then_some(name)
}

/// Emits the stream as a single message.
pub(crate) fn split_single(stream: &mut Stream<'_>, emit: Emit<'_>) -> SplitResult {
    let mut message = Vec::new();
    let read = stream
        .take(MAX_MESSAGE as u64)
        .read_to_end(&mut message)
        .and_then(|_| io::copy(stream, &mut io::sink()));
    read.map_err(|error| (1, error.into()))?;
    let _ = emit(message, 1);
    Ok(())
}

/// Emits chunks of whole messages: the length of each, then its bytes.
pub(crate) fn split_mbox(
    stream: &mut Stream<'_>,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut cutter = Cutter {
        input: BufReader::with_capacity(MAX_LINE as usize, stream),
        next_line: None,
    };
    let (mut out, mut first, mut record) = (Vec::new(), 1, 1);
    loop {
        let message = cutter.message();
        let ends = !matches!(message, Ok(Some(_)));
        if let Ok(Some(message)) = &message {
            out.extend((message.len() as u64).to_le_bytes());
            out.extend_from_slice(message);
            record += 1;
        }
        if !out.is_empty() && (ends || out.len() >= chunk_bytes) {
            if emit(std::mem::take(&mut out), first).is_break() {
                return Ok(());
            }
            first = record;
        }
        message.map_err(|error| (record, error.into()))?;
        if ends {
            return Ok(());
        }
    }
}

/// The messages of a chunk.
pub(super) fn messages(chunk: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (message, after) = after.split_at_checked(length)?;
        rest = after;
        Some(message)
    })
}

struct Cutter<'s, 'b> {
    input: BufReader<&'s mut Stream<'b>>,
    /// The first line of the next message.
    next_line: Option<Vec<u8>>,
}

impl Cutter<'_, '_> {
    /// The next message with the line before it; `None` at the end.
    fn message(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut message = match self.next_line.take() {
            Some(line) => line,
            None => self.line()?,
        };
        if message.is_empty() {
            return Ok(None);
        }
        let mut after_empty = false;
        let mut waiting: Option<Vec<u8>> = None;
        loop {
            let line = self.line()?;
            if let Some(separator) = waiting.take() {
                if begins_header(&line) {
                    self.next_line = Some([separator, line].concat());
                    return Ok(Some(message));
                }
                push(&mut message, &separator);
            }
            if line.is_empty() {
                return Ok(Some(message));
            }
            let is_empty = line.trim_ascii().is_empty();
            if after_empty && is_separator(&line) {
                waiting = Some(line);
            } else {
                push(&mut message, &line);
            }
            after_empty = is_empty;
        }
    }

    /// The next line with its end; of one that is too long, a part; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.input)
            .take(MAX_LINE)
            .read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

fn push(message: &mut Vec<u8>, line: &[u8]) {
    if message.len() + line.len() <= MAX_MESSAGE {
        message.extend_from_slice(line);
    }
}

/// Some programs put a quoted separator of another one in front of the headers.
fn begins_header(line: &[u8]) -> bool {
    header_name(line).is_some() || line.starts_with(b">From ")
}

/// The message with `>From` as it was written.
pub(super) fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(message, b"\n>").is_none() {
        return message.into();
    }
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|b| *b == b'\n') {
        let marks = line.iter().take_while(|b| **b == b'>').count();
        let is_quoted = marks > 0 && line.get(marks..).is_some_and(is_separator);
        out.extend_from_slice(line.get(usize::from(is_quoted)..).unwrap_or_default());
    }
    out.into()
}
