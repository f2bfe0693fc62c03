//! Words that stand for all index words of a shape: `kor*`, and single characters of Chinese.

use super::Lowering;
use super::clause::{Clause, any_form, term};
use super::fuzzy::Similar;
use super::scope::Scope;
use super::vocabulary::Forms;
use crate::analysis::QueryToken;
use crate::query::ast::Fuzzy;
use crate::query::match_spec::{FieldSet, Marked};
use tantivy::schema::Field;

/// Letters that stand for the wildcards while a word is folded, as the analyser takes them for any letter. They are
/// the signs of clicks in phonetic script, which no newspaper prints.
const STAND_INS: [(char, char); 2] = [('*', '\u{1C2}'), ('?', '\u{1C3}')];

/// A piece of query text with wildcards, as index words; the wildcards are `*` and `?` again.
fn folded(text: &str, words_of: impl Fn(&str) -> Vec<QueryToken>) -> Vec<String> {
    let swapped: String = STAND_INS
        .iter()
        .fold(text.to_owned(), |text, (sign, letter)| {
            text.replace(*sign, &letter.to_string())
        });
    let back = |word: String| {
        STAND_INS.iter().fold(word, |word, (sign, letter)| {
            word.replace(*letter, &sign.to_string())
        })
    };
    words_of(&swapped)
        .into_iter()
        .map(|word| back(word.text))
        .filter(|word| word.contains(|c: char| !matches!(c, '*' | '?')))
        .collect()
}

/// The one index word with wildcards that a piece of query text is.
fn pattern(text: &str, words_of: impl Fn(&str) -> Vec<QueryToken>) -> Option<String> {
    let mut words = folded(text, words_of);
    let single = words.len() == 1;
    words.pop().filter(|word| {
        let letters = word.chars().filter(|c| !matches!(c, '*' | '?')).count();
        single && letters >= 2 && word.contains(['*', '?'])
    })
}

impl Lowering<'_> {
    /// The one index word with wildcards that a piece of query text is.
    pub(super) fn pattern(&self, text: &str, scope: Scope) -> Option<String> {
        pattern(text, |text| self.words_of(text, scope))
    }

    pub(super) fn wildcard(&mut self, text: &str, scope: Scope) -> tantivy::Result<Option<Clause>> {
        match (scope, self.pattern(text, scope)) {
            (Scope::Text(fields), Some(pattern)) => {
                self.wildcard_in_text(&pattern, text, fields).map(Some)
            }
            (Scope::Words(field), Some(pattern)) => self.wildcard_in(&pattern, text, field),
            _ => {
                let plain = self.unexpanded(text);
                self.words(&plain, scope, true)
            }
        }
    }

    /// The words of a piece of text whose wildcards cannot act.
    pub(super) fn unexpanded(&mut self, text: &str) -> String {
        self.notes.push(format!(
            "`{text}`: wildcards act within one word; they are left out"
        ));
        text.replace(['*', '?'], " ").trim().to_owned()
    }

    fn wildcard_in_text(
        &mut self,
        pattern: &str,
        typed: &str,
        fields: FieldSet,
    ) -> tantivy::Result<Clause> {
        let expansion = self
            .vocabulary
            .wildcard(pattern, typed, &self.index_fields(fields))?;
        self.notes.extend(expansion.note);
        self.class(typed, expansion.forms, fields, Marked::Whole)
    }

    /// In a field that chooses but does not rank.
    fn wildcard_in(
        &mut self,
        pattern: &str,
        typed: &str,
        field: Field,
    ) -> tantivy::Result<Option<Clause>> {
        let expansion = self.vocabulary.wildcard(pattern, typed, &[field])?;
        self.notes.extend(expansion.note);
        // Without any, a word that no article has.
        Ok(any_form(field, &expansion.forms).or_else(|| Some(term(field, pattern))))
    }

    /// A word that may be spelled otherwise.
    pub(super) fn fuzzy(&mut self, fuzzy: &Fuzzy, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let Some(found) = self.similar(fuzzy, scope)? else {
            return self.words(&fuzzy.word.text, scope, true);
        };
        match scope {
            Scope::Text(fields) => self
                .class(&fuzzy.word.text, found, fields, Marked::Whole)
                .map(Some),
            Scope::Words(field) if !found.forms.is_empty() => Ok(any_form(field, &found)),
            _ => self.words(&fuzzy.word.text, scope, true),
        }
    }

    /// The index words that a word may be misspelled as; `None` where it is too short, or no single word.
    pub(super) fn similar(
        &mut self,
        fuzzy: &Fuzzy,
        scope: Scope,
    ) -> tantivy::Result<Option<Forms>> {
        let Some(fields) = self.worded_fields(scope) else {
            return Ok(None);
        };
        let words = self.words_of(&fuzzy.word.text, scope);
        let automaton = match (words.as_slice(), fields.first()) {
            ([word], Some(field)) => Similar::new(&word.text, fuzzy.distance, *field)?,
            _ => None,
        };
        let typed = format!("{}~", fuzzy.word.text);
        let (Some(automaton), [word]) = (automaton, words.as_slice()) else {
            self.notes.push(format!(
                "`{typed}`: only a single word of three letters or more may be spelled otherwise; searched as written"
            ));
            return Ok(None);
        };
        let expansion = self
            .vocabulary
            .similar(&word.text, &typed, &fields, &automaton)?;
        self.notes.extend(expansion.note);
        Ok(Some(expansion.forms))
    }

    /// A character that is indexed as the first of pairs.
    pub(super) fn character(
        &mut self,
        character: &str,
        fields: FieldSet,
    ) -> tantivy::Result<Clause> {
        let expansion = self
            .vocabulary
            .character(character, &self.index_fields(fields))?;
        self.notes.extend(expansion.note);
        self.class(character, expansion.forms, fields, Marked::FirstCharacter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize_query;

    #[test]
    fn wildcards_survive_folding() {
        for (text, expected) in [
            ("Kor*", vec!["kor*"]),
            ("*MÂTE", vec!["*mate"]),
            ("c?t", vec!["c?t"]),
            ("O’Br*", vec!["o'br*"]),
            ("COVID-1*", vec!["covid", "1*"]),
            ("f??k", vec!["f??k"]),
            ("東京*", vec!["東京"]),
        ] {
            assert_eq!(folded(text, tokenize_query), expected, "{text}");
        }
    }
}
