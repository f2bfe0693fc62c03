//! The least score that will be shown, as far as articles have been looked at.

use super::gains::ROUNDING;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::Score;

/// The best scores so far, as many as articles are shown.
pub(super) struct Best {
    shown: usize,
    scores: BinaryHeap<Reverse<Ranking>>,
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
