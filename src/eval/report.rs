//! An evaluation as text and as one JSON object.

use super::{Comparison, Evaluation, Measure, TopicScores};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// What to print.
pub struct Report<'a> {
    /// The run.
    pub evaluation: &'a Evaluation,
    /// How it compares with another, if it was compared.
    pub comparison: Option<&'a [Comparison]>,
    /// Whether each topic is printed as well.
    pub per_topic: bool,
}

impl Report<'_> {
    /// Writes aligned lines for people.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.per_topic {
            self.topics(out)?;
            writeln!(out)?;
        }
        let Evaluation {
            topics,
            mean,
            counts,
        } = self.evaluation;
        let numbers = [
            ("topics", topics.len()),
            ("retrieved", counts.retrieved),
            ("relevant", counts.relevant),
            ("relevant retrieved", counts.relevant_retrieved),
        ];
        for (name, number) in numbers {
            writeln!(out, "{name:<18}  {number:>7}")?;
        }
        for measure in Measure::ALL {
            writeln!(out, "{:<18}  {:>7.4}", measure.name(), measure.of(mean))?;
        }
        self.comparison.map_or(Ok(()), |comparison| {
            writeln!(out)?;
            compared(comparison, out)
        })
    }

    /// A line a topic.
    fn topics(&self, out: &mut dyn Write) -> io::Result<()> {
        let ids = self
            .evaluation
            .topics
            .keys()
            .map(|id| id.as_str().chars().count());
        let width = ids.max().unwrap_or(0).max("topic".len());
        write!(out, "{:<width$}", "topic")?;
        for measure in Measure::ALL {
            write!(out, "  {:>6}", measure.name())?;
        }
        writeln!(
            out,
            "  {:>9}  {:>8}  {:>5}",
            "retrieved", "relevant", "found"
        )?;
        for (id, TopicScores { scores, counts }) in &self.evaluation.topics {
            write!(out, "{:<width$}", id.as_str())?;
            for measure in Measure::ALL {
                let width = measure.name().len().max(6);
                write!(out, "  {:>width$.4}", measure.of(scores))?;
            }
            let (retrieved, relevant, found) =
                (counts.retrieved, counts.relevant, counts.relevant_retrieved);
            writeln!(out, "  {retrieved:>9}  {relevant:>8}  {found:>5}")?;
        }
        Ok(())
    }

    /// One object; numbers are not rounded, and a probability that does not exist is null.
    pub fn json(&self) -> Value {
        let Evaluation {
            topics,
            mean,
            counts,
        } = self.evaluation;
        let mut object = Map::new();
        object.insert("topics".to_owned(), json!(topics.len()));
        object.insert("counts".to_owned(), json!(counts));
        object.insert("mean".to_owned(), json!(mean));
        if self.per_topic {
            let topics = topics
                .iter()
                .map(|(id, scores)| (id.to_string(), json!(scores)));
            object.insert("per_topic".to_owned(), Value::Object(topics.collect()));
        }
        if let Some(comparison) = self.comparison {
            let measures = comparison
                .iter()
                .map(|row| (row.measure.key().to_owned(), compared_json(row)));
            object.insert("comparison".to_owned(), Value::Object(measures.collect()));
        }
        Value::Object(object)
    }
}

fn compared(comparison: &[Comparison], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<11}  {:>7}  {:>7}  {:>10}  {:>6}  {:>5}  {:>8}  {:>15}",
        "measure", "this", "other", "difference", "better", "worse", "p t-test", "p randomisation"
    )?;
    for row in comparison {
        writeln!(
            out,
            "{:<11}  {:>7.4}  {:>7.4}  {:>+10.4}  {:>6}  {:>5}  {:>8}  {:>15}",
            row.measure.name(),
            row.mean,
            row.other,
            row.mean - row.other,
            row.better,
            row.worse,
            probability(row.t_test),
            probability(row.randomisation),
        )?;
    }
    Ok(())
}

fn probability(p: Option<f64>) -> String {
    p.map_or_else(|| "-".to_owned(), |p| format!("{p:.4}"))
}

fn compared_json(row: &Comparison) -> Value {
    json!({
        "this": row.mean,
        "other": row.other,
        "better": row.better,
        "worse": row.worse,
        "p_t_test": row.t_test,
        "p_randomisation": row.randomisation,
    })
}
