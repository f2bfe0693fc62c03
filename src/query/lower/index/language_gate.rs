//! Keeps a form that one language's stemmer found out of articles in other languages.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// Name of the language column.
const COLUMN: &str = "language";

/// The languages in whose articles a form counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query::lower) struct LanguageGate {
    /// ISO 639-1 codes, ordered.
    pub(in crate::query::lower) languages: Vec<String>,
    /// Whether it counts in articles of no known language.
    pub(in crate::query::lower) unlabelled: bool,
}

/// The languages of the articles of one segment.
pub(in crate::query::lower) struct Languages {
    /// By ordinal.
    codes: Vec<String>,
    /// The ordinal of each article's.
    ordinals: Column<u64>,
}

/// The gate, for one segment.
pub(in crate::query::lower) struct SegmentGate {
    ordinals: Column<u64>,
    /// By ordinal of the language in the segment.
    admitted: Vec<bool>,
    unlabelled: bool,
}

impl Languages {
    /// Reads them; `None` where no article of the segment has one.
    pub(in crate::query::lower) fn open(
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Languages>> {
        let Some(column) = reader.fast_fields().str(COLUMN)? else {
            return Ok(None);
        };
        let mut codes = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            codes.push(String::from_utf8_lossy(terms.key()).into_owned());
        }
        Ok(Some(Languages {
            codes,
            ordinals: column.ords().clone(),
        }))
    }
}

impl LanguageGate {
    /// Prepares the gate for a segment; `None` where it would let everything in.
    pub(in crate::query::lower) fn segment(
        &self,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<SegmentGate>> {
        let languages = Languages::open(reader)?;
        Ok(languages.and_then(|languages| self.among(&languages)))
    }

    /// The same where the segment's languages are known.
    pub(in crate::query::lower) fn among(&self, languages: &Languages) -> Option<SegmentGate> {
        let codes = languages.codes.iter();
        let admitted: Vec<bool> = codes.map(|code| self.languages.contains(code)).collect();
        let open = self.unlabelled && admitted.iter().all(|&admits| admits);
        (!open).then(|| SegmentGate {
            ordinals: languages.ordinals.clone(),
            admitted,
            unlabelled: self.unlabelled,
        })
    }
}

impl SegmentGate {
    /// Whether the form counts in this document.
    pub(in crate::query::lower) fn admits(&self, doc: DocId) -> bool {
        self.ordinals
            .first(doc)
            .and_then(|ordinal| self.admitted.get(ordinal as usize).copied())
            .unwrap_or(self.unlabelled)
    }
}
