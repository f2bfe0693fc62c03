//! The single values of documents: kept as they come, given to tantivy's columnar writer (fast fields) and to the
//! fields of raw terms at the end.

use super::texts::Texts;
use crate::article::Article;
use crate::schema::{Fields, Key, text_key};
use std::collections::HashMap;
use tantivy::Segment;
use tantivy::columnar::{ColumnType, ColumnarWriter};
use tantivy::directory::TerminatingWrite;
use tantivy::index::SegmentComponent;
use tantivy::tokenizer::MAX_TOKEN_LEN;

/// What a document's two keys take while they are sorted and encoded, side by side: references to them with the document (24
/// each), postings (4 each), and what the dictionaries hold of them (35 and 21 in an index of 21,577 articles).
const SORTED_KEYS_BYTES: usize = 112;

/// The values of a batch of documents.
pub(super) struct Columns {
    keys: Vec<Key>,
    /// Big-endian, as terms are.
    text_keys: Vec<[u8; 8]>,
    ids: Texts,
    sources: Labels,
    languages: Labels,
    published: Vec<Option<i64>>,
}

impl Columns {
    pub(super) fn new() -> Self {
        Columns {
            keys: Vec::new(),
            text_keys: Vec::new(),
            ids: Texts::default(),
            sources: Labels::default(),
            languages: Labels::default(),
            published: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, article: &Article) {
        self.keys.push(Key::of(&article.id));
        self.text_keys.push(text_key(article).to_be_bytes());
        self.ids.push(article.id.as_bytes());
        self.sources.push(&article.source);
        self.languages.push(&article.language);
        let second = article.published.map(|published| published.as_second());
        self.published.push(second);
    }

    /// Bytes of memory that writing takes at its peak, beside the values here: tantivy's writer keeps them again.
    pub(super) fn finishing_bytes(&self) -> usize {
        2 * self.bytes() + self.keys.capacity() * SORTED_KEYS_BYTES
    }

    /// Bytes of memory held.
    fn bytes(&self) -> usize {
        self.keys.capacity() * size_of::<Key>()
            + self.text_keys.capacity() * size_of::<[u8; 8]>()
            + self.ids.bytes()
            + self.sources.bytes()
            + self.languages.bytes()
            + self.published.capacity() * size_of::<Option<i64>>()
    }

    pub(super) fn num_documents(&self) -> u32 {
        self.keys.len() as u32
    }

    /// Each document's key, the documents numbered from `first`.
    pub(super) fn keys(&self, first: u32) -> impl Iterator<Item = (&[u8], u32)> {
        let keys = (first..).zip(&self.keys);
        keys.map(|(document, key)| (key.as_bytes(), document))
    }

    /// The fingerprint of each document's text, as an index term.
    pub(super) fn text_keys(&self, first: u32) -> impl Iterator<Item = (&[u8], u32)> {
        let keys = (first..).zip(&self.text_keys);
        keys.map(|(document, key)| (key.as_slice(), document))
    }

    /// The languages of those documents that have one, as index terms.
    pub(super) fn languages(&self, first: u32) -> impl Iterator<Item = (&[u8], u32)> {
        let languages = (first..).zip(self.languages.all());
        languages.filter_map(|(document, language)| Some((term(language)?, document)))
    }

    /// The lengths of the language field: one term, or none.
    pub(super) fn language_norms(&self) -> impl Iterator<Item = u8> {
        let languages = self.languages.all();
        languages.map(|language| u8::from(term(language).is_some()))
    }

    fn record(&self, first: u32, names: &Names<'_>, to: &mut ColumnarWriter) {
        let labels = self.sources.all().zip(self.languages.all());
        let numbers = self.published.iter().zip(&self.text_keys);
        let values = labels.zip(numbers).zip(0..);
        for (((source, language), (published, text_key)), document) in values {
            let row = first + document;
            to.record_numerical(row, names.text_key, u64::from_be_bytes(*text_key));
            to.record_str(row, names.id, self.ids.get_str(document));
            if let Some(source) = source {
                to.record_str(row, names.source, source);
            }
            if let Some(language) = language {
                to.record_str(row, names.language, language);
            }
            if let Some(second) = published {
                to.record_numerical(row, names.published, *second);
            }
        }
    }
}

/// A label as an index term. tantivy drops what is longer.
fn term(label: Option<&str>) -> Option<&[u8]> {
    let label = label.filter(|label| label.len() <= MAX_TOKEN_LEN)?;
    Some(label.as_bytes())
}

/// Writes the fast fields. Each batch comes with the number of its first document.
pub(super) fn write(
    segment: &Segment,
    fields: &Fields,
    batches: &[(u32, Columns)],
) -> tantivy::Result<()> {
    let schema = segment.schema();
    let names = Names {
        text_key: schema.get_field_name(fields.text_key),
        id: schema.get_field_name(fields.id),
        source: schema.get_field_name(fields.source),
        language: schema.get_field_name(fields.language),
        published: schema.get_field_name(fields.published),
    };
    let mut columns = ColumnarWriter::default();
    for text in [names.id, names.source, names.language] {
        columns.record_column_type(text, ColumnType::Str, false);
    }
    columns.record_column_type(names.text_key, ColumnType::U64, false);
    columns.record_column_type(names.published, ColumnType::I64, false);
    let mut num_documents = 0;
    for (first, batch) in batches {
        batch.record(*first, &names, &mut columns);
        num_documents += batch.num_documents();
    }
    let mut file = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(num_documents, None, &mut file)?;
    Ok(file.terminate()?)
}

/// Column names.
struct Names<'a> {
    text_key: &'a str,
    id: &'a str,
    source: &'a str,
    language: &'a str,
    published: &'a str,
}

/// Texts of which there are few, one or none per document.
#[derive(Default)]
struct Labels {
    numbers: HashMap<String, u32>,
    texts: Texts,
    documents: Vec<Option<u32>>,
}

impl Labels {
    fn push(&mut self, label: &str) {
        let number = match self.numbers.get(label) {
            _ if label.is_empty() => None,
            Some(number) => Some(*number),
            None => {
                let number = self.texts.push(label.as_bytes());
                self.numbers.insert(label.to_owned(), number);
                Some(number)
            }
        };
        self.documents.push(number);
    }

    fn all(&self) -> impl Iterator<Item = Option<&str>> {
        let documents = self.documents.iter();
        documents.map(|number| Some(self.texts.get_str((*number)?)))
    }

    fn bytes(&self) -> usize {
        let entry = size_of::<(String, u32)>() + 1;
        self.numbers.capacity() * entry
            + 2 * self.texts.bytes()
            + self.documents.capacity() * size_of::<Option<u32>>()
    }
}
