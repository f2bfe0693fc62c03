//! A field's term dictionary, in memory until all fields before it are written: so that the dictionaries of several fields
//! are made side by side, which takes as long as encoding where most terms are keys.

use crate::indexer::segment::texts::Texts;
use std::io;
use std::ops::Range;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::termdict::TermDictionaryBuilder;

/// See the module.
pub(in crate::indexer::segment) struct FieldTerms {
    field: Field,
    builder: io::Result<TermDictionaryBuilder<Vec<u8>>>,
    /// Bytes of postings and of positions before the terms that come next.
    before: (usize, usize),
}

/// The terms of a range, and where the data of each begin and end in those of the range.
#[derive(Default)]
pub(in crate::indexer::segment) struct RangeTerms {
    pub(in crate::indexer::segment) words: Texts,
    pub(in crate::indexer::segment) infos: Vec<TermInfo>,
    /// Bytes of its postings and of its positions.
    pub(in crate::indexer::segment) bytes: (usize, usize),
}

impl FieldTerms {
    pub(in crate::indexer::segment) fn new(field: Field) -> FieldTerms {
        FieldTerms {
            field,
            builder: TermDictionaryBuilder::create(Vec::new()),
            before: (0, 0),
        }
    }

    /// Adds the next term, whose data begin and end there in those of the field.
    pub(in crate::indexer::segment) fn add(&mut self, word: &[u8], info: &TermInfo) {
        if let Ok(builder) = &mut self.builder
            && let Err(error) = builder.insert(word, info)
        {
            self.builder = Err(error);
        }
    }

    /// Makes [`finish`](Self::finish) fail.
    pub(in crate::indexer::segment) fn fail(&mut self, error: io::Error) {
        self.builder = Err(error);
    }

    /// Adds the terms of the next range.
    pub(in crate::indexer::segment) fn add_range(&mut self, range: &RangeTerms) {
        let (postings, positions) = self.before;
        for (info, number) in range.infos.iter().zip(0..) {
            let info = TermInfo {
                doc_freq: info.doc_freq,
                postings_range: moved(&info.postings_range, postings),
                positions_range: moved(&info.positions_range, positions),
            };
            self.add(range.words.get(number), &info);
        }
        self.before = (postings + range.bytes.0, positions + range.bytes.1);
    }

    /// The dictionary as it stands in the file, with its field.
    pub(in crate::indexer::segment) fn finish(self) -> io::Result<(Field, Vec<u8>)> {
        Ok((self.field, self.builder?.finish()?))
    }
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
