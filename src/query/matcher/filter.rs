//! Says quickly of most words that a query does not have them.

/// Says of most words, by first byte and length, that the query does not have them.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// For each first byte, the lengths of the words that begin with it, as bits; 63 stands for all longer ones.
    lengths: [u64; 256],
}

impl Default for Filter {
    fn default() -> Self {
        Filter { lengths: [0; 256] }
    }
}

impl Filter {
    fn bit(word: &str) -> (usize, u64) {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        (usize::from(first), 1 << word.len().min(63))
    }

    pub(super) fn add(&mut self, word: &str) {
        let (first, bit) = Self::bit(word);
        self.lengths[first] |= bit;
    }

    pub(super) fn may_hold(&self, word: &str) -> bool {
        let (first, bit) = Self::bit(word);
        self.lengths[first] & bit != 0
    }
}
