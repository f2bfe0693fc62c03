//! New articles to segments, on every worker: the fast way into the index.
//!
//! The ordered end of the pipeline submits the articles that are new; whichever worker is free inverts them with a
//! [`SegmentWriter`] of its own. A writer that holds its share of the memory becomes a segment by itself; at a commit,
//! those that are left become one segment together.
//!
//! Only for articles whose id the index does not hold: a deletion in the same commit would take a segment's article
//! along, since segments that are added whole carry no time stamps.

use super::permits::Permits;
use super::segment::SegmentWriter;
use crate::article::Article;
use crate::schema::Fields;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use tantivy::{Index, SegmentMeta, TantivyError};

/// Articles on their way into a segment, and the bytes that they hold of the budget.
struct Load {
    articles: Vec<Article>,
    held: usize,
}

/// See the module.
pub(super) struct Bulk {
    index: Index,
    fields: Fields,
    threads: usize,
    /// What one writer may hold.
    writer_bytes: usize,
    /// Budget of everything between the reader and the segments.
    permits: Permits,
    // Unbounded, since what is in it is bounded by the permits that it holds.
    queue: (Sender<Load>, Receiver<Load>),
    state: Mutex<State>,
    settled: Condvar,
}

#[derive(Default)]
struct State {
    /// Loads submitted and not yet inverted.
    pending: usize,
    /// Writers that nobody uses just now.
    idle: Vec<SegmentWriter>,
    /// Segments on disk that the index does not have yet.
    finished: Vec<SegmentMeta>,
    /// The first thing that went wrong.
    error: Option<TantivyError>,
}

impl Bulk {
    /// `index` must be the index writer's own; `bytes` is what all writers together may hold.
    pub(super) fn new(
        index: Index,
        fields: Fields,
        threads: usize,
        bytes: usize,
        permits: Permits,
    ) -> Bulk {
        Bulk {
            index,
            fields,
            threads,
            writer_bytes: bytes / threads.max(1),
            permits,
            queue: unbounded(),
            state: Mutex::default(),
            settled: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The budget.
    pub(super) fn permits(&self) -> &Permits {
        &self.permits
    }

    /// Hands articles over; whoever calls must call [`Bulk::help`] some time after.
    pub(super) fn submit(&self, articles: Vec<Article>, held: usize) {
        self.lock().pending += 1;
        // The receiver lives as long as the sender.
        let _ = self.queue.0.send(Load { articles, held });
    }

    /// Inverts what is waiting, and gives its permits back.
    pub(super) fn help(&self) {
        while let Ok(load) = self.queue.1.try_recv() {
            let result = self.invert(&load.articles);
            self.permits.give(load.held);
            let mut state = self.lock();
            state.pending -= 1;
            if let Err(error) = result {
                state.error.get_or_insert(error);
            }
            self.settled.notify_all();
        }
    }

    fn invert(&self, articles: &[Article]) -> tantivy::Result<()> {
        let idle = self.lock().idle.pop();
        let mut writer = match idle {
            Some(writer) => writer,
            None => SegmentWriter::new(&self.index, self.fields)?,
        };
        for article in articles {
            writer.add(article)?;
            if writer.bytes() > self.writer_bytes {
                let full =
                    std::mem::replace(&mut writer, SegmentWriter::new(&self.index, self.fields)?);
                let finished = full.finish()?;
                self.lock().finished.extend(finished);
            }
        }
        self.lock().idle.push(writer);
        Ok(())
    }

    /// Waits until everything submitted is in a segment. Returns the segments, which the index must be given at once.
    pub(super) fn settle(&self) -> tantivy::Result<Vec<SegmentMeta>> {
        self.help();
        let mut state = self.lock();
        while state.pending > 0 {
            state = self
                .settled
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(error) = state.error.take() {
            return Err(error);
        }
        let writers = std::mem::take(&mut state.idle);
        let mut segments = std::mem::take(&mut state.finished);
        drop(state);
        segments.extend(SegmentWriter::finish_together(writers, self.threads)?);
        Ok(segments)
    }

    /// The first thing that went wrong, once.
    pub(super) fn take_error(&self) -> Option<TantivyError> {
        self.lock().error.take()
    }
}
