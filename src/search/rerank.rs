//! The second stage of ranking: the first stage's best articles, scored again by where in them the query's words stand.
//!
//! It only adds to scores, so an article that it leaves alone never comes before one that it looked at with a better
//! first score, and it finds nothing and loses nothing. docs/ranking.md has the formula and the measurements.

use super::best::Best;
pub(super) use super::gains::Gains;
use super::gains::{Early, ROUNDING};
use super::proximity::{Pair, closeness, most_closeness, pairs};
use super::ranked::Ranked;
use crate::query::lower::{Occurrence, ScoredWord, SegmentWord};
use std::borrow::Cow;
use std::sync::LazyLock;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};

/// Articles that the second stage looks at: with 100, recall in the first 100 is lower; 200 find no more.
pub(super) const CANDIDATES: usize = 150;

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
            near: 0.3,
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

    /// What early occurrences count more.
    fn early(self) -> Cow<'static, Early> {
        static USUAL: LazyLock<Early> = LazyLock::new(|| PlaceWeights::default().table());
        match self == PlaceWeights::default() {
            true => Cow::Borrowed(&USUAL),
            false => Cow::Owned(self.table()),
        }
    }

    fn table(self) -> Early {
        let worth = |at: u32| self.early * (-(at as f32) / self.early_words).exp();
        Early::new((0..self.early_end()).map(worth).collect())
    }
}

/// What to look at in each document.
pub(super) struct Plan<'a> {
    pub(super) words: Vec<&'a ScoredWord>,
    pub(super) pairs: Vec<Pair>,
    body: Field,
    weights: PlaceWeights,
    /// What early occurrences count more.
    early: Cow<'static, Early>,
    /// Whether each word has a neighbour, so that all its places matter.
    placed: Vec<bool>,
}

/// The words in some documents of one segment, and where they stand in the document last read.
pub(super) struct SegmentScorer<'a> {
    plan: &'a Plan<'a>,
    words: Vec<SegmentWord>,
    docs: Vec<DocId>,
    /// Index of the document last read.
    at: usize,
    /// Of words that have neighbours.
    places: Vec<Vec<Occurrence>>,
    /// What each word's places at the start of the body count more.
    early: Vec<f32>,
}

/// Scores these articles again, but for those that cannot be among the best `shown` whatever is found in
/// them. They are put into the order of the index.
pub(super) fn rerank(
    searcher: &Searcher,
    plan: &Plan<'_>,
    ranked: &mut [Ranked],
    shown: usize,
) -> tantivy::Result<()> {
    if plan.words.is_empty() || shown == 0 {
        return Ok(());
    }
    ranked.sort_unstable_by_key(|article| article.address);
    let mut segments = Vec::new();
    let mut most = Vec::with_capacity(ranked.len());
    for articles in ranked.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let segment = articles
            .first()
            .map_or(0, |first| first.address.segment_ord);
        let docs = articles.iter().map(|article| article.address.doc_id);
        let scorer = SegmentScorer::open(plan, searcher.segment_reader(segment), docs.collect())?;
        most.extend(scorer.most(articles));
        segments.push((scorer, articles));
    }
    // The more that are likely to be shown have been looked at, the fewer of the others need be.
    let likely = likely(&most, shown.saturating_add(shown / 2));
    let mut best = Best::new(shown);
    for is_likely in [true, false] {
        let mut most = most.iter();
        for (scorer, articles) in &mut segments {
            for ((at, article), &most) in articles.iter_mut().enumerate().zip(&mut most) {
                if (most >= likely) == is_likely && !best.is_out_of_reach(most) {
                    scorer.read(at);
                    article.score += scorer.gain();
                    article.is_reranked = true;
                    best.add(article.score);
                }
            }
        }
    }
    Ok(())
}

/// The most that so many of the articles can reach at least.
fn likely(most: &[f32], count: usize) -> f32 {
    if count >= most.len() {
        return f32::MIN;
    }
    let mut most = most.to_vec();
    let (_, likely, _) = most.select_nth_unstable_by(count, |a, b| b.total_cmp(a));
    *likely
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
        let pairs = pairs(&words);
        let paired = |word| {
            pairs
                .iter()
                .any(|pair| pair.first == word || pair.second == word)
        };
        Plan {
            placed: (0..words.len()).map(paired).collect(),
            pairs,
            words,
            body,
            weights,
            early: weights.early(),
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
    /// Looks the words up in these documents, which are in order.
    pub(super) fn open(
        plan: &'a Plan<'a>,
        reader: &SegmentReader,
        docs: Vec<DocId>,
    ) -> tantivy::Result<SegmentScorer<'a>> {
        let words = plan.words.iter().map(|word| word.segment(reader, &docs));
        Ok(SegmentScorer {
            plan,
            words: words.collect::<tantivy::Result<_>>()?,
            docs,
            at: 0,
            places: vec![Vec::new(); plan.words.len()],
            early: vec![0.0; plan.words.len()],
        })
    }

    /// Reads the places in a document, by its index among those that were asked for.
    pub(super) fn read(&mut self, at: usize) {
        self.at = at;
        let Plan { body, early, .. } = self.plan;
        let worth = early.worth();
        let words = self.words.iter_mut().zip(&self.plan.placed);
        for (((word, &placed), places), more) in words.zip(&mut self.places).zip(&mut self.early) {
            if !placed {
                *more = word.early(at, *body, worth);
                continue;
            }
            word.places(at, places);
            let inside = places.iter().filter(|place| place.field == *body);
            let early = inside.map(|place| {
                let worth = worth.get(place.position as usize).copied();
                place.weight * worth.unwrap_or_default()
            });
            *more = early.sum();
        }
    }

    /// The most that the score of each article, which are those of the documents, can come to.
    fn most(&self, articles: &[Ranked]) -> impl Iterator<Item = f32> {
        let articles = articles.iter().enumerate();
        articles.map(|(at, article)| article.score + self.most_gain(at).unwrap_or(f32::INFINITY))
    }

    /// The most that the second stage can add to a document's score, from how often each word stands in it; `None` where
    /// that says nothing.
    fn most_gain(&self, at: usize) -> Option<f32> {
        let doc = self.docs[at];
        let mut gain = 0.0;
        for (index, word) in self.words.iter().enumerate() {
            let (_, most) = word.weights()?;
            let frequency = word.frequency(at);
            if frequency > 0.0 && self.plan.words[index].is_content {
                let more = self.plan.early.most(frequency, most);
                let norm = word.norm(doc);
                let score = |frequency| word.score(norm, frequency);
                gain += (score(frequency + more) - score(frequency)).max(0.0);
            }
        }
        for pair in &self.plan.pairs {
            let words = [pair.first, pair.second].map(|index| {
                let word = &self.words[index];
                Some((word.frequency(at), word.weights()?.0))
            });
            let closeness = most_closeness(words[0]?, words[1]?);
            if closeness > 0.0 {
                let weight = self.plan.pair_weight(*pair).max(0.0);
                let word = &self.words[pair.first];
                gain += weight * word.saturated(word.norm(doc), closeness);
            }
        }
        Some(gain * (1.0 + ROUNDING))
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or_default()
    }

    /// What the second stage adds to the score of the document last read.
    fn gain(&self) -> f32 {
        let early: f32 = (0..self.words.len()).map(|word| self.early(word)).sum();
        let near: f32 = self.plan.pairs.iter().map(|&pair| self.near(pair)).sum();
        early + near
    }

    /// A word's weighted frequency, and its share in the first stage's score.
    pub(super) fn plain(&self, word: usize) -> (f32, f32) {
        let frequency = self.words[word].frequency(self.at);
        let score = match frequency > 0.0 {
            true => self.words[word].score(self.norm(word), frequency),
            false => 0.0,
        };
        (frequency, score)
    }

    fn norm(&self, word: usize) -> f32 {
        self.words[word].norm(self.doc())
    }

    /// What a word's share gains if places at the start of the body count more.
    pub(super) fn early(&self, word: usize) -> f32 {
        let more = self.early[word];
        if more <= 0.0 || !self.plan.words[word].is_content {
            return 0.0;
        }
        let (frequency, score) = self.plain(word);
        (self.words[word].score(self.norm(word), frequency + more) - score).max(0.0)
    }

    /// What two words add by standing near each other: saturated as a frequency is, since it grows with them.
    pub(super) fn near(&self, pair: Pair) -> f32 {
        let Pair { first, second } = pair;
        let closeness = closeness(&self.places[first], &self.places[second]);
        if closeness <= 0.0 {
            return 0.0;
        }
        self.plan.pair_weight(pair) * self.words[first].saturated(self.norm(first), closeness)
    }
}

#[cfg(test)]
mod tests;
