//! Lexemes to the tree.
//!
//! Strongest first: parentheses; `near5` and its like; fields and conditions; `NOT`, `-`, `+`; words side by side; `AND`;
//! `OR`. Whatever does not fit is reported and passed over, so every text has a tree.

use super::ast::{Exists, Fuzzy, Near, Node, Phrase, Qualified, Query, Scoped, Within, Word};
use super::condition::Condition;
use super::error::{QueryError, QueryErrorKind};
use super::interval::Interval;
use super::lexer::distance::Distance;
use super::lexer::{Lexeme, LexemeKind, lex};
use super::limits::{MAX_DEPTH, balance, bounded, cut_clauses, is_cut, summarise};
use std::ops::Range;

/// Words and phrases that operators of distance may join; each pair costs a walk over all their places.
pub(super) const MAX_NEAR: usize = 64;

/// Reads any text as a query. What has no meaning is passed over and stands in [`Query::warnings`].
pub fn parse(text: &str) -> Query {
    let (read, mut warnings) = bounded(text);
    let (mut lexemes, problems) = lex(read);
    warnings.extend(problems);
    warnings.extend(cut_clauses(&mut lexemes, text.len()));
    let whole = !warnings.iter().any(|warning| is_cut(&warning.kind));
    let (lexemes, problems) = balance(lexemes, read.len());
    warnings.extend(
        problems
            .into_iter()
            .filter(|problem| whole || problem.kind != QueryErrorKind::UnclosedParenthesis),
    );

    let mut parser = Parser {
        text: read,
        lexemes,
        at: 0,
        depth: 0,
        problems: Vec::new(),
    };
    let root = parser.or();
    warnings.append(&mut parser.problems);
    Query {
        root,
        warnings: summarise(warnings, text.len()),
    }
}

/// Reads a query that must be without fault.
///
/// # Errors
/// The first thing, in text order, that [`parse`] would warn of.
pub fn parse_strict(text: &str) -> Result<Query, QueryError> {
    let mut query = parse(text);
    if query.warnings.is_empty() {
        return Ok(query);
    }
    Err(query.warnings.swap_remove(0))
}

/// Recursive descent; [`balance`] bounds its depth in parentheses.
struct Parser<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
    /// Fields and conditions around the next lexeme.
    depth: usize,
    problems: Vec<QueryError>,
}

impl Parser<'_> {
    fn or(&mut self) -> Option<Node> {
        let nodes = self.joined(&LexemeKind::Or, Self::and);
        Node::or(nodes)
    }

    fn and(&mut self) -> Option<Node> {
        let nodes = self.joined(&LexemeKind::And, Self::side_by_side);
        Node::and(nodes)
    }

    /// Parts with an operator between them; an operator that lacks a side is reported.
    fn joined(&mut self, operator: &LexemeKind, part: fn(&mut Self) -> Option<Node>) -> Vec<Node> {
        let mut nodes: Vec<Node> = part(self).into_iter().collect();
        while let Some(span) = self.eat(operator) {
            let typed = self.typed(&span);
            let first = nodes.is_empty();
            let next = part(self);
            if first {
                self.problems
                    .push(QueryError::new(QueryErrorKind::NothingBefore(typed), span));
            } else if next.is_none() {
                self.problems
                    .push(QueryError::new(QueryErrorKind::NothingAfter(typed), span));
            }
            nodes.extend(next);
        }
        nodes
    }

    fn side_by_side(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while !matches!(
            self.kind(),
            None | Some(LexemeKind::And | LexemeKind::Or | LexemeKind::Close)
        ) {
            nodes.extend(self.marked(Self::near));
        }
        Node::all(nodes)
    }

    /// A part with any number of `NOT`, `-` and `+` before it.
    fn marked(&mut self, part: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        let (mut negated, mut required) = (false, false);
        let mut last = None;
        while let Some(lexeme) =
            self.next_if(|kind| matches!(kind, LexemeKind::Not | LexemeKind::Plus))
        {
            negated ^= lexeme.kind == LexemeKind::Not;
            required |= lexeme.kind == LexemeKind::Plus;
            last = Some(lexeme.span);
        }
        let node = part(self);
        if let (None, Some(span)) = (&node, last) {
            self.problems.push(QueryError::new(
                QueryErrorKind::NothingAfter(self.typed(&span)),
                span,
            ));
        }
        match node? {
            node if negated => Some(Node::not(node)),
            node if required => Some(Node::required(node)),
            node => Some(node),
        }
    }

    fn marked_near(&mut self) -> Option<Node> {
        self.marked(Self::near)
    }

    /// Parts with operators of distance between them, from left to right.
    fn near(&mut self) -> Option<Node> {
        let mut left = self.single()?;
        while let Some((distance, span)) = self.distance() {
            let typed = self.typed(&span);
            let Some(right) = self.single() else {
                self.problems
                    .push(QueryError::new(QueryErrorKind::NothingAfter(typed), span));
                continue;
            };
            let places = left.num_places() + right.num_places();
            if left.has_places() && right.has_places() && places <= MAX_NEAR {
                left = Node::Near(Near {
                    reach: distance.reach,
                    ordered: distance.ordered,
                    parts: Box::new((left, right)),
                });
            } else {
                let kind = QueryErrorKind::NearParts(typed, MAX_NEAR);
                self.problems.push(QueryError::new(kind, span));
                left = Node::and(vec![left, right])?;
            }
        }
        Some(left)
    }

    /// An operator of distance with something after it that may stand there.
    fn distance(&mut self) -> Option<(Distance, Range<usize>)> {
        use LexemeKind::{And, Any, Boost, Close, Near, Not, Or, Plus};
        let after = self.lexemes.get(self.at + 1)?;
        if matches!(
            after.kind,
            And | Or | Not | Plus | Close | Near(_) | Boost(_) | Any
        ) {
            return None;
        }
        let lexeme = self.next_if(|kind| matches!(kind, LexemeKind::Near(_)))?;
        match lexeme.kind {
            LexemeKind::Near(distance) => Some((distance, lexeme.span)),
            _ => None,
        }
    }

    /// A word, a phrase, a group, or one of them in a field; with its weight.
    fn single(&mut self) -> Option<Node> {
        let mut node = self.unweighted();
        while let Some(lexeme) = self.next_if(|kind| matches!(kind, LexemeKind::Boost(_))) {
            if let LexemeKind::Boost(hundredths) = lexeme.kind {
                node = node.map(|node| Node::boosted(node, hundredths));
            }
        }
        node
    }

    fn unweighted(&mut self) -> Option<Node> {
        let ends = |kind: &LexemeKind| {
            matches!(kind, LexemeKind::And | LexemeKind::Or | LexemeKind::Close)
        };
        let Lexeme { kind, span } = self.next_if(|kind| !ends(kind))?;
        match kind {
            LexemeKind::Phrase(text) => Some(Node::Phrase(Phrase { text, span })),
            LexemeKind::Within(text, distance) => Some(Node::Within(Within {
                phrase: Phrase { text, span },
                distance,
            })),
            LexemeKind::Fuzzy(distance) => {
                let typed = self.typed(&span);
                let word = typed
                    .rsplit_once('~')
                    .map_or(typed.as_str(), |(word, _)| word);
                let text = word.to_owned();
                Some(Node::Fuzzy(Fuzzy {
                    word: Word { text, span },
                    distance,
                }))
            }
            // Its part was too deep in parentheses.
            LexemeKind::Boost(_) => None,
            LexemeKind::Near(_) => {
                let kind = QueryErrorKind::NotBetween(self.typed(&span));
                self.problems.push(QueryError::new(kind, span.clone()));
                Some(self.word(span))
            }
            LexemeKind::Field(field) => self.field(field, span),
            LexemeKind::Open => self.group(span),
            LexemeKind::Condition(condition) => self.qualified(condition, span),
            LexemeKind::Range(interval) => Some(Node::Range(Interval { span, ..interval })),
            // Its field was too deep.
            LexemeKind::Any => None,
            LexemeKind::Regex => {
                let typed = self.typed(&span);
                let text = typed.get(1..typed.len() - 1).unwrap_or_default().to_owned();
                Some(Node::Regex(Word { text, span }))
            }
            LexemeKind::Truncated => {
                let text = self.typed(&span).replace('!', "*");
                Some(Node::Wildcard(Word { text, span }))
            }
            LexemeKind::Wildcard => Some(Node::Wildcard(Word {
                text: self.typed(&span),
                span,
            })),
            _ => Some(self.word(span)),
        }
    }

    fn word(&self, span: Range<usize>) -> Node {
        Node::Word(Word {
            text: self.typed(&span),
            span,
        })
    }

    fn group(&mut self, open: Range<usize>) -> Option<Node> {
        let node = self.or();
        let close = self
            .eat(&LexemeKind::Close)
            .map_or(open.end, |close| close.end);
        if node.is_none() {
            self.problems.push(QueryError::new(
                QueryErrorKind::EmptyParentheses,
                open.start..close,
            ));
        }
        node
    }

    fn field(&mut self, mut field: super::FieldName, mut span: Range<usize>) -> Option<Node> {
        while let Some((inner, inner_span)) = self.next_field() {
            self.problems.push(QueryError::new(
                QueryErrorKind::FieldBeforeField(field.name().to_owned()),
                span,
            ));
            (field, span) = (inner, inner_span);
        }
        if self.eat(&LexemeKind::Any).is_some() {
            let span = span.start..self.last_end(span.end);
            return Some(Node::Exists(Exists { field, span }));
        }
        // Between values that may be any text there is no operator.
        let part = if field.is_verbatim() {
            Self::single
        } else {
            Self::near
        };
        let Some(node) = self.nested(&span, |parser| parser.marked(part)) else {
            self.problems.push(QueryError::new(
                QueryErrorKind::EmptyField(field.name().to_owned()),
                span,
            ));
            return None;
        };
        Some(Node::Field(Scoped {
            field,
            span: span.start..self.last_end(span.end),
            node: Box::new(node),
        }))
    }

    /// A part under a condition: a group, where it stands directly before one, else what a field would take, too.
    /// Without any part, its name is a word.
    fn qualified(&mut self, condition: Condition, span: Range<usize>) -> Option<Node> {
        let next = self.lexemes.get(self.at);
        let tight =
            next.is_some_and(|next| next.kind == LexemeKind::Open && next.span.start == span.end);
        let part = if tight {
            Self::unweighted
        } else {
            Self::marked_near
        };
        let Some(node) = self.nested(&span, part) else {
            let kind = QueryErrorKind::NothingUnder(self.typed(&span));
            self.problems.push(QueryError::new(kind, span.clone()));
            return Some(self.word(span));
        };
        Some(Node::Qualified(Qualified {
            condition,
            span: span.start..self.last_end(span.end),
            node: Box::new(node),
        }))
    }

    /// A part inside a field or a condition, unless there are too many around it.
    fn nested(
        &mut self,
        span: &Range<usize>,
        part: impl Fn(&mut Self) -> Option<Node>,
    ) -> Option<Node> {
        if self.depth >= MAX_DEPTH {
            let kind = QueryErrorKind::TooDeep(MAX_DEPTH);
            self.problems.push(QueryError::new(kind, span.clone()));
            return None;
        }
        self.depth += 1;
        let node = part(self);
        self.depth -= 1;
        node
    }

    /// Where the last lexeme that was read ends.
    fn last_end(&self, default: usize) -> usize {
        let last = self
            .at
            .checked_sub(1)
            .and_then(|last| self.lexemes.get(last));
        last.map_or(default, |last| last.span.end)
    }

    fn next_field(&mut self) -> Option<(super::FieldName, Range<usize>)> {
        match self.lexemes.get(self.at) {
            Some(Lexeme {
                kind: LexemeKind::Field(field),
                span,
            }) => {
                self.at += 1;
                Some((*field, span.clone()))
            }
            _ => None,
        }
    }

    fn kind(&self) -> Option<&LexemeKind> {
        self.lexemes.get(self.at).map(|lexeme| &lexeme.kind)
    }

    fn next_if(&mut self, wanted: impl Fn(&LexemeKind) -> bool) -> Option<Lexeme> {
        let lexeme = self
            .lexemes
            .get(self.at)
            .filter(|lexeme| wanted(&lexeme.kind))?;
        self.at += 1;
        Some(lexeme.clone())
    }

    fn eat(&mut self, wanted: &LexemeKind) -> Option<Range<usize>> {
        self.next_if(|kind| kind == wanted)
            .map(|lexeme| lexeme.span)
    }

    fn typed(&self, span: &Range<usize>) -> String {
        self.text.get(span.clone()).unwrap_or_default().to_owned()
    }
}
