//! Patterns that whole index words match: `/gr[ae]y/`.

use super::Lowering;
use super::clause::{Clause, any_form};
use super::scope::Scope;
use super::vocabulary::Forms;
use crate::query::match_spec::Marked;
use tantivy::query::EmptyQuery;
use tantivy_fst::Regex;

/// Bytes of a pattern, at the most: its automaton may be some hundred times as large.
const MAX_LENGTH: usize = 100;

/// Repetitions of repetitions make automata of any size.
const MAX_REPEAT: usize = 20;

/// What is wrong with a pattern; `None` for a good one.
pub(in crate::query) fn fault(pattern: &str) -> Option<&'static str> {
    if pattern.len() > MAX_LENGTH {
        return Some("it is longer than 100 bytes");
    }
    if repeats(pattern) {
        return Some("it repeats something more than 20 times");
    }
    match compile(pattern) {
        Some(_) => None,
        None => Some("it cannot be read as one"),
    }
}

/// Whether a count in braces is larger than [`MAX_REPEAT`].
fn repeats(pattern: &str) -> bool {
    let mut counts = pattern.split('{').skip(1).flat_map(|rest| {
        let inside = rest.split('}').next().unwrap_or_default();
        inside.split(',')
    });
    counts.any(|count| {
        count
            .trim()
            .parse()
            .is_ok_and(|count: usize| count > MAX_REPEAT)
    })
}

/// Index words are in small letters, so the pattern's letters are, too; escapes like `\\W` stay.
fn compile(pattern: &str) -> Option<Regex> {
    let mut lower = String::with_capacity(pattern.len());
    let mut escaped = false;
    for c in pattern.chars() {
        match escaped {
            true => lower.push(c),
            false => lower.extend(c.to_lowercase()),
        }
        escaped = c == '\\' && !escaped;
    }
    Regex::new(&lower).ok()
}

impl Lowering<'_> {
    pub(super) fn regex(&mut self, pattern: &str, scope: Scope) -> tantivy::Result<Option<Clause>> {
        let Some(found) = self.matching(pattern, scope)? else {
            return Ok(Some(Box::new(EmptyQuery)));
        };
        match scope {
            Scope::Text(fields) => {
                let typed = format!("/{pattern}/");
                self.class(&typed, found, fields, Marked::Whole).map(Some)
            }
            Scope::Words(field) => {
                Ok(any_form(field, &found).or_else(|| Some(Box::new(EmptyQuery))))
            }
            Scope::Language | Scope::Id => Ok(Some(Box::new(EmptyQuery))),
        }
    }

    /// The index words that match a pattern; `None` where there can be none.
    pub(super) fn matching(
        &mut self,
        pattern: &str,
        scope: Scope,
    ) -> tantivy::Result<Option<Forms>> {
        let Some(fields) = self.worded_fields(scope) else {
            return Ok(None);
        };
        let Some(automaton) = compile(pattern).filter(|_| fault(pattern).is_none()) else {
            return Ok(None);
        };
        let typed = format!("/{pattern}/");
        let expansion = self.vocabulary.matching(&typed, &fields, &automaton)?;
        self.notes.extend(expansion.note);
        Ok(Some(expansion.forms))
    }
}
