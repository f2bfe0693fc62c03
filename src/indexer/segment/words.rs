//! The fields that are indexed word by word.

use super::field::FieldWords;
use super::inverted::Inverted;
use crate::analysis::Tokenizer;
use crate::article::Article;
use crate::schema::Fields;
use std::slice::from_ref;
use tantivy::schema::Field;

const COUNT: usize = 9;

/// The words of a batch of articles, by field.
pub(super) struct WordFields([(Field, FieldWords); COUNT]);

impl WordFields {
    pub(super) fn new(fields: &Fields) -> Self {
        let fields = [
            fields.title,
            fields.body,
            fields.comments,
            fields.source,
            fields.agency,
            fields.place,
            fields.author,
            fields.section,
            fields.url,
        ];
        WordFields(fields.map(|field| (field, FieldWords::new())))
    }

    /// Whether the words of one more article can be numbered.
    pub(super) fn has_room(&self, article: &Article) -> bool {
        let mut fields = self.0.iter().zip(values(article));
        fields.all(|((_, field), values)| field.has_room(values))
    }

    pub(super) fn add(&mut self, document: u32, article: &Article, tokenizer: &mut Tokenizer) {
        for ((_, field), values) in self.0.iter_mut().zip(values(article)) {
            field.add(document, values, tokenizer);
        }
    }

    /// Bytes of memory that inverting takes at its peak: a second list of places stands beside the stream until that
    /// is freed.
    pub(super) fn finishing_bytes(&self) -> usize {
        let bytes = |(_, field): &(Field, FieldWords)| field.bytes() + field.stream.bytes();
        self.0.iter().map(bytes).sum()
    }

    pub(super) fn invert(self) -> [(Field, Inverted); COUNT] {
        self.0.map(|(field, words)| (field, Inverted::new(words)))
    }
}

/// The values of an article, in the order of [`WordFields::new`].
fn values(article: &Article) -> [&[String]; COUNT] {
    [
        from_ref(&article.title),
        from_ref(&article.body),
        from_ref(&article.comments),
        from_ref(&article.source),
        from_ref(&article.agency),
        from_ref(&article.place),
        &article.authors,
        from_ref(&article.section),
        from_ref(&article.url),
    ]
}
