//! Counters that a running pipeline moves and anyone may watch.

use super::plan::Plan;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How far a run is. All counts only grow.
#[derive(Debug, Default)]
pub struct Progress {
    files_total: AtomicU64,
    files: AtomicU64,
    bytes_total: AtomicU64,
    bytes: AtomicU64,
    articles: AtomicU64,
    text_bytes: AtomicU64,
}

/// The counts at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Files to read.
    pub files_total: u64,
    /// Files read to their end.
    pub files: u64,
    /// Bytes to read, as they lie on disk; 0 while unknown.
    pub bytes_total: u64,
    /// Bytes of the files read to their end.
    pub bytes: u64,
    /// Articles added.
    pub articles: u64,
    /// Bytes of their text.
    pub text_bytes: u64,
}

impl Progress {
    pub(super) fn start(&self, plan: &Plan) {
        self.files_total.store(plan.tasks.len() as u64, Relaxed);
        self.bytes_total
            .store(plan.tasks.iter().map(|task| task.size).sum(), Relaxed);
    }

    pub(super) fn file_read(&self, bytes: u64) {
        self.files.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
    }

    pub(super) fn set_articles(&self, articles: u64, text_bytes: u64) {
        self.articles.store(articles, Relaxed);
        self.text_bytes.store(text_bytes, Relaxed);
    }

    /// The counts now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            files_total: self.files_total.load(Relaxed),
            files: self.files.load(Relaxed),
            bytes_total: self.bytes_total.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            articles: self.articles.load(Relaxed),
            text_bytes: self.text_bytes.load(Relaxed),
        }
    }
}
