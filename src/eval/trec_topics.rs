//! TREC topics: tags at will, end tags at will, a label before some values.
//!
//! A value reaches to the next tag that is known, so `x < y` in a narrative ends nothing.

use super::error::{Fault, LineError};
use super::topic::Topic;

/// What TREC's files print before a value, and is no part of it.
const LABELS: [(Tag, &str); 4] = [
    (Tag::Number, "Number:"),
    (Tag::Title, "Topic:"),
    (Tag::Description, "Description:"),
    (Tag::Other, "Narrative:"),
];

/// The entities that these files use.
const ENTITIES: [(&str, &str); 5] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&amp;", "&"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    /// A topic begins, perhaps with its number as an attribute.
    Topic,
    Number,
    Title,
    Description,
    /// Ends a value, and holds nothing that is searched for.
    Other,
}

fn tag(name: &str) -> Option<Tag> {
    match name {
        "top" | "topic" => Some(Tag::Topic),
        "num" | "number" => Some(Tag::Number),
        "title" | "query" => Some(Tag::Title),
        "desc" | "description" => Some(Tag::Description),
        "narr" | "narrative" | "head" | "dom" | "smry" | "con" | "fac" | "def" | "docid"
        | "url" | "subtopic" | "topics" | "question" => Some(Tag::Other),
        _ => None,
    }
}

/// The topics of a text, each with the line on which it begins.
pub(super) fn parse(text: &str) -> Result<Vec<(usize, Topic)>, LineError> {
    let mut topics = Vec::new();
    let mut open: Option<Open> = None;
    for piece in Pieces::new(text) {
        match piece.tag {
            Tag::Topic => {
                if let Some(open) = open.take() {
                    topics.push(open.close()?);
                }
                if !piece.closes {
                    open = Some(Open::new(&piece));
                }
            }
            tag if !piece.closes => {
                if let Some(open) = &mut open {
                    open.take(tag, piece.value);
                }
            }
            _ => {}
        }
    }
    if let Some(open) = open {
        topics.push(open.close()?);
    }
    Ok(topics)
}

/// A topic whose end has not come.
struct Open {
    line: usize,
    number: String,
    title: String,
    description: String,
}

impl Open {
    fn new(piece: &Piece<'_>) -> Open {
        Open {
            line: piece.line,
            number: attribute(piece.attributes, "number")
                .unwrap_or_default()
                .to_owned(),
            title: String::new(),
            description: String::new(),
        }
    }

    /// The first value of a tag counts.
    fn take(&mut self, tag: Tag, value: &str) {
        let slot = match tag {
            Tag::Number => &mut self.number,
            Tag::Title => &mut self.title,
            Tag::Description => &mut self.description,
            Tag::Topic | Tag::Other => return,
        };
        if slot.is_empty() {
            *slot = clean(tag, value);
        }
    }

    fn close(self) -> Result<(usize, Topic), LineError> {
        match Topic::new(&self.number, &self.title, &self.description) {
            Ok(topic) => Ok((self.line, topic)),
            Err(Fault::Lacks("an id")) => Err(Fault::Lacks("a <num>").at(self.line)),
            Err(_) => Err(Fault::Lacks("a <title> or <desc>").at(self.line)),
        }
    }
}

fn clean(tag: Tag, value: &str) -> String {
    let mut value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    for (labelled, label) in LABELS {
        if labelled == tag
            && let Some(rest) = value.strip_prefix(label)
        {
            value = rest.trim_start().to_owned();
        }
    }
    ENTITIES
        .iter()
        .fold(value, |value, (entity, c)| value.replace(entity, c))
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = attributes.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.split(quote).nth(1)
}

/// A tag with what follows it up to the next one.
struct Piece<'a> {
    line: usize,
    tag: Tag,
    closes: bool,
    attributes: &'a str,
    value: &'a str,
}

struct Pieces<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str) -> Pieces<'a> {
        Pieces {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The next known tag at or after a byte: where it begins, and what stands between the brackets.
    fn next_tag(&self, from: usize) -> Option<(usize, &'a str, Tag)> {
        let rest = self.text.get(from..)?;
        rest.match_indices('<').find_map(|(start, _)| {
            let inner = rest.get(start + 1..)?;
            let inner = inner.get(..inner.find('>')?)?;
            let name = inner.trim_start_matches('/').split_whitespace().next()?;
            Some((from + start, inner, tag(&name.to_lowercase())?))
        })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (start, inner, tag) = self.next_tag(self.at)?;
        self.line += self.text.get(self.at..start)?.matches('\n').count();
        let line = self.line;
        let after = start + inner.len() + 2;
        let end = self
            .next_tag(after)
            .map_or(self.text.len(), |(next, ..)| next);
        self.line += self.text.get(start..end)?.matches('\n').count();
        self.at = end;
        Some(Piece {
            line,
            tag,
            closes: inner.starts_with('/'),
            attributes: inner,
            value: self.text.get(after..end)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Vec<(usize, String, String, String)> {
        let topics = parse(text).expect("topics");
        topics
            .into_iter()
            .map(|(line, topic)| (line, topic.id.to_string(), topic.title, topic.description))
            .collect()
    }

    fn expected(topics: &[(usize, &str, &str, &str)]) -> Vec<(usize, String, String, String)> {
        let owned = |(line, id, title, description): &(usize, &str, &str, &str)| {
            (
                *line,
                (*id).to_owned(),
                (*title).to_owned(),
                (*description).to_owned(),
            )
        };
        topics.iter().map(owned).collect()
    }

    #[test]
    fn newswire_topics_without_end_tags() {
        let text = "\n<top>\n\n<num> Number: 901\n<title> Harbour   pilots\nstrike \n\n<desc> Description:\nWhy do pilots <again>\n\
                    strike if pay < tax?\n\n<narr> Narrative:\nIgnored <title-like> words.\n</top>\n\
                    <top>\n<num> Number: 902 </num>\n<title> AT&amp;T &lt;x&gt; </title>\n</top>\n";
        let topics = [
            (
                2,
                "901",
                "Harbour pilots strike",
                "Why do pilots <again> strike if pay < tax?",
            ),
            (15, "902", "AT&T <x>", ""),
        ];
        assert_eq!(parsed(text), expected(&topics));
    }

    #[test]
    fn the_oldest_and_the_xml_forms() {
        let text = "<top>\n<head> Tipster Topic Description\n<num> Number:  051\n<dom> Domain: Trade\n<title> Topic:  Ferry \
                    Subsidies\n<desc> Description:\nDocument must.\n<con> Concept(s):\n1. ferry\n</top>";
        assert_eq!(
            parsed(text),
            expected(&[(1, "051", "Ferry Subsidies", "Document must.")])
        );
        let text = "<?xml version=\"1.0\"?>\n<topics>\n<topic number='3' type=\"x\">\n<query>tea</query>\n\
                    <description>On tea.</description></topic><topic number=\"4\"><query>ships</query></topic></topics>";
        assert_eq!(
            parsed(text),
            expected(&[(3, "3", "tea", "On tea."), (5, "4", "ships", "")])
        );
    }

    #[test]
    fn topics_that_lack_something_are_placed() {
        let fault = |text: &str| parse(text).expect_err("a broken file");
        assert_eq!(
            fault("<top>\n<num> 1\n<title> x\n</top>\n<top>\n<title> y\n"),
            Fault::Lacks("a <num>").at(5)
        );
        assert_eq!(
            fault("<top>\n<num> 1\n<narr> x\n</top>"),
            Fault::Lacks("a <title> or <desc>").at(1)
        );
        assert_eq!(
            fault("<top>\n<num> 1\n<top>"),
            Fault::Lacks("a <title> or <desc>").at(1)
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(pieces in prop::collection::vec(
            prop::sample::select(vec!["<", ">", "</", "<top>", "<num>", "<title>", "<topic number=", "\"", "é", "\n", "x", "</top>"]), 0..30
        )) {
            let _ = parse(&pieces.concat());
        }
    }
}
