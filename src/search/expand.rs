//! Pseudo-relevance feedback: the best articles of a query name more words, with which they and all others that match
//! are scored again. Finds no more articles and no fewer; only their order changes.
//!
//! The relevance model RM3 (Lavrenko and Croft, SIGIR 2001; Jaleel and others, TREC 2004) over BM25 scores.
//! docs/ranking.md has the formula and the measurements.

use super::order::Ranking;
use super::ranked::Ranked;
use super::terms::{Class, TermCounts, WeightedTerm, query_of};
use super::{Archive, SearchError, SearchOptions};
use crate::article::Article;
use crate::query::lower::{LowerOptions, Lowered, Matching, Pruning, lower};
use crate::query::{MatchSpec, Pattern};
use std::collections::HashSet;
use tantivy::query::{BooleanQuery, Occur};

/// The articles that are taken for good answers.
const ARTICLES: usize = 10;

/// Words from fewer of these articles say what one of them is about, not what they share.
const LEAST_ARTICLES: usize = 2;

/// Which words are added to a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expansion {
    /// How many, at the most.
    pub terms: usize,
    /// What they count together, as a part of what the query's own words count; no one of them counts more than this.
    pub weight: f32,
}

impl Default for Expansion {
    fn default() -> Expansion {
        Expansion {
            terms: 20,
            weight: 0.2,
        }
    }
}

impl Archive {
    /// Adds words to what is ranked, if that was asked for and there are any.
    pub(super) fn expand(
        &self,
        ranking: &mut Ranking,
        options: &SearchOptions,
    ) -> Result<(), SearchError> {
        // A mere filter has no best articles.
        let has_words = !ranking.lowered.spec.atoms.is_empty();
        let Some(expansion) = options
            .ranking
            .expansion
            .filter(|by| has_words && by.weight > 0.0)
        else {
            return Ok(());
        };
        let own = ranking.lowered.spec.atoms.len() as f32;
        let best = self.best(ranking, ARTICLES, options, false)?.top;
        let articles = self.load(best.iter().map(|article| article.address))?;
        let typed = typed(&ranking.lowered.spec);
        ranking.terms = self.model(&best, &articles, &typed, expansion, own)?;
        let Some(added) = self.lower_terms(&ranking.terms, options)? else {
            return Ok(());
        };
        ranking.lowered.query = Box::new(BooleanQuery::new(vec![
            (Occur::Must, ranking.lowered.query.box_clone()),
            (Occur::Should, added.query),
        ]));
        ranking.lowered.pruning = Pruning::None;
        ranking.added = added.words;
        Ok(())
    }

    /// The words that the articles share, by how probable each is in them, the better ones weighing more.
    fn model(
        &self,
        best: &[Ranked],
        articles: &[Article],
        typed: &HashSet<&str>,
        expansion: Expansion,
        own: f32,
    ) -> Result<Vec<WeightedTerm>, SearchError> {
        let mut shared = TermCounts::default();
        for (ranked, article) in best.iter().zip(articles) {
            let mut counts = TermCounts::default();
            counts.add(&article.title, &article.language, 1.0);
            counts.add(&article.body, &article.language, 1.0);
            shared.join(counts, ranked.score.max(0.0));
        }
        let is_typed = |class: &Class| class.forms().any(|form| typed.contains(form));
        let least = LEAST_ARTICLES.min(articles.len());
        let classes = shared.classes();
        let candidates = classes.filter(|class| class.texts >= least && !is_typed(class));
        let mut found = Vec::new();
        for class in candidates {
            let rarity = self.rarity(self.holding(class.form())?);
            found.push((class.frequency * rarity, class));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.form().cmp(b.1.form())));
        found.truncate(expansion.terms);
        let sum: f32 = found.iter().map(|(_, class)| class.frequency).sum();
        let weight = |class: &Class| {
            let share = own * class.frequency / sum;
            expansion.weight * share.min(1.0)
        };
        let terms = found.iter().map(|(_, class)| WeightedTerm {
            text: class.form().to_owned(),
            weight: weight(class),
        });
        let mut terms: Vec<WeightedTerm> = terms.collect();
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        Ok(terms)
    }

    /// Words with weights in the index's terms, any of which will do; `None` where there are none.
    pub(super) fn lower_terms(
        &self,
        terms: &[WeightedTerm],
        options: &SearchOptions,
    ) -> Result<Option<Lowered>, SearchError> {
        let vocabulary = self.vocabulary(options)?;
        let any = LowerOptions {
            matching: Matching::Any,
            ..LowerOptions::default()
        };
        Ok(lower(query_of(terms).root.as_ref(), &vocabulary, &any)?)
    }
}

/// The index words that the query stands for.
fn typed(spec: &MatchSpec) -> HashSet<&str> {
    let mut typed = HashSet::new();
    for atom in &spec.atoms {
        match &atom.pattern {
            Pattern::Word(forms) => typed.extend(forms.iter().map(|form| form.text.as_str())),
            Pattern::Phrase(words) => typed.extend(words.iter().map(|word| word.text.as_str())),
            Pattern::Near(near) => {
                let forms = near.words.iter().flat_map(|word| &word.variants);
                typed.extend(forms.map(|form| form.text.as_str()));
            }
        }
    }
    typed
}
