//! German compounds that a word is a member of: *Lotsenstreik* of *Lotsen* and of *Streik*.
//!
//! No list of members is kept: an index word is taken for a compound if what is left of it, less the letters that join members, is
//! a word of the index too.

use super::{Expansion, Form, Forms, GERMAN, Vocabulary};
use crate::query::match_spec::FieldSet;
use std::collections::HashMap;
use tantivy::schema::Field;
use tantivy_fst::Regex;

/// Letters of a member, at the least: shorter ones are parts of too many words that are no compounds.
const SHORTEST: usize = 4;

/// Index words that are looked at, most frequent first: each is a posting list to read if it is a compound.
const MOST: usize = 500;

/// What may join two members.
const JOINTS: [&str; 7] = ["", "s", "n", "en", "es", "er", "e"];

/// Whether something is a word of the index.
type IsWord<'a> = &'a mut dyn FnMut(&str) -> tantivy::Result<bool>;

impl Vocabulary<'_> {
    /// The compounds among the words of the fields of which one of these forms of a word is a member.
    pub(in crate::query::lower) fn compounds(
        &self,
        typed: &str,
        found: &Forms,
        fields: FieldSet,
    ) -> tantivy::Result<Expansion> {
        let members = self.members(found);
        let Some(automaton) = containing(&members) else {
            return Ok(Expansion::default());
        };
        let index_fields: Vec<Field> = self.text_fields(fields).map(|(field, _)| field).collect();
        let mut expansion = self.longer(typed, &index_fields, MOST, &automaton)?;
        let mut known: HashMap<String, bool> = HashMap::new();
        let mut is_word = |part: &str| -> tantivy::Result<bool> {
            if let Some(known) = known.get(part) {
                return Ok(*known);
            }
            let held = !self.postings(part, fields)?.is_empty();
            known.insert(part.to_owned(), held);
            Ok(held)
        };
        let mut forms = Vec::new();
        for form in expansion.forms.forms {
            let is_known = found.forms.iter().any(|known| known.text == form.text);
            if !is_known && is_compound(&form.text, &members, &mut is_word)? {
                forms.push(Form {
                    weight: self.weights.compound,
                    gate: self.gate(vec![GERMAN.to_owned()]),
                    ..form
                });
            }
        }
        let held = forms.iter().map(|form| self.holding(&form.text, fields));
        let held = held.collect::<tantivy::Result<Vec<_>>>()?;
        expansion.forms = Forms {
            holding: self.holding_any(held.into_iter()),
            forms,
        };
        Ok(expansion)
    }

    /// The forms that may be members.
    fn members<'f>(&self, found: &'f Forms) -> Vec<&'f str> {
        let texts = found.forms.iter().map(|form| form.text.as_str());
        let german = texts.filter(|text| self.compounds && self.is_german(text));
        german.filter(|text| text.len() >= SHORTEST).collect()
    }
}

/// Accepts what holds one of the members and more.
fn containing(members: &[&str]) -> Option<Regex> {
    let pattern = format!(".*({}).*", members.join("|"));
    (!members.is_empty())
        .then(|| Regex::new(&pattern).ok())
        .flatten()
}

/// Whether a word is one of the members and other words of the index in a row.
fn is_compound(word: &str, members: &[&str], is_word: IsWord<'_>) -> tantivy::Result<bool> {
    for member in members {
        for (at, _) in word.match_indices(member) {
            let before = word.get(..at).unwrap_or_default();
            let after = word.get(at + member.len()..).unwrap_or_default();
            let is_whole = before.is_empty() && after.is_empty();
            if !is_whole && is_first(before, is_word)? && is_last(after, is_word)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether nothing stands before a member, or a word and what joins them.
fn is_first(part: &str, is_word: IsWord<'_>) -> tantivy::Result<bool> {
    let words = JOINTS.iter().filter_map(|joint| part.strip_suffix(joint));
    Ok(part.is_empty() || any_word(words, is_word)?)
}

/// The same after it.
fn is_last(part: &str, is_word: IsWord<'_>) -> tantivy::Result<bool> {
    let words = JOINTS.iter().filter_map(|joint| part.strip_prefix(joint));
    Ok(part.is_empty() || any_word(words, is_word)?)
}

fn any_word<'w>(
    words: impl Iterator<Item = &'w str>,
    is_word: IsWord<'_>,
) -> tantivy::Result<bool> {
    for word in words {
        if word.len() >= SHORTEST && is_word(word)? {
            return Ok(true);
        }
    }
    Ok(false)
}
