//! The files of a segment's inverted index, and a field's share of them.

use std::io::{self, Write};
use tantivy::Segment;
use tantivy::directory::CompositeWrite;
use tantivy::fieldnorm::{FieldNormReader, FieldNormReaders};
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::termdict::TermDictionaryBuilder;

/// The three files of the inverted index, and the field norms, which must be complete by then.
pub(super) struct Output {
    norms: FieldNormReaders,
    terms: CompositeWrite,
    postings: CompositeWrite,
    positions: CompositeWrite,
}

impl Output {
    pub(super) fn open(segment: &Segment) -> tantivy::Result<Output> {
        let file = |component| segment.open_write(component).map(CompositeWrite::wrap);
        Ok(Output {
            norms: FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?,
            terms: file(SegmentComponent::Terms)?,
            postings: file(SegmentComponent::Postings)?,
            positions: file(SegmentComponent::Positions)?,
        })
    }

    /// The lengths of the field's documents; `None` for a field without norms.
    pub(super) fn norms(&self, field: Field) -> tantivy::Result<Option<FieldNormReader>> {
        self.norms.get_field(field)
    }

    /// Begins a field with this many words in all.
    pub(super) fn field(&mut self, field: Field, num_words: u64) -> io::Result<FieldOutput<'_>> {
        let terms: &mut (dyn Write + Send) = self.terms.for_field(field);
        let postings = self.postings.for_field(field);
        postings.write_all(&num_words.to_le_bytes())?;
        Ok(FieldOutput {
            terms: TermDictionaryBuilder::create(terms)?,
            postings,
            positions: self.positions.for_field(field),
            written: (0, 0),
        })
    }

    pub(super) fn close(self) -> io::Result<()> {
        self.terms.close()?;
        self.postings.close()?;
        self.positions.close()
    }
}

/// Where one field's terms go, in order.
pub(super) struct FieldOutput<'a> {
    terms: TermDictionaryBuilder<&'a mut (dyn Write + Send)>,
    postings: &'a mut (dyn Write + Send),
    positions: &'a mut (dyn Write + Send),
    /// Bytes of postings and of positions so far.
    written: (usize, usize),
}

impl FieldOutput<'_> {
    /// Adds a term whose ranges count from the data that come next.
    pub(super) fn term(&mut self, word: &[u8], info: &TermInfo) -> io::Result<()> {
        let (postings, positions) = (&info.postings_range, &info.positions_range);
        let (before, positions_before) = self.written;
        let info = TermInfo {
            doc_freq: info.doc_freq,
            postings_range: before + postings.start..before + postings.end,
            positions_range: positions_before + positions.start..positions_before + positions.end,
        };
        self.terms.insert(word, &info)
    }

    /// Adds the data of the terms that were added since the last data.
    pub(super) fn data(&mut self, postings: &[u8], positions: &[u8]) -> io::Result<()> {
        self.postings.write_all(postings)?;
        self.positions.write_all(positions)?;
        self.written.0 += postings.len();
        self.written.1 += positions.len();
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.terms.finish().map(drop)
    }
}
