//! A posting list as it lies in its file, block by block: what is known of a block without unpacking it, its documents
//! without their frequencies, and where its positions begin.
//!
//! tantivy 0.27 writes it so: the length of the skip data as a VInt, the skip data, the blocks. Each full block of 128
//! documents has an entry of 12 bytes in the skip data: its last document; the bits of a document (0x40 is set where
//! differences are stored less one); the bits of a frequency; the sum of its frequencies, which a list without positions
//! has not; the stored length and the frequency of the document that scores most. Differences and frequencies less one are packed by bits. The rest of the
//! list, and all of a list of fewer than 128, is one block of VInts without an entry.

use super::segment_files::FieldFiles;
use bitpacking::{BitPacker, BitPacker4x};
use std::io;
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;
use tantivy::{DocId, TERMINATED};

/// Documents in a full block.
pub(in crate::query::lower) const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Bytes of an entry in the skip data.
const ENTRY: usize = 12;

/// The same of a list without positions.
const SHORT_ENTRY: usize = 8;

/// A cursor that only moves forward.
pub(in crate::query::lower) struct Blocks {
    bytes: OwnedBytes,
    packer: BitPacker4x,
    /// Where the skip data begins, and the length of an entry.
    skips: (usize, usize),
    doc_freq: u32,
    head: Head,
    unpacked: Unpacked,
    /// Those of the block; behind the last one `TERMINATED`.
    docs: Box<[DocId; BLOCK]>,
    frequencies: Box<[u32; BLOCK]>,
    /// So many documents of the block have so many occurrences together.
    counted: (usize, u32),
}

/// What is known of a block without unpacking it.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    /// Blocks before it.
    number: usize,
    /// The last document of the block before, 0 in the first.
    before: DocId,
    /// No document of the block comes after it.
    last: DocId,
    /// Place of its bytes.
    start: usize,
    /// Occurrences before it.
    positions: u64,
    occurrences: u32,
    doc_bits: u8,
    frequency_bits: u8,
}

/// How much of the block is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unpacked {
    Nothing,
    /// The documents; the frequencies begin at this byte.
    Docs(usize),
    All,
}

impl Blocks {
    /// Opens a posting list with frequencies.
    pub(in crate::query::lower) fn open(
        files: &FieldFiles,
        info: &TermInfo,
    ) -> tantivy::Result<Blocks> {
        let range = info.postings_range.clone();
        if files.postings.get(range.clone()).is_none() {
            return Err(damaged().into());
        }
        let bytes = files.postings.slice(range);
        let full = info.doc_freq as usize / BLOCK;
        let (skips, start) = match full {
            0 => ((0, 0), 0),
            _ => skip_data(&bytes, full)?,
        };
        let mut blocks = Blocks {
            bytes,
            packer: BitPacker4x::new(),
            skips,
            doc_freq: info.doc_freq,
            head: Head::default(),
            unpacked: Unpacked::Nothing,
            docs: Box::new([TERMINATED; BLOCK]),
            frequencies: Box::new([0; BLOCK]),
            counted: (0, 0),
        };
        blocks.head.start = start;
        blocks.read_head();
        Ok(blocks)
    }

    /// Documents of the list.
    pub(in crate::query::lower) fn doc_freq(&self) -> u32 {
        self.doc_freq
    }

    /// No document of the block comes after this one; `TERMINATED` in the last block.
    #[inline]
    pub(in crate::query::lower) fn last(&self) -> DocId {
        self.head.last
    }

    /// Whether there is no block any more.
    #[inline]
    pub(in crate::query::lower) fn is_over(&self) -> bool {
        self.head.number * BLOCK >= self.doc_freq as usize
    }

    #[inline]
    fn is_full(&self) -> bool {
        (self.head.number + 1) * BLOCK <= self.doc_freq as usize
    }

    /// Reads what the skip data says of the block with the number of the head.
    fn read_head(&mut self) {
        let (skips, length) = self.skips;
        let at = skips + self.head.number * length;
        let entry = self.bytes.get(at..at + length).filter(|_| self.is_full());
        let Some(&[a, b, c, d, doc_bits, frequency_bits, ref more @ ..]) = entry else {
            self.head.last = TERMINATED;
            return;
        };
        self.head.last = u32::from_le_bytes([a, b, c, d]);
        self.head.doc_bits = doc_bits;
        self.head.frequency_bits = frequency_bits;
        let sum = more.first_chunk().filter(|_| length == ENTRY);
        self.head.occurrences = sum.map_or(0, |sum| u32::from_le_bytes(*sum));
    }

    /// Moves to the next block.
    pub(in crate::query::lower) fn advance(&mut self) {
        let head = &mut self.head;
        head.start += packed(head.doc_bits) + packed(head.frequency_bits);
        head.positions += u64::from(head.occurrences);
        head.before = head.last;
        head.number += 1;
        self.unpacked = Unpacked::Nothing;
        self.read_head();
    }

    /// Moves to the first block that may hold a document which is not before `target`.
    pub(in crate::query::lower) fn seek(&mut self, target: DocId) {
        while self.head.last < target {
            self.advance();
        }
    }

    /// The documents of the block.
    #[inline]
    pub(in crate::query::lower) fn docs(&mut self) -> &[DocId] {
        if self.unpacked == Unpacked::Nothing {
            self.unpack_docs();
        }
        &self.docs[..self.len()]
    }

    /// The documents of the block and their frequencies.
    #[inline]
    pub(in crate::query::lower) fn postings(&mut self) -> (&[DocId], &[u32]) {
        if self.unpacked == Unpacked::Nothing {
            self.unpack_docs();
        }
        if let Unpacked::Docs(at) = self.unpacked {
            self.unpack_frequencies(at);
        }
        let len = self.len();
        (&self.docs[..len], &self.frequencies[..len])
    }

    /// Occurrences in the list before those of the document at this place of the block, whose frequencies are unpacked.
    /// Places that are asked for in order are counted on from one to the next.
    #[inline]
    pub(in crate::query::lower) fn occurrences_before(&mut self, at: usize) -> u64 {
        let (from, before) = match self.counted {
            (from, before) if from <= at => (from, before),
            _ => (0, 0),
        };
        let between = self.frequencies.get(from..at).unwrap_or_default();
        let before = between
            .iter()
            .fold(before, |sum, &frequency| sum.wrapping_add(frequency));
        self.counted = (at, before);
        self.head.positions + u64::from(before)
    }

    /// Documents of the block.
    #[inline]
    fn len(&self) -> usize {
        let before = self.head.number * BLOCK;
        (self.doc_freq as usize).saturating_sub(before).min(BLOCK)
    }

    fn unpack_docs(&mut self) {
        let start = self.head.start;
        let bytes = self.bytes.get(start..).unwrap_or_default();
        if !self.is_full() {
            let len = self.len();
            let read = unpack_sorted_vints(bytes, self.head.before, &mut self.docs[..len]);
            self.unpacked = Unpacked::Docs(start + read);
            return;
        }
        let bits = self.head.doc_bits & 0x3f;
        let before = self.head.before;
        let used = packed(self.head.doc_bits);
        self.unpacked = Unpacked::Docs(start + used);
        if bits >= 32 || bytes.len() < used {
            // A damaged file: what follows is of no use, but there is no end of it.
            self.docs.fill(TERMINATED);
        } else if self.head.doc_bits & 0x40 != 0 {
            let before = (before > 0).then_some(before);
            self.packer
                .decompress_strictly_sorted(before, bytes, &mut self.docs[..], bits);
        } else {
            self.packer
                .decompress_sorted(before, bytes, &mut self.docs[..], bits);
        }
    }

    fn unpack_frequencies(&mut self, at: usize) {
        self.unpacked = Unpacked::All;
        self.counted = (0, 0);
        let bytes = self.bytes.get(at..).unwrap_or_default();
        if !self.is_full() {
            let len = self.len();
            unpack_vints(bytes, &mut self.frequencies[..len]);
            return;
        }
        let bits = self.head.frequency_bits;
        if bits > 32 || bytes.len() < packed(bits) {
            self.frequencies.fill(1);
            return;
        }
        self.packer
            .decompress(bytes, &mut self.frequencies[..], bits);
        if self.head.doc_bits & 0x40 != 0 {
            for frequency in self.frequencies.iter_mut() {
                *frequency = frequency.wrapping_add(1);
            }
        }
    }
}

/// How many documents come before `target`; those that are asked for often follow each other.
#[inline]
pub(in crate::query::lower) fn first_from(docs: &[DocId], target: DocId) -> usize {
    match docs {
        [first, ..] if *first >= target => 0,
        [_, next, ..] if *next >= target => 1,
        _ => docs.partition_point(|&doc| doc < target),
    }
}

/// Bytes of a full block of numbers.
fn packed(bits: u8) -> usize {
    usize::from(bits & 0x3f) * BLOCK / 8
}

/// Where the skip data begins with the length of an entry, and where it ends.
fn skip_data(bytes: &[u8], full: usize) -> io::Result<((usize, usize), usize)> {
    let mut length = [0];
    let begin = unpack_vints(bytes, &mut length);
    let end = begin + length[0] as usize;
    let entry = [ENTRY, SHORT_ENTRY]
        .into_iter()
        .find(|entry| length[0] as usize == full * entry && end <= bytes.len());
    let entry = entry.ok_or_else(damaged)?;
    Ok(((begin, entry), end))
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a posting list is damaged")
}

/// Reads numbers of seven bits a byte, the last byte of each marked; gives the bytes read.
fn unpack_vints(bytes: &[u8], numbers: &mut [u32]) -> usize {
    let mut at = 0;
    for number in numbers {
        let (mut value, mut shift) = (0_u32, 0);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            value = value.wrapping_add(u32::from(byte & 0x7f).wrapping_shl(shift));
            shift += 7;
            if byte & 0x80 != 0 {
                break;
            }
        }
        *number = value;
    }
    at
}

/// The same of differences between sorted numbers.
fn unpack_sorted_vints(bytes: &[u8], before: u32, numbers: &mut [u32]) -> usize {
    let read = unpack_vints(bytes, numbers);
    let mut sum = before;
    for number in numbers {
        sum = sum.wrapping_add(*number);
        *number = sum;
    }
    read
}

#[cfg(test)]
pub(in crate::query::lower) mod tests;
