//! Newer articles before older ones of equal merit: the score is multiplied by 1 + 2^(-age / half-life).
//!
//! All articles that match are weighed, not only the first stage's best, so a fresh one is never missed.
//! docs/ranking.md has the reasons.

use super::ranked::Ranked;
use std::fmt;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader};

/// How much newer articles are preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recency {
    /// Seconds after which an article's advantage has halved.
    pub half_life: i64,
    /// Seconds since 1970 when the search is made: later dates are taken for mistakes.
    pub now: i64,
}

/// The dates of an index, weighed.
#[derive(Clone)]
pub(super) struct Freshness {
    scale: Scale,
    segments: Vec<Column<i64>>,
}

#[derive(Clone, Copy, Debug)]
struct Scale {
    half_life: f64,
    /// The date that has no age: that of the newest article, since in an archive that ends long ago all ages from today
    /// are as good as equal.
    newest: i64,
    now: i64,
}

impl Scale {
    /// By what a score is multiplied: 1 for no date, or one that is still to come.
    fn factor(self, published: Option<i64>) -> f32 {
        match published {
            Some(second) if second <= self.now => {
                let age = self.newest.saturating_sub(second) as f64;
                1.0 + (-age / self.half_life).exp2() as f32
            }
            _ => 1.0,
        }
    }
}

impl Freshness {
    pub(super) fn open(searcher: &Searcher, recency: Recency) -> tantivy::Result<Freshness> {
        let mut segments = Vec::new();
        let mut latest = None;
        for reader in searcher.segment_readers() {
            let published = reader.fast_fields().i64("published")?;
            latest = latest.max(newest(reader, &published, recency.now));
            segments.push(published);
        }
        let scale = Scale {
            half_life: recency.half_life.max(1) as f64,
            newest: latest.unwrap_or(recency.now),
            now: recency.now,
        };
        Ok(Freshness { scale, segments })
    }

    pub(super) fn blend(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        let scale = self.scale;
        Box::new(FreshQuery { query, scale })
    }

    /// By what the score of an article is multiplied.
    pub(super) fn factor(&self, article: &Ranked) -> f32 {
        let published = self.segments.get(article.address.segment_ord as usize);
        self.scale
            .factor(published.and_then(|published| published.first(article.address.doc_id)))
    }
}

/// The latest date of a segment that is not in the future.
fn newest(reader: &SegmentReader, published: &Column<i64>, now: i64) -> Option<i64> {
    // The common case, without looking at each.
    let latest = published.max_value();
    if published.values.num_vals() > 0 && latest <= now && !reader.has_deletes() {
        return Some(latest);
    }
    let dates = reader
        .doc_ids_alive()
        .filter_map(|doc| published.first(doc));
    dates.filter(|&second| second <= now).max()
}

struct FreshQuery {
    query: Box<dyn Query>,
    scale: Scale,
}

impl Clone for FreshQuery {
    fn clone(&self) -> FreshQuery {
        FreshQuery {
            query: self.query.box_clone(),
            scale: self.scale,
        }
    }
}

impl fmt::Debug for FreshQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FreshQuery({:?})", self.query)
    }
}

impl Query for FreshQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let is_scored = scoring.is_scoring_enabled();
        let weight = self.query.weight(scoring)?;
        let scale = self.scale;
        match is_scored {
            true => Ok(Box::new(FreshWeight { weight, scale })),
            false => Ok(weight),
        }
    }
}

struct FreshWeight {
    weight: Box<dyn Weight>,
    scale: Scale,
}

impl Weight for FreshWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(FreshScorer {
            scorer: self.weight.scorer(reader, boost)?,
            published: reader.fast_fields().i64("published")?,
            scale: self.scale,
        }))
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.weight.count(reader)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = match scorer.doc() <= doc && scorer.seek(doc) == doc {
            true => scorer.score(),
            false => 0.0,
        };
        Ok(Explanation::new("fresh", score))
    }
}

struct FreshScorer {
    scorer: Box<dyn Scorer>,
    published: Column<i64>,
    scale: Scale,
}

impl DocSet for FreshScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for FreshScorer {
    fn score(&mut self) -> Score {
        let factor = self.scale.factor(self.published.first(self.doc()));
        self.scorer.score() * factor
    }
}
