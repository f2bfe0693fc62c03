//! One article in full.

use super::flow::{Flow, Page};
use super::{RenderOptions, Role, date, hits, link};
use crate::article::Article;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns of the rule before comments where lines are not wrapped, and its most.
const RULE: usize = 60;
/// Columns of indent that a line of a comment thread keeps, at the most.
const MAX_INDENT: usize = 24;

/// Writes title, known facts, body, and comments after a rule.
///
/// # Errors
/// Those of `out`.
pub fn article(out: &mut dyn Write, article: &Article, options: &RenderOptions) -> io::Result<()> {
    let mut page = Page { out, options };
    page.paragraph(&title(article), 0, None)?;
    facts(&mut page, article)?;
    if !article.body.trim().is_empty() {
        page.gap()?;
        lines(&mut page, &article.body)?;
    }
    if !article.comments.trim().is_empty() {
        page.gap()?;
        rule(&mut page, "Comments")?;
        lines(&mut page, &article.comments)?;
    }
    Ok(())
}

/// Writes the article as one line of JSON, in the form that an export has and indexing reads.
///
/// # Errors
/// Those of `out`.
pub fn article_json(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    writeln!(out)
}

fn title(article: &Article) -> Flow {
    let mut flow = Flow::default();
    if article.title.trim().is_empty() {
        flow.words(&hits::opening(article), Role::Aside);
    } else {
        flow.words(&article.title, Role::Title);
    }
    flow
}

fn facts(page: &mut Page<'_>, article: &Article) -> io::Result<()> {
    let date = article.published.map(date::date).unwrap_or_default();
    let captured = article.captured.map(date::date).unwrap_or_default();
    let location = article.location.to_string();
    let authors = article.authors.join(", ");
    let facts = [
        ("source", article.source.as_str()),
        ("date", &date),
        ("captured", &captured),
        ("agency", &article.agency),
        ("place", &article.place),
        ("authors", &authors),
        ("section", &article.section),
        ("language", &article.language),
        ("url", &article.url),
        ("id", &article.id),
        ("file", &location),
    ];
    let known = facts
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    let known: Vec<(&str, &str)> = known.collect();
    let width = known.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let url = link::file_url(&article.location);
    for (key, value) in known {
        let role = if key == "file" {
            Role::Location
        } else {
            Role::Text
        };
        let mut flow = Flow::default();
        flow.exact(value, role);
        page.labelled(&format!("{key:width$}  "), &flow, url.as_deref())?;
    }
    Ok(())
}

/// The lines of `text`, each wrapped by itself with its indent kept, several empty ones as one.
fn lines(page: &mut Page<'_>, text: &str) -> io::Result<()> {
    let mut is_gap_due = false;
    let mut is_first = true;
    for line in text.lines() {
        let words = line.trim_start();
        if words.is_empty() {
            is_gap_due = !is_first;
            continue;
        }
        if std::mem::take(&mut is_gap_due) {
            page.gap()?;
        }
        is_first = false;
        let mut flow = Flow::default();
        flow.words(words.trim_end(), Role::Text);
        let indent = line.chars().count() - words.chars().count();
        page.paragraph(&flow, indent.min(MAX_INDENT), None)?;
    }
    Ok(())
}

fn rule(page: &mut Page<'_>, heading: &str) -> io::Result<()> {
    let columns = page.options.width.map_or(RULE, |width| width.min(RULE));
    let rest = columns.saturating_sub(heading.width() + 4);
    let mut flow = Flow::default();
    flow.exact(&format!("── {heading} {}", "─".repeat(rest)), Role::Aside);
    page.paragraph(&flow, 0, None)
}
