//! Words to numbers, in the order in which they are first seen. This is where most of the time of an inversion goes,
//! so a lookup touches one cache line: words of up to 16 bytes are compared without leaving the table.

use std::hash::{BuildHasher, RandomState};

/// Words up to this long are held by the table itself.
const INLINE: usize = 16;

/// What a lookup knows of a word: all of it up to 16 bytes, else its ends, length and hash.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    head: u64,
    tail: u64,
    len: u32,
    hash: u32,
}

/// A place of the table; free where `count` is 0. Half a cache line, never parts of two.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Slot {
    key: Key,
    word: u32,
    count: u32,
}

/// Words with their numbers and how often each was met.
pub(super) struct Dictionary {
    slots: Vec<Slot>,
    words: Words,
    seed: u64,
}

impl Dictionary {
    pub(super) fn new() -> Self {
        Dictionary {
            slots: vec![Slot::default(); 8],
            words: Words::default(),
            // Numbers do not depend on it; it keeps crafted words from all meeting in one place.
            seed: RandomState::new().hash_one(0),
        }
    }

    /// The number of `word`. Counts it.
    #[inline]
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let key = Key::of(word.as_bytes(), self.seed);
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.count == 0 {
                return self.insert(word, key, at);
            }
            if slot.key == key && (word.len() <= INLINE || self.words.is(slot.word, word)) {
                slot.count += 1;
                return slot.word;
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn insert(&mut self, word: &str, key: Key, at: usize) -> u32 {
        let number = self.words.push(word);
        self.slots[at] = Slot {
            key,
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

    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>() + self.words.bytes()
    }

    /// The words, and how often each was met, by number.
    pub(super) fn into_words(self) -> (Words, Vec<u32>) {
        let mut counts = vec![0; self.words.len()];
        for slot in self.slots.iter().filter(|slot| slot.count > 0) {
            counts[slot.word as usize] = slot.count;
        }
        (self.words, counts)
    }
}

impl Key {
    #[inline]
    fn of(word: &[u8], seed: u64) -> Key {
        let (head, tail) = ends(word);
        let len = word.len() as u32;
        let mut hash = mix(head ^ seed, tail ^ 0x9E37_79B9_7F4A_7C15 ^ u64::from(len));
        if word.len() > INLINE {
            hash = long_hash(word, hash);
        }
        Key {
            head,
            tail,
            len,
            hash: hash as u32,
        }
    }
}

/// The first and the last eight bytes, which together with the length tell all words of up to 16 bytes apart. They
/// overlap in short words: two loads of a fixed size are faster than a copy of any size.
#[inline]
fn ends(word: &[u8]) -> (u64, u64) {
    if let (Some(head), Some(tail)) = (word.first_chunk(), word.last_chunk()) {
        (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
    } else if let (Some(head), Some(tail)) = (word.first_chunk(), word.last_chunk()) {
        (
            u64::from(u32::from_le_bytes(*head)),
            u64::from(u32::from_le_bytes(*tail)),
        )
    } else {
        let byte = |at: usize| u64::from(word.get(at).copied().unwrap_or_default());
        (byte(0) | byte(1) << 8 | byte(2) << 16, 0)
    }
}

#[cold]
fn long_hash(word: &[u8], seed: u64) -> u64 {
    let eight =
        |hash, chunk: &[u8; 8]| mix(hash ^ u64::from_le_bytes(*chunk), 0xC2B2_AE3D_27D4_EB4F);
    // The last bytes are part of the seed.
    word.as_chunks().0.iter().fold(seed, eight)
}

/// Folds the 128-bit product.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Texts, one after the other in one buffer.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// Adds a text and returns its number.
    pub(super) fn push(&mut self, word: &str) -> u32 {
        self.text.push_str(word);
        self.ends.push(self.text.len());
        (self.ends.len() - 1) as u32
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    #[cold]
    fn is(&self, number: u32, word: &str) -> bool {
        self.get(number) == word
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>()
    }

    /// All numbers, in the byte order of their texts.
    pub(super) fn sorted(&self) -> Vec<u32> {
        // Eight bytes settle most comparisons without a look at the text.
        let mut order: Vec<(u64, u32)> = (0..self.len() as u32)
            .map(|number| (prefix(self.get(number).as_bytes()), number))
            .collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(self.get(b.1))));
        order.into_iter().map(|(_, number)| number).collect()
    }
}

fn prefix(word: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(word) {
        *to = *from;
    }
    u64::from_be_bytes(bytes)
}
