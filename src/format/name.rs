//! The names by which users call formats.

use super::Format;

/// Every name; the first of each format is the one that is shown.
const NAMES: [(&str, Format); 12] = [
    ("text", Format::Text),
    ("txt", Format::Text),
    ("markdown", Format::Markdown),
    ("md", Format::Markdown),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("reuters", Format::Reuters),
    ("reuters21578", Format::Reuters),
    ("trec", Format::Trec),
];

impl Format {
    /// The name of each format, one each.
    pub const NAMES: [&str; 7] = ["text", "markdown", "json", "jsonl", "html", "reuters", "trec"];

    /// The format of a name, in any case.
    pub fn from_name(name: &str) -> Option<Format> {
        let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, format)| *format)
    }
}
