//! UTF-16, the only encoding in use whose line ends, quotes and tags are not the bytes of ASCII.
//!
//! A stream of it becomes UTF-8 before anything looks for records in it; all other encodings can wait.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// Bytes looked at to recognise UTF-16 that has no mark.
const SAMPLE: usize = 512;
/// Fewer bytes than this are taken for UTF-16 only with a mark.
const LEAST: usize = 8;
/// Output buffer: as large as the input's usual one.
const BUFFER: usize = 128 * 1024;
/// U+FFFD in UTF-8.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Recognises UTF-16 without a mark by the NULs of its ASCII characters: in most places on one side, none on the other.
pub(super) fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < LEAST {
        return None;
    }
    let nuls = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd, half) = (nuls(0), nuls(1), sample.len() / 2);
    if odd * 2 > half && even * 16 <= half {
        Some(UTF_16LE)
    } else if even * 2 > half && odd * 16 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A stream in an encoding that contains ASCII: UTF-16 made UTF-8, anything else as it was.
pub struct Utf8Stream<'a> {
    reader: &'a mut dyn BufRead,
    transcoder: Option<Transcoder>,
}

/// Makes a stream fit for being cut at ASCII bytes. UTF-16 is recognised by its mark, else by its NULs.
///
/// # Errors
/// Those of the first read.
pub fn utf8_stream(reader: &mut dyn BufRead) -> io::Result<Utf8Stream<'_>> {
    let head = reader.fill_buf()?;
    let marked = Encoding::for_bom(head).filter(|(encoding, _)| !encoding.is_ascii_compatible());
    let (encoding, mark) = match marked {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => (without_mark(head), 0),
    };
    reader.consume(mark);
    Ok(Utf8Stream {
        reader,
        transcoder: encoding.map(Transcoder::new),
    })
}

impl Utf8Stream<'_> {
    /// Malformed sequences that became U+FFFD so far.
    #[must_use]
    pub fn replaced(&self) -> u64 {
        self.transcoder
            .as_ref()
            .map_or(0, |transcoder| transcoder.replaced)
    }
}

impl BufRead for Utf8Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.transcoder {
            Some(transcoder) => transcoder.fill(self.reader),
            None => self.reader.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.transcoder {
            Some(transcoder) => transcoder.start = (transcoder.start + amount).min(transcoder.end),
            None => self.reader.consume(amount),
        }
    }
}

impl Read for Utf8Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

struct Transcoder {
    decoder: Decoder,
    output: Vec<u8>,
    start: usize,
    end: usize,
    replaced: u64,
    ended: bool,
}

impl Transcoder {
    fn new(encoding: &'static Encoding) -> Self {
        Transcoder {
            decoder: encoding.new_decoder_without_bom_handling(),
            output: vec![0; BUFFER + REPLACEMENT.len()],
            start: 0,
            end: 0,
            replaced: 0,
            ended: false,
        }
    }

    fn fill(&mut self, reader: &mut dyn BufRead) -> io::Result<&[u8]> {
        while self.start == self.end && !self.ended {
            let input = reader.fill_buf()?;
            let at_end = input.is_empty();
            let read = self.decode(input, at_end);
            reader.consume(read);
        }
        Ok(self.output.get(self.start..self.end).unwrap_or_default())
    }

    /// Decodes some of `input` into the output, which is empty, and returns how much of it.
    fn decode(&mut self, input: &[u8], at_end: bool) -> usize {
        let room = self.output.get_mut(..BUFFER).unwrap_or_default();
        let (result, read, written) = self
            .decoder
            .decode_to_utf8_without_replacement(input, room, at_end);
        (self.start, self.end) = (0, written);
        match result {
            DecoderResult::InputEmpty => self.ended = at_end,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => self.replace(),
        }
        read
    }

    /// Puts U+FFFD behind the output, where room is kept for it.
    fn replace(&mut self) {
        let end = self.end + REPLACEMENT.len();
        if let Some(room) = self.output.get_mut(self.end..end) {
            room.copy_from_slice(REPLACEMENT);
        }
        self.end = end;
        self.replaced += 1;
    }
}
