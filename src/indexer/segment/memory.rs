//! Zeroed memory for tables that are read and written all over the place.
//!
//! Large blocks come straight from the system, in huge pages where it has them: a table of some ten megabytes in pages
//! of four kilobytes costs a page fault each to begin with, and a miss of the processor's page cache at nearly every
//! access afterwards. Such blocks also go back to the system at once when they are dropped.

use memmap2::MmapMut;

/// Smaller blocks do not fill a huge page.
const LARGE: usize = 2 << 20;

/// A block of bytes.
pub(super) enum Memory {
    Heap(Vec<u8>),
    System(MmapMut),
}

impl Memory {
    pub(super) fn zeroed(bytes: usize) -> Memory {
        if bytes >= LARGE
            && let Ok(map) = MmapMut::map_anon(bytes)
        {
            #[cfg(target_os = "linux")]
            // Refused where the system has no huge pages: small ones do as well.
            let _ = map.advise(memmap2::Advice::HugePage);
            return Memory::System(map);
        }
        Memory::Heap(vec![0; bytes])
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        match self {
            Memory::Heap(bytes) => bytes,
            Memory::System(bytes) => bytes,
        }
    }

    /// The block as items of `N` bytes.
    #[inline]
    pub(super) fn items<const N: usize>(&self) -> &[[u8; N]] {
        self.bytes().as_chunks().0
    }

    /// As [`items`](Self::items).
    #[inline]
    pub(super) fn items_mut<const N: usize>(&mut self) -> &mut [[u8; N]] {
        let bytes: &mut [u8] = match self {
            Memory::Heap(bytes) => bytes,
            Memory::System(bytes) => bytes,
        };
        bytes.as_chunks_mut().0
    }

    pub(super) fn len(&self) -> usize {
        self.bytes().len()
    }
}
