//! The fields of the index, and what may be done with each.
//!
//! | field | holds | indexed as |
//! |---|---|---|
//! | `key` | fingerprint of the id | one raw term: replace and delete by it |
//! | `text_key` | fingerprint of the text | one raw term, fast: finds exact copies |
//! | `id` | the article's id | fast (breaks ties between equal scores), stored |
//! | `title`, `body`, `comments` | the text | words with positions and lengths, stored |
//! | `title_marks`, `body_marks`, `comments_marks` | where [sentences and paragraphs begin](SENTENCE), and [words in capitals](in_capitals) stand | terms with positions, those of the words |
//! | `pairs` | two [common words](crate::analysis::is_common) in a row of the body | terms with frequencies |
//! | `source`, `agency`, `place`, `author`, `section`, `url` | as named | words with positions, stored |
//! | `language` | ISO 639-1 code | one raw term, fast, stored |
//! | `published` | seconds since 1970 | fast, stored; not tantivy's date type, whose nanoseconds end in 1677 and 2262 |
//! | `captured` | seconds since 1970 | stored only |
//! | `path`, `member`, `record` | the location | stored only |

mod analyzer;
mod document;
#[cfg(test)]
pub(crate) mod in_memory;
mod key;
mod text_key;

pub use document::{StoredArticle, document, plain_document, texts};
pub use key::Key;
pub use text_key::text_key;

use std::sync::LazyLock;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

/// Raised whenever fields change, so that an index of another layout is not misread.
pub const VERSION: u32 = 4;

/// Name under which the word analyser is known to tantivy.
const ANALYZER: &str = "news";

/// That of the analyser of pairs.
const PAIR_ANALYZER: &str = "news_pairs";

/// That of the analyser of marks.
const MARK_ANALYZER: &str = "news_marks";

/// The mark of a word that begins a sentence, but for the first of a text.
pub const SENTENCE: &str = "s";

/// The mark of a word that begins a paragraph, but for the first of a text.
pub const PARAGRAPH: &str = "p";

/// The mark of an index word where it stands in capitals.
pub fn in_capitals(word: &str) -> String {
    format!("^{word}")
}

/// Text per block of the document store: small enough that ten hits decompress in well under a millisecond, large
/// enough that zstd finds repetition.
const STORE_BLOCK_BYTES: usize = 16 * 1024;

/// Handles of the index fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Fingerprint of the id.
    pub key: Field,
    /// Fingerprint of the text.
    pub text_key: Field,
    /// The article's id.
    pub id: Field,
    /// Headline.
    pub title: Field,
    /// Body text.
    pub body: Field,
    /// Reader comments.
    pub comments: Field,
    /// Outlet.
    pub source: Field,
    /// Agency.
    pub agency: Field,
    /// Where it was filed.
    pub place: Field,
    /// Author names.
    pub author: Field,
    /// Section or category.
    pub section: Field,
    /// Canonical address.
    pub url: Field,
    /// ISO 639-1 code.
    pub language: Field,
    /// Seconds since 1970.
    pub published: Field,
    /// Seconds since 1970.
    pub captured: Field,
    /// Path of the file.
    pub path: Field,
    /// Name inside the archive.
    pub member: Field,
    /// Number of the record.
    pub record: Field,
    /// Pairs of common words of the body.
    pub pairs: Field,
    /// Marks of the title.
    pub title_marks: Field,
    /// Marks of the body.
    pub body_marks: Field,
    /// Marks of the comments.
    pub comments_marks: Field,
}

impl Fields {
    /// Where the marks of a text field are; `None` of other fields.
    pub fn marks(&self, text: Field) -> Option<Field> {
        let marks = [
            (self.title, self.title_marks),
            (self.body, self.body_marks),
            (self.comments, self.comments_marks),
        ];
        let own = marks.into_iter().find(|(field, _)| *field == text);
        own.map(|(_, marks)| marks)
    }
}

/// Builds the schema.
pub fn schema() -> (Schema, Fields) {
    let words = |norms: bool| {
        TextOptions::default().set_stored().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(ANALYZER)
                .set_fieldnorms(norms)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let beside = |analyzer: &str, option: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(analyzer)
                .set_fieldnorms(false)
                .set_index_option(option),
        )
    };
    let pairs = beside(PAIR_ANALYZER, IndexRecordOption::WithFreqs);
    let marks = beside(MARK_ANALYZER, IndexRecordOption::WithFreqsAndPositions);
    let mut builder = Schema::builder();
    let fields = Fields {
        key: builder.add_bytes_field("key", INDEXED),
        // Each has one: lengths would say nothing.
        text_key: builder.add_u64_field(
            "text_key",
            NumericOptions::default().set_indexed().set_fast(),
        ),
        id: builder.add_text_field("id", TextOptions::default().set_stored().set_fast("raw")),
        title: builder.add_text_field("title", words(true)),
        body: builder.add_text_field("body", words(true)),
        comments: builder.add_text_field("comments", words(false)),
        source: builder.add_text_field("source", words(false).set_fast("raw")),
        agency: builder.add_text_field("agency", words(false)),
        place: builder.add_text_field("place", words(false)),
        author: builder.add_text_field("author", words(false)),
        section: builder.add_text_field("section", words(false)),
        url: builder.add_text_field("url", words(false)),
        language: builder.add_text_field("language", STRING | FAST | STORED),
        published: builder.add_i64_field("published", FAST | STORED),
        captured: builder.add_i64_field("captured", STORED),
        path: builder.add_text_field("path", STORED),
        member: builder.add_text_field("member", STORED),
        record: builder.add_u64_field("record", STORED),
        pairs: builder.add_text_field("pairs", pairs),
        title_marks: builder.add_text_field("title_marks", marks.clone()),
        body_marks: builder.add_text_field("body_marks", marks.clone()),
        comments_marks: builder.add_text_field("comments_marks", marks),
    };
    (builder.build(), fields)
}

/// The handles that [`schema`] gives.
pub fn fields() -> &'static Fields {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| schema().1);
    &FIELDS
}

/// How the index is laid out on disk.
pub fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(1),
        }),
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    }
}

/// Makes the analysers known to an index that was just opened or created.
pub fn register(index: &Index) {
    let analyzers = index.tokenizers();
    analyzers.register(ANALYZER, analyzer::NewsAnalyzer::default());
    analyzers.register(PAIR_ANALYZER, analyzer::PairAnalyzer::default());
    analyzers.register(MARK_ANALYZER, analyzer::MarkAnalyzer::default());
}
