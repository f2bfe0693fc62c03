//! Files that are one record each.

use super::stream::Stream;
use super::{Emit, FormatError, SplitResult};

/// Emits the stream as a single chunk, also when it is empty: an empty file is a record that holds nothing.
pub(super) fn split(stream: &mut Stream<'_>, emit: Emit<'_>) -> SplitResult {
    let whole = stream
        .read_whole()
        .map_err(|error: FormatError| (1, error))?;
    let _ = emit(whole, 1);
    Ok(())
}
