//! The fields that are indexed word by word.

use super::collect::field::{CollectedField, FieldWords};
use super::collect::inverted::{Collected, Inverted};
use super::files::scratch::Scratch;
use super::memory::Memory;
use super::runs::run::{self, Written};
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

    /// Each field by itself.
    pub(super) fn fields(self) -> impl Iterator<Item = WordField> {
        let fields = self.fields;
        self.texts.into_iter().map(move |(field, words)| WordField {
            field,
            words,
            pairs: fields.pairs,
            marks: fields.marks(field),
        })
    }

    /// Inverts the batch, and writes it at the end of the file. One field after the other, so that one at a time is in memory
    /// twice. Leaves the memory of the longest in `spare`, where the next batch will want as much.
    pub(super) fn put_away(
        self,
        file: &mut Scratch,
        spare: &mut Option<Memory>,
    ) -> io::Result<PutAway> {
        let mut written = Vec::new();
        for (field, part) in self.fields().flat_map(WordField::collected) {
            let mut inverted = part.inverted(spare);
            let norms = std::mem::take(&mut inverted.norms);
            let run = stage::time(Stage::PutAway, || run::write(&inverted, file))?;
            written.push((field, norms, run));
            let memory = inverted.into_spare();
            if spare
                .as_ref()
                .is_none_or(|spare| spare.len() < memory.len())
            {
                *spare = Some(memory);
            }
        }
        Ok(written)
    }
}

/// The words of one field, with what is held beside them in fields of their own.
pub(super) struct WordField {
    field: Field,
    words: FieldWords,
    pairs: Field,
    marks: Option<Field>,
}

impl WordField {
    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.words.bytes()
    }

    /// The fields that an index has of it.
    pub(super) fn collected(self) -> Vec<(Field, Uninverted)> {
        let CollectedField {
            words,
            pairs,
            marks,
        } = stage::time(Stage::Invert, || self.words.collected());
        let words = (self.field, Uninverted::Words(words));
        let pairs = pairs.map(|pairs| (self.pairs, Uninverted::Words(pairs)));
        let marks = self.marks.zip(marks);
        let marks = marks.map(|(field, marks)| (field, Uninverted::Marks(marks)));
        [Some(words), pairs, marks].into_iter().flatten().collect()
    }
}

/// A field to be inverted; marks come so.
pub(super) enum Uninverted {
    Words(Collected),
    Marks(Inverted),
}

impl Uninverted {
    /// Takes the spare memory if it is large enough.
    pub(super) fn inverted(self, spare: &mut Option<Memory>) -> Inverted {
        match self {
            Uninverted::Words(words) => stage::time(Stage::Invert, || Inverted::new(words, spare)),
            Uninverted::Marks(marks) => marks,
        }
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
