//! Collects the best articles and counts all that match.
//!
//! A query that can is asked for the best alone, with a threshold that rises as better ones are found; any other gives
//! all that match. The result is the same.

use crate::query::lower::Pruning;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

/// The `limit` best articles of each segment, of equal ones those with the least ids, so that the result does not depend
/// on how the index came about.
pub(super) struct TopArticles {
    pub(super) limit: usize,
    /// What the query can leave out.
    pub(super) pruning: Pruning,
    /// Whether all that match are counted.
    pub(super) total: bool,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All that match, if they were counted.
    pub(super) total: u64,
    /// The best of each segment, in no order.
    pub(super) top: Vec<Ranked>,
}

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) score: Score,
    /// That of its id in the segment: ids are in the order of their ordinals.
    pub(super) ordinal: u64,
    pub(super) address: DocAddress,
    /// Whether the second stage has scored it again.
    pub(super) is_reranked: bool,
}

/// A candidate of one segment. Greater is better.
#[derive(Debug, PartialEq)]
struct Candidate<Id> {
    score: Score,
    id: Reverse<Id>,
    address: DocAddress,
}

impl<Id: Ord> Eq for Candidate<Id> {}

impl<Id: Ord> PartialOrd for Candidate<Id> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Id: Ord> Ord for Candidate<Id> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score
            .total_cmp(&other.score)
            .then_with(|| self.id.cmp(&other.id))
    }
}

impl Collector for TopArticles {
    type Fruit = Found;
    type Child = SegmentTop;

    fn for_segment(&self, ordinal: u32, reader: &SegmentReader) -> tantivy::Result<SegmentTop> {
        Ok(SegmentTop {
            limit: self.limit,
            segment: ordinal,
            ids: reader.fast_fields().str("id")?,
            heap: BinaryHeap::with_capacity(self.limit.min(1024) + 1),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<(u64, Vec<Ranked>)> {
        let mut segment = self.for_segment(ordinal, reader)?;
        let alive = reader.alive_bitset();
        let lives = |doc| alive.is_none_or(|alive| alive.is_alive(doc));
        let prunes = match self.pruning {
            Pruning::None => false,
            Pruning::Top => !self.total,
            Pruning::TopAndCount => true,
        };
        if !prunes {
            weight.for_each(reader, &mut |doc, score| {
                if lives(doc) {
                    segment.collect(doc, score);
                }
            })?;
            return Ok(segment.harvest());
        }
        if self.limit > 0 {
            weight.for_each_pruning(Score::MIN, reader, &mut |doc, score| {
                if lives(doc) {
                    segment.collect(doc, score);
                }
                segment.threshold()
            })?;
        }
        let (_, best) = segment.harvest();
        let total = if self.total { weight.count(reader)? } else { 0 };
        Ok((u64::from(total), best))
    }

    fn merge_fruits(&self, segments: Vec<(u64, Vec<Ranked>)>) -> tantivy::Result<Found> {
        let mut found = Found::default();
        for (total, best) in segments {
            found.total += total;
            found.top.extend(best);
        }
        Ok(found)
    }
}

/// The best of one segment: ids compare as their ordinals there.
pub(super) struct SegmentTop {
    limit: usize,
    segment: u32,
    ids: Option<StrColumn>,
    heap: BinaryHeap<Reverse<Candidate<u64>>>,
    total: u64,
}

impl SegmentTop {
    /// What the next article must score more than: a little less than the last of the best, since its id may be less.
    fn threshold(&self) -> Score {
        match self.heap.peek() {
            Some(Reverse(worst)) if self.heap.len() >= self.limit => worst.score.next_down(),
            _ => Score::MIN,
        }
    }

    fn ordinal(&self, doc: DocId) -> u64 {
        self.ids
            .as_ref()
            .and_then(|ids| ids.ords().first(doc))
            .unwrap_or(u64::MAX)
    }
}

impl SegmentCollector for SegmentTop {
    type Fruit = (u64, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let full = self.heap.len() >= self.limit;
        if full
            && self
                .heap
                .peek()
                .is_none_or(|Reverse(worst)| score < worst.score)
        {
            return;
        }
        let candidate = Candidate {
            score,
            id: Reverse(self.ordinal(doc)),
            address: DocAddress::new(self.segment, doc),
        };
        self.heap.push(Reverse(candidate));
        if full {
            self.heap.pop();
        }
    }

    fn harvest(mut self) -> (u64, Vec<Ranked>) {
        let best = std::mem::take(&mut self.heap)
            .into_iter()
            .map(|Reverse(candidate)| Ranked {
                score: candidate.score,
                ordinal: candidate.id.0,
                address: candidate.address,
                is_reranked: false,
            })
            .collect();
        (self.total, best)
    }
}

#[cfg(test)]
mod tests;
