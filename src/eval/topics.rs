//! Topics: what is to be searched for. Which of three formats a file has shows in its first character.
//!
//! - TREC: `<top>` (or `<topic>`) with `<num>`, `<title>`, `<desc>` and `<narr>`, whose end tags may be missing
//! - JSON Lines: objects with an id and a text
//! - TSV: `id<TAB>text` lines, with or without a header

use super::error::{EvalError, Fault, LineError};
use super::topic::Topic;
use super::{lines, trec_topics};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::path::Path;

/// What an id may be called, in JSON and in the header of a TSV file.
const IDS: [&str; 8] = [
    "id", "_id", "qid", "query_id", "query-id", "topic_id", "number", "num",
];
/// What a text may be called in JSON.
const TEXTS: [&str; 5] = ["text", "query", "title", "question", "topic"];
/// What a description may be called in JSON.
const DESCRIPTIONS: [&str; 2] = ["description", "desc"];

/// Reads a file of topics, in its order.
///
/// # Errors
/// A file that cannot be read, and the first topic that lacks an id or a text or has the id of another.
pub fn read(path: &Path) -> Result<Vec<Topic>, EvalError> {
    lines::read(path, parse)
}

/// Reads the text of such a file.
pub fn parse(text: &str) -> Result<Vec<Topic>, LineError> {
    let topics = match text.trim_start().chars().next() {
        None => return Err(Fault::Empty.at(1)),
        Some('<') => trec_topics::parse(text)?,
        Some('{') => lines::filled(text)
            .map(located(json))
            .collect::<Result<_, _>>()?,
        Some(_) => tsv(text)?,
    };
    let mut seen = HashSet::new();
    for (line, topic) in &topics {
        if !seen.insert(&topic.id) {
            return Err(Fault::RepeatedTopic(topic.id.to_string()).at(*line));
        }
    }
    match topics.is_empty() {
        true => Err(Fault::Empty.at(1)),
        false => Ok(topics.into_iter().map(|(_, topic)| topic).collect()),
    }
}

fn located(
    read: fn(&str) -> Result<Topic, Fault>,
) -> impl Fn((usize, &str)) -> Result<(usize, Topic), LineError> {
    move |(line, row)| match read(row) {
        Ok(topic) => Ok((line, topic)),
        Err(fault) => Err(fault.at(line)),
    }
}

fn tsv(text: &str) -> Result<Vec<(usize, Topic)>, LineError> {
    let is_header = |row: &str| {
        let first = row.split('\t').next().unwrap_or_default();
        IDS.contains(&first.trim().to_lowercase().as_str())
    };
    let header = lines::filled(text)
        .next()
        .is_some_and(|(_, row)| is_header(row));
    let rows = lines::filled(text).skip(usize::from(header));
    rows.map(located(row)).collect()
}

fn row(row: &str) -> Result<Topic, Fault> {
    match row.split_once('\t') {
        Some((id, text)) => Topic::new(id, &text.replace('\t', " "), ""),
        None => Err(Fault::UnknownFormat(
            "neither id<TAB>text, nor JSON, nor <top>",
        )),
    }
}

fn json(row: &str) -> Result<Topic, Fault> {
    let object: Map<String, Value> =
        serde_json::from_str(row).map_err(|error| Fault::Json(error.to_string()))?;
    let first = |names: &[&str]| -> String {
        let values = names.iter().filter_map(|name| object.get(*name));
        values
            .filter_map(plain)
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    Topic::new(&first(&IDS), &first(&TEXTS), &first(&DESCRIPTIONS))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::topic::Part;
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let topics = parse(text).expect("topics");
        topics
            .into_iter()
            .map(|topic| (topic.id.to_string(), topic.text(Part::Title)))
            .collect()
    }

    fn fault(text: &str) -> LineError {
        parse(text).expect_err("a broken file")
    }

    #[test]
    fn json_lines_by_any_of_the_names_in_use() {
        let text = "{\"id\": 1, \"text\": \"harbour pilots\"}\n\
                    {\"_id\": \"b\", \"title\": \"\", \"query\": \"tea\", \"metadata\": {}}\n\r\n\
                    {\"qid\":\"c\",\"title\":\"T\",\"description\":\"D\"}\r\n\
                    {\"number\":\"4\",\"question\":\"why?\"}";
        let expected = [
            ("1", "harbour pilots"),
            ("b", "tea"),
            ("c", "T"),
            ("4", "why?"),
        ];
        assert_eq!(
            pairs(text),
            expected.map(|(id, text)| (id.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn tsv_with_and_without_a_header() {
        let expected = [
            ("7".to_owned(), "dock  strike, AND pay".to_owned()),
            ("8".to_owned(), "x y".to_owned()),
        ];
        assert_eq!(pairs("7\tdock  strike, AND pay\r\n8\tx\ty\n"), expected);
        assert_eq!(
            pairs("query_id\ttext\n\n7\tdock  strike, AND pay\n8\tx\ty"),
            expected
        );
    }

    #[test]
    fn broken_topics_are_placed() {
        assert_eq!(fault("1\tx\n\n2 y\n").line, 3);
        assert_eq!(fault("1\tx\n\ty\n"), Fault::Lacks("an id").at(2));
        assert_eq!(fault("1\t  \n"), Fault::Lacks("a text").at(1));
        assert_eq!(
            fault("1\tx\n01\ty\n1\tz\n"),
            Fault::RepeatedTopic("1".into()).at(3)
        );
        assert_eq!(
            fault("{\"id\":1,\"text\":\"x\"}\n{\"id\":null,\"text\":\"x\"}\n"),
            Fault::Lacks("an id").at(2)
        );
        assert_eq!(
            fault("{\"id\":1,\"text\":[]}\n"),
            Fault::Lacks("a text").at(1)
        );
        assert!(matches!(
            fault("{\"id\":1,\"text\":\"x\"}\n{\"id\":2,").fault,
            Fault::Json(_)
        ));
        assert_eq!(fault("\u{20}\n"), Fault::Empty.at(1));
        assert_eq!(fault("id\ttext\n"), Fault::Empty.at(1));
    }
}
