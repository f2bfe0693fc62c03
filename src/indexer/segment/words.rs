//! The fields that are indexed word by word.

use super::field::{CollectedField, FieldWords};
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
const COUNT: usize = 9;

/// A batch that was put away: by field the lengths of its documents, and where its words are.
pub(super) type PutAway = Vec<(Field, Vec<u8>, Written)>;

/// The words of a batch of articles, by field.
pub(super) struct WordFields {
    texts: [(Field, FieldWords); COUNT],
    fields: Fields,
}

impl WordFields {
    pub(super) fn new(fields: &Fields) -> Self {
        let texts = [
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
        let words = |field| FieldWords::new(field == fields.body, fields.marks(field).is_some());
        WordFields {
            texts: texts.map(|field| (field, words(field))),
            fields: *fields,
        }
    }

    /// Whether the words of one more article can be numbered.
    pub(super) fn has_room(&self, article: &Article) -> bool {
        let mut fields = self.texts.iter().zip(values(article));
        fields.all(|((_, field), values)| field.has_room(values))
    }

    pub(super) fn add(&mut self, document: u32, article: &Article, tokenizer: &mut Tokenizer) {
        for ((_, field), values) in self.texts.iter_mut().zip(values(article)) {
            field.add(document, values, tokenizer);
        }
    }

    /// Bytes of memory that inverting takes at its peak.
    pub(super) fn finishing_bytes(&self) -> usize {
        let bytes = |(_, field): &(Field, FieldWords)| field.bytes() + field.inverting_bytes();
        self.texts.iter().map(bytes).sum()
    }

    /// Gives each field inverted, and what is held beside its words, always in the same order. One after the other, so that
    /// one at a time is in memory twice.
    fn each_inverted(self, mut sink: impl FnMut(Field, Inverted)) {
        let inverted = |words| stage::time(Stage::Invert, || Inverted::new(words));
        for (field, words) in self.texts {
            let CollectedField {
                words,
                pairs,
                marks,
            } = stage::time(Stage::Invert, || words.collected());
            sink(field, inverted(words));
            if let Some(pairs) = pairs {
                sink(self.fields.pairs, inverted(pairs));
            }
            if let (Some(field), Some(marks)) = (self.fields.marks(field), marks) {
                sink(field, marks);
            }
        }
    }

    /// Inverts the batch, and writes it at the end of the file.
    pub(super) fn put_away(self, file: &mut Scratch) -> io::Result<PutAway> {
        let mut written = Vec::new();
        let mut result = Ok(());
        self.each_inverted(|field, mut inverted| {
            if result.is_ok() {
                let norms = std::mem::take(&mut inverted.norms);
                match stage::time(Stage::PutAway, || run::write(inverted, file)) {
                    Ok(run) => written.push((field, norms, run)),
                    Err(error) => result = Err(error),
                }
            }
        });
        result.map(|()| written)
    }

    pub(super) fn invert(self) -> Vec<(Field, Inverted)> {
        let mut fields = Vec::new();
        self.each_inverted(|field, inverted| fields.push((field, inverted)));
        fields
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
