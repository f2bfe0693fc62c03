//! What the lexer says of spellings that look like more than text.

use super::Lexer;
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::field_name::FieldName;
use crate::query::interval::RangeField;
use std::ops::Range;

impl Lexer<'_> {
    /// Reports wildcards inside a word, which stay in it as punctuation.
    pub(super) fn wildcards(&mut self, word: &str) {
        for (offset, found) in word.match_indices(['*', '?']) {
            let c = if found == "*" { '*' } else { '?' };
            let start = self.at + offset;
            let beside = [word.chars().find(|c| c.is_alphabetic()), None];
            self.problems
                .push(stray_problem(c, beside, start..start + 1));
        }
    }
}

/// What to say of a character that has no meaning where it stands, between these two. A hint says what it means
/// elsewhere, where it looks as if it was meant.
pub(super) fn stray_problem(c: char, beside: [Option<char>; 2], span: Range<usize>) -> QueryError {
    let problem = QueryError::new(QueryErrorKind::StrayCharacter(c), span);
    let joined = beside.into_iter().flatten().any(char::is_alphanumeric);
    match c {
        '*' | '?' if joined => problem
            .with_hint("a word with wildcards has two letters or digits at least, as in `kor*`"),
        '~' if joined => {
            problem.with_hint("`word~1` and `word~2` find other spellings, `\"a b\"~5` a distance")
        }
        '^' => problem.with_hint(
            "a weight from 0.01 to 100 stands directly after a word or group, as in `storm^2`",
        ),
        _ => problem,
    }
}

/// What to say of a name before a colon that is read as text; nothing where it only looks like a headline's colon.
pub(super) fn name_problem(
    name: &str,
    known: Option<FieldName>,
    joined: bool,
    after: &str,
) -> Option<QueryError> {
    let report = |kind, hint: Option<String>| {
        Some(QueryError {
            kind,
            span: 0..0,
            hint,
        })
    };
    if let Some(field) = known {
        let hint = format!("to search the field, write `{field}:` without a space after it");
        let alone = after.trim().is_empty();
        return if alone {
            None
        } else {
            report(QueryErrorKind::FieldAsText(name.to_owned()), Some(hint))
        };
    }
    let typed_as_field =
        name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let nearest = FieldName::nearest(name).filter(|_| joined);
    if nearest.is_none() && !(joined && typed_as_field) {
        return None;
    }
    let hint = nearest.map(|field| format!("did you mean `{field}:`?"));
    report(QueryErrorKind::UnknownField(name.to_owned()), hint)
}

/// What to say of a field of dates or numbers whose value is none; nothing where a headline may have the colon.
pub(super) fn value_problem(field: RangeField, name: &str, after: &str) -> Option<QueryError> {
    let joined = after.chars().next().is_some_and(|c| !c.is_whitespace());
    if !joined || name.contains(char::is_uppercase) {
        return None;
    }
    let (values, hint) = match field {
        RangeField::Published => (
            "a date such as 2024-10 or 2024-10-18",
            "write published:2024-10, published:>2024-10 or published:[2024-10 TO 2024-11-15]",
        ),
        RangeField::Words => (
            "a number of words",
            "write words:>500 or words:[500 TO 1000]",
        ),
    };
    let kind = QueryErrorKind::NoValue(field.name(), values);
    Some(QueryError::new(kind, 0..0).with_hint(hint))
}
