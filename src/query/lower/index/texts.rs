//! The stored text of articles, for what an index does not know: which single letters are capitals, how many
//! words there are exactly. Bounded, since each costs some hundred times what a posting does.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument};

/// Articles of which the text is read for one query, at the most: some ten seconds' work.
pub(in crate::query::lower) const MAX_TEXTS: usize = 200_000;

/// Blocks of the store that are kept: articles are asked for in order.
const BLOCKS: usize = 2;

/// What has been read for a query.
#[derive(Debug)]
pub(in crate::query::lower) struct Texts {
    /// How many may be.
    most: usize,
    read: AtomicUsize,
    failed: AtomicUsize,
}

impl Texts {
    pub(in crate::query::lower) fn new(most: usize) -> Texts {
        Texts {
            most,
            read: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
        }
    }

    /// Whether so many may not be read.
    pub(in crate::query::lower) fn are_too_many(&self, texts: u64) -> bool {
        texts > self.most as u64
    }

    /// What could not be read.
    pub(in crate::query::lower) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let read = self.read.load(Ordering::Relaxed);
        let (most, left) = (self.most, read.saturating_sub(self.most));
        if left > 0 {
            notes.push(format!(
                "capitals or lengths were looked up in {most} articles; {left} others are left out: add a word or a date"
            ));
        }
        let failed = self.failed.load(Ordering::Relaxed);
        if failed > 0 {
            notes.push(format!(
                "the text of {failed} articles could not be read: they are left out"
            ));
        }
        notes
    }
}

/// The texts for one part of a query.
#[derive(Clone, Debug)]
pub(in crate::query::lower) struct PartTexts {
    pub(in crate::query::lower) texts: Arc<Texts>,
    /// Whether the part stands under an odd number of NOTs.
    pub(in crate::query::lower) negated: bool,
}

impl PartTexts {
    /// The same for articles that were found: their texts have been read once, and are not counted again.
    pub(in crate::query::lower) fn of_candidates(&self) -> PartTexts {
        PartTexts {
            texts: Arc::new(Texts::new(usize::MAX)),
            negated: self.negated,
        }
    }
}

/// The texts of one segment.
pub(in crate::query::lower) struct SegmentTexts {
    store: StoreReader,
    part: PartTexts,
    /// The article that was read last: its fields are asked for one after the other.
    last: Mutex<Option<(DocId, Option<TantivyDocument>)>>,
}

impl SegmentTexts {
    pub(in crate::query::lower) fn open(
        reader: &SegmentReader,
        part: &PartTexts,
    ) -> tantivy::Result<SegmentTexts> {
        Ok(SegmentTexts {
            store: reader.get_store_reader(BLOCKS)?,
            part: part.clone(),
            last: Mutex::new(None),
        })
    }

    /// Gives the text of a field to `look`; `None` where it may not or cannot be read.
    pub(in crate::query::lower) fn look<T>(
        &self,
        doc: DocId,
        field: Field,
        look: impl FnOnce(&str) -> T,
    ) -> Option<T> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|(known, _)| *known != doc) {
            *last = Some((doc, self.read(doc)));
        }
        let document = last.as_ref()?.1.as_ref()?;
        let text = document.get_first(field).and_then(|value| value.as_str());
        Some(look(text.unwrap_or_default()))
    }

    /// What is taken for true of a text that is not read: under a NOT that it matches, so that its article is left out, too.
    pub(in crate::query::lower) fn unread_match(&self) -> bool {
        self.part.negated
    }

    fn read(&self, doc: DocId) -> Option<TantivyDocument> {
        let texts = &self.part.texts;
        if texts.read.fetch_add(1, Ordering::Relaxed) >= texts.most {
            return None;
        }
        let document = self.store.get(doc);
        if document.is_err() {
            texts.failed.fetch_add(1, Ordering::Relaxed);
        }
        document.ok()
    }
}
