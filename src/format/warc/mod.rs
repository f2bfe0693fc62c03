//! Web archives: WARC and its forerunner ARC.
//!
//! A record of an archive is an HTTP response, or one of many things that are no page. The splitter drops the latter
//! while it reads, so that a film in an archive costs no memory; what is left goes through the reader of web pages.
//! The date of capture says nothing of when an article was published, and is kept apart.

mod cut;
mod frame;
mod header;
mod http;
mod rewind;
#[cfg(test)]
mod tests;

pub(super) use cut::split;

use super::passed_over::{PassedOver, PassedOverCounts};
use super::{Chunk, Format, FormatError, Parsed, detect, html, text};
use crate::article::Draft;
use crate::source::charset;
use frame::Frame;
use header::{Header, Kind};
use std::borrow::Cow;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Warc,
    Arc,
}

/// Reads the chunk's records; returns how many were passed over since they hold no page.
pub(super) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) -> PassedOverCounts {
    let dialect = match chunk.format {
        Format::Arc => Dialect::Arc,
        _ => Dialect::Warc,
    };
    let mut passed_over = PassedOverCounts::default();
    for (frame, record) in frame::frames(&chunk.bytes, chunk.first_record) {
        match read(&frame, dialect) {
            Ok(Ok(page)) => sink(Parsed { record, ..page }),
            Ok(Err(reason)) => passed_over.add(reason),
            Err(error) => sink(Parsed {
                record,
                draft: Err(error),
                encoding: "UTF-8",
                replaced: 0,
            }),
        }
    }
    passed_over
}

fn read(frame: &Frame<'_>, dialect: Dialect) -> Result<Result<Parsed, PassedOver>, FormatError> {
    match *frame {
        Frame::PassedOver(reason) => Ok(Err(reason)),
        Frame::WrongLength { declared, found } => Err(FormatError::WrongLength { declared, found }),
        Frame::Broken { header } => {
            header::read(header, dialect)?;
            Err(FormatError::TooLarge {
                limit: super::stream::MAX_RECORD_BYTES,
            })
        }
        Frame::Whole { header, block } => {
            let header = header::read(header, dialect)?;
            Ok(content(&header, block)?.map(|content| page(header, &content)))
        }
    }
}

/// What a record holds that may be an article.
struct Content<'b> {
    bytes: Cow<'b, [u8]>,
    charset: Option<String>,
    is_page: bool,
}

/// Why a record with this header, whose block begins with `start`, cannot hold an article; `None` if it may.
fn unwanted(header: &Header, start: &[u8]) -> Option<PassedOver> {
    let unless = |is_wanted: bool, reason| (!is_wanted).then_some(reason);
    match header.kind {
        Kind::Response => match http::Head::read(start) {
            Some((head, _)) if head.status != 200 => Some(PassedOver::Status),
            Some((head, _)) => {
                let may_be_page = head.is_html() || head.media_type.is_empty();
                unless(may_be_page, PassedOver::NotText)
            }
            None => {
                let is_page = header.is_html() && !start.starts_with(b"HTTP/");
                unless(is_page || http::is_unfinished(start), PassedOver::NotText)
            }
        },
        Kind::Resource => unless(header.is_html(), PassedOver::NotText),
        Kind::Conversion => {
            let is_text = header.content_type.starts_with("text/plain");
            unless(is_text, PassedOver::NotText)
        }
        Kind::Other(reason) => Some(reason),
    }
}

fn content<'b>(
    header: &Header,
    block: &'b [u8],
) -> Result<Result<Content<'b>, PassedOver>, FormatError> {
    if let Some(reason) = unwanted(header, block) {
        return Ok(Err(reason));
    }
    let Some((head, body)) = http::Head::read(block).filter(|_| header.kind == Kind::Response)
    else {
        let content = || Content {
            bytes: block.into(),
            charset: http::charset_of(&header.content_type),
            is_page: header.kind != Kind::Conversion,
        };
        let is_content = !http::is_unfinished(block);
        return Ok(is_content.then(content).ok_or(PassedOver::NotText));
    };
    let bytes = http::body(&head, body)?;
    let is_page = head.is_html() || detect::detect(&bytes, "") == Some(Format::Html);
    let content = || Content {
        bytes,
        charset: head.charset,
        is_page,
    };
    Ok(is_page.then(content).ok_or(PassedOver::NotText))
}

fn page(header: Header, content: &Content<'_>) -> Parsed {
    let mut parsed = if content.is_page {
        html::read_page(&content.bytes, content.charset.as_deref())
    } else {
        plain(&content.bytes)
    };
    if let Ok(draft) = &mut parsed.draft {
        complete(draft, header);
    }
    parsed
}

/// Text that was taken from a page when the archive was made.
fn plain(bytes: &[u8]) -> Parsed {
    let decoded = charset::decode(bytes, None);
    let (title, body) = text::split_title(&decoded.text);
    let draft = Draft {
        title: title.to_owned(),
        body: body.to_owned(),
        ..Draft::default()
    };
    Parsed {
        record: 0,
        draft: Ok(draft),
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    }
}

/// Adds what the archive knows and the page does not say.
fn complete(draft: &mut Draft, header: Header) {
    draft.id = header.id;
    draft.captured = header.date;
    if draft.url.is_empty() {
        draft.url = header.target;
    }
    if draft.source.is_empty() {
        draft.source = host(&draft.url).to_owned();
    }
}

/// The host of an address, less a leading `www.`.
fn host(url: &str) -> &str {
    let after = url.split_once("://").map_or("", |(_, after)| after);
    let host = after.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}
