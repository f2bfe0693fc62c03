//! The file of a segment's document store: blocks, then a skip list that leads from a document to its block, then a
//! footer. The tests hold it to tantivy's.
//!
//! ```text
//! skip list: number of layers and where each ends (VInt), then the layers, the shortest first
//! layer:     groups of checkpoints (VInt each): how many, first document, first byte, then documents and bytes of each
//! footer:    version (32 bits), where the skip list begins (64 bits), compressor (8 bits), 15 zeros
//! ```
//! A layer's checkpoints stand for the groups of the layer below it, those of the last layer for the blocks.

use super::blocks::{BlockSize, Blocks};
use crate::indexer::segment::vint::vint;
use std::io::{self, Write};
use tantivy::directory::{TerminatingWrite, WritePtr};

/// Checkpoints in a group.
const GROUP: usize = 8;

const VERSION: u32 = 2;

/// tantivy's number for zstd.
const ZSTD: u8 = 4;

/// See the module.
pub(in crate::indexer::segment) struct StoreFile {
    file: WritePtr,
    /// Blocks of the whole store.
    blocks: Vec<BlockSize>,
}

impl StoreFile {
    pub(in crate::indexer::segment) fn new(file: WritePtr) -> StoreFile {
        StoreFile {
            file,
            blocks: Vec::new(),
        }
    }

    /// Adds blocks.
    pub(in crate::indexer::segment) fn write(&mut self, blocks: &Blocks) -> io::Result<()> {
        self.file.write_all(&blocks.bytes)?;
        self.blocks.extend_from_slice(&blocks.sizes);
        Ok(())
    }

    /// Writes the skip list and the footer, and syncs the file.
    pub(in crate::indexer::segment) fn close(mut self) -> io::Result<()> {
        let end: u64 = self.blocks.iter().map(|(_, bytes)| u64::from(*bytes)).sum();
        self.file.write_all(&skip_list(&self.blocks))?;
        self.file.write_all(&VERSION.to_le_bytes())?;
        self.file.write_all(&end.to_le_bytes())?;
        self.file.write_all(&[ZSTD])?;
        self.file.write_all(&[0; 15])?;
        self.file.terminate()
    }
}

/// Something with documents and bytes: a block, or a group of a layer.
#[derive(Clone, Copy)]
struct Checkpoint {
    documents: u64,
    bytes: u64,
}

fn skip_list(blocks: &[BlockSize]) -> Vec<u8> {
    let mut layers = Vec::new();
    let mut below: Vec<Checkpoint> = blocks.iter().map(Checkpoint::of_block).collect();
    // tantivy begins a layer when it has a full group below; what is left over at the end begins none.
    let mut full = blocks.len();
    while full > 0 {
        let (layer, groups) = layer(&below);
        layers.push(layer);
        below = groups;
        full /= GROUP;
    }
    let mut list = Vec::new();
    vint(layers.len() as u64, &mut list);
    let mut end = 0;
    for layer in layers.iter().rev() {
        end += layer.len() as u64;
        vint(end, &mut list);
    }
    list.extend(layers.into_iter().rev().flatten());
    list
}

impl Checkpoint {
    fn of_block((documents, bytes): &BlockSize) -> Checkpoint {
        Checkpoint {
            documents: u64::from(*documents),
            bytes: u64::from(*bytes),
        }
    }
}

/// The bytes of a layer, and its groups.
fn layer(checkpoints: &[Checkpoint]) -> (Vec<u8>, Vec<Checkpoint>) {
    let (mut layer, mut groups) = (Vec::new(), Vec::new());
    let (mut first_document, mut first_byte) = (0, 0);
    for group in checkpoints.chunks(GROUP) {
        let start = layer.len();
        vint(group.len() as u64, &mut layer);
        vint(first_document, &mut layer);
        vint(first_byte, &mut layer);
        let mut documents = 0;
        for checkpoint in group {
            vint(checkpoint.documents, &mut layer);
            vint(checkpoint.bytes, &mut layer);
            documents += checkpoint.documents;
            first_byte += checkpoint.bytes;
        }
        first_document += documents;
        groups.push(Checkpoint {
            documents,
            bytes: (layer.len() - start) as u64,
        });
    }
    (layer, groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indexer::segment::store::blocks::BlockWriter;
    use crate::schema;
    use proptest::prelude::*;
    use std::path::Path;
    use tantivy::directory::RamDirectory;
    use tantivy::store::StoreWriter;
    use tantivy::{Directory, IndexSettings};

    fn settings(docstore_blocksize: usize) -> IndexSettings {
        IndexSettings {
            docstore_blocksize,
            ..schema::settings()
        }
    }

    fn bytes(write: impl FnOnce(WritePtr)) -> Vec<u8> {
        let (folder, path) = (RamDirectory::create(), Path::new("store"));
        write(folder.open_write(path).expect("a file in memory"));
        let file = folder.open_read(path).expect("what was written");
        file.read_bytes().expect("memory").to_vec()
    }

    fn ours(documents: &[Vec<u8>], settings: &IndexSettings) -> Vec<u8> {
        let mut writer = BlockWriter::new(settings).expect("zstd");
        for document in documents {
            let add = writer.add(|to| to.extend_from_slice(document));
            add.expect("room for what cannot be compressed");
        }
        writer.end().expect("room");
        bytes(|file| {
            let mut store = StoreFile::new(file);
            store.write(writer.done()).expect("memory");
            store.close().expect("memory");
        })
    }

    fn theirs(documents: &[Vec<u8>], settings: &IndexSettings) -> Vec<u8> {
        let (zstd, size) = (settings.docstore_compression, settings.docstore_blocksize);
        bytes(|file| {
            let mut store = StoreWriter::new(file, zstd, size, false).expect("memory");
            for document in documents {
                store.store_bytes(document).expect("memory");
            }
            store.close().expect("memory");
        })
    }

    #[test]
    fn skip_lists_of_any_length_are_those_of_tantivy() {
        let settings = settings(1);
        for blocks in [
            0, 1, 7, 8, 9, 56, 63, 64, 65, 71, 72, 73, 511, 512, 513, 576, 600,
        ] {
            let documents: Vec<Vec<u8>> = (0..blocks).map(|n| vec![n as u8; 1 + n % 90]).collect();
            assert_eq!(
                ours(&documents, &settings),
                theirs(&documents, &settings),
                "{blocks}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// The compressor carries nothing over from block to block.
        #[test]
        fn blocks_are_those_of_tantivy(texts in prop::collection::vec("([a-d]{1,4} |the |\\PC){1,60}", 0..60), size in 50..4000usize) {
            let documents: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
            let settings = settings(size);
            prop_assert_eq!(ours(&documents, &settings), theirs(&documents, &settings));
        }
    }
}
