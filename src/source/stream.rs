//! A buffered reader that can look ahead.
//!
//! Recognising compressions and archives needs the first bytes of a stream without taking them; the standard
//! `BufReader` promises no more than one byte. Knows nothing of what the bytes mean.

use std::io::{self, BufRead, Read};

/// Buffer of a stream: large enough that per-call costs vanish, small enough to stay in the L2 cache.
const BUFFER: usize = 128 * 1024;
/// Least buffer, which also bounds how far [`Stream::peek`] looks: a tar header and a line of text fit.
const LEAST: usize = 1024;

/// Buffered bytes of any origin.
pub(super) struct Stream<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Set once the inner reader has ended or failed, so that it is never asked again.
    ended: bool,
    /// A failure that looking ahead met; told when the reader gets there.
    fault: Option<io::Error>,
}

impl<'a> Stream<'a> {
    /// Wraps a reader of unknown length.
    pub(super) fn new(inner: impl Read + 'a) -> Self {
        Self::with_hint(inner, u64::MAX)
    }

    /// Wraps a reader that has about `size` bytes, so that small files get small buffers.
    pub(super) fn with_hint(inner: impl Read + 'a, size: u64) -> Self {
        // One byte more, so that a single read also sees the end.
        let wanted = usize::try_from(size.saturating_add(1)).unwrap_or(BUFFER);
        Stream {
            inner: Box::new(inner),
            buffer: vec![0; wanted.clamp(LEAST, BUFFER)],
            start: 0,
            end: 0,
            ended: false,
            fault: None,
        }
    }

    /// Up to `n` (at most 1,024) of the next bytes: fewer only where the stream ends or fails before.
    pub(super) fn peek(&mut self, n: usize) -> &[u8] {
        if self.end - self.start < n {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            while self.end < n.min(LEAST) && !self.ended {
                self.fill();
            }
        }
        let ahead = self.ahead();
        ahead.get(..n).unwrap_or(ahead)
    }

    /// The failure of a stream that fails before its first byte.
    pub(super) fn stillborn(&mut self) -> Option<io::Error> {
        if self.peek(1).is_empty() {
            self.fault.take()
        } else {
            None
        }
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads once behind the bytes that are there.
    fn fill(&mut self) {
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.inner.read(room) {
            Ok(0) => self.ended = true,
            Ok(n) => self.end += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                self.ended = true;
                self.fault = Some(e);
            }
        }
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.start == self.end && !self.ended {
            (self.start, self.end) = (0, 0);
            self.fill();
        }
        if self.start == self.end
            && let Some(fault) = self.fault.take()
        {
            return Err(fault);
        }
        Ok(self.ahead())
    }

    fn consume(&mut self, amount: usize) {
        self.start = (self.start + amount).min(self.end);
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte a call, then fails.
    struct Dribble(Vec<u8>);

    impl Read for Dribble {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match (self.0.pop(), out.first_mut()) {
                (Some(byte), Some(slot)) => *slot = byte,
                _ => return Err(io::Error::other("broken")),
            }
            Ok(1)
        }
    }

    #[test]
    fn peeking_takes_nothing_and_holds_back_the_fault() {
        let mut stream = Stream::new(Dribble(b"cba".to_vec()));
        assert_eq!(stream.peek(2), b"ab");
        assert_eq!(stream.peek(9), b"abc");
        let mut all = Vec::new();
        assert_eq!(
            stream.read_to_end(&mut all).unwrap_err().to_string(),
            "broken"
        );
        assert_eq!(all, b"abc");
        assert_eq!(stream.read(&mut [0; 4]).unwrap(), 0, "a fault is told once");
    }

    #[test]
    fn small_hints_do_not_cut() {
        let text = vec![b'x'; 5000];
        let mut stream = Stream::with_hint(&text[..], 3);
        stream.consume(0);
        assert_eq!(stream.peek(600).len(), 600);
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        assert_eq!(all, text);
    }

    #[test]
    fn stillborn_only_without_bytes() {
        assert!(Stream::new(Dribble(Vec::new())).stillborn().is_some());
        assert!(Stream::new(Dribble(vec![b'a'])).stillborn().is_none());
        assert!(Stream::new(&b""[..]).stillborn().is_none());
    }
}
