//! Cuts a web archive into its records, and drops those that hold no page without holding them in memory.

use super::super::stream::{MAX_RECORD_BYTES, Stream};
use super::super::{Emit, FormatError, SplitResult};
use super::frame::{self, Frame};
use super::header::{self, Header};
use super::{Dialect, http, is_wanted};
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of a block that show whether it holds a page: all HTTP headers but freaks fit.
const START_BYTES: u64 = 16 << 10;

/// Bytes of the largest header, and of the longest line that is looked at as a whole.
const MAX_HEADER: usize = 64 << 10;

/// Emits the archive's records in frames.
pub(crate) fn split(
    stream: &mut Stream<'_>,
    dialect: Dialect,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut cutter = Cutter {
        input: BufReader::with_capacity(MAX_HEADER, stream),
        dialect,
        next_line: None,
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
    input: BufReader<&'s mut Stream<'b>>,
    dialect: Dialect,
    /// A line that was read and belongs to what comes next.
    next_line: Option<Vec<u8>>,
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
                let is_about = bytes.starts_with(b"filedesc:");
                let broken = Frame::Broken { header: &bytes };
                let frame = if is_about { Frame::PassedOver } else { broken };
                frame::push(&mut self.out, frame);
                self.skip_to_header()?;
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
        if let Some(line) = self.next_line.take() {
            return Ok(line);
        }
        let mut line = Vec::new();
        (&mut self.input)
            .take(MAX_HEADER as u64)
            .read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Goes on to the next line that is like the beginning of a header.
    fn skip_to_header(&mut self) -> io::Result<()> {
        loop {
            let line = self.line()?;
            let is_header = match self.dialect {
                Dialect::Warc => line.starts_with(b"WARC/"),
                Dialect::Arc => header::is_arc(&line),
            };
            if is_header {
                self.next_line = Some(line);
            }
            if is_header || self.next_line.is_none() && self.input.fill_buf()?.is_empty() {
                return Ok(());
            }
        }
    }

    /// Takes the block of a record if it may hold a page, else skips it.
    fn block(&mut self, bytes: &[u8], header: &Header) -> Result<(), FormatError> {
        let mut block = Vec::new();
        self.read(&mut block, header.length.min(START_BYTES))?;
        let rest = header.length.saturating_sub(block.len() as u64);
        let is_wanted = is_wanted(header, &block);
        let fits = header.length <= MAX_RECORD_BYTES as u64;
        let missing = if is_wanted && fits {
            self.read(&mut block, rest)?;
            header.length - block.len() as u64
        } else {
            rest - io::copy(&mut (&mut self.input).take(rest), &mut io::sink())?
        };
        // Lengths are sometimes too large; what matters is whether the page is there.
        if missing > 0 && !(is_wanted && http::is_whole_page(&block)) {
            return Err(FormatError::CutShort { missing });
        }
        let frame = match (is_wanted, fits) {
            (false, _) => Frame::PassedOver,
            (true, false) => Frame::Broken { header: bytes },
            (true, true) => Frame::Whole {
                header: bytes,
                block: &block,
            },
        };
        frame::push(&mut self.out, frame);
        Ok(())
    }

    /// Appends up to so many bytes.
    fn read(&mut self, block: &mut Vec<u8>, length: u64) -> io::Result<usize> {
        (&mut self.input).take(length).read_to_end(block)
    }
}
