//! Keeps a form that one language's stemmer found out of articles in other languages.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// Name of the language column.
const COLUMN: &str = "language";

/// The languages in whose articles a form counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LanguageGate {
    /// ISO 639-1 codes, ordered.
    pub(super) languages: Vec<String>,
    /// Whether it counts in articles of no known language.
    pub(super) unlabelled: bool,
}

/// The gate, for one segment.
pub(super) struct SegmentGate {
    ordinals: Column<u64>,
    /// By ordinal of the language in the segment.
    admitted: Vec<bool>,
    unlabelled: bool,
}

impl LanguageGate {
    /// Prepares the gate for a segment; `None` where it would let everything in.
    pub(super) fn segment(&self, reader: &SegmentReader) -> tantivy::Result<Option<SegmentGate>> {
        let Some(column) = reader.fast_fields().str(COLUMN)? else {
            return Ok(None);
        };
        let mut admitted = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let admits = self
                .languages
                .iter()
                .any(|code| code.as_bytes() == terms.key());
            admitted.push(admits);
        }
        if self.unlabelled && admitted.iter().all(|&admits| admits) {
            return Ok(None);
        }
        Ok(Some(SegmentGate {
            ordinals: column.ords().clone(),
            admitted,
            unlabelled: self.unlabelled,
        }))
    }
}

impl SegmentGate {
    /// Whether the form counts in this document.
    pub(super) fn admits(&self, doc: DocId) -> bool {
        self.ordinals
            .first(doc)
            .and_then(|ordinal| self.admitted.get(ordinal as usize).copied())
            .unwrap_or(self.unlabelled)
    }
}
