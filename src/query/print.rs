//! The tree to text: as a query that parses back to the same tree, and as a tree for people who debug one.

use super::ast::{Boost, Fuzzy, Near, Node, Query, Within};
use super::condition::Condition;
use super::layout::Reach;
use super::lexer::distance::operator;
use super::scan::starts_address;
use std::fmt::{self, Display, Formatter, Write as _};

/// How tightly a part holds together, from loose to tight; looser parts need parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    SideBySide,
    Marked,
    Field,
    Near,
    Single,
}

fn level(node: &Node) -> Level {
    match node {
        Node::Or(_) => Level::Or,
        Node::And(_) => Level::And,
        Node::All(_) => Level::SideBySide,
        Node::Not(_) | Node::Required(_) => Level::Marked,
        Node::Near(_) => Level::Near,
        Node::Field(_) => Level::Field,
        Node::Word(_) | Node::Wildcard(_) | Node::Phrase(_) | Node::Within(_) => Level::Single,
        Node::Fuzzy(_) | Node::Boost(_) | Node::Regex(_) | Node::Qualified(_) => Level::Single,
        // Neither may stand beside an operator of distance nor have a weight.
        Node::Range(_) | Node::Exists(_) => Level::Field,
    }
}

impl Display for Query {
    /// The query as text that parses to the same tree; nothing where there is none.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| root.fmt(f))
    }
}

impl Display for Node {
    /// The part as text that parses to the same tree.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            // Between two words it would be the operator that it looks like.
            Node::Word(word) if is_operator(&word.text) => write!(f, "({})", word.text),
            Node::Word(word) | Node::Wildcard(word) => f.write_str(&word.text),
            Node::Within(Within { phrase, distance }) => {
                write!(f, "\"{}\"~{distance}", phrase.text)
            }
            Node::Near(near) => {
                at_least(Level::Near, &near.parts.0, f)?;
                write!(f, " {} ", near.name().to_uppercase())?;
                at_least(Level::Single, &near.parts.1, f)
            }
            Node::Fuzzy(Fuzzy { word, distance }) => {
                write!(f, "{}~", word.text)?;
                distance.map_or(Ok(()), |distance| write!(f, "{distance}"))
            }
            // A web address would take the weight for its end.
            Node::Boost(boost) => {
                match &*boost.node {
                    Node::Word(word) if starts_address(&word.text) => write!(f, "({})", word.text),
                    node => at_least(Level::Single, node, f),
                }?;
                write!(f, "^{}", boost.factor())
            }
            Node::Phrase(phrase) => write!(f, "\"{}\"", phrase.text),
            Node::Regex(pattern) => write!(f, "/{}/", pattern.text),
            Node::Qualified(qualified) => write!(f, "{}({})", qualified.condition, qualified.node),
            Node::Range(interval) => interval.fmt(f),
            Node::Exists(exists) => write!(f, "{}:*", exists.field),
            Node::Field(scoped) => {
                write!(f, "{}:", scoped.field)?;
                at_least(Level::Single, &scoped.node, f)
            }
            Node::All(nodes) => joined(" ", Level::Marked, nodes, f),
            Node::And(nodes) => joined(" AND ", Level::SideBySide, nodes, f),
            Node::Or(nodes) => joined(" OR ", Level::And, nodes, f),
            Node::Not(node) => marked('-', node, f),
            Node::Required(node) => marked('+', node, f),
        }
    }
}

/// Whether a word would be read as an operator, if something stood beside it.
fn is_operator(word: &str) -> bool {
    let before_colon = word.strip_suffix(':').unwrap_or(word);
    operator(before_colon).is_some()
        || Condition::repeated(before_colon).is_some()
        || Condition::from_name(word).is_some_and(|condition| !condition.needs_parentheses())
}

fn joined(operator: &str, least: Level, nodes: &[Node], f: &mut Formatter<'_>) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(operator)?;
        }
        at_least(least, node, f)?;
    }
    Ok(())
}

fn marked(mark: char, node: &Node, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char(mark)?;
    at_least(Level::Field, node, f)
}

fn at_least(least: Level, node: &Node, f: &mut Formatter<'_>) -> fmt::Result {
    if level(node) >= least {
        return node.fmt(f);
    }
    write!(f, "({node})")
}

impl Query {
    /// The tree in prefix form, as in `docs/query-language.md`: `(and storm (not "flash flood"))`, `()` for none.
    pub fn sexpr(&self) -> String {
        self.root
            .as_ref()
            .map_or_else(|| "()".to_owned(), Node::sexpr)
    }
}

impl Node {
    /// The part in prefix form; see [`Query::sexpr`].
    pub fn sexpr(&self) -> String {
        match self {
            // Not to be taken for a phrase or a list.
            Node::Word(word) if word.text.contains(['(', ')', '"']) => format!("'{}'", word.text),
            Node::Word(word) | Node::Wildcard(word) => word.text.clone(),
            Node::Fuzzy(_) | Node::Regex(_) => self.to_string(),
            Node::Range(interval) => format!("({interval})").replacen(':', ": ", 1),
            Node::Exists(exists) => format!("({}: *)", exists.field),
            Node::Qualified(qualified) => {
                format!("({} {})", qualified.condition, qualified.node.sexpr())
            }
            Node::Boost(boost) => format!("(^{} {})", boost.factor(), boost.node.sexpr()),
            Node::Phrase(phrase) => format!("\"{}\"", phrase.text),
            Node::Within(Within { phrase, distance }) => format!("\"{}\"~{distance}", phrase.text),
            Node::Near(near) => {
                let (first, second) = (near.parts.0.sexpr(), near.parts.1.sexpr());
                format!("({} {first} {second})", near.name())
            }
            Node::Field(scoped) => format!("({}: {})", scoped.field, scoped.node.sexpr()),
            Node::All(nodes) => list("all", nodes),
            Node::And(nodes) => list("and", nodes),
            Node::Or(nodes) => list("or", nodes),
            Node::Not(node) => format!("(not {})", node.sexpr()),
            Node::Required(node) => format!("(must {})", node.sexpr()),
        }
    }
}

impl Boost {
    /// What the score is multiplied by.
    pub(super) fn factor(&self) -> f32 {
        self.hundredths as f32 / 100.0
    }
}

impl Near {
    /// The operator.
    fn name(&self) -> String {
        let ordered = if self.ordered { "pre" } else { "near" };
        match (self.reach, self.ordered) {
            (Reach::Words(words), _) => format!("{ordered}/{words}"),
            (Reach::Sentence, false) => "w/s".to_owned(),
            (Reach::Paragraph, false) => "w/p".to_owned(),
            (Reach::Sentence, true) => "pre/s".to_owned(),
            (Reach::Paragraph, true) => "pre/p".to_owned(),
        }
    }
}

fn list(name: &str, nodes: &[Node]) -> String {
    let parts: Vec<String> = nodes.iter().map(Node::sexpr).collect();
    format!("({name} {})", parts.join(" "))
}
