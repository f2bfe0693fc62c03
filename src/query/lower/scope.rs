//! Where a part of the query is looked for.

use super::Lowering;
use crate::query::field_name::FieldName;
use crate::query::match_spec::FieldSet;
use tantivy::schema::Field;

/// Words of the body that are its lead: the first two paragraphs of most articles.
pub(super) const LEAD_WORDS: u32 = 60;

/// Where words without a field are looked for.
pub(super) const EVERYWHERE: FieldSet = FieldSet {
    title: true,
    body: true,
    comments: true,
    first_words: None,
};

/// Where a part of the query is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// In the text.
    Text(FieldSet),
    /// In the words of another field.
    Words(Field),
    /// As a language code.
    Language,
    /// As an article's id.
    Id,
}

impl Scope {
    /// The first words of a text: of the body, where that is looked at.
    pub(super) fn first(self, words: u32) -> Scope {
        let Scope::Text(fields) = self else {
            return self;
        };
        Scope::Text(FieldSet {
            title: fields.title && !fields.body,
            body: fields.body,
            comments: fields.comments && !fields.body,
            first_words: Some(fields.first_words.map_or(words, |known| known.min(words))),
        })
    }
}

impl Lowering<'_> {
    /// What a field means inside a scope, which gives way to it but for the number of words.
    pub(super) fn scope(&self, field: FieldName, outer: Scope) -> Scope {
        let index = self.vocabulary.fields();
        let none = FieldSet::default();
        let text = match field {
            FieldName::Title => FieldSet {
                title: true,
                ..none
            },
            FieldName::Body => FieldSet { body: true, ..none },
            FieldName::Comments => FieldSet {
                comments: true,
                ..none
            },
            FieldName::Lead => FieldSet {
                body: true,
                first_words: Some(LEAD_WORDS),
                ..none
            },
            FieldName::HeadLead => FieldSet {
                title: true,
                body: true,
                first_words: Some(LEAD_WORDS),
                ..none
            },
            FieldName::Source => return Scope::Words(index.source),
            FieldName::Agency => return Scope::Words(index.agency),
            FieldName::Place => return Scope::Words(index.place),
            FieldName::Author => return Scope::Words(index.author),
            FieldName::Section => return Scope::Words(index.section),
            FieldName::Url => return Scope::Words(index.url),
            FieldName::Lang => return Scope::Language,
            FieldName::Id => return Scope::Id,
        };
        let around = match outer {
            Scope::Text(fields) => fields.first_words,
            _ => None,
        };
        let limits = [text.first_words, around];
        Scope::Text(FieldSet {
            first_words: limits.into_iter().flatten().min(),
            ..text
        })
    }
}
