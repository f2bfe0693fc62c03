//! What the dictionary knows of a word without its text, and words that wait to be looked up by it.

/// Words up to this many bytes are wholly in their key.
const INLINE: usize = 16;

/// All of a word up to 16 bytes; else its ends, length and hash.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Key {
    pub(super) head: u64,
    pub(super) tail: u64,
    pub(super) len: u32,
    /// Where to look.
    pub(super) hash: u32,
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
    pub(super) fn of(word: &[u8], seed: u64) -> Key {
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

    /// Whether words of this key may differ.
    #[inline]
    pub(super) fn is_long(&self) -> bool {
        self.len as usize > INLINE
    }

    /// The bytes of a word that is not long, and how many they are.
    pub(super) fn inline(&self) -> ([u8; INLINE], usize) {
        let mut bytes = [0; INLINE];
        let len = (self.len as usize).min(INLINE);
        let half = if len >= 8 { 8 } else { 4 };
        bytes[..8].copy_from_slice(&self.head.to_le_bytes());
        if len >= half {
            bytes[len - half..len].copy_from_slice(&self.tail.to_le_bytes()[..half]);
        }
        (bytes, len)
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

/// Words that wait to be looked up, in order. Many lookups in a row, with nothing else between them, let the processor
/// wait for several places of the table at a time.
#[derive(Default)]
pub(super) struct Queue {
    keys: Vec<Key>,
    /// The texts of the long words.
    long: Vec<u8>,
}

impl Queue {
    /// As many words as keep the queue within the first level of cache.
    const FULL: usize = 512;

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.keys.len() >= Queue::FULL
    }

    #[inline]
    pub(super) fn push(&mut self, word: &str, seed: u64) {
        let key = Key::of(word.as_bytes(), seed);
        if key.is_long() {
            self.long.extend_from_slice(word.as_bytes());
        }
        self.keys.push(key);
    }

    /// Lets a position pass without a word.
    pub(super) fn push_gap(&mut self) {
        self.keys.push(Key::GAP);
    }

    /// Empties the queue: calls `sink` with each key and, for a long word, its text; with `None` for a gap.
    #[inline]
    pub(super) fn drain(&mut self, mut sink: impl FnMut(Option<&Key>, &[u8])) {
        let mut long = &self.long[..];
        for key in &self.keys {
            if !key.is_long() {
                sink(Some(key), &[]);
            } else if *key == Key::GAP {
                sink(None, &[]);
            } else {
                let (text, rest) = long.split_at(key.len as usize);
                long = rest;
                sink(Some(key), text);
            }
        }
        self.keys.clear();
        self.long.clear();
    }
}
