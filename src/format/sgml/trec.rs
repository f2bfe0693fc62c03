//! TREC newswire: `<DOC><DOCNO>` and whatever elements each newspaper brought along.

use super::super::fields::byline;
use super::super::{Chunk, Parsed};
use super::element::{Element, elements, lines};
use super::{TREC, parse_records};
use crate::article::Draft;

/// Newspapers by what their document numbers begin with; longer beginnings first.
const SOURCES: [(&str, &str); 17] = [
    ("APW", "Associated Press"),
    ("AP", "Associated Press"),
    ("AFP", "Agence France-Presse"),
    ("CNA", "Central News Agency"),
    ("FBIS", "FBIS"),
    ("FT", "Financial Times"),
    ("FR", "Federal Register"),
    ("LA", "Los Angeles Times"),
    ("LTW", "Los Angeles Times-Washington Post"),
    ("NYT", "New York Times"),
    ("SJMN", "San Jose Mercury News"),
    ("WSJ", "Wall Street Journal"),
    ("WTA", "Washington Post"),
    ("XIE", "Xinhua"),
    ("XIN", "Xinhua"),
    ("ZF", "Ziff-Davis"),
    ("PT", "US patents"),
];

/// Reads the chunk's records.
pub(crate) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    parse_records(chunk, &TREC, &read, sink);
}

fn read(record: &str) -> Draft {
    let (tag, content) = record.split_once('>').unwrap_or((record, ""));
    let mut draft = Draft::default();
    let mut paragraphs = Vec::new();
    let all = Element::whole(tag, content);
    draft.id = all
        .attribute("id")
        .or_else(|| all.attribute("ID"))
        .map(str::to_owned);
    for element in elements(content) {
        read_element(&element, &mut draft, &mut paragraphs);
    }
    if paragraphs.is_empty() {
        paragraphs.push(besides_elements(content));
    }
    paragraphs.retain(|text| !text.is_empty());
    draft.body = paragraphs.join("\n\n");
    fill_from_number(&mut draft);
    draft
}

fn read_element(element: &Element<'_>, draft: &mut Draft, paragraphs: &mut Vec<String>) {
    match element.name.to_ascii_uppercase().as_str() {
        "DOCNO" => draft.id = Some(element.line()),
        "HL" | "HEADLINE" | "HEAD" | "TTL" | "TITLE" | "TI" | "H3" => {
            set(&mut draft.title, element)
        }
        "TEXT" | "LP" | "LEADPARA" | "GRAPHIC" => read_text(element, draft, paragraphs),
        "BODY" | "HEADER" => {
            elements(element.inner).for_each(|inner| read_element(&inner, draft, paragraphs));
        }
        "DATE" | "DATE1" | "DATE_TIME" | "DD" | "PUBDATE" => set(&mut draft.date, element),
        "SO" | "PUB" | "SOURCE" | "PUBLICATION" => set(&mut draft.source, element),
        "BYLINE" | "AUTHOR" | "AU" => {
            let printed = element.line();
            let name = byline(printed.trim_start_matches(['=', '@']).trim());
            draft
                .authors
                .extend((!name.is_empty()).then(|| name.to_owned()));
        }
        "SECTION" | "CATEGORY" => set(&mut draft.section, element),
        _ => {}
    }
}

/// The first of several elements of the same meaning counts. Some papers put `=` or `@` before the value.
fn set(field: &mut String, element: &Element<'_>) {
    if field.is_empty() {
        *field = element
            .line()
            .trim_start_matches(['=', '@'])
            .trim()
            .to_owned();
    }
}

/// Running text; some papers put the headline inside of it.
fn read_text(element: &Element<'_>, draft: &mut Draft, paragraphs: &mut Vec<String>) {
    let headline = elements(element.inner).find(|inner| {
        ["H3", "HEADLINE", "TI", "TTL"]
            .iter()
            .any(|name| inner.is(name))
    });
    let Some(headline) = headline.filter(|_| draft.title.is_empty()) else {
        return paragraphs.push(element.lines().trim_start_matches(['\n', '\r']).to_owned());
    };
    set(&mut draft.title, &headline);
    let (start, end) = headline.span;
    let before = element.inner.get(..start).unwrap_or_default();
    let after = element.inner.get(end..).unwrap_or_default();
    let rest = lines(&format!("{before}{after}"));
    paragraphs.push(rest.trim_start_matches(['\n', '\r']).to_owned());
}

/// What is left of a record that has no text element.
fn besides_elements(content: &str) -> String {
    let mut at = 0;
    let mut left = String::new();
    for element in elements(content) {
        left.push_str(content.get(at..element.span.0).unwrap_or_default());
        at = element.span.1;
        if element.is("P") {
            left.push_str(element.inner);
            left.push_str("\n\n");
        }
    }
    left.push_str(content.get(at..).unwrap_or_default());
    lines(&left).trim().to_owned()
}

/// The paper's name and the day stand in the document number, where the record has none of its own.
fn fill_from_number(draft: &mut Draft) {
    let Some(number) = &draft.id else { return };
    let digits_at = number
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(number.len());
    let (paper, rest) = number.split_at(digits_at);
    let known = SOURCES
        .iter()
        .find(|(start, _)| paper.eq_ignore_ascii_case(start));
    if let Some((_, name)) = known.filter(|_| draft.source.is_empty()) {
        (*name).clone_into(&mut draft.source);
    }
    let day = rest.trim_start_matches("_ENG_").trim_start_matches('_');
    let digits = day.bytes().take_while(u8::is_ascii_digit).count();
    // AP and WSJ write YYMMDD, later wires YYYYMMDD; the Los Angeles Times writes MMDDYY but has a date element.
    if draft.date.is_empty()
        && known.is_some()
        && matches!(digits, 6 | 8)
        && !paper.eq_ignore_ascii_case("LA")
    {
        day.get(..digits)
            .unwrap_or_default()
            .clone_into(&mut draft.date);
    }
}
