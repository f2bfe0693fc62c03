//! The part of TOML that front matter is written in.

use super::flow::{self, Dialect};
use serde_json::{Map, Value};

/// Reads the lines between the marks.
pub(super) fn read(lines: &[&str]) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut table: Option<Table> = None;
    let mut lines = lines.iter().map(|line| line.trim());
    while let Some(line) = lines.next() {
        if let Some(opened) = Table::opened_by(line) {
            close(&mut fields, table.replace(opened));
        } else if let Some((name, text)) = flow::assignment(line, Dialect::Toml) {
            let value = value(text, &mut lines);
            match &mut table {
                Some(table) => table.fields.insert(name, value),
                None => fields.insert(name, value),
            };
        }
    }
    close(&mut fields, table);
    fields
}

/// The fields under a `[name]` or `[[name]]` line.
struct Table {
    name: String,
    is_item: bool,
    fields: Map<String, Value>,
}

impl Table {
    fn opened_by(line: &str) -> Option<Table> {
        let inside = line.strip_prefix('[')?;
        let (inside, _) = inside.split_once(']')?;
        let item = inside.strip_prefix('[');
        Some(Table {
            name: item.unwrap_or(inside).trim().to_owned(),
            is_item: item.is_some(),
            fields: Map::new(),
        })
    }
}

fn close(fields: &mut Map<String, Value>, table: Option<Table>) {
    let Some(table) = table else {
        return;
    };
    let value = Value::Object(table.fields);
    match fields.get_mut(&table.name) {
        Some(Value::Array(items)) if table.is_item => items.push(value),
        _ if table.is_item => {
            fields.insert(table.name, Value::Array(vec![value]));
        }
        _ => {
            fields.insert(table.name, value);
        }
    }
}

/// The value on a line, which may go on over the next ones.
fn value<'l>(text: &str, lines: &mut impl Iterator<Item = &'l str>) -> Value {
    for mark in ["\"\"\"", "'''"] {
        if let Some(opened) = text.strip_prefix(mark) {
            return Value::String(until(mark, opened, lines));
        }
    }
    let mut whole = text.to_owned();
    let mut open = flow::open_brackets(text);
    while text.starts_with(['[', '{']) && open > 0 {
        let Some(line) = lines.next() else {
            break;
        };
        open += flow::open_brackets(line);
        whole.push(' ');
        whole.push_str(uncommented(line));
    }
    flow::value(&whole, Dialect::Toml)
}

/// A text over several lines.
fn until<'l>(mark: &str, opened: &str, lines: &mut impl Iterator<Item = &'l str>) -> String {
    let mut text = Vec::new();
    let mut line = opened;
    loop {
        if let Some((last, _)) = line.split_once(mark) {
            text.push(last);
            break;
        }
        text.push(line);
        match lines.next() {
            Some(next) => line = next,
            None => break,
        }
    }
    text.join("\n").trim().to_owned()
}

/// A line of a list less its comment, if no quote can be around that.
fn uncommented(line: &str) -> &str {
    match line.rsplit_once('#') {
        Some((before, after)) if !after.contains(['"', '\'']) => before,
        _ => line,
    }
}
