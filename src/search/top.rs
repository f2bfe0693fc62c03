//! Collects the best articles and counts all that match.
//!
//! A query that can is asked for the best alone, with a threshold that rises as better ones are found, from one segment to
//! the next; any other gives all that match. The result is the same.

use super::best::Best;
use super::gains::Gains;
use super::ids::Ids;
use super::ranked::Ranked;
use crate::query::lower::Pruning;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
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
    /// What the segments looked at so far have shown.
    pub(super) floor: Floor,
}

/// The least score that is of use, as far as any segment has shown: it only rises.
#[derive(Clone)]
pub(super) struct Floor(Arc<AtomicI32>);

impl Default for Floor {
    fn default() -> Floor {
        Floor(Arc::new(AtomicI32::new(key(Score::MIN))))
    }
}

impl Floor {
    fn get(&self) -> Score {
        score(self.0.load(Ordering::Relaxed))
    }

    fn rise_to(&self, floor: Score) {
        self.0.fetch_max(key(floor), Ordering::Relaxed);
    }
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
            let floor = segment.floor.next_down();
            weight.for_each_pruning(floor, reader, &mut |doc, score| {
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
            // Later segments may have shown that those of earlier ones are of no use.
            let floor = self.floor.get();
            found
                .top
                .extend(best.into_iter().filter(|article| article.score >= floor));
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
    /// The same of all segments, for those that come after this one.
    common: Floor,
    leaders: Option<Leaders>,
    total: u64,
}

/// The best scores so far, with what is still to be added to them.
struct Leaders {
    gains: Gains,
    best: Best,
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
            floor: top.floor.get(),
            common: top.floor.clone(),
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
        self.common.rise_to(self.floor);
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
