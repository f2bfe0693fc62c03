//! The fields that are indexed word by word.

use super::field::FieldWords;
use super::inverted::Inverted;
use super::run::{self, Written};
use super::scratch::Scratch;
use crate::analysis::Tokenizer;
use crate::article::Article;
use crate::indexer::stage::{self, Stage};
use crate::schema::Fields;
use std::io;
use std::slice::from_ref;
use tantivy::schema::Field;

/// How many they are.
pub(super) const COUNT: usize = 9;

/// A batch that was put away: by field the lengths of its documents, and where its words are.
pub(super) type PutAway = [(Field, Vec<u8>, Written); COUNT];

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

    /// Inverts the batch, and writes it at the end of the file.
    pub(super) fn put_away(self, file: &mut Scratch) -> io::Result<PutAway> {
        let mut result = Ok(());
        let written = self.0.map(|(field, words)| {
            // Field by field, so that one at a time is in memory twice.
            let mut inverted = stage::time(Stage::Invert, || Inverted::new(words));
            let norms = std::mem::take(&mut inverted.norms);
            let written = match &result {
                Ok(()) => stage::time(Stage::PutAway, || run::write(inverted, file)),
                Err(_) => Ok(Written::default()),
            };
            (
                field,
                norms,
                written.unwrap_or_else(|error| {
                    result = Err(error);
                    Written::default()
                }),
            )
        });
        result.map(|()| written)
    }

    pub(super) fn invert(self) -> [(Field, Inverted); COUNT] {
        let inverted = |words| stage::time(Stage::Invert, || Inverted::new(words));
        self.0.map(|(field, words)| (field, inverted(words)))
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
