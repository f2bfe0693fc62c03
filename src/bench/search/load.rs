//! How many searches a second several threads get through together.

use super::bench_query::BenchQuery;
use super::plain;
use crate::query;
use crate::search::{Archive, SearchError};
use serde::Serialize;
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

/// How long the load lasts.
const LOAD: Duration = Duration::from_secs(2);

/// Searches under load.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Load {
    /// Threads that search without a pause.
    pub threads: usize,
    /// Searches a second, without texts.
    pub per_second: f64,
    /// Searches a second, with passages.
    pub per_second_passages: f64,
}

impl Load {
    pub(super) fn measure(
        archive: &Archive,
        queries: &[BenchQuery],
        threads: usize,
    ) -> Result<Load, SearchError> {
        Ok(Load {
            threads,
            per_second: per_second(archive, queries, threads, false)?,
            per_second_passages: per_second(archive, queries, threads, true)?,
        })
    }
}

/// Searches a second of some threads that run all queries, each from another one on.
fn per_second(
    archive: &Archive,
    queries: &[BenchQuery],
    threads: usize,
    passages: bool,
) -> Result<f64, SearchError> {
    let start = Instant::now();
    let work = |first: usize| -> Result<usize, SearchError> {
        let mut done = 0;
        for query in queries.iter().cycle().skip(first) {
            if start.elapsed() >= LOAD {
                break;
            }
            let parsed = query::parse(&query.text);
            match passages {
                true => drop(black_box(archive.search(&parsed, &plain())?)),
                false => drop(black_box(archive.rank_documents(&parsed, &plain())?)),
            }
            done += 1;
        }
        Ok(done)
    };
    let counts = thread::scope(|scope| {
        let firsts = (0..threads).map(|thread| thread * queries.len() / threads.max(1));
        let running: Vec<_> = firsts
            .map(|first| scope.spawn(move || work(first)))
            .collect();
        running.into_iter().map(joined).sum::<Result<usize, _>>()
    });
    Ok(counts? as f64 / start.elapsed().as_secs_f64())
}

/// What the thread gives. A panic there goes on here.
fn joined<T>(running: thread::ScopedJoinHandle<'_, T>) -> T {
    match running.join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
