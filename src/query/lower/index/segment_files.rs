//! The bytes of a segment that tantivy's readers keep to themselves: its posting lists, positions and lengths, by field.
//! Mapped into memory, never copied.

use super::language_gate::Languages;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use tantivy::directory::{CompositeFile, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{Directory, Searcher};

/// The number of words of a field, before its posting lists.
const COUNT: usize = 8;

/// The files of one segment.
pub(super) struct SegmentFiles {
    postings: CompositeFile,
    positions: CompositeFile,
}

/// One field of one segment.
pub(in crate::query::lower) struct FieldFiles {
    /// Posting lists, at the places that `TermInfo` gives.
    pub(super) postings: OwnedBytes,
    /// Positions, likewise.
    pub(super) positions: OwnedBytes,
    /// The languages of the segment's articles, if any is known.
    pub(in crate::query::lower) languages: Option<Arc<Languages>>,
}

impl fmt::Debug for FieldFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldFiles({} bytes)", self.postings.len())
    }
}

impl SegmentFiles {
    pub(super) fn open(searcher: &Searcher, segment: SegmentId) -> tantivy::Result<SegmentFiles> {
        let name = segment.uuid_string();
        let open = |extension: &str| -> tantivy::Result<CompositeFile> {
            let path = PathBuf::from(format!("{name}.{extension}"));
            let file = searcher.index().directory().open_read(&path)?;
            Ok(CompositeFile::open(&file)?)
        };
        Ok(SegmentFiles {
            postings: open("idx")?,
            positions: open("pos")?,
        })
    }

    /// `None` where no article has the field.
    pub(super) fn field(
        &self,
        field: Field,
        languages: &Option<Arc<Languages>>,
    ) -> tantivy::Result<Option<FieldFiles>> {
        let postings = self.postings.open_read(field);
        let positions = self.positions.open_read(field);
        let (Some(postings), Some(positions)) = (postings, positions) else {
            return Ok(None);
        };
        let (_, postings) = postings.split(COUNT);
        Ok(Some(FieldFiles {
            postings: postings.read_bytes()?,
            positions: positions.read_bytes()?,
            languages: languages.clone(),
        }))
    }
}
