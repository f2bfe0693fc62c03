//! Cuts streams whose records can be told apart by a byte pattern.

use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Emit, FormatError, SplitResult};

/// How the records of a format are told apart.
pub(super) struct Pattern<'a> {
    /// Where the last record of a buffer begins, which may be incomplete.
    pub(super) last_start: &'a dyn Fn(&[u8]) -> Option<usize>,
    /// How many records begin in whole bytes.
    pub(super) count: &'a dyn Fn(&[u8]) -> u64,
}

/// Emits blocks of about `chunk_bytes` that end where a record begins.
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
        if tail.len() > MAX_RECORD_BYTES {
            return Err((
                record,
                FormatError::TooLarge {
                    limit: MAX_RECORD_BYTES,
                },
            ));
        }
        // Doubling, since a record that outgrows the buffer is searched again from its start.
        wanted = (tail.len() + chunk_bytes.max(tail.len())).min(MAX_RECORD_BYTES + 1);
        buffer = tail;
    }
}
