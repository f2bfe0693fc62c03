//! How the splitter hands records to the parser: what was dropped leaves its place, so that numbers stay right.

use super::super::passed_over::PassedOver;

/// One record, or a note on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame<'b> {
    /// It holds nothing that could be an article.
    PassedOver(PassedOver),
    /// Its header is wrong, or it is too large; the block was skipped.
    Broken { header: &'b [u8] },
    /// Header and block as they stand in the archive.
    Whole { header: &'b [u8], block: &'b [u8] },
    /// A note on the record before it: the length in its header is not that of its block.
    WrongLength { declared: u64, found: u64 },
}

const PASSED_OVER: u8 = 0;
const BROKEN: u8 = 1;
const WHOLE: u8 = 2;
const WRONG_LENGTH: u8 = 3;

/// Appends a record: its kind, two lengths, header and block.
pub(super) fn push(out: &mut Vec<u8>, frame: Frame<'_>) {
    match frame {
        Frame::PassedOver(reason) => parts(out, PASSED_OVER, &[reason.code()], b""),
        Frame::Broken { header } => parts(out, BROKEN, header, b""),
        Frame::Whole { header, block } => parts(out, WHOLE, header, block),
        Frame::WrongLength { declared, found } => parts(
            out,
            WRONG_LENGTH,
            &declared.to_le_bytes(),
            &found.to_le_bytes(),
        ),
    }
}

fn parts(out: &mut Vec<u8>, kind: u8, header: &[u8], block: &[u8]) {
    out.push(kind);
    out.extend((header.len() as u64).to_le_bytes());
    out.extend((block.len() as u64).to_le_bytes());
    out.extend_from_slice(header);
    out.extend_from_slice(block);
}

/// The frames of a chunk, each with the number of its record.
pub(super) fn frames(bytes: &[u8], first_record: u64) -> impl Iterator<Item = (Frame<'_>, u64)> {
    let (mut rest, mut following) = (bytes, first_record);
    std::iter::from_fn(move || {
        let (frame, after) = next(rest)?;
        rest = after;
        if !matches!(frame, Frame::WrongLength { .. }) {
            following += 1;
        }
        Some((frame, following.saturating_sub(1)))
    })
}

fn next(bytes: &[u8]) -> Option<(Frame<'_>, &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    let (header_length, rest) = number(rest)?;
    let (block_length, rest) = number(rest)?;
    let (header, rest) = rest.split_at_checked(usize::try_from(header_length).ok()?)?;
    let (block, rest) = rest.split_at_checked(usize::try_from(block_length).ok()?)?;
    let frame = match *kind {
        PASSED_OVER => Frame::PassedOver(PassedOver::of_code(
            header.first().copied().unwrap_or(u8::MAX),
        )),
        BROKEN => Frame::Broken { header },
        WRONG_LENGTH => {
            let (declared, found) = (number(header)?.0, number(block)?.0);
            Frame::WrongLength { declared, found }
        }
        _ => Frame::Whole { header, block },
    };
    Some((frame, rest))
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*number), rest))
}
