//! The part of YAML that front matter is written in.

use super::flow::{self, Dialect};
use serde_json::{Map, Value};

/// Reads the lines between the marks.
pub(super) fn read(lines: &[&str]) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        if line.starts_with([' ', '\t']) {
            continue;
        }
        if let Some((name, text)) = flow::assignment(line, Dialect::Yaml) {
            let length = rest.iter().take_while(|line| is_below(line)).count();
            let (below, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after;
            fields.insert(name, value(text, below));
        }
    }
    fields
}

/// Whether a line belongs to the field before it. Lists may stand without an indent.
fn is_below(line: &str) -> bool {
    line.is_empty() || line.starts_with([' ', '\t']) || line.starts_with("- ") || line == "-"
}

fn value(text: &str, below: &[&str]) -> Value {
    let text_lines = || below.iter().map(|line| line.trim());
    match text.chars().next() {
        Some('|') => Value::String(joined(text_lines(), "\n")),
        Some('>') => Value::String(joined(text_lines().filter(|line| !line.is_empty()), " ")),
        None | Some('#') => of_block(below),
        Some('[' | '{') if flow::open_brackets(text) > 0 => {
            let whole = joined(std::iter::once(text).chain(text_lines()), " ");
            flow::value(&whole, Dialect::Yaml)
        }
        Some('[' | '{' | '"' | '\'') => flow::value(text, Dialect::Yaml),
        Some(_) => {
            let more = text_lines().filter(|line| !line.is_empty());
            let whole = joined(std::iter::once(text).chain(more), " ");
            flow::value(&whole, Dialect::Yaml)
        }
    }
}

fn joined<'l>(lines: impl Iterator<Item = &'l str>, by: &str) -> String {
    let lines: Vec<&str> = lines.collect();
    lines.join(by).trim().to_owned()
}

/// A list, an object, or nothing.
fn of_block(below: &[&str]) -> Value {
    let lines = below.iter().map(|line| line.trim());
    let mut items: Vec<Value> = Vec::new();
    let mut object = Map::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(item) = line.strip_prefix('-').filter(|item| is_item(item)) {
            let pair = flow::assignment(item.trim_start(), Dialect::Yaml);
            items.push(match pair.filter(|_| !item.trim_start().starts_with('{')) {
                Some((name, text)) => {
                    Value::Object(Map::from_iter([(name, flow::value(text, Dialect::Yaml))]))
                }
                None => flow::value(item, Dialect::Yaml),
            });
        } else if let Some((name, text)) = flow::assignment(line, Dialect::Yaml) {
            let value = flow::value(text, Dialect::Yaml);
            match items.last_mut() {
                Some(Value::Object(item)) => item.insert(name, value),
                _ => object.insert(name, value),
            };
        }
    }
    match (items.is_empty(), object.is_empty()) {
        (false, _) => Value::Array(items),
        (true, false) => Value::Object(object),
        (true, true) => Value::Null,
    }
}

fn is_item(after_mark: &str) -> bool {
    after_mark.is_empty() || after_mark.starts_with(char::is_whitespace)
}
