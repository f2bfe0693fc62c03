//! Collects the best articles and counts all that match.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

/// The `limit` best articles; equal scores are ordered by article id, so that the result does not depend on how the
/// index came about.
pub(super) struct TopArticles {
    pub(super) limit: usize,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All that match.
    pub(super) total: u64,
    /// The best, in order.
    pub(super) top: Vec<(Score, DocAddress)>,
}

/// Greater is better.
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

    fn merge_fruits(&self, segments: Vec<(u64, Vec<Tie>)>) -> tantivy::Result<Found> {
        let total = segments.iter().map(|(total, _)| total).sum();
        let mut all: Vec<Candidate<String>> = segments
            .into_iter()
            .flat_map(|(_, ties)| ties)
            .map(|tie| Candidate {
                score: tie.score,
                id: Reverse(tie.id),
                address: tie.address,
            })
            .collect();
        all.sort_by(|a, b| b.cmp(a));
        all.truncate(self.limit);
        Ok(Found {
            total,
            top: all
                .into_iter()
                .map(|best| (best.score, best.address))
                .collect(),
        })
    }
}

/// A candidate with its id spelled out, comparable across segments.
pub(super) struct Tie {
    score: Score,
    id: String,
    address: DocAddress,
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
    fn ordinal(&self, doc: DocId) -> u64 {
        self.ids
            .as_ref()
            .and_then(|ids| ids.ords().first(doc))
            .unwrap_or(u64::MAX)
    }

    fn id(&self, ordinal: u64) -> String {
        let mut id = String::new();
        if let Some(ids) = &self.ids {
            // An ordinal of the column itself is always in its dictionary.
            let _ = ids.ord_to_str(ordinal, &mut id);
        }
        id
    }
}

impl SegmentCollector for SegmentTop {
    type Fruit = (u64, Vec<Tie>);

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

    fn harvest(mut self) -> (u64, Vec<Tie>) {
        let best = std::mem::take(&mut self.heap)
            .into_iter()
            .map(|Reverse(candidate)| Tie {
                score: candidate.score,
                id: self.id(candidate.id.0),
                address: candidate.address,
            })
            .collect();
        (self.total, best)
    }
}
