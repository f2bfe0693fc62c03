//! A long list of numbers that grows without copying and shrinks from the front while it is read.

use crate::indexer::segment::memory::Memory;

/// Stands in a field's stream of words for a position without one.
pub(in crate::indexer::segment) const GAP: u32 = u32::MAX;

/// Numbers gathered before there is a block: most fields have fewer.
const FEW: usize = 64 << 10;

/// Numbers gathered before they move to a block: they stay within the first level of cache.
const GATHERED: usize = 1 << 10;

/// Bytes of a block: two huge pages.
const BLOCK: usize = 4 << 20;

type NumberBytes = [u8; size_of::<u32>()];

/// See the module.
pub(in crate::indexer::segment) struct Stream {
    blocks: Vec<Memory>,
    /// Numbers in the last block.
    in_last: usize,
    newest: Vec<u32>,
    /// As many of those are moved at a time.
    most: usize,
}

impl Default for Stream {
    fn default() -> Self {
        Stream {
            blocks: Vec::new(),
            in_last: 0,
            newest: Vec::new(),
            most: FEW,
        }
    }
}

impl Stream {
    #[inline]
    pub(in crate::indexer::segment) fn push(&mut self, number: u32) {
        if self.newest.len() == self.most {
            self.move_to_block();
        }
        self.newest.push(number);
    }

    #[cold]
    fn move_to_block(&mut self) {
        if self.in_last * size_of::<u32>() == BLOCK || self.blocks.is_empty() {
            self.blocks.push(Memory::zeroed(BLOCK));
            self.in_last = 0;
        }
        if let Some(block) = self.blocks.last_mut() {
            // A block holds a whole number of such moves.
            let free: &mut [NumberBytes] = &mut block.items_mut()[self.in_last..];
            for (to, number) in free.iter_mut().zip(&self.newest) {
                *to = number.to_le_bytes();
            }
            self.in_last += self.newest.len();
            self.newest.clear();
            self.most = GATHERED;
        }
    }

    /// The number at a place.
    pub(in crate::indexer::segment) fn get(&self, place: u32) -> Option<u32> {
        let place = place as usize;
        // Blocks but the last are full, and behind that come the newest.
        let in_blocks = match self.blocks.len() {
            0 => 0,
            blocks => (blocks - 1) * BLOCK / size_of::<u32>() + self.in_last,
        };
        if place >= in_blocks {
            return self.newest.get(place - in_blocks).copied();
        }
        let block = self.blocks.get(place * size_of::<u32>() / BLOCK)?;
        let numbers: &[NumberBytes] = block.items();
        let number = numbers.get(place % (BLOCK / size_of::<u32>()));
        number.map(|number| u32::from_le_bytes(*number))
    }

    /// Bytes of memory held.
    pub(in crate::indexer::segment) fn bytes(&self) -> usize {
        self.blocks.len() * BLOCK + self.newest.capacity() * size_of::<u32>()
    }

    /// Calls `sink` with each number in order. What has been read is freed.
    #[inline]
    pub(in crate::indexer::segment) fn drain(self, mut sink: impl FnMut(u32)) {
        let last = self.blocks.len().saturating_sub(1);
        for (number, block) in self.blocks.into_iter().enumerate() {
            let numbers: &[NumberBytes] = block.items();
            let filled = if number == last {
                self.in_last
            } else {
                numbers.len()
            };
            let numbers = numbers.iter().take(filled);
            numbers.for_each(|number| sink(u32::from_le_bytes(*number)));
        }
        self.newest.into_iter().for_each(sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order() {
        let block = BLOCK / size_of::<u32>();
        for len in [
            0,
            1,
            FEW,
            FEW + 1,
            FEW + GATHERED + 1,
            block,
            2 * block + GATHERED + 7,
        ] {
            let mut stream = Stream::default();
            (0..len as u32).for_each(|number| stream.push(number));
            assert!(stream.bytes() >= len * size_of::<u32>());
            for place in [
                0,
                1,
                len / 2,
                len.saturating_sub(1),
                len,
                FEW,
                block - 1,
                block,
            ] {
                let expected = (place < len).then_some(place as u32);
                assert_eq!(stream.get(place as u32), expected, "{place} of {len}");
            }
            let mut next = 0;
            stream.drain(|number| {
                assert_eq!(number, next);
                next += 1;
            });
            assert_eq!(next as usize, len);
        }
    }
}
