//! Web pages: what they declare of themselves, their main text as two extractors agree on it, and whether they are
//! articles at all.
//!
//! The extractors are foreign code over wild input: a panic in it costs that page only, and pages nested so deeply that
//! its passes would take minutes are refused.

mod agreement;
mod blocks;
mod declared;
mod entries;
mod headline;
mod json_ld;
mod kind;
mod main_text;
mod nesting;
mod printed_date;
mod survey;
mod tidy;
mod trim;

#[cfg(test)]
mod tests;

use super::fields::byline;
use super::markup::{self, Layout};
use super::{Chunk, FormatError, Parsed};
use crate::article::Draft;
use crate::source::charset;
use headline::Titles;
use kind::Signs;
use std::panic;
use trafilatura::dom::Document;
use trafilatura::{ExtractResult, HtmlDateMode, Metadata, Options};

/// Elements inside one another at the most; real pages stay below 100, and cost grows with the square.
const MAX_NESTING: usize = 3_000;

/// Reads the chunk as one page.
pub(super) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    let page = read_page(&chunk.bytes, None);
    sink(Parsed {
        record: chunk.first_record,
        ..page
    });
}

/// Reads one page; `charset` is what its server declared. The record's number is left to the caller.
pub(super) fn read_page(bytes: &[u8], charset: Option<&str>) -> Parsed {
    let in_head = charset::declared_in_head(bytes);
    let decoded = charset::decode(bytes, charset.or(in_head.as_deref()));
    Parsed {
        record: 0,
        draft: read_guarded(&decoded.text),
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    }
}

fn read_guarded(page: &str) -> Result<Draft, FormatError> {
    if nesting::depth(page) > MAX_NESTING {
        return Err(FormatError::Page("its elements are nested too deeply"));
    }
    panic::catch_unwind(|| read(page)).map_err(|_| FormatError::Page("the extractor panicked"))
}

/// What the page says of itself, and its main text, or why it has none.
fn read(page: &str) -> Draft {
    let document = Document::parse(page);
    let mut declared = declared::declared(&document);
    let signs = Signs::unless_declared(&declared, &document);
    let mut titles = Titles::of(&document, declared.draft.title.clone());
    let survey = survey::survey(&document);
    titles.lines = survey.lines;
    if declared.draft.date.is_empty() {
        declared.draft.date = printed_date::printed(titles.byline());
    }
    let found = extracted(document, &declared.draft);
    let headline = titles.headline(&found.metadata.title);
    let text = main_text::main_text(page, &found.content_html, &survey.densest, &headline);
    let text = main_text::or_declared(text, &declared.draft.body);
    let no_article = match declared.is_article && !text.is_empty() {
        true => None,
        false => {
            let signs = signs.unwrap_or_else(|| Signs::of(&Document::parse(page), &declared));
            kind::no_article(&signs, &declared, &text)
        }
    };
    Draft {
        title: headline,
        body: if no_article.is_none() {
            blocks::join(&text)
        } else {
            String::new()
        },
        comments: markup::to_text(&tidy::without_headings(&found.comments_html), Layout::Flow),
        no_article,
        ..completed(declared.draft, found.metadata)
    }
}

/// What the first extractor finds. Without its fallbacks: they add less than the second opinion does, at more cost.
fn extracted(document: Document, declared: &Draft) -> ExtractResult {
    let options = match declared.date.is_empty() {
        true => Options::default(),
        // It would read the whole page for one.
        false => Options::default().with_html_date_mode(HtmlDateMode::Disabled),
    };
    trafilatura::extract_document(document, &options).unwrap_or_default()
}

/// The declared fields, and where they are empty what the extractor guessed.
fn completed(declared: Draft, found: Metadata) -> Draft {
    let or = |declared: String, found: String| if declared.is_empty() { found } else { declared };
    // Some sites give an address for their name; the host then serves better.
    let is_address = |name: &str| name.starts_with("http") && name.contains("://");
    let name = if is_address(&found.sitename) {
        found.hostname
    } else {
        found.sitename
    };
    let source = Some(declared.source).filter(|name| !is_address(name));
    let authors = found.author.split("; ").map(byline);
    Draft {
        date: or(
            declared.date,
            found.date.map(|day| day.to_string()).unwrap_or_default(),
        ),
        section: or(declared.section, found.categories.join(", ")),
        source: or(source.unwrap_or_default(), name),
        url: or(declared.url, found.url),
        authors: if declared.authors.is_empty() {
            authors
                .filter(|author| !author.is_empty())
                .map(str::to_owned)
                .collect()
        } else {
            declared.authors
        },
        ..declared
    }
}
