//! Indexes in memory, for tests of what reads them.

use super::{Fields, document, fields, register, schema, settings};
use crate::article::Article;
use jiff::Timestamp;
use tantivy::{Index, IndexWriter, TantivyDocument};

const WRITER_BYTES: usize = 15_000_000;

/// An empty index, laid out as those on disk are.
pub(crate) fn empty() -> (Index, Fields) {
    let (schema, fields) = schema();
    let builder = Index::builder().schema(schema).settings(settings());
    let index = builder.create_in_ram().expect("an index in memory");
    register(&index);
    (index, fields)
}

/// The document of an article published at this second.
pub(crate) fn document_of(
    author: &str,
    title: &str,
    body: &str,
    language: &str,
    published: i64,
) -> TantivyDocument {
    let article = Article {
        authors: vec![author.to_owned()],
        title: title.to_owned(),
        body: body.to_owned(),
        language: language.to_owned(),
        published: Timestamp::from_second(published).ok(),
        ..Article::default()
    };
    document(&article, fields())
}

/// An index of these documents, a commit for each list, and the writer that may change it.
pub(crate) fn index_of(
    commits: impl IntoIterator<Item = Vec<TantivyDocument>>,
) -> (Index, IndexWriter) {
    let (index, _) = empty();
    let mut writer = index
        .writer_with_num_threads(1, WRITER_BYTES)
        .expect("nobody else writes");
    for documents in commits {
        for document in documents {
            writer.add_document(document).expect("room in memory");
        }
        writer.commit().expect("memory takes files");
    }
    (index, writer)
}
