//! How much of a query is read, so that no text costs more than a query should; what is left out is always said.

use super::error::{QueryError, QueryErrorKind};
use super::lexer::{Lexeme, LexemeKind};
use std::ops::Range;

/// Bytes of a query that are read; pasted articles are longer, and nobody means all their words.
pub const MAX_BYTES: usize = 10_000;
/// Words and phrases of a query that are read.
pub const MAX_CLAUSES: usize = 1_024;
/// Depth of parentheses that is read; it bounds the stack that any walk over the tree takes.
pub const MAX_DEPTH: usize = 100;
/// Warnings given one by one; text that is no query at all would give one a character.
const MAX_WARNINGS: usize = 16;

/// The part of the text that is read: it ends between words, if there is a space at all.
pub(super) fn bounded(text: &str) -> (&str, Vec<QueryError>) {
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
pub(super) fn cut_clauses(lexemes: &mut Vec<Lexeme>, end: usize) -> Option<QueryError> {
    let is_clause = |lexeme: &Lexeme| {
        matches!(
            lexeme.kind,
            LexemeKind::Word
                | LexemeKind::Wildcard
                | LexemeKind::Fuzzy(_)
                | LexemeKind::Phrase(_)
                | LexemeKind::Within(..)
                | LexemeKind::Truncated
                | LexemeKind::Regex
                | LexemeKind::Range(_)
                | LexemeKind::Any
        )
    };
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
        .pop_if(|last| {
            !is_clause(last) && !matches!(last.kind, LexemeKind::Close | LexemeKind::Boost(_))
        })
        .is_some()
    {}
    Some(warning)
}

pub(super) fn is_cut(kind: &QueryErrorKind) -> bool {
    matches!(
        kind,
        QueryErrorKind::TooLong(_) | QueryErrorKind::TooManyClauses(_)
    )
}

/// Gives every parenthesis a partner: drops those too deep, closes the others at the `end`. The lexer has seen to it
/// that none is closed which was not opened.
pub(super) fn balance(lexemes: Vec<Lexeme>, end: usize) -> (Vec<Lexeme>, Vec<QueryError>) {
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
pub(super) fn summarise(mut warnings: Vec<QueryError>, end: usize) -> Vec<QueryError> {
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
