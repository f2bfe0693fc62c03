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
        PartKind::Word | PartKind::Group => format!("{text}: {}", weighed(part)),
        PartKind::Phrase => format!("\"{text}\": {}", weighed(part)),
        PartKind::Added => format!("{text} (added): {}", weighed(part)),
        PartKind::Early => format!("{text}: near the start"),
        PartKind::Near => format!("{text}: near each other"),
        PartKind::Recency => "newer than others".to_owned(),
        PartKind::Other => "other parts of the query".to_owned(),
    }
}

fn weighed(part: &ScorePart) -> String {
    let (frequency, idf) = (part.frequency.unwrap_or(0.0), part.idf.unwrap_or(0.0));
    format!("weighted frequency {frequency:.1}, idf {idf:.2}")
}

#[cfg(test)]
mod tests {
    use crate::render::{RenderOptions, jsonl, text};
    use crate::search::{CopiesOfHit, Hit, PartKind, ScorePart};

    fn explained() -> Hit {
        let part = |part, text: &str, score| ScorePart {
            part,
            text: text.into(),
            score,
            frequency: None,
            idf: None,
        };
        Hit {
            rank: 1,
            score: 4.5,
            article: crate::article::Article::default(),
            title_marks: vec![],
            passages: vec![],
            explanation: vec![
                ScorePart {
                    frequency: Some(2.7),
                    idf: Some(1.25),
                    ..part(PartKind::Word, "harbour", 2.0)
                },
                ScorePart {
                    frequency: Some(1.0),
                    idf: Some(2.5),
                    ..part(PartKind::Phrase, "ice guard", 1.5)
                },
                part(PartKind::Near, "harbour storm", 0.5),
                part(PartKind::Early, "harbour", 0.25),
                part(PartKind::Other, "", 0.25),
            ],
            copies: CopiesOfHit::default(),
        }
    }

    #[test]
    fn a_line_for_each_part() {
        let mut out = Vec::new();
        text(&mut out, &[explained()], &RenderOptions::default()).expect("written");
        let out = String::from_utf8(out).expect("text");
        let lines: Vec<&str> = out.lines().skip(2).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "4.5000 score, the sum of",
                "2.0000 harbour: weighted frequency 2.7, idf 1.25",
                "1.5000 \"ice guard\": weighted frequency 1.0, idf 2.50",
                "0.5000 harbour storm: near each other",
                "0.2500 harbour: near the start",
                "0.2500 other parts of the query",
            ]
        );
    }

    #[test]
    fn json_has_the_parts_where_they_were_asked_for() {
        let mut out = Vec::new();
        let plain = Hit {
            explanation: vec![],
            ..explained()
        };
        jsonl(&mut out, &[explained(), plain]).expect("written");
        let out = String::from_utf8(out).expect("text");
        let mut lines = out.lines();
        let part = r#""explanation":[{"part":"word","text":"harbour","score":2.0,"frequency":2.7,"idf":1.25},{"part":"phrase","#;
        assert!(
            lines.next().is_some_and(|line| line.contains(part)),
            "{out}"
        );
        assert!(
            lines
                .next()
                .is_some_and(|line| !line.contains("explanation")),
            "{out}"
        );
    }
}
