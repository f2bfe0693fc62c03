//! The order of hits: which articles are looked at in which stage, and what else than the words enters.

use super::ranked::Ranked;
use super::recency::Freshness;
use super::rerank::{Plan, rerank};
use super::sort::Sort;
use super::top::{Floor, Found, Reach, TopArticles};
use super::{Archive, PartKind, ScorePart, SearchError, SearchOptions, WeightedTerm};
use crate::query::lower::{Lowered, Pruning, ScoredWord};

/// What was found, in order.
pub(super) struct Ranking {
    pub(super) lowered: Lowered,
    pub(super) found: Found,
    /// Different texts among all that match, where they were counted.
    pub(super) distinct: Option<u64>,
    /// Words that were not typed and count all the same.
    pub(super) terms: Vec<WeightedTerm>,
    /// The same as scored.
    pub(super) added: Vec<ScoredWord>,
    freshness: Option<Freshness>,
}

impl Archive {
    /// The hits asked for.
    pub(super) fn ranking(
        &self,
        lowered: Lowered,
        options: &SearchOptions,
    ) -> Result<Ranking, SearchError> {
        let mut ranking = Ranking {
            lowered,
            found: Found::default(),
            distinct: None,
            terms: Vec::new(),
            added: Vec::new(),
            freshness: None,
        };
        let shown = options.offset.saturating_add(options.limit);
        if options.sort == Sort::Relevance {
            self.expand(&mut ranking, options)?;
            self.freshen(&mut ranking, options)?;
            ranking.found = self.best(&ranking, shown, options, !options.without_total)?;
        } else {
            let newest = options.sort == Sort::Newest;
            ranking.found = self.by_date(&ranking.lowered, newest, shown)?;
        }
        let top = &mut ranking.found.top;
        top.drain(..options.offset.min(top.len()));
        Ok(ranking)
    }

    /// The first `shown` hits, of both stages. Exactly the first stage's best `candidates` are scored again, however
    /// many hits are asked for: otherwise one could be on two pages, or on none.
    pub(super) fn best(
        &self,
        ranking: &Ranking,
        shown: usize,
        options: &SearchOptions,
        total: bool,
    ) -> Result<Found, SearchError> {
        let candidates = options.ranking.candidates;
        let limit = shown.max(candidates);
        let lowered = &ranking.lowered;
        let plan = Plan::of_content(&lowered.words, self.fields.body, options.ranking.places);
        // Of scores with a factor it cannot be told which can still come first.
        let weighed = ranking.freshness.is_some();
        let only_words = ranking.added.is_empty() && lowered.pruning != Pruning::None;
        let gains = plan.gains(only_words.then_some(&lowered.words));
        let ids = self.ids()?;
        let collector = TopArticles {
            limit,
            pruning: lowered.pruning,
            total,
            reach: (!weighed).then_some(Reach { shown, gains }),
            ids,
            floor: Floor::default(),
        };
        let mut found = self.collect(lowered, &collector)?;
        ids.cut(&mut found.top, limit)?;
        if found.top.len() > candidates {
            // Which are scored again depends on the order; of fewer all are.
            ids.sort(&mut found.top)?;
        }
        let again = candidates.min(found.top.len());
        if let Some(first) = found.top.get_mut(..again) {
            let needed = if weighed { usize::MAX } else { shown };
            ranking.weigh(first, |score, factor| score / factor);
            rerank(&self.searcher, &plan, first, needed)?;
            ranking.weigh(first, |score, factor| score * factor);
        }
        match found.top.len() > again {
            true => ids.sort(found.top.get_mut(..again).unwrap_or_default())?,
            false => {
                ids.cut(&mut found.top, shown)?;
                ids.sort(&mut found.top)?;
            }
        }
        found.top.truncate(shown);
        Ok(found)
    }

    /// Has newer articles preferred, if that was asked for.
    fn freshen(&self, ranking: &mut Ranking, options: &SearchOptions) -> Result<(), SearchError> {
        let Some(recency) = options.ranking.recency else {
            return Ok(());
        };
        let freshness = Freshness::open(&self.searcher, recency)?;
        ranking.lowered.query = freshness.blend(ranking.lowered.query.box_clone());
        ranking.lowered.pruning = Pruning::None;
        ranking.freshness = Some(freshness);
        Ok(())
    }

    /// The parts of a hit's score; none where hits have no score.
    pub(super) fn explain_ranking(
        &self,
        ranking: &Ranking,
        hit: &Ranked,
        options: &SearchOptions,
    ) -> Result<Vec<ScorePart>, SearchError> {
        let places = options.ranking.places;
        if hit.score == 0.0 {
            return Ok(Vec::new());
        }
        let mut plain = *hit;
        plain.score = hit.score / ranking.factor(hit);
        let added = self.word_scores(&ranking.added, hit.address, places)?;
        let mut bare = plain;
        bare.score -= added.iter().map(|part| part.score).sum::<f32>();
        let mut parts = self.explain(&ranking.lowered, &bare, places)?;
        parts.extend(added);
        if hit.score > plain.score {
            let fresh = hit.score - plain.score;
            parts.push(ScorePart::new(PartKind::Recency, String::new(), fresh));
        }
        Ok(parts)
    }
}

impl Ranking {
    /// By what the score of an article is multiplied.
    fn factor(&self, article: &Ranked) -> f32 {
        let freshness = self.freshness.as_ref();
        freshness.map_or(1.0, |freshness| freshness.factor(article))
    }

    fn weigh(&self, articles: &mut [Ranked], weigh: fn(f32, f32) -> f32) {
        if self.freshness.is_some() {
            for article in articles {
                article.score = weigh(article.score, self.factor(article));
            }
        }
    }
}
