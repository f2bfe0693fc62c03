//! Collects the best articles and counts all that match.
//!
//! A query that can is asked for the best alone, with a threshold that rises as better ones are found; any other gives
//! all that match. The result is the same.

use super::gains::ROUNDING;
use super::ids::Ids;
use super::rerank::Gains;
use crate::query::lower::Pruning;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

/// The `limit` best articles of each segment, of equal ones those with the least ids, so that the result does not depend
/// on how the index came about.
pub(super) struct TopArticles<'a> {
    pub(super) limit: usize,
    /// What the query can leave out.
    pub(super) pruning: Pruning,
    /// Whether all that match are counted.
    pub(super) total: bool,
    /// Which of them can be left out since they will not be shown.
    pub(super) reach: Option<Reach>,
    pub(super) ids: &'a Ids,
}

/// How far behind the best an article can be and still come to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Articles that are shown, from the first.
    pub(super) shown: usize,
    /// What is still to be added to the scores.
    pub(super) gains: Gains,
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
    pub(super) address: DocAddress,
    /// Whether the second stage has scored it again.
    pub(super) is_reranked: bool,
}

impl Collector for TopArticles<'_> {
    type Fruit = Found;
    type Child = SegmentTop;

    fn for_segment(&self, ordinal: u32, _: &SegmentReader) -> tantivy::Result<SegmentTop> {
        Ok(SegmentTop::new(self, ordinal))
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
                segment.floor.next_down()
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

/// The best of one segment. More than are wanted are kept, and those that are too many thrown out together: a heap
/// costs more, and asks for ids that do not matter.
pub(super) struct SegmentTop {
    limit: usize,
    segment: u32,
    ids: Option<StrColumn>,
    kept: Vec<(Score, DocId)>,
    /// Of those that are kept, for comparing.
    keys: Vec<i32>,
    /// No article with a lower score is of use.
    floor: Score,
    leaders: Option<Leaders>,
    total: u64,
}

/// The best scores so far, as many as articles are shown.
pub(super) struct Best {
    shown: usize,
    scores: BinaryHeap<Reverse<Ranking>>,
}

/// The same with what is still to be added to scores.
struct Leaders {
    gains: Gains,
    best: Best,
}

/// A score that is ordered.
#[derive(Clone, Copy, PartialEq)]
struct Ranking(Score);

impl Eq for Ranking {}

impl PartialOrd for Ranking {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranking {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Best {
    pub(super) fn new(shown: usize) -> Best {
        Best {
            shown,
            scores: BinaryHeap::with_capacity(shown.min(1024)),
        }
    }

    /// The least score that is shown; `None` while there is still room.
    pub(super) fn least(&self) -> Option<Score> {
        let least = self.scores.peek().map(|least| least.0.0);
        least.filter(|_| self.scores.len() >= self.shown)
    }

    /// Whether a score that is at most so high would not be shown, whatever rounding does.
    pub(super) fn is_out_of_reach(&self, most: Score) -> bool {
        self.least()
            .is_some_and(|least| most < least - least.abs() * ROUNDING)
    }

    /// Takes note of a score; whether the least that is shown has risen.
    pub(super) fn add(&mut self, score: Score) -> bool {
        if self.shown == 0 {
            return false;
        }
        if self.scores.len() < self.shown {
            self.scores.push(Reverse(Ranking(score)));
            return self.scores.len() == self.shown;
        }
        match self.scores.peek_mut() {
            Some(mut least) if least.0.0 < score => {
                *least = Reverse(Ranking(score));
                true
            }
            _ => false,
        }
    }
}

impl Leaders {
    /// Takes note of a score; gives the least that can still be shown, if that has risen.
    fn add(&mut self, score: Score) -> Option<Score> {
        let risen = self.best.add(score);
        let least = self.best.least().filter(|_| risen);
        least.map(|least| self.gains.needed(least))
    }
}

impl SegmentTop {
    fn new(top: &TopArticles<'_>, segment: u32) -> SegmentTop {
        let few = top.reach.filter(|reach| reach.shown < top.limit);
        SegmentTop {
            limit: top.limit,
            segment,
            ids: top.ids.of_segment(segment).cloned(),
            kept: Vec::with_capacity(room(top.limit.min(1024))),
            keys: Vec::new(),
            floor: Score::MIN,
            leaders: few.map(|reach| Leaders {
                gains: reach.gains,
                best: Best::new(reach.shown),
            }),
            total: 0,
        }
    }

    /// Throws out those that are too many.
    fn cut(&mut self) {
        let floor = self.floor;
        self.kept.retain(|&(score, _)| score >= floor);
        if self.kept.len() <= self.limit {
            return;
        }
        let last = self.last_kept();
        self.kept.retain(|&(score, _)| score >= last);
        if self.kept.len() > self.limit {
            self.break_ties(last);
        }
        self.floor = self.floor.max(last);
    }

    /// The least score of the best `limit`, of which there are more. Scores are compared as numbers of one word, since
    /// that is what takes time.
    fn last_kept(&mut self) -> Score {
        self.keys.clear();
        self.keys
            .extend(self.kept.iter().map(|&(score, _)| key(score)));
        let above = self.keys.len() - self.limit.max(1);
        let (_, last, _) = self.keys.select_nth_unstable(above);
        score(*last)
    }

    /// Of those with the least score, keeps the ones with the least ids.
    fn break_ties(&mut self, least: Score) {
        let ordinal = |doc: DocId| self.ids.as_ref().and_then(|ids| ids.ords().first(doc));
        let last = self.limit.saturating_sub(1);
        self.kept.select_nth_unstable_by_key(last, |&(score, doc)| {
            let tie = score <= least;
            (tie, tie.then(|| ordinal(doc)))
        });
        self.kept.truncate(self.limit);
    }
}

/// A number that is ordered as the score is. The same turns it back.
fn key(score: Score) -> i32 {
    let bits = score.to_bits().cast_signed();
    bits ^ ((bits >> 31) & i32::MAX)
}

fn score(key: i32) -> Score {
    Score::from_bits((key ^ ((key >> 31) & i32::MAX)).cast_unsigned())
}

/// How many are kept before those that are too many are thrown out.
fn room(limit: usize) -> usize {
    limit.saturating_add(limit / 2).saturating_add(16)
}

impl SegmentCollector for SegmentTop {
    type Fruit = (u64, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if score < self.floor || self.limit == 0 {
            return;
        }
        self.kept.push((score, doc));
        let floor = self.leaders.as_mut().and_then(|best| best.add(score));
        self.floor = floor.map_or(self.floor, |floor| floor.max(self.floor));
        if self.kept.len() >= room(self.limit) {
            self.cut();
        }
    }

    fn harvest(mut self) -> (u64, Vec<Ranked>) {
        self.cut();
        let ranked = self.kept.iter().map(|&(score, doc)| Ranked {
            score,
            address: DocAddress::new(self.segment, doc),
            is_reranked: false,
        });
        (self.total, ranked.collect())
    }
}

#[cfg(test)]
mod tests;
