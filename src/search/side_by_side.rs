//! The segments of an index, searched side by side by several threads where a query takes long enough for that. What is
//! found is the same.

use super::Archive;
use crate::query::lower::{Lowered, Pruning, ScoredWord};
use std::sync::OnceLock;
use std::thread::available_parallelism;
use tantivy::collector::Collector;
use tantivy::query::EnableScoring;
use tantivy::{Executor, Searcher};

/// Articles that are looked at for which threads are worth it, which take some .2 ms to begin: where words are only counted, and
/// where places are read or each article is asked something, which takes far longer.
const WORTH: [u64; 2] = [800_000, 40_000];

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
    let articles = searcher.num_docs();
    let segments = searcher.segment_readers().iter();
    let largest = segments.map(|segment| u64::from(segment.num_docs())).max();
    // Threads wait for the largest segment.
    let divides = largest.is_some_and(|largest| largest <= articles / 4 * 3);
    let [counted, read] = WORTH;
    let is_long = match lowered.pruning {
        Pruning::TopAndCount => articles >= counted,
        Pruning::Top | Pruning::None => {
            let phrases = lowered.words.iter().map(ScoredWord::articles_read);
            // Of other queries that look at all that match, it is not known how many these are.
            phrases.max().filter(|&most| most > 0).unwrap_or(articles) >= read
        }
    };
    // Which texts are read where not all may be is for the order to say.
    divides && is_long && !lowered.may_read_too_many_texts(articles)
}
