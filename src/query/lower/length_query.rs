//! Articles by the number of words of a field.
//!
//! An index keeps lengths abbreviated to a byte. Where that does not decide, the words of the text are counted, so the
//! answer is exact.

use super::index::texts::{PartTexts, SegmentTexts};
use crate::analysis::tokenize;
use std::fmt;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Articles of which a field has so many words.
#[derive(Clone)]
pub(super) struct LengthQuery {
    pub(super) field: Field,
    /// The fewest.
    pub(super) from: u64,
    /// The first number that is too many.
    pub(super) to: u64,
    pub(super) texts: PartTexts,
}

impl fmt::Debug for LengthQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LengthQuery({}..{})", self.from, self.to)
    }
}

impl Query for LengthQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for LengthQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let norms = reader.fieldnorms_readers().get_field(self.field)?;
        let mut lengths = Lengths {
            query: self.clone(),
            norms: norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 0)),
            texts: SegmentTexts::open(reader, &self.texts)?,
            doc: 0,
            end: reader.max_doc(),
        };
        lengths.settle();
        Ok(Box::new(ConstScorer::new(lengths, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("length", 0.0))
    }
}

struct Lengths {
    query: LengthQuery,
    norms: FieldNormReader,
    texts: SegmentTexts,
    doc: DocId,
    end: DocId,
}

impl Lengths {
    /// Moves to the next article that is as long, unless this one is.
    fn settle(&mut self) -> DocId {
        while self.doc < self.end && !self.holds(self.doc) {
            self.doc += 1;
        }
        if self.doc >= self.end {
            self.doc = TERMINATED;
        }
        self.doc
    }

    fn holds(&self, doc: DocId) -> bool {
        let id = self.norms.fieldnorm_id(doc);
        let least = u64::from(FieldNormReader::id_to_fieldnorm(id));
        let most = match id.checked_add(1) {
            Some(next) => u64::from(FieldNormReader::id_to_fieldnorm(next)).saturating_sub(1),
            None => u64::MAX,
        };
        let LengthQuery { from, to, .. } = self.query;
        if most < from || least >= to {
            return false;
        }
        least >= from && most < to
            || self.count(doc).map_or(self.texts.unread_match(), |words| {
                (from..to).contains(&words)
            })
    }

    fn count(&self, doc: DocId) -> Option<u64> {
        self.texts.look(doc, self.query.field, |text| {
            let mut words = 0;
            tokenize(text, |_| words += 1);
            words
        })
    }
}

impl DocSet for Lengths {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = target;
            self.settle();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}
