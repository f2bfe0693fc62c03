//! Texts to numbers, in the order in which they are first seen. This is where most of the time of an inversion goes,
//! so a lookup touches one cache line: words of up to 16 bytes are compared without leaving the table.

use super::key::{Key, Queue};
use crate::indexer::segment::memory::Memory;
use crate::indexer::segment::texts::Texts;
use std::hash::{BuildHasher, RandomState};

/// A place of the table; free where `count` is 0.
struct Slot {
    key: Key,
    word: Number,
    count: u32,
}

/// The number of a word, and whether it is one of those that were to be marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::indexer::segment) struct Number(u32);

impl Number {
    /// No table has so many words: each takes half a cache line.
    const MARK: u32 = 1 << 31;

    #[inline]
    pub(in crate::indexer::segment) fn get(self) -> u32 {
        self.0 & !Number::MARK
    }

    /// 1 for one that is marked, else 0.
    #[inline]
    pub(in crate::indexer::segment) fn mark(self) -> u32 {
        self.0 >> 31
    }
}

/// A slot as it lies in memory: half a cache line.
type SlotBytes = [u8; 32];

impl Slot {
    #[inline]
    fn read(bytes: &SlotBytes) -> Slot {
        let (parts, _) = bytes.as_chunks();
        let part = |at: usize| u32::from_le_bytes(parts[at]);
        let pair = |at| u64::from(part(at)) | u64::from(part(at + 1)) << 32;
        Slot {
            key: Key {
                head: pair(0),
                tail: pair(2),
                len: part(4),
                hash: part(5),
            },
            word: Number(part(6)),
            count: part(7),
        }
    }

    fn write(&self, bytes: &mut SlotBytes) {
        let (key, low, high) = (
            &self.key,
            |pair: u64| pair as u32,
            |pair: u64| (pair >> 32) as u32,
        );
        let values = [
            low(key.head),
            high(key.head),
            low(key.tail),
            high(key.tail),
            key.len,
            key.hash,
            self.word.0,
            self.count,
        ];
        for (part, value) in bytes.as_chunks_mut().0.iter_mut().zip(values) {
            *part = value.to_le_bytes();
        }
    }

    /// Sets the count alone.
    #[inline]
    fn set_count(bytes: &mut SlotBytes, count: u32) {
        bytes.as_chunks_mut().0[7] = count.to_le_bytes();
    }
}

/// Words that are looked up together: their places in the table fit into the first level of cache.
const AHEAD: usize = 128;

/// A word met so often while the table grows is a frequent one.
const FREQUENT: u32 = 16;

/// Words with their numbers and how often each was met.
pub(in crate::indexer::segment) struct Dictionary {
    slots: Memory,
    words: Texts,
    seed: u64,
    is_marked: fn(&[u8]) -> bool,
}

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary::marking(|_| false)
    }
}

impl Dictionary {
    /// One that marks the words of which `is_marked` is true, once each.
    pub(in crate::indexer::segment) fn marking(is_marked: fn(&[u8]) -> bool) -> Self {
        Dictionary {
            slots: Memory::zeroed(8 * size_of::<SlotBytes>()),
            words: Texts::default(),
            // Numbers do not depend on it; it keeps crafted words from all meeting in one place.
            seed: RandomState::new().hash_one(0),
            is_marked,
        }
    }

    /// What the keys of this dictionary's words are made with.
    pub(in crate::indexer::segment) fn seed(&self) -> u64 {
        self.seed
    }

    /// Empties the queue: calls `sink` with the number of each word, and with `None` for a gap. Counts the words.
    pub(in crate::indexer::segment) fn look_up(
        &mut self,
        queue: &mut Queue,
        mut sink: impl FnMut(Option<Number>),
    ) {
        let (keys, mut texts) = queue.words();
        for keys in keys.chunks(AHEAD) {
            self.touch(keys);
            for key in keys {
                let (text, rest) = texts.split_at(key.text_len());
                texts = rest;
                sink((!key.is_gap()).then(|| self.number(key, text)));
            }
        }
        queue.clear();
    }

    /// Reads where each key's word should be. No read depends on another, so the processor waits for many of them at a
    /// time; in between lookups, it would wait for one after the other.
    #[inline]
    fn touch(&self, keys: &[Key]) {
        let slots: &[SlotBytes] = self.slots.items();
        let mask = slots.len() - 1;
        let first = |key: &Key| slots[key.hash as usize & mask][0];
        std::hint::black_box(keys.iter().fold(0, |sum, key| sum ^ first(key)));
    }

    /// The number of the word with this key, and with this text if it is long. Counts the word.
    #[inline]
    fn number(&mut self, key: &Key, long: &[u8]) -> Number {
        let slots = self.slots.items_mut();
        let mask = slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let slot = Slot::read(&slots[at]);
            if slot.count == 0 {
                return self.insert(key, long, at);
            }
            if slot.key == *key && (!key.is_long() || self.words.get(slot.word.get()) == long) {
                Slot::set_count(&mut slots[at], slot.count + 1);
                return slot.word;
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn insert(&mut self, key: &Key, long: &[u8], at: usize) -> Number {
        let (short, len) = key.inline();
        let text = if key.is_long() { long } else { &short[..len] };
        let mark = if (self.is_marked)(text) {
            Number::MARK
        } else {
            0
        };
        let word = Number(self.words.push(text) | mark);
        let slots = self.slots.items_mut();
        let slot = Slot {
            key: *key,
            word,
            count: 1,
        };
        slot.write(&mut slots[at]);
        if self.words.len() * 8 > slots.len() * 5 {
            self.grow();
        }
        word
    }

    fn grow(&mut self) {
        let larger = Memory::zeroed(self.slots.len() * 2);
        let old = std::mem::replace(&mut self.slots, larger);
        let slots = self.slots.items_mut();
        let mask = slots.len() - 1;
        // Frequent words come first, so that rare ones make way for them and not the other way round.
        for frequent in [true, false] {
            for slot in taken(&old).filter(|slot| (slot.count >= FREQUENT) == frequent) {
                let mut at = slot.key.hash as usize & mask;
                while Slot::read(&slots[at]).count > 0 {
                    at = (at + 1) & mask;
                }
                slot.write(&mut slots[at]);
            }
        }
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        self.slots.len() + self.words.bytes()
    }

    /// The words, and how often each was met, by number.
    pub(in crate::indexer::segment) fn into_words(self) -> (Texts, Vec<u32>) {
        let mut counts = vec![0; self.words.len()];
        for slot in taken(&self.slots) {
            counts[slot.word.get() as usize] = slot.count;
        }
        (self.words, counts)
    }
}

fn taken(slots: &Memory) -> impl Iterator<Item = Slot> {
    let slots = slots.items().iter().map(Slot::read);
    slots.filter(|slot| slot.count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Token;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn token(text: &str) -> Token<'_> {
        let mut head = [0; 16];
        let len = text.len().min(16);
        head[..len].copy_from_slice(&text.as_bytes()[..len]);
        Token {
            text,
            head: u128::from_le_bytes(head),
            start: 0,
            end: text.len(),
            position: 0,
        }
    }

    fn numbers(dictionary: &mut Dictionary, queue: &mut Queue) -> Vec<u32> {
        let mut numbers = Vec::new();
        dictionary.look_up(queue, |number| numbers.extend(number.map(Number::get)));
        numbers
    }

    #[test]
    fn long_words_of_one_key_are_two_words() {
        let mut dictionary = Dictionary::default();
        let key = Key::of(&token("internationalisation"), dictionary.seed());
        assert_eq!(dictionary.number(&key, b"internationalisation").get(), 0);
        assert_eq!(dictionary.number(&key, b"internationalization").get(), 1);
        assert_eq!(dictionary.number(&key, b"internationalisation").get(), 0);
    }

    #[test]
    fn marks_stay_with_their_words() {
        let mut dictionary = Dictionary::marking(|word| word.starts_with(b"t"));
        for word in ["tide", "port", "tide", "the internationalisation"] {
            let number =
                dictionary.number(&Key::of(&token(word), dictionary.seed()), word.as_bytes());
            assert_eq!(number.mark() == 1, word.starts_with('t'), "{word}");
        }
        let (texts, counts) = dictionary.into_words();
        assert_eq!((texts.get(0), counts), (&b"tide"[..], vec![2, 1, 1]));
    }

    /// Enough words for a table that comes from the system.
    #[test]
    fn keeps_numbers_and_counts_while_it_grows() {
        let (mut dictionary, mut queue) = (Dictionary::default(), Queue::default());
        let words = 100_000;
        for round in [0..words, 0..words / 2] {
            for number in round {
                queue.push(&token(&format!("{number:x}")), dictionary.seed());
                assert_eq!(numbers(&mut dictionary, &mut queue), [number]);
            }
        }
        assert!(dictionary.bytes() > words as usize * size_of::<SlotBytes>());
        let (texts, counts) = dictionary.into_words();
        assert_eq!(texts.get(0xABCD), b"abcd");
        assert_eq!(texts.len(), words as usize);
        assert!(
            counts
                .iter()
                .take(words as usize / 2)
                .all(|count| *count == 2)
        );
        assert!(
            counts
                .iter()
                .skip(words as usize / 2)
                .all(|count| *count == 1)
        );
    }

    proptest! {
        #[test]
        fn numbers_words_as_a_map_does(words in prop::collection::vec("[ab]{1,19}|[a-z]{1,3}|漢{1,7}", 1..400)) {
            let (mut dictionary, mut queue) = (Dictionary::default(), Queue::default());
            let mut expected: HashMap<&str, (u32, u32)> = HashMap::new();
            for word in &words {
                queue.push(&token(word), dictionary.seed());
                let next = expected.len() as u32;
                expected.entry(word).or_insert((next, 0)).1 += 1;
            }
            let wanted: Vec<u32> = words.iter().map(|word| expected[word.as_str()].0).collect();
            prop_assert_eq!(numbers(&mut dictionary, &mut queue), wanted);
            let (texts, counts) = dictionary.into_words();
            prop_assert_eq!(texts.len(), expected.len());
            for (word, (number, count)) in expected {
                prop_assert_eq!(texts.get(number), word.as_bytes());
                prop_assert_eq!(counts[number as usize], count);
            }
        }
    }
}
