//! BM25's terms: a word's weight, and how an article's length enters it. Robertson and Zaragoza 2009.

use super::weights::Weights;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// Weight of a word that `holding` of `articles` articles hold. Never negative.
pub(super) fn idf(holding: u64, articles: u64) -> f32 {
    let holding = holding.min(articles) as f32;
    (1.0 + (articles as f32 - holding + 0.5) / (holding + 0.5)).ln()
}

/// Weight of words that must stand together, from the sum of their own: as many articles as would hold all of them by
/// chance, but one at the least, since there is no rarer thing.
pub(super) fn joint_idf(sum: f32, articles: u64) -> f32 {
    sum.min(idf(1, articles))
}

/// Which fields make the length of an article, and what the mean is.
#[derive(Clone, Debug)]
pub(super) struct NormField {
    /// Their lengths are added; none: length does not count.
    pub(super) fields: Vec<Field>,
    /// Mean length over the index, in words.
    pub(super) average: f32,
    /// BM25's k1 and b.
    pub(super) weights: Weights,
}

/// BM25's length term for the documents of one segment.
pub(super) struct LengthNorm {
    readers: Vec<FieldNormReader>,
    average: f32,
    weights: Weights,
}

impl NormField {
    /// Opens the lengths of a segment.
    pub(super) fn segment(&self, reader: &SegmentReader) -> tantivy::Result<LengthNorm> {
        let mut readers = Vec::new();
        for &field in &self.fields {
            readers.extend(reader.fieldnorms_readers().get_field(field)?);
        }
        Ok(LengthNorm {
            readers,
            average: self.average.max(1.0),
            weights: self.weights,
        })
    }

    /// The most that a unit of this idf can score.
    pub(super) fn scale(&self, idf: f32) -> f32 {
        idf * (self.weights.k1 + 1.0)
    }
}

impl LengthNorm {
    /// No document has a smaller one.
    pub(super) fn least(&self) -> f32 {
        let Weights { k1, b, .. } = self.weights;
        match self.readers.is_empty() {
            true => k1,
            false => k1 * (1.0 - b),
        }
    }

    /// k1 (1 - b + b length / mean length).
    pub(super) fn at(&self, doc: DocId) -> f32 {
        let Weights { k1, b, .. } = self.weights;
        if self.readers.is_empty() {
            return k1;
        }
        let length: u32 = self
            .readers
            .iter()
            .map(|reader| reader.fieldnorm(doc))
            .sum();
        k1 * (1.0 - b + b * length as f32 / self.average)
    }
}
