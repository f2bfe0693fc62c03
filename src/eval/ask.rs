//! Topics to queries, and what the archive ranks for each.

use super::run_file::Run;
use super::topic::{Part, Topic};
use super::{EvalError, TopicId};
use crate::query::{MAX_CLAUSES, Node, Query, Word};
use crate::search::{Archive, SearchError, SearchOptions};

/// The words of a text side by side. Nothing in it is an operator, a field or a quote: topics are written for people.
pub fn plain_query(text: &str) -> Query {
    let mut nodes = words(text);
    let root = match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(Node::All(nodes)),
    };
    Query {
        root,
        warnings: Vec::new(),
    }
}

fn words(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        if word.contains(char::is_alphanumeric) && nodes.len() < MAX_CLAUSES {
            nodes.push(Node::Word(Word {
                text: word.to_owned(),
                span: start..start + word.len(),
            }));
        }
    }
    nodes
}

/// Searches for each topic. One that holds no word finds nothing. What a search could not do as asked goes to `note`.
///
/// # Errors
/// Failures to read the index.
pub fn rank_topics(
    archive: &Archive,
    topics: &[Topic],
    part: Part,
    options: &SearchOptions,
    mut note: impl FnMut(&TopicId, &str),
) -> Result<Run, EvalError> {
    let mut run = Run::default();
    for topic in topics {
        let query = plain_query(&topic.text(part));
        let found = match archive.rank(&query, options) {
            Ok(found) => {
                found.notes.iter().for_each(|text| note(&topic.id, text));
                found.hits
            }
            Err(SearchError::NoWords) => Vec::new(),
            Err(error) => {
                let topic = topic.id.to_string();
                return Err(EvalError::Search { topic, error });
            }
        };
        run.insert(topic.id.clone(), found);
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<String> {
        let words = |node: &Node| match node {
            Node::Word(word) => {
                assert_eq!(&text[word.span.clone()], word.text);
                vec![word.text.clone()]
            }
            other => panic!("{other:?} is no word"),
        };
        match plain_query(text).root {
            None => vec![],
            Some(Node::All(nodes)) => nodes.iter().flat_map(words).collect(),
            Some(node) => words(&node),
        }
    }

    #[test]
    fn no_word_is_an_operator() {
        assert_eq!(typed("dogs AND cats"), ["dogs", "AND", "cats"]);
        assert_eq!(
            typed("NOT -war (title:peace)"),
            ["NOT", "-war", "(title:peace)"]
        );
        assert_eq!(
            typed(" what is \"high-speed\u{a0}rail\"? "),
            ["what", "is", "\"high-speed", "rail\"?"]
        );
    }

    #[test]
    fn texts_without_words() {
        assert_eq!(typed("tea"), ["tea"]);
        assert!(plain_query(" -- ? \t").root.is_none());
        assert!(plain_query("").root.is_none());
        assert_eq!(typed(&"a ".repeat(5_000)).len(), MAX_CLAUSES);
    }
}
