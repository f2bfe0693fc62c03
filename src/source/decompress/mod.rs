//! Undoes .gz, .zst, .bz2 and .xz, recognised by content.
//!
//! Streams of several members, frames or streams are read to their end. A damaged or truncated one gives every
//! byte up to the fault, then an error. Knows nothing of files or archives.

pub(super) mod codec;
#[cfg(test)]
mod tests;

use super::error::StreamError;
use super::intake::{Intake, Meter};
use super::stream::Stream;
pub use codec::Compression;
use codec::{Codec, Step};
use std::io::{self, BufRead, Read};

/// Compressions one over the other (`x.gz.gz`) that are undone: two occur by accident, more are made to harm.
pub(super) const LAYERS: usize = 4;

/// Undoes what compressions `stream` is wrapped in; `Err` where there are more than [`LAYERS`].
pub(super) fn undo<'a>(mut stream: Stream<'a>, intake: &Intake) -> io::Result<Option<Stream<'a>>> {
    for _ in 0..LAYERS {
        let Some(compression) = recognise(&mut stream) else {
            return Ok(Some(stream));
        };
        stream = Stream::new(Decoder::new(stream, compression, intake)?);
    }
    Ok(recognise(&mut stream).is_none().then_some(stream))
}

fn recognise(stream: &mut Stream<'_>) -> Option<Compression> {
    Compression::of(stream.peek(codec::LONGEST_MAGIC))
}

/// A decompressing reader.
struct Decoder<'a> {
    input: Stream<'a>,
    codec: Codec,
    compression: Compression,
    meter: Meter,
    state: State,
}

enum State {
    /// Inside a member.
    Within,
    /// A member has ended; another may follow.
    Between,
    /// Nothing is left but this, if anything.
    Done(Option<io::Error>),
}

impl<'a> Decoder<'a> {
    fn new(input: Stream<'a>, compression: Compression, intake: &Intake) -> io::Result<Self> {
        Ok(Decoder {
            codec: Codec::new(compression)?,
            meter: intake.meter(),
            state: State::Within,
            input,
            compression,
        })
    }

    /// Runs the codec once, and returns how many bytes it put out.
    fn step(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.input.fill_buf()?;
        let at_end = input.is_empty();
        let Step {
            consumed,
            produced,
            ended,
        } = self.codec.run(input, out);
        self.input.consume(consumed);
        match ended {
            Ok(true) => self.state = State::Between,
            Ok(false) if consumed == 0 && produced == 0 => {
                let fault = if at_end {
                    StreamError::Truncated(self.compression)
                } else {
                    self.damaged("no progress".into())
                };
                self.state = State::Done(Some(fault.into()));
            }
            Ok(false) => {}
            Err(cause) => self.state = State::Done(Some(self.damaged(cause).into())),
        }
        Ok(produced)
    }

    fn damaged(&self, cause: String) -> StreamError {
        StreamError::Damaged {
            compression: self.compression,
            cause,
        }
    }

    /// Decides what follows a member. Zeros are padding: tapes, xz's own, and files grown in advance have them.
    fn between(&mut self) -> io::Result<State> {
        skip_zeros(&mut self.input)?;
        let next = self.input.peek(codec::LONGEST_MAGIC);
        if next.is_empty() {
            // A failure of the input is still to be told.
            return self.input.fill_buf().map(|_| State::Done(None));
        }
        if Compression::of(next) == Some(self.compression) {
            self.codec.restart(self.compression)?;
            return Ok(State::Within);
        }
        let fault = if self.compression.may_begin(next) {
            Some(StreamError::Truncated(self.compression))
        } else if self.compression.ignores_garbage() {
            None
        } else {
            Some(StreamError::Trailing(self.compression))
        };
        Ok(State::Done(fault.map(io::Error::from)))
    }

    fn advance(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.state {
                State::Done(fault) => return fault.take().map_or(Ok(0), Err),
                State::Between => self.state = self.between()?,
                State::Within => match self.step(out)? {
                    0 => {}
                    n => {
                        self.meter.add(n)?;
                        return Ok(n);
                    }
                },
            }
        }
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let read = self.advance(out);
        if read.is_err() {
            self.state = State::Done(None);
        }
        read
    }
}

fn skip_zeros(input: &mut Stream<'_>) -> io::Result<()> {
    loop {
        let ahead = input.peek(1);
        if ahead.first() != Some(&0) {
            return Ok(());
        }
        let buffered = input.fill_buf()?;
        let zeros = buffered.iter().take_while(|&&b| b == 0).count();
        input.consume(zeros);
    }
}
