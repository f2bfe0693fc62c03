//! NITF, the News Industry Text Format, and how the New York Times Annotated Corpus uses it.

use super::super::markup::{self, Layout};
use super::super::xml::Node;
use super::{attribute, authors, first_of, flat, line, with_dateline};
use crate::article::Draft;

/// Blocks of the New York Times: the text, and its lead once more.
const FULL_TEXT: &str = "full_text";
const LEAD: &str = "lead_paragraph";

/// What some leads of 1987 to 1990 begin with, which then stand in the text twice.
const LEAD_MARK: &str = "LEAD: ";

/// Elements in the text that are not running text.
const BESIDES: [&str; 4] = ["media", "note", "nitf-table", "tagline"];

/// Reads one document.
pub(super) fn read(nitf: &Node<'_>) -> Draft {
    let head = nitf.children().find(|node| node.name == "head");
    let body = nitf.children().find(|node| node.name == "body");
    let mut draft = Draft {
        language: nitf.attribute("xml:lang"),
        ..Draft::default()
    };
    if let Some(head) = head {
        of_head(&head, &mut draft);
    }
    if let Some(body) = body {
        of_body(&body, &mut draft);
    }
    draft
}

fn of_head(head: &Node<'_>, draft: &mut Draft) {
    draft.title = line(head, "title");
    let id = first_of([
        attribute(head, "doc-id", "id-string"),
        attribute(head, "du-key", "key"),
    ]);
    draft.id = Some(id).filter(|id| !id.is_empty());
    draft.date = first_of([
        attribute(head, "pubdata", "date.publication"),
        attribute(head, "date.issue", "norm"),
        attribute(head, "date.release", "norm"),
    ]);
    draft.source = first_of([
        attribute(head, "pubdata", "name"),
        attribute(head, "doc.copyright", "holder"),
        attribute(head, "doc-id", "regsrc"),
    ]);
    draft.url = attribute(head, "pubdata", "ex-ref");
    let section = first_of([meta(head, "online_sections"), meta(head, "section")]);
    let subjects = head.find_all("tobject.subject");
    let subjects = subjects
        .iter()
        .map(|subject| subject.attribute("tobject.subject.type"));
    draft.section = first_of([
        section.replace("; ", ", "),
        attribute(head, "pubdata", "position.section"),
        subjects.collect::<Vec<_>>().join(", "),
    ]);
}

/// What a `<meta name= content=>` says.
fn meta(head: &Node<'_>, name: &str) -> String {
    let metas = head.children().filter(|node| node.name == "meta");
    let mut named = metas.filter(|meta| meta.attribute("name") == name);
    named
        .next()
        .map(|meta| meta.attribute("content"))
        .unwrap_or_default()
}

fn of_body(body: &Node<'_>, draft: &mut Draft) {
    let part = |name| body.children().find(|node| node.name == name);
    let mut dateline = String::new();
    let mut summary = String::new();
    if let Some(head) = part("body.head") {
        let headline = head.find("hedline").unwrap_or(head);
        let title = first_of([line(&headline, "hl1"), line(&head, "hedline")]);
        draft.title = first_of([title, std::mem::take(&mut draft.title)]);
        draft.authors = bylines(&head);
        let dateline_node = head.find("dateline");
        dateline = dateline_node
            .map(|node| of_dateline(&node))
            .unwrap_or_default();
        let story_date = attribute(&head, "story.date", "norm");
        draft.date = first_of([std::mem::take(&mut draft.date), story_date]);
        draft.agency = line(&head, "distributor");
        if let Some(location) = dateline_node.and_then(|node| node.find("location")) {
            draft.place = first_of([line(&location, "city"), flat(&location)]);
        }
        summary = head
            .find("abstract")
            .map(|node| text(&node))
            .unwrap_or_default();
    }
    let content = part("body.content").map(|content| of_content(&content));
    let text = content.filter(|text| !text.is_empty()).unwrap_or(summary);
    draft.body = with_dateline(&dateline, &text);
}

/// The place and day as printed; where they are given in parts only, the place.
fn of_dateline(dateline: &Node<'_>) -> String {
    let printed = flat(dateline);
    match dateline.find("story.date") {
        Some(date) if flat(&date).is_empty() => printed.trim_end_matches([',', ' ']).to_owned(),
        _ => printed,
    }
}

/// The bylines as printed. The New York Times gives each twice, the second one turned round and in capitals.
fn bylines(head: &Node<'_>) -> Vec<String> {
    let (normal, printed): (Vec<_>, Vec<_>) = head
        .find_all("byline")
        .into_iter()
        .partition(|byline| byline.attribute("class") == "normalized_byline");
    let names = |nodes: &[Node<'_>]| {
        let lines = nodes.iter().map(|node| {
            let person = node.find("person").map(|person| flat(&person));
            person.unwrap_or_else(|| flat(node))
        });
        authors(lines)
    };
    match printed.is_empty() {
        true => names(&normal),
        false => names(&printed),
    }
}

/// The full text where blocks say which they are, else all blocks but a lead that is repeated.
fn of_content(content: &Node<'_>) -> String {
    let blocks: Vec<Node<'_>> = content
        .children()
        .filter(|node| node.name == "block")
        .collect();
    let of_class = |class: &str| {
        blocks
            .iter()
            .find(|block| block.attribute("class") == class)
    };
    match of_class(FULL_TEXT).or_else(|| of_class(LEAD)) {
        Some(block) => without_marked_lead(&text(block)),
        None => text(content),
    }
}

/// The paragraphs inside, those in blocks too; captions and the like are left out.
fn text(node: &Node<'_>) -> String {
    let mut paragraphs = Vec::new();
    collect(node, &mut paragraphs, MAX_BLOCKS);
    if paragraphs.is_empty() {
        return markup::to_text(&node.html(), Layout::Flow);
    }
    paragraphs.join("\n\n")
}

/// Blocks inside one another.
const MAX_BLOCKS: usize = 8;

fn collect(node: &Node<'_>, paragraphs: &mut Vec<String>, levels: usize) {
    for child in node.children() {
        match child.name {
            name if BESIDES.contains(&name) => {}
            "block" if levels > 0 => collect(&child, paragraphs, levels - 1),
            _ => {
                let paragraph = markup::to_text(&child.html(), Layout::Flow);
                let paragraph = paragraph.trim();
                if !paragraph.is_empty() {
                    paragraphs.push(paragraph.to_owned());
                }
            }
        }
    }
}

/// Drops a first paragraph marked as lead that the next one repeats; else only the mark.
fn without_marked_lead(text: &str) -> String {
    let Some(unmarked) = text.strip_prefix(LEAD_MARK) else {
        return text.to_owned();
    };
    match unmarked.split_once("\n\n") {
        Some((lead, rest)) if rest.starts_with(lead) => rest.to_owned(),
        _ => unmarked.to_owned(),
    }
}
