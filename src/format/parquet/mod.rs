//! Parquet tables, one article a row, fields by the names of the columns.
//!
//! What a table holds stands at its end, so it is read from a file, or from memory where it lies in something else. Only
//! columns that may be used are unpacked. That happens while cutting; chunks are the rows as JSON Lines.

mod sizes;
#[cfg(test)]
mod tests;
mod thrift;
mod value;

use super::stream::Stream;
use super::{Emit, FormatError, ReadOptions, SplitResult, json};
use ::parquet::file::metadata::ColumnChunkMetaData;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::record::Row;
use ::parquet::record::reader::RowIter;
use ::parquet::schema::types::Type;
use bytes::Bytes;
use serde_json::{Map, Value};
use sizes::Bounded;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Bytes of the largest table that is held in memory, since it is compressed or in an archive: as for zips.
const MAX_IN_MEMORY: usize = 128 << 20;

/// Bytes of rows for each byte of the table, and bytes that need no reason: as for anything that is compressed.
const MAX_RATIO: u64 = 250;
const FREE_BYTES: u64 = 64 << 20;

/// Whether a table begins with `head`.
pub(super) fn is_table(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// Emits the rows of a table that is a stream.
pub(super) fn split(
    stream: &mut Stream<'_>,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut bytes = Vec::new();
    let read = stream
        .take(MAX_IN_MEMORY as u64 + 1)
        .read_to_end(&mut bytes);
    read.map_err(|error| (1, error.into()))?;
    if bytes.len() > MAX_IN_MEMORY {
        let limit = MAX_IN_MEMORY;
        return Err((1, FormatError::TableTooLarge { limit }));
    }
    if bytes.trim_ascii().is_empty() {
        return Ok(());
    }
    rows(Bytes::from(bytes), options, chunk_bytes, emit)
}

/// Emits the rows of a table that is a file.
pub(super) fn split_file(
    file: File,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    rows(file, options, chunk_bytes, emit)
}

/// The rows as lines of JSON.
fn rows<R: ChunkReader + 'static>(
    source: R,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let source = Arc::new(source);
    sizes::check_directory(&Bounded(Arc::clone(&source))).map_err(|error| (1, error))?;
    let opened = guarded(|| SerializedFileReader::new(Bounded(Arc::clone(&source))));
    let table = opened.map_err(|error| (1, error))?;
    let columns = wanted(table.metadata().file_metadata().schema(), options);
    let columns = columns.map_err(|error| (1, error))?;
    let mut lines = Lines {
        out: Vec::new(),
        first: 1,
        row: 1,
        left: source.len().saturating_mul(MAX_RATIO).max(FREE_BYTES),
    };
    let ended = lines.of_groups(&table, &Bounded(source), &columns, chunk_bytes, emit);
    let row = lines.row;
    if !lines.out.is_empty() && !matches!(ended, Ok(ControlFlow::Break(()))) {
        let _ = emit(lines.out, lines.first);
    }
    ended.map(|_| ()).map_err(|error| (row, error))
}

/// The schema of the columns that may be used, if one of them may hold text.
fn wanted(schema: &Type, options: &ReadOptions) -> Result<Type, FormatError> {
    let all = schema.get_fields();
    let mut columns: Vec<Arc<Type>> = all.to_vec();
    columns.retain(|column| json::may_be_used(column.name(), options));
    let name = |column: &Arc<Type>| {
        let value = match column.is_group() {
            true => Value::Array(Vec::new()),
            false => Value::String(String::new()),
        };
        (column.name().to_owned(), value)
    };
    let is_container = columns
        .iter()
        .any(|column| json::is_container(column.name()));
    let names: Map<String, Value> = all.iter().map(name).collect();
    match json::of_record(&names, options) {
        Err(FormatError::NoKnownField { fields }) if !is_container => {
            return Err(FormatError::NoKnownColumn { fields });
        }
        _ => {}
    }
    let schema = Type::group_type_builder(schema.name()).with_fields(columns);
    schema
        .build()
        .map_err(|error| FormatError::Parquet(error.to_string()))
}

/// Calls foreign code that panics on some damaged tables.
fn guarded<T>(read: impl FnOnce() -> ::parquet::errors::Result<T>) -> Result<T, FormatError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(FormatError::Parquet(error.to_string())),
        Err(_) => Err(FormatError::Parquet("its reader panicked".to_owned())),
    }
}

/// Rows read and not yet emitted.
struct Lines {
    out: Vec<u8>,
    first: u64,
    /// Number of the row that comes next.
    row: u64,
    /// Bytes that may still be emitted.
    left: u64,
}

impl Lines {
    fn of_groups<R: ChunkReader + 'static>(
        &mut self,
        table: &SerializedFileReader<Bounded<R>>,
        source: &Bounded<R>,
        columns: &Type,
        chunk_bytes: usize,
        emit: Emit<'_>,
    ) -> Result<ControlFlow<()>, FormatError> {
        for number in 0..table.num_row_groups() {
            let group = guarded(|| table.get_row_group(number))?;
            for column in group.metadata().columns() {
                if is_wanted(column, columns) {
                    sizes::check_pages(source, column)?;
                }
            }
            let mut rows =
                guarded(|| RowIter::from_row_group(Some(columns.clone()), group.as_ref()))?;
            while let Some(row) = guarded(|| rows.next().transpose())? {
                self.push(row)?;
                if self.out.len() >= chunk_bytes {
                    let chunk = std::mem::take(&mut self.out);
                    if emit(chunk, self.first).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    self.first = self.row;
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn push(&mut self, row: Row) -> Result<(), FormatError> {
        let before = self.out.len();
        let object = value::object(row.into_columns());
        serde_json::to_writer(&mut self.out, &object)
            .map_err(|error| FormatError::Io(error.into()))?;
        self.out.push(b'\n');
        self.row += 1;
        let length = (self.out.len() - before) as u64;
        let left = self.left.checked_sub(length);
        self.left = left.ok_or(FormatError::TableGrows)?;
        Ok(())
    }
}

fn is_wanted(column: &ColumnChunkMetaData, columns: &Type) -> bool {
    let name = column.column_path().parts().first();
    let mut names = columns.get_fields().iter().map(|column| column.name());
    names.any(|wanted| name.is_some_and(|name| name == wanted))
}
