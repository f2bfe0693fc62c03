//! The single characters of a Chinese question, beside its pairs: in a small archive a pair is often in the question and not
//! in the article that answers it (*图形*, *图像*). In a large one pairs tell enough, and characters are too costly.

use super::clause::Clause;
use super::scope::Scope;
use super::{Lowering, Vocabulary};
use crate::analysis::{Unspaced, is_function_word};
use crate::query::ast::Node;
use crate::query::match_spec::Marked;

/// What a character's idf counts beside that of pairs: of .2, .5 and 1, that which was good for every kind of question.
const WEIGHT: f32 = 0.5;

impl Lowering<'_> {
    /// What the characters of words side by side add to the score. Those with which many index words begin are left out.
    pub(super) fn characters(
        &mut self,
        nodes: &[Node],
        scope: Scope,
    ) -> tantivy::Result<Vec<Clause>> {
        let Scope::Text(fields) = scope else {
            return Ok(Vec::new());
        };
        let mut clauses = Vec::new();
        for character in characters(nodes) {
            let character = character.to_string();
            let found = self
                .vocabulary
                .rare_character(&character, &self.index_fields(fields))?;
            if let Some(found) = found {
                self.importance = WEIGHT;
                let clause = self.class(&character, found, fields, Marked::FirstCharacter);
                self.importance = 1.0;
                clauses.push(clause?);
            }
        }
        Ok(clauses)
    }
}

/// The different characters of pairs, in order, but for those of function words.
fn characters(nodes: &[Node]) -> Vec<char> {
    let mut found = Vec::new();
    for node in nodes {
        let Node::Word(word) = node else {
            continue;
        };
        let text = word.text.as_str();
        let is_pair = Unspaced::of(text) == Some(Unspaced::Pairs) && text.chars().count() == 2;
        for character in text.chars().filter(|_| is_pair) {
            let word = character.to_string();
            let tells = Vocabulary::is_character(&word) && !is_function_word("", &word);
            if tells && is_han(character) && !found.contains(&character) {
                found.push(character);
            }
        }
    }
    found
}

/// Only Chinese characters are words by themselves.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::ast::Word;

    #[test]
    fn characters_of_pairs_are_those_that_tell() {
        let word = |text: &str| {
            Node::Word(Word {
                text: text.to_owned(),
                span: 0..0,
            })
        };
        let nodes = ["新桥", "桥的", "什么", "ニュ", "한국", "tolva", "字"].map(word);
        assert_eq!(characters(&nodes), ['新', '桥']);
    }
}
