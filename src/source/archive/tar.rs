//! Members of a tar, read as a stream.

use super::name::{self, Place};
use super::{Intake, Reader, SourceErrorKind, Stream};
use crate::source::error::StreamError;
use crate::source::intake::Meter;
use std::io::{self, Read};
use std::ops::ControlFlow;
use tar::{Archive, Entry, Header};

/// Length of a header, and the unit of everything in a tar.
const BLOCK: usize = 512;

/// Whether a tar begins here: its first header is sound, and either has the magic or the name says tar.
pub(super) fn recognise(stream: &mut Stream<'_>, place: &Place) -> bool {
    let block = stream.peek(BLOCK);
    if block.len() < BLOCK {
        return false;
    }
    let named = place.is_named_tar();
    let magic = block.get(257..262) == Some(b"ustar");
    // An empty tar is nothing but zeros, a damaged one may fail its first checksum.
    let empty = block.iter().all(|&b| b == 0);
    (magic || named) && (is_sound(block) || named && (empty || magic))
}

/// Whether a header's checksum is right: the sum of its bytes, those of the checksum itself taken for spaces.
fn is_sound(block: &[u8]) -> bool {
    let sum = |bytes: Option<&[u8]>| -> u32 {
        bytes
            .unwrap_or_default()
            .iter()
            .map(|&b| u32::from(b))
            .sum()
    };
    let expected = sum(block.get(..148)) + sum(block.get(156..BLOCK)) + 8 * u32::from(b' ');
    let mut header = Header::new_old();
    header.as_mut_bytes().copy_from_slice(block);
    header.cksum().is_ok_and(|found| found == expected)
}

impl Reader<'_, '_> {
    /// Visits the members of a tar.
    pub(super) fn tar(
        &mut self,
        stream: Stream<'_>,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<()> {
        let mut archive = Archive::new(stream);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(e) => return self.fail(place, e.into()),
        };
        let mut after = None;
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(cause) => return self.fail(place, SourceErrorKind::Tar { after, cause }),
            };
            let name = name::shown(&entry.path_bytes()).into_owned();
            if !self.tar_member(entry, intake, &place.inside(&name))? {
                break;
            }
            after = Some(name);
        }
        ControlFlow::Continue(())
    }

    /// Visits one entry; `false` where the tar is damaged inside it, and that was told.
    fn tar_member<R: Read>(
        &mut self,
        entry: Entry<'_, R>,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<(), bool> {
        let wanted = is_file(&entry) && (self.limits.hidden || !name::is_hidden(place.name()));
        let mut entry = TarMember::new(entry, intake);
        if wanted {
            let size = entry.missing;
            self.stream(Stream::with_hint(&mut entry, size), intake, place)?;
        }
        if entry.failed {
            return ControlFlow::Continue(false);
        }
        // The next header stands behind what the visitor left.
        match io::copy(&mut entry, &mut io::sink()) {
            Ok(_) => ControlFlow::Continue(true),
            Err(e) => self.fail(place, e.into()).map_continue(|()| false),
        }
    }
}

/// Whether an entry holds bytes of its own; old tars mark folders by a slash alone.
fn is_file<R: Read>(entry: &Entry<'_, R>) -> bool {
    let kind = entry.header().entry_type();
    (kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse())
        && !entry.path_bytes().ends_with(b"/")
}

/// The bytes of an entry; unlike the entry's own reader it tells where the tar ends too early.
struct TarMember<'a, R: Read> {
    entry: Entry<'a, R>,
    /// Bytes that are still to come.
    missing: u64,
    /// Whether the tar itself failed, which its reader has been told.
    failed: bool,
    /// The holes of a sparse file cost the archive nothing.
    meter: Option<Meter>,
}

impl<'a, R: Read> TarMember<'a, R> {
    fn new(entry: Entry<'a, R>, intake: &Intake) -> Self {
        let sparse = entry.header().entry_type().is_gnu_sparse();
        TarMember {
            missing: entry.size(),
            failed: false,
            meter: sparse.then(|| intake.meter()),
            entry,
        }
    }

    fn advance(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.entry.read(out)?;
        if n == 0 && self.missing > 0 && !out.is_empty() {
            return Err(StreamError::TarTruncated {
                missing: self.missing,
            }
            .into());
        }
        if let Some(meter) = &mut self.meter {
            meter.add(n)?;
        }
        self.missing = self.missing.saturating_sub(n as u64);
        Ok(n)
    }
}

impl<R: Read> Read for TarMember<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.advance(out);
        self.failed |= read.is_err();
        read
    }
}
