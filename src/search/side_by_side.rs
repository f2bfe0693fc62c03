//! The segments of an index, searched side by side by several threads where a query takes long enough for that. What is
//! found is the same.

use super::Archive;
use crate::query::lower::{Lowered, Pruning};
use std::sync::OnceLock;
use std::thread::available_parallelism;
use tantivy::collector::Collector;
use tantivy::query::EnableScoring;
use tantivy::{Executor, Searcher};

/// Articles outside the largest segment for which threads are worth being started: of a query of words, and of any other, of
/// which an article takes some twenty times as long.
const WORTH: [u64; 2] = [400_000, 20_000];

/// The threads of an archive, started with the first query that is worth it.
#[derive(Default)]
pub(super) struct Threads(OnceLock<Executor>);

impl Archive {
    /// Runs a query.
    pub(super) fn collect<C: Collector>(
        &self,
        lowered: &Lowered,
        collector: &C,
    ) -> tantivy::Result<C::Fruit> {
        let scoring = match collector.requires_scoring() {
            true => EnableScoring::enabled_from_searcher(&self.searcher),
            false => EnableScoring::disabled_from_searcher(&self.searcher),
        };
        let executor = match is_worth_it(lowered, &self.searcher) {
            true => self
                .threads
                .executor(self.searcher.segment_readers().len())?,
            false => &Executor::SingleThread,
        };
        self.searcher
            .search_with_executor(&*lowered.query, collector, executor, scoring)
    }
}

impl Threads {
    fn executor(&self, segments: usize) -> tantivy::Result<&Executor> {
        if let Some(executor) = self.0.get() {
            return Ok(executor);
        }
        let threads = available_parallelism().map_or(1, usize::from).min(segments);
        let executor = match threads {
            0 | 1 => Executor::SingleThread,
            _ => Executor::multi_thread(threads, "search-")?,
        };
        Ok(self.0.get_or_init(|| executor))
    }
}

fn is_worth_it(lowered: &Lowered, searcher: &Searcher) -> bool {
    let articles = || {
        searcher
            .segment_readers()
            .iter()
            .map(|reader| u64::from(reader.num_docs()))
    };
    let beside = searcher.num_docs() - articles().max().unwrap_or(0);
    let [words, others] = WORTH;
    let worth = match lowered.pruning {
        Pruning::TopAndCount => words,
        Pruning::Top | Pruning::None => others,
    };
    // Which texts are read where not all may be is for the order to say.
    beside >= worth && !lowered.may_read_too_many_texts(searcher.num_docs())
}
