//! The documents that are looked at together, a bit for each.

/// Documents of a window. Its frequencies fit into the fastest cache beside those of two other words.
pub(super) const WINDOW: u32 = 4096;

/// Words of 64 bits that have a bit for each document of a window.
pub(super) const BITS: usize = (WINDOW / 64) as usize;

/// A bit for each document of a window.
pub(super) type Bits = [u64; (WINDOW / 64) as usize];

/// Sets bits in order, and touches each word of them once.
pub(super) struct Marks<'a> {
    bits: &'a mut Bits,
    word: usize,
    open: u64,
}

impl<'a> Marks<'a> {
    pub(super) fn new(bits: &'a mut Bits) -> Marks<'a> {
        Marks {
            bits,
            word: 0,
            open: 0,
        }
    }

    #[inline]
    pub(super) fn set(&mut self, slot: usize) {
        if slot / 64 != self.word {
            self.flush();
            self.word = slot / 64;
        }
        self.open |= 1 << (slot % 64);
    }

    pub(super) fn flush(&mut self) {
        if let Some(word) = self.bits.get_mut(self.word) {
            *word |= self.open;
        }
        self.open = 0;
    }
}

/// The bits of a word with the places of those that are set.
#[inline]
pub(super) fn places(word: usize, mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        place
    })
}
