//! Marked-up text to plain text: HTML inside a JSON field, the extractor's output, the text of SGML records.

use super::entities;
use std::borrow::Cow;

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// As in HTML: runs of white space are one space, and tags make the paragraphs.
    Flow,
    /// As printed: line ends and indents stay.
    Lines,
}

/// Tags around which a paragraph ends.
pub(super) const PARAGRAPHS: [&str; 32] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "table",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "address",
    "form",
    "hr",
    "details",
    "summary",
    "fieldset",
    "nav",
    "center",
    "body",
    "caption",
];

/// Tags at which a line ends.
pub(super) const LINES: [&str; 6] = ["br", "li", "tr", "dt", "dd", "option"];

/// Bytes within which a tag should end when the question is whether it is one.
const MAX_CHANCE_TAG: usize = 300;

/// Elements whose content is no text.
pub(super) const SKIPPED: [&str; 6] = ["script", "style", "noscript", "template", "svg", "iframe"];

/// The text, freed of HTML if it clearly is HTML, else with character references decoded.
pub(super) fn text_if_html(text: &str) -> String {
    if !is_html(text) {
        return entities::decode(text).into_owned();
    }
    let makes_paragraphs = ["<p", "<P", "<br", "<BR", "<div", "<DIV"]
        .iter()
        .any(|tag| text.contains(tag));
    to_text(
        text,
        if makes_paragraphs {
            Layout::Flow
        } else {
            Layout::Lines
        },
    )
}

/// Whether the text holds tags that nobody writes by chance: an end tag of a known element, a paragraph or line break.
fn is_html(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let after = text.get(at + 1..).unwrap_or_default();
        let (ends, name) = tag_name(after);
        let follows = after
            .get(usize::from(ends) + name.len()..)
            .unwrap_or_default();
        let complete = follows.starts_with(['>', '/', ' '])
            && follows.bytes().take(MAX_CHANCE_TAG).any(|b| b == b'>');
        let name = name.to_ascii_lowercase();
        let inline = [
            "a", "b", "i", "em", "strong", "span", "u", "font", "small", "sup", "sub", "td", "th",
            "script",
        ];
        let known = PARAGRAPHS.contains(&name.as_str()) || LINES.contains(&name.as_str());
        complete
            && (matches!(name.as_str(), "p" | "br")
                || ends && (known || inline.contains(&name.as_str())))
    })
}

/// Tags to paragraphs, references to characters.
pub(super) fn to_text(markup: &str, layout: Layout) -> String {
    let mut out = Text {
        out: String::with_capacity(markup.len()),
        layout,
        verbatim: 0,
        keep_all: false,
    };
    let mut rest = markup;
    let mut pieces = Tags::default();
    while let Some((before, tag, after)) = pieces.next(rest) {
        out.push(before);
        rest = out.tag(tag, after);
    }
    out.push(rest);
    let kept = out.out.trim_end().len();
    out.out.truncate(kept);
    out.out
}

/// Finds tags; gives up on what it could not find, so that a pass over the text stays one pass.
#[derive(Default)]
pub(super) struct Tags {
    ignore_comments: bool,
    ignore_quotes: bool,
    exhausted: bool,
}

impl Tags {
    /// The text before the next tag, the inside of the tag, and the rest.
    pub(super) fn next<'t>(&mut self, text: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
        let mut from = 0;
        while !self.exhausted {
            let at = from + memchr::memchr(b'<', text.get(from..)?.as_bytes())?;
            let inside = text.get(at + 1..)?;
            if !inside
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
            {
                from = at + 1;
                continue;
            }
            let end = self.tag_end(inside)?;
            return Some((text.get(..at)?, inside.get(..end.0)?, inside.get(end.1..)?));
        }
        None
    }

    /// Where the inside ends and where the text goes on.
    fn tag_end(&mut self, inside: &str) -> Option<(usize, usize)> {
        if !self.ignore_comments && inside.starts_with("!--") {
            if let Some(end) = inside.find("-->") {
                return Some((end, end + 3));
            }
            self.ignore_comments = true;
        }
        if !self.ignore_quotes {
            if let Some(end) = quoted_end(inside) {
                return Some((end, end + 1));
            }
            self.ignore_quotes = true;
        }
        let end = inside.find('>');
        self.exhausted = end.is_none();
        end.map(|end| (end, end + 1))
    }
}

/// The first `>` that is not inside an attribute's quotes.
fn quoted_end(inside: &str) -> Option<usize> {
    let mut quote = None;
    let mut previous = b' ';
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            // Quotes open values only: an apostrophe elsewhere in a tag is a slip.
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if byte != b' ' {
            previous = byte;
        }
    }
    None
}

/// Whether a tag is an end tag, and its name.
pub(super) fn tag_name(inside: &str) -> (bool, &str) {
    let (ends, inside) = inside
        .strip_prefix('/')
        .map_or((false, inside), |rest| (true, rest));
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (ends, inside.get(..length).unwrap_or_default())
}

struct Text {
    out: String,
    layout: Layout,
    /// Depth inside `<pre>`.
    verbatim: usize,
    /// Elements to skip may be left open: none is skipped from the first of those on.
    keep_all: bool,
}

impl Text {
    fn push(&mut self, piece: &str) {
        let decoded = entities::decode(piece);
        if self.layout == Layout::Lines || self.verbatim > 0 {
            self.out.push_str(&decoded);
        } else {
            self.flow(&decoded);
        }
    }

    /// Runs of white space as one space. What has single spaces is copied at once, not word by word.
    fn flow(&mut self, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut rest = text.trim_start_matches(is_space);
        if rest.len() < text.len() {
            self.space();
        }
        while let Some(at) = run_of_spaces(rest) {
            let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(plain);
            self.space();
            rest = after.trim_start_matches(is_space);
        }
        self.out.push_str(rest);
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    /// Acts on a tag; the rest of the markup, less what a skipped element holds.
    fn tag<'t>(&mut self, inside: &str, rest: &'t str) -> &'t str {
        let (ends, name) = tag_name(inside);
        let name: Cow<'_, str> = if name.bytes().any(|b| b.is_ascii_uppercase()) {
            name.to_ascii_lowercase().into()
        } else {
            name.into()
        };
        let name = name.as_ref();
        if !ends && !self.keep_all && SKIPPED.contains(&name) {
            let after = after_element(rest, name);
            self.keep_all = after.is_none();
            return after.unwrap_or(rest);
        }
        match name {
            "pre" if !ends => self.verbatim += 1,
            "pre" => self.verbatim = self.verbatim.saturating_sub(1),
            "td" | "th" => self.space(),
            _ => {}
        }
        if PARAGRAPHS.contains(&name) {
            self.end_lines(2);
        } else if LINES.contains(&name) && (!ends || name != "br") {
            self.end_lines(1);
        }
        rest
    }

    /// Ends the text with at least so many line ends, unless it is empty.
    fn end_lines(&mut self, wanted: usize) {
        let kept = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(kept);
        let there = self
            .out
            .bytes()
            .rev()
            .take_while(|b| matches!(b, b'\n' | b'\r'))
            .filter(|b| *b == b'\n')
            .count();
        if !self.out.is_empty() {
            (there..wanted).for_each(|_| self.out.push('\n'));
        }
    }
}

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// The first white space that is no space, or the first of two spaces.
fn run_of_spaces(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Without a branch for each byte, so that it compiles to vector instructions.
    while let (Some(block), Some(next)) =
        (bytes.get(at..at + BLOCK), bytes.get(at + 1..at + 1 + BLOCK))
    {
        let pairs = block.iter().zip(next);
        if pairs.fold(false, |any, (byte, next)| any | begins_run(*byte, *next)) {
            break;
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    let nexts = rest.iter().skip(1).chain([&0]);
    let found = rest
        .iter()
        .zip(nexts)
        .position(|(byte, next)| begins_run(*byte, *next))?;
    Some(at + found)
}

/// Whether a byte is white space that is no space, or a space before another one.
fn begins_run(byte: u8, next: u8) -> bool {
    let other = (byte.wrapping_sub(b'\t') <= b'\r' - b'\t') & (byte != 0x0B);
    other | ((byte == b' ') & (next == b' '))
}

/// What follows the end tag of an element, if it has one.
pub(super) fn after_element<'t>(rest: &'t str, name: &str) -> Option<&'t str> {
    let (at, _) = rest.match_indices("</").find(|(at, _)| {
        let inside = rest.get(at + 2..).unwrap_or_default();
        inside
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    })?;
    rest.get(at..)?.split_once('>').map(|(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flow(text: &str) -> String {
        to_text(text, Layout::Flow)
    }

    #[test]
    fn paragraphs_and_lines_are_kept() {
        assert_eq!(
            flow("<p>One <b>bold</b>\n word.</p>\n<p>Two<br/>three</p>"),
            "One bold word.\n\nTwo\nthree"
        );
        assert_eq!(flow("<ul><li>a</li><li>b</li></ul>c"), "a\nb\n\nc");
        assert_eq!(flow("a<script>if (a<b) {}</script>b<!-- <p> -->c"), "abc");
        assert_eq!(
            flow("<a title='x > y' href=z>link</a> 5 < 6 & 7"),
            "link 5 < 6 & 7"
        );
        assert_eq!(
            to_text("<P>\n   One\ntwo\n</P>", Layout::Lines),
            "\n   One\ntwo"
        );
    }

    proptest! {
        /// As if it were put together word by word, whatever pieces it comes in.
        #[test]
        fn white_space_flows(pieces in proptest::collection::vec("[ab é\n\t\u{b}\u{c}\r\u{a0}]{0,8}|[ab]{60}|([a-c]{1,9} ){12}", 0..6)) {
            let mut text = Text {
                out: String::new(),
                layout: Layout::Flow,
                verbatim: 0,
                keep_all: false,
            };
            pieces.iter().for_each(|piece| text.flow(piece));
            let is_space = |c: char| c.is_ascii_whitespace();
            let whole = pieces.concat();
            let words = whole.split(is_space).filter(|word| !word.is_empty());
            let mut expected = words.collect::<Vec<_>>().join(" ");
            if whole.ends_with(is_space) && !expected.is_empty() {
                expected.push(' ');
            }
            prop_assert_eq!(text.out, expected);
        }
    }

    #[test]
    fn broken_tags_lose_nothing_else() {
        assert_eq!(flow("a <b c"), "a <b c");
        assert_eq!(flow("a <b c=\"x>y"), "a y");
        assert_eq!(flow("<script>never closed"), "never closed");
    }

    #[test]
    fn only_clear_html_is_taken_for_it() {
        assert_eq!(
            text_if_html("Type <b to go on; 3 < 4 > 2"),
            "Type <b to go on; 3 < 4 > 2"
        );
        assert_eq!(text_if_html("one<br>two"), "one\ntwo");
        assert_eq!(text_if_html("Q&amp;A\n  kept"), "Q&A\n  kept");
        assert_eq!(text_if_html("a\n\nb <i>c</i>"), "a\n\nb c");
    }

    #[test]
    fn hostile_text_takes_one_pass() {
        assert_eq!(flow(&"<a ".repeat(200_000)).len(), 599_999);
        assert_eq!(flow(&"<a b=\"".repeat(200_000)).len(), 1_200_000);
        assert_eq!(flow(&"<script>".repeat(100_000)), "");
    }
}
