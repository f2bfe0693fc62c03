//! The second stage of ranking: the first stage's best articles, scored again by where in them the query's words stand.
//!
//! It only adds to scores, so an article that it leaves alone never comes before one that it looked at with a better
//! first score, and it finds nothing and loses nothing. docs/ranking.md has the formula and the measurements.

pub(super) use super::gains::Gains;
use super::gains::ROUNDING;
use super::proximity::{Pair, closeness, pairs};
use super::top::Ranked;
use crate::query::lower::{Occurrence, ScoredWord, SegmentWord};
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};

/// Articles that the second stage looks at. MAP with 100 or 1,000 is within .0003 of that with 200, which take 0.1 to
/// 0.35 ms.
pub(super) const CANDIDATES: usize = 200;

/// Articles that are looked at before it is asked which of the others still can come before them: some more than are
/// shown as a rule.
const FIRST: usize = 24;

/// The constants of the second stage. Users have the default; measurements try others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceWeights {
    /// What two words that stand near each other count, as parts of the rarer one's weight.
    pub near: f32,
    /// What a word at the very start of the body counts more than elsewhere: news has the most important first.
    pub early: f32,
    /// Words after which that has fallen to 1/e: within the first sentence.
    pub early_words: f32,
}

impl Default for PlaceWeights {
    fn default() -> PlaceWeights {
        PlaceWeights {
            near: 0.6,
            early: 0.5,
            early_words: 15.0,
        }
    }
}

impl PlaceWeights {
    /// Words after which an early place counts as good as nothing more.
    fn early_end(self) -> u32 {
        (6.0 * self.early_words) as u32
    }
}

/// What to look at in each document.
pub(super) struct Plan<'a> {
    pub(super) words: Vec<&'a ScoredWord>,
    pub(super) pairs: Vec<Pair>,
    body: Field,
    weights: PlaceWeights,
}

/// The words in one segment, and where they stand in the document last read.
pub(super) struct SegmentScorer<'a> {
    plan: &'a Plan<'a>,
    words: Vec<SegmentWord>,
    places: Vec<Vec<Occurrence>>,
    doc: DocId,
}

/// Scores these articles again, but for those that cannot be among the best `shown` whatever is found in
/// them. Their order is lost.
pub(super) fn rerank(
    searcher: &Searcher,
    plan: &Plan<'_>,
    gains: Gains,
    ranked: &mut [Ranked],
    shown: usize,
) -> tantivy::Result<()> {
    let first = shown.max(FIRST);
    if first >= ranked.len() {
        return rerank_all(searcher, plan, ranked);
    }
    ranked.select_nth_unstable_by(first, |a, b| b.score.total_cmp(&a.score));
    let (first, rest) = ranked.split_at_mut(first);
    rerank_all(searcher, plan, first)?;
    let mut scores: Vec<f32> = first.iter().map(|article| article.score).collect();
    scores.sort_unstable_by(|a, b| b.total_cmp(a));
    let last = shown.checked_sub(1).and_then(|last| scores.get(last));
    let Some(&last) = last else {
        return Ok(());
    };
    let needed = gains.needed(last);
    let mut able = 0;
    for index in 0..rest.len() {
        if rest[index].score >= needed {
            rest.swap(able, index);
            able += 1;
        }
    }
    rerank_all(searcher, plan, rest.get_mut(..able).unwrap_or_default())
}

fn rerank_all(searcher: &Searcher, plan: &Plan<'_>, ranked: &mut [Ranked]) -> tantivy::Result<()> {
    if plan.words.is_empty() {
        return Ok(());
    }
    // Postings only move forward.
    ranked.sort_unstable_by_key(|article| article.address);
    for segment in ranked.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let Some(first) = segment.first() else {
            continue;
        };
        let reader = searcher.segment_reader(first.address.segment_ord);
        let mut scorer = SegmentScorer::open(plan, reader)?;
        for article in segment {
            scorer.read(article.address.doc_id);
            article.score += scorer.gain();
            article.is_reranked = true;
        }
    }
    Ok(())
}

impl<'a> Plan<'a> {
    /// For the words that make the topic: what function words add is not worth their positions.
    pub(super) fn of_content(
        words: &'a [ScoredWord],
        body: Field,
        weights: PlaceWeights,
    ) -> Plan<'a> {
        let content = words.iter().filter(|word| word.is_content);
        Plan::new(content.collect(), body, weights)
    }

    pub(super) fn new(words: Vec<&'a ScoredWord>, body: Field, weights: PlaceWeights) -> Plan<'a> {
        Plan {
            pairs: pairs(&words),
            words,
            body,
            weights,
        }
    }

    /// What two neighbours can add at the most, as a part of what saturates.
    fn pair_weight(&self, pair: Pair) -> f32 {
        let [first, second] = [pair.first, pair.second].map(|word| self.words[word].idf());
        self.weights.near * first.min(second)
    }

    /// What this can add to scores. `all` are the words that scores consist of; none where they may consist of more.
    pub(super) fn gains(&self, all: Option<&Vec<ScoredWord>>) -> Gains {
        let content = self.words.iter().filter(|word| word.is_content);
        let near = self.pairs.iter();
        let near =
            near.map(|&pair| self.pair_weight(pair) * self.words[pair.first].most_saturated());
        let all = all.map(|words| words.iter().map(ScoredWord::most).sum());
        Gains {
            early: self.weights.early.max(0.0),
            content: content.map(|word| word.most()).sum(),
            near: near.sum::<f32>() * (1.0 + ROUNDING),
            all: all.filter(|&all| all > 0.0),
        }
    }
}

impl<'a> SegmentScorer<'a> {
    pub(super) fn open(
        plan: &'a Plan<'a>,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentScorer<'a>> {
        let words = plan.words.iter().map(|word| word.segment(reader));
        Ok(SegmentScorer {
            plan,
            words: words.collect::<tantivy::Result<_>>()?,
            places: vec![Vec::new(); plan.words.len()],
            doc: 0,
        })
    }

    /// Goes to a document, which must not be before the last one.
    pub(super) fn read(&mut self, doc: DocId) {
        self.doc = doc;
        for (word, places) in self.words.iter_mut().zip(&mut self.places) {
            word.places(doc, places);
        }
    }

    /// What the second stage adds to the document's score.
    fn gain(&self) -> f32 {
        let early: f32 = (0..self.words.len()).map(|word| self.early(word)).sum();
        let near: f32 = self.plan.pairs.iter().map(|&pair| self.near(pair)).sum();
        early + near
    }

    /// A word's weighted frequency, and its share in the first stage's score.
    pub(super) fn plain(&self, word: usize) -> (f32, f32) {
        let frequency = self.places[word].iter().map(|place| place.weight).sum();
        let score = match frequency > 0.0 {
            true => self.words[word].score(self.doc, frequency),
            false => 0.0,
        };
        (frequency, score)
    }

    /// What a word's share gains if places at the start of the body count more.
    pub(super) fn early(&self, word: usize) -> f32 {
        let weights = self.plan.weights;
        let end = weights.early_end();
        let places = self.places[word].iter();
        let more: f32 = places
            .filter(|place| place.field == self.plan.body && place.position < end)
            .map(|place| {
                let at = place.position as f32;
                place.weight * weights.early * (-at / weights.early_words).exp()
            })
            .sum();
        if more <= 0.0 || !self.plan.words[word].is_content {
            return 0.0;
        }
        let (frequency, score) = self.plain(word);
        (self.words[word].score(self.doc, frequency + more) - score).max(0.0)
    }

    /// What two words add by standing near each other: saturated as a frequency is, since it grows with them.
    pub(super) fn near(&self, pair: Pair) -> f32 {
        let Pair { first, second } = pair;
        let closeness = closeness(&self.places[first], &self.places[second]);
        if closeness <= 0.0 {
            return 0.0;
        }
        self.plan.pair_weight(pair) * self.words[first].saturated(self.doc, closeness)
    }
}

#[cfg(test)]
mod tests;
