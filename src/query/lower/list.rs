//! Parts of a query joined by `AND` or by nothing: which must be there, which need not, which must not.

use super::clause::{Clause, Parts, some_of};
use super::loosened::loosened;
use super::scope::Scope;
use super::{Lowering, Matching};
use crate::analysis::asking_words;
use crate::query::ast::Node;

impl Lowering<'_> {
    pub(super) fn conjunction(
        &mut self,
        nodes: &[Node],
        scope: Scope,
    ) -> tantivy::Result<Option<Clause>> {
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
    pub(super) fn side_by_side(
        &mut self,
        nodes: &[Node],
        scope: Scope,
    ) -> tantivy::Result<Option<Clause>> {
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
        if loose {
            let characters = self.characters(nodes, scope)?;
            parts.optional.extend(characters);
        }
        Ok(parts.join())
    }

    /// Which parts are function words, or words that ask for a number, and need not be there, since others do.
    fn optional(&self, nodes: &[Node], scope: Scope) -> Vec<bool> {
        if !matches!(scope, Scope::Text(_)) {
            return vec![false; nodes.len()];
        }
        let single_word = |node| self.single_word(node, scope);
        let words: Vec<Option<String>> = nodes.iter().map(single_word).collect();
        let function = self.function_words(&words);
        let words: Vec<&str> = words
            .iter()
            .map(|word| word.as_deref().unwrap_or_default())
            .collect();
        let mut asking = asking_words(&words, &function);
        for (asking, function) in asking.iter_mut().zip(&function) {
            *asking |= function;
        }
        let others = |optional: &Vec<bool>| {
            let mut parts = nodes.iter().zip(optional);
            parts.any(|(node, optional)| !optional && !matches!(node, Node::Not(_)))
        };
        let optional = [asking, function].into_iter().find(others);
        optional.unwrap_or_else(|| vec![false; nodes.len()])
    }

    /// Which of the words are function words; parts that are no single word are none.
    fn function_words(&self, words: &[Option<String>]) -> Vec<bool> {
        let plain: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
        let mut claimed = self.vocabulary.function_words(&plain).into_iter();
        let words = words.iter();
        words
            .map(|word| word.is_some() && claimed.next().unwrap_or_default())
            .collect()
    }

    /// The index word of a part that is one plain word.
    fn single_word(&self, node: &Node, scope: Scope) -> Option<String> {
        let Node::Word(word) = node else {
            return None;
        };
        let mut words = self.words_of(&word.text, scope);
        match words.len() {
            1 => words.pop().map(|token| token.text),
            _ => None,
        }
    }
}
