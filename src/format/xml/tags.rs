//! The tags of a text, one after the other. What is broken is passed over.

use memchr::memmem;

/// Bytes of the longest tag: after a stray `<` the next bracket is far off.
const MAX_TAG: usize = 4000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    Empty,
    End,
}

/// A tag, by its places in the text: a record may have millions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    start: u32,
    end: u32,
    /// Tags from a start tag to its end tag; 0 where it has none.
    pub(super) to_end: u32,
    name_bytes: u16,
    pub(super) kind: Kind,
}

impl Tag {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// Where the text goes on behind it.
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    /// As written, with its prefix.
    pub(super) fn name<'t>(&self, text: &'t str) -> &'t str {
        let start = self.name_start();
        text.get(start..start + usize::from(self.name_bytes))
            .unwrap_or_default()
    }

    /// Whether this is its name, without a prefix.
    pub(super) fn is_called(&self, name: &str, text: &str) -> bool {
        usize::from(self.name_bytes) >= name.len() && is_local_name(self.name(text), name)
    }

    /// What follows the name.
    pub(super) fn attributes<'t>(&self, text: &'t str) -> &'t str {
        let start = self.name_start() + usize::from(self.name_bytes);
        let end = self.end() - 1 - usize::from(self.kind == Kind::Empty);
        text.get(start..end).unwrap_or_default()
    }

    fn name_start(&self) -> usize {
        self.start() + 1 + usize::from(self.kind == Kind::End)
    }
}

/// Whether a name is `local`, or that after a prefix.
pub(super) fn is_local_name(name: &str, local: &str) -> bool {
    name.strip_suffix(local)
        .is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'))
}

/// Walks through a text from tag to tag; comments, sections of plain characters, declarations and instructions are passed over.
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
    /// The first `>` from some place on, or the end of the text: kept, since many stray `<` may stand before it.
    bracket: usize,
}

impl<'t> Tags<'t> {
    pub(super) fn of(text: &'t str) -> Tags<'t> {
        Tags {
            text,
            at: 0,
            bracket: 0,
        }
    }

    /// The first `>` from `from` on.
    fn bracket(&mut self, from: usize) -> Option<usize> {
        if self.bracket < from {
            let rest = self.text.as_bytes().get(from..)?;
            self.bracket = from + memchr::memchr(b'>', rest).unwrap_or(rest.len());
        }
        (self.bracket < self.text.len()).then_some(self.bracket)
    }

    /// Where what begins at `start` and is no tag ends: `None` if it is one, `Some(None)` if it goes on to the end of the text.
    fn end_of_other(&mut self, start: usize) -> Option<Option<usize>> {
        let rest = self.text.as_bytes().get(start..)?;
        let end = match rest {
            _ if rest.starts_with(b"<!--") => memmem::find(rest, b"-->").map(|at| start + at + 3),
            _ if rest.starts_with(b"<![CDATA[") => {
                memmem::find(rest, b"]]>").map(|at| start + at + 3)
            }
            [b'<', b'!' | b'?', ..] => self.bracket(start + 1).map(|at| at + 1),
            _ => return None,
        };
        Some(end)
    }

    fn tag_at(&mut self, start: usize) -> Option<Tag> {
        let bracket = self.bracket(start + 1)?;
        let inside = self.text.get(start + 1..bracket)?;
        if inside.len() >= MAX_TAG {
            return None;
        }
        let (kind, inside) = match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
            (Some(inside), _) => (Kind::End, inside),
            (None, Some(inside)) => (Kind::Empty, inside),
            (None, None) => (Kind::Start, inside),
        };
        let name = inside.get(..name_end(inside))?;
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        is_name.then_some(Tag {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(bracket + 1).ok()?,
            to_end: 0,
            name_bytes: u16::try_from(name.len()).ok()?,
            kind,
        })
    }
}

/// Where the first white space stands, or the end.
fn name_end(inside: &str) -> usize {
    let odd = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0x80..);
    match inside
        .as_bytes()
        .iter()
        .enumerate()
        .find(|(_, byte)| odd(byte))
    {
        Some((_, 0x80..)) => inside.find(char::is_whitespace).unwrap_or(inside.len()),
        Some((at, _)) => at,
        None => inside.len(),
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let start = self.at + memchr::memchr(b'<', rest)?;
            if let Some(end) = self.end_of_other(start) {
                // What never ends is the last thing there.
                self.at = end.unwrap_or(self.text.len());
            } else if let Some(tag) = self.tag_at(start) {
                self.at = tag.end();
                return Some(tag);
            } else {
                self.at = start + 1;
            }
        }
    }
}
