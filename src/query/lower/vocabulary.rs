//! The words of an index: which forms of a query word it holds, and how many articles hold each.

use super::language_gate::LanguageGate;
use super::norms::{self, NormField};
use super::weights::Weights;
use crate::analysis::{Stemmer, TailAutomaton, is_function_word};
use crate::query::match_spec::FieldSet;
use crate::schema::Fields;
use std::collections::BTreeMap;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

mod expansion;

/// A language with fewer articles than one in this many is a misjudgement of the detector more often than a part of
/// the archive: its stemmer is not used.
const RARE: u64 = 400;

/// The index as the lowering of queries sees it.
pub struct Vocabulary<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    /// Languages of the index that can be stemmed, most articles first.
    languages: Vec<Language>,
    /// Whether forms need no gate: one language for all.
    one_language: bool,
    articles: u64,
    averages: Averages,
    weights: Weights,
}

struct Language {
    code: String,
    stemmer: Option<Stemmer>,
}

/// Mean lengths in words.
#[derive(Clone, Copy, Debug, Default)]
struct Averages {
    title: f32,
    body: f32,
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
}

/// Which other forms of a word count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// None.
    Exact,
    /// Those of all languages of the index.
    Inflected,
    /// The word was typed with an accent, which English has not: those of its other languages, if it has any.
    Accented,
}

impl Inflection {
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
            }],
            holding: 0,
        }
    }
}

impl<'a> Vocabulary<'a> {
    /// Reads what lowering needs of an index. `languages` names the languages to stem by; none: those of the index.
    pub fn new(
        searcher: &'a Searcher,
        fields: Fields,
        languages: &[String],
    ) -> tantivy::Result<Vocabulary<'a>> {
        let found = match languages.is_empty() {
            true => languages_of(searcher, fields.language)?,
            false => languages.to_vec(),
        };
        let mut vocabulary = Vocabulary {
            searcher,
            fields,
            one_language: !languages.is_empty() || found.len() <= 1,
            languages: found
                .into_iter()
                .map(|code| Language {
                    stemmer: Stemmer::for_language(&code),
                    code,
                })
                .collect(),
            articles: searcher.num_docs(),
            averages: Averages::default(),
            weights: Weights::default(),
        };
        vocabulary.averages = Averages {
            title: vocabulary.mean_length(fields.title)?,
            body: vocabulary.mean_length(fields.body)?,
        };
        Ok(vocabulary)
    }

    /// With other constants than those for users.
    pub fn weighing(self, weights: Weights) -> Vocabulary<'a> {
        Vocabulary { weights, ..self }
    }

    pub(super) fn weights(&self) -> &Weights {
        &self.weights
    }

    fn mean_length(&self, field: Field) -> tantivy::Result<f32> {
        let mut words = 0;
        let mut articles = 0;
        for reader in self.searcher.segment_readers() {
            words += reader.inverted_index(field)?.total_num_tokens();
            articles += u64::from(reader.max_doc());
        }
        Ok(words as f32 / articles.max(1) as f32)
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
        let Averages { title, body } = self.averages;
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
        norms::idf(holding, self.articles)
    }

    /// idf of words that must stand together, from the sum of theirs.
    pub(super) fn joint_idf(&self, sum: f32) -> f32 {
        norms::joint_idf(sum, self.articles)
    }

    /// Articles that hold the word in one of the fields: the most of any field, since what stands in the title stands
    /// in the body as a rule.
    pub(super) fn holding(&self, word: &str, fields: FieldSet) -> tantivy::Result<u64> {
        let mut most = 0;
        for (field, _) in self.text_fields(fields) {
            let held = self
                .searcher
                .doc_freq(&Term::from_field_text(field, word))?;
            most = most.max(held);
        }
        Ok(most)
    }

    /// Where the postings of a word lie, in the segments that have any.
    pub(super) fn segments(
        &self,
        field: Field,
        word: &str,
    ) -> tantivy::Result<Vec<(SegmentId, TermInfo)>> {
        let term = Term::from_field_text(field, word);
        let mut found = Vec::new();
        for reader in self.searcher.segment_readers() {
            let info = reader.inverted_index(field)?.get_term_info(&term)?;
            found.extend(info.map(|info| (reader.segment_id(), info)));
        }
        Ok(found)
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

    /// The word itself, and its inflected forms in the languages of the index.
    pub(super) fn forms(
        &self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<Forms> {
        let mut forms = vec![Form {
            text: word.to_owned(),
            weight: 1.0,
            gate: None,
        }];
        if inflection != Inflection::Exact {
            forms.extend(self.inflected(word, fields, inflection)?);
        }
        let mut held = Vec::with_capacity(forms.len());
        for form in &forms {
            held.push(self.holding(&form.text, fields)?);
        }
        let holding = self.holding_any(held.into_iter());
        Ok(Forms { forms, holding })
    }

    /// Articles that hold any of some words, from how many hold each: as if they occurred independently.
    fn holding_any(&self, held: impl Iterator<Item = u64>) -> u64 {
        let articles = self.articles.max(1) as f64;
        let absent: f64 = held
            .map(|held| 1.0 - held.min(self.articles) as f64 / articles)
            .product();
        (self.articles as f64 * (1.0 - absent)).round() as u64
    }

    fn inflected(
        &self,
        word: &str,
        fields: FieldSet,
        inflection: Inflection,
    ) -> tantivy::Result<Vec<Form>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let foreign = inflection == Inflection::Accented && !self.one_language;
        let asked = |language: &&Language| !(foreign && language.code == "en");
        for language in self.languages.iter().filter(asked) {
            let Some(stemmer) = language.stemmer.filter(|stemmer| stemmer.conflates(word)) else {
                continue;
            };
            let stem = stemmer.stem(word);
            for automaton in stemmer.automata(&stem) {
                self.scan(&automaton, fields, &mut |candidate| {
                    if candidate != word && stemmer.same_class(word, candidate) {
                        let languages = found.entry(candidate.to_owned()).or_default();
                        if !languages.contains(&language.code) {
                            languages.push(language.code.clone());
                        }
                    }
                })?;
            }
        }
        let gated = |(text, mut languages): (String, Vec<String>)| {
            languages.sort();
            Form {
                text,
                weight: self.weights.inflected,
                gate: (!self.one_language).then(|| LanguageGate {
                    unlabelled: languages.iter().any(|code| code == self.main_language()),
                    languages,
                }),
            }
        };
        Ok(found.into_iter().map(gated).collect())
    }

    /// Visits the words of the fields that the automaton accepts; a word may come several times.
    fn scan(
        &self,
        automaton: &TailAutomaton,
        fields: FieldSet,
        visit: &mut dyn FnMut(&str),
    ) -> tantivy::Result<()> {
        for reader in self.searcher.segment_readers() {
            for (field, _) in self.text_fields(fields) {
                let inverted = reader.inverted_index(field)?;
                let mut words = inverted.terms().search(automaton.clone()).into_stream()?;
                while words.advance() {
                    if let Ok(word) = std::str::from_utf8(words.key()) {
                        visit(word);
                    }
                }
            }
        }
        Ok(())
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

/// The languages of the index, most articles first.
fn languages_of(searcher: &Searcher, field: Field) -> tantivy::Result<Vec<String>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut codes = inverted.terms().stream()?;
        while codes.advance() {
            if let Ok(code) = std::str::from_utf8(codes.key()) {
                *counts.entry(code.to_owned()).or_default() += u64::from(codes.value().doc_freq);
            }
        }
    }
    let least = searcher.num_docs() / RARE;
    let mut languages: Vec<(u64, String)> = counts
        .into_iter()
        .filter(|(_, articles)| *articles > least)
        .map(|(code, articles)| (articles, code))
        .collect();
    languages.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(languages.into_iter().map(|(_, code)| code).collect())
}
