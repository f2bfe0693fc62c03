//! Cuts streams of JSON between records.
//!
//! Lines end at line ends. Values are found by [`Scanner`], which also opens arrays and wrapped lists, so that the
//! records of a large array come in chunks. A record without an end goes on to where the next one seems to begin,
//! and is left to the parser to report.

use super::super::blocks::{self, Pattern};
use super::super::stream::{MAX_RECORD_BYTES, Stream};
use super::super::{Emit, FormatError, SplitResult};
use super::scan::{self, NoEnd, Scanner, string_end};
use super::wrapper;
use std::cell::Cell;
use std::io;
use std::ops::ControlFlow;

/// A first object larger than this is opened as a wrapper, if it looks like one, before its end is seen.
const WRAPPER_BYTES: usize = 16 << 20;

/// Brackets that are open in a record which is too large, at the most: each is scanned again with each piece that is read.
const MAX_OPEN: usize = 64 << 10;

/// Bytes that may be scanned again after broken records: each may be found broken only far behind its own end.
const MAX_RESCANNED_BYTES: usize = 256 << 20;

/// Cuts at line ends.
pub(crate) fn split_lines(
    stream: &mut Stream<'_>,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let pattern = Pattern {
        last_start: &|bytes| memchr::memrchr(b'\n', bytes).map(|at| at + 1),
        count: &|bytes| memchr::memchr_iter(b'\n', bytes).count() as u64,
        way_out: &|bytes| {
            let end = memchr::memchr(b'\n', bytes);
            end.map(|at| at + 1).ok_or_else(Vec::new)
        },
    };
    blocks::split(stream, &pattern, chunk_bytes, emit)
}

/// Cuts between values: of the stream itself, of arrays in it, and of lists that objects in it wrap.
pub(crate) fn split_values(
    stream: &mut Stream<'_>,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let mut cutter = Cutter::new(chunk_bytes);
    loop {
        let filled = stream.fill(&mut cutter.buffer, cutter.wanted);
        cutter.more = matches!(filled, Ok(true));
        let failed = filled.is_err();
        let flow = cutter.cut(failed, emit);
        if flow.is_break() {
            return Ok(());
        }
        filled.map_err(|error: io::Error| (cutter.record, FormatError::Io(error)))?;
        if !cutter.more {
            return Ok(());
        }
        cutter.make_room();
        if cutter.buffer.len() > MAX_RECORD_BYTES && cutter.pass_over(stream, emit)?.is_break() {
            return Ok(());
        }
    }
}

/// What the next bytes are part of.
enum State {
    /// Values one after the other.
    Values,
    /// The records of an array; the brackets that are open around it, if a wrapper is.
    Array(Vec<u8>),
    /// The rest of a wrapper after its list.
    WrapperEnd(Vec<u8>),
}

struct Cutter {
    buffer: Vec<u8>,
    /// Bytes of the buffer that are done with.
    at: usize,
    /// Bytes the buffer should hold.
    wanted: usize,
    chunk_bytes: usize,
    /// More bytes may follow those in the buffer.
    more: bool,
    state: State,
    scanner: Scanner,
    /// Records cut and not yet emitted.
    chunk: Vec<u8>,
    chunk_is_full: bool,
    first_record: u64,
    record: u64,
    /// How records begin, up to the end of the first name: where one is broken, the next is sought by it.
    opening: Vec<u8>,
    /// Objects at the top may be wrappers: true until the first was none.
    wrappers: bool,
    rescanned: usize,
}

impl Cutter {
    fn new(chunk_bytes: usize) -> Self {
        Cutter {
            buffer: Vec::new(),
            at: 0,
            wanted: chunk_bytes,
            chunk_bytes,
            more: true,
            state: State::Values,
            scanner: Scanner::default(),
            chunk: Vec::new(),
            chunk_is_full: false,
            first_record: 1,
            record: 1,
            opening: Vec::new(),
            wrappers: true,
            rescanned: 0,
        }
    }

    /// Drops what is done with, and asks for more bytes; doubling, since an unfinished record is scanned again.
    fn make_room(&mut self) {
        self.buffer.drain(..self.at);
        self.at = 0;
        let rest = self.buffer.len();
        self.wanted = (rest + rest.max(self.chunk_bytes)).min(MAX_RECORD_BYTES + 1);
    }

    /// Reads on to the end of what is too large: of a record, whose start is emitted, or of the rest of a wrapper.
    fn pass_over(
        &mut self,
        stream: &mut Stream<'_>,
        emit: Emit<'_>,
    ) -> Result<ControlFlow<()>, (u64, FormatError)> {
        let mut start = std::mem::take(&mut self.buffer);
        let mut is_record = true;
        if let State::WrapperEnd(open) = &self.state {
            // As if all that is open around it began here.
            start.splice(..0, scan::openers(open));
            self.state = State::Values;
            is_record = false;
        }
        let way_out = WayOut::of(&start, &self.opening);
        let stand_in = way_out.find(&start).err().unwrap_or_default();
        if is_record && self.emit_alone(start, emit).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let rest = blocks::leave(stream, stand_in, &|bytes| way_out.find(bytes));
        self.buffer = rest.map_err(|error| (self.record, error.into()))?;
        self.wanted = self.chunk_bytes;
        Ok(ControlFlow::Continue(()))
    }

    /// Cuts as many records as the buffer holds. After a failed read the last one is left, as its end is unknown.
    fn cut(&mut self, failed: bool, emit: Emit<'_>) -> ControlFlow<()> {
        while self.step(failed) {
            if self.chunk_is_full || self.chunk.len() >= self.chunk_bytes {
                self.flush(emit)?;
            }
        }
        if !self.more {
            self.flush(emit)?;
        }
        ControlFlow::Continue(())
    }

    /// Cuts one record or consumes a bracket; false if that takes more bytes.
    fn step(&mut self, failed: bool) -> bool {
        if let State::WrapperEnd(open) = &self.state {
            let open = open.clone();
            return self.skip_wrapper_end(&open);
        }
        let Some(start) = scan::skip_separators(&self.buffer, self.at) else {
            self.at = self.buffer.len();
            return false;
        };
        self.at = start;
        match (self.buffer.get(start), &self.state) {
            (Some(b'['), State::Values) => self.enter(State::Array(Vec::new()), start + 1),
            (Some(b']'), State::Array(open)) if open.is_empty() => {
                self.enter(State::Values, start + 1)
            }
            (Some(b']'), State::Array(open)) => {
                let open = open.clone();
                self.enter(State::WrapperEnd(open), start + 1)
            }
            _ => self.cut_value(start, failed),
        }
    }

    fn enter(&mut self, state: State, at: usize) -> bool {
        self.state = state;
        self.at = at;
        true
    }

    fn skip_wrapper_end(&mut self, open: &[u8]) -> bool {
        match self.scanner.closing_end(&self.buffer, self.at, open) {
            Ok(end) => self.enter(State::Values, end),
            Err(NoEnd::OpenString(end) | NoEnd::WrongBracket(end)) => {
                self.enter(State::Values, end + 1)
            }
            Err(NoEnd::Incomplete) => {
                if !self.more {
                    self.at = self.buffer.len();
                }
                false
            }
        }
    }

    fn cut_value(&mut self, start: usize, failed: bool) -> bool {
        let end = self.scanner.value_end(&self.buffer, start);
        if end == Err(NoEnd::Incomplete) && self.more && self.buffer.len() - start < WRAPPER_BYTES {
            return false;
        }
        if let Some(list) = self.wrapped_list(start) {
            return self.enter(State::Array(list.open), list.start);
        }
        match end {
            Ok(end) => self.take(start, end),
            Err(NoEnd::Incomplete) if self.more || failed => false,
            Err(NoEnd::Incomplete) => self.take_lost(start, start + 1, self.buffer.len(), failed),
            Err(NoEnd::WrongBracket(at)) => self.take_lost(start, start + 1, at, failed),
            Err(NoEnd::OpenString(at)) => self.take_lost(start, at, at, failed),
        }
    }

    fn wrapped_list(&mut self, start: usize) -> Option<wrapper::List> {
        let at_top = matches!(self.state, State::Values) && self.buffer.get(start) == Some(&b'{');
        if !self.wrappers || !at_top {
            return None;
        }
        let list = wrapper::find(&self.buffer, start);
        self.wrappers = list.is_some();
        list
    }

    /// Takes a whole value into the chunk.
    fn take(&mut self, start: usize, end: usize) -> bool {
        if let Some(opening) = opening(&self.buffer, start) {
            self.opening = self.buffer.get(start..opening).unwrap_or_default().to_vec();
        }
        self.chunk
            .extend_from_slice(self.buffer.get(start..end).unwrap_or_default());
        self.chunk.push(b'\n');
        self.record += 1;
        self.at = end;
        true
    }

    /// Takes a broken record, up to where the next begins after `from`; false if that takes more bytes.
    fn take_lost(&mut self, start: usize, from: usize, scanned: usize, failed: bool) -> bool {
        let next = self.next_opening(start, from);
        if next.is_none() && (self.more || failed) {
            return false;
        }
        let end = next.unwrap_or(self.buffer.len());
        self.rescanned += scanned.saturating_sub(end);
        self.chunk
            .extend_from_slice(self.buffer.get(start..end).unwrap_or_default());
        self.record += 1;
        self.at = end;
        // The parser takes a record without end for the rest of its chunk.
        self.chunk_is_full = true;
        true
    }

    /// Where something begins like the record at `start`, or like the one before it.
    fn next_opening(&self, start: usize, from: usize) -> Option<usize> {
        let own = opening(&self.buffer, start).and_then(|end| self.buffer.get(start..end));
        let sought = own.unwrap_or(&self.opening);
        if sought.is_empty() || self.rescanned > MAX_RESCANNED_BYTES {
            return None;
        }
        memchr::memmem::find(self.buffer.get(from..)?, sought).map(|found| from + found)
    }

    /// Emits what was cut, and then the start of a record in a chunk of its own.
    fn emit_alone(&mut self, start: Vec<u8>, emit: Emit<'_>) -> ControlFlow<()> {
        self.flush(emit)?;
        let number = self.record;
        self.record += 1;
        self.first_record = self.record;
        emit(start, number)
    }

    fn flush(&mut self, emit: Emit<'_>) -> ControlFlow<()> {
        self.chunk_is_full = false;
        if self.chunk.is_empty() {
            return ControlFlow::Continue(());
        }
        let first = std::mem::replace(&mut self.first_record, self.record);
        emit(std::mem::take(&mut self.chunk), first)
    }
}

/// The way out of a value that is too large: to its end, or if it is broken, to where the next record begins like others.
struct WayOut {
    opening: Vec<u8>,
    is_broken: Cell<bool>,
}

impl WayOut {
    fn of(value: &[u8], others: &[u8]) -> WayOut {
        let own = opening(value, 0).and_then(|end| value.get(..end));
        WayOut {
            opening: own.unwrap_or(others).to_vec(),
            is_broken: Cell::new(false),
        }
    }

    /// Where the value ends; else what stands for it in front of the bytes that follow.
    fn find(&self, bytes: &[u8]) -> Result<usize, Vec<u8>> {
        if self.is_broken.get() {
            return self.next_opening(bytes, 0);
        }
        let mut scanner = Scanner::default();
        match scanner.value_end(bytes, 0) {
            Ok(end) => Ok(end),
            Err(NoEnd::Incomplete) => match scanner.stand_in(bytes, 0) {
                open if open.len() > MAX_OPEN => self.next_opening(bytes, 1),
                open => Err(open),
            },
            Err(NoEnd::WrongBracket(_)) => self.next_opening(bytes, 1),
            Err(NoEnd::OpenString(at)) => self.next_opening(bytes, at),
        }
    }

    fn next_opening(&self, bytes: &[u8], from: usize) -> Result<usize, Vec<u8>> {
        self.is_broken.set(true);
        let rest = bytes.get(from..).unwrap_or_default();
        let next = memchr::memmem::find(rest, &self.opening).filter(|_| !self.opening.is_empty());
        next.map(|at| from + at).ok_or_else(|| {
            let kept = self.opening.len().saturating_sub(1).min(rest.len());
            rest.get(rest.len() - kept..).unwrap_or_default().to_vec()
        })
    }
}

/// The end of the first name of the object at `start`.
fn opening(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'{') {
        return None;
    }
    let quote = start
        + 1
        + bytes
            .get(start + 1..)?
            .iter()
            .position(|b| !b.is_ascii_whitespace())?;
    (bytes.get(quote) == Some(&b'"')).then(|| string_end(bytes, quote).ok())?
}
