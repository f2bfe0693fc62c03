//! The elements of a text: all tags in one pass, each start tag with its end tag.

use super::Node;
use super::tags::{Kind, Tag, Tags};
use std::collections::HashMap;

/// Elements without end tag after which the rest of what is around them is left alone: what is as broken as that is no XML.
pub(super) const MAX_UNCLOSED: usize = 8;

/// A piece of XML whose tags are found.
pub(in crate::format) struct Tree<'t> {
    text: &'t str,
    tags: Vec<Tag>,
}

impl<'t> Tree<'t> {
    /// Finds the tags.
    pub(in crate::format) fn of(text: &'t str) -> Tree<'t> {
        let mut tags: Vec<Tag> = Tags::of(text).collect();
        find_ends(text, &mut tags);
        Tree { text, tags }
    }

    /// The outermost elements that have an end.
    pub(in crate::format) fn children(&self) -> Children<'_> {
        Children::of(self.text, &self.tags)
    }
}

/// Notes how far it is to each end tag. It belongs to the last start tag of its name that is open, whatever other elements
/// are open: what is never closed costs itself alone.
fn find_ends(text: &str, tags: &mut [Tag]) {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in 0..tags.len() {
        let name = tags[at].name(text);
        match tags[at].kind {
            // Most elements hold no other, and need not be looked up.
            Kind::Start if is_end(text, tags.get(at + 1), name) => tags[at].to_end = 1,
            Kind::End if at > 0 && tags[at - 1].to_end == 1 => {}
            Kind::Start => open.entry(name).or_default().push(at),
            Kind::End => {
                if let Some(start) = open.get_mut(name).and_then(Vec::pop) {
                    tags[start].to_end = (at - start) as u32;
                }
            }
            Kind::Empty => {}
        }
    }
}

fn is_end(text: &str, tag: Option<&Tag>, name: &str) -> bool {
    tag.is_some_and(|tag| tag.kind == Kind::End && tag.name(text) == name)
}

/// The outermost elements among some tags that have their end among them.
#[derive(Clone)]
pub(in crate::format) struct Children<'t> {
    text: &'t str,
    tags: &'t [Tag],
    unclosed: usize,
}

impl<'t> Children<'t> {
    pub(super) fn of(text: &'t str, tags: &'t [Tag]) -> Children<'t> {
        Children {
            text,
            tags,
            unclosed: 0,
        }
    }

    /// The element that begins with `start`, which stands before all tags that are left.
    fn element(&mut self, start: &Tag) -> Option<Node<'t>> {
        let inside = (start.to_end as usize).checked_sub(1)?;
        let end = self.tags.get(inside)?.start();
        let (tags, rest) = self.tags.split_at_checked(inside)?;
        self.tags = rest;
        Some(Node::of(self.text, start, end, tags))
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        while self.unclosed < MAX_UNCLOSED {
            let (tag, rest) = self.tags.split_first()?;
            self.tags = rest;
            match tag.kind {
                Kind::End => {}
                Kind::Empty => return Some(Node::of(self.text, tag, tag.end(), &[])),
                Kind::Start => match self.element(tag) {
                    Some(element) => return Some(element),
                    None => self.unclosed += 1,
                },
            }
        }
        None
    }
}
