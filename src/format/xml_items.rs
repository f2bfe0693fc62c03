//! Cuts XML whose records are elements of certain names inside any others: feeds, agency files.
//!
//! What stands before the first record speaks of all of them, and goes in front of each chunk.

use super::blocks::{self, Pattern};
use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Chunk, Emit, FormatError, Parsed, SplitResult, xml};
use crate::source::charset;
use std::cell::Cell;
use std::ops::ControlFlow;

/// Bytes of what stands before the first record that are kept: its name and language are near the start.
const MAX_PROLOGUE: usize = 32 << 10;

/// Names of the elements that are records.
pub(super) type Names = &'static [&'static str];

/// Cuts where records begin.
pub(super) fn split(
    stream: &mut Stream<'_>,
    names: Names,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> Result<Found, (u64, FormatError)> {
    let pattern = Pattern {
        last_start: &|bytes| starts(bytes, names).next_back(),
        count: &|bytes| starts(bytes, names).count() as u64,
        way_out: &|bytes| {
            let next = starts(bytes, names).find(|at| *at > 0);
            blocks::next_start(bytes, next, longest(names))
        },
    };
    let (mut prologue, any_record) = (Vec::new(), Cell::new(false));
    blocks::split(stream, &pattern, chunk_bytes, &mut |bytes, first| {
        let start = match any_record.get() {
            true => 0,
            false => starts(&bytes, names).next().unwrap_or(bytes.len()),
        };
        let (before, records) = bytes.split_at_checked(start).unwrap_or((&bytes, b""));
        let room = MAX_PROLOGUE.saturating_sub(prologue.len());
        prologue.extend(before.iter().take(room));
        any_record.set(any_record.get() || !records.is_empty());
        // What is too large to stand before the first record is handed on as one that is too large.
        match records.is_empty() {
            true if before.len() > MAX_RECORD_BYTES => emit(bytes, first),
            true => ControlFlow::Continue(()),
            false => emit([prologue.as_slice(), records].concat(), first),
        }
    })?;
    Ok(Found {
        any_record: any_record.get(),
        prologue,
    })
}

/// What a split met.
pub(super) struct Found {
    any_record: bool,
    /// What stands before the first record, or all there is.
    pub(super) prologue: Vec<u8>,
}

impl Found {
    /// An error where there is something, and no record in it.
    pub(super) fn or_nothing(&self, tag: &'static str) -> SplitResult {
        match self.any_record || self.prologue.trim_ascii().is_empty() {
            true => Ok(()),
            false => Err((1, FormatError::NoRecords { tag })),
        }
    }
}

/// Bytes of the longest start of a record, less the one that ends its name.
fn longest(names: Names) -> usize {
    names.iter().map(|name| 1 + name.len()).max().unwrap_or(0)
}

/// Where records start.
fn starts(bytes: &[u8], names: Names) -> impl DoubleEndedIterator<Item = usize> + '_ {
    memchr::memchr_iter(b'<', bytes).filter(move |at| name_at(bytes, *at, names).is_some())
}

/// The record whose start tag is at `at`.
fn name_at(bytes: &[u8], at: usize, names: Names) -> Option<&'static str> {
    let inside = bytes.get(at + 1..)?;
    let is_it = |inside: &[u8], name: &str| {
        inside.starts_with(name.as_bytes()) && xml::ends_name(inside.get(name.len()))
    };
    // Most tags are told by their first byte.
    let first = inside.first();
    let mut names = names.iter().copied();
    names.find(|name| name.as_bytes().first() == first && is_it(inside, name))
}

/// Hands each record of the chunk to `read`, with what `prologue` made of the text before them. A record without an end
/// fails; one for which `read` gives nothing is left out.
pub(super) fn parse<T>(
    chunk: &Chunk,
    names: Names,
    prologue: &dyn Fn(&str) -> T,
    read: &mut dyn FnMut(&xml::Node<'_>, &T) -> Option<crate::article::Draft>,
    sink: &mut dyn FnMut(Parsed),
) {
    let declared = charset::declared_in_head(&chunk.bytes);
    let starts: Vec<usize> = starts(&chunk.bytes, names).collect();
    if starts.is_empty() && chunk.bytes.len() > MAX_RECORD_BYTES {
        sink(Parsed::too_large(chunk.first_record));
    }
    let before = starts.first().copied().unwrap_or(0);
    let before = chunk.bytes.get(..before).unwrap_or_default();
    let of_all = prologue(&charset::decode(before, declared.as_deref()).text);
    let ends = starts.iter().skip(1).copied().chain([chunk.bytes.len()]);
    for ((start, end), record) in starts.iter().zip(ends).zip(chunk.first_record..) {
        let bytes = chunk.bytes.get(*start..end).unwrap_or_default();
        if bytes.len() > MAX_RECORD_BYTES {
            sink(Parsed::too_large(record));
            continue;
        }
        let decoded = charset::decode(bytes, declared.as_deref());
        let tag = name_at(bytes, 0, names).unwrap_or_default();
        let tree = xml::Tree::of(&decoded.text);
        let record_node = tree.children().next().filter(|node| node.name == tag);
        let draft = match record_node {
            Some(node) => match read(&node, &of_all) {
                Some(draft) => Ok(draft),
                None => continue,
            },
            None => Err(FormatError::Unclosed { tag }),
        };
        sink(Parsed {
            record,
            draft,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
        });
    }
}
