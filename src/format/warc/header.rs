//! The header of one record: a block of named fields in WARC, a line in ARC.

use super::super::FormatError;
use super::super::passed_over::PassedOver;
use super::Dialect;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered, with its HTTP header.
    Response,
    /// A document as such.
    Resource,
    /// A document made from another, for instance the text of a page.
    Conversion,
    /// Requests, revisits, metadata, DNS answers and all that.
    Other(PassedOver),
}

/// What is used of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// Bytes of the block.
    pub(super) length: u64,
    /// Address of the document.
    pub(super) target: String,
    /// When it was captured.
    pub(super) date: String,
    /// The record's own id.
    pub(super) id: Option<String>,
    /// Of the block, in lower case.
    pub(super) content_type: String,
}

impl Header {
    /// Whether the block itself, or what ARC says is in it, is a page.
    pub(super) fn is_html(&self) -> bool {
        self.content_type.contains("html")
    }
}

/// Reads a header.
pub(super) fn read(bytes: &[u8], dialect: Dialect) -> Result<Header, FormatError> {
    let text = String::from_utf8_lossy(bytes);
    match dialect {
        Dialect::Warc => read_warc(&text),
        Dialect::Arc => read_arc(&text),
    }
}

fn read_warc(text: &str) -> Result<Header, FormatError> {
    let mut lines = text.lines();
    if !lines.next().is_some_and(|line| line.starts_with("WARC/")) {
        return Err(FormatError::ArchiveRecord("it does not begin with WARC/"));
    }
    let (mut kind, mut length) = (Kind::Other(PassedOver::Metadata), None);
    let (mut target, mut date, mut id) = (String::new(), String::new(), None);
    let mut content_type = String::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => kind = kind_of(value),
            "content-length" => length = value.parse().ok(),
            "warc-target-uri" => target = unbracketed(value),
            "warc-date" => date = value.to_owned(),
            "warc-record-id" => id = Some(unbracketed(value)).filter(|id| !id.is_empty()),
            "content-type" => content_type = value.to_ascii_lowercase(),
            _ => {}
        }
    }
    // A response that is not HTTP is an answer of another service.
    if kind == Kind::Response && !content_type.is_empty() && !content_type.contains("http") {
        kind = Kind::Other(PassedOver::Metadata);
    }
    Ok(Header {
        kind,
        length: length.ok_or(NO_LENGTH)?,
        target,
        date,
        id,
        content_type,
    })
}

const NO_LENGTH: FormatError = FormatError::ArchiveRecord("it does not say how long it is");

fn kind_of(name: &str) -> Kind {
    match name.to_ascii_lowercase().as_str() {
        "response" => Kind::Response,
        "resource" => Kind::Resource,
        "conversion" => Kind::Conversion,
        "request" => Kind::Other(PassedOver::Request),
        "revisit" => Kind::Other(PassedOver::Revisit),
        _ => Kind::Other(PassedOver::Metadata),
    }
}

/// Some tools put addresses into angle brackets, as the standard does with ids.
fn unbracketed(value: &str) -> String {
    let inner = value.strip_prefix('<').and_then(|v| v.strip_suffix('>'));
    inner.unwrap_or(value).trim().to_owned()
}

/// `URL IP-address date content-type length`, or `URL IP-address date content-type status checksum location offset
/// file length`. Addresses may have spaces in them.
fn read_arc(line: &str) -> Result<Header, FormatError> {
    let Some((target, date, content_type)) = arc_parts(line) else {
        return Err(FormatError::ArchiveRecord("its header is not one of ARC"));
    };
    let length = line.split_whitespace().next_back();
    let length = length.and_then(|length| length.parse().ok());
    let is_document = target.starts_with("http");
    Ok(Header {
        kind: if is_document {
            Kind::Response
        } else {
            Kind::Other(PassedOver::Metadata)
        },
        length: length.ok_or(NO_LENGTH)?,
        target,
        date: date.to_owned(),
        id: None,
        content_type: content_type.to_ascii_lowercase(),
    })
}

/// Why something without a usable header needs none: the first record of an ARC speaks of the archive.
pub(super) fn about_the_archive(bytes: &[u8]) -> Option<PassedOver> {
    bytes
        .starts_with(b"filedesc:")
        .then_some(PassedOver::Metadata)
}

/// Whether a line is like a header of ARC.
pub(super) fn is_arc(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|line| arc_parts(line).is_some())
}

/// The address, the date and the content type.
fn arc_parts(line: &str) -> Option<(String, &str, &str)> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    let is_date = |at: &usize| fields.get(*at).copied().is_some_and(is_date);
    let places = DATE_FROM_END.map(|from_end| fields.len().checked_sub(from_end));
    let at = places.into_iter().flatten().find(is_date)?;
    // The address of the server stands between.
    let target = fields.get(..at.checked_sub(1)?)?.join(" ");
    let (date, content_type) = (fields.get(at)?, fields.get(at + 1)?);
    target.contains(':').then_some((target, date, content_type))
}

/// Where the date stands, counted from the end: in headers of five fields, and of ten.
const DATE_FROM_END: [usize; 2] = [3, 8];

fn is_date(field: &str) -> bool {
    (8..=20).contains(&field.len()) && field.bytes().all(|b| b.is_ascii_digit())
}
