//! A file of a segment that has a part for each field, as tantivy's `CompositeFile`: the parts, then a list of them, and the
//! bytes of the list (32 bits). The tests hold it to tantivy's.

use crate::indexer::segment::vint::vint;
use std::io::{self, Write};
use tantivy::Segment;
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;

/// See the module.
pub(in crate::indexer::segment) struct CompositeFile {
    file: WritePtr,
    /// Bytes so far.
    written: u64,
    /// Where each part begins.
    parts: Vec<(Field, u64)>,
}

impl CompositeFile {
    pub(in crate::indexer::segment) fn create(
        segment: &Segment,
        component: SegmentComponent,
    ) -> tantivy::Result<CompositeFile> {
        Ok(CompositeFile {
            file: segment.open_write(component)?,
            written: 0,
            parts: Vec::new(),
        })
    }

    /// Begins the part of a field.
    pub(in crate::indexer::segment) fn begin(&mut self, field: Field) {
        self.parts.push((field, self.written));
    }

    /// Adds to the last part.
    pub(in crate::indexer::segment) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Writes the list, and syncs the file.
    pub(in crate::indexer::segment) fn close(mut self) -> io::Result<()> {
        let mut list = Vec::new();
        vint(self.parts.len() as u64, &mut list);
        let mut before = 0;
        for (field, start) in self.parts {
            vint(start - before, &mut list);
            list.extend_from_slice(&field.field_id().to_le_bytes());
            // Of several parts of a field, which we do not have.
            vint(0, &mut list);
            before = start;
        }
        let bytes = list.len() as u32;
        list.extend_from_slice(&bytes.to_le_bytes());
        self.file.write_all(&list)?;
        self.file.terminate()
    }
}
