//! How a query is read.

use super::super::ui::Ui;
use crate::query::{self, Query, QueryError};
use crate::search::{Archive, SearchOptions};
use std::io::Write;

/// Reads the query; what is not understood is said, or refused if `strict`.
pub(super) fn parse(text: &str, strict: bool, ui: &Ui) -> anyhow::Result<Query> {
    if strict {
        return query::parse_strict(text).map_err(|error| anyhow::anyhow!(located(&error, text)));
    }
    let query = query::parse(text);
    for warning in &query.warnings {
        let (said, hint) = (warning.warning(), hint(warning));
        ui.warn(&format!("{said}\n{}{hint}", warning.caret(text)));
    }
    Ok(query)
}

/// What was not understood, with a caret under it.
fn located(error: &QueryError, text: &str) -> String {
    format!("{error}\n{}{}", error.caret(text), hint(error))
}

/// A line that says what was probably meant; empty where that is not known.
fn hint(error: &QueryError) -> String {
    let hint = error.hint.as_ref();
    hint.map(|hint| format!("\nhint: {hint}"))
        .unwrap_or_default()
}

/// Prints the tree of the query, then a line for each of its words: what it stands for, and in how many articles.
pub(super) fn explain(
    archive: &Archive,
    query: &Query,
    options: &SearchOptions,
    ui: &mut Ui,
) -> anyhow::Result<()> {
    writeln!(ui.out, "{}", query.sexpr())?;
    let widened = archive.widened(query, options)?;
    for forms in widened.words {
        let forms = forms.iter().map(|(form, held)| format!("{form} {held}"));
        let line = forms.collect::<Vec<_>>().join(", ");
        let line = match line.is_empty() {
            true => "no word of the index",
            false => &line,
        };
        writeln!(ui.out, "{line}")?;
    }
    for filter in &widened.filters {
        writeln!(ui.out, "filtered by the text, after matching: {filter}")?;
    }
    for note in &widened.notes {
        ui.warn(note);
    }
    Ok(())
}
