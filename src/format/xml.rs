//! The elements of a piece of XML, read leniently: what is broken is passed over, and the rest is still there.

use super::{entities, markup};
use memchr::memmem;

/// Elements without end tag after which the rest is left alone: each takes a search through it.
const MAX_UNCLOSED: usize = 8;

/// Elements inside one another that are searched through: agency files have fewer than ten.
const MAX_DEPTH: usize = 24;

/// The name of the first element, with its prefix; what comes before it may be cut off nowhere.
pub(super) fn root(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..)?;
        let skipped: &[u8] = match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => b"-->",
            Some(b'!' | b'?') => b">",
            _ => {
                let end = (0..rest.len()).find(|at| ends_name(rest.get(*at)))?;
                return rest.get(..end);
            }
        };
        rest = rest.get(memmem::find(rest, skipped)?..)?;
    }
    None
}

/// Whether a name of an element may end before this byte.
pub(super) fn ends_name(next: Option<&u8>) -> bool {
    next.is_some_and(|next| matches!(next, b'>' | b'/') || next.is_ascii_whitespace())
}

/// An element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node<'t> {
    /// As written, with its prefix.
    pub(super) name: &'t str,
    attributes: &'t str,
    /// What is between its tags.
    pub(super) inner: &'t str,
}

impl<'t> Node<'t> {
    /// An attribute as written; empty if it is not there.
    pub(super) fn attribute(&self, name: &str) -> String {
        attribute(self.attributes, name)
    }

    /// Its name without a prefix.
    pub(super) fn local_name(&self) -> &'t str {
        self.name
            .rsplit_once(':')
            .map_or(self.name, |(_, name)| name)
    }

    /// The elements right inside it.
    pub(super) fn children(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        children(self.inner)
    }

    /// The first element of this name, without prefix, anywhere inside.
    pub(super) fn find(&self, name: &str) -> Option<Node<'t>> {
        self.find_below(name, MAX_DEPTH)
    }

    fn find_below(&self, name: &str, levels: usize) -> Option<Node<'t>> {
        if levels == 0 || !self.inner.contains(name) {
            return None;
        }
        self.children()
            .find_map(|child| match child.local_name() == name {
                true => Some(child),
                false => child.find_below(name, levels - 1),
            })
    }

    /// All elements of this name, without prefix, anywhere inside, those inside one another not counted.
    pub(super) fn find_all(&self, name: &str) -> Vec<Node<'t>> {
        let mut found = Vec::new();
        self.collect(name, MAX_DEPTH, &mut found);
        found
    }

    fn collect(&self, name: &str, levels: usize, found: &mut Vec<Node<'t>>) {
        if levels == 0 || !self.inner.contains(name) {
            return;
        }
        for child in self.children() {
            match child.local_name() == name {
                true => found.push(child),
                false => child.collect(name, levels - 1, found),
            }
        }
    }

    /// Its content as HTML: references that XML needs undone, and sections of plain characters opened.
    pub(super) fn html(&self) -> String {
        let mut out = String::with_capacity(self.inner.len());
        let mut rest = self.inner;
        while let Some((before, after)) = rest.split_once("<![CDATA[") {
            out.push_str(&decoded(before));
            let (inside, behind) = after.split_once("]]>").unwrap_or((after, ""));
            out.push_str(inside);
            rest = behind;
        }
        out.push_str(&decoded(rest));
        out
    }

    /// Its text, paragraphs kept.
    pub(super) fn text(&self) -> String {
        markup::text_if_html(&self.html()).trim().to_owned()
    }

    /// Its text on one line.
    pub(super) fn line(&self) -> String {
        let text = self.text();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Text with references becomes characters; where there are tags, what turns HTML to text does that later.
fn decoded(text: &str) -> String {
    match text.contains('<') {
        true => text.to_owned(),
        false => entities::decode(text).into_owned(),
    }
}

/// The value of an attribute among others; empty if it is not there.
pub(super) fn attribute(attributes: &str, name: &str) -> String {
    let values = attributes.match_indices(name).filter_map(|(at, _)| {
        let before = attributes.get(..at)?.chars().next_back();
        let value = attributes
            .get(at + name.len()..)?
            .trim_start()
            .strip_prefix('=')?;
        let value = value.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''))?;
        let value = value.get(1..)?.split(quote).next()?;
        before.is_none_or(char::is_whitespace).then_some(value)
    });
    let value = values.into_iter().next().unwrap_or_default();
    entities::decode(value).trim().to_owned()
}

/// The outermost elements that have an end.
pub(super) fn children(text: &str) -> impl Iterator<Item = Node<'_>> {
    let (mut at, mut unclosed) = (0, 0);
    std::iter::from_fn(move || {
        while unclosed < MAX_UNCLOSED {
            let tag = next_tag(text, at)?;
            at = tag.end;
            let (inner_end, end) = match tag.kind {
                Kind::End => continue,
                Kind::Empty => (tag.end, tag.end),
                Kind::Start => match end_of(text, &tag) {
                    Some(ends) => ends,
                    None => {
                        unclosed += 1;
                        continue;
                    }
                },
            };
            at = end;
            return Some(Node {
                name: tag.name,
                attributes: tag.attributes,
                inner: text.get(tag.end..inner_end).unwrap_or_default(),
            });
        }
        None
    })
}

/// Where the end tag that belongs to a start tag begins and ends.
fn end_of(text: &str, start: &Tag<'_>) -> Option<(usize, usize)> {
    let (mut at, mut depth) = (start.end, 0usize);
    loop {
        let tag = next_tag(text, at)?;
        at = tag.end;
        match tag.kind {
            _ if tag.name != start.name => {}
            Kind::End if depth == 0 => return Some((tag.start, tag.end)),
            Kind::End => depth -= 1,
            Kind::Start => depth += 1,
            Kind::Empty => {}
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    Empty,
    End,
}

struct Tag<'t> {
    kind: Kind,
    name: &'t str,
    attributes: &'t str,
    start: usize,
    end: usize,
}

/// The next tag; comments, sections of plain characters, declarations and instructions are passed over.
fn next_tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let start = at + memchr::memchr(b'<', text.as_bytes().get(at..)?)?;
        let rest = text.get(start..)?;
        let other_end = match rest {
            _ if rest.starts_with("<!--") => Some("-->"),
            _ if rest.starts_with("<![CDATA[") => Some("]]>"),
            _ if rest.starts_with("<!") || rest.starts_with("<?") => Some(">"),
            _ => None,
        };
        if let Some(end) = other_end {
            at = start + memmem::find(rest.as_bytes(), end.as_bytes())? + end.len();
        } else if let Some(tag) = tag_at(text, start) {
            return Some(tag);
        } else {
            at = start + 1;
        }
    }
}

/// Bytes of the longest tag: a stray `<` should not search the whole text for its bracket.
const MAX_TAG: usize = 4000;

fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let inside = text.get(start + 1..)?;
    let length = inside.bytes().take(MAX_TAG).position(|b| b == b'>')?;
    let inside = inside.get(..length)?;
    let (kind, inside) = match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
        (Some(inside), _) => (Kind::End, inside),
        (None, Some(inside)) => (Kind::Empty, inside),
        (None, None) => (Kind::Start, inside),
    };
    let (name, attributes) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    is_name.then_some(Tag {
        kind,
        name,
        attributes,
        start,
        end: start + length + 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_in_all_that_stands_between() {
        let text = "<!-- <a>x</a> --><a k='1' kk=\"2 &amp; 3\">1<a>2</a></a><b/><![CDATA[<c>]]><n:d>x</n:d></e><f>open";
        let found: Vec<(&str, &str)> = children(text).map(|node| (node.name, node.inner)).collect();
        assert_eq!(found, [("a", "1<a>2</a>"), ("b", ""), ("n:d", "x")]);
        let first = children(text).next().expect("an element");
        assert_eq!(
            (first.attribute("k"), first.attribute("kk")),
            ("1".to_owned(), "2 & 3".to_owned())
        );
        assert_eq!(first.attribute("x"), "");
    }

    #[test]
    fn text_is_freed_of_what_wraps_it() {
        let text = |inner| {
            children(inner)
                .next()
                .map(|node| node.text())
                .unwrap_or_default()
        };
        assert_eq!(text("<a>Q&amp;A</a>"), "Q&A");
        assert_eq!(
            text("<a>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</a>"),
            "One & two"
        );
        assert_eq!(
            text("<a><![CDATA[<p>One</p><p>Two &amp; three</p>]]></a>"),
            "One\n\nTwo & three"
        );
        assert_eq!(text("<a type='xhtml'><div><p>One</p></div></a>"), "One");
    }

    #[test]
    fn hostile_text_takes_few_passes() {
        assert_eq!(children(&"<a>".repeat(100_000)).count(), 0);
        assert_eq!(children(&"<a ".repeat(100_000)).count(), 0);
        assert_eq!(children(&"<![CDATA[".repeat(100_000)).count(), 0);
    }
}
