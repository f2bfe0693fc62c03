//! Operators of distance: what must stand near what, in index words.

use super::clause::{Clause, all_of, unscored};
use super::near_query::NearQuery;
use super::vocabulary::{Form, Forms};
use super::{Lowering, Scope, Vocabulary, placed, variants};
use crate::query::ast::{Near, Node, Within};
use crate::query::match_spec::{FieldSet, Marked, Nearby, Pattern, Placed};
use crate::query::proximity::{SequenceWord, Shape};
use tantivy::schema::Field;

/// The words of a shape, as they are gathered.
#[derive(Default)]
struct Words {
    forms: Vec<Vec<Form>>,
    marked: Vec<Marked>,
}

/// A shape and its weight: the idf of the words that a match has at least.
type Weighed = (Shape, f32);

impl Lowering<'_> {
    /// A part whose words must stand near each other. `None` where it holds no index word.
    pub(super) fn near(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let fields = match scope {
            Scope::Text(fields) => self.vocabulary.text_fields(fields).collect(),
            Scope::Words(field) => vec![(field, 1.0)],
            Scope::Language | Scope::Id => return self.without_places(node, scope),
        };
        let mut words = Words::default();
        let Some((shape, idf)) = self.shape(node, scope, &mut words)? else {
            return Ok(None);
        };
        let idf = self.boost * self.vocabulary.joint_idf(idf);
        let text = match scope {
            Scope::Text(text) => Some(text),
            _ => None,
        };
        let query = NearQuery {
            shape: shape.clone(),
            words: words.forms.clone(),
            fields,
            idf,
            norm: self.vocabulary.norm(text.unwrap_or_default()),
        };
        let Some(text) = text else {
            return Ok(Some(unscored(query)));
        };
        self.scored(node.to_string(), query.clone().into());
        let forms = words.forms.into_iter().zip(words.marked);
        let words = forms
            .map(|(forms, marked)| variants(forms, marked))
            .collect();
        self.atom(text, idf, Pattern::Near(Nearby { shape, words }));
        Ok(Some(Box::new(query)))
    }

    /// In a field that has single values: both parts.
    fn without_places(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        match node {
            Node::Near(near) => {
                let first = self.node(&near.parts.0, scope)?;
                let second = self.node(&near.parts.1, scope)?;
                let both: Vec<Clause> = first.into_iter().chain(second).collect();
                Ok((!both.is_empty()).then(|| all_of(both)))
            }
            Node::Within(within) => self.words(&within.phrase.text, scope, true),
            _ => Ok(None),
        }
    }

    fn shape(
        &mut self,
        node: &Node,
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        match node {
            Node::Word(word) => self.sequence(&placed(&word.text), scope, false, words),
            Node::Phrase(phrase) => self.sequence(&placed(&phrase.text), scope, true, words),
            Node::Wildcard(word) => self.wildcard_shape(&word.text, scope, words),
            Node::Fuzzy(fuzzy) => match self.similar(fuzzy, scope)? {
                Some(forms) => {
                    let idf = self.vocabulary.idf(forms.holding);
                    Ok(Some((Shape::Word(words.add(forms, Marked::Whole)), idf)))
                }
                None => self.sequence(&placed(&fuzzy.word.text), scope, true, words),
            },
            Node::Within(within) => self.within(within, scope, words),
            Node::Near(near) => self.pair(near, scope, words),
            Node::Or(nodes) => {
                let mut shapes = Vec::new();
                let mut least = f32::INFINITY;
                for node in nodes {
                    if let Some((shape, idf)) = self.shape(node, scope, words)? {
                        shapes.push(shape);
                        least = least.min(idf);
                    }
                }
                Ok((!shapes.is_empty()).then_some((Shape::Any(shapes), least)))
            }
            // The parser lets nothing else stand here.
            _ => Ok(None),
        }
    }

    fn pair(
        &mut self,
        near: &Near,
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let first = self.shape(&near.parts.0, scope, words)?;
        let second = self.shape(&near.parts.1, scope, words)?;
        let ((first, one), (second, other)) = match (first, second) {
            (Some(first), Some(second)) => (first, second),
            (first, second) => return Ok(first.or(second)),
        };
        let shape = Shape::Near {
            distance: near.distance,
            ordered: near.ordered,
            parts: Box::new((first, second)),
        };
        Ok(Some((shape, one + other)))
    }

    /// A word, or words in a row.
    fn sequence(
        &mut self,
        placed: &[Placed],
        scope: Scope,
        exact: bool,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let exact = exact || placed.len() > 1;
        let mut sequence = Vec::new();
        let mut sum = 0.0;
        for Placed { text, offset } in placed {
            let (forms, marked) = self.forms(text, scope, exact)?;
            sum += self.vocabulary.idf(forms.holding);
            let word = words.add(forms, marked);
            sequence.push(SequenceWord {
                word,
                offset: *offset,
            });
        }
        let shape = match sequence.as_slice() {
            [] => return Ok(None),
            [single] => Shape::Word(single.word),
            _ => Shape::Sequence(sequence),
        };
        Ok(Some((shape, sum)))
    }

    fn within(
        &mut self,
        within: &Within,
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let mut numbers: Vec<usize> = Vec::new();
        let mut known: Vec<(String, usize)> = Vec::new();
        let mut sum = 0.0;
        let placed = placed(&within.phrase.text);
        // The words themselves need this much room.
        let room = placed.last().map_or(0, |last| last.offset);
        for Placed { text, .. } in placed {
            let (forms, marked) = self.forms(&text, scope, true)?;
            sum += self.vocabulary.idf(forms.holding);
            let number = match known.iter().find(|(word, _)| *word == text) {
                Some((_, number)) => *number,
                None => words.add(forms, marked),
            };
            known.push((text, number));
            numbers.push(number);
        }
        let shape = match numbers.as_slice() {
            [] => return Ok(None),
            [single] => Shape::Word(*single),
            _ => Shape::Within {
                distance: within.distance.max(room),
                words: numbers,
            },
        };
        Ok(Some((shape, sum)))
    }

    /// The forms of a word where distances are counted.
    fn forms(&mut self, word: &str, scope: Scope, exact: bool) -> tantivy::Result<(Forms, Marked)> {
        let Scope::Text(fields) = scope else {
            return Ok((Forms::of(word), Marked::Whole));
        };
        if Vocabulary::is_character(word) {
            let expansion = self
                .vocabulary
                .character(word, &self.index_fields(fields))?;
            self.notes.extend(expansion.note);
            return Ok((expansion.forms, Marked::FirstCharacter));
        }
        Ok((self.vocabulary.forms(word, fields, exact)?, Marked::Whole))
    }

    fn wildcard_shape(
        &mut self,
        text: &str,
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let fields: Vec<Field> = match scope {
            Scope::Text(fields) => self.index_fields(fields),
            Scope::Words(field) => vec![field],
            _ => Vec::new(),
        };
        let Some(pattern) = super::wildcard_word::pattern(text) else {
            let plain = self.unexpanded(text);
            return self.sequence(&placed(&plain), scope, true, words);
        };
        let expansion = self.vocabulary.wildcard(&pattern, text, &fields)?;
        self.notes.extend(expansion.note);
        let idf = self.vocabulary.idf(expansion.forms.holding);
        let word = words.add(expansion.forms, Marked::Whole);
        Ok(Some((Shape::Word(word), idf)))
    }

    pub(super) fn index_fields(&self, fields: FieldSet) -> Vec<Field> {
        let fields = self.vocabulary.text_fields(fields);
        fields.map(|(field, _)| field).collect()
    }
}

impl Words {
    fn add(&mut self, forms: Forms, marked: Marked) -> usize {
        self.forms.push(forms.forms);
        self.marked.push(marked);
        self.forms.len() - 1
    }
}
