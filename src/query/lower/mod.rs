//! A query's tree to a tantivy query, and to what it highlights.
//!
//! Both come out of the same walk, so that what is marked is what matched. Nothing here knows how hits are ranked
//! against each other or shown.

mod clause;
mod explain;
mod fuzzy;
mod language_gate;
mod loosened;
mod near;
mod near_query;
mod norms;
mod posting_list;
mod scored_word;
mod vocabulary;
mod weights;
mod wildcard;
mod wildcard_word;
mod word_query;

pub use explain::Frequency;
pub use scored_word::{Occurrence, ScoredWord, SegmentWord};
pub use vocabulary::Vocabulary;
pub use weights::Weights;

use super::ast::{Boost, Node};
use super::field_name::FieldName;
use super::match_spec::{Atom, FieldSet, Marked, MatchSpec, Pattern, Placed, Variant};
use crate::analysis::{QueryToken, language, tokenize_query};
use crate::schema::Key;
use clause::{Clause, Parts, all_of, dates, everything_but, metadata, some_of, term, unscored};
use loosened::{loosened, loosened_root};
use near_query::NearQuery;
use scored_word::{Scored, phrase_text};
use tantivy::Term;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use vocabulary::Forms;
use word_query::{FieldForm, WordQuery};

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
}

/// A query in the index's terms.
pub struct Lowered {
    /// What to run.
    pub query: Box<dyn Query>,
    /// What to highlight.
    pub spec: MatchSpec,
    /// What was left out since a bound was reached, for the person who asked; each a clause without a full stop.
    pub notes: Vec<String>,
    /// The words, phrases and groups that are scored, in the order typed.
    pub words: Vec<ScoredWord>,
}

/// Lowers a query. `None` where it asks for nothing: no word in it can be in an index, and no date is given.
pub fn lower(
    root: Option<&Node>,
    vocabulary: &Vocabulary<'_>,
    options: &LowerOptions,
) -> tantivy::Result<Option<Lowered>> {
    let mut lowering = Lowering {
        vocabulary,
        matching: options.matching,
        spec: MatchSpec {
            main_language: vocabulary.main_language().to_owned(),
            ..MatchSpec::default()
        },
        notes: Vec::new(),
        negated: false,
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
    Ok(Some(Lowered {
        query,
        spec: lowering.spec,
        notes: lowering.notes,
        words: lowering.words,
    }))
}

/// Where words without a field are looked for.
const EVERYWHERE: FieldSet = FieldSet {
    title: true,
    body: true,
    comments: true,
};

/// Where a part of the query is looked for.
#[derive(Clone, Copy, Debug)]
enum Scope {
    /// In the text.
    Text(FieldSet),
    /// In the words of another field.
    Words(Field),
    /// As a language code.
    Language,
    /// As an article's id.
    Id,
}

struct Lowering<'a> {
    vocabulary: &'a Vocabulary<'a>,
    matching: Matching,
    spec: MatchSpec,
    notes: Vec<String>,
    /// Under an odd number of NOTs: nothing is highlighted.
    negated: bool,
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
    /// `None` where the part holds no word that an index can hold.
    fn node(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        match node {
            Node::Word(word) => self.words(&word.text, scope, false),
            Node::Wildcard(word) => self.wildcard(&word.text, scope),
            Node::Phrase(phrase) => self.words(&phrase.text, scope, true),
            Node::Fuzzy(word) => self.fuzzy(word, scope),
            Node::Boost(boost) => self.boosted(boost, scope),
            Node::Within(_) | Node::Near(_) => self.near(node, scope),
            Node::Field(scoped) => {
                let scope = self.scope(scoped.field);
                self.node(&scoped.node, scope)
            }
            Node::Required(node) => self.node(node, scope),
            Node::Not(node) => Ok(self.negation(node, scope)?.map(everything_but)),
            Node::All(nodes) => self.side_by_side(nodes, scope),
            Node::And(nodes) => self.conjunction(nodes, scope),
            Node::Or(nodes) => {
                let mut clauses = Vec::new();
                let around = self.list;
                for node in nodes {
                    self.lists += 1;
                    self.list = self.lists;
                    clauses.extend(self.node(node, scope)?);
                }
                self.list = around;
                Ok(some_of(clauses, 1))
            }
        }
    }

    fn boosted(&mut self, boost: &Boost, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let around = self.boost;
        self.boost *= boost.factor();
        let clause = self.node(&boost.node, scope);
        self.boost = around;
        clause
    }

    fn scope(&self, field: FieldName) -> Scope {
        let fields = self.vocabulary.fields();
        match field {
            FieldName::Title => Scope::Text(FieldSet {
                title: true,
                ..FieldSet::default()
            }),
            FieldName::Body => Scope::Text(FieldSet {
                body: true,
                ..FieldSet::default()
            }),
            FieldName::Comments => Scope::Text(FieldSet {
                comments: true,
                ..FieldSet::default()
            }),
            FieldName::Source => Scope::Words(fields.source),
            FieldName::Author => Scope::Words(fields.author),
            FieldName::Section => Scope::Words(fields.section),
            FieldName::Url => Scope::Words(fields.url),
            FieldName::Lang => Scope::Language,
            FieldName::Id => Scope::Id,
        }
    }

    fn negation(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        self.negated = !self.negated;
        let clause = self.node(node, scope);
        self.negated = !self.negated;
        clause
    }

    fn conjunction(&mut self, nodes: &[Node], scope: Scope) -> tantivy::Result<Option<Clause>> {
        let mut parts = Parts::default();
        for node in nodes {
            match node {
                Node::Not(inner) => parts.excluded.extend(self.negation(inner, scope)?),
                other => parts.required.extend(self.node(other, scope)?),
            }
        }
        Ok(parts.join())
    }

    /// Words without operators between them: how many are needed is for [`Matching`] to say.
    fn side_by_side(&mut self, nodes: &[Node], scope: Scope) -> tantivy::Result<Option<Clause>> {
        let loose = self.matching == Matching::Any && !self.negated;
        let nodes = match scope {
            Scope::Text(_) if loose => &*loosened(nodes),
            _ => nodes,
        };
        let optional = self.optional(nodes, scope);
        let mut parts = Parts::default();
        let mut wanted = Vec::new();
        for (node, optional) in nodes.iter().zip(optional) {
            match node {
                Node::Not(inner) => parts.excluded.extend(self.negation(inner, scope)?),
                Node::Required(inner) => parts.required.extend(self.node(inner, scope)?),
                other if optional => {
                    self.importance = self.vocabulary.weights().function;
                    let clause = self.node(other, scope);
                    self.importance = 1.0;
                    parts.optional.extend(clause?);
                }
                other => wanted.extend(self.node(other, scope)?),
            }
        }
        let marked = !parts.required.is_empty();
        match self.matching {
            Matching::All => parts.required.extend(wanted),
            Matching::Most => {
                let most = wanted.len() / 2 + 1;
                parts.required.extend(some_of(wanted, most));
            }
            // With some words marked as required, the others only add to the score.
            Matching::Any if marked => parts.optional.extend(wanted),
            Matching::Any => {
                wanted.append(&mut parts.optional);
                parts.required.extend(some_of(wanted, 1));
            }
        }
        Ok(parts.join())
    }

    /// Which parts are function words that need not be there, since others do.
    fn optional(&self, nodes: &[Node], scope: Scope) -> Vec<bool> {
        if !matches!(scope, Scope::Text(_)) {
            return vec![false; nodes.len()];
        }
        let words: Vec<Option<String>> = nodes.iter().map(single_word).collect();
        let plain: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
        let mut claimed = self.vocabulary.function_words(&plain).into_iter();
        let optional: Vec<bool> = words
            .iter()
            .map(|word| word.is_some() && claimed.next().unwrap_or(false))
            .collect();
        let others = nodes
            .iter()
            .zip(&optional)
            .any(|(node, optional)| !optional && !matches!(node, Node::Not(_)));
        match others {
            true => optional,
            false => vec![false; nodes.len()],
        }
    }

    /// A word or phrase as typed: one index word, or several in a row.
    fn words(&mut self, text: &str, scope: Scope, exact: bool) -> tantivy::Result<Option<Clause>> {
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
        let words = placed(text);
        match words.as_slice() {
            [] => Ok(None),
            [word] => self.word(&word.text, fields, exact).map(Some),
            words => self.phrase(words, fields).map(Some),
        }
    }

    fn word(&mut self, word: &str, fields: FieldSet, exact: bool) -> tantivy::Result<Clause> {
        if Vocabulary::is_character(word) {
            return self.character(word, fields);
        }
        let found = self.vocabulary.forms(word, fields, exact)?;
        Ok(self.class(word, found, fields, Marked::Whole))
    }

    /// Words of which any one will do, as one scored unit.
    fn class(&mut self, word: &str, found: Forms, fields: FieldSet, marked: Marked) -> Clause {
        let idf = self.boost * self.importance * self.vocabulary.idf(found.holding);
        let mut forms = Vec::new();
        for form in &found.forms {
            for (field, weight) in self.vocabulary.text_fields(fields) {
                forms.push(FieldForm {
                    term: Term::from_field_text(field, &form.text),
                    weight: weight * form.weight,
                    gate: form.gate.clone(),
                });
            }
        }
        self.atom(fields, idf, Pattern::Word(variants(found.forms, marked)));
        let query = WordQuery {
            forms,
            idf,
            norm: self.vocabulary.norm(fields),
        };
        self.scored(word.to_owned(), query.clone().into());
        Box::new(query)
    }

    /// Keeps what the second stage needs of a part that scores.
    fn scored(&mut self, text: String, query: Scored) {
        if !self.negated {
            self.words.push(ScoredWord {
                text,
                is_content: self.importance >= 1.0,
                list: self.list,
                query,
            });
        }
    }

    fn phrase(&mut self, words: &[Placed], fields: FieldSet) -> tantivy::Result<Clause> {
        let mut idf = 0.0;
        for word in words {
            idf += self
                .vocabulary
                .idf(self.vocabulary.holding(&word.text, fields)?);
        }
        let idf = self.boost * self.vocabulary.joint_idf(idf);
        self.atom(fields, idf, Pattern::Phrase(words.to_vec()));
        let query = NearQuery::phrase(words, self.vocabulary, fields, idf);
        self.scored(phrase_text(words), query.clone().into());
        Ok(Box::new(query))
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

/// The index word of a part that is one plain word.
fn single_word(node: &Node) -> Option<String> {
    let Node::Word(word) = node else {
        return None;
    };
    let mut words = tokenize_query(&word.text);
    match words.len() {
        1 => words.pop().map(|token| token.text),
        _ => None,
    }
}

/// The index words of a piece of query text, the first at offset 0.
fn placed(text: &str) -> Vec<Placed> {
    let words = tokenize_query(text);
    let first = words.first().map_or(0, |word| word.position);
    let place = |word: QueryToken| Placed {
        offset: word.position - first,
        text: word.text,
    };
    words.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests;
