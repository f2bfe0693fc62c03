//! Compares what comes out of decompressors with what was read from the file, to stop bombs.
//!
//! Each decompressor has a [`Meter`]; all meters of a file share its [`Intake`], so that compressions and archives
//! nested in each other are all measured against the bytes of the file itself.

use super::error::StreamError;
use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Output that is never suspicious: small files can compress by any ratio.
const FREE: u64 = 64 << 20;
/// The same for everything that one file decompresses to, all its members together.
const FREE_IN_TOTAL: u64 = 1 << 30;

/// Counts the bytes read from one file.
#[derive(Clone)]
pub(super) struct Intake {
    read: Rc<Cell<u64>>,
    produced: Rc<Cell<u64>>,
    /// Size of the file: reading a byte again, as overlapping zip members do, pays for nothing.
    size: u64,
    /// Where all meters start, for members of an archive that is in memory: they read no byte of the file.
    pinned: Option<u64>,
    ratio: u64,
}

impl Intake {
    /// For a file of `size` bytes (`u64::MAX` where unknown) that may grow `ratio` times.
    pub(super) fn new(size: u64, ratio: u64) -> Self {
        Intake {
            read: Rc::default(),
            produced: Rc::default(),
            size,
            pinned: None,
            ratio,
        }
    }

    /// Counts what is read from `inner`, which must be the file itself.
    pub(super) fn count<R>(&self, inner: R) -> Counted<R> {
        Counted {
            inner,
            read: Rc::clone(&self.read),
        }
    }

    /// Bytes read so far.
    pub(super) fn position(&self) -> u64 {
        self.read.get().min(self.size)
    }

    /// An intake whose meters all start at `position`.
    pub(super) fn pin(&self, position: u64) -> Self {
        let pinned = Some(self.pinned.unwrap_or(position));
        Intake {
            pinned,
            ..self.clone()
        }
    }

    /// A meter for a decompressor that starts now.
    pub(super) fn meter(&self) -> Meter {
        Meter {
            start: self.pinned.unwrap_or_else(|| self.position()),
            produced: 0,
            intake: self.clone(),
        }
    }
}

/// Counts what one decompressor puts out.
pub(super) struct Meter {
    intake: Intake,
    start: u64,
    produced: u64,
}

impl Meter {
    /// Adds `n` bytes of output; fails once the file's bytes no longer explain them.
    pub(super) fn add(&mut self, n: usize) -> Result<(), StreamError> {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let Intake {
            ratio,
            ref produced,
            ..
        } = self.intake;
        self.produced = self.produced.saturating_add(n);
        produced.set(produced.get().saturating_add(n));
        let position = self.intake.position();
        let earned = ratio.saturating_mul(position.saturating_sub(self.start));
        let earned_in_total = ratio.saturating_mul(position);
        let bomb = self.produced > FREE.saturating_add(earned)
            || produced.get() > FREE_IN_TOTAL.saturating_add(earned_in_total);
        if bomb {
            Err(StreamError::Bomb { ratio })
        } else {
            Ok(())
        }
    }
}

/// A reader whose bytes an [`Intake`] counts.
pub(super) struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.read.set(self.read.get() + n as u64);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    fn read(intake: &Intake, bytes: usize) {
        io::copy(
            &mut intake.count(io::repeat(0).take(bytes as u64)),
            &mut io::sink(),
        )
        .unwrap();
    }

    #[test]
    fn output_is_free_up_to_a_floor_then_paid_by_input() {
        let intake = Intake::new(u64::MAX, 10);
        let mut meter = intake.meter();
        meter.add(64 * MIB).unwrap();
        read(&intake, MIB);
        meter.add(10 * MIB).unwrap();
        assert!(matches!(meter.add(1), Err(StreamError::Bomb { ratio: 10 })));
        intake.meter().add(64 * MIB).unwrap();
    }

    #[test]
    fn a_pinned_intake_pays_members_from_the_bytes_of_their_archive() {
        let intake = Intake::new(u64::MAX, 10);
        read(&intake, MIB);
        intake.pin(0).meter().add(74 * MIB).unwrap();
        assert!(intake.meter().add(74 * MIB).is_err());
    }

    #[test]
    fn the_total_counts_each_byte_of_the_file_once() {
        let intake = Intake::new(MIB as u64, 10);
        read(&intake, 500 * MIB);
        let members = (0..100)
            .take_while(|_| intake.meter().add(50 * MIB).is_ok())
            .count();
        assert_eq!(members, (1024 + 10) / 50);
    }
}
