//! What the dictionary knows of a word without its text, and words that wait to be looked up by it.

use crate::analysis::Token;

/// Words up to this many bytes are wholly in their key.
const INLINE: usize = 16;

/// All of a word up to 16 bytes; else its first ones, length and hash.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::indexer::segment) struct Key {
    pub(in crate::indexer::segment) head: u64,
    pub(in crate::indexer::segment) tail: u64,
    pub(in crate::indexer::segment) len: u32,
    /// Where to look.
    pub(in crate::indexer::segment) hash: u32,
}

impl Key {
    /// No word is as long.
    const GAP: Key = Key {
        head: 0,
        tail: 0,
        len: u32::MAX,
        hash: 0,
    };

    #[inline]
    pub(in crate::indexer::segment) fn of(token: &Token<'_>, seed: u64) -> Key {
        let (head, tail) = (token.head as u64, (token.head >> 64) as u64);
        let len = token.text.len() as u32;
        let mut hash = mix(head ^ seed, tail ^ 0x9E37_79B9_7F4A_7C15 ^ u64::from(len));
        if len as usize > INLINE {
            hash = long_hash(token.text.as_bytes(), hash);
        }
        Key {
            head,
            tail,
            len,
            hash: hash as u32,
        }
    }

    /// Whether this stands for no word.
    #[inline]
    pub(in crate::indexer::segment) fn is_gap(&self) -> bool {
        self.len == u32::MAX
    }

    /// Whether words of this key may differ.
    #[inline]
    pub(in crate::indexer::segment) fn is_long(&self) -> bool {
        self.len as usize > INLINE
    }

    /// Bytes of text beside the key.
    #[inline]
    pub(in crate::indexer::segment) fn text_len(&self) -> usize {
        match self.is_long() && !self.is_gap() {
            true => self.len as usize,
            false => 0,
        }
    }

    /// The bytes of a word that is not long, and how many they are.
    pub(in crate::indexer::segment) fn inline(&self) -> ([u8; INLINE], usize) {
        let bytes = u128::from(self.head) | u128::from(self.tail) << 64;
        (bytes.to_le_bytes(), (self.len as usize).min(INLINE))
    }
}

#[cold]
fn long_hash(word: &[u8], seed: u64) -> u64 {
    let eight =
        |hash, chunk: &[u8; 8]| mix(hash ^ u64::from_le_bytes(*chunk), 0xC2B2_AE3D_27D4_EB4F);
    // The first bytes are part of the seed; the last eight may overlap what comes before them.
    let middle = word.as_chunks().0.iter().skip(INLINE / 8);
    middle.chain(word.last_chunk()).fold(seed, eight)
}

/// Folds the 128-bit product.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Words that wait to be looked up, in order.
#[derive(Default)]
pub(in crate::indexer::segment) struct Queue {
    keys: Vec<Key>,
    /// The texts of the long words.
    long: Vec<u8>,
}

impl Queue {
    /// As many words as keep the queue within the first level of cache.
    const FULL: usize = 512;

    pub(in crate::indexer::segment) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(in crate::indexer::segment) fn is_full(&self) -> bool {
        self.keys.len() >= Queue::FULL
    }

    #[inline]
    pub(in crate::indexer::segment) fn push(&mut self, token: &Token<'_>, seed: u64) {
        let key = Key::of(token, seed);
        if key.is_long() {
            self.long.extend_from_slice(token.text.as_bytes());
        }
        self.keys.push(key);
    }

    /// Lets a position pass without a word.
    pub(in crate::indexer::segment) fn push_gap(&mut self) {
        self.keys.push(Key::GAP);
    }

    /// The keys, gaps among them, and the texts of the long ones, one after the other.
    pub(in crate::indexer::segment) fn words(&self) -> (&[Key], &[u8]) {
        (&self.keys, &self.long)
    }

    pub(in crate::indexer::segment) fn clear(&mut self) {
        self.keys.clear();
        self.long.clear();
    }
}
