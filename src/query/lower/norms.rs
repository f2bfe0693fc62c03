//! BM25's constants, and how an article's length enters it.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// BM25 as in Robertson and Zaragoza 2009.
pub(super) struct Bm25;

impl Bm25 {
    /// How fast repetition stops counting.
    pub(super) const K1: f32 = 1.2;
    /// How much length counts: less than the usual .75, which ranks short items of news too high (docs/ranking.md).
    pub(super) const B: f32 = 0.6;

    /// Weight of a word that `holding` of `articles` articles hold. Never negative.
    pub(super) fn idf(holding: u64, articles: u64) -> f32 {
        let holding = holding.min(articles) as f32;
        (1.0 + (articles as f32 - holding + 0.5) / (holding + 0.5)).ln()
    }
}

/// Which fields make the length of an article, and what the mean is.
#[derive(Clone, Debug)]
pub(super) struct NormField {
    /// Their lengths are added; none: length does not count.
    pub(super) fields: Vec<Field>,
    /// Mean length over the index, in words.
    pub(super) average: f32,
}

/// BM25's length term for the documents of one segment.
pub(super) struct LengthNorm {
    readers: Vec<FieldNormReader>,
    average: f32,
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
        })
    }
}

impl LengthNorm {
    /// k1 (1 - b + b length / mean length).
    pub(super) fn at(&self, doc: DocId) -> f32 {
        if self.readers.is_empty() {
            return Bm25::K1;
        }
        let length: u32 = self
            .readers
            .iter()
            .map(|reader| reader.fieldnorm(doc))
            .sum();
        Bm25::K1 * (1.0 - Bm25::B + Bm25::B * length as f32 / self.average)
    }
}
