//! Has the disk take what is written while more is written, so that little is left to wait for when a file is synced.
//!
//! tantivy's directories give no way to the file that they write, so it is opened once more. Nothing depends on this: the
//! sync at the end alone says that all is on the disk.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::fs::File;
use std::path::PathBuf;

/// Bytes that make it worth waking the disk.
const STEP: usize = 16 << 20;

/// Counts what is written.
pub(in crate::indexer::segment) struct Flush {
    since: usize,
    wake: Sender<()>,
}

/// The files, to be flushed on a thread of its own.
pub(in crate::indexer::segment) struct Flusher {
    files: Vec<PathBuf>,
    wake: Receiver<()>,
}

/// Both ends, for these files.
pub(in crate::indexer::segment) fn flush(files: Vec<PathBuf>) -> (Flush, Flusher) {
    // One call waits at the most: the next flush takes all that was written until then.
    let (sender, receiver) = bounded(1);
    let flush = Flush {
        since: 0,
        wake: sender,
    };
    let flusher = Flusher {
        files,
        wake: receiver,
    };
    (flush, flusher)
}

impl Flush {
    /// Some bytes were written to one of the files.
    pub(in crate::indexer::segment) fn written(&mut self, bytes: usize) {
        self.since += bytes;
        if self.since >= STEP {
            self.since = 0;
            // Full where the disk is busy with the files already.
            let _ = self.wake.try_send(());
        }
    }
}

impl Flusher {
    /// Works until its other end is gone.
    pub(in crate::indexer::segment) fn run(&self) {
        for () in &self.wake {
            for file in &self.files {
                let _ = File::open(file).and_then(|file| file.sync_data());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_call_waits_at_the_most() {
        let (mut flush, flusher) = flush(vec![PathBuf::from("/nowhere/at/all")]);
        flush.written(STEP - 1);
        assert!(flusher.wake.is_empty());
        flush.written(1);
        flush.written(3 * STEP);
        assert_eq!(flusher.wake.len(), 1);
        drop(flush);
        flusher.run();
        assert!(flusher.wake.is_empty());
    }
}
