//! Quoted phrases: which marks pair, and which only close or measure inches.

use super::{LexemeKind, Lexer};
use crate::query::chars::{self, Class, Family, class};
use crate::query::error::{QueryError, QueryErrorKind};

impl Lexer<'_> {
    /// A quoted phrase, or a mark that has no partner.
    pub(super) fn quote(&mut self, c: char, family: Family) {
        let start = self.at;
        let inner = start + c.len_utf8();
        let pair = if self.is_dangling(c) {
            None
        } else {
            self.closing_quote(inner, family)
        };
        let Some((end, mark)) = pair else {
            // After a digit it is the sign for inches.
            if !self.last_char().is_some_and(|c| c.is_ascii_digit()) {
                self.problems
                    .push(QueryError::new(QueryErrorKind::UnpairedQuote, start..inner));
            }
            self.at = inner;
            return;
        };
        let phrase = phrase_text(self.text.get(inner..end).unwrap_or_default());
        let length = end + mark.len_utf8() - start;
        if phrase.contains(char::is_alphanumeric) {
            match self.tilde(start + length) {
                Some((distance, more)) => {
                    self.push(LexemeKind::Within(phrase, distance), length + more);
                }
                None => self.push(LexemeKind::Phrase(phrase), length),
            }
        } else {
            self.problems.push(QueryError::new(
                QueryErrorKind::EmptyQuotes,
                start..start + length,
            ));
            self.at += length;
        }
    }

    /// Whether a quote can only close: it follows a word, and nothing follows it.
    fn is_dangling(&self, c: char) -> bool {
        let next = self.rest().chars().nth(1).map(class);
        let ends = !matches!(
            next,
            Some(Class::Letter | Class::Inner | Class::Open | Class::Quote(_))
        );
        let opens = !matches!(c, '”' | '»' | '」' | '』');
        ends && self
            .last_char()
            .is_some_and(|c| c.is_alphanumeric() || (!opens && !c.is_whitespace()))
    }

    /// Where the quote that was opened before byte `inner` is closed: by its own family, else by any mark.
    fn closing_quote(&self, inner: usize, family: Family) -> Option<(usize, char)> {
        let mut previous = None;
        let mut other = None;
        let mut rest = self.text.get(inner..)?.char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let next = rest.peek().map(|(_, c)| *c);
            match class(c) {
                Class::Quote(_) if chars::is_gershayim(previous, c, next) => {}
                Class::Quote(found) if found == family => return Some((inner + offset, c)),
                Class::Quote(_) => other = other.or(Some((inner + offset, c))),
                _ => {}
            }
            previous = Some(c);
        }
        other
    }
}

/// The text of a phrase: quotes inside it and runs of space become single spaces.
fn phrase_text(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut previous = None;
    let mut rest = inside.chars().peekable();
    while let Some(c) = rest.next() {
        let keep = match class(c) {
            Class::Space => false,
            Class::Quote(_) => chars::is_gershayim(previous, c, rest.peek().copied()),
            _ => true,
        };
        if keep {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        previous = Some(c);
    }
    text.truncate(text.trim_end_matches(' ').len());
    text
}
