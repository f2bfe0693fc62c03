//! A query's tree to a tantivy query, and to what it highlights.
//!
//! Both come out of the same walk, so that what is marked is what matched. Nothing here knows how hits are ranked
//! against each other or shown.

mod characters;
mod clause;
mod explain;
mod filters;
mod fuzzy;
mod groups;
mod index;
mod keywords;
mod length_query;
mod list;
mod loosened;
mod near;
mod norms;
mod occurrence;
mod places;
mod regex;
mod scope;
mod threshold;
mod unspaced;
mod vocabulary;
mod weights;
mod wildcard;
mod wildcard_word;
mod word;

pub use explain::Frequency;
pub use index::lexicon::Lexicon;
pub use occurrence::Occurrence;
pub use places::scored_word::ScoredWord;
pub use places::segment_word::SegmentWord;
pub(super) use regex::fault as pattern_fault;
pub use vocabulary::Vocabulary;
pub use weights::Weights;

use super::ast::{Boost, Node, Qualified};
use super::condition::{Case, Condition};
use super::match_spec::{Atom, FieldSet, Marked, MatchSpec, Pattern, Placed, Variant};
use crate::analysis::{QueryToken, tokenize_query};
use clause::{Clause, all_of, dates, everything_but, some_of};
use groups::near_query::NearQuery;
use groups::row::is_row;
use index::texts::{MAX_TEXTS, PartTexts, Texts};
use keywords::keyword_query::KeywordQuery;
use loosened::loosened_root;
use scope::{EVERYWHERE, Scope};
use std::sync::Arc;
use tantivy::query::Query;

/// How many of the words that stand side by side an article must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// All but function words.
    #[default]
    All,
    /// More than half of those.
    Most,
    /// One.
    Any,
}

/// How to lower a query.
#[derive(Clone, Debug, Default)]
pub struct LowerOptions {
    /// How words side by side combine.
    pub matching: Matching,
    /// Published at or after, seconds since 1970.
    pub since: Option<i64>,
    /// Published before, seconds since 1970.
    pub before: Option<i64>,
    /// Articles whose text may be read, at the most, for what an index does not know; 200,000 where it is left out.
    pub texts: Option<usize>,
}

/// A query in the index's terms.
pub struct Lowered {
    /// What to run.
    pub query: Box<dyn Query>,
    /// Which of its ways to run is the fastest.
    pub pruning: Pruning,
    /// What to highlight.
    pub spec: MatchSpec,
    /// What was left out since a bound was reached; more may come when the query runs.
    notes: Vec<String>,
    /// The parts of the query that are looked up in the text of articles, after the index has said which may match.
    pub filters: Vec<String>,
    texts: Arc<Texts>,
    /// The words, phrases and groups that are scored, in the order typed.
    pub words: Vec<ScoredWord>,
}

/// What a query can do without scoring all that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pruning {
    /// Nothing.
    None,
    /// Find the best.
    Top,
    /// Find the best, and count all.
    TopAndCount,
}

/// Puts the faster query of two that find and score the same in place of the one that lowering made.
fn fastest(query: Clause) -> (Clause, Pruning) {
    if let Some(keywords) = KeywordQuery::of(&*query) {
        return (Box::new(keywords), Pruning::TopAndCount);
    }
    let is_row = query.downcast_ref::<NearQuery>().is_some_and(is_row);
    let pruning = if is_row { Pruning::Top } else { Pruning::None };
    (query, pruning)
}

impl Lowered {
    /// What was left out since a bound was reached, for the person who asked; each a clause without a full stop. To be
    /// asked for when the query has run.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        notes.extend(self.texts.notes());
        notes
    }

    /// Whether so many articles may have more texts to be read than one query reads, so that those that come first decide
    /// what is found.
    pub fn may_read_too_many_texts(&self, articles: u64) -> bool {
        let reads = self.filters.len() as u64;
        self.texts.are_too_many(articles.saturating_mul(reads))
    }
}

/// Lowers a query. `None` where it asks for nothing: no word in it can be in an index, and no date is given.
pub fn lower(
    root: Option<&Node>,
    vocabulary: &Vocabulary<'_>,
    options: &LowerOptions,
) -> tantivy::Result<Option<Lowered>> {
    let vocabulary = &vocabulary.asked(root);
    let mut lowering = Lowering {
        vocabulary,
        matching: options.matching,
        spec: MatchSpec {
            main_language: vocabulary.main_language().to_owned(),
            ..MatchSpec::default()
        },
        notes: Vec::new(),
        filters: Vec::new(),
        texts: Arc::new(Texts::new(options.texts.unwrap_or(MAX_TEXTS))),
        least: 1,
        case: None,
        negated: false,
        nots: 0,
        importance: 1.0,
        boost: 1.0,
        list: 0,
        lists: 0,
        words: Vec::new(),
    };
    let query = match root {
        Some(root) if options.matching == Matching::Any => {
            lowering.node(&loosened_root(root), Scope::Text(EVERYWHERE))?
        }
        Some(root) => lowering.node(root, Scope::Text(EVERYWHERE))?,
        None => None,
    };
    let dates = dates(vocabulary.fields().published, options);
    let query = match (query, dates) {
        (None, None) => return Ok(None),
        (Some(query), None) | (None, Some(query)) => query,
        (Some(query), Some(dates)) => all_of(vec![query, dates]),
    };
    let (query, pruning) = fastest(query);
    Ok(Some(Lowered {
        query,
        // Each text is to be read once: those that match are counted while the best are looked for.
        pruning: match lowering.filters.is_empty() {
            true => pruning,
            false => Pruning::None,
        },
        spec: lowering.spec,
        notes: lowering.notes,
        filters: lowering.filters,
        texts: lowering.texts,
        words: lowering.words,
    }))
}

struct Lowering<'a> {
    vocabulary: &'a Vocabulary<'a>,
    matching: Matching,
    spec: MatchSpec,
    notes: Vec<String>,
    filters: Vec<String>,
    texts: Arc<Texts>,
    /// How often a part must stand in a field.
    least: u32,
    /// How words must be written.
    case: Option<Case>,
    /// Under an odd number of NOTs: nothing is highlighted.
    negated: bool,
    /// NOTs around.
    nots: u32,
    /// What the idf of words counts.
    importance: f32,
    /// What the user's `^` has it count.
    boost: f32,
    /// Number of the list that the next word belongs to: alternatives of an OR are not expected side by side.
    list: usize,
    /// Lists so far, besides the first.
    lists: usize,
    words: Vec<ScoredWord>,
}

impl Lowering<'_> {
    /// The index words of a piece of query text, the first at offset 0.
    fn placed(&self, text: &str, scope: Scope) -> Vec<Placed> {
        at_places(self.words_of(text, scope))
    }

    /// The texts of articles for the part at hand.
    fn part_texts(&self) -> PartTexts {
        PartTexts {
            texts: self.texts.clone(),
            negated: self.negated,
        }
    }

    /// Only texts are long enough to be known as Vietnamese.
    fn words_of(&self, text: &str, scope: Scope) -> Vec<QueryToken> {
        match scope {
            Scope::Text(_) => self.vocabulary.words_of(text),
            _ => tokenize_query(text),
        }
    }

    /// `None` where the part holds no word that an index can hold.
    fn node(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let outer = matches!(node, Node::Boost(_) | Node::Qualified(_));
        let placed = self.has_conditions(scope) || self.excludes_row(node, scope);
        if placed && node.has_places() && !outer {
            return self.near(node, scope);
        }
        match node {
            Node::Word(word) => self.words(&word.text, scope, false),
            Node::Wildcard(word) => self.wildcard(&word.text, scope),
            Node::Phrase(phrase) => self.words(&phrase.text, scope, true),
            Node::Fuzzy(word) => self.fuzzy(word, scope),
            Node::Boost(boost) => self.boosted(boost, scope),
            Node::Within(_) | Node::Near(_) => self.near(node, scope),
            Node::Regex(pattern) => self.regex(&pattern.text, scope),
            Node::Qualified(qualified) => self.qualified(qualified, scope),
            Node::Range(interval) => Ok(Some(self.range(interval))),
            Node::Exists(exists) => self.exists(exists.field).map(Some),
            Node::Field(scoped) => {
                let scope = self.scope(scoped.field, scope);
                self.node(&scoped.node, scope)
            }
            Node::Required(node) => self.node(node, scope),
            Node::Not(node) => Ok(self.negation(node, scope)?.map(everything_but)),
            Node::All(nodes) => self.side_by_side(nodes, scope),
            Node::And(nodes) => self.conjunction(nodes, scope),
            Node::Or(nodes) => {
                let mut clauses = Vec::new();
                let around = self.list;
                // Conditions are met together, also beside alternatives that have no places.
                let together = self.together(nodes, scope);
                for node in together.as_deref().unwrap_or(nodes) {
                    self.lists += 1;
                    self.list = self.lists;
                    clauses.extend(self.node(node, scope)?);
                }
                self.list = around;
                Ok(some_of(clauses, 1))
            }
        }
    }

    /// Alternatives under a condition, those of them that have places as one; `None` where nothing changes.
    fn together(&self, nodes: &[Node], scope: Scope) -> Option<Vec<Node>> {
        if !self.has_conditions(scope) {
            return None;
        }
        let (placed, mut others): (Vec<Node>, Vec<Node>) =
            nodes.iter().cloned().partition(Node::has_places);
        if placed.len() < 2 || others.is_empty() {
            return None;
        }
        others.push(Node::Or(placed));
        Some(others)
    }

    /// Whether a part is words in a row under a NOT: tantivy's phrases must not be asked for an article before the one
    /// that they stand at, and an exclusion does so (a debug assertion of 0.27 says it).
    fn excludes_row(&self, node: &Node, scope: Scope) -> bool {
        let text = match node {
            Node::Word(word) => &word.text,
            Node::Phrase(phrase) => &phrase.text,
            _ => return false,
        };
        let worded = matches!(scope, Scope::Text(_) | Scope::Words(_));
        self.nots > 0 && worded && placed(text).len() > 1
    }

    /// Whether places of words must meet conditions.
    fn has_conditions(&self, scope: Scope) -> bool {
        let own = self.least > 1 || self.case.is_some();
        match scope {
            Scope::Text(fields) => own || fields.first_words.is_some(),
            Scope::Words(_) => own,
            Scope::Language | Scope::Id => false,
        }
    }

    fn qualified(
        &mut self,
        qualified: &Qualified,
        scope: Scope,
    ) -> tantivy::Result<Option<Clause>> {
        let (least, case) = (self.least, self.case);
        let scope = match qualified.condition {
            Condition::AtLeast(times) => {
                self.least = least.max(times);
                scope
            }
            Condition::Written(case) => {
                self.case = Some(case);
                scope
            }
            Condition::First(words) => scope.first(words),
        };
        let clause = self.node(&qualified.node, scope);
        (self.least, self.case) = (least, case);
        clause
    }

    fn boosted(&mut self, boost: &Boost, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let around = self.boost;
        self.boost *= boost.factor();
        let clause = self.node(&boost.node, scope);
        self.boost = around;
        clause
    }

    fn negation(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        self.negated = !self.negated;
        self.nots += 1;
        let clause = self.node(node, scope);
        self.nots -= 1;
        self.negated = !self.negated;
        clause
    }

    fn atom(&mut self, fields: FieldSet, weight: f32, pattern: Pattern) {
        // Function words help to rank, but a page full of marked articles and prepositions helps nobody.
        let faint = self.importance < 1.0;
        if !self.negated && !faint {
            self.spec.atoms.push(Atom {
                fields,
                weight,
                pattern,
            });
        }
    }
}

/// The forms as what counts as a match.
fn variants(forms: Vec<vocabulary::Form>, marked: Marked) -> Vec<Variant> {
    let variant = |form: vocabulary::Form| Variant {
        text: form.text,
        languages: form.gate.map_or_else(Vec::new, |gate| gate.languages),
        marked,
    };
    forms.into_iter().map(variant).collect()
}

/// The index words of a piece of query text, the first at offset 0, without marks of Vietnamese.
fn placed(text: &str) -> Vec<Placed> {
    at_places(tokenize_query(text))
}

fn at_places(words: Vec<QueryToken>) -> Vec<Placed> {
    let first = words.first().map_or(0, |word| word.position);
    let place = |word: QueryToken| Placed {
        offset: word.position - first,
        text: word.text,
    };
    words.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests;
