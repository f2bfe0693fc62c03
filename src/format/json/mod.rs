//! JSON: lines of it, arrays, lists in a wrapper, and values one after the other.

mod cut;
mod draft;
mod mend;
mod scan;
mod value;
mod wrapper;

#[cfg(test)]
mod tests;

pub(super) use cut::{split_lines, split_values};
pub(super) use draft::{is_container, may_be_used, of_fields, of_record, uses as map_uses};

use super::stream::MAX_RECORD_BYTES;
use super::{Chunk, Format, FormatError, Parsed, ReadOptions};
use crate::article::Draft;
use crate::source::charset;
use scan::Scanner;
use serde_json::Value;

/// Reads each line as an object; blank lines count and hold nothing.
pub(super) fn parse_lines(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    for (record, line) in lines(chunk) {
        sink(parse_record(line, record, options, &line_error));
    }
}

/// Reads each value as an object; commas and white space may stand between them.
pub(super) fn parse_values(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    for (record, bytes) in values(chunk) {
        sink(parse_record(bytes, record, options, &value_error));
    }
}

/// Names the fields of the chunk's records, and what each is taken for.
pub(super) fn field_uses(
    chunk: &Chunk,
    options: &ReadOptions,
    sink: &mut dyn FnMut(&str, Option<&'static str>),
) {
    let mut record = |(_, bytes): (u64, &[u8])| {
        let decoded = charset::decode(bytes, None);
        if let Ok(Value::Object(map)) = value_of(&decoded.text) {
            draft::uses(&map, options, sink);
        }
    };
    match chunk.format {
        Format::JsonLines | Format::Parquet => lines(chunk).for_each(&mut record),
        _ => values(chunk).for_each(&mut record),
    }
}

/// The lines that are not blank, numbered.
fn lines(chunk: &Chunk) -> impl Iterator<Item = (u64, &[u8])> {
    // Only '\n' ends a line: U+2028 and a lone carriage return occur inside records.
    let ends = memchr::memchr_iter(b'\n', &chunk.bytes).chain([chunk.bytes.len()]);
    let mut start = 0;
    let lines = ends.map(move |end| {
        let line = chunk.bytes.get(start..end).unwrap_or_default();
        start = end + 1;
        line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
    });
    (chunk.first_record..)
        .zip(lines)
        .filter(|(_, line)| !line.trim_ascii().is_empty())
}

/// The values, numbered.
fn values(chunk: &Chunk) -> impl Iterator<Item = (u64, &[u8])> {
    let mut scanner = Scanner::default();
    let mut at = 0;
    let values = std::iter::from_fn(move || {
        let start = scan::skip_separators(&chunk.bytes, at)?;
        at = scanner
            .value_end(&chunk.bytes, start)
            .unwrap_or(chunk.bytes.len());
        Some(chunk.bytes.get(start..at).unwrap_or_default())
    });
    (chunk.first_record..).zip(values)
}

/// Makes an error of what the parser said, and the column in characters.
type MakeError<'a> = &'a dyn Fn(&serde_json::Error, usize) -> FormatError;

fn parse_record(bytes: &[u8], record: u64, options: &ReadOptions, error: MakeError<'_>) -> Parsed {
    if bytes.len() > MAX_RECORD_BYTES {
        return Parsed::too_large(record);
    }
    let decoded = charset::decode(bytes, None);
    let draft = read(&decoded.text, options, error);
    Parsed {
        record,
        draft,
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    }
}

fn read(text: &str, options: &ReadOptions, error: MakeError<'_>) -> Result<Draft, FormatError> {
    match value_of(text) {
        Ok(Value::Object(map)) => draft::of_record(&map, options),
        Ok(other) => Err(FormatError::NotAnObject(value::kind(&other))),
        Err(broken) => Err(error(&broken, column(text, &broken))),
    }
}

/// The value of a text, mended if that is what it takes; else what is wrong with it as it stands.
fn value_of(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).or_else(|broken| {
        let mended = mend::mended(text).ok_or(());
        mended
            .and_then(|text| serde_json::from_str(&text).map_err(drop))
            .map_err(|()| broken)
    })
}

/// The column in characters; the parser counts bytes.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    line.get(..error.column())
        .map_or(error.column(), |before| before.chars().count())
}

fn line_error(error: &serde_json::Error, column: usize) -> FormatError {
    FormatError::JsonLine {
        column,
        reason: reason(error),
    }
}

fn value_error(error: &serde_json::Error, column: usize) -> FormatError {
    FormatError::Json {
        line: error.line(),
        column,
        reason: reason(error),
    }
}

/// The parser's words less the place, which our message gives in its own way.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}
