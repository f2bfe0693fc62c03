//! What the second stage of ranking needs of a query: its words, phrases and groups. `segment_word` finds them in documents.

use crate::query::lower::groups::near_query::NearQuery;
use crate::query::lower::keywords::word_query::WordQuery;
use crate::query::lower::norms::NormField;
use crate::query::lower::vocabulary::Form;
use crate::query::match_spec::Placed;
use crate::query::proximity::Shape;

/// A part of the query that is scored as one: a word with all its forms, a phrase, or words near each other, in all
/// their fields.
#[derive(Clone, Debug)]
pub struct ScoredWord {
    /// The index word that was typed; a phrase's index words; a group as it was typed.
    pub text: String,
    /// Whether it is more than a function word beside others.
    pub is_content: bool,
    /// Words with the same number are meant to stand in an article together; alternatives have different ones.
    pub list: usize,
    pub(in crate::query::lower) query: Scored,
}

/// What finds and scores a [`ScoredWord`].
#[derive(Clone, Debug)]
pub(in crate::query::lower) enum Scored {
    Word(WordQuery),
    Near(NearQuery),
}

impl From<WordQuery> for Scored {
    fn from(query: WordQuery) -> Scored {
        Scored::Word(query)
    }
}

impl From<NearQuery> for Scored {
    fn from(query: NearQuery) -> Scored {
        Scored::Near(query)
    }
}

/// A phrase as it is named in explanations.
pub(in crate::query::lower) fn phrase_text(words: &[Placed]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

impl ScoredWord {
    /// Its weight: idf, times what the user has it count.
    pub fn idf(&self) -> f32 {
        match &self.query {
            Scored::Word(word) => word.idf,
            Scored::Near(near) => near.idf,
        }
    }

    /// The most that it can score.
    pub fn most(&self) -> f32 {
        self.norm().scale(self.idf())
    }

    /// The most that [`SegmentWord::saturated`](super::segment_word::SegmentWord::saturated) gives.
    pub fn most_saturated(&self) -> f32 {
        self.norm().scale(1.0)
    }

    pub(in crate::query::lower) fn norm(&self) -> &NormField {
        match &self.query {
            Scored::Word(word) => &word.norm,
            Scored::Near(near) => &near.norm,
        }
    }

    /// Articles of which places must be read to find it, at the most: those that hold the rarest of its words. None of a single
    /// word.
    pub fn articles_read(&self) -> u64 {
        let Scored::Near(near) = &self.query else {
            return 0;
        };
        let holding = |forms: &Vec<Form>| {
            let postings = forms.iter().flat_map(|form| form.postings.iter().flatten());
            postings.map(|place| u64::from(place.info.doc_freq)).sum()
        };
        near.words.iter().map(holding).min().unwrap_or(0)
    }

    /// Whether it is a phrase.
    pub fn is_phrase(&self) -> bool {
        matches!(&self.query, Scored::Near(near) if matches!(near.shape, Shape::Sequence(_)))
    }

    /// Whether it is words near each other, other than a phrase.
    pub fn is_group(&self) -> bool {
        matches!(self.query, Scored::Near(_)) && !self.is_phrase()
    }
}
