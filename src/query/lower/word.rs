//! Words and phrases as they are typed: one scored unit each.

use super::clause::{Clause, metadata, term, unscored};
use super::groups::near_query::{NearQuery, Pair};
use super::keywords::word_query::{FieldForm, WordQuery};
use super::places::scored_word::{Scored, phrase_text};
use super::scope::Scope;
use super::unspaced::{is_sentence, without_particle};
use super::vocabulary::{Form, Forms, Inflection, Vocabulary};
use super::{Lowering, ScoredWord, variants};
use crate::analysis::{is_common, language};
use crate::query::match_spec::{FieldSet, Marked, Nearby, NearbyWord, Pattern, Placed};
use crate::schema::Key;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

impl Lowering<'_> {
    /// A word or phrase as typed: one index word, or several in a row.
    pub(super) fn words(
        &mut self,
        text: &str,
        scope: Scope,
        exact: bool,
    ) -> tantivy::Result<Option<Clause>> {
        let fields = match scope {
            Scope::Text(fields) => fields,
            Scope::Words(field) => return Ok(metadata(field, text)),
            Scope::Language => {
                let code = language::normalise(text).unwrap_or_else(|| text.to_lowercase());
                return Ok(Some(term(self.vocabulary.fields().language, &code)));
            }
            Scope::Id => {
                let key = Key::of(text.trim()).term(self.vocabulary.fields().key);
                return Ok(Some(unscored(TermQuery::new(
                    key,
                    IndexRecordOption::Basic,
                ))));
            }
        };
        let words = self.placed(text, scope);
        match words.as_slice() {
            [] => Ok(None),
            [word] => {
                let inflection = Inflection::of(text, exact);
                self.word(&word.text, fields, inflection).map(Some)
            }
            words if !exact && !self.negated && is_sentence(words) => self.sentence(words, fields),
            words => match without_particle(words) {
                kept if kept < words.len() && !exact && !self.negated => {
                    self.korean(words, kept, fields)
                }
                _ => self.phrase(words, fields).map(Some),
            },
        }
    }

    pub(super) fn word(
        &mut self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<Clause> {
        if Vocabulary::is_character(word) {
            return self.character(word, fields);
        }
        let (found, note) = self
            .vocabulary
            .forms_and_compounds(word, fields, inflection)?;
        self.notes.extend(note);
        self.class(word, found, fields, Marked::Whole)
    }

    /// Words of which any one will do, as one scored unit.
    pub(super) fn class(
        &mut self,
        word: &str,
        found: Forms,
        fields: FieldSet,
        marked: Marked,
    ) -> tantivy::Result<Clause> {
        let idf = self.boost * self.importance * self.vocabulary.idf(found.holding);
        let mut found = found;
        let mut forms = Vec::new();
        for form in &mut found.forms {
            let postings = match form.postings.take() {
                Some(known) => known,
                None => self.vocabulary.postings(&form.text, fields)?,
            };
            for (field, weight) in self.vocabulary.text_fields(fields) {
                let inside = postings.iter().filter(|postings| postings.field == field);
                let segments: Vec<_> = inside.cloned().collect();
                if !segments.is_empty() {
                    forms.push(FieldForm {
                        field,
                        segments,
                        weight: weight * form.weight,
                        gate: form.gate.clone(),
                    });
                }
            }
        }
        self.atom(fields, idf, Pattern::Word(variants(found.forms, marked)));
        forms.sort_by_key(FieldForm::num_postings);
        let query = WordQuery {
            forms: forms.into(),
            idf,
            norm: self.vocabulary.norm(fields),
        };
        self.scored(word.to_owned(), query.clone().into());
        Ok(Box::new(query))
    }

    /// Keeps what the second stage needs of a part that scores.
    pub(super) fn scored(&mut self, text: String, query: Scored) {
        if !self.negated {
            self.words.push(ScoredWord {
                text,
                is_content: self.importance >= 1.0,
                list: self.list,
                query,
            });
        }
    }

    pub(super) fn phrase(&mut self, words: &[Placed], fields: FieldSet) -> tantivy::Result<Clause> {
        let mut idf = 0.0;
        let mut forms = Vec::with_capacity(words.len());
        for word in words {
            let (form, holding) = self.vocabulary.exact(&word.text, fields)?;
            idf += self.vocabulary.idf(holding);
            forms.push(form);
        }
        let idf = self.boost * self.vocabulary.joint_idf(idf);
        let norm = self.vocabulary.norm(fields);
        let pairs = self.pairs(words, fields)?;
        let near = self.near_fields(fields);
        let mut query = NearQuery::phrase(words, forms, near, pairs, norm, idf);
        let pattern = match self.spelled_words(words, fields)? {
            Some(spelled) => {
                query.words = spelled;
                Pattern::Near(nearby(&query))
            }
            None => Pattern::Phrase(words.to_vec()),
        };
        self.atom(fields, idf, pattern);
        self.scored(phrase_text(words), query.clone().into());
        Ok(Box::new(query))
    }

    /// Those of its words that an index of the body holds as pairs.
    fn pairs(&self, words: &[Placed], fields: FieldSet) -> tantivy::Result<Vec<Pair>> {
        let mut pairs = Vec::new();
        if !fields.body {
            return Ok(pairs);
        }
        for (first, both) in words.windows(2).enumerate() {
            let [word, next] = both else { continue };
            let follows = word.offset + 1 == next.offset;
            if follows && is_common(&word.text) && is_common(&next.text) {
                pairs.push(Pair {
                    field: self.vocabulary.fields().body,
                    first,
                    postings: self.vocabulary.pair(&word.text, &next.text)?,
                });
            }
        }
        Ok(pairs)
    }

    /// The words of a phrase in all spellings that are meant; `None` where each has one only.
    fn spelled_words(
        &self,
        words: &[Placed],
        fields: FieldSet,
    ) -> tantivy::Result<Option<Vec<Vec<Form>>>> {
        if !self.vocabulary.means_several_spellings() {
            return Ok(None);
        }
        let spelled = words.iter().map(|word| {
            let found = self.vocabulary.forms(&word.text, fields, Inflection::InRow);
            found.map(|found| found.forms)
        });
        let spelled = spelled.collect::<tantivy::Result<Vec<_>>>()?;
        let several = spelled.iter().any(|forms| forms.len() > 1);
        Ok(several.then_some(spelled))
    }
}

/// A phrase whose words have several spellings, as what counts as a match.
fn nearby(phrase: &NearQuery) -> Nearby {
    let word = |forms: &Vec<Form>| NearbyWord {
        variants: variants(forms.clone(), Marked::Whole),
        written: None,
    };
    Nearby {
        shape: phrase.shape.clone(),
        words: phrase.words.iter().map(word).collect(),
        least: phrase.least,
    }
}
