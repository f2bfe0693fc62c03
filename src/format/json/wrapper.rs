//! Lists inside an object: `{"status": "ok", "articles": [...]}`, `{"hits": {"hits": [...]}}`.

use super::super::fields::{self, Field};
use super::scan::{NoEnd, Scanner, skip_separators, string_end};

/// Names of such lists, and of objects around them.
const LISTS: [&[u8]; 16] = [
    b"articles",
    b"data",
    b"docs",
    b"documents",
    b"entries",
    b"hits",
    b"items",
    b"news",
    b"objects",
    b"posts",
    b"records",
    b"response",
    b"results",
    b"result",
    b"rows",
    b"stories",
];

/// Objects around a list at the most.
const MAX_LEVELS: usize = 4;

/// Where the records of a wrapper begin, and what has to be closed after them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List {
    /// First byte after the list's opening bracket.
    pub(super) start: usize,
    /// Closing brackets of the objects around the list, outermost first.
    pub(super) open: Vec<u8>,
}

/// The list in the object at `start`, if the object is no article itself. The object may be cut off at its end.
pub(super) fn find(bytes: &[u8], start: usize) -> Option<List> {
    find_below(bytes, start, MAX_LEVELS)
}

fn find_below(bytes: &[u8], start: usize, levels: usize) -> Option<List> {
    let mut list = None;
    for (name, value) in Members::of(bytes, start) {
        if is_body(name) && bytes.get(value) == Some(&b'"') {
            return None;
        }
        if list.is_none() && levels > 0 && LISTS.contains(&name) {
            list = list_at(bytes, value, levels);
        }
    }
    list
}

fn list_at(bytes: &[u8], at: usize, levels: usize) -> Option<List> {
    match bytes.get(at) {
        Some(b'[') => {
            let first = skip_separators(bytes, at + 1)?;
            is_article(bytes, first).then(|| List {
                start: at + 1,
                open: vec![b'}'],
            })
        }
        Some(b'{') => {
            let mut inner = find_below(bytes, at, levels - 1)?;
            inner.open.push(b'}');
            Some(inner)
        }
        _ => None,
    }
}

/// Whether the object at `at` has a title, a body, or something that may hold them.
fn is_article(bytes: &[u8], at: usize) -> bool {
    let is_text = |name: &[u8]| is_body(name) || field(name) == Some(Field::Title);
    let holds = |name: &[u8]| {
        matches!(
            name,
            b"_source" | b"article" | b"fields" | b"doc" | b"attributes" | b"data"
        )
    };
    bytes.get(at) == Some(&b'{')
        && Members::of(bytes, at).any(|(name, _)| is_text(name) || holds(name))
}

fn is_body(name: &[u8]) -> bool {
    field(name) == Some(Field::Body)
}

/// What a raw name means; in many files letters beyond ASCII are escaped.
fn field(name: &[u8]) -> Option<Field> {
    let guess = |name: &str| fields::guess(name).map(|(field, _)| field);
    match name.contains(&b'\\') {
        true => serde_json::from_slice::<String>(&[b"\"", name, b"\""].concat())
            .ok()
            .and_then(|name| guess(&name)),
        false => guess(std::str::from_utf8(name).ok()?),
    }
}

/// The members of an object: raw name, and where the value begins. Ends where the object does, or breaks.
struct Members<'b> {
    bytes: &'b [u8],
    at: Option<usize>,
    scanner: Scanner,
}

impl<'b> Members<'b> {
    fn of(bytes: &'b [u8], start: usize) -> Self {
        Members {
            bytes,
            at: Some(start + 1),
            scanner: Scanner::default(),
        }
    }

    fn step(&mut self, at: usize) -> Result<(&'b [u8], usize), NoEnd> {
        let name = skip_separators(self.bytes, at).ok_or(NoEnd::Incomplete)?;
        if self.bytes.get(name) != Some(&b'"') {
            return Err(NoEnd::WrongBracket(name));
        }
        let after = string_end(self.bytes, name)?;
        let colon = skip_separators(self.bytes, after).ok_or(NoEnd::Incomplete)?;
        let value = skip_separators(self.bytes, colon + 1).ok_or(NoEnd::Incomplete)?;
        // The last value may be cut off: it is handed out all the same, and nothing after it.
        self.at = self.scanner.value_end(self.bytes, value).ok();
        Ok((
            self.bytes.get(name + 1..after - 1).unwrap_or_default(),
            value,
        ))
    }
}

impl<'b> Iterator for Members<'b> {
    type Item = (&'b [u8], usize);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at.take()?;
        self.step(at).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(text: &str) -> Option<usize> {
        find(text.as_bytes(), 0).map(|list| list.start)
    }

    #[test]
    fn a_list_of_articles_is_found() {
        assert_eq!(
            start(r#"{"status":"ok","articles":[{"title":"a"}]}"#),
            Some(27)
        );
        assert_eq!(
            start(r#"{"title":"feed","items":[{"title":"a"}]}"#),
            Some(25)
        );
        let nested = find(br#"{"hits":{"total":1,"hits":[{"_source":{}}]}}"#, 0);
        assert_eq!(
            nested,
            Some(List {
                start: 27,
                open: vec![b'}', b'}']
            })
        );
        assert_eq!(start(r#"{"articles":[{"title":"cut o"#), Some(13));
        assert_eq!(start(r#"{"articles":[{"\u6807\u9898":"a"}]}"#), Some(13));
    }

    #[test]
    fn an_article_with_a_list_is_no_wrapper() {
        assert_eq!(
            start(r#"{"title":"a","items":[{"title":"b"}],"body":"text"}"#),
            None
        );
        assert_eq!(start(r#"{"title":"a","data":[1,2]}"#), None);
        assert_eq!(start(r#"{"title":"a"}"#), None);
        assert_eq!(start("{"), None);
    }
}
