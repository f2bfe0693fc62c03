//! The byte stream of one member, with its head in hand for detection.
//!
//! An error met while the head was read is kept and handed out in its place, after the bytes before it.

use super::FormatError;
use std::io::{self, BufRead, Read};

/// Bytes that detection sees: enough for the head of a page and for most first lines of JSON Lines.
const HEAD_BYTES: usize = 64 << 10;

/// Bytes of one record at the most: sixty times the longest article that was met, and little enough that a record with
/// all that is made of it stays within the memory that indexing may take. Above it a stray quote or bracket is likelier.
pub(super) const MAX_RECORD_BYTES: usize = 32 << 20;

/// A stream whose first bytes can be looked at without being consumed.
pub(super) struct Stream<'a> {
    head: Vec<u8>,
    at: usize,
    rest: &'a mut dyn BufRead,
    failed: Option<io::Error>,
}

impl<'a> Stream<'a> {
    /// Reads the head and drops a UTF-8 byte-order mark.
    pub(super) fn open(rest: &'a mut dyn BufRead) -> Self {
        let mut head = Vec::new();
        let failed = (&mut *rest)
            .take(HEAD_BYTES as u64)
            .read_to_end(&mut head)
            .err();
        let at = if head.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        Stream {
            head,
            at,
            rest,
            failed,
        }
    }

    /// The first bytes, without byte-order mark.
    pub(super) fn head(&self) -> &[u8] {
        self.head.get(self.at..).unwrap_or_default()
    }

    /// Appends bytes until `buffer` holds `len` of them. True while more may follow.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>, len: usize) -> io::Result<bool> {
        while buffer.len() < len {
            // From the reader's buffer to this one: `read_to_end` would clear the room for it first.
            let there = match self.fill_buf() {
                Ok([]) => return Ok(false),
                Ok(there) => there,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let wanted = there.get(..len - buffer.len()).unwrap_or(there);
            buffer.extend_from_slice(wanted);
            let taken = wanted.len();
            self.consume(taken);
        }
        Ok(true)
    }

    /// Everything, if it fits into one record.
    pub(super) fn read_whole(&mut self) -> Result<Vec<u8>, FormatError> {
        let mut whole = Vec::new();
        self.fill(&mut whole, MAX_RECORD_BYTES + 1)?;
        if whole.len() > MAX_RECORD_BYTES {
            return Err(FormatError::TooLarge {
                limit: MAX_RECORD_BYTES,
            });
        }
        Ok(whole)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(self.head());
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.head.len() {
            self.at += amount;
        } else {
            self.rest.consume(amount);
        }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at < self.head.len() {
            let read = self.head().read(out)?;
            self.consume(read);
            return Ok(read);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.read(out),
        }
    }
}
