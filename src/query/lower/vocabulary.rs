//! The words of an index: which forms of a query word it holds, and how many articles hold each.

use super::index::breaks::FieldBreaks;
use super::index::language_gate::LanguageGate;
use super::index::lexicon::{Averages, Language, Lexicon, TermPostings};
use super::norms::{self, NormField};
use super::weights::Weights;
use crate::analysis::{is_function_word, pair};
use crate::query::match_spec::FieldSet;
use crate::schema::{Fields, PARAGRAPH, SENTENCE};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::Field;

mod compounds;
mod expansion;
mod spelling;
mod umlauts;

use expansion::Expansion;
use spelling::Marks;

/// The language whose words are compounds, and whose umlauts may be spelled with two letters.
const GERMAN: &str = "de";

/// The index as the lowering of queries sees it.
pub struct Vocabulary<'a> {
    lexicon: &'a Lexicon,
    fields: Fields,
    /// Those to stem by, most articles first.
    languages: Cow<'a, [Language]>,
    /// Whether forms need no gate: one language for all.
    one_language: bool,
    weights: Weights,
    marks: Marks,
    /// Words of the query that were typed with umlauts, and how they are spelled without.
    umlauts: BTreeMap<String, String>,
    /// Whether compounds of a word count.
    compounds: bool,
}

/// A form of a word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    /// The index word.
    pub(super) text: String,
    /// What one occurrence counts.
    pub(super) weight: f32,
    /// The languages in whose articles it counts; `None` for all.
    pub(super) gate: Option<LanguageGate>,
    /// Where its postings lie in the fields that were asked for; `None` if that has not been looked up.
    pub(super) postings: Option<Vec<TermPostings>>,
}

/// Which other forms of a word count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// None.
    Exact,
    /// None, but umlauts may be spelled with two letters: of words in a row.
    InRow,
    /// Those of all languages of the index.
    Inflected,
    /// The word was typed with an accent, which English has not: those of its other languages, if it has any.
    Accented,
}

impl Inflection {
    /// Whether it has other endings.
    fn is_inflected(self) -> bool {
        matches!(self, Inflection::Inflected | Inflection::Accented)
    }

    /// Of a word as it was typed.
    pub(super) fn of(typed: &str, exact: bool) -> Inflection {
        match exact {
            true => Inflection::Exact,
            false if typed.contains(|c| matches!(c, '\u{c0}'..='\u{24f}')) => Inflection::Accented,
            false => Inflection::Inflected,
        }
    }
}

/// The forms of a word that the index holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forms {
    /// As it was typed first.
    pub(super) forms: Vec<Form>,
    /// Articles that hold any of them, estimated as if they occurred independently of each other: within some per
    /// cent of the truth, and never more than there are articles.
    pub(super) holding: u64,
}

impl Forms {
    /// One word as typed, of no weight.
    pub(super) fn of(word: &str) -> Forms {
        let text = word.to_owned();
        Forms {
            forms: vec![Form {
                text,
                weight: 1.0,
                gate: None,
                postings: None,
            }],
            holding: 0,
        }
    }
}

/// An inflected form, as it is gathered from the dictionaries.
#[derive(Default)]
struct Inflected {
    /// Those in which it is one.
    languages: Vec<String>,
    postings: Vec<TermPostings>,
}

impl Inflected {
    fn is_of(&self, language: &str) -> bool {
        self.languages.iter().any(|code| code == language)
    }

    /// Adds postings, which may be known: several languages find them.
    fn add(&mut self, postings: TermPostings) {
        let known = |other: &TermPostings| {
            (other.field, other.segment) == (postings.field, postings.segment)
        };
        if !self.postings.iter().any(known) {
            self.postings.push(postings);
        }
    }
}

impl<'a> Vocabulary<'a> {
    /// `languages` names the languages to stem by; none: those of the index.
    pub fn new(lexicon: &'a Lexicon, fields: Fields, languages: &[String]) -> Vocabulary<'a> {
        let asked = || languages.iter().cloned().map(Language::of).collect();
        let found: Cow<'a, [Language]> = match languages.is_empty() {
            true => Cow::Borrowed(&lexicon.languages),
            false => Cow::Owned(asked()),
        };
        Vocabulary {
            lexicon,
            fields,
            one_language: !languages.is_empty() || found.len() <= 1,
            languages: found,
            weights: Weights::default(),
            marks: Marks::None,
            umlauts: BTreeMap::new(),
            compounds: false,
        }
    }

    /// Whether a German word also stands for the compounds that it is a member of.
    pub fn with_compounds(self, compounds: bool) -> Vocabulary<'a> {
        Vocabulary { compounds, ..self }
    }

    /// With other constants than those for users.
    pub fn weighing(self, weights: Weights) -> Vocabulary<'a> {
        Vocabulary { weights, ..self }
    }

    pub(super) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The language of most articles; empty where none is known.
    pub fn main_language(&self) -> &str {
        self.languages.first().map_or("", |language| &language.code)
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// How length counts for matches in these fields.
    pub(super) fn norm(&self, fields: FieldSet) -> NormField {
        let Averages { title, body } = self.lexicon.averages;
        let (norms, average) = match (fields.title, fields.body) {
            (true, true) => (vec![self.fields.title, self.fields.body], title + body),
            (true, false) => (vec![self.fields.title], title),
            (false, true) => (vec![self.fields.body], body),
            (false, false) => (vec![], 1.0),
        };
        NormField {
            fields: norms,
            average,
            weights: self.weights,
        }
    }

    /// idf of a word or class that so many articles hold.
    pub(super) fn idf(&self, holding: u64) -> f32 {
        norms::idf(holding, self.lexicon.articles)
    }

    /// idf of words that must stand together, from the sum of theirs.
    pub(super) fn joint_idf(&self, sum: f32) -> f32 {
        norms::joint_idf(sum, self.lexicon.articles)
    }

    /// Articles that hold the word in one of the fields: the most of any field, since what stands in the title stands
    /// in the body as a rule.
    pub(super) fn holding(&self, word: &str, fields: FieldSet) -> tantivy::Result<u64> {
        Ok(self.most_holding(&self.postings(word, fields)?, fields))
    }

    fn most_holding(&self, postings: &[TermPostings], fields: FieldSet) -> u64 {
        let holding = |field: Field| {
            let postings = postings.iter().filter(|postings| postings.field == field);
            postings
                .map(|postings| u64::from(postings.info.doc_freq))
                .sum()
        };
        let fields = self.text_fields(fields);
        fields.map(|(field, _)| holding(field)).max().unwrap_or(0)
    }

    /// Where the postings of a word lie.
    pub(super) fn postings(
        &self,
        word: &str,
        fields: FieldSet,
    ) -> tantivy::Result<Vec<TermPostings>> {
        let mut found = Vec::new();
        for (field, _) in self.text_fields(fields) {
            found.extend(self.lexicon.find(field, word)?);
        }
        Ok(found)
    }

    /// Where the postings of two common words in a row of the body lie.
    pub(super) fn pair(&self, first: &str, second: &str) -> tantivy::Result<Vec<TermPostings>> {
        self.lexicon.find(self.fields.pairs, &pair(first, second))
    }

    /// Where the sentences and paragraphs of a text field begin.
    pub(super) fn breaks(&self, field: Field) -> tantivy::Result<FieldBreaks> {
        let find = |mark: &str| match self.fields.marks(field) {
            Some(marks) => self.lexicon.find(marks, mark),
            None => Ok(Vec::new()),
        };
        Ok(FieldBreaks {
            field,
            sentences: find(SENTENCE)?,
            paragraphs: find(PARAGRAPH)?,
        })
    }

    /// The index fields of a set, with what one occurrence counts in each.
    pub(super) fn text_fields(
        &self,
        fields: FieldSet,
    ) -> impl Iterator<Item = (Field, f32)> + use<> {
        let title = fields
            .title
            .then_some((self.fields.title, self.weights.title));
        let body = fields.body.then_some((self.fields.body, 1.0));
        // Alone they count in full.
        let comments_weight = match fields.title || fields.body {
            true => self.weights.comments,
            false => 1.0,
        };
        let comments = fields
            .comments
            .then_some((self.fields.comments, comments_weight));
        [title, body, comments].into_iter().flatten()
    }

    /// A word as it is, and how many articles hold it.
    pub(super) fn exact(&self, word: &str, fields: FieldSet) -> tantivy::Result<(Form, u64)> {
        let postings = self.postings(word, fields)?;
        let holding = self.most_holding(&postings, fields);
        let form = Form {
            text: word.to_owned(),
            weight: 1.0,
            gate: None,
            postings: Some(postings),
        };
        Ok((form, holding))
    }

    /// The word itself, its other spellings, and its inflected forms in the languages of the index.
    pub(super) fn forms(
        &self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<Forms> {
        let mut forms = vec![self.exact(word, fields)?.0];
        forms.extend(self.spellings(word, fields)?);
        if inflection != Inflection::Exact {
            forms.extend(self.with_umlauts(word, fields)?);
        }
        if inflection.is_inflected() {
            let mut inflected = self.inflected(&self.plain(word), fields, inflection)?;
            inflected.retain(|form| forms.iter().all(|known| known.text != form.text));
            forms.extend(inflected);
        }
        let held = forms.iter().map(|form| {
            let postings = form.postings.as_deref().unwrap_or_default();
            self.most_holding(postings, fields)
        });
        let holding = self.holding_any(held);
        Ok(Forms { forms, holding })
    }

    /// As [`forms`](Self::forms), with the compounds of an inflected word if they were asked for, and what was left out.
    pub(super) fn forms_and_compounds(
        &self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<(Forms, Option<String>)> {
        let mut found = self.forms(word, fields, inflection)?;
        if !self.compounds || !inflection.is_inflected() {
            return Ok((found, None));
        }
        let Expansion { forms, note } = self.compounds(word, &found, fields)?;
        found.holding = self.holding_any([found.holding, forms.holding].into_iter());
        found.forms.extend(forms.forms);
        Ok((found, note))
    }

    /// Articles that hold any of some words, from how many hold each: as if they occurred independently.
    fn holding_any(&self, held: impl Iterator<Item = u64>) -> u64 {
        let articles = self.lexicon.articles.max(1) as f64;
        let absent: f64 = held
            .map(|held| 1.0 - held.min(self.lexicon.articles) as f64 / articles)
            .product();
        (self.lexicon.articles as f64 * (1.0 - absent)).round() as u64
    }

    fn inflected(
        &self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<Vec<Form>> {
        let mut found: BTreeMap<String, Inflected> = BTreeMap::new();
        let foreign = inflection == Inflection::Accented && !self.one_language;
        let asked = |language: &&Language| !(foreign && language.code == "en");
        for language in self.languages.iter().filter(asked) {
            let Some(stemmer) = language.stemmer.filter(|stemmer| stemmer.conflates(word)) else {
                continue;
            };
            let stem = stemmer.stem(word);
            // Words of other stems, which are met in each field and segment.
            let mut others = BTreeSet::new();
            for automaton in stemmer.automata(&stem) {
                for (field, _) in self.text_fields(fields) {
                    self.lexicon
                        .scan(&automaton, field, &mut |candidate, postings| {
                            let known = found.get_mut(candidate);
                            if let Some(form) = known.filter(|form| form.is_of(&language.code)) {
                                form.add(postings);
                            } else if candidate == word || others.contains(candidate) {
                            } else if stemmer.has_stem(candidate, &stem) {
                                let form = found.entry(candidate.to_owned()).or_default();
                                form.languages.push(language.code.clone());
                                form.add(postings);
                            } else {
                                others.insert(candidate.to_owned());
                            }
                        })?;
                }
            }
        }
        Ok(found
            .into_iter()
            .map(|(text, form)| self.form(text, form))
            .collect())
    }

    fn form(&self, text: String, form: Inflected) -> Form {
        let Inflected {
            mut languages,
            postings,
        } = form;
        languages.sort();
        Form {
            text,
            weight: self.weights.inflected,
            gate: self.gate(languages),
            postings: Some(postings),
        }
    }

    /// Whether words of German articles are asked for.
    fn has_german(&self) -> bool {
        self.german().is_some()
    }

    /// Whether a word may be German.
    fn is_german(&self, word: &str) -> bool {
        let stemmer = self.german().and_then(|language| language.stemmer);
        stemmer.is_some_and(|stemmer| stemmer.conflates(word))
    }

    fn german(&self) -> Option<&Language> {
        let mut languages = self.languages.iter();
        languages.find(|language| language.code == GERMAN)
    }

    /// Keeps a form out of articles in other languages; `None` where there are none.
    fn gate(&self, languages: Vec<String>) -> Option<LanguageGate> {
        (!self.one_language).then(|| LanguageGate {
            unlabelled: languages.iter().any(|code| code == self.main_language()),
            languages,
        })
    }

    /// Which of these words are mere function words. Judged by one language, since one language's article is
    /// another's content word: that of the index which claims most of them, the main one unless another claims at
    /// least two and more.
    pub(super) fn function_words(&self, words: &[&str]) -> Vec<bool> {
        // In scripts without spaces no language needs to be known.
        let mut best: Vec<bool> = words
            .iter()
            .map(|word| is_function_word("", word))
            .collect();
        let mut most = 0;
        for (rank, language) in self.languages.iter().enumerate() {
            let claimed: Vec<bool> = words
                .iter()
                .map(|word| is_function_word(&language.code, word))
                .collect();
            let count = claimed.iter().filter(|&&claimed| claimed).count();
            if count > most && (rank == 0 || count >= 2) {
                most = count;
                best = claimed;
            }
        }
        best
    }
}
