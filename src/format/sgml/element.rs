//! The elements of one record.

use super::super::markup::{self, Layout};

/// An element: its name, its attributes, what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    /// As written.
    pub(super) name: &'t str,
    attributes: &'t str,
    /// With inner tags and references.
    pub(super) inner: &'t str,
    /// Where the element stands in the text, tags included.
    pub(super) span: (usize, usize),
}

impl<'t> Element<'t> {
    /// A record whose start tag, less its closing bracket, was split off.
    pub(super) fn whole(tag: &'t str, inner: &'t str) -> Self {
        Element {
            name: "",
            attributes: tag,
            inner,
            span: (0, inner.len()),
        }
    }

    /// Whether this is the element `name`, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'t str> {
        let (_, after) = self.attributes.split_once(name)?;
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        match value.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => value.split_whitespace().next(),
        }
    }

    /// The text with its line ends.
    pub(super) fn lines(&self) -> String {
        lines(self.inner)
    }

    /// The text on one line.
    pub(super) fn line(&self) -> String {
        let spaced = self.inner.replace('<', " <");
        lines(&spaced)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The text of a piece of markup, with its line ends.
pub(super) fn lines(inner: &str) -> String {
    markup::to_text(inner, Layout::Lines)
}

/// The elements that have an end tag, outermost only, in order.
pub(super) fn elements(text: &str) -> Elements<'_> {
    Elements {
        text,
        at: 0,
        unclosed: Vec::new(),
    }
}

/// Iterator of [`elements`].
pub(super) struct Elements<'t> {
    text: &'t str,
    at: usize,
    /// Names without end tag from here on, so that each is sought to the end of the text once only.
    unclosed: Vec<&'t str>,
}

/// Names without end tag after which a text is taken for running text without elements.
const MAX_UNCLOSED: usize = 50;

impl<'t> Iterator for Elements<'t> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        while self.unclosed.len() < MAX_UNCLOSED {
            let start = self.at + self.text.get(self.at..)?.find('<')?;
            self.at = start + 1;
            if let Some(element) = self.element_at(start) {
                self.at = element.span.1;
                return Some(element);
            }
        }
        None
    }
}

impl<'t> Elements<'t> {
    fn element_at(&mut self, start: usize) -> Option<Element<'t>> {
        let inside = self.text.get(start + 1..)?;
        let length = inside
            .bytes()
            .take(MAX_NAME)
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count();
        let (name, after) = inside.split_at(length);
        let attributes = after
            .bytes()
            .take(MAX_ATTRIBUTES)
            .position(|b| b == b'>')
            .filter(|_| length > 0)?;
        let (attributes, content) = (after.get(..attributes)?, after.get(attributes + 1..)?);
        if self
            .unclosed
            .iter()
            .any(|unclosed| unclosed.eq_ignore_ascii_case(name))
        {
            return None;
        }
        let Some(inner) = end_tag(content, name).and_then(|end| content.get(..end)) else {
            self.unclosed.push(name);
            return None;
        };
        let content_start = self.text.len() - content.len();
        let end = content_start + inner.len() + "</>".len() + length;
        Some(Element {
            name,
            attributes,
            inner,
            span: (start, end),
        })
    }
}

/// Bytes of the longest attributes: a stray `<` should not search the whole text for its bracket.
const MAX_ATTRIBUTES: usize = 1000;

/// Bytes of the longest element name.
const MAX_NAME: usize = 32;

/// Where the end tag of `name` begins.
fn end_tag(content: &str, name: &str) -> Option<usize> {
    let is_it = |at: &usize| {
        let inside = content.get(at + 2..).unwrap_or_default();
        let ends = inside
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with('>'));
        ends && inside
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    content.match_indices("</").map(|(at, _)| at).find(is_it)
}
