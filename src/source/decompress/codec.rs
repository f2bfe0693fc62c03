//! The four decompressors behind one face: bytes in, bytes out, has the member ended.
//!
//! The in-memory interfaces of the libraries are used, not their readers, since those drop what was decompressed
//! before a fault and differ in what they take for the end.

use flate2::{Decompress, FlushDecompress};
use liblzma::stream::Action;
use std::fmt;
use std::io;
use zstd::stream::raw::{InBuffer, Operation, OutBuffer};

/// Bytes needed to recognise any compression.
pub(super) const LONGEST_MAGIC: usize = 10;
/// Memory that an .xz may ask for: the strongest preset (`xz -9`) needs 65 MiB.
const XZ_MEMORY: u64 = 136 << 20;
/// Window bits of gzip: the format knows no more.
const GZIP_WINDOW: u8 = 15;

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// gzip (.gz).
    Gzip,
    /// Zstandard (.zst).
    Zstd,
    /// bzip2 (.bz2).
    Bzip2,
    /// xz (.xz).
    Xz,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Bzip2 => "bzip2",
            Compression::Xz => "xz",
        })
    }
}

const XZ: &[u8] = b"\xFD7zXZ\0";
const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";
const GZIP: &[u8] = b"\x1F\x8B\x08";
/// A bzip2 member's header: `BZh`, the block size, and the magic of a block or of the end.
const BZIP2_BLOCK: &[u8] = b"\x31\x41\x59\x26\x53\x59";
const BZIP2_END: &[u8] = b"\x17\x72\x45\x38\x50\x90";

impl Compression {
    /// Recognises a compression by its first [`LONGEST_MAGIC`] bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 0x08, ..] => Some(Compression::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Compression::Zstd),
            // A frame that decoders skip; tools put them in front of the first.
            [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Compression::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
                if rest.starts_with(BZIP2_BLOCK) || rest.starts_with(BZIP2_END) =>
            {
                Some(Compression::Bzip2)
            }
            _ if head.starts_with(XZ) => Some(Compression::Xz),
            _ => None,
        }
    }

    /// Whether `rest`, the last bytes of a file, may be a member's beginning that was cut off.
    pub(super) fn may_begin(self, rest: &[u8]) -> bool {
        match self {
            Compression::Gzip => GZIP.starts_with(rest),
            Compression::Zstd => ZSTD.starts_with(rest),
            Compression::Bzip2 => {
                rest.len() < LONGEST_MAGIC
                    && rest.starts_with(b"B")
                    && b"BZh".iter().zip(rest).all(|(a, b)| a == b)
            }
            Compression::Xz => XZ.starts_with(rest),
        }
    }

    /// Whether the compressor's own tool ignores what follows a complete member.
    pub(super) fn ignores_garbage(self) -> bool {
        matches!(self, Compression::Gzip | Compression::Bzip2)
    }
}

/// What one run of a codec did.
pub(super) struct Step {
    /// Input bytes that are done with.
    pub(super) consumed: usize,
    /// Output bytes, good even where `ended` is an error.
    pub(super) produced: usize,
    /// Whether the member has ended, or what is wrong with it.
    pub(super) ended: Result<bool, String>,
}

/// A decompressor's state.
pub(super) enum Codec {
    Gzip(Decompress),
    Zstd(Zstd),
    Bzip2(bzip2::Decompress),
    Xz(liblzma::stream::Stream),
}

impl Codec {
    pub(super) fn new(compression: Compression) -> io::Result<Self> {
        Ok(match compression {
            Compression::Gzip => Codec::Gzip(Decompress::new_gzip(GZIP_WINDOW)),
            Compression::Zstd => Codec::Zstd(Zstd {
                decoder: zstd::stream::raw::Decoder::new()?,
                wanted: 0,
            }),
            Compression::Bzip2 => Codec::Bzip2(bzip2::Decompress::new(false)),
            Compression::Xz => {
                Codec::Xz(liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, 0)?)
            }
        })
    }

    /// Makes ready for another member.
    pub(super) fn restart(&mut self, compression: Compression) -> io::Result<()> {
        match self {
            Codec::Gzip(codec) => codec.reset(true),
            Codec::Zstd(codec) => codec.decoder.reinit()?,
            Codec::Bzip2(_) | Codec::Xz(_) => *self = Codec::new(compression)?,
        }
        Ok(())
    }

    /// Decompresses some of `input` (empty at its end) into `output`, which must not be empty.
    pub(super) fn run(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        match self {
            Codec::Gzip(codec) => {
                let before = (codec.total_in(), codec.total_out());
                let ended = codec.decompress(input, output, FlushDecompress::None);
                step(
                    before,
                    (codec.total_in(), codec.total_out()),
                    gzip_outcome(ended),
                )
            }
            Codec::Zstd(codec) => codec.run(input, output),
            Codec::Bzip2(codec) => {
                let before = (codec.total_in(), codec.total_out());
                let ended = codec.decompress(input, output);
                step(
                    before,
                    (codec.total_in(), codec.total_out()),
                    bzip2_outcome(ended),
                )
            }
            Codec::Xz(codec) => {
                let before = (codec.total_in(), codec.total_out());
                let ended = codec.process(input, output, Action::Run);
                step(
                    before,
                    (codec.total_in(), codec.total_out()),
                    xz_outcome(ended),
                )
            }
        }
    }
}

fn step(before: (u64, u64), after: (u64, u64), ended: Result<bool, String>) -> Step {
    // Both are at most the lengths of the slices passed in.
    let difference = |a: u64, b: u64| usize::try_from(b.wrapping_sub(a)).unwrap_or_default();
    Step {
        consumed: difference(before.0, after.0),
        produced: difference(before.1, after.1),
        ended,
    }
}

fn gzip_outcome(result: Result<flate2::Status, flate2::DecompressError>) -> Result<bool, String> {
    match result {
        Ok(status) => Ok(status == flate2::Status::StreamEnd),
        Err(e) => Err(e.message().unwrap_or("not gzip").into()),
    }
}

fn bzip2_outcome(result: Result<bzip2::Status, bzip2::Error>) -> Result<bool, String> {
    match result {
        Ok(bzip2::Status::MemNeeded) => Err("out of memory".into()),
        Ok(status) => Ok(status == bzip2::Status::StreamEnd),
        Err(bzip2::Error::Data) => Err("wrong checksum or data".into()),
        Err(e) => Err(e.to_string()),
    }
}

fn xz_outcome(
    result: Result<liblzma::stream::Status, liblzma::stream::Error>,
) -> Result<bool, String> {
    match result {
        Ok(status) => Ok(status == liblzma::stream::Status::StreamEnd),
        Err(liblzma::stream::Error::MemLimit) => Err(format!(
            "it needs more than {} MiB of memory",
            XZ_MEMORY >> 20
        )),
        Err(liblzma::stream::Error::Data) => Err("wrong checksum or data".into()),
        Err(e) => Err(e.to_string()),
    }
}

/// zstd reports no output for a call that fails, so each call is given one block's input at the most.
pub(super) struct Zstd {
    decoder: zstd::stream::raw::Decoder<'static>,
    /// Input that the decoder asked for; 0 before a frame.
    wanted: usize,
}

/// Input for a frame's first call: the least from which zstd can tell a frame header's length.
const ZSTD_FIRST: usize = 5;

impl Zstd {
    fn run(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        let wanted = if self.wanted == 0 {
            ZSTD_FIRST
        } else {
            self.wanted
        };
        let mut input = InBuffer::around(input.get(..wanted).unwrap_or(input));
        let mut output = OutBuffer::around(output);
        let result = self.decoder.run(&mut input, &mut output);
        self.wanted = *result.as_ref().unwrap_or(&0);
        Step {
            consumed: input.pos(),
            produced: output.pos(),
            ended: result.map(|wanted| wanted == 0).map_err(|e| e.to_string()),
        }
    }
}
