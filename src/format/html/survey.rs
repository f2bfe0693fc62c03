//! What a page shows, by a third and plainer way: the element that holds the most running text of its own, and short lines.
//!
//! Goes by lengths alone. Both extractors go by names of classes, roles and styles too, and both pass over an article whose box has the
//! name of something else, or is hidden until a script shows it. What this finds is rougher than theirs, and only asked
//! for where they fail.

use super::blocks::Block;
use std::collections::HashMap;
use trafilatura::dom::{Document, NodeId};

/// Elements whose text is none of an article, or not running text.
const PASSED_OVER: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "aside", "figure",
    "button", "select", "textarea", "dialog", "object", "math", "head",
];
/// Elements in the midst of text; all others end a paragraph.
const INLINE: [&str; 28] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u",
];
/// Parts of lists and tables: their text is no paragraph of what the list or table stands in.
const ITEMS: [&str; 6] = ["li", "td", "th", "dd", "dt", "summary"];
/// Bytes of a line that may be a headline.
const LINE: std::ops::Range<usize> = 8..500;
/// How deep elements are followed.
const MAX_DEPTH: usize = 400;

/// What was found.
#[derive(Default)]
pub(super) struct Survey {
    /// The element that holds the most paragraphs, as markup; empty where there is none.
    pub(super) densest: String,
    /// Short texts that are no links, in their order.
    pub(super) lines: Vec<Line>,
}

/// A text as short as a headline or less.
pub(super) struct Line {
    pub(super) text: String,
    /// Paragraphs of running text before it.
    pub(super) paragraphs: usize,
}

/// Looks through the whole page.
pub(super) fn survey(document: &Document) -> Survey {
    let mut surveyor = Surveyor {
        document,
        held: HashMap::new(),
        best: None,
        lines: Vec::new(),
        paragraphs: 0,
    };
    if let Some(body) = document.body() {
        surveyor.element(body, 0);
    }
    let best = surveyor.best.map(|(element, _)| surveyor.widened(element));
    Survey {
        densest: best
            .map(|element| document.inner_html(element))
            .unwrap_or_default(),
        lines: surveyor.lines,
    }
}

/// What an element is for the one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Text that may be anything.
    Line,
    /// Running text of so many characters.
    Paragraph(usize),
    /// Several of these, or none that the element around it may count.
    Parts,
}

struct Surveyor<'d> {
    document: &'d Document,
    /// Characters of running text in the paragraphs of each element that has some.
    held: HashMap<NodeId, usize>,
    best: Option<(NodeId, usize)>,
    lines: Vec<Line>,
    paragraphs: usize,
}

impl Surveyor<'_> {
    /// What a block element holds; `None` if there is no text in it.
    fn element(&mut self, element: NodeId, depth: usize) -> Option<Content> {
        let mut gathered = Gathered::default();
        self.gather(element, false, depth, &mut gathered);
        self.end_run(&mut gathered);
        let held = gathered.parts.iter().map(|part| match part {
            Content::Paragraph(length) => *length,
            _ => 0,
        });
        let held: usize = held.sum();
        if held > 0 {
            self.held.insert(element, held);
        }
        // Of a box and the box around it, the inner one.
        if self.best.is_none_or(|(_, best)| held > best) && held > 0 {
            self.best = Some((element, held));
        }
        let name = self.document.tag_name(element);
        match gathered.parts.as_slice() {
            [] => None,
            _ if ITEMS.contains(&name) => Some(Content::Parts),
            [Content::Paragraph(_)] if gathered.breaks > 1 && name != "p" => Some(Content::Parts),
            [only] => Some(*only),
            _ => Some(Content::Parts),
        }
    }

    /// Collects what the children of an element hold; inline elements belong to the text around them.
    fn gather(&mut self, element: NodeId, linked: bool, depth: usize, gathered: &mut Gathered) {
        if depth > MAX_DEPTH {
            return;
        }
        for child in self.document.child_nodes(element) {
            if self.document.is_text(child) {
                gathered.text(&self.document.outer_html(child), linked);
                continue;
            }
            match self.document.tag_name(child) {
                "" => {}
                "br" => gathered.line_break(),
                name if PASSED_OVER.contains(&name) || self.document.is_void_element(child) => {}
                name if INLINE.contains(&name) => {
                    self.gather(child, linked || name == "a", depth + 1, gathered);
                }
                _ => {
                    self.end_run(gathered);
                    let part = self.element(child, depth + 1);
                    gathered.parts.extend(part);
                }
            }
        }
    }

    /// Ends a text inside an element.
    fn end_run(&mut self, gathered: &mut Gathered) {
        let linked = std::mem::take(&mut gathered.linked);
        let block = Block::of_text(std::mem::take(&mut gathered.text), linked);
        if block.is_prose() {
            gathered.parts.push(Content::Paragraph(block.length()));
            self.paragraphs += 1;
        } else if block.text.contains(char::is_alphanumeric) {
            gathered.parts.push(Content::Line);
            if LINE.contains(&block.text.len()) && !block.is_links() {
                self.lines.push(Line {
                    text: block.text,
                    paragraphs: self.paragraphs,
                });
            }
        }
    }

    /// The element, or the one around it that has a good deal of the text in paragraphs of its own: some sites put a
    /// part of an article into a box.
    fn widened(&self, element: NodeId) -> NodeId {
        let held = |element: &NodeId| self.held.get(element).copied().unwrap_or_default();
        let enough = held(&element) / 4;
        let around = std::iter::successors(Some(element), |inner| self.document.parent(*inner));
        let around: Vec<NodeId> = around.take(4).collect();
        let widest = around.iter().rposition(|outer| held(outer) > enough);
        widest
            .and_then(|at| around.get(at).copied())
            .unwrap_or(element)
    }
}

/// What was found inside one block element so far.
#[derive(Default)]
struct Gathered {
    parts: Vec<Content>,
    /// The text since the last part.
    text: String,
    linked: usize,
    breaks: usize,
}

impl Gathered {
    fn text(&mut self, text: &str, linked: bool) {
        for word in text.split_ascii_whitespace() {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.linked += if linked { word.chars().count() } else { 0 };
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::blocks::{blocks, join};

    const ONE: &str = "The harbour of Northport opened again on Tuesday, four days after a storm had closed it to ships.";
    const TWO: &str = "Two ferries and a coaster had waited outside, and the cafés on the quay served their crews at noon.";
    const OTHER: &str = "Another article of the day says at some length what the storm did to the pier of Southport.";

    fn found(body: &str) -> String {
        let page = format!("<html><body>{body}</body></html>");
        join(&blocks(&survey(&Document::parse(&page)).densest))
    }

    #[test]
    fn the_box_with_most_paragraphs_is_found_whatever_its_name() {
        let text = [ONE, TWO].repeat(2).join("\n\n");
        for (start, end) in [
            ("<p>", "</p>"),
            ("<section><span>", "</span></section>"),
            ("<div><div>", "</div></div>"),
        ] {
            let article = format!("{start}{ONE}{end}{start}{TWO}{end}").repeat(2);
            let page = format!(
                "<div><p>{OTHER}</p></div><div class='share menu' style='visibility: hidden'>{article}</div><footer>{OTHER}</footer>"
            );
            assert_eq!(found(&page), text, "{start}");
        }
        let cell = format!("<table><tr><td>{OTHER}<td>{ONE}<br><br>{TWO}</table>");
        assert_eq!(found(&cell), format!("{ONE}\n{TWO}"));
    }

    #[test]
    fn entries_and_linked_text_do_not_add_up() {
        let entry = |text: &str| format!("<li><b>ann</b><p>{text}</p></li>");
        let comments = format!("<ul>{}</ul>", entry(OTHER).repeat(9));
        let teasers = format!("<p><a href=/1>{OTHER}</a></p>").repeat(9);
        let page =
            format!("<div><div><p>{ONE}</p><p>{TWO}</p></div>{comments}</div><div>{teasers}</div>");
        assert_eq!(found(&page), format!("{ONE}\n\n{TWO}"));
    }

    #[test]
    fn a_part_of_the_text_in_a_box_of_its_own_widens_it() {
        let page = format!("<div><p>{ONE}</p><div><p>{TWO}</p><p>{OTHER}</p></div></div>");
        assert_eq!(found(&page), format!("{ONE}\n\n{TWO}\n\n{OTHER}"));
    }

    #[test]
    fn short_lines_are_kept_and_scripts_are_not() {
        let page = format!(
            "<div>The piers <b>hold</b></div><script>var short_line = 1</script><a>Another line here</a><p>{ONE}</p>"
        );
        let survey = survey(&Document::parse(&page));
        let lines: Vec<&str> = survey.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["The piers hold"]);
        assert!(!found(&page).contains("var"));
    }
}
