//! Members of a zip, which is read from the directory at its end.

use super::name::{self, Place};
use super::{Intake, Reader, SourceErrorKind, Stream};
use crate::source::error::StreamError;
use crate::source::intake::Meter;
use std::io::{self, Cursor, Read, Seek};
use std::ops::ControlFlow;
use zip::ZipArchive;
use zip::read::{ZipFile, ZipFileEntry};
use zip::result::ZipError;

/// Buffer for a zip's file: members begin with a seek, which empties it, so a large one is read in vain.
pub(super) const BUFFER: usize = 16 * 1024;

/// Whether a zip begins here: with a member, with its end if it is empty, or with the mark of a split one.
pub(super) fn recognise(stream: &mut Stream<'_>) -> bool {
    matches!(
        stream.peek(4),
        b"PK\x03\x04" | b"PK\x05\x06" | b"PK\x07\x08"
    )
}

impl Reader<'_, '_> {
    /// Reads a zip that cannot be sought in into memory, and visits its members.
    pub(super) fn zip_in_memory(
        &mut self,
        mut stream: Stream<'_>,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<()> {
        let limit = self.limits.memory;
        let mut bytes = Vec::new();
        if let Err(e) = (&mut stream)
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
        {
            return self.fail(place, e.into());
        }
        drop(stream);
        if bytes.len() as u64 > limit {
            return self.fail(place, SourceErrorKind::TooLarge { limit });
        }
        self.zip(Cursor::new(bytes), intake, place)
    }

    /// Visits the members of a zip, in the order of its directory.
    pub(super) fn zip<R: Read + Seek>(
        &mut self,
        reader: R,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<()> {
        let mut archive = match ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(e) => return self.fail(place, SourceErrorKind::ZipDirectory(e)),
        };
        for index in 0..archive.len() {
            self.zip_entry(&mut archive, index, intake, place)?;
        }
        if archive.has_duplicate_names() {
            return self.fail(place, SourceErrorKind::DuplicateNames);
        }
        ControlFlow::Continue(())
    }

    fn zip_entry<R: Read + Seek>(
        &mut self,
        archive: &mut ZipArchive<R>,
        index: usize,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<()> {
        let place = match archive.by_index_data(index) {
            Ok(entry) if !entry.is_file() => return ControlFlow::Continue(()),
            Ok(entry) => place.inside(&entry_name(&entry)),
            Err(e) => return self.fail(place, e.into()),
        };
        if !self.limits.hidden && name::is_hidden(place.name()) {
            return ControlFlow::Continue(());
        }
        match archive.by_index(index) {
            Ok(file) => self.zip_member(file, intake, &place),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                self.fail(&place, SourceErrorKind::Encrypted)
            }
            Err(e) => self.fail(&place, e.into()),
        }
    }

    fn zip_member<R: Read>(
        &mut self,
        file: ZipFile<'_, R>,
        intake: &Intake,
        place: &Place,
    ) -> ControlFlow<()> {
        let size = file.size();
        let member = ZipMember {
            file,
            meter: intake.meter(),
        };
        self.stream(Stream::with_hint(member, size), intake, place)
    }
}

/// The bytes of a member, metered, their faults told as the member's.
struct ZipMember<'a, R: Read> {
    file: ZipFile<'a, R>,
    meter: Meter,
}

impl<R: Read> Read for ZipMember<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(out).map_err(StreamError::ZipMember)?;
        self.meter.add(n)?;
        Ok(n)
    }
}

/// The name as UTF-8 where it is that (many tools do not say so), else as the zip says, which is cp437 by default.
fn entry_name(entry: &ZipFileEntry<'_>) -> String {
    match std::str::from_utf8(entry.name_raw()) {
        Ok(name) => name.into(),
        Err(_) => match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => name::shown(entry.name_raw()).into_owned(),
        },
    }
}
