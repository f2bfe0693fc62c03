//! Judgements: which document answers which topic, and how well.
//!
//! Read from TREC qrels (`topic iteration document judgement`) and from three columns (`topic document judgement`),
//! with or without a header, as BEIR has them. Columns are parted by tabs where a line has any, else by white space.

use super::TopicId;
use super::error::{EvalError, Fault, LineError};
use super::ids::spelled;
use super::lines;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What the last column of a header may be called.
const HEADERS: [&str; 6] = [
    "score",
    "relevance",
    "rel",
    "judgement",
    "judgment",
    "label",
];

/// Judgements by topic and document (white space in ids as `%20`). Above 0 is relevant, the higher the better; 0 and below is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<TopicId, HashMap<String, i32>>,
}

impl Qrels {
    /// Reads a file of judgements.
    ///
    /// # Errors
    /// A file that cannot be read, and the first line that is broken or judges a document again.
    pub fn read(path: &Path) -> Result<Qrels, EvalError> {
        lines::read(path, Qrels::parse)
    }

    /// Reads the text of such a file.
    pub fn parse(text: &str) -> Result<Qrels, LineError> {
        let mut qrels = Qrels::default();
        for (place, (line, row)) in lines::filled(text).enumerate() {
            let columns = columns(row);
            if place == 0 && is_header(&columns) {
                continue;
            }
            let (topic, document, judgement) =
                judgement(&columns).map_err(|fault| fault.at(line))?;
            let judged = qrels.topics.entry(topic.into()).or_default();
            if judged.insert(spelled(document), judgement).is_some() {
                let (topic, document) = (topic.to_owned(), document.to_owned());
                return Err(Fault::Repeated { topic, document }.at(line));
            }
        }
        match qrels.topics.is_empty() {
            true => Err(Fault::Empty.at(1)),
            false => Ok(qrels),
        }
    }

    /// The topics with a judgement, in order.
    pub fn topics(&self) -> impl Iterator<Item = &TopicId> {
        self.topics.keys()
    }

    /// The judgement of each document of a topic; `None` for a topic without any.
    pub fn judged(&self, topic: &TopicId) -> Option<&HashMap<String, i32>> {
        self.topics.get(topic)
    }
}

fn columns(row: &str) -> Vec<&str> {
    match row.contains('\t') {
        true => row.split('\t').map(str::trim).collect(),
        false => row.split_whitespace().collect(),
    }
}

fn is_header(columns: &[&str]) -> bool {
    let last = columns.last().map(|last| last.to_lowercase());
    last.is_some_and(|last| HEADERS.contains(&last.as_str()))
}

fn judgement<'a>(columns: &[&'a str]) -> Result<(&'a str, &'a str, i32), Fault> {
    let (topic, document, judgement) = match *columns {
        [topic, _, document, judgement] | [topic, document, judgement] => {
            (topic, document, judgement)
        }
        _ => {
            return Err(Fault::Columns {
                found: columns.len(),
                wanted: "3 or 4",
            });
        }
    };
    match judgement.parse() {
        Ok(judgement) => Ok((topic, document, judgement)),
        Err(_) => Err(Fault::Judgement(judgement.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str, topic: &str) -> Vec<(String, i32)> {
        let qrels = Qrels::parse(text).expect("judgements");
        let mut judged: Vec<_> = qrels
            .judged(&topic.into())
            .expect("the topic")
            .clone()
            .into_iter()
            .collect();
        judged.sort();
        judged
    }

    #[test]
    fn trec_and_beir_forms_say_the_same() {
        let expected = [("a".to_owned(), 2), ("b".to_owned(), -1)];
        assert_eq!(judged("1 0 a 2\n1 0 b -1\n2 0 a 1\n", "1"), expected);
        assert_eq!(judged("1\tQ0\ta\t2\r\n\r\n1\tQ0\tb\t-1\r\n", "1"), expected);
        assert_eq!(
            judged("query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t-1\n", "1"),
            expected
        );
        assert_eq!(judged("1 a 2\n1 b -1", "1"), expected);
    }

    #[test]
    fn tabs_let_ids_hold_spaces() {
        assert_eq!(
            judged("q 1\tmy doc\t1\n", "q 1"),
            [("my%20doc".to_owned(), 1)]
        );
    }

    #[test]
    fn broken_lines_are_placed() {
        let fault = |text: &str| Qrels::parse(text).expect_err("a broken file");
        let columns = |found| Fault::Columns {
            found,
            wanted: "3 or 4",
        };
        assert_eq!(fault("1 0 a 1\n\n1 0\n"), columns(2).at(3));
        assert_eq!(fault("1 0 a 1 x\n"), columns(5).at(1));
        assert_eq!(
            fault("1 0 a 1\n1 0 b yes\n"),
            Fault::Judgement("yes".into()).at(2)
        );
        assert_eq!(
            fault("1 0 a score\n1 0 b score\n"),
            Fault::Judgement("score".into()).at(2),
            "one header only"
        );
        assert_eq!(
            fault("1 0 a 99999999999\n"),
            Fault::Judgement("99999999999".into()).at(1)
        );
        assert_eq!(fault("\n \n"), Fault::Empty.at(1));
        let repeated = Fault::Repeated {
            topic: "1".into(),
            document: "a".into(),
        };
        assert_eq!(fault("1 0 a 1\n2 0 a 1\n1 0 a 1\n"), repeated.at(3));
    }
}
