//! One message to a draft.

use super::super::markup::{self, Layout};
use super::super::{FormatError, Parsed};
use crate::article::Draft;
use crate::source::charset;
use mail_parser::{
    Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use std::borrow::Cow;
use std::panic;

const HEAD_END: &str = "</head>";

/// Reads a message. The record's number is left to the caller.
pub(super) fn read(bytes: &[u8]) -> Parsed {
    let (bytes, encoding, replaced) = decoded(bytes);
    // Foreign code over wild input: a panic in it costs the message only.
    let draft = panic::catch_unwind(|| parsed(&bytes));
    let replaced_in_parts = |draft: &Draft| draft.body.matches('\u{fffd}').count() as u64;
    let draft = match draft {
        Ok(Some(draft)) => Ok(draft),
        Ok(None) if bytes.trim_ascii().is_empty() => Ok(Draft::default()),
        _ => Err(FormatError::Message),
    };
    Parsed {
        record: 0,
        replaced: replaced + draft.as_ref().map_or(0, replaced_in_parts),
        draft,
        encoding,
    }
}

/// The message as it is where it names charsets, which then hold for parts of it; else as the text that it is.
fn decoded(bytes: &[u8]) -> (Cow<'_, [u8]>, &'static str, u64) {
    let names_charset = memchr::memchr_iter(b'=', bytes).any(|at| {
        let start = at.saturating_sub(b"charset".len());
        let name = bytes.get(start..at).unwrap_or_default();
        name.eq_ignore_ascii_case(b"charset")
    });
    if names_charset || std::str::from_utf8(bytes).is_ok() {
        return (bytes.into(), "UTF-8", 0);
    }
    let decoded = charset::decode(bytes, None);
    let text = decoded.text.into_owned().into_bytes();
    (text.into(), decoded.encoding, decoded.replaced)
}

fn parsed(bytes: &[u8]) -> Option<Draft> {
    let message = MessageParser::default().parse(bytes)?;
    let mended = mended(bytes, &message);
    let again = mended
        .as_ref()
        .and_then(|bytes| MessageParser::default().parse(bytes));
    Some(draft(again.as_ref().unwrap_or(&message)))
}

/// The message with what its parser needs to decode all texts: the ends of parts, which a truncated message lacks, and
/// `=` quoted where it should be. `None` if all were decoded.
fn mended(bytes: &[u8], message: &Message<'_>) -> Option<Vec<u8>> {
    let is_undecoded_text = |part: &&MessagePart<'_>| {
        let is_text = part
            .content_type()
            .is_none_or(|kind| kind.ctype() == "text");
        part.is_encoding_problem && is_text
    };
    let undecoded = message.parts.iter().find(is_undecoded_text)?;
    let quoting = undecoded.content_transfer_encoding().unwrap_or_default();
    let mut mended = match quoting.eq_ignore_ascii_case("quoted-printable") {
        true => requoted(bytes),
        false => bytes.to_vec(),
    };
    let kinds = message.parts.iter().filter_map(|part| part.content_type());
    let boundaries: Vec<&str> = kinds
        .filter_map(|kind| kind.attribute("boundary"))
        .collect();
    for boundary in boundaries.iter().rev() {
        mended.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    }
    Some(mended)
}

fn requoted(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"==") {
        let (before, after) = rest.split_at(at);
        out.extend_from_slice(before);
        out.extend_from_slice(b"=3D=3D");
        rest = after.get(2..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

fn draft(message: &Message<'_>) -> Draft {
    let text = |name: &'static str| header(message, name);
    let newsgroups = text("Newsgroups").replace(',', ", ");
    Draft {
        id: message.message_id().map(str::to_owned),
        title: message.subject().unwrap_or_default().trim().to_owned(),
        body: body(message),
        source: source(message),
        authors: message.from().map(names).unwrap_or_default(),
        date: date(message),
        url: text("Archived-At").trim_matches(['<', '>', ' ']).to_owned(),
        section: newsgroups.split_whitespace().collect::<Vec<_>>().join(" "),
        language: text("Content-Language")
            .split(',')
            .next()
            .unwrap_or_default()
            .to_owned(),
        ..Draft::default()
    }
}

/// A header as text.
fn header(message: &Message<'_>, name: &'static str) -> String {
    let value = match message.header(name) {
        Some(HeaderValue::Text(text)) => text.to_string(),
        Some(HeaderValue::TextList(texts)) => texts.join(","),
        _ => message.header_raw(name).unwrap_or_default().to_owned(),
    };
    value.trim().to_owned()
}

/// The moment it was sent; as written where that is not how mail writes dates.
fn date(message: &Message<'_>) -> String {
    let is_sound = |date: &&mail_parser::DateTime| date.is_valid() && date.year > 0;
    match message.date().filter(is_sound) {
        Some(date) => date.to_rfc3339(),
        None => {
            let written = message.header_raw("Date").unwrap_or_default();
            written.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}

/// The names of senders; an address where there is no name.
fn names(addresses: &Address<'_>) -> Vec<String> {
    let name = |address: &mail_parser::Addr<'_>| {
        let name = address
            .name()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let name = name.or_else(|| address.address())?;
        Some(name.trim_matches(['"', '\'']).trim().to_owned())
    };
    addresses.iter().filter_map(name).collect()
}

/// The list that it came by, by its name if it has one.
fn source(message: &Message<'_>) -> String {
    let list = message.header_raw("List-Id").unwrap_or_default();
    let (name, id) = list.split_once('<').unwrap_or((list, ""));
    let name = name.trim().trim_matches('"').trim();
    match name.is_empty() {
        true => id.trim_end().trim_end_matches('>').to_owned(),
        false => name.to_owned(),
    }
}

/// The text of all parts that are shown as text; of a message that is HTML only, its text.
fn body(message: &Message<'_>) -> String {
    let parts = message.text_bodies().filter_map(|part| {
        let is_attached = part
            .content_disposition()
            .is_some_and(|disposition| disposition.is_attachment());
        match &part.body {
            _ if is_attached => None,
            PartType::Text(text) => Some(plain(text)),
            PartType::Html(html) => Some(markup::to_text(after_head(html), Layout::Flow)),
            _ => None,
        }
    });
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    parts.join("\n\n")
}

/// What is shown of a page: its title is the subject once more, or a name of the template.
fn after_head(html: &str) -> &str {
    let ends = html.match_indices("</").find_map(|(at, _)| {
        let tag = html.get(at..at + HEAD_END.len())?;
        tag.eq_ignore_ascii_case(HEAD_END)
            .then_some(at + HEAD_END.len())
    });
    ends.and_then(|end| html.get(end..)).unwrap_or(html)
}

/// Line ends as everywhere.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
