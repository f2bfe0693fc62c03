//! The XML of news agencies: NITF, NewsML-G2, NewsML 1, and what Reuters made of it for its corpus RCV1.
//!
//! (ninjs, the youngest of the family, is JSON.) Files hold one item or many, and items of NewsML wrap NITF or pages.

mod newsml;
mod newsml_g2;
mod nitf;
#[cfg(test)]
mod tests;

use super::markup::{self, Layout};
use super::passed_over::PassedOverCounts;
use super::stream::Stream;
use super::xml_items::{self, Names};
use super::{Chunk, Emit, Format, Parsed, SplitResult, xml};
use crate::article::Draft;
use xml::Node;

/// The elements of NITF that are records.
const NITF: Names = &["nitf"];

/// Those of NewsML: of G2, of version 1, of RCV1.
const NEWSML: Names = &[
    "newsItem",
    "packageItem",
    "knowledgeItem",
    "conceptItem",
    "planningItem",
    "catalogItem",
    "NewsItem",
    "newsitem",
];

/// Elements around records.
const WRAPPERS: [&[u8]; 2] = [b"newsMessage", b"NewsML"];

/// What follows the name in bylines of reports from elsewhere.
const DESTINATION: &str = "special to ";

/// What follows the place in a dateline.
const AFTER_PLACE: [char; 10] = [',', '(', '-', '–', '—', '_', ':', '.', '/', '|'];

/// Which of these formats begins with `head`.
pub(super) fn of_head(head: &[u8]) -> Option<Format> {
    let root = xml::root(head)?;
    let is_one_of = |names: Names| names.iter().any(|name| name.as_bytes() == root);
    if is_one_of(NITF) {
        return Some(Format::Nitf);
    }
    (is_one_of(NEWSML) || WRAPPERS.contains(&root)).then_some(Format::NewsMl)
}

/// Cuts where documents of NITF begin.
pub(super) fn split_nitf(stream: &mut Stream<'_>, chunk: usize, emit: Emit<'_>) -> SplitResult {
    xml_items::split(stream, NITF, chunk, emit)?.or_nothing("nitf")
}

/// Cuts where items begin.
pub(super) fn split_newsml(stream: &mut Stream<'_>, chunk: usize, emit: Emit<'_>) -> SplitResult {
    xml_items::split(stream, NEWSML, chunk, emit)?.or_nothing("newsItem")
}

/// Reads the documents.
pub(super) fn parse_nitf(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    let mut read = |node: &Node<'_>, _: &()| Some(nitf::read(node));
    xml_items::parse(chunk, NITF, &|_| (), &mut read, sink);
}

/// Reads the items; counts those that are no articles.
pub(super) fn parse_newsml(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) -> PassedOverCounts {
    let mut passed_over = PassedOverCounts::default();
    let mut read = |node: &Node<'_>, _: &()| {
        let item = match node.name {
            "newsItem" => newsml_g2::read(node),
            "NewsItem" => newsml::read(node),
            "newsitem" => Ok(newsml::read_rcv1(node)),
            "packageItem" => Err(super::PassedOver::Package),
            _ => Err(super::PassedOver::Metadata),
        };
        item.map_err(|reason| passed_over.add(reason)).ok()
    };
    xml_items::parse(chunk, NEWSML, &|_| (), &mut read, sink);
    passed_over
}

/// The text of the first element of this name, on one line; empty where there is none.
fn line(node: &Node<'_>, name: &str) -> String {
    node.find(name)
        .map(|found| flat(&found))
        .unwrap_or_default()
}

/// The text on one line, freed of any tags.
fn flat(node: &Node<'_>) -> String {
    let text = markup::to_text(&node.html(), Layout::Flow);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An attribute of the first element of this name.
fn attribute(node: &Node<'_>, name: &str, attribute: &str) -> String {
    let found = node.find(name);
    found
        .map(|found| found.attribute(attribute))
        .unwrap_or_default()
}

/// The first that says something.
fn first_of(values: impl IntoIterator<Item = String>) -> String {
    let mut values = values.into_iter();
    values.find(|value| !value.is_empty()).unwrap_or_default()
}

/// Authors as printed in bylines.
fn authors(bylines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for byline in bylines {
        let name = without_destination(super::fields::byline(&byline)).to_owned();
        if !name.is_empty() && !authors.contains(&name) {
            authors.push(name);
        }
    }
    authors
}

/// A byline without for whom the report was written.
fn without_destination(byline: &str) -> &str {
    let ends = byline.match_indices([',', ';']).find(|(at, _)| {
        let after = byline.get(at + 1..).unwrap_or_default().trim_start();
        let start = after.get(..DESTINATION.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(DESTINATION)
    });
    match ends {
        Some((end, _)) => byline.get(..end).unwrap_or(byline),
        None => byline,
    }
}

/// Puts a dateline in front of the text, unless it is printed there already.
fn with_dateline(dateline: &str, body: &str) -> String {
    let place = dateline.split([',', '(']).next().unwrap_or_default().trim();
    let head: String = body.chars().take(dateline.chars().count() + 20).collect();
    let (head, place) = (head.to_lowercase(), place.to_lowercase());
    // The text may name the place because it is about it.
    let is_printed = |(_, after): (&str, &str)| after.trim_start().starts_with(AFTER_PLACE);
    match place.is_empty() || head.split_once(&place).is_some_and(is_printed) {
        true => body.to_owned(),
        false => format!("{dateline} - {body}"),
    }
}

/// What an item of NewsML wraps: NITF, a page, or text.
fn content(node: &Node<'_>) -> Draft {
    if let Some(document) = node.find("nitf") {
        return nitf::read(&document);
    }
    let page = node.find("body").or_else(|| node.find("body.content"));
    Draft {
        body: page.unwrap_or(*node).text(),
        ..Draft::default()
    }
}
