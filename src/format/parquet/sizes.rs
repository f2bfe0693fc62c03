//! Sizes that a table claims, checked before memory is asked for by the crate that reads it: to run out of it ends
//! the process.
//!
//! What stays unchecked: how many values a list in one row has.

use super::super::FormatError;
use super::thrift::{Compact, I32, LIST, STRUCT};
use ::parquet::basic::Compression;
use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::metadata::ColumnChunkMetaData;
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, Read};
use std::sync::Arc;

/// Bytes of the largest page, unpacked. Writers aim at one MiB, and pass it where texts are long.
const MAX_PAGE: u64 = 256 << 20;

/// Bytes of gzip from which a page is unpacked once to see how long it is: less cannot become more than [`MAX_PAGE`].
const MIN_BOMB: u64 = MAX_PAGE / 1032;

/// Bytes of the directory at the end: a table of a million pages has a tenth of it.
const MAX_DIRECTORY: u64 = 64 << 20;

/// Columns inside one another: they are read by recursion.
const MAX_LEVELS: usize = 64;

/// Bytes that are looked at for a header: most have thirty, those with statistics more.
const HEADER: [u64; 2] = [512, 1 << 20];

/// A source that gives no range beyond its end, and asks for no memory for one.
pub(super) struct Bounded<R>(pub(super) Arc<R>);

impl<R: ChunkReader> Length for Bounded<R> {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl<R: ChunkReader> ChunkReader for Bounded<R> {
    type T = R::T;

    fn get_read(&self, start: u64) -> ParquetResult<R::T> {
        self.0.get_read(start)
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let end = start.checked_add(length as u64);
        match end.is_some_and(|end| end <= self.0.len()) {
            true => self.0.get_bytes(start, length),
            false => Err(ParquetError::EOF("a range beyond the end".to_owned())),
        }
    }
}

/// Checks the directory at the end: that its tree of columns is as large as it says, and not deep.
pub(super) fn check_directory<R: ChunkReader>(source: &Bounded<R>) -> Result<(), FormatError> {
    let end = source.len().checked_sub(8).ok_or_else(damaged)?;
    let tail = bytes(source, end, 4)?;
    let length = tail
        .first_chunk()
        .map_or(0, |tail| u32::from_le_bytes(*tail));
    let length = u64::from(length);
    let start = end.checked_sub(length).ok_or_else(damaged)?;
    if length > MAX_DIRECTORY {
        return Err(FormatError::TableSize("directory"));
    }
    let directory = bytes(source, start, length)?;
    let mut children = Vec::new();
    let mut compact = Compact { rest: &directory };
    compact
        .fields(&mut |compact, number, kind| {
            if (number, kind) != (2, LIST) {
                return Some(false);
            }
            let (count, kind) = compact.list()?;
            (kind == STRUCT).then_some(())?;
            (0..count).try_for_each(|_| {
                children.push(children_of_column(compact)?);
                Some(())
            })?;
            Some(true)
        })
        .ok_or_else(damaged)?;
    is_flat(&children)
        .then_some(())
        .ok_or(FormatError::TableSize("schema"))
}

fn children_of_column(compact: &mut Compact<'_>) -> Option<i64> {
    let mut children = 0;
    compact.fields(&mut |compact, number, kind| {
        let is_count = (number, kind) == (5, I32);
        if is_count {
            children = compact.integer()?;
        }
        Some(is_count)
    })?;
    Some(children)
}

/// Whether columns, each with the number of those right below it, are that many, and never too deep.
fn is_flat(children: &[i64]) -> bool {
    let mut open: Vec<i64> = Vec::new();
    for &below in children {
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        let is_possible = (0..children.len() as i64).contains(&below);
        if !is_possible || open.len() > MAX_LEVELS {
            return false;
        }
        open.push(below);
    }
    true
}

/// Checks the pages of one column in one group of rows.
pub(super) fn check_pages<R: ChunkReader>(
    source: &Bounded<R>,
    column: &ColumnChunkMetaData,
) -> Result<(), FormatError> {
    let first = column.dictionary_page_offset();
    let first = first.unwrap_or(column.data_page_offset());
    let mut at = u64::try_from(first).map_err(|_| damaged())?;
    let length = u64::try_from(column.compressed_size()).map_err(|_| damaged())?;
    let end = at.saturating_add(length).min(source.len());
    while at < end {
        // The reader fails at what is no header.
        let Some(page) = page_at(source, at, end)? else {
            return Ok(());
        };
        at += page.header;
        let unpacked = page.unpacked > MAX_PAGE || page.entries > page.unpacked;
        let is_gzip = matches!(column.compression(), Compression::GZIP(_));
        if unpacked || is_gzip && is_bomb(source, at, page.packed)? {
            return Err(FormatError::TableSize("page"));
        }
        at = at.saturating_add(page.packed);
    }
    Ok(())
}

/// What a page says of itself, in bytes.
#[derive(Default)]
struct Page {
    header: u64,
    packed: u64,
    unpacked: u64,
    /// Values of a dictionary, each of one byte at the least.
    entries: u64,
}

fn page_at<R: ChunkReader>(
    source: &Bounded<R>,
    at: u64,
    end: u64,
) -> Result<Option<Page>, FormatError> {
    for window in HEADER {
        let length = window.min(end - at);
        let bytes = bytes(source, at, length)?;
        if let Some(page) = page(&bytes) {
            return Ok(Some(page));
        }
        if length < window {
            return Ok(None);
        }
    }
    Err(FormatError::TableSize("header of a page"))
}

fn page(bytes: &[u8]) -> Option<Page> {
    let mut page = Page::default();
    let mut compact = Compact { rest: bytes };
    compact.fields(&mut |compact, number, kind| {
        match (number, kind) {
            (2, I32) => page.unpacked = size(compact)?,
            (3, I32) => page.packed = size(compact)?,
            (7, STRUCT) => compact.fields(&mut |compact, number, kind| {
                let is_count = (number, kind) == (1, I32);
                if is_count {
                    page.entries = size(compact)?;
                }
                Some(is_count)
            })?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    page.header = (bytes.len() - compact.rest.len()) as u64;
    Some(page)
}

fn size(compact: &mut Compact<'_>) -> Option<u64> {
    u64::try_from(compact.integer()?).ok()
}

/// Whether gzip holds more than a page may have, whatever the header says: its decoder does not look there.
fn is_bomb<R: ChunkReader>(source: &Bounded<R>, at: u64, packed: u64) -> Result<bool, FormatError> {
    if packed <= MIN_BOMB {
        return Ok(false);
    }
    let bytes = bytes(source, at, packed)?;
    let mut unpacked = MultiGzDecoder::new(&*bytes).take(MAX_PAGE + 1);
    // What is damaged is the reader's to tell.
    let length = io::copy(&mut unpacked, &mut io::sink()).unwrap_or_default();
    Ok(length > MAX_PAGE)
}

fn bytes<R: ChunkReader>(source: &Bounded<R>, at: u64, length: u64) -> Result<Bytes, FormatError> {
    let bytes = usize::try_from(length).map(|length| source.get_bytes(at, length));
    match bytes {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(FormatError::Parquet(error.to_string())),
        Err(_) => Err(damaged()),
    }
}

fn damaged() -> FormatError {
    FormatError::Parquet("its directory is damaged".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that is only a directory: a list of so many columns, each of these bytes.
    fn directory(count: u8, columns: &[u8]) -> Result<(), FormatError> {
        let mut bytes = [
            b"PAR1\x29".as_slice(),
            &[count << 4 | STRUCT],
            columns,
            b"\0",
        ]
        .concat();
        let length = (bytes.len() - 4) as u32;
        bytes.extend(length.to_le_bytes());
        bytes.extend(b"PAR1");
        check_directory(&Bounded(Arc::new(Bytes::from(bytes))))
    }

    #[test]
    fn a_tree_of_columns_is_as_large_as_it_says() {
        // Field 5, two children (four as written, for its sign), and two columns without.
        assert!(directory(3, b"\x55\x04\0\0\0").is_ok());
        for hostile in [
            b"\x55\xfe\xff\xff\xff\x0f\0\0\0".as_slice(),
            b"\x55\x03\0\0\0",
        ] {
            let outcome = directory(3, hostile);
            assert!(
                matches!(outcome, Err(FormatError::TableSize("schema"))),
                "{outcome:?}"
            );
        }
        assert!(matches!(
            directory(3, b"\x55\x04\0"),
            Err(FormatError::Parquet(_))
        ));
        assert!(!is_flat(&[1; 100]));
        let mut chain = vec![1; 60];
        chain.push(0);
        assert!(is_flat(&chain));
    }

    #[test]
    fn a_length_beyond_the_file_is_damage() {
        for length in [9, u32::MAX] {
            let bytes = [b"PAR1\0".as_slice(), &length.to_le_bytes(), b"PAR1"].concat();
            let outcome = check_directory(&Bounded(Arc::new(Bytes::from(bytes))));
            assert!(
                matches!(outcome, Err(FormatError::Parquet(_))),
                "{outcome:?}"
            );
        }
        assert!(check_directory(&Bounded(Arc::new(Bytes::from_static(b"PAR1")))).is_err());
    }

    #[test]
    fn headers_of_pages_are_read_whatever_else_they_hold() {
        // Kind, 300 bytes unpacked, 20 packed, statistics to skip, a dictionary of 7.
        let bytes =
            b"\x15\x04\x15\xd8\x04\x15\x28\x2c\x18\x02ab\x19\x25\x02\x04\0\x2c\x15\x0e\0\0rest";
        let page = page(bytes).expect("a header");
        assert_eq!((page.unpacked, page.packed, page.entries), (300, 20, 7));
        assert_eq!(page.header, bytes.len() as u64 - 4);
        assert!(
            super::page(b"\x15\x04\x15\x01\0").is_none(),
            "less than nothing"
        );
        assert!(super::page(&[0x1C; 100]).is_none(), "too deep");
    }
}
