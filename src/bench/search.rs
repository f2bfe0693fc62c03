//! How fast searching is, in process: the same queries again and again, beside tantivy's plain equivalents on the same
//! index, in alternation.

use super::search_queries::{BenchQuery, QueryClass, generate};
use super::tantivy_search::Peer;
use super::{BenchError, spread};
use crate::query;
use crate::search::{Archive, SearchError, SearchOptions};
use serde::Serialize;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// Hits that each search asks for.
pub(super) const HITS: usize = 10;

/// What to measure.
#[derive(Clone, Debug)]
pub struct SearchBench {
    /// The index.
    pub index: PathBuf,
    /// Queries to measure with; none: made from the index.
    pub queries: Vec<String>,
    /// Queries of each class to make.
    pub generate: usize,
    /// What the made queries depend on besides the index.
    pub seed: u64,
    /// Counted runs of each query, after a first one that is counted as cold.
    pub runs: usize,
    /// Threads that search at the same time, where the rate under load is measured.
    pub threads: usize,
    /// Measure tantivy's plain equivalents too.
    pub against_tantivy: bool,
}

/// Latencies in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half are no slower.
    pub p50: f64,
    /// 95 in 100 are no slower.
    pub p95: f64,
    /// 99 in 100 are no slower.
    pub p99: f64,
    /// 999 in 1000 are no slower.
    pub p999: f64,
    /// Mean.
    pub mean: f64,
}

/// One way of searching: what each query took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// The first time.
    pub cold: Latency,
    /// From then on: the median of each query's runs.
    pub warm: Latency,
}

/// The figures of a class of queries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassFigures {
    /// The class; none for all queries together.
    pub class: Option<QueryClass>,
    /// Queries.
    pub queries: usize,
    /// Which articles, without their ids or texts.
    pub newsdex: Figures,
    /// With the passages of all hits.
    pub newsdex_passages: Figures,
    /// tantivy's ten best.
    pub tantivy: Option<Figures>,
    /// The same with a snippet of each.
    pub tantivy_snippets: Option<Figures>,
    /// How many times as long as tantivy newsdex takes: the median over the queries, warm.
    pub ratio: Option<f64>,
    /// The same with passages and snippets.
    pub ratio_with_passages: Option<f64>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchFigures {
    /// Articles of the index.
    pub articles: u64,
    /// Its segments.
    pub segments: usize,
    /// By class, then all.
    pub classes: Vec<ClassFigures>,
    /// Threads of the load.
    pub threads: usize,
    /// Searches a second under load, without texts.
    pub per_second: f64,
    /// Searches a second under load, with passages.
    pub per_second_passages: f64,
}

/// A way of searching, by its place in a list of times.
const WAYS: usize = 4;

/// What one query took: by way, the first time and the following ones.
#[derive(Clone, Debug, Default)]
struct Times([Vec<f64>; WAYS]);

/// Measures searching.
///
/// # Errors
/// An index without articles, and the first search that fails.
pub fn bench_search(options: &SearchBench) -> Result<SearchFigures, BenchError> {
    let archive = Archive::open(&options.index)?;
    let peer = Peer::open(&options.index)?;
    if archive.num_articles() == 0 {
        return Err(BenchError::NoArticles);
    }
    let queries = match options.queries.is_empty() {
        true => generate(&peer, options.generate, options.seed)?,
        false => options
            .queries
            .iter()
            .map(|q| BenchQuery::given(q))
            .collect(),
    };
    let mut times = vec![Times::default(); queries.len()];
    for run in 0..=options.runs {
        for (query, times) in queries.iter().zip(&mut times) {
            for turn in 0..WAYS {
                // Nobody always comes first.
                let way = (turn + run) % WAYS;
                let theirs = way >= 2;
                if theirs && (!options.against_tantivy || query.words.is_empty()) {
                    continue;
                }
                times.0[way].push(timed(way, query, &archive, &peer)?);
            }
        }
    }
    Ok(SearchFigures {
        articles: peer.articles(),
        segments: peer.segments(),
        classes: by_class(&queries, &times),
        threads: options.threads,
        per_second: under_load(&archive, &queries, options.threads, false)?,
        per_second_passages: under_load(&archive, &queries, options.threads, true)?,
    })
}

fn plain() -> SearchOptions {
    SearchOptions {
        limit: HITS,
        without_total: true,
        ..SearchOptions::default()
    }
}

/// Microseconds of one search.
fn timed(
    way: usize,
    query: &BenchQuery,
    archive: &Archive,
    peer: &Peer,
) -> Result<f64, BenchError> {
    let failed = |error| BenchError::Query {
        query: query.text.clone(),
        error,
    };
    let start = Instant::now();
    match way {
        0 => {
            let found = archive.rank_documents(&query::parse(&query.text), &plain());
            drop(black_box(found.map_err(failed)?));
        }
        1 => {
            let found = archive.search(&query::parse(&query.text), &plain());
            drop(black_box(found.map_err(failed)?));
        }
        2 => drop(black_box(peer.top(query)?)),
        _ => drop(black_box(peer.snippets(query)?)),
    }
    Ok(start.elapsed().as_secs_f64() * 1e6)
}

fn by_class(queries: &[BenchQuery], times: &[Times]) -> Vec<ClassFigures> {
    let mut classes: BTreeMap<QueryClass, Vec<&Times>> = BTreeMap::new();
    for (query, times) in queries.iter().zip(times) {
        classes.entry(query.class).or_default().push(times);
    }
    let mut figures: Vec<ClassFigures> = classes
        .into_iter()
        .map(|(class, times)| class_figures(Some(class), &times))
        .collect();
    figures.push(class_figures(None, &times.iter().collect::<Vec<_>>()));
    figures
}

fn class_figures(class: Option<QueryClass>, times: &[&Times]) -> ClassFigures {
    let way = |way: usize| {
        let all = times.iter().map(|times| &times.0[way]);
        let cold = all.filter_map(|times| times.first().copied()).collect();
        let known = times.iter().filter(|times| !times.0[way].is_empty());
        Figures {
            cold: latency(cold),
            warm: latency(known.map(|times| warm(times, way)).collect()),
        }
    };
    let theirs = times.iter().any(|times| !times.0[2].is_empty());
    ClassFigures {
        class,
        queries: times.len(),
        newsdex: way(0),
        newsdex_passages: way(1),
        tantivy: theirs.then(|| way(2)),
        tantivy_snippets: theirs.then(|| way(3)),
        ratio: theirs.then(|| ratio(times, 0, 2)),
        ratio_with_passages: theirs.then(|| ratio(times, 1, 3)),
    }
}

/// The median of one query's warm runs.
fn warm(times: &Times, way: usize) -> f64 {
    spread(times.0[way].get(1..).unwrap_or_default().to_vec())[1]
}

fn ratio(times: &[&Times], ours: usize, theirs: usize) -> f64 {
    let ratio = |times: &&Times| warm(times, ours) / warm(times, theirs).max(1e-9);
    spread(times.iter().map(ratio).collect())[1]
}

fn latency(mut times: Vec<f64>) -> Latency {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let place = (times.len().saturating_sub(1) as f64 * part).round() as usize;
        times.get(place).copied().unwrap_or_default()
    };
    Latency {
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        p999: at(0.999),
        mean: times.iter().sum::<f64>() / times.len().max(1) as f64,
    }
}

/// How long the load lasts.
const LOAD: Duration = Duration::from_secs(2);

/// Searches a second of some threads that run all queries, each from another one on.
fn under_load(
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
        running.into_iter().map(join).sum::<Result<usize, _>>()
    });
    Ok(counts? as f64 / start.elapsed().as_secs_f64())
}

fn join<T>(running: thread::ScopedJoinHandle<'_, T>) -> T {
    match running.join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indexer::{IndexOptions, Progress, index};

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let latency = latency((1..=1001).rev().map(f64::from).collect());
        assert_eq!(
            (latency.p50, latency.p95, latency.p99, latency.p999),
            (501.0, 951.0, 991.0, 1000.0)
        );
        assert_eq!(latency.mean, 501.0);
    }

    #[test]
    fn the_same_queries_are_made_and_measured_each_time() {
        let source = tempfile::tempdir().expect("a scratch folder");
        let lines: String = (0..80)
            .map(|n| {
                let word = ["ferry", "storm", "strike", "pilot", "ice"][n % 5];
                format!("{{\"id\":\"{n}\",\"body\":\"The {word} of the port was over by {word} time.\"}}\n")
            })
            .collect();
        let file = source.path().join("a.jsonl");
        std::fs::write(&file, lines).expect("a file");
        let folder = source.path().join("index");
        index(
            &IndexOptions::new(vec![file], folder.clone()),
            &Progress::default(),
        )
        .expect("an index");
        let options = SearchBench {
            index: folder.clone(),
            queries: Vec::new(),
            generate: 3,
            seed: 1,
            runs: 1,
            threads: 1,
            against_tantivy: true,
        };
        let made =
            |seed| generate(&Peer::open(&folder).expect("an index"), 3, seed).expect("queries");
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        let figures = bench_search(&options).expect("figures");
        assert_eq!(figures.articles, 80);
        let all = figures.classes.last().expect("all queries");
        assert_eq!((all.class, all.queries), (None, made(1).len()));
        assert!(all.ratio.is_some_and(|ratio| ratio > 0.0));
        let given = bench_search(&SearchBench {
            queries: vec!["ferry OR storm".into()],
            ..options
        })
        .expect("figures");
        assert_eq!(given.classes.last().and_then(|all| all.ratio), None);
    }
}
