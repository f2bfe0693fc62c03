//! The files of a segment's postings and positions, field after field.

use super::composite::CompositeFile;
use super::flush::Flush;
use std::io;
use tantivy::Segment;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;

/// See the module.
pub(in crate::indexer::segment) struct Output {
    postings: CompositeFile,
    positions: CompositeFile,
    /// That of the last data.
    field: Option<Field>,
    /// The first thing that went wrong.
    result: io::Result<()>,
    flush: Flush,
}

/// What comes next in the files.
pub(in crate::indexer::segment) struct Data {
    pub(in crate::indexer::segment) field: Field,
    /// Of the field, in all.
    pub(in crate::indexer::segment) num_words: u64,
    pub(in crate::indexer::segment) postings: Vec<u8>,
    pub(in crate::indexer::segment) positions: Vec<u8>,
}

impl Output {
    /// Tells `flush` what is written.
    pub(in crate::indexer::segment) fn create(
        segment: &Segment,
        flush: Flush,
    ) -> tantivy::Result<Output> {
        Ok(Output {
            flush,
            postings: CompositeFile::create(segment, SegmentComponent::Postings)?,
            positions: CompositeFile::create(segment, SegmentComponent::Positions)?,
            field: None,
            result: Ok(()),
        })
    }

    /// Adds what comes next. Does nothing once something went wrong.
    pub(in crate::indexer::segment) fn add(&mut self, data: io::Result<Data>) {
        if self.result.is_ok() {
            self.result = data.and_then(|data| self.write(&data));
        }
    }

    fn write(&mut self, data: &Data) -> io::Result<()> {
        if self.field.replace(data.field) != Some(data.field) {
            self.postings.begin(data.field);
            self.positions.begin(data.field);
            self.postings.write(&data.num_words.to_le_bytes())?;
        }
        self.postings.write(&data.postings)?;
        self.positions.write(&data.positions)?;
        self.flush
            .written(data.postings.len() + data.positions.len());
        Ok(())
    }

    /// The files that it writes.
    pub(in crate::indexer::segment) const FILES: [SegmentComponent; 2] =
        [SegmentComponent::Postings, SegmentComponent::Positions];

    /// Both files, to be closed.
    ///
    /// # Errors
    /// The first thing that went wrong.
    pub(in crate::indexer::segment) fn finish(self) -> io::Result<[CompositeFile; 2]> {
        self.result.map(|()| [self.postings, self.positions])
    }
}
