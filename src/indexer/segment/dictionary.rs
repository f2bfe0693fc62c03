//! Texts to numbers, in the order in which they are first seen. This is where most of the time of an inversion goes,
//! so a lookup touches one cache line: words of up to 16 bytes are compared without leaving the table.

use super::key::Key;
use super::texts::Texts;
use std::hash::{BuildHasher, RandomState};

/// A place of the table; free where `count` is 0. Half a cache line, never parts of two.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Slot {
    key: Key,
    word: u32,
    count: u32,
}

/// Texts with their numbers and how often each was met.
pub(super) struct Dictionary {
    slots: Vec<Slot>,
    words: Texts,
    seed: u64,
}

impl Dictionary {
    pub(super) fn new() -> Self {
        Dictionary {
            slots: vec![Slot::default(); 8],
            words: Texts::default(),
            // Numbers do not depend on it; it keeps crafted words from all meeting in one place.
            seed: RandomState::new().hash_one(0),
        }
    }

    /// What the keys of this dictionary's words are made with.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The number of the word with this key, and with this text if it is long. Counts the word.
    #[inline]
    pub(super) fn number(&mut self, key: &Key, long: &[u8]) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.count == 0 {
                return self.insert(key, long, at);
            }
            if slot.key == *key && (!key.is_long() || self.words.get(slot.word) == long) {
                slot.count += 1;
                return slot.word;
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn insert(&mut self, key: &Key, long: &[u8], at: usize) -> u32 {
        let (short, len) = key.inline();
        let number = self
            .words
            .push(if key.is_long() { long } else { &short[..len] });
        self.slots[at] = Slot {
            key: *key,
            word: number,
            count: 1,
        };
        if self.words.len() * 8 > self.slots.len() * 5 {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.count > 0) {
            let mut at = slot.key.hash as usize & (size - 1);
            while self.slots[at].count > 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>() + self.words.bytes()
    }

    /// The words, and how often each was met, by number.
    pub(super) fn into_words(self) -> (Texts, Vec<u32>) {
        let mut counts = vec![0; self.words.len()];
        for slot in self.slots.iter().filter(|slot| slot.count > 0) {
            counts[slot.word as usize] = slot.count;
        }
        (self.words, counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indexer::segment::key::Queue;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn numbers_words_as_a_map_does(words in prop::collection::vec("[ab]{1,19}|[a-z]{1,3}|漢{1,7}", 1..400)) {
            let (mut dictionary, mut queue) = (Dictionary::new(), Queue::default());
            let mut expected: HashMap<&str, (u32, u32)> = HashMap::new();
            for word in &words {
                queue.push(word, dictionary.seed());
                let next = expected.len() as u32;
                expected.entry(word).or_insert((next, 0)).1 += 1;
            }
            let mut numbers = Vec::new();
            queue.drain(|key, long| numbers.extend(key.map(|key| dictionary.number(key, long))));
            let wanted: Vec<u32> = words.iter().map(|word| expected[word.as_str()].0).collect();
            prop_assert_eq!(numbers, wanted);
            let (texts, counts) = dictionary.into_words();
            prop_assert_eq!(texts.len(), expected.len());
            for (word, (number, count)) in expected {
                prop_assert_eq!(texts.get(number), word.as_bytes());
                prop_assert_eq!(counts[number as usize], count);
            }
        }
    }
}
