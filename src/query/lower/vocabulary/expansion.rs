//! Words with wildcards, and single characters of Chinese: the index words they stand for, within bounds.

use super::{Form, Forms, Vocabulary};
use crate::analysis::tokenize;
use crate::query::lower::fuzzy::Similar;
use crate::query::lower::wildcard::{Bounded, Pattern};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy::schema::Field;
use tantivy_fst::{Automaton, Regex};

/// Index words that a word with wildcards stands for, at the most: each costs a posting list to read.
const MAX_WORDS: usize = 1_000;

/// Index words that a single character stands for, at the most; there are as many as characters that follow it.
const MAX_PAIRS: usize = 10_000;

/// Index words that begin with a character of a question, at the most: a posting list each.
const MAX_RARE_PAIRS: usize = 300;

/// Steps of the walk to these.
const MAX_RARE_STEPS: usize = 20_000;

/// Steps of a walk over the dictionaries, at the most: some five million words, half a second.
const MAX_STEPS: usize = 20_000_000;

/// What a pattern stands for.
#[derive(Clone, Debug, Default)]
pub(in crate::query::lower) struct Expansion {
    /// The words, most frequent first.
    pub(in crate::query::lower) forms: Forms,
    /// What was left out, for the reader of the query; nothing where nothing was.
    pub(in crate::query::lower) note: Option<String>,
}

impl Vocabulary<'_> {
    /// The words of the fields that a word with wildcards stands for. `typed` is how the query has it.
    pub(in crate::query::lower) fn wildcard(
        &self,
        pattern: &str,
        typed: &str,
        fields: &[Field],
    ) -> tantivy::Result<Expansion> {
        let Some(automaton) = Pattern::new(pattern) else {
            return Ok(Expansion {
                note: Some(format!(
                    "`{typed}` is too long for a word with wildcards: it finds nothing"
                )),
                ..Expansion::default()
            });
        };
        self.expand(typed, fields, MAX_WORDS, MAX_STEPS, &automaton)
    }

    /// Whether an index word is a single character of a script that is indexed by pairs.
    pub(in crate::query::lower) fn is_character(word: &str) -> bool {
        let mut words = Vec::new();
        let twice = word.repeat(2);
        tokenize(&twice, |token| words.push(token.text.to_owned()));
        words == [twice.as_str(), word]
    }

    /// The words of the fields that begin with a character.
    pub(in crate::query::lower) fn character(
        &self,
        character: &str,
        fields: &[Field],
    ) -> tantivy::Result<Expansion> {
        let Some(automaton) = Pattern::new(&format!("{character}*")) else {
            return Ok(Expansion::default());
        };
        self.expand(character, fields, MAX_PAIRS, MAX_STEPS, &automaton)
    }

    /// The words of the fields that begin with a character; `None` if they are many.
    pub(in crate::query::lower) fn rare_character(
        &self,
        character: &str,
        fields: &[Field],
    ) -> tantivy::Result<Option<Forms>> {
        let Some(automaton) = Pattern::new(&format!("{character}*")) else {
            return Ok(None);
        };
        let (most, steps) = (MAX_RARE_PAIRS, MAX_RARE_STEPS);
        let found = self.expand(character, fields, most, steps, &automaton)?;
        Ok(found.note.is_none().then_some(found.forms))
    }

    /// The words of the fields that are spelled like a word.
    pub(in crate::query::lower) fn similar(
        &self,
        word: &str,
        typed: &str,
        fields: &[Field],
        automaton: &Similar,
    ) -> tantivy::Result<Expansion> {
        let mut found = self.expand(typed, fields, MAX_WORDS, MAX_STEPS, automaton)?;
        for form in &mut found.forms.forms {
            if form.text != word {
                form.weight = self.weights.inflected;
            }
        }
        Ok(found)
    }

    /// The words of the fields that a pattern matches.
    pub(in crate::query::lower) fn matching(
        &self,
        typed: &str,
        fields: &[Field],
        automaton: &Regex,
    ) -> tantivy::Result<Expansion> {
        self.expand(typed, fields, MAX_WORDS, MAX_STEPS, automaton)
    }

    /// The words of the fields of which a German word may be a member.
    pub(super) fn longer(
        &self,
        word: &str,
        fields: &[Field],
        most: usize,
        automaton: &Regex,
    ) -> tantivy::Result<Expansion> {
        self.expand(word, fields, most, MAX_STEPS, automaton)
    }

    fn expand<A>(
        &self,
        typed: &str,
        fields: &[Field],
        most: usize,
        steps: usize,
        automaton: A,
    ) -> tantivy::Result<Expansion>
    where
        A: Automaton + Copy,
        A::State: Clone,
    {
        let left = AtomicUsize::new(steps);
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for &field in fields {
            let mut held: BTreeMap<String, u64> = BTreeMap::new();
            for reader in self.lexicon.searcher.segment_readers() {
                let inverted = reader.inverted_index(field)?;
                let bounded = Bounded {
                    inner: automaton,
                    left: &left,
                };
                let mut words = inverted.terms().search(bounded).into_stream()?;
                while words.advance() {
                    if let Ok(word) = std::str::from_utf8(words.key()) {
                        *held.entry(word.to_owned()).or_default() +=
                            u64::from(words.value().doc_freq);
                    }
                }
            }
            // As in `holding`: the most of any field.
            for (word, articles) in held {
                let most = found.entry(word).or_default();
                *most = articles.max(*most);
            }
        }
        let stopped = left.load(Ordering::Relaxed) == 0;
        Ok(self.most_frequent(typed, found, most, stopped))
    }

    fn most_frequent(
        &self,
        typed: &str,
        found: BTreeMap<String, u64>,
        most: usize,
        stopped: bool,
    ) -> Expansion {
        let total = found.len();
        let mut words: Vec<(String, u64)> = found.into_iter().collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(most);
        let mut notes = Vec::new();
        if stopped {
            notes.push("the index has too many words to look at all of them".to_owned());
        }
        if total > most {
            notes.push(format!(
                "only the {most} most frequent of {total} words are searched"
            ));
        }
        let holding = self.holding_any(words.iter().map(|(_, articles)| *articles));
        let forms = words.into_iter().map(|(text, _)| Form {
            text,
            weight: 1.0,
            gate: None,
            postings: None,
        });
        Expansion {
            forms: Forms {
                forms: forms.collect(),
                holding,
            },
            note: (!notes.is_empty()).then(|| format!("`{typed}`: {}", notes.join("; "))),
        }
    }
}
