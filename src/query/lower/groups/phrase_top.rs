//! The best documents of a phrase, without reading the positions of all that hold its words.
//!
//! A phrase stands in a document at most as often as the rarest of its words and pairs. Documents for which that gives the
//! highest bounds are looked at first, so that most of the others need not be. `near_query` has the plain way.

use super::near_query::NearQuery;
use super::row::{Row, Wanted};
use crate::query::lower::norms::LengthNorm;
use crate::query::lower::threshold::slack;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

/// Documents that are looked at first, if there are many more: those that are wanted by far, so that the threshold is
/// high for the rest.
const FIRST: usize = 512;

/// Calls `found` with every document that scores more than the threshold it gave last, in no order.
pub(in crate::query::lower) fn for_each(
    near: &NearQuery,
    threshold: Score,
    reader: &SegmentReader,
    found: &mut dyn FnMut(DocId, Score) -> Score,
) -> tantivy::Result<()> {
    let candidates = Rows::open(near, reader, Wanted::Bounds)?.candidates(threshold);
    // Of many the best are looked at first. Either way in order: postings only move forward.
    let first = match candidates.len() > 2 * FIRST {
        true => nth_bound(&candidates, FIRST),
        false => Score::MIN,
    };
    let mut threshold = threshold;
    for is_first in [true, false] {
        let part = candidates
            .iter()
            .filter(|(bound, _)| (*bound >= first) == is_first);
        let mut rows = Rows::open(near, reader, Wanted::Counts)?;
        for &(bound, doc) in part {
            if bound <= slack(threshold) {
                continue;
            }
            let score = rows.score(doc);
            if score > threshold {
                threshold = found(doc, score);
            }
        }
        if first == Score::MIN {
            break;
        }
    }
    Ok(())
}

/// The bound that so many candidates have at least.
fn nth_bound(candidates: &[(Score, DocId)], count: usize) -> Score {
    let mut bounds: Vec<Score> = candidates.iter().map(|(bound, _)| *bound).collect();
    let (_, bound, _) = bounds.select_nth_unstable_by(count, |a, b| b.total_cmp(a));
    *bound
}

/// The phrase in all fields of a segment.
struct Rows {
    fields: Vec<Row>,
    norm: LengthNorm,
    scale: f32,
}

impl Rows {
    fn open(near: &NearQuery, reader: &SegmentReader, wanted: Wanted) -> tantivy::Result<Rows> {
        let mut fields = Vec::new();
        for field in &near.fields {
            fields.extend(Row::open(near, reader, *field, wanted)?);
        }
        Ok(Rows {
            fields,
            norm: near.norm.segment(reader)?,
            scale: near.norm.scale(near.idf),
        })
    }

    /// Documents that may score more than the threshold, with the most that they can score, in order.
    fn candidates(&mut self, threshold: Score) -> Vec<(Score, DocId)> {
        let threshold = slack(threshold);
        let mut candidates = Vec::new();
        self.fields.iter_mut().for_each(|row| row.find(0));
        loop {
            let docs = self.fields.iter().map(Row::doc);
            let Some(doc) = docs.min().filter(|&doc| doc < TERMINATED) else {
                return candidates;
            };
            let mut frequency = 0.0;
            for row in self.fields.iter_mut().filter(|row| row.doc() == doc) {
                frequency += row.weight * row.most() as f32;
                row.find(doc + 1);
            }
            let bound = self.saturated(doc, frequency);
            if bound > threshold {
                candidates.push((bound, doc));
            }
        }
    }

    fn saturated(&self, doc: DocId, frequency: f32) -> Score {
        match frequency > 0.0 {
            true => self.scale * frequency / (frequency + self.norm.at(doc)),
            false => f32::NEG_INFINITY,
        }
    }

    /// The score of a document, which must not be before the last one; less than any where it has no match.
    fn score(&mut self, doc: DocId) -> Score {
        let rows = self.fields.iter_mut();
        let frequency: f32 = rows.map(|row| row.weight * row.count(doc) as f32).sum();
        self.saturated(doc, frequency)
    }
}
