//! Operators of distance: what must stand near what, in index words.

use super::clause::{Clause, all_of, unscored};
use super::groups::near_query::{NearField, NearQuery};
use super::index::breaks::FieldBreaks;
use super::scope::Scope;
use super::vocabulary::{Form, Forms, Inflection};
use super::{Lowering, Vocabulary, variants};
use crate::analysis::tokenize_query;
use crate::query::ast::{Near, Node, Qualified, Within};
use crate::query::condition::{Case, Condition};
use crate::query::match_spec::{FieldSet, Marked, Nearby, NearbyWord, Pattern, Placed};
use crate::query::proximity::{SequenceWord, Shape};
use crate::query::written::Written;
use tantivy::schema::Field;

/// The words of a shape, as they are gathered.
#[derive(Default)]
struct Words {
    forms: Vec<Vec<Form>>,
    marked: Vec<Marked>,
    written: Vec<Option<Written>>,
}

/// A shape and its weight: the idf of the words that a match has at least.
type Weighed = (Shape, f32);

impl Lowering<'_> {
    /// A part whose places must meet conditions. `None` where it holds no index word.
    pub(super) fn near(&mut self, node: &Node, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let (text, fields) = match scope {
            Scope::Text(text) => (Some(text), self.near_fields(text)),
            Scope::Words(field) => (
                None,
                vec![NearField {
                    field,
                    weight: 1.0,
                    limit: None,
                }],
            ),
            Scope::Language | Scope::Id => return self.without_places(node, scope),
        };
        let mut words = Words::default();
        let Some((shape, idf)) = self.shape(node, scope, &mut words)? else {
            return Ok(None);
        };
        // Other fields are one sentence each, and how they are written is not looked at.
        let breaks = match shape.needs_layout() && text.is_some() {
            true => self.breaks(&fields)?,
            false => Vec::new(),
        };
        let mut written = words.written.iter().flatten();
        let reads = written.any(|written| !written.is_indexed());
        let texts = (reads && text.is_some()).then(|| self.part_texts());
        if texts.is_some() {
            self.filters.push(node.to_string());
        }
        let idf = self.boost * self.vocabulary.joint_idf(idf);
        let query = NearQuery {
            shape: shape.clone(),
            words: words.forms.clone(),
            written: words.written.clone(),
            fields,
            pairs: Vec::new(),
            breaks,
            least: self.least,
            texts,
            idf,
            norm: self.vocabulary.norm(text.unwrap_or_default()),
        };
        let Some(text) = text else {
            return Ok(Some(unscored(query)));
        };
        self.scored(node.to_string(), query.clone().into());
        let nearby = Nearby {
            shape,
            words: words.nearby(),
            least: self.least,
        };
        self.atom(text, idf, Pattern::Near(nearby));
        Ok(Some(Box::new(query)))
    }

    fn breaks(&self, fields: &[NearField]) -> tantivy::Result<Vec<FieldBreaks>> {
        let fields = fields.iter();
        fields
            .map(|near| self.vocabulary.breaks(near.field))
            .collect()
    }

    pub(super) fn near_fields(&self, text: FieldSet) -> Vec<NearField> {
        let body = self.vocabulary.fields().body;
        let fields = self.vocabulary.text_fields(text);
        let near = fields.map(|(field, weight)| NearField {
            field,
            weight,
            limit: text.first_words.filter(|_| field == body || !text.body),
        });
        near.collect()
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
            Node::Word(word) => self.sequence(&word.text, scope, false, words),
            Node::Phrase(phrase) => self.sequence(&phrase.text, scope, true, words),
            Node::Wildcard(word) => self.wildcard_shape(&word.text, scope, words),
            Node::Regex(pattern) => {
                let forms = self.matching(&pattern.text, scope)?.unwrap_or_default();
                Ok(Some(self.any_form(forms, None, words)))
            }
            Node::Fuzzy(fuzzy) => match self.similar(fuzzy, scope)? {
                Some(forms) => Ok(Some(self.any_form(forms, Some(&fuzzy.word.text), words))),
                None => self.sequence(&fuzzy.word.text, scope, true, words),
            },
            Node::Within(within) => self.within(within, scope, words),
            Node::Near(near) => self.pair(near, scope, words),
            Node::Or(nodes) => self.alternatives(nodes, scope, words),
            Node::Boost(boost) => {
                let shape = self.shape(&boost.node, scope, words)?;
                Ok(shape.map(|(shape, idf)| (shape, idf * boost.factor())))
            }
            Node::Qualified(qualified) => self.written_shape(qualified, scope, words),
            // The parser lets nothing else stand here.
            _ => Ok(None),
        }
    }

    fn alternatives(
        &mut self,
        nodes: &[Node],
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
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

    fn written_shape(
        &mut self,
        qualified: &Qualified,
        scope: Scope,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let around = self.case;
        if let Condition::Written(case) = qualified.condition {
            self.case = Some(case);
        }
        let shape = self.shape(&qualified.node, scope, words);
        self.case = around;
        shape
    }

    /// Index words of which any one will do. Of a word that may be spelled otherwise the first letter is compared.
    fn any_form(&mut self, forms: Forms, typed: Option<&str>, words: &mut Words) -> Weighed {
        let idf = self.vocabulary.idf(forms.holding);
        let written = self.case.map(|case| match typed {
            Some(typed) => Written::start(case, typed),
            None => Written::new(case, ""),
        });
        (Shape::Word(words.add(forms, Marked::Whole, written)), idf)
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
            reach: near.reach,
            ordered: near.ordered,
            parts: Box::new((first, second)),
        };
        Ok(Some((shape, one + other)))
    }

    /// A word, or words in a row.
    fn sequence(
        &mut self,
        typed: &str,
        scope: Scope,
        exact: bool,
        words: &mut Words,
    ) -> tantivy::Result<Option<Weighed>> {
        let placed = self.placed(typed, scope);
        let written = self.written(typed);
        // A word as it is written is in no other form.
        let inflection = match placed.as_slice() {
            [word] if !exact && self.case.is_none() => Inflection::of(&word.text, false),
            words => in_row(words),
        };
        let mut sequence = Vec::new();
        let mut sum = 0.0;
        for (Placed { text, offset }, written) in placed.iter().zip(written) {
            let (forms, marked) = self.forms(text, scope, inflection)?;
            sum += self.vocabulary.idf(forms.holding);
            let word = words.add(forms, marked, written);
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
        let mut known: Vec<(String, usize, Option<Written>)> = Vec::new();
        let mut sum = 0.0;
        let typed = &within.phrase.text;
        let (placed, written) = (self.placed(typed, scope), self.written(typed));
        let inflection = in_row(&placed);
        // The words themselves need this much room.
        let room = placed.last().map_or(0, |last| last.offset);
        for (Placed { text, .. }, written) in placed.into_iter().zip(written) {
            let (forms, marked) = self.forms(&text, scope, inflection)?;
            sum += self.vocabulary.idf(forms.holding);
            let same = |(word, _, how): &&(String, usize, Option<Written>)| {
                *word == text && *how == written
            };
            let number = match known.iter().find(same) {
                Some((_, number, _)) => *number,
                None => words.add(forms, marked, written.clone()),
            };
            known.push((text, number, written));
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
    fn forms(
        &mut self,
        word: &str,
        scope: Scope,
        inflection: Inflection,
    ) -> tantivy::Result<(Forms, Marked)> {
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
        let (forms, note) = self
            .vocabulary
            .forms_and_compounds(word, fields, inflection)?;
        self.notes.extend(note);
        Ok((forms, Marked::Whole))
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
        let Some(pattern) = self.pattern(text, scope) else {
            let plain = self.unexpanded(text);
            return self.sequence(&plain, scope, true, words);
        };
        let expansion = self.vocabulary.wildcard(&pattern, text, &fields)?;
        self.notes.extend(expansion.note);
        let idf = self.vocabulary.idf(expansion.forms.holding);
        let written = self.case.map(|case| Written::new(case, text));
        let word = words.add(expansion.forms, Marked::Whole, written);
        Ok(Some((Shape::Word(word), idf)))
    }

    /// How the words of a piece of query text must be written.
    fn written(&self, typed: &str) -> Vec<Option<Written>> {
        let words = tokenize_query(typed).into_iter();
        let how = |case: Case, start: usize, end: usize| {
            Written::new(case, typed.get(start..end).unwrap_or_default())
        };
        words
            .map(|word| self.case.map(|case| how(case, word.start, word.end)))
            .collect()
    }

    /// The index fields whose words are looked at; `None` where values are no words.
    pub(super) fn worded_fields(&self, scope: Scope) -> Option<Vec<Field>> {
        match scope {
            Scope::Text(fields) => Some(self.index_fields(fields)),
            Scope::Words(field) => Some(vec![field]),
            Scope::Language | Scope::Id => None,
        }
    }

    pub(super) fn index_fields(&self, fields: FieldSet) -> Vec<Field> {
        let fields = self.vocabulary.text_fields(fields);
        fields.map(|(field, _)| field).collect()
    }
}

/// Of quoted words: a single one is meant as it is.
fn in_row(words: &[Placed]) -> Inflection {
    match words.len() {
        1 => Inflection::Exact,
        _ => Inflection::InRow,
    }
}

impl Words {
    fn add(&mut self, forms: Forms, marked: Marked, written: Option<Written>) -> usize {
        self.forms.push(forms.forms);
        self.marked.push(marked);
        self.written.push(written);
        self.forms.len() - 1
    }

    /// The words as what counts as a match.
    fn nearby(self) -> Vec<NearbyWord> {
        let forms = self.forms.into_iter().zip(self.marked).zip(self.written);
        let word = |((forms, marked), written)| NearbyWord {
            variants: variants(forms, marked),
            written,
        };
        forms.map(word).collect()
    }
}
