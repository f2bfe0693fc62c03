//! Cuts streams whose records can be told apart by a byte pattern.

use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Emit, FormatError, SplitResult};
use std::io;
use std::ops::ControlFlow;

/// Bytes of a record that is too large that are passed over at a time.
const PASSED_OVER_BYTES: usize = 256 << 10;

/// How the records of a format are told apart.
pub(super) struct Pattern<'a> {
    /// Where the last record of a buffer begins, which may be incomplete.
    pub(super) last_start: &'a dyn Fn(&[u8]) -> Option<usize>,
    /// How many records begin in whole bytes.
    pub(super) count: &'a dyn Fn(&[u8]) -> u64,
    /// Finds the way out of a record that is too large.
    pub(super) way_out: WayOut<'a>,
}

/// Where the record that the bytes begin in ends; else what stands for them in front of the bytes that follow.
pub(super) type WayOut<'a> = &'a dyn Fn(&[u8]) -> Result<usize, Vec<u8>>;

/// Emits blocks of about `chunk_bytes` that end where a record begins.
///
/// Of a record that is too large one byte more than may be is emitted, alone, and the parser is to say so.
pub(super) fn split(
    stream: &mut Stream<'_>,
    pattern: &Pattern<'_>,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut buffer = Vec::new();
    let mut record = 1;
    let mut wanted = chunk_bytes;
    loop {
        // Once, instead of growing while it is filled.
        buffer.reserve(wanted.saturating_sub(buffer.len()));
        let filled = stream.fill(&mut buffer, wanted);
        if matches!(filled, Ok(false)) {
            if !buffer.is_empty() {
                let _ = emit(buffer, record);
            }
            return Ok(());
        }
        let start = (pattern.last_start)(&buffer).filter(|start| *start > 0);
        let tail = buffer.split_off(start.unwrap_or_default());
        if !buffer.is_empty() {
            let count = (pattern.count)(&buffer);
            if emit(buffer, record).is_break() {
                return Ok(());
            }
            record += count;
        }
        filled.map_err(|error| (record, error.into()))?;
        buffer = tail;
        if buffer.len() > MAX_RECORD_BYTES {
            match pass_over(stream, pattern, buffer, record, emit)? {
                ControlFlow::Continue(rest) => buffer = rest,
                ControlFlow::Break(()) => return Ok(()),
            }
            record += 1;
        }
        // Doubling, since a record that outgrows the buffer is searched again from its start.
        wanted = (buffer.len() + chunk_bytes.max(buffer.len())).min(MAX_RECORD_BYTES + 1);
    }
}

/// Emits the start of a record that is too large; returns what was read beyond it.
fn pass_over(
    stream: &mut Stream<'_>,
    pattern: &Pattern<'_>,
    start: Vec<u8>,
    record: u64,
    emit: Emit<'_>,
) -> Result<ControlFlow<(), Vec<u8>>, (u64, FormatError)> {
    let way_out = pattern.way_out;
    let stand_in = way_out(&start).err().unwrap_or_default();
    if emit(start, record).is_break() {
        return Ok(ControlFlow::Break(()));
    }
    let rest = leave(stream, stand_in, way_out);
    rest.map(ControlFlow::Continue)
        .map_err(|error| (record + 1, error.into()))
}

/// Reads on to the end of the record that `stand_in` stands for; returns what was read beyond it.
pub(super) fn leave(
    stream: &mut Stream<'_>,
    stand_in: Vec<u8>,
    way_out: WayOut<'_>,
) -> io::Result<Vec<u8>> {
    let mut buffer = stand_in;
    loop {
        let wanted = buffer.len() + PASSED_OVER_BYTES;
        let more = stream.fill(&mut buffer, wanted)?;
        match way_out(&buffer) {
            Ok(end) => return Ok(buffer.split_off(end)),
            Err(_) if !more => return Ok(Vec::new()),
            Err(stand_in) => buffer = stand_in,
        }
    }
}

/// The way out of a record that ends where another begins: `next` finds the first beginning after some place, and `longest` is the
/// bytes of a beginning less one, which may be at the end.
pub(super) fn next_start(
    bytes: &[u8],
    next: Option<usize>,
    longest: usize,
) -> Result<usize, Vec<u8>> {
    next.ok_or_else(|| {
        let kept = bytes.len().saturating_sub(longest);
        // The first byte is that of the record itself.
        [b" ", bytes.get(kept..).unwrap_or_default()].concat()
    })
}
