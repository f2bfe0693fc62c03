//! How the splitter hands records to the parser: what was dropped leaves its place, so that numbers stay right.

/// One record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame<'b> {
    /// It holds nothing that could be an article.
    PassedOver,
    /// Its header is wrong, or it is too large; the block was skipped.
    Broken { header: &'b [u8] },
    /// Header and block as they stand in the archive.
    Whole { header: &'b [u8], block: &'b [u8] },
}

const PASSED_OVER: u8 = 0;
const BROKEN: u8 = 1;
const WHOLE: u8 = 2;

/// Appends a record: its kind, two lengths, header and block.
pub(super) fn push(out: &mut Vec<u8>, frame: Frame<'_>) {
    let (kind, header, block): (u8, &[u8], &[u8]) = match frame {
        Frame::PassedOver => (PASSED_OVER, b"", b""),
        Frame::Broken { header } => (BROKEN, header, b""),
        Frame::Whole { header, block } => (WHOLE, header, block),
    };
    out.push(kind);
    out.extend((header.len() as u64).to_le_bytes());
    out.extend((block.len() as u64).to_le_bytes());
    out.extend_from_slice(header);
    out.extend_from_slice(block);
}

/// The records of a chunk.
pub(super) fn frames(bytes: &[u8]) -> impl Iterator<Item = Frame<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (frame, after) = next(rest)?;
        rest = after;
        Some(frame)
    })
}

fn next(bytes: &[u8]) -> Option<(Frame<'_>, &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    let (header_length, rest) = length(rest)?;
    let (block_length, rest) = length(rest)?;
    let (header, rest) = rest.split_at_checked(header_length)?;
    let (block, rest) = rest.split_at_checked(block_length)?;
    let frame = match *kind {
        PASSED_OVER => Frame::PassedOver,
        BROKEN => Frame::Broken { header },
        _ => Frame::Whole { header, block },
    };
    Some((frame, rest))
}

fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*length).try_into().ok()?, rest))
}
