//! A JSON object to a draft: which of its fields is which.

use super::super::fields::{self, FIELDS, Field, byline};
use super::super::{FormatError, ReadOptions, markup};
use super::value;
use crate::article::Draft;
use serde_json::{Map, Value};

/// Objects that hold the article, or some of its fields, one level down.
const CONTAINERS: [&str; 11] = [
    "_source",
    "article",
    "fields",
    "doc",
    "document",
    "item",
    "attributes",
    "data",
    "metadata",
    "meta",
    "news",
];

/// Added to the rank of a guessed name, so that the user's names come first, and to that of a nested one.
const GUESSED: usize = 1_000;
const NESTED: usize = 2_000;

/// Fields named in a message about an object that has none we know, and characters of each: enough to know the object by.
const MAX_NAMED: usize = 6;
const MAX_NAME_CHARS: usize = 30;

/// Bytes of the longest date: more is some other thing under the name of one.
const MAX_DATE_BYTES: usize = 200;

type Object = Map<String, Value>;

/// Reads a record that has a field for text.
pub(crate) fn of_record(map: &Object, options: &ReadOptions) -> Result<Draft, FormatError> {
    let found = find(map, options);
    if !found.has_text {
        return Err(FormatError::NoKnownField {
            fields: field_names(map),
        });
    }
    Ok(found.draft(is_our_export(map)))
}

/// Reads whatever fields there are.
pub(crate) fn of_fields(map: &Object, options: &ReadOptions) -> Draft {
    find(map, options).draft(false)
}

/// Whether a field may be taken for one of ours, or hold such.
pub(crate) fn may_be_used(name: &str, options: &ReadOptions) -> bool {
    let is_named = |theirs: &str| {
        let rest = theirs.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    fields::guess(name).is_some()
        || is_container(name)
        || options.map.iter().any(|(_, theirs)| is_named(theirs))
}

/// Whether the fields of an object under this name count like those of the record.
pub(crate) fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&name)
}

/// Names the fields of a record, those one level down by their path, and what each is taken for.
pub(crate) fn uses(
    map: &Object,
    options: &ReadOptions,
    sink: &mut dyn FnMut(&str, Option<&'static str>),
) {
    let found = find(map, options);
    for (name, value) in map {
        match value {
            Value::Null if is_container(name) => {}
            Value::Object(inner) if is_container(name) => {
                for (below, value) in inner {
                    sink(&format!("{name}.{below}"), found.used_as(value));
                }
            }
            _ => sink(name, found.used_as(value)),
        }
    }
}

/// Looks for the user's names, then the guessed ones, then those one level down.
fn find<'v>(map: &'v Object, options: &ReadOptions) -> Found<'v> {
    let mut found = Found::default();
    for (rank, (ours, theirs)) in options.map.iter().enumerate() {
        if let (Some(field), Some(value)) = (fields::ours(ours), by_path(map, theirs)) {
            found.offer(field, rank, value);
        }
    }
    found.offer_all(map, GUESSED);
    for container in CONTAINERS {
        if let Some(Value::Object(inner)) = map.get(container) {
            found.offer_all(inner, NESTED);
        }
    }
    found
}

/// The value under a name, or under a dotted path.
fn by_path<'v>(map: &'v Object, path: &str) -> Option<&'v Value> {
    if let Some(value) = map.get(path) {
        return Some(value);
    }
    let (outer, inner) = path.split_once('.')?;
    by_path(map.get(outer)?.as_object()?, inner)
}

/// The first of its fields, and how many more there are.
fn field_names(map: &Object) -> String {
    let names: Vec<String> = map.keys().take(MAX_NAMED).map(|name| short(name)).collect();
    match map.len() - names.len() {
        _ if names.is_empty() => "none".to_owned(),
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(MAX_NAME_CHARS) {
        Some((end, _)) => format!("{}...", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Whether this is a record of `newsdex export`, whose text is text: what looks like HTML in it was written so.
fn is_our_export(map: &Object) -> bool {
    let location = map.get("location").and_then(Value::as_object);
    location
        .is_some_and(|location| location.contains_key("path") && location.contains_key("record"))
}

/// The best value for each field so far.
#[derive(Default)]
struct Found<'v> {
    best: [Option<(usize, &'v Value)>; FIELDS],
    /// A field for text is there, though it may be empty.
    has_text: bool,
    /// See [`Draft::day_first_names`].
    day_first_names: bool,
}

impl<'v> Found<'v> {
    fn offer_all(&mut self, map: &'v Object, base: usize) {
        for (name, value) in map {
            let Some(fields::Meaning {
                field,
                rank,
                day_first,
            }) = fields::meaning(name)
            else {
                continue;
            };
            self.day_first_names |= day_first;
            // `data` is a date in some languages, and in English often an object that holds the record.
            if field != Field::Date || !value.is_object() || !is_container(name) {
                self.offer(field, base + rank, value);
            }
        }
    }

    fn offer(&mut self, field: Field, rank: usize, value: &'v Value) {
        // trafilatura calls the address so.
        let field = match field {
            Field::Source if is_address(value) => Field::Url,
            field => field,
        };
        if matches!(field, Field::Title | Field::Body | Field::Comments) {
            self.has_text |=
                !matches!(value, Value::Object(_)) || !value::text(value, true).is_empty();
        }
        let Some(best) = self.best.get_mut(field as usize) else {
            return;
        };
        if !says_something(field, value) || best.is_some_and(|(other, _)| other <= rank) {
            return;
        }
        *best = Some((rank, value));
    }

    fn value(&self, field: Field) -> &'v Value {
        self.best
            .get(field as usize)
            .copied()
            .flatten()
            .map_or(&Value::Null, |(_, value)| value)
    }

    /// Our name for the field that a value was chosen for.
    fn used_as(&self, value: &Value) -> Option<&'static str> {
        let is_it =
            |best: &Option<(usize, &Value)>| best.is_some_and(|(_, v)| std::ptr::eq(v, value));
        fields::name(self.best.iter().position(is_it)?)
    }

    /// The outlet. An agency's own feed names nothing else; our export says where it was empty.
    fn source(&self, plain: bool) -> String {
        let source = value::name(self.value(Field::Source));
        match source.is_empty() && !plain {
            true => value::name(self.value(Field::Agency)),
            false => source,
        }
    }

    fn draft(&self, plain: bool) -> Draft {
        let name = |field| value::name(self.value(field));
        let title = name(Field::Title);
        let authors = value::names(self.value(Field::Authors));
        let authors = authors.iter().map(|author| byline(author).to_owned());
        Draft {
            id: Some(name(Field::Id)).filter(|id| !id.is_empty()),
            title: if plain {
                title
            } else {
                markup::text_if_html(&title)
            },
            body: value::text(self.value(Field::Body), plain),
            comments: value::text(self.value(Field::Comments), plain),
            source: self.source(plain),
            agency: name(Field::Agency),
            place: name(Field::Place),
            captured: name(Field::Captured),
            authors: authors.filter(|author| !author.is_empty()).collect(),
            date: name(Field::Date),
            url: name(Field::Url),
            section: value::names(self.value(Field::Section)).join(", "),
            language: name(Field::Language),
            day_first_names: self.day_first_names,
            no_article: None,
        }
    }
}

/// Whether a value is the address of a page, more than that of a site.
fn is_address(value: &Value) -> bool {
    let address = value.as_str().unwrap_or_default();
    let below = address
        .strip_prefix("http")
        .and_then(|rest| rest.split_once("://")?.1.split_once('/'));
    below.is_some_and(|(_, path)| !path.is_empty())
}

/// Whether a value fits the field: text for a body or comments (a mere count of them is none), else a name.
fn says_something(field: Field, value: &Value) -> bool {
    match (field, value) {
        (Field::Date, Value::String(text)) if text.len() > MAX_DATE_BYTES => false,
        (_, Value::String(_)) => !value::is_blank(value),
        (Field::Body | Field::Comments, _) => !value::text(value, true).is_empty(),
        _ => !value::name(value).is_empty(),
    }
}
