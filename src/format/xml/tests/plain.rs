//! The elements of a text found the plain way: the end of each is looked for by a walk through all that follows. Takes as many
//! walks as there are elements.

use memchr::memmem;

use super::super::tags::Kind;
use super::super::tree::MAX_UNCLOSED;

/// Bytes of the longest tag.
const MAX_TAG: usize = 4000;

/// An element: name, attributes, and what is between its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'t> {
    pub(super) name: &'t str,
    pub(super) attributes: &'t str,
    pub(super) inner: &'t str,
}

/// The outermost elements that have an end.
pub(super) fn children(text: &str) -> impl Iterator<Item = Element<'_>> {
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
            return Some(Element {
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
