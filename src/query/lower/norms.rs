//! BM25's terms: a word's weight, and how an article's length enters it. Robertson and Zaragoza 2009.

use super::weights::Weights;
use std::sync::LazyLock;
use tantivy::directory::OwnedBytes;
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
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NormField {
    /// Their lengths are added; none: length does not count. Two at the most.
    pub(super) fields: Vec<Field>,
    /// Mean length over the index, in words.
    pub(super) average: f32,
    /// BM25's k1 and b.
    pub(super) weights: Weights,
}

/// BM25's length term for the documents of one segment.
pub(super) struct LengthNorm {
    first: Option<Lengths>,
    second: Option<Lengths>,
    average: f32,
    weights: Weights,
}

/// The length of each document's field, in the one byte that tantivy stores.
#[derive(Clone)]
struct Lengths(OwnedBytes);

/// Words of a field by its stored length.
static WORDS: LazyLock<[u32; 256]> =
    LazyLock::new(|| std::array::from_fn(|code| FieldNormReader::id_to_fieldnorm(code as u8)));

/// The least that [`LengthNorm`] can be for a document, by the stored length of one of its fields.
pub(super) struct LeastNorm {
    /// None where length does not count.
    lengths: Option<Lengths>,
    least: [f32; 256],
}

impl Lengths {
    #[inline]
    fn code(&self, doc: DocId) -> u8 {
        self.0.get(doc as usize).copied().unwrap_or_default()
    }

    #[inline]
    fn at(&self, doc: DocId) -> u32 {
        WORDS[usize::from(self.code(doc))]
    }
}

impl NormField {
    /// Opens the lengths of a segment.
    pub(super) fn segment(&self, reader: &SegmentReader) -> tantivy::Result<LengthNorm> {
        let mut readers = Vec::new();
        for &field in &self.fields {
            if let Some(file) = reader
                .fieldnorms_readers()
                .get_inner_file()
                .open_read(field)
            {
                readers.push(Lengths(file.read_bytes()?));
            }
        }
        let mut readers = readers.into_iter();
        Ok(LengthNorm {
            first: readers.next(),
            second: readers.next(),
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
    /// A closer bound for each document, at the cost of a table.
    pub(super) fn least_by_length(&self) -> LeastNorm {
        // The body, where there is one: it makes most of the length.
        let lengths = self.second.as_ref().or(self.first.as_ref());
        let mut least = [self.weights.k1; 256];
        if lengths.is_some() {
            for (length, least) in WORDS.iter().zip(&mut least) {
                *least = self.of_length(*length);
            }
        }
        LeastNorm {
            lengths: lengths.cloned(),
            least,
        }
    }

    #[inline]
    fn of_length(&self, length: u32) -> f32 {
        let Weights { k1, b, .. } = self.weights;
        k1 * (1.0 - b + b * length as f32 / self.average)
    }

    /// k1 (1 - b + b length / mean length).
    #[inline]
    pub(super) fn at(&self, doc: DocId) -> f32 {
        match (&self.first, &self.second) {
            (None, _) => self.weights.k1,
            (Some(field), None) => self.of_length(field.at(doc)),
            (Some(first), Some(second)) => self.of_length(first.at(doc) + second.at(doc)),
        }
    }
}

impl LeastNorm {
    /// No more than the norm of the document.
    #[inline]
    pub(super) fn at(&self, doc: DocId) -> f32 {
        let length = self.lengths().get(doc as usize).copied();
        self.least[usize::from(length.unwrap_or_default())]
    }

    /// By the stored length: what [`LeastNorm::lengths`] has for a document.
    pub(super) fn by_length(&self) -> &[f32; 256] {
        &self.least
    }

    /// The stored length of each document; empty where length does not count, and none is as good as 0.
    pub(super) fn lengths(&self) -> &[u8] {
        self.lengths.as_ref().map_or(&[][..], |lengths| &lengths.0)
    }
}
