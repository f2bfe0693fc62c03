//! What other search systems write their own way: `HEADLINE(...)`, `hd=`, `atleast5`, `near20:"a b"`, `kor!`, `/regex/`.

use super::distance::operator;
use super::{LexemeKind, Lexer, report};
use crate::query::chars::{Class, class};
use crate::query::condition::Condition;
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::field_name::FieldName;
use crate::query::interval::{Interval, RangeField};
use crate::query::layout::Reach;
use crate::query::lower::pattern_fault;

/// Fields whose names may stand before a parenthesis, without a colon. Other names do in mere text: author(s).
const CALLED: [&str; 7] = [
    "headline", "hlead", "hlp", "byline", "title", "lead", "body",
];

impl<'a> Lexer<'a> {
    /// A condition, or a field as Nexis writes it.
    pub(super) fn prefix_kind(&self, word: &str) -> LexemeKind {
        let after = self.rest().get(word.len()..).unwrap_or_default();
        if !self.at_boundary() || !self.ends_after(word.len()) {
            return LexemeKind::Word;
        }
        let called = after.starts_with('(') && !after.to_ascii_lowercase().starts_with("(s)");
        if let Some(condition) = Condition::from_name(word) {
            return match called || !condition.needs_parentheses() {
                true => LexemeKind::Condition(condition),
                false => LexemeKind::Word,
            };
        }
        let known = CALLED.iter().any(|name| name.eq_ignore_ascii_case(word));
        let plain = !word.starts_with(char::is_uppercase) || word == word.to_uppercase();
        match FieldName::from_name(word).filter(|_| called && known && plain) {
            Some(field) => LexemeKind::Field(field),
            None => LexemeKind::Word,
        }
    }

    /// `hd=`, `wc>500`, at the start of a word. Returns whether there was one.
    pub(super) fn equation(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (Some(name), Some(after)) = (rest.get(..length), rest.get(length..)) else {
            return false;
        };
        if let Some(field) = RangeField::from_name(name) {
            let sign = after.trim_start_matches(' ');
            let spaces = after.len() - sign.len();
            let compared = sign.starts_with(['<', '>']) || (spaces == 0 && sign.starts_with('='));
            let read = Interval::compared(field, sign).filter(|_| compared);
            return match read {
                Some((interval, more)) => {
                    self.interval(interval, length + spaces + more);
                    true
                }
                None => false,
            };
        }
        let value = after
            .strip_prefix('=')
            .and_then(|value| value.chars().next());
        let joined = value.is_some_and(|c| {
            c.is_alphanumeric() || matches!(class(c), Class::Quote(_) | Class::Open) || c == '*'
        });
        match FieldName::from_name(name).filter(|_| joined) {
            Some(field) => self.field(field, length + 1),
            None => return false,
        }
        true
    }

    /// A field's name; and the star after it, which stands for any value.
    pub(super) fn field(&mut self, field: FieldName, length: usize) {
        self.push(LexemeKind::Field(field), length);
        let after = self.rest().strip_prefix('*');
        let ends = |c| matches!(class(c), Class::Space | Class::Close);
        if after.is_some_and(|after| after.chars().next().is_none_or(ends)) {
            self.push(LexemeKind::Any, 1);
        }
    }

    /// The value of a field of dates or numbers, whose name and colon have this length. Returns whether it was one.
    pub(super) fn range(&mut self, field: RangeField, name: &str, length: usize) -> bool {
        let after = self.text.get(self.at + length..).unwrap_or_default();
        // A headline may have a colon after a capital or a number of words.
        let capital = name.starts_with(char::is_uppercase) && name != name.to_uppercase();
        let dated = field == RangeField::Published && !capital;
        let value = if dated {
            after.trim_start_matches(' ')
        } else {
            after
        };
        let spaces = after.len() - value.len();
        match Interval::read(field, value) {
            Some((interval, more)) => {
                self.interval(interval, length + spaces + more);
                true
            }
            None => {
                self.problems
                    .extend(report::value_problem(field, name, after).map(|problem| {
                        let span = self.at..self.at + length;
                        QueryError { span, ..problem }
                    }));
                false
            }
        }
    }

    fn interval(&mut self, interval: Interval, length: usize) {
        if interval.is_empty() {
            let span = self.at..self.at + length;
            self.problems
                .push(QueryError::new(QueryErrorKind::EmptyRange, span));
        }
        self.push(LexemeKind::Range(interval), length);
    }

    /// `near20:` before a phrase and `repeat3:`, where the name and its colon have this length.
    pub(super) fn counted(&mut self, name: &str, length: usize) -> bool {
        let start = self.at;
        if let Some(condition) = Condition::repeated(name) {
            self.push(LexemeKind::Condition(condition), length);
            return true;
        }
        let quote = self
            .text
            .get(start + length..)
            .and_then(|after| after.chars().next());
        let family = quote.and_then(|c| match class(c) {
            Class::Quote(family) => Some((c, family)),
            _ => None,
        });
        let near = name.starts_with("near").then(|| operator(name)).flatten();
        let (Some((quote, family)), Some(Reach::Words(words))) =
            (family, near.map(|near| near.reach))
        else {
            return false;
        };
        self.at += length;
        let count = self.lexemes.len();
        self.quote(quote, family);
        if let Some(last) = self.lexemes.get_mut(count)
            && let LexemeKind::Phrase(text) = &last.kind
        {
            last.kind = LexemeKind::Within(text.clone(), words);
            last.span.start = start;
        }
        true
    }

    /// Whether the `!` after a word is a truncation: beside an operator, since elsewhere it is an exclamation mark.
    pub(super) fn truncates(&self, word: &str) -> bool {
        let after = self.rest().get(word.len()..).unwrap_or_default();
        let Some(after) = after.strip_prefix('!') else {
            return false;
        };
        let plain = word.chars().count() >= 2 && word.chars().all(char::is_alphanumeric);
        let apart = |c| matches!(class(c), Class::Space | Class::Close);
        if !plain || !after.chars().next().is_none_or(apart) {
            return false;
        }
        let is_operator =
            |word: &str| matches!(word, "AND" | "OR" | "NOT") || operator(word).is_some();
        let follows = after.split_whitespace().next().is_some_and(is_operator);
        let before = self
            .lexemes
            .iter()
            .rfind(|last| last.kind != LexemeKind::Open);
        let typed = before.and_then(|last| self.text.get(last.span.clone()));
        follows || typed.is_some_and(is_operator)
    }

    /// The length of `/regex/`, where it stands here.
    pub(super) fn regex(&self) -> Option<usize> {
        let rest = self.rest().strip_prefix('/')?;
        if !self.at_boundary() {
            return None;
        }
        let mut escaped = false;
        for (at, c) in rest.char_indices() {
            match c {
                '/' if !escaped => {
                    let after = rest.get(at + 1..)?.chars().next();
                    let apart = |c| matches!(class(c), Class::Space | Class::Close) || c == '^';
                    let words = rest.get(..at)?.contains(char::is_alphanumeric);
                    return (words && after.is_none_or(apart)).then_some(at + 2);
                }
                c if c.is_whitespace() || c.is_control() => return None,
                c => escaped = c == '\\' && !escaped,
            }
        }
        None
    }

    /// Adds the pattern that stands here, or passes over its first slash where it is none.
    pub(super) fn push_regex(&mut self, length: usize) {
        let typed = self.rest().get(..length).unwrap_or_default();
        let pattern = typed.trim_matches('/');
        match pattern_fault(pattern) {
            None => self.push(LexemeKind::Regex, length),
            Some(fault) => {
                let kind = QueryErrorKind::BadPattern(typed.to_owned(), fault);
                let span = self.at..self.at + length;
                self.problems.push(QueryError::new(kind, span));
                self.at += 1;
            }
        }
    }
}
