//! Tables: CSV and its relatives, one article a row, fields by the names in the first row.
//!
//! Cutting and reading agree on where a row ends, so both walk it with the same code. Each chunk begins with the
//! row of names.

mod row;

use super::blocks::{self, Pattern};
use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Chunk, Emit, FormatError, Parsed, ReadOptions, SplitResult, fields, json};
use crate::article::Draft;
use crate::source::charset;
use row::{Row, delimiter, row_end, rows, split_row};
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// Characters of the longest name of a field: more is text.
const MAX_NAME_CHARS: usize = 40;

/// Cuts between rows. Where lines end as on the first Macintoshes, they are made to end as elsewhere.
pub(super) fn split(
    stream: &mut Stream<'_>,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let has = |end| memchr::memchr(end, stream.head()).is_some();
    if has(b'\n') || !has(b'\r') {
        return split_lines(stream, options, chunk_bytes, emit);
    }
    let mut whole = stream.read_whole().map_err(|error| (1, error))?;
    for byte in whole.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b'\n';
    }
    split_lines(
        &mut Stream::open(&mut whole.as_slice()),
        options,
        chunk_bytes,
        emit,
    )
}

/// Cuts between rows. A table without any column for text is refused as a whole, at its row of names.
fn split_lines(
    stream: &mut Stream<'_>,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let delimiter = delimiter(stream.head());
    let pattern = Pattern {
        last_start: &|bytes| {
            rows(bytes, delimiter)
                .filter(|row| row.ends)
                .last()
                .map(|row| row.end)
        },
        count: &|bytes| rows(bytes, delimiter).count() as u64,
        way_out: &|bytes| row_end(bytes, delimiter),
    };
    let mut names: Option<Vec<u8>> = None;
    let mut refused = Ok(());
    blocks::split(
        stream,
        &pattern,
        chunk_bytes,
        &mut |bytes, first| match &names {
            Some(names) => emit([names, bytes.as_slice()].concat(), first - 1),
            None => {
                let found = rows(&bytes, delimiter).zip(first..);
                let found = found.into_iter().find(|(row, _)| !row.is_blank());
                if let Some((row, record)) = found {
                    names = Some(row.bytes.to_vec());
                    refused = usable(&row, delimiter, options).map_err(|error| (record, error));
                }
                match refused {
                    Ok(()) => emit(bytes, first),
                    Err(_) => ControlFlow::Break(()),
                }
            }
        },
    )?;
    refused
}

/// Whether some column may be a title, a body or comments.
fn usable(names: &Row<'_>, delimiter: u8, options: &ReadOptions) -> Result<(), FormatError> {
    let limit = MAX_RECORD_BYTES;
    if names.bytes.len() > limit {
        return Err(FormatError::TooLarge { limit });
    }
    let names = split_row(&charset::decode(names.bytes, None).text, delimiter);
    let columns = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (name, Value::String(String::new())));
    match json::of_record(&columns.collect(), options) {
        Err(FormatError::NoKnownField { fields }) => Err(FormatError::NoKnownColumn { fields }),
        _ => Ok(()),
    }
}

/// Reads the rows; blank ones count and hold nothing.
pub(super) fn parse(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    each_row(chunk, &mut |row, record, names, delimiter| {
        if row.bytes.len() > MAX_RECORD_BYTES {
            return sink(Parsed::too_large(record));
        }
        let decoded = charset::decode(row.bytes, None);
        let draft = match row.open {
            true => Err(FormatError::OpenQuote),
            false => read(&decoded.text, names, delimiter, options),
        };
        sink(Parsed {
            record,
            draft,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
        });
    });
}

/// Names the fields of the chunk's rows, and what each is taken for.
pub(super) fn field_uses(
    chunk: &Chunk,
    options: &ReadOptions,
    sink: &mut dyn FnMut(&str, Option<&'static str>),
) {
    each_row(chunk, &mut |row, _, names, delimiter| {
        if let Ok(map) = named(&charset::decode(row.bytes, None).text, names, delimiter) {
            json::map_uses(&map, options, sink);
        }
    });
}

/// Whether the first line reads like the names of fields, some of which are ours, with another line after it.
pub(super) fn is_table(head: &[u8]) -> bool {
    let delimiter = delimiter(head);
    let mut rows = rows(head, delimiter);
    let Some(first) = rows.next().filter(|row| row.ends) else {
        return false;
    };
    let names = split_row(&charset::decode(first.bytes, None).text, delimiter);
    let is_name = |name: &String| !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS;
    let known: Vec<_> = names
        .iter()
        .filter_map(|name| fields::guess(name))
        .collect();
    let has_text = known
        .iter()
        .any(|(field, _)| matches!(field, fields::Field::Title | fields::Field::Body));
    names.len() >= 2
        && names.iter().all(is_name)
        && has_text
        && known.len() >= 2
        && rows.next().is_some()
}

/// Takes a row, its number, the names of the fields, and the delimiter.
type EachRow<'e> = &'e mut dyn FnMut(Row<'_>, u64, &[String], u8);

/// Calls `each` with every row but that of the names.
fn each_row(chunk: &Chunk, each: EachRow<'_>) {
    let delimiter = delimiter(&chunk.bytes);
    let rows = rows(&chunk.bytes, delimiter).zip(chunk.first_record..);
    let mut rows = rows.filter(|(row, _)| !row.is_blank());
    let Some((first, _)) = rows.next() else {
        return;
    };
    let names = split_row(&charset::decode(first.bytes, None).text, delimiter);
    rows.for_each(|(row, record)| each(row, record, &names, delimiter));
}

fn read(
    row: &str,
    names: &[String],
    delimiter: u8,
    options: &ReadOptions,
) -> Result<Draft, FormatError> {
    json::of_record(&named(row, names, delimiter)?, options)
}

/// The fields of a row by name. A row of another length is damaged, and its fields may not be what they seem.
fn named(row: &str, names: &[String], delimiter: u8) -> Result<Map<String, Value>, FormatError> {
    let mut values = split_row(row, delimiter);
    let found = values.len();
    // Some programs end each row with a delimiter.
    while values.len() > names.len() && values.last().is_some_and(String::is_empty) {
        values.pop();
    }
    if values.len() != names.len() {
        return Err(FormatError::RowLength {
            found,
            expected: names.len(),
        });
    }
    let pairs = names
        .iter()
        .zip(values)
        .filter(|(name, _)| !name.is_empty());
    Ok(pairs
        .map(|(name, value)| (name.clone(), Value::String(value)))
        .collect())
}

#[cfg(test)]
mod tests;
