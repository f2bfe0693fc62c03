//! Lexemes to the tree.
//!
//! Strongest first: parentheses and fields; `NOT`, `-`, `+`; words side by side; `AND`; `OR`. Whatever does not fit is
//! reported and passed over, so every text has a tree.

use super::ast::{Node, Phrase, Query, Scoped, Word};
use super::error::{QueryError, QueryErrorKind};
use super::lexer::{Lexeme, LexemeKind, lex};
use std::ops::Range;

/// Bytes of a query that are read; pasted articles are longer, and nobody means all their words.
pub const MAX_BYTES: usize = 10_000;
/// Words and phrases of a query that are read.
pub const MAX_CLAUSES: usize = 1_024;
/// Depth of parentheses that is read; it bounds the stack that any walk over the tree takes.
pub const MAX_DEPTH: usize = 100;
/// Warnings given one by one; text that is no query at all would give one a character.
const MAX_WARNINGS: usize = 16;

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

/// The part of the text that is read: it ends between words, if there is a space at all.
fn bounded(text: &str) -> (&str, Vec<QueryError>) {
    if text.len() <= MAX_BYTES {
        return (text, Vec::new());
    }
    let boundaries = text.char_indices().map(|(offset, _)| offset);
    let most = boundaries
        .take_while(|offset| *offset <= MAX_BYTES)
        .last()
        .unwrap_or_default();
    let head = text.get(..most).unwrap_or_default();
    let end = head
        .rfind(char::is_whitespace)
        .filter(|end| *end > 0)
        .unwrap_or(head.len());
    let warning = QueryError::new(QueryErrorKind::TooLong(MAX_BYTES), end..text.len());
    (text.get(..end).unwrap_or_default(), vec![warning])
}

/// Drops what follows the last word that is read.
fn cut_clauses(lexemes: &mut Vec<Lexeme>, end: usize) -> Option<QueryError> {
    let is_clause =
        |lexeme: &Lexeme| matches!(lexeme.kind, LexemeKind::Word | LexemeKind::Phrase(_));
    let mut clauses = lexemes
        .iter()
        .enumerate()
        .filter(|(_, lexeme)| is_clause(lexeme));
    let (first, lexeme) = clauses.nth(MAX_CLAUSES)?;
    let warning = QueryError::new(
        QueryErrorKind::TooManyClauses(MAX_CLAUSES),
        lexeme.span.start..end,
    );
    lexemes.truncate(first);
    // Operators and parentheses that led to it go with it.
    while lexemes
        .pop_if(|last| !is_clause(last) && last.kind != LexemeKind::Close)
        .is_some()
    {}
    Some(warning)
}

fn is_cut(kind: &QueryErrorKind) -> bool {
    matches!(
        kind,
        QueryErrorKind::TooLong(_) | QueryErrorKind::TooManyClauses(_)
    )
}

/// Gives every parenthesis a partner: drops those too deep, closes the others at the `end`. The lexer has seen to it
/// that none is closed which was not opened.
fn balance(lexemes: Vec<Lexeme>, end: usize) -> (Vec<Lexeme>, Vec<QueryError>) {
    let mut balanced = Vec::with_capacity(lexemes.len());
    let mut problems = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    for lexeme in lexemes {
        let depth = open.len();
        let kept = match lexeme.kind {
            LexemeKind::Open => depth < MAX_DEPTH,
            LexemeKind::Close => depth <= MAX_DEPTH,
            _ => true,
        };
        match lexeme.kind {
            LexemeKind::Open => open.push(lexeme.span.clone()),
            LexemeKind::Close => drop(open.pop()),
            _ => {}
        }
        if !kept && depth == MAX_DEPTH {
            let kind = QueryErrorKind::TooDeep(MAX_DEPTH);
            problems.push(QueryError::new(kind, lexeme.span.clone()));
        }
        if kept {
            balanced.push(lexeme);
        }
    }
    let closing = Lexeme {
        kind: LexemeKind::Close,
        span: end..end,
    };
    balanced.extend(std::iter::repeat_n(closing, open.len().min(MAX_DEPTH)));
    let unclosed = |span| QueryError::new(QueryErrorKind::UnclosedParenthesis, span);
    problems.extend(open.into_iter().map(unclosed));
    (balanced, problems)
}

/// Warnings in text order, those beyond the first few counted in one.
fn summarise(mut warnings: Vec<QueryError>, end: usize) -> Vec<QueryError> {
    warnings.sort_by_key(|warning| (warning.span.start, warning.span.end));
    if warnings.len() <= MAX_WARNINGS {
        return warnings;
    }
    // What was left out altogether is always said.
    let (cut, mut rest): (Vec<_>, Vec<_>) = warnings
        .into_iter()
        .partition(|warning| is_cut(&warning.kind));
    let more = rest.split_off(MAX_WARNINGS.min(rest.len()));
    let start = more.first().map_or(end, |first| first.span.start);
    if !more.is_empty() {
        rest.push(QueryError::new(
            QueryErrorKind::More(more.len()),
            start..end,
        ));
    }
    rest.extend(cut);
    rest
}

/// Recursive descent; [`balance`] bounds its depth.
struct Parser<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
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
            nodes.extend(self.marked());
        }
        Node::all(nodes)
    }

    /// A part with any number of `NOT`, `-` and `+` before it.
    fn marked(&mut self) -> Option<Node> {
        let (mut negated, mut required) = (false, false);
        let mut last = None;
        while let Some(lexeme) =
            self.next_if(|kind| matches!(kind, LexemeKind::Not | LexemeKind::Plus))
        {
            negated ^= lexeme.kind == LexemeKind::Not;
            required |= lexeme.kind == LexemeKind::Plus;
            last = Some(lexeme.span);
        }
        let node = self.single();
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

    /// A word, a phrase, a group, or one of them in a field.
    fn single(&mut self) -> Option<Node> {
        let ends = |kind: &LexemeKind| {
            matches!(kind, LexemeKind::And | LexemeKind::Or | LexemeKind::Close)
        };
        let Lexeme { kind, span } = self.next_if(|kind| !ends(kind))?;
        match kind {
            LexemeKind::Phrase(text) => Some(Node::Phrase(Phrase { text, span })),
            LexemeKind::Field(field) => self.field(field, span),
            LexemeKind::Open => self.group(span),
            _ => Some(Node::Word(Word {
                text: self.typed(&span),
                span,
            })),
        }
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
        let Some(node) = self.marked() else {
            self.problems.push(QueryError::new(
                QueryErrorKind::EmptyField(field.name().to_owned()),
                span,
            ));
            return None;
        };
        let end = self
            .at
            .checked_sub(1)
            .and_then(|last| self.lexemes.get(last))
            .map_or(span.end, |last| last.span.end);
        Some(Node::Field(Scoped {
            field,
            span: span.start..end,
            node: Box::new(node),
        }))
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
