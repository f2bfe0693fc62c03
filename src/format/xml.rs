//! The elements of a piece of XML, read leniently: what is broken is passed over, and the rest is still there.

mod tags;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use tree::Tree;

use super::{entities, markup};
use memchr::memmem;
use std::borrow::Cow;
use tags::{Tag, is_local_name};
use tree::Children;

/// What a section of plain characters begins with.
const SECTION: &str = "<![CDATA[";

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
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    /// As written, with its prefix.
    pub(super) name: &'t str,
    /// What is between its tags.
    inner: &'t str,
    start: Tag,
    /// The text that it stands in, and the tags between its own.
    text: &'t str,
    tags: &'t [Tag],
}

impl<'t> Node<'t> {
    /// The element that begins with the tag `start`, and whose end tag, if it has one, stands at `end`.
    fn of(text: &'t str, start: &Tag, end: usize, tags: &'t [Tag]) -> Node<'t> {
        Node {
            name: start.name(text),
            inner: text.get(start.end()..end).unwrap_or_default(),
            start: *start,
            text,
            tags,
        }
    }

    /// An attribute as written; empty if it is not there.
    pub(super) fn attribute(&self, name: &str) -> String {
        attribute(self.start.attributes(self.text), name)
    }

    /// Its name without a prefix.
    pub(super) fn local_name(&self) -> &'t str {
        self.name
            .rsplit_once(':')
            .map_or(self.name, |(_, name)| name)
    }

    /// The elements right inside it.
    pub(super) fn children(&self) -> Children<'t> {
        Children::of(self.text, self.tags)
    }

    /// The first element of this name, without prefix, anywhere inside.
    pub(super) fn find(&self, name: &str) -> Option<Node<'t>> {
        self.find_below(name, MAX_DEPTH)
    }

    fn find_below(&self, name: &str, levels: usize) -> Option<Node<'t>> {
        if levels == 0 || !self.has_tag(name) {
            return None;
        }
        self.children()
            .find_map(|child| match is_local_name(child.name, name) {
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
        if levels == 0 || !self.has_tag(name) {
            return;
        }
        for child in self.children() {
            match is_local_name(child.name, name) {
                true => found.push(child),
                false => child.collect(name, levels - 1, found),
            }
        }
    }

    /// Whether there is any tag of this name inside: most of what is looked for is not there.
    fn has_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|tag| tag.is_called(name, self.text))
    }

    /// Its content as HTML: references that XML needs undone, and sections of plain characters opened.
    pub(super) fn html(&self) -> Cow<'t, str> {
        if !self.inner.contains(SECTION) {
            return decoded(self.inner);
        }
        let mut out = String::with_capacity(self.inner.len());
        let mut rest = self.inner;
        while let Some((before, after)) = rest.split_once(SECTION) {
            out.push_str(&decoded(before));
            let (inside, behind) = after.split_once("]]>").unwrap_or((after, ""));
            out.push_str(inside);
            rest = behind;
        }
        out.push_str(&decoded(rest));
        out.into()
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
fn decoded(text: &str) -> Cow<'_, str> {
    match text.contains('<') {
        true => text.into(),
        false => entities::decode(text),
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
