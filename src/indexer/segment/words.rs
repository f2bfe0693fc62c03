//! The fields that are indexed word by word.

use super::field::FieldWords;
use super::inverted::{Collected, Inverted};
use super::pairs::PairWords;
use super::run::{self, Written};
use super::scratch::Scratch;
use super::texts::Texts;
use crate::analysis::Tokenizer;
use crate::article::Article;
use crate::indexer::stage::{self, Stage};
use crate::schema::Fields;
use std::io;
use std::slice::from_ref;
use tantivy::schema::Field;

/// How many they are, with the pairs of common words.
pub(super) const COUNT: usize = 10;

/// Of these, those that hold words of an article.
const TEXTS: usize = COUNT - 1;

/// A batch that was put away: by field the lengths of its documents, and where its words are.
pub(super) type PutAway = [(Field, Vec<u8>, Written); COUNT];

/// The words of a batch of articles, by field.
pub(super) struct WordFields {
    texts: [(Field, FieldWords); TEXTS],
    /// Of the body.
    pairs: (Field, PairWords),
    body: Field,
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
        WordFields {
            texts: texts.map(|field| match field == fields.body {
                true => (field, FieldWords::with_pairs()),
                false => (field, FieldWords::default()),
            }),
            pairs: (fields.pairs, PairWords::default()),
            body: fields.body,
        }
    }

    /// Whether the words of one more article can be numbered.
    pub(super) fn has_room(&self, article: &Article) -> bool {
        let mut fields = self.texts.iter().zip(values(article));
        fields.all(|((_, field), values)| field.has_room(values))
    }

    pub(super) fn add(&mut self, document: u32, article: &Article, tokenizer: &mut Tokenizer) {
        for ((field, words), values) in self.texts.iter_mut().zip(values(article)) {
            let pairs = (*field == self.body).then_some(&mut self.pairs.1);
            words.add(document, values, tokenizer, pairs);
        }
    }

    /// Bytes of memory that inverting takes at its peak: a second list of places stands beside the stream until that
    /// is freed.
    pub(super) fn finishing_bytes(&self) -> usize {
        let texts = self.texts.iter();
        let texts = texts.map(|(_, words)| words.bytes() + words.stream_bytes());
        let (_, pairs) = &self.pairs;
        texts.sum::<usize>() + pairs.bytes() + pairs.stream_bytes()
    }

    fn collected(self) -> [(Field, Collected); COUNT] {
        let texts = self.texts.map(|(field, words)| (field, words.collected()));
        let words = texts.iter().find(|(field, _)| *field == self.body);
        let none = Texts::default();
        let words = words.map_or(&none, |(_, body)| &body.words);
        let (field, pairs) = self.pairs;
        let pairs = (field, pairs.collected(words));
        let [a, b, c, d, e, f, g, h, i] = texts;
        [a, b, c, d, e, f, g, h, i, pairs]
    }

    /// Inverts the batch, and writes it at the end of the file.
    pub(super) fn put_away(self, file: &mut Scratch) -> io::Result<PutAway> {
        let mut result = Ok(());
        let written = self.collected().map(|(field, words)| {
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
        self.collected().map(|(field, words)| (field, inverted(words)))
    }
}

/// The values of an article, in the order of [`WordFields::new`].
fn values(article: &Article) -> [&[String]; TEXTS] {
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
