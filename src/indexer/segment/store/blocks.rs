//! Documents to compressed blocks, byte for byte as tantivy's store has them, but with one compressor for all blocks:
//! tantivy's makes a new one for each, whose tables are to be cleared first.
//!
//! ```text
//! block: length before compression (32 bits), zstd of (documents, where each begins (32 bits each), their number)
//! ```

use std::io::{self, Cursor};
use tantivy::IndexSettings;
use tantivy::store::Compressor;
use zstd::bulk::Compressor as Zstd;
use zstd::zstd_safe;

/// A block of a store: documents, and bytes after compression.
pub(in crate::indexer::segment) type BlockSize = (u32, u32);

/// Whole blocks, one after the other.
#[derive(Default)]
pub(in crate::indexer::segment) struct Blocks {
    pub(in crate::indexer::segment) bytes: Vec<u8>,
    pub(in crate::indexer::segment) sizes: Vec<BlockSize>,
}

/// Collects documents, and compresses them block by block.
pub(in crate::indexer::segment) struct BlockWriter {
    zstd: Zstd<'static>,
    /// Bytes that end a block, before compression.
    limit: usize,
    documents: Vec<u8>,
    /// Where each of them begins.
    starts: Vec<u32>,
    done: Blocks,
}

impl BlockWriter {
    pub(in crate::indexer::segment) fn new(settings: &IndexSettings) -> io::Result<BlockWriter> {
        let Compressor::Zstd(zstd) = settings.docstore_compression else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        let level = zstd
            .compression_level
            .unwrap_or(zstd::DEFAULT_COMPRESSION_LEVEL);
        Ok(BlockWriter {
            zstd: Zstd::new(level)?,
            limit: settings.docstore_blocksize,
            documents: Vec::new(),
            starts: Vec::new(),
            done: Blocks::default(),
        })
    }

    /// Adds the document that `write` appends to what it is given.
    pub(in crate::indexer::segment) fn add(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> io::Result<()> {
        self.starts.push(self.documents.len() as u32);
        write(&mut self.documents);
        // tantivy counts eight bytes for the start of each.
        match self.documents.len() + self.starts.len() * size_of::<u64>() > self.limit {
            true => self.end_block(),
            false => Ok(()),
        }
    }

    /// Ends the block that was begun.
    pub(in crate::indexer::segment) fn end(&mut self) -> io::Result<()> {
        match self.starts.is_empty() {
            true => Ok(()),
            false => self.end_block(),
        }
    }

    /// The whole blocks since [`clear`](Self::clear).
    pub(in crate::indexer::segment) fn done(&self) -> &Blocks {
        &self.done
    }

    /// Forgets the whole blocks, and returns their sizes.
    pub(in crate::indexer::segment) fn clear(&mut self) -> Vec<BlockSize> {
        self.done.bytes.clear();
        std::mem::take(&mut self.done.sizes)
    }

    fn end_block(&mut self) -> io::Result<()> {
        let num_documents = self.starts.len() as u32;
        for number in self.starts.drain(..).chain([num_documents]) {
            self.documents.extend_from_slice(&number.to_le_bytes());
        }
        let Blocks { bytes, sizes } = &mut self.done;
        let start = bytes.len();
        let len = self.documents.len();
        bytes.extend_from_slice(&(len as u32).to_le_bytes());
        let compressed = bytes.len();
        bytes.reserve(zstd_safe::compress_bound(len));
        let mut behind = Cursor::new(&mut *bytes);
        behind.set_position(compressed as u64);
        self.zstd.compress_to_buffer(&self.documents, &mut behind)?;
        sizes.push((num_documents, (bytes.len() - start) as u32));
        self.documents.clear();
        Ok(())
    }

    /// Bytes of memory held, less the whole blocks.
    pub(in crate::indexer::segment) fn open_bytes(&self) -> usize {
        self.documents.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}
