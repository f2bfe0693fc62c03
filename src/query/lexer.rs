//! Query text to lexemes. Decides which punctuation means something: what people paste along with a headline or a
//! question does not. Knows nothing of precedence or pairs of parentheses.

use super::chars::{self, Class, class};
use super::condition::Condition;
use super::error::{QueryError, QueryErrorKind};
use super::field_name::FieldName;
use super::interval::{Interval, RangeField};
use super::scan;
use distance::Distance;
use std::ops::Range;

pub(super) mod distance;
mod quote;
mod report;
mod special;
pub(super) mod suffix;

/// What a lexeme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// A word; its text is the span's.
    Word,
    /// A word with `*` or `?` that stand for characters.
    Wildcard,
    /// A word with `!` at its end that stands for any characters.
    Truncated,
    /// A pattern between slashes.
    Regex,
    /// A word that may be spelled otherwise, in so many letters.
    Fuzzy(Option<u8>),
    /// A phrase, cleaned of quotes.
    Phrase(String),
    /// A phrase whose words may stand apart, at most so far.
    Within(String, u32),
    /// A field's name and its colon.
    Field(FieldName),
    /// `*` after a field: any value.
    Any,
    /// A field of dates or numbers, with its values.
    Range(Interval),
    /// `atleast5`, `first50`, `caps`.
    Condition(Condition),
    Open,
    Close,
    And,
    Or,
    /// `NOT`, `-` or `!`.
    Not,
    /// `+`.
    Plus,
    /// `^2` after a part, in hundredths.
    Boost(u32),
    /// `near5` and its like.
    Near(Distance),
}

/// A piece of the query that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) span: Range<usize>,
}

/// The lexemes of a query, and what was no part of any.
pub(super) fn lex(text: &str) -> (Vec<Lexeme>, Vec<QueryError>) {
    let mut lexer = Lexer::new(text);
    while let Some(c) = lexer.next_char() {
        lexer.step(c);
    }
    (lexer.lexemes, lexer.problems)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    lexemes: Vec<Lexeme>,
    problems: Vec<QueryError>,
    /// For each open parenthesis: whether it belongs to a field of verbatim values.
    verbatim: Vec<bool>,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        Lexer {
            text,
            at: 0,
            lexemes: Vec::new(),
            problems: Vec::new(),
            verbatim: Vec::new(),
        }
    }

    /// Reads one lexeme, or passes over one character.
    fn step(&mut self, c: char) {
        match class(c) {
            Class::Space | Class::Ignorable => self.at += c.len_utf8(),
            Class::Quote(family) => self.quote(c, family),
            Class::Open => self.open(c),
            Class::Close => self.close(c),
            _ if self.is_prefix(c) => {
                let kind = if c == '+' {
                    LexemeKind::Plus
                } else {
                    LexemeKind::Not
                };
                self.push(kind, c.len_utf8());
            }
            _ if self.rest().starts_with("&&") => self.push(LexemeKind::And, 2),
            _ if self.rest().starts_with("||") => self.push(LexemeKind::Or, 2),
            Class::Letter | Class::Inner | Class::Stray if self.is_verbatim() && !is_mark(c) => {
                self.verbatim_word();
            }
            // Before a capital it is a footnote's mark.
            _ if c == '*'
                && self.at_boundary()
                && self
                    .second_char()
                    .is_some_and(|next| next.is_alphanumeric() && !next.is_uppercase()) =>
            {
                self.word();
            }
            _ if self.slashed_operator().is_some() => {
                let length = self.slashed_operator().unwrap_or(1);
                let text = self.rest().get(..length).unwrap_or_default();
                self.push(self.word_kind(text), length);
            }
            _ if c == '/' && self.regex().is_some() => self.push_regex(self.regex().unwrap_or(1)),
            _ if self.boost().is_some() => {
                let (boost, length) = self.boost().unwrap_or((100, 1));
                self.push(LexemeKind::Boost(boost), length);
            }
            Class::Stray => self.stray(c),
            Class::Letter | Class::Inner if chars::leads_word(c, self.second_char()) => self.word(),
            // Exactly this form.
            _ if c == '='
                && self.at_boundary()
                && self.second_char().is_some_and(char::is_alphanumeric) =>
            {
                self.exact();
            }
            _ => self.at += c.len_utf8(),
        }
    }

    fn open(&mut self, c: char) {
        self.verbatim.push(self.is_verbatim());
        self.push(LexemeKind::Open, c.len_utf8());
    }

    /// A parenthesis that was never opened is reported here, since a field's value may follow it.
    fn close(&mut self, c: char) {
        let length = c.len_utf8();
        if self.verbatim.pop().is_some() {
            return self.push(LexemeKind::Close, length);
        }
        let span = self.at..self.at + length;
        self.problems
            .push(QueryError::new(QueryErrorKind::UnopenedParenthesis, span));
        self.at += length;
    }

    fn stray(&mut self, c: char) {
        let run = self.rest().chars().take_while(|next| *next == c).count() * c.len_utf8();
        let after = self.text.get(self.at + run..).unwrap_or_default();
        let beside = [self.last_char(), after.chars().next()];
        self.problems
            .push(report::stray_problem(c, beside, self.at..self.at + run));
        self.at += run;
    }

    fn verbatim_word(&mut self) {
        let end = scan::verbatim_end(self.text, self.at);
        self.push_word(self.text.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    fn word(&mut self) {
        if self.equation() {
            return;
        }
        let start = self.at;
        let address = scan::starts_address(self.rest());
        let end = if address {
            scan::verbatim_end(self.text, start)
        } else {
            scan::word_end(self.text, start)
        };
        let word = self.text.get(start..end).unwrap_or_default();
        let colon = self
            .text
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| class(*c) == Class::Colon);
        match colon {
            Some(colon) if !address => self.name(word, colon),
            _ => {
                let trimmed = if address {
                    scan::trim_address(word)
                } else {
                    scan::trim_end(word)
                };
                if !address && self.truncates(trimmed) {
                    return self.push(LexemeKind::Truncated, trimmed.len() + 1);
                }
                self.push_word(trimmed);
                // A star that is no wildcard is reported.
                let starred = word
                    .get(trimmed.len()..)
                    .is_some_and(|rest| rest.starts_with('*'));
                let end = if starred { start + trimmed.len() } else { end };
                let end = end.max(self.at);
                self.at = end;
            }
        }
    }

    /// A word before a colon: a field, or text.
    fn name(&mut self, name: &'a str, colon: char) {
        let length = name.len() + colon.len_utf8();
        if self.counted(name, length) {
            return;
        }
        let after = self.text.get(self.at + length..).unwrap_or_default();
        let next = after.chars().next();
        if let Some(field) = RangeField::from_name(name) {
            if self.range(field, name, length) {
                return;
            }
            let end = self.at + length;
            self.push_word(scan::trim_end(name));
            self.at = end;
            return;
        }
        let joined = next.is_some_and(|c| {
            !matches!(
                class(c),
                Class::Space | Class::Separator | Class::Close | Class::Colon
            )
        });
        match FieldName::from_name(name) {
            Some(field) if joined || !name.contains(char::is_uppercase) => {
                self.field(field, length)
            }
            known => {
                let span = self.at..self.at + length;
                self.problems.extend(
                    report::name_problem(name, known, joined, after)
                        .map(|problem| QueryError { span, ..problem }),
                );
                let end = self.at + length;
                self.push_word(scan::trim_end(name));
                self.at = end;
            }
        }
    }

    /// Adds the word that begins here, or the operator that it is; moves past it.
    fn push_word(&mut self, word: &str) {
        if !word.contains(char::is_alphanumeric) {
            return;
        }
        let plain = !self.is_verbatim() && !scan::starts_address(word);
        let kind = match self.word_kind(word) {
            LexemeKind::Near(_) | LexemeKind::Condition(_) | LexemeKind::Field(_) if !plain => {
                LexemeKind::Word
            }
            LexemeKind::Word if plain && scan::has_wildcards(word) => LexemeKind::Wildcard,
            kind => kind,
        };
        if kind == LexemeKind::Word && plain {
            self.wildcards(word);
            self.distance_operator(word);
            if let Some((distance, more)) = self.fuzziness(self.at + word.len()) {
                return self.push(LexemeKind::Fuzzy(distance), word.len() + more);
            }
        }
        self.push(kind, word.len());
    }

    fn push(&mut self, kind: LexemeKind, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.lexemes.push(Lexeme { kind, span });
    }

    /// Whether `-`, `+` or `!` stands here as an operator: at the start of a word, and directly before it.
    fn is_prefix(&self, c: char) -> bool {
        if !is_mark(c) || self.second_char().is_some_and(is_mark) || !self.at_boundary() {
            return false;
        }
        let after = self.rest().chars().skip(1);
        let verbatim = self.is_verbatim();
        let mut decisive = after.filter_map(|c| match class(c) {
            Class::Space | Class::Close | Class::Colon | Class::Separator => Some(false),
            Class::Quote(_) | Class::Open => Some(true),
            _ => (verbatim || c.is_alphanumeric()).then_some(true),
        });
        decisive.next().unwrap_or(false)
    }

    /// Whether a word that begins here stands on its own.
    fn at_boundary(&self) -> bool {
        let leads = |kind: &LexemeKind| {
            use LexemeKind::{Condition, Field, Not, Open, Plus};
            matches!(kind, Condition(_) | Field(_) | Open | Not | Plus)
        };
        let after_lead = self
            .lexemes
            .last()
            .is_some_and(|last| last.span.end == self.at && leads(&last.kind));
        let apart = |c| matches!(class(c), Class::Space | Class::Ignorable);
        after_lead || self.last_char().is_none_or(apart)
    }

    /// Whether the next word is a value of a field that takes anything up to the next space.
    fn is_verbatim(&self) -> bool {
        let marked = |lexeme: &&Lexeme| !matches!(lexeme.kind, LexemeKind::Not | LexemeKind::Plus);
        match self.lexemes.iter().rfind(marked).map(|last| &last.kind) {
            Some(LexemeKind::Field(field)) => field.is_verbatim(),
            _ => self.verbatim.last().copied().unwrap_or(false),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next_char(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn second_char(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    fn last_char(&self) -> Option<char> {
        self.text
            .get(..self.at)
            .and_then(|before| before.chars().next_back())
    }
}

/// Whether a character is an operator at the start of a word.
fn is_mark(c: char) -> bool {
    matches!(c, '-' | '+' | '!')
}
