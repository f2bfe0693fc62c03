//! The words that tell what texts are about: frequent in them, rare in the index. The forms of a word count as one.

use super::{Archive, SearchError};
use crate::analysis::{Stemmer, is_function_word, tokenize};
use crate::query::{Boost, Node, Query, Word};
use serde::Serialize;
use std::collections::BTreeMap;
use tantivy::Term;

/// Characters that a word must have: initials tell nothing.
const SHORTEST: usize = 2;

/// A word, and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightedTerm {
    /// The index word: of several forms, the most frequent.
    pub text: String,
    /// What it counts beside others; 1 is what a typed word counts.
    pub weight: f32,
}

/// Words of texts, by their stems.
#[derive(Default)]
pub(super) struct TermCounts {
    classes: BTreeMap<String, Class>,
    /// All words of the texts, also those that tell nothing.
    words: f32,
}

/// The forms of a word.
#[derive(Default)]
pub(super) struct Class {
    /// How often they stand in the texts, weighted.
    pub(super) frequency: f32,
    /// The texts that were joined and hold it.
    pub(super) texts: usize,
    forms: BTreeMap<String, f32>,
}

impl Class {
    /// The most frequent form, of equal ones the first.
    pub(super) fn form(&self) -> &str {
        let best = self
            .forms
            .iter()
            .reduce(|best, form| if form.1 > best.1 { form } else { best });
        best.map_or("", |(form, _)| form)
    }

    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }
}

impl TermCounts {
    /// Adds the words of a text in a language, each of this weight.
    pub(super) fn add(&mut self, text: &str, language: &str, weight: f32) {
        let stemmer = Stemmer::for_language(language);
        tokenize(text, |token| {
            self.words += 1.0;
            if !tells(language, token.text) {
                return;
            }
            let stem = match &stemmer {
                Some(stemmer) => stemmer.stem(token.text).into_owned(),
                None => token.text.to_owned(),
            };
            let class = self.classes.entry(stem).or_default();
            class.frequency += weight;
            *class.forms.entry(token.text.to_owned()).or_default() += weight;
        });
    }

    /// Adds the words of another text by how probable each is in it, times a weight.
    pub(super) fn join(&mut self, text: TermCounts, weight: f32) {
        let share = weight / text.words.max(1.0);
        for (stem, class) in text.classes {
            let joined = self.classes.entry(stem).or_default();
            joined.frequency += share * class.frequency;
            joined.texts += 1;
            for (form, frequency) in class.forms {
                *joined.forms.entry(form).or_default() += share * frequency;
            }
        }
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.values()
    }
}

/// Whether a word can tell what a text is about: figures and function words cannot.
fn tells(language: &str, word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some()
        && word.contains(char::is_alphabetic)
        && !is_function_word(language, word)
}

impl Archive {
    /// Articles that hold a word in title or body: the most of either.
    pub(super) fn holding(&self, word: &str) -> Result<u64, SearchError> {
        let mut most = 0;
        for field in [self.fields.title, self.fields.body] {
            let term = Term::from_field_text(field, word);
            most = most.max(self.searcher.doc_freq(&term)?);
        }
        Ok(most)
    }

    /// How much a word that so many articles hold tells: BM25's idf.
    pub(super) fn rarity(&self, holding: u64) -> f32 {
        let articles = self.searcher.num_docs() as f32;
        let holding = (holding as f32).min(articles);
        (1.0 + (articles - holding + 0.5) / (holding + 0.5)).ln()
    }
}

/// Any of the words, each with its weight.
pub(super) fn query_of(terms: &[WeightedTerm]) -> Query {
    let mut nodes: Vec<Node> = terms.iter().map(node).collect();
    let root = match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(Node::Or(nodes)),
    };
    Query {
        root,
        warnings: Vec::new(),
    }
}

fn node(term: &WeightedTerm) -> Node {
    let word = Node::Word(Word {
        text: term.text.clone(),
        span: 0..0,
    });
    // A weight of 0 is none.
    let hundredths = (term.weight * 100.0).round().max(1.0) as u32;
    Node::Boost(Boost {
        hundredths,
        node: Box::new(word),
    })
}
