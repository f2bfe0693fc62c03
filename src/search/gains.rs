//! The most that the second stage can add to a score, and so which articles need not be looked at: bounds only, the
//! result is the same without them.

/// More than the rounding of sums of scores, as a share of them.
pub(super) const ROUNDING: f32 = 1e-5;

/// What occurrences at the start of the body count more.
#[derive(Clone, Debug)]
pub(super) struct Early {
    /// By position.
    worth: Vec<f32>,
    /// Sums of the first ones: of none, of one, ...
    sums: Vec<f32>,
}

impl Early {
    /// `worth` falls with the position.
    pub(super) fn new(worth: Vec<f32>) -> Early {
        let mut sum = 0.0;
        let mut sums = vec![sum];
        sums.extend(worth.iter().map(|worth| {
            sum += worth.max(0.0);
            sum
        }));
        Early { worth, sums }
    }

    /// What an occurrence counts more, by its position.
    pub(super) fn worth(&self) -> &[f32] {
        &self.worth
    }

    /// The most that occurrences count more which have positions of their own, none counts more than `weight`, and all
    /// count `frequency`: as many as can be at the very start, each of that weight.
    pub(super) fn most(&self, frequency: f32, weight: f32) -> f32 {
        let occurrences = frequency / weight;
        let whole = (occurrences as usize).min(self.worth.len());
        let sum = self.sums.get(whole).copied().unwrap_or_default();
        let next = self.worth.get(whole).map_or(0.0, |worth| worth.max(0.0));
        weight * (sum + (occurrences - whole as f32).min(1.0) * next) * (1.0 + ROUNDING)
    }
}

/// What the second stage of a query can add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gains {
    /// What an occurrence at the very start counts more.
    pub(super) early: f32,
    /// The most that the words which gain by that can score.
    pub(super) content: f32,
    /// The most that words add by standing near each other.
    pub(super) near: f32,
    /// The most that all words together can score, where scores consist of nothing else.
    pub(super) all: Option<f32>,
}

impl Gains {
    /// No article whose first score is less than this can come to a score of `last`.
    pub(super) fn needed(&self, last: f32) -> f32 {
        let last = last - last.abs() * ROUNDING - self.near;
        let anyhow = last - self.most_early();
        match self.all {
            Some(all) => anyhow.max(self.before_early(last / all) * all),
            None => anyhow,
        }
    }

    /// The most that early places add, whatever the score: a word's share s f / (f + n) with (1 + early) f for f, at the
    /// ratio of f and n at which that makes the greatest difference.
    fn most_early(&self) -> f32 {
        let root = (1.0 + self.early).sqrt();
        self.content * (root - 1.0) / (root + 1.0) * (1.0 + ROUNDING)
    }

    /// The part of the most possible score that becomes `part` if all occurrences are as early as can be. A word whose
    /// part is x comes to (1 + early) x / (1 + early x), which is concave: several words come to no more than one with
    /// their mean.
    fn before_early(&self, part: f32) -> f32 {
        let part = part.min(1.0);
        match part > 0.0 {
            true => part / (1.0 + self.early - self.early * part) * (1.0 - ROUNDING),
            false => f32::MIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a word of this scale scores with its frequency and norm.
    fn share((scale, frequency, norm): (f32, f32, f32), times: f32) -> f32 {
        scale * times * frequency / (times * frequency + norm)
    }

    fn gains(scales: impl Iterator<Item = f32>, early: f32, near: f32, known: bool) -> Gains {
        let most: f32 = scales.sum();
        Gains {
            early,
            content: most,
            near,
            all: known.then_some(most),
        }
    }

    proptest! {
        #[test]
        fn early_occurrences_count_no_more_than_is_said(
            places in prop::collection::btree_map(0_usize..120, prop::sample::select(vec![0.3_f32, 0.7, 1.0, 1.4]), 1..60),
            early in 0.0_f32..2.0,
        ) {
            let worth: Vec<f32> = (0..90).map(|at| early * (-(at as f32) / 15.0).exp()).collect();
            let early = Early::new(worth.clone());
            let all: f32 = places.values().sum();
            let more: f32 = places.iter().map(|(&at, weight)| weight * worth.get(at).unwrap_or(&0.0)).sum();
            let most = places.values().copied().fold(0.0, f32::max);
            prop_assert!(more <= early.most(all, most));
            prop_assert!(more <= early.most(all, 2.0));
        }

        #[test]
        fn nothing_that_can_reach_a_score_is_left_out(
            words in prop::collection::vec((0.1_f32..30.0, 0.0_f32..200.0, 0.3_f32..9.0), 1..8),
            early in 0.0_f32..2.0,
            gained in 0.0_f32..=1.0,
            near in 0.0_f32..20.0,
            known: bool,
        ) {
            let gains = gains(words.iter().map(|word| word.0), early, near, known);
            let first: f32 = words.iter().map(|&word| share(word, 1.0)).sum();
            let last: f32 = words.iter().map(|&word| share(word, 1.0 + early * gained)).sum();
            prop_assert!(first >= gains.needed(last + near * gained));
        }
    }

    #[test]
    fn what_is_known_of_the_words_narrows_the_reach() {
        let known = gains([10.0].into_iter(), 0.5, 0.0, true);
        let unknown = gains([10.0].into_iter(), 0.5, 0.0, false);
        assert!((known.needed(9.0) - 8.571).abs() < 1e-2);
        assert!((unknown.needed(9.0) - 7.99).abs() < 1e-2);
        assert_eq!(known.needed(-1.0), unknown.needed(-1.0));
    }
}
