//! Reuters-21578: the wire of 1987 in 22 files of a thousand records.

use super::super::fields::byline;
use super::super::{Chunk, Parsed};
use super::element::{Element, elements, lines};
use super::{REUTERS, parse_records};
use crate::article::Draft;

/// What stands in for the body of a bulletin that has none.
const FILLER: &str = "Blah blah blah.";

/// Reads the chunk's records.
pub(crate) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    parse_records(chunk, &REUTERS, &read, sink);
}

fn read(record: &str) -> Draft {
    let (tag, content) = record.split_once('>').unwrap_or((record, ""));
    let mut draft = Draft {
        id: new_id(tag),
        source: "Reuters".to_owned(),
        // The whole collection is; many of its briefs are too short and too odd to tell.
        language: "en".to_owned(),
        ..Draft::default()
    };
    for element in elements(content) {
        match element.name {
            "DATE" => draft.date = element.line(),
            "TOPICS" => {
                draft.section = elements(element.inner)
                    .map(|topic| topic.line())
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            "TEXT" => read_text(&element, &mut draft),
            _ => {}
        }
    }
    draft
}

fn new_id(tag: &str) -> Option<String> {
    let (_, after) = tag.split_once("NEWID=\"")?;
    after.split('"').next().map(str::to_owned)
}

/// Title, author and body; where there is no body, all the text besides is it.
fn read_text(text: &Element<'_>, draft: &mut Draft) {
    let mut dateline = String::new();
    let mut body = None;
    let mut besides = String::new();
    let mut at = 0;
    for element in elements(text.inner) {
        besides.push_str(text.inner.get(at..element.span.0).unwrap_or_default());
        at = element.span.1;
        match element.name {
            "TITLE" => draft.title = element.line(),
            "AUTHOR" => draft.authors.extend(author(&element.line())),
            "DATELINE" => dateline = element.lines(),
            "BODY" => body = Some(element),
            // Company codes in the running text are sometimes left unescaped.
            _ => besides.push_str(element.inner),
        }
    }
    besides.push_str(text.inner.get(at..).unwrap_or_default());
    let printed = body.map_or_else(|| lines(&besides), |body| body.lines());
    let printed = without_signature(&printed);
    draft.body = format!("{} {printed}", dateline.trim())
        .trim_start()
        .to_owned();
}

/// The text less the closing "Reuter", the asterisks before a bulletin's title, and filler.
fn without_signature(printed: &str) -> &str {
    let text = printed.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let text = if last.eq_ignore_ascii_case("reuter") || last.eq_ignore_ascii_case("reuters") {
        text.strip_suffix(last).unwrap_or(text).trim_end()
    } else {
        text
    };
    if text == FILLER { "" } else { text }
}

fn author(printed: &str) -> Option<String> {
    let name = byline(printed);
    let name = name
        .strip_suffix(", Reuters")
        .unwrap_or(name)
        .trim_end_matches(',')
        .trim();
    (!name.is_empty()).then(|| name.to_owned())
}
