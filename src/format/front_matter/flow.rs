//! Values on one line: texts in quotes or without, lists in brackets, objects in braces.

use serde_json::{Map, Value};

/// Lists and objects inside one another.
const MAX_DEPTH: usize = 16;

/// Which of the two languages: what stands between a name and its value, and what a comment begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Yaml,
    Toml,
}

impl Dialect {
    fn assigns(self) -> char {
        match self {
            Dialect::Yaml => ':',
            Dialect::Toml => '=',
        }
    }
}

/// The value that a line holds behind its name, comments left out.
pub(super) fn value(text: &str, dialect: Dialect) -> Value {
    let text = text.trim();
    match text.chars().next() {
        Some('[' | '{' | '"' | '\'') => Reader {
            rest: text,
            dialect,
        }
        .value(MAX_DEPTH),
        _ => bare(without_comment(text, dialect)),
    }
}

/// A value without quotes; nothing at all is null.
fn bare(text: &str) -> Value {
    match text.trim() {
        "" | "~" | "null" => Value::Null,
        text => Value::String(text.to_owned()),
    }
}

/// The text before a comment: YAML wants a space before its mark.
fn without_comment(text: &str, dialect: Dialect) -> &str {
    let mark = match dialect {
        Dialect::Yaml => " #",
        Dialect::Toml => "#",
    };
    match text.starts_with('#') {
        true => "",
        false => text.split_once(mark).map_or(text, |(text, _)| text),
    }
}

/// Splits a line into a name, less its quotes, and what is assigned to it.
pub(super) fn assignment(line: &str, dialect: Dialect) -> Option<(String, &str)> {
    let mut reader = Reader {
        rest: line,
        dialect,
    };
    if line.starts_with(['"', '\'']) {
        let name = reader.quoted();
        let rest = reader.rest.trim_start().strip_prefix(dialect.assigns())?;
        return Some((name, rest.trim()));
    }
    let at = line.match_indices(dialect.assigns()).find(|(at, _)| {
        let after = line.get(at + 1..).unwrap_or_default();
        dialect == Dialect::Toml || after.is_empty() || after.starts_with(char::is_whitespace)
    });
    let (name, rest) = line.split_at_checked(at?.0)?;
    let name = name.trim();
    let is_name = !name.is_empty() && !name.starts_with(['#', '-', '[', '{']);
    is_name.then(|| (name.to_owned(), rest.get(1..).unwrap_or_default().trim()))
}

/// How many brackets are open at the end of a piece of a list, those in quotes not counted.
pub(super) fn open_brackets(text: &str) -> i32 {
    let (mut open, mut quote) = (0, None);
    for c in text.chars() {
        match (c, quote) {
            (c, Some(mark)) if c == mark => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('#', None) => break,
            ('[' | '{', None) => open += 1,
            (']' | '}', None) => open -= 1,
            _ => {}
        }
    }
    open
}

struct Reader<'t> {
    rest: &'t str,
    dialect: Dialect,
}

impl Reader<'_> {
    fn value(&mut self, levels: usize) -> Value {
        self.rest = self.rest.trim_start();
        match self.rest.chars().next() {
            Some('[') if levels > 0 => self.list(levels),
            Some('{') if levels > 0 => self.object(levels),
            Some('"' | '\'') => Value::String(self.quoted()),
            _ => {
                let end = self.rest.find([',', ']', '}']).unwrap_or(self.rest.len());
                bare(self.take(end))
            }
        }
    }

    fn take(&mut self, length: usize) -> &str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Whether the list or object goes on; takes what ends or parts it.
    fn goes_on(&mut self, end: char) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\t', ',', '\n']);
        if let Some(rest) = self.rest.strip_prefix(end) {
            self.rest = rest;
            return false;
        }
        !self.rest.is_empty()
    }

    fn list(&mut self, levels: usize) -> Value {
        self.take(1);
        let mut items = Vec::new();
        while self.goes_on(']') {
            let before = self.rest.len();
            items.extend(Some(self.value(levels - 1)).filter(|item| !item.is_null()));
            // A bracket of another kind, which belongs to nothing.
            if self.rest.len() == before {
                self.take_one();
            }
        }
        Value::Array(items)
    }

    fn object(&mut self, levels: usize) -> Value {
        self.take(1);
        let mut fields = Map::new();
        while self.goes_on('}') {
            let name = match self.rest.starts_with(['"', '\'']) {
                true => self.quoted(),
                false => {
                    let end = self.rest.find([self.dialect.assigns(), ',', '}']);
                    self.take(end.unwrap_or(self.rest.len())).trim().to_owned()
                }
            };
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with(self.dialect.assigns()) {
                if name.is_empty() {
                    self.take_one();
                }
                continue;
            }
            self.take(1);
            fields.insert(name, self.value(levels - 1));
        }
        Value::Object(fields)
    }

    fn take_one(&mut self) {
        let length = self.rest.chars().next().map_or(0, char::len_utf8);
        self.take(length);
    }

    /// A text in quotes; one that is not closed goes to the end.
    fn quoted(&mut self) -> String {
        let mark = self.rest.chars().next().unwrap_or('"');
        self.take(1);
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            if c == '\\' && mark == '"' {
                text.extend(escaped(&mut chars));
            } else if c != mark {
                text.push(c);
            } else if mark == '\'' && chars.as_str().starts_with(mark) {
                text.push(mark);
                chars.next();
            } else {
                end = at + 1;
                break;
            }
        }
        self.take(end);
        text
    }
}

/// What follows a backslash.
fn escaped(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let (_, kind) = chars.next()?;
    let digits = match kind {
        'n' => return Some('\n'),
        't' => return Some('\t'),
        'r' => return Some('\r'),
        'u' => 4,
        'U' => 8,
        'x' => 2,
        other => return Some(other),
    };
    let code = u32::from_str_radix(chars.as_str().get(..digits)?, 16).ok()?;
    chars.nth(digits - 1);
    char::from_u32(code)
}
