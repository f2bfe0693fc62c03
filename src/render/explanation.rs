//! How a hit's score came about, as lines of text.

use super::Role;
use super::flow::Flow;
use crate::search::{Hit, PartKind, ScorePart};

/// The score, and a line for each of its parts; none where the hit was not explained.
pub(super) fn lines(hit: &Hit) -> Vec<Flow> {
    if hit.explanation.is_empty() {
        return Vec::new();
    }
    let total = format!("{:.4} score, the sum of", hit.score);
    let parts = hit.explanation.iter().map(|part| {
        let what = describe(part);
        format!("{:.4} {what}", part.score)
    });
    let lines = std::iter::once(total).chain(parts);
    lines
        .map(|line| {
            let mut flow = Flow::default();
            flow.exact(&line, Role::Aside);
            flow
        })
        .collect()
}

fn describe(part: &ScorePart) -> String {
    let text = &part.text;
    match part.part {
        PartKind::Word => {
            let (frequency, idf) = (part.frequency.unwrap_or(0.0), part.idf.unwrap_or(0.0));
            format!("{text}: found {frequency:.1} times as weighted, idf {idf:.2}")
        }
        PartKind::Phrase => format!("\"{text}\": the phrase"),
        PartKind::Early => format!("{text}: near the start"),
        PartKind::Near => format!("{text}: near each other"),
        PartKind::Other => "other parts of the query".to_owned(),
    }
}
