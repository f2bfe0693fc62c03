//! What counts how much in the first stage of ranking. docs/ranking.md has the measurements.

/// The constants of the first stage. Users have the default; measurements try others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// How fast repetition stops counting.
    pub k1: f32,
    /// How much length counts: less than the usual .75, which ranks short items of news too high.
    pub b: f32,
    /// What a word in the title counts, as occurrences in the body.
    pub title: f32,
    /// What a word in a reader's comment counts: enough to be found, too little to outrank the news.
    pub comments: f32,
    /// What an inflected form counts, as occurrences of the form that was typed.
    pub inflected: f32,
    /// What a compound of the word counts, as occurrences of the word: it is about less.
    pub compound: f32,
    /// What a function word's idf counts beside content words, which make the topic: enough to tell articles apart
    /// that are otherwise alike. Rare topics have the same function words as all others, whose idf in a small archive
    /// can be high.
    pub function: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            k1: 1.2,
            b: 0.5,
            title: 2.0,
            comments: 0.3,
            inflected: 0.6,
            compound: 0.3,
            function: 0.15,
        }
    }
}
