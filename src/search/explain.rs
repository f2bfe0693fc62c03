//! How a hit's score came about, in parts that add up to it.

use super::ranked::Ranked;
use super::rerank::{PlaceWeights, Plan, SegmentScorer};
use super::{Archive, SearchError};
use crate::query::lower::{Lowered, ScoredWord};
use serde::Serialize;
use tantivy::DocAddress;

/// Parts of the score smaller than this, as a share of it, are rounding.
const ROUNDING: f32 = 1e-4;

/// What a part of a score is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// A word, however often.
    Word,
    /// A phrase, however often.
    Phrase,
    /// Words near each other as an operator asks for, however often.
    Group,
    /// A word at the start of the body.
    Early,
    /// Two words near each other.
    Near,
    /// A word that was added to the query.
    Added,
    /// That the article is newer than others.
    Recency,
    /// All else that the query asks for.
    Other,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScorePart {
    /// What it is for.
    pub part: PartKind,
    /// The word, phrase or words, as they stand in the index.
    pub text: String,
    /// What it adds.
    pub score: f32,
    /// For a word, phrase or group: how often it stands in the article, weighted by field and form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<f32>,
    /// For a word, phrase or group: its weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idf: Option<f32>,
}

impl ScorePart {
    pub(super) fn new(part: PartKind, text: String, score: f32) -> ScorePart {
        ScorePart {
            part,
            text,
            score,
            frequency: None,
            idf: None,
        }
    }
}

impl Archive {
    /// The parts of a hit's score that are not zero: words, phrases, what the second stage added, and the rest.
    pub(super) fn explain(
        &self,
        lowered: &Lowered,
        hit: &Ranked,
        weights: PlaceWeights,
    ) -> Result<Vec<ScorePart>, SearchError> {
        let plan = Plan::new(lowered.words.iter().collect(), self.fields.body, weights);
        let reader = self.searcher.segment_reader(hit.address.segment_ord);
        let mut scorer = SegmentScorer::open(&plan, reader, vec![hit.address.doc_id])?;
        scorer.read(0);
        let mut parts = words(&scorer, &plan);
        if hit.is_reranked {
            parts.extend(places(&scorer, &plan));
        }
        let known: f32 = parts.iter().map(|part| part.score).sum();
        let rest = hit.score - known;
        parts.retain(|part| part.score != 0.0);
        if rest.abs() > ROUNDING * hit.score.abs() {
            parts.push(ScorePart::new(PartKind::Other, String::new(), rest));
        }
        Ok(parts)
    }
}

impl Archive {
    /// What added words give an article.
    pub(super) fn word_scores(
        &self,
        added: &[ScoredWord],
        at: DocAddress,
        weights: PlaceWeights,
    ) -> Result<Vec<ScorePart>, SearchError> {
        let plan = Plan::new(added.iter().collect(), self.fields.body, weights);
        let reader = self.searcher.segment_reader(at.segment_ord);
        let mut scorer = SegmentScorer::open(&plan, reader, vec![at.doc_id])?;
        scorer.read(0);
        let mut parts = words(&scorer, &plan);
        parts.retain(|part| part.score != 0.0);
        parts
            .iter_mut()
            .for_each(|part| part.part = PartKind::Added);
        Ok(parts)
    }
}

fn words(scorer: &SegmentScorer<'_>, plan: &Plan<'_>) -> Vec<ScorePart> {
    let words = plan.words.iter().enumerate();
    words
        .map(|(index, word)| {
            let (frequency, score) = scorer.plain(index);
            ScorePart {
                frequency: Some(frequency),
                idf: Some(word.idf()),
                ..ScorePart::new(kind(word), word.text.clone(), score)
            }
        })
        .collect()
}

fn kind(word: &ScoredWord) -> PartKind {
    match (word.is_phrase(), word.is_group()) {
        (true, _) => PartKind::Phrase,
        (_, true) => PartKind::Group,
        _ => PartKind::Word,
    }
}

fn places(scorer: &SegmentScorer<'_>, plan: &Plan<'_>) -> Vec<ScorePart> {
    let early = plan.words.iter().enumerate().map(|(index, word)| {
        ScorePart::new(PartKind::Early, word.text.clone(), scorer.early(index))
    });
    let near = plan.pairs.iter().map(|&pair| {
        let [first, second] = [pair.first, pair.second].map(|word| plan.words[word].text.as_str());
        ScorePart::new(
            PartKind::Near,
            format!("{first} {second}"),
            scorer.near(pair),
        )
    });
    early.chain(near).collect()
}
