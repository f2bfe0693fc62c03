//! The tree of a query: what was asked, with the place of every part in the text.
//!
//! It keeps words as they were typed. What they become in an index, and how words without an operator between
//! them combine, is decided when the tree is lowered, not here.

use super::condition::Condition;
use super::error::QueryError;
use super::field_name::FieldName;
use super::interval::Interval;
use super::layout::Reach;
use super::lexer::suffix::MAX_BOOST;
use std::ops::Range;

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What was asked; `None` where the text holds no word at all.
    pub root: Option<Node>,
    /// What was not understood, in text order; empty for a query that the strict parser takes.
    pub warnings: Vec<QueryError>,
}

/// A part of a query. The lists of [`Node::All`], [`Node::And`] and [`Node::Or`] hold at least two parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word as typed; it may become several index words (`COVID-19`), which then stand for a phrase.
    Word(Word),
    /// A word with `*` for any characters and `?` for one.
    Wildcard(Word),
    /// A pattern that whole index words match; its text is what stands between the slashes.
    Regex(Word),
    /// A word that may be spelled otherwise.
    Fuzzy(Fuzzy),
    /// A part that counts more than others, or less.
    Boost(Boost),
    /// Words between quotes.
    Phrase(Phrase),
    /// Quoted words near each other.
    Within(Within),
    /// Two parts near each other.
    Near(Near),
    /// A part with a condition on its places.
    Qualified(Qualified),
    /// Articles published, or as long, as a range says.
    Range(Interval),
    /// Articles in which a field holds any word.
    Exists(Exists),
    /// A part looked for in one field.
    Field(Scoped),
    /// Parts side by side without an operator.
    All(Vec<Node>),
    /// Parts that must all match.
    And(Vec<Node>),
    /// Parts of which one must match.
    Or(Vec<Node>),
    /// A part that must not match. Never directly around another [`Node::Not`] or a [`Node::Required`].
    Not(Box<Node>),
    /// A part that must match, whatever the parts beside it. Never directly around another one or a [`Node::Not`].
    Required(Box<Node>),
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed, without the punctuation around it.
    pub text: String,
    /// Bytes of the query.
    pub span: Range<usize>,
}

/// A word of a query that may be spelled otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fuzzy {
    /// The word; its span includes the mark after it.
    pub word: Word,
    /// How many letters may differ; `None` where its length says.
    pub distance: Option<u8>,
}

/// A part of a query with a weight of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Boost {
    /// What its score is multiplied by, in hundredths.
    pub hundredths: u32,
    /// The part; never another [`Node::Boost`].
    pub node: Box<Node>,
}

/// A quoted phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What stands between the quotes, with single spaces and without quotes inside.
    pub text: String,
    /// Bytes of the query, the quotes included.
    pub span: Range<usize>,
}

/// Quoted words that may stand apart and in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The words.
    pub phrase: Phrase,
    /// How many words after the first of them the last one may stand.
    pub distance: u32,
}

/// Two parts near each other: each a word, a phrase, a list of alternatives, or a [`Near`] again.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// How near.
    pub reach: Reach,
    /// Whether the first part must come first.
    pub ordered: bool,
    /// The parts.
    pub parts: Box<(Node, Node)>,
}

/// A part of a query that is looked for in one field. Where fields are nested, the inner one counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoped {
    /// The field.
    pub field: FieldName,
    /// Bytes of the query, from the field's name to the end of the part.
    pub span: Range<usize>,
    /// What is looked for.
    pub node: Box<Node>,
}

/// A part with a condition on its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualified {
    /// The condition.
    pub condition: Condition,
    /// Bytes of the query, from the condition's name to the end of the part.
    pub span: Range<usize>,
    /// What is looked for.
    pub node: Box<Node>,
}

/// A field that must hold any word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exists {
    /// The field.
    pub field: FieldName,
    /// Bytes of the query.
    pub span: Range<usize>,
}

impl Node {
    /// The bytes of the query from its first word to its last; operators and parentheses around it are not included.
    pub fn span(&self) -> Range<usize> {
        match self {
            Node::Word(word) | Node::Wildcard(word) | Node::Regex(word) => word.span.clone(),
            Node::Qualified(qualified) => qualified.span.clone(),
            Node::Range(interval) => interval.span.clone(),
            Node::Exists(exists) => exists.span.clone(),
            Node::Fuzzy(fuzzy) => fuzzy.word.span.clone(),
            Node::Boost(boost) => boost.node.span(),
            Node::Phrase(phrase) => phrase.span.clone(),
            Node::Within(within) => within.phrase.span.clone(),
            Node::Near(near) => near.parts.0.span().start..near.parts.1.span().end,
            Node::Field(scoped) => scoped.span.clone(),
            Node::Not(node) | Node::Required(node) => node.span(),
            Node::All(nodes) | Node::And(nodes) | Node::Or(nodes) => {
                let start = nodes.first().map_or(0, |node| node.span().start);
                start..nodes.last().map_or(start, |node| node.span().end)
            }
        }
    }

    /// Whether the part may stand beside an operator of distance.
    pub(super) fn has_places(&self) -> bool {
        match self {
            Node::Word(_) | Node::Wildcard(_) | Node::Phrase(_) | Node::Within(_) => true,
            Node::Near(_) | Node::Fuzzy(_) | Node::Regex(_) => true,
            Node::Boost(boost) => boost.node.has_places(),
            Node::Qualified(qualified) => {
                let written = matches!(qualified.condition, Condition::Written(_));
                written && qualified.node.has_places()
            }
            Node::Or(nodes) => nodes.iter().all(Node::has_places),
            _ => false,
        }
    }

    /// The words and phrases in a part that [`Node::has_places`].
    pub(super) fn num_places(&self) -> usize {
        match self {
            Node::Near(near) => near.parts.0.num_places() + near.parts.1.num_places(),
            Node::Or(nodes) => nodes.iter().map(Node::num_places).sum(),
            Node::Boost(boost) => boost.node.num_places(),
            Node::Qualified(qualified) => qualified.node.num_places(),
            _ => 1,
        }
    }

    /// Parts side by side. Parentheses around mere words (`fed (again) raises rates`) are punctuation, so such a
    /// group joins the parts beside it; one with `-` or `+` inside stays, since they act within it.
    pub(super) fn all(nodes: Vec<Node>) -> Option<Node> {
        Self::list(nodes, Node::All, |node| match node {
            Node::All(inner) if !inner.iter().any(Node::is_marked) => Ok(inner),
            other => Err(other),
        })
    }

    /// Parts that must all match.
    pub(super) fn and(nodes: Vec<Node>) -> Option<Node> {
        Self::list(nodes, Node::And, |node| match node {
            Node::And(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Parts of which one must match.
    pub(super) fn or(nodes: Vec<Node>) -> Option<Node> {
        Self::list(nodes, Node::Or, |node| match node {
            Node::Or(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// The opposite of a part.
    pub(super) fn not(node: Node) -> Node {
        match node {
            Node::Not(inner) => *inner,
            Node::Required(inner) => Node::Not(inner),
            other => Node::Not(Box::new(other)),
        }
    }

    /// A part with a weight, which multiplies the one that it has.
    pub(super) fn boosted(node: Node, hundredths: u32) -> Node {
        match node {
            Node::Boost(boost) => {
                let product = boost.hundredths.saturating_mul(hundredths) / 100;
                Node::boosted(*boost.node, product.clamp(1, MAX_BOOST))
            }
            node => Node::Boost(Boost {
                hundredths,
                node: Box::new(node),
            }),
        }
    }

    /// A part that must match.
    pub(super) fn required(node: Node) -> Node {
        match node {
            Node::Not(_) | Node::Required(_) => node,
            other => Node::Required(Box::new(other)),
        }
    }

    fn is_marked(&self) -> bool {
        matches!(self, Node::Not(_) | Node::Required(_))
    }

    /// A list of parts, where `open` takes apart those that may be spliced into it; a single part stands for itself.
    fn list(
        nodes: Vec<Node>,
        make: fn(Vec<Node>) -> Node,
        open: fn(Node) -> Result<Vec<Node>, Node>,
    ) -> Option<Node> {
        if nodes.len() < 2 {
            return nodes.into_iter().next();
        }
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match open(node) {
                Ok(inner) => flat.extend(inner),
                Err(node) => flat.push(node),
            }
        }
        Some(make(flat))
    }
}
