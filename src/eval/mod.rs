//! How good a ranking is: topics are searched for, and what is found is held against judgements.
//!
//! | module | what it is |
//! |---|---|
//! | [`topics`] | what to search for, in three formats |
//! | [`qrels`] | which documents answer which topic |
//! | [`run_file`] | what was ranked for each topic, as TREC exchanges it |
//! | `ask` | topics to queries to a run |
//! | [`measures`] | the measures of one ranking |
//! | [`significance`] | whether two rankings differ by more than chance |
//! | [`report`] | an evaluation as text and as JSON |
//!
//! `docs/evaluation.md` says how it is used and where each convention is from.

mod ask;
mod beta;
mod error;
mod ids;
mod lines;
pub mod measures;
pub mod qrels;
pub mod report;
pub mod run_file;
pub mod significance;
mod topic;
pub mod topics;
mod trec_topics;

pub use ask::{plain_query, rank_topics};
pub use error::{EvalError, Fault, LineError};
pub use ids::TopicId;
pub use measures::{Measure, Scores};
pub use qrels::Qrels;
pub use run_file::{Ranked, Run};
pub use topic::{Part, Topic};

use serde::Serialize;
use std::collections::BTreeMap;

/// Which topics the means are taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Average {
    /// Those with a relevant document; one that the run lacks counts 0.
    #[default]
    Relevant,
    /// Those with any judgement, also where none is above 0: `trec_eval -c`.
    Judged,
    /// Those with any judgement that the run holds as well: trec_eval's default, which flatters runs with gaps.
    Both,
}

/// How good a run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// What counts, by topic.
    pub topics: BTreeMap<TopicId, TopicScores>,
    /// Means over these topics.
    pub mean: Scores,
    /// Sums over these topics.
    pub counts: Counts,
}

/// One topic of an evaluation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct TopicScores {
    /// The measures.
    #[serde(flatten)]
    pub scores: Scores,
    /// What they rest on.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Documents of a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// In the run.
    pub retrieved: usize,
    /// Judged above 0.
    pub relevant: usize,
    /// Both.
    pub relevant_retrieved: usize,
}

/// Scores a run.
pub fn evaluate(run: &Run, qrels: &Qrels, average: Average) -> Evaluation {
    let mut evaluation = Evaluation::default();
    for topic in qrels.topics() {
        let scored = score(topic, run, qrels);
        let counts = match average {
            Average::Relevant => scored.counts.relevant > 0,
            Average::Judged => true,
            Average::Both => run.ranked(topic).is_some(),
        };
        if counts {
            evaluation.counts.add(scored.counts);
            evaluation.topics.insert(topic.clone(), scored);
        }
    }
    evaluation.mean = measures::mean(evaluation.topics.values().map(|topic| &topic.scores));
    evaluation
}

fn score(topic: &TopicId, run: &Run, qrels: &Qrels) -> TopicScores {
    let judgements = qrels.judged(topic);
    let judged: Vec<i32> = judgements
        .into_iter()
        .flat_map(|judged| judged.values().copied())
        .collect();
    let judgement = |document: &str| {
        judgements
            .and_then(|judged| judged.get(document))
            .copied()
            .unwrap_or(0)
    };
    let documents = run.ranked(topic).unwrap_or_default();
    let ranked: Vec<i32> = documents
        .iter()
        .map(|ranked| judgement(&ranked.document))
        .collect();
    TopicScores {
        scores: measures::measure(&ranked, &judged),
        counts: Counts {
            retrieved: ranked.len(),
            relevant: measures::relevant_in(&judged, usize::MAX),
            relevant_retrieved: measures::relevant_in(&ranked, usize::MAX),
        },
    }
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.retrieved += other.retrieved;
        self.relevant += other.relevant;
        self.relevant_retrieved += other.relevant_retrieved;
    }
}

/// A measure of two runs over the topics that both evaluations hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub measure: Measure,
    /// Mean of the one.
    pub mean: f64,
    /// Mean of the other.
    pub other: f64,
    /// Topics on which the one is better.
    pub better: usize,
    /// Topics on which it is worse.
    pub worse: usize,
    /// Of the paired t-test; `None` for fewer than two topics.
    pub t_test: Option<f64>,
    /// Of the paired randomisation test; `None` without topics.
    pub randomisation: Option<f64>,
}

/// Compares a run with another, each measure in turn.
pub fn compare(one: &Evaluation, other: &Evaluation) -> Vec<Comparison> {
    let pairs: Vec<(&Scores, &Scores)> = one
        .topics
        .iter()
        .filter_map(|(topic, scored)| Some((&scored.scores, &other.topics.get(topic)?.scores)))
        .collect();
    Measure::ALL
        .into_iter()
        .map(|measure| compare_by(measure, &pairs))
        .collect()
}

fn compare_by(measure: Measure, pairs: &[(&Scores, &Scores)]) -> Comparison {
    let differences: Vec<f64> = pairs
        .iter()
        .map(|(one, other)| measure.of(one) - measure.of(other))
        .collect();
    Comparison {
        measure,
        mean: measure.of(&measures::mean(pairs.iter().map(|(one, _)| *one))),
        other: measure.of(&measures::mean(pairs.iter().map(|(_, other)| *other))),
        better: differences
            .iter()
            .filter(|difference| **difference > 0.0)
            .count(),
        worse: differences
            .iter()
            .filter(|difference| **difference < 0.0)
            .count(),
        t_test: significance::t_test(&differences),
        randomisation: significance::randomisation_test(&differences),
    }
}

#[cfg(test)]
mod tests;
