//! Cuts a web archive into its records, and drops those that hold no page without holding them in memory.
//!
//! Lengths are wrong at times, and then records would be lost, or cut, without a word. So where no header follows a
//! block, the block is taken to go up to the next header, or back to one inside it, and a note says so.

use super::super::stream::{MAX_RECORD_BYTES, Stream};
use super::super::{Emit, FormatError, SplitResult};
use super::frame::{self, Frame};
use super::header::{self, Header};
use super::rewind::Rewind;
use super::{Dialect, http, unwanted};
use memchr::memmem;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of a block that show whether it holds a page: all HTTP headers but freaks fit.
const START_BYTES: u64 = 16 << 10;

/// Bytes of the largest header, and of the longest line that is looked at as a whole.
const MAX_HEADER: usize = 64 << 10;

/// Bytes that are read again in one archive, so that one made of wrong lengths does not take for ever.
const MAX_REREAD: usize = 8 * MAX_RECORD_BYTES;

/// Emits the archive's records in frames.
pub(crate) fn split(
    stream: &mut Stream<'_>,
    dialect: Dialect,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut cutter = Cutter {
        input: Rewind::new(BufReader::with_capacity(MAX_HEADER, stream)),
        dialect,
        reread: 0,
        out: Vec::new(),
    };
    let (mut first, mut record) = (1, 1);
    loop {
        let more = cutter.record();
        let flushes = cutter.out.len() >= chunk_bytes || !matches!(more, Ok(true));
        record += u64::from(matches!(more, Ok(true)));
        if flushes && !cutter.out.is_empty() {
            if emit(std::mem::take(&mut cutter.out), first).is_break() {
                return Ok(());
            }
            first = record;
        }
        if !more.map_err(|error| (record, error))? {
            return Ok(());
        }
    }
}

struct Cutter<'s, 'b> {
    input: Rewind<BufReader<&'s mut Stream<'b>>>,
    dialect: Dialect,
    /// Bytes that were read more than once.
    reread: usize,
    /// Records cut and not yet emitted.
    out: Vec<u8>,
}

impl Cutter<'_, '_> {
    /// Cuts one record; false at the end of the archive.
    fn record(&mut self) -> Result<bool, FormatError> {
        let Some(bytes) = self.header()? else {
            return Ok(false);
        };
        match header::read(&bytes, self.dialect) {
            Ok(header) => self.block(&bytes, &header)?,
            Err(_) => {
                let frame = match header::about_the_archive(&bytes) {
                    Some(reason) => Frame::PassedOver(reason),
                    None => Frame::Broken { header: &bytes },
                };
                frame::push(&mut self.out, frame);
                self.skip_to_header(&mut |_| {})?;
            }
        }
        Ok(true)
    }

    /// The bytes of the next header, if there is one, or the line that stands in its place.
    fn header(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut header = self.line()?;
        while !header.is_empty() && header.trim_ascii().is_empty() {
            header = self.line()?;
        }
        if header.is_empty() {
            return Ok(None);
        }
        let has_more = self.dialect == Dialect::Warc && header.starts_with(b"WARC/");
        while has_more && header.len() < MAX_HEADER {
            let line = self.line()?;
            if line.trim_ascii().is_empty() {
                break;
            }
            header.extend(line);
        }
        Ok(Some(header))
    }

    /// The next line with its end; of one that is too long, a part; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.input)
            .take(MAX_HEADER as u64)
            .read_until(b'\n', &mut line)?;
        Ok(line)
    }

    fn is_header(&self, line: &[u8]) -> bool {
        match self.dialect {
            Dialect::Warc => line.starts_with(b"WARC/"),
            Dialect::Arc => header::is_arc(line),
        }
    }

    /// Hands the lines before the next that is like the beginning of a header to `lines`, or all that follow.
    fn skip_to_header(&mut self, lines: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(());
            }
            if self.is_header(&line) {
                self.input.give_back(line);
                return Ok(());
            }
            lines(&line);
        }
    }

    /// Whether a header comes next, or nothing more. Takes no bytes.
    fn at_boundary(&mut self) -> io::Result<bool> {
        let mut ahead = Vec::new();
        // Empty lines end a record, as many as the standard wants: what follows is then not of this one.
        let wanted = match self.dialect {
            Dialect::Warc => 2,
            Dialect::Arc => 1,
        };
        let mut empty = 0;
        let is_boundary = loop {
            let line = self.line()?;
            ahead.extend_from_slice(&line);
            if line.is_empty() || self.is_header(&line) || empty == wanted {
                break true;
            }
            if !line.trim_ascii().is_empty() {
                break false;
            }
            empty += 1;
        };
        self.input.give_back(ahead);
        Ok(is_boundary)
    }

    /// Takes the block of a record if it may hold a page, else skips it.
    fn block(&mut self, bytes: &[u8], header: &Header) -> Result<(), FormatError> {
        let mut start = Vec::new();
        self.read(&mut start, header.length.min(START_BYTES))?;
        let mut block = Block {
            passed_over: unwanted(header, &start),
            fits: header.length <= MAX_RECORD_BYTES as u64,
            read: start.len() as u64,
            bytes: start,
            kept_from: 0,
        };
        self.rest(&mut block, header.length)?;
        let found = match block.read == header.length && self.at_boundary()? {
            true => None,
            false => Some(self.found(&mut block, header.length)?),
        };
        if let Some(found) = found
            && found < header.length
            && self.input.fill_buf()?.is_empty()
            // What matters is whether the page has all that it had to say.
            && !(block.is_kept_whole() && http::is_whole_page(&block.bytes))
        {
            let missing = header.length - found;
            return Err(FormatError::CutShort { missing });
        }
        let frame = match block.passed_over {
            Some(reason) => Frame::PassedOver(reason),
            None if !block.fits => Frame::Broken { header: bytes },
            None => Frame::Whole {
                header: bytes,
                block: &block.bytes,
            },
        };
        frame::push(&mut self.out, frame);
        if let Some(found) = found {
            let declared = header.length;
            frame::push(&mut self.out, Frame::WrongLength { declared, found });
        }
        Ok(())
    }

    /// Reads what its header promises of a block beyond its start.
    fn rest(&mut self, block: &mut Block, length: u64) -> io::Result<()> {
        if block.is_kept_whole() {
            self.read(&mut block.bytes, length - block.read)?;
            block.read = block.bytes.len() as u64;
            return Ok(());
        }
        while block.read < length {
            let buffer = self.input.fill_buf()?;
            let wanted = usize::try_from(length - block.read).unwrap_or(usize::MAX);
            let part = buffer.get(..wanted).unwrap_or(buffer);
            if part.is_empty() {
                break;
            }
            let taken = part.len();
            block.skip(part);
            self.input.consume(taken);
        }
        Ok(())
    }

    /// The length of a block that does not end where its header says: back to a header inside it, if there is one, else
    /// on to the next.
    fn found(&mut self, block: &mut Block, length: u64) -> Result<u64, FormatError> {
        // The header may begin inside and end behind.
        let own = block.bytes.len();
        self.read(&mut block.bytes, HEADER_MARK.len() as u64)?;
        let inner = block.inner_header(self.dialect);
        let inner = inner.filter(|at| *at < own && self.reread < MAX_REREAD);
        let back = block.bytes.split_off(inner.unwrap_or(own));
        self.reread += back.len();
        self.input.give_back(back);
        if let Some(at) = inner {
            return Ok(block.kept_from + at as u64);
        }
        if block.read < length {
            return Ok(block.read);
        }
        let mut found = block.read;
        let keeps = block.is_kept_whole();
        let bytes = &mut block.bytes;
        self.skip_to_header(&mut |line| {
            found += line.len() as u64;
            if keeps && bytes.len() + line.len() <= MAX_RECORD_BYTES {
                bytes.extend_from_slice(line);
            }
        })?;
        Ok(found)
    }

    /// Appends up to so many bytes.
    fn read(&mut self, block: &mut Vec<u8>, length: u64) -> io::Result<usize> {
        (&mut self.input).take(length).read_to_end(block)
    }
}

/// A block while it is read.
struct Block {
    passed_over: Option<super::PassedOver>,
    /// It is no larger than a record may be.
    fits: bool,
    /// Bytes that were read of it.
    read: u64,
    /// The last of them: all, if it is wanted and fits.
    bytes: Vec<u8>,
    /// Where in the block they begin.
    kept_from: u64,
}

impl Block {
    fn is_kept_whole(&self) -> bool {
        self.passed_over.is_none() && self.fits
    }

    /// Goes on without keeping more of the block than a header inside it, should its length be wrong, and what follows.
    fn skip(&mut self, part: &[u8]) {
        self.read += part.len() as u64;
        self.bytes.extend_from_slice(part);
        let keep_from = match inner_header(&self.bytes) {
            Some(_) if self.bytes.len() <= MAX_RECORD_BYTES => return,
            _ => self.bytes.len().saturating_sub(HEADER_MARK.len()),
        };
        self.bytes.drain(..keep_from);
        self.kept_from += keep_from as u64;
    }

    fn inner_header(&self, dialect: Dialect) -> Option<usize> {
        match dialect {
            Dialect::Warc => inner_header(&self.bytes),
            Dialect::Arc => {
                let ends = memmem::find_iter(&self.bytes, b"\nhttp");
                let mut starts = ends.map(|at| at + 1);
                starts.find(|at| {
                    let line = self.bytes.get(*at..).unwrap_or_default();
                    let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
                    header::is_arc(line.get(..end).unwrap_or_default())
                })
            }
        }
    }
}

/// What a header of WARC looks like in the middle of other bytes.
const HEADER_MARK: &[u8] = b"\r\n\r\nWARC/1.";

fn inner_header(bytes: &[u8]) -> Option<usize> {
    memmem::find(bytes, HEADER_MARK).map(|at| at + 4)
}
