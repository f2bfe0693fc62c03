//! Words with the marks of Vietnamese, which an index has beside words without: a query means both where it must.

use super::umlauts::umlauts_of;
use super::{Form, Vocabulary};
use crate::analysis::{AnyMarks, QueryToken, tokenize_marked_query, tokenize_query, unmarked};
use crate::query::ast::Node;
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::match_spec::FieldSet;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Which spellings of a word a query means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// That without marks: the index has no other.
    None,
    /// That which was typed, and that without marks, which titles and texts of other languages have.
    AsTyped,
    /// All with the same letters: the query was typed without any marks.
    Any,
}

impl Vocabulary<'_> {
    /// For this query.
    pub(in crate::query::lower) fn asked(&self, root: Option<&Node>) -> Vocabulary<'_> {
        let is_marked = |word: &QueryToken| unmarked(&word.text).is_some();
        let marked = || {
            let typed = root.map(Node::to_string).unwrap_or_default();
            tokenize_marked_query(&typed).iter().any(is_marked)
        };
        let marks = match self.lexicon.has_marks {
            false => Marks::None,
            true if marked() => Marks::AsTyped,
            true => Marks::Any,
        };
        Vocabulary {
            marks,
            umlauts: umlauts_of(root),
            languages: Cow::Borrowed(&self.languages),
            ..*self
        }
    }

    /// Whether a word may stand for several index words that are spelled alike.
    pub(in crate::query::lower) fn means_several_spellings(&self) -> bool {
        self.marks != Marks::None || !self.umlauts.is_empty() || self.has_german()
    }

    /// The words of a piece of query text, as texts of this index have them.
    pub(in crate::query::lower) fn words_of(&self, text: &str) -> Vec<QueryToken> {
        match self.marks {
            Marks::None => tokenize_query(text),
            Marks::AsTyped | Marks::Any => tokenize_marked_query(text),
        }
    }

    /// A word as languages that drop marks have it.
    pub(super) fn plain<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match self.marks {
            Marks::None => Cow::Borrowed(word),
            Marks::AsTyped | Marks::Any => unmarked(word).map_or(Cow::Borrowed(word), Cow::Owned),
        }
    }

    /// The other spellings of a word.
    pub(super) fn spellings(&self, word: &str, fields: FieldSet) -> tantivy::Result<Vec<Form>> {
        if self.marks == Marks::None {
            return Ok(Vec::new());
        }
        if let Some(plain) = unmarked(word) {
            let postings = self.postings(&plain, fields)?;
            return Ok(vec![spelling(plain, postings)]);
        }
        let all = (self.marks == Marks::Any)
            .then(|| AnyMarks::new(word))
            .flatten();
        let Some(automaton) = all else {
            return Ok(Vec::new());
        };
        let mut found: BTreeMap<String, Vec<TermPostings>> = BTreeMap::new();
        for (field, _) in self.text_fields(fields) {
            self.lexicon
                .spelled(&automaton, field, &mut |other, postings| {
                    if other != word {
                        found.entry(other.to_owned()).or_default().push(postings);
                    }
                })?;
        }
        let forms = found.into_iter();
        Ok(forms
            .map(|(text, postings)| spelling(text, postings))
            .collect())
    }
}

/// A spelling is no inflection: it counts in full.
fn spelling(text: String, postings: Vec<TermPostings>) -> Form {
    Form {
        text,
        weight: 1.0,
        gate: None,
        postings: Some(postings),
    }
}
