//! New articles to segments, on every worker: the fast way into the index.
//!
//! The ordered end of the pipeline submits the articles that are new; whichever worker is free inverts them with a
//! [`SegmentWriter`] of its own. A writer that holds its share of the memory puts its words away in a file; at a commit,
//! all writers become one segment together. Only what is too much for that becomes a segment by itself.
//!
//! Only for articles whose id the index does not hold: a deletion in the same commit would take a segment's article
//! along, since segments that are added whole carry no time stamps.

use super::permits::Permits;
use super::segment::SegmentWriter;
use crate::article::Article;
use crate::schema::{self, Fields};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use tantivy::{Index, SegmentMeta, TantivyError};

/// No writer holds more: positions in its streams are 32 bits wide.
const MAX_WRITER_BYTES: usize = 2 << 30;

/// Of its memory, a writer keeps at most one part in so many while its words are put away: else words are put away for
/// ever fewer articles.
const MAX_LASTING: usize = 2;

/// A segment is put together from at most this many batches of each writer, since finishing reads from all at a time.
/// At the default memory these are about three gigabytes of text.
const MAX_PUT_AWAY: usize = 64;

/// Articles on their way into a segment, and the bytes that they hold of the budget.
struct Load {
    articles: Vec<Article>,
    held: usize,
}

/// See the module.
pub(super) struct Bulk {
    index: Index,
    /// Where writers put away what does not fit into memory.
    folder: PathBuf,
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
    /// `index` must be the index writer's own, in `folder`; `bytes` is what all writers together may hold.
    pub(super) fn new(
        index: Index,
        folder: &Path,
        threads: usize,
        bytes: usize,
        permits: Permits,
    ) -> Bulk {
        Bulk {
            index,
            folder: folder.to_owned(),
            fields: schema::schema().1,
            threads,
            writer_bytes: (bytes / threads.max(1)).min(MAX_WRITER_BYTES),
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
                writer = self.make_room(writer)?;
            }
        }
        self.lock().idle.push(writer);
        Ok(())
    }

    /// What a writer becomes that holds its share of the memory.
    fn make_room(&self, mut writer: SegmentWriter) -> tantivy::Result<SegmentWriter> {
        let lasting = writer.lasting_bytes() * MAX_LASTING > self.writer_bytes;
        if lasting || writer.num_put_away() >= MAX_PUT_AWAY {
            let next = SegmentWriter::new(&self.index, self.fields)?;
            let finished = writer.finish()?;
            self.lock().finished.extend(finished);
            return Ok(next);
        }
        writer.put_away(&self.folder)?;
        Ok(writer)
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
        segments.extend(SegmentWriter::finish_together(
            writers,
            Some(&self.folder),
            self.threads,
        )?);
        Ok(segments)
    }

    /// The first thing that went wrong, once.
    pub(super) fn take_error(&self) -> Option<TantivyError> {
        self.lock().error.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(count: usize) -> Vec<Article> {
        let body =
            |number: usize| format!("Rain fell on town {number}, {} and town 7. ", number % 5);
        let article = |number: usize| Article {
            id: number.to_string(),
            body: body(number).repeat(200),
            ..Article::default()
        };
        (0..count).map(article).collect()
    }

    /// Articles of each segment that a budget gives.
    fn segments(bytes: usize) -> Vec<u32> {
        let folder = tempfile::tempdir().expect("a folder");
        let builder = Index::builder().schema(schema::schema().0);
        let index = builder.settings(schema::settings());
        let index = index.create_in_dir(folder.path()).expect("an index");
        let bulk = Bulk::new(index, folder.path(), 1, bytes, Permits::new(1));
        bulk.submit(articles(40), 0);
        let segments = bulk.settle().expect("room on the disk");
        segments.iter().map(SegmentMeta::max_doc).collect()
    }

    #[test]
    fn little_memory_gives_one_segment_all_the_same() {
        assert_eq!(segments(1 << 30), [40]);
        // 40 articles of 1,600 words take eight bytes a word, and tables.
        assert_eq!(segments(300 << 10), [40]);
    }

    #[test]
    fn what_cannot_be_put_away_becomes_a_segment_by_itself() {
        assert_eq!(segments(1), [1; 40]);
    }
}
