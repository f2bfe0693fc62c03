//! A long list of numbers that grows without copying and shrinks from the front while it is read.

/// Numbers per chunk: a quarter of a megabyte.
const CHUNK: usize = 64 << 10;

/// See the module.
#[derive(Default)]
pub(super) struct Stream {
    full: Vec<Vec<u32>>,
    last: Vec<u32>,
}

impl Stream {
    #[inline]
    pub(super) fn push(&mut self, number: u32) {
        if self.last.len() == self.last.capacity() {
            self.grow();
        }
        self.last.push(number);
    }

    #[cold]
    fn grow(&mut self) {
        if self.last.len() < CHUNK {
            // Most fields are short, so the first chunk starts small.
            self.last.reserve(self.last.len().clamp(64, CHUNK));
            return;
        }
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(CHUNK));
        self.full.push(full);
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        let numbers = self.full.iter().map(Vec::capacity).sum::<usize>() + self.last.capacity();
        numbers * size_of::<u32>()
    }

    /// The chunks in order. Each is freed when the next is taken.
    pub(super) fn into_chunks(self) -> impl Iterator<Item = Vec<u32>> {
        self.full.into_iter().chain([self.last])
    }
}
