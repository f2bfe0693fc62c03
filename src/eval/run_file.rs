//! Runs: what a search engine ranked for each topic, as TREC exchanges it.
//!
//! A line is `topic Q0 document rank score tag`. The rank is not believed: like trec_eval, reading sorts by score,
//! highest first, and equal scores by document, greatest first; scores are compared in single precision.

use super::TopicId;
use super::error::{EvalError, Fault, LineError};
use super::ids::spelled;
use super::lines;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

/// Documents of a topic that are written, as TREC takes them.
pub const DEPTH: usize = 1000;

/// What each topic found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<TopicId, Vec<Ranked>>,
}

/// A document, and how well it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its id, as a run file spells it.
    pub document: String,
    /// Higher is better.
    pub score: f32,
}

impl Run {
    /// Reads a run file.
    ///
    /// # Errors
    /// A file that cannot be read, and the first line that is broken or ranks a document again.
    pub fn read(path: &Path) -> Result<Run, EvalError> {
        lines::read(path, Run::parse)
    }

    /// Reads the text of such a file.
    pub fn parse(text: &str) -> Result<Run, LineError> {
        let mut run = Run::default();
        let mut seen = HashSet::new();
        for (line, row) in lines::filled(text) {
            let (topic, ranked) = ranked(row).map_err(|fault| fault.at(line))?;
            if !seen.insert((topic, ranked.document.clone())) {
                let (topic, document) = (topic.to_owned(), ranked.document);
                return Err(Fault::Repeated { topic, document }.at(line));
            }
            run.topics.entry(topic.into()).or_default().push(ranked);
        }
        for documents in run.topics.values_mut() {
            documents.sort_by(|a, b| {
                b.score
                    .total_cmp(&a.score)
                    .then_with(|| b.document.cmp(&a.document))
            });
        }
        Ok(run)
    }

    /// Adds what a search found for a topic, best first. Scores are lowered as little as it takes to make each less
    /// than the one before, so that whoever sorts by score keeps this order.
    pub fn insert(&mut self, topic: TopicId, found: impl IntoIterator<Item = (String, f32)>) {
        let mut before = f32::INFINITY;
        let ranked = found.into_iter().map(|(id, score)| {
            before = before.next_down().min(score);
            Ranked {
                document: spelled(&id),
                score: before,
            }
        });
        self.topics.insert(topic, ranked.collect());
    }

    /// The topics that were searched for, in order.
    pub fn topics(&self) -> impl Iterator<Item = &TopicId> {
        self.topics.keys()
    }

    /// What a topic found, best first; `None` for one that was not searched for.
    pub fn ranked(&self, topic: &TopicId) -> Option<&[Ranked]> {
        self.topics.get(topic).map(Vec::as_slice)
    }

    /// Writes the first `depth` documents of each topic, with the digits that single precision needs.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, depth: usize, tag: &str) -> io::Result<()> {
        for (topic, documents) in &self.topics {
            for (rank, Ranked { document, score }) in (1..).zip(documents.iter().take(depth)) {
                writeln!(out, "{topic} Q0 {document} {rank} {score} {tag}")?;
            }
        }
        Ok(())
    }
}

fn ranked(row: &str) -> Result<(&str, Ranked), Fault> {
    let columns: Vec<&str> = row.split_whitespace().collect();
    let [topic, _, document, _, score, _] = columns[..] else {
        return Err(Fault::Columns {
            found: columns.len(),
            wanted: "6",
        });
    };
    match score.parse::<f64>() {
        // Single precision is trec_eval's; what it takes for equal is equal here. Adding 0 makes -0 a 0.
        Ok(number) if number.is_finite() => {
            let ranked = Ranked {
                document: document.to_owned(),
                score: number as f32 + 0.0,
            };
            Ok((topic, ranked))
        }
        _ => Err(Fault::Score(score.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(run: &Run, topic: &str) -> Vec<String> {
        let ranked = run.ranked(&topic.into()).expect("the topic");
        ranked
            .iter()
            .map(|ranked| ranked.document.clone())
            .collect()
    }

    #[test]
    fn reading_sorts_as_trec_eval_does() {
        let run = "1 Q0 a 1 1.5 t\n1\tQ0\tc\t2\t1.5\tt\n2 Q0 x 1 -3 t\n1 Q0 b 3 9 t\n1 Q0 d 4 1.500000001 t\n";
        let run = Run::parse(run).expect("a run");
        assert_eq!(
            order(&run, "1"),
            ["b", "d", "c", "a"],
            "1.500000001 is 1.5 in single precision"
        );
        assert_eq!(order(&run, "2"), ["x"]);
        assert!(run.ranked(&"3".into()).is_none());
    }

    #[test]
    fn broken_lines_are_placed() {
        let fault = |text: &str| Run::parse(text).expect_err("a broken file");
        assert_eq!(
            fault("1 Q0 a 1 1.5 t\n1 Q0 b 2 1.4\n"),
            Fault::Columns {
                found: 5,
                wanted: "6"
            }
            .at(2)
        );
        assert_eq!(fault("1 Q0 a 1 x t\n"), Fault::Score("x".into()).at(1));
        assert_eq!(fault("1 Q0 a 1 NaN t\n"), Fault::Score("NaN".into()).at(1));
        let repeated = Fault::Repeated {
            topic: "1".into(),
            document: "a".into(),
        };
        assert_eq!(
            fault("1 Q0 a 1 2 t\n2 Q0 a 1 2 t\n\n1 Q0 a 2 1 t\n"),
            repeated.at(4)
        );
    }

    #[test]
    fn white_space_in_ids_does_not_part_columns() {
        let mut run = Run::default();
        run.insert("my 1".into(), [("my file.txt\u{2003}#2".to_owned(), 1.0)]);
        let mut written = Vec::new();
        run.write(&mut written, DEPTH, "t")
            .expect("a vector takes all");
        assert_eq!(
            String::from_utf8_lossy(&written),
            "my%201 Q0 my%20file.txt%E2%80%83#2 1 1 t\n"
        );
    }

    proptest! {
        #[test]
        fn order_survives_writing(scores in prop::collection::vec(prop_oneof![-1e3f32..1e3, Just(0.0), Just(7.25)], 0..40)) {
            let mut scores = scores;
            scores.sort_by(|a, b| b.total_cmp(a));
            let mut run = Run::default();
            run.insert("1".into(), scores.iter().enumerate().map(|(id, score)| (format!("d{id}"), *score)));
            let mut written = Vec::new();
            run.write(&mut written, DEPTH, "t").expect("a vector takes all");
            let read = Run::parse(&String::from_utf8_lossy(&written)).expect("what was written");
            if !scores.is_empty() {
                prop_assert_eq!(&read, &run);
                prop_assert_eq!(order(&read, "1").len(), scores.len());
            }
        }
    }
}
