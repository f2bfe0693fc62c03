//! One JSON value to text, whatever shape a field was given.

use super::super::markup;
use serde_json::Value;

/// Keys under which an object that stands for a name or number keeps it, best first.
const NAME_KEYS: [&str; 20] = [
    "name",
    "title",
    "main",
    "rendered",
    "original",
    "label",
    "displayName",
    "fullName",
    "full_name",
    "text",
    "value",
    "$date",
    "$oid",
    "$numberLong",
    "iso",
    "date",
    "url",
    "href",
    "id",
    "#text",
];

/// Keys under which an object that stands for running text keeps it, best first.
const TEXT_KEYS: [&str; 15] = [
    "rendered",
    "text",
    "content",
    "body",
    "html",
    "plain",
    "value",
    "comment",
    "message",
    "main",
    "paragraphs",
    "sections",
    "blocks",
    "children",
    "#text",
];

/// Kinds of block in a body that are not its running text.
const OTHER_BLOCKS: [&str; 15] = [
    "title",
    "headline",
    "kicker",
    "byline",
    "author_info",
    "date",
    "image",
    "photo",
    "video",
    "gallery",
    "embed",
    "advertisement",
    "ad",
    "tweet",
    "deck",
];

/// What the items of a list have that are one text in several forms, as in ninjs 2: the first is enough.
const VARIANT: &str = "contenttype";

/// Levels of objects and arrays that one field is searched through.
const MAX_LEVELS: usize = 6;

/// What to call a value in a message.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Whether a value says nothing.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A name, address, number or date as written; of several, the first.
pub(super) fn name(value: &Value) -> String {
    names(value).into_iter().next().unwrap_or_default()
}

/// All names in a value: each item of an array, else one.
pub(super) fn names(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect_names(value, MAX_LEVELS, &mut found);
    found
}

fn collect_names(value: &Value, levels: usize, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => found.push(text.trim().to_owned()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(items) if levels > 0 => items
            .iter()
            .for_each(|item| collect_names(item, levels - 1, found)),
        Value::Object(map) if levels > 0 => {
            let inner = NAME_KEYS
                .iter()
                .filter_map(|key| map.get(*key))
                .find(|inner| !is_blank(inner));
            match inner {
                Some(inner) => collect_names(inner, levels - 1, found),
                None => found.extend(first_and_last(map)),
            }
        }
        _ => {}
    }
}

/// A person given by first and last name.
fn first_and_last(map: &serde_json::Map<String, Value>) -> Option<String> {
    let part = |keys: [&str; 3]| keys.iter().find_map(|key| map.get(*key)?.as_str());
    let first =
        part(["first", "firstname", "firstName"]).or_else(|| map.get("first_name")?.as_str());
    let last = part(["last", "lastname", "lastName"]).or_else(|| map.get("last_name")?.as_str());
    let parts: Vec<&str> = first
        .into_iter()
        .chain(last)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Running text: strings as written (`plain`) or freed of HTML; paragraphs and blocks joined by blank lines.
pub(super) fn text(value: &Value, plain: bool) -> String {
    let mut parts = Vec::new();
    collect_text(value, MAX_LEVELS, &mut parts);
    let parts = parts.into_iter().map(|part| {
        if plain {
            part.to_owned()
        } else {
            markup::text_if_html(part)
        }
    });
    let mut parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        // Nearly always: a long text need not be copied.
        [_] => parts.pop().unwrap_or_default(),
        _ => parts.join("\n\n"),
    }
}

fn collect_text<'v>(value: &'v Value, levels: usize, parts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => parts.push(text),
        Value::Array(items) if levels > 0 => {
            let items = items.iter().filter(|item| !item.is_null());
            let wanted = match items.clone().all(|item| item.get(VARIANT).is_some()) {
                true => 1,
                false => usize::MAX,
            };
            items
                .take(wanted)
                .for_each(|item| collect_text(item, levels - 1, parts));
        }
        Value::Object(map) if levels > 0 && !is_other_block(map) => {
            let inner = TEXT_KEYS
                .iter()
                .filter_map(|key| map.get(*key))
                .find(|inner| !is_blank(inner));
            inner
                .into_iter()
                .for_each(|inner| collect_text(inner, levels - 1, parts));
        }
        _ => {}
    }
}

fn is_other_block(map: &serde_json::Map<String, Value>) -> bool {
    let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
    OTHER_BLOCKS
        .iter()
        .any(|other| kind.eq_ignore_ascii_case(other))
}
