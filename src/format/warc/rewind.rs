//! A reader to which bytes can be given back.

use std::io::{self, BufRead, Read};

/// A buffered reader that first hands out what was given back.
pub(super) struct Rewind<R> {
    given_back: Vec<u8>,
    at: usize,
    rest: R,
}

impl<R: BufRead> Rewind<R> {
    pub(super) fn new(rest: R) -> Self {
        Rewind {
            given_back: Vec::new(),
            at: 0,
            rest,
        }
    }

    /// Puts `bytes` in front of all that follows.
    pub(super) fn give_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.given_back.get(self.at..).unwrap_or_default());
        (self.given_back, self.at) = (bytes, 0);
    }
}

impl<R: BufRead> BufRead for Rewind<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.given_back.get(self.at..) {
            Some(bytes) if !bytes.is_empty() => Ok(bytes),
            _ => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        let left = self.given_back.len().saturating_sub(self.at);
        if left == 0 {
            return self.rest.consume(amount);
        }
        self.at += amount.min(left);
        if self.at == self.given_back.len() {
            // Blocks of many megabytes are given back at times; their memory should not stay.
            (self.given_back, self.at) = (Vec::new(), 0);
        }
    }
}

impl<R: BufRead> Read for Rewind<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}
