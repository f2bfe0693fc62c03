//! How fast searching is, in process: the same queries again and again, beside tantivy's plain equivalents on the same
//! index, in alternation.

mod bench_query;
mod cold;
mod figures;
mod load;
mod queries;
mod tantivy_search;

pub use bench_query::{BenchQuery, Frequency, QueryClass, QueryKind};
pub use cold::{Cold, ColdKind};
pub use figures::{ClassFigures, Figures, Latency};
pub use load::Load;

use super::BenchError;
use crate::query;
use crate::search::{Archive, SearchOptions};
use figures::{Times, Way, by_class};
use serde::Serialize;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tantivy_search::Peer;

/// Hits that each search asks for.
const HITS: usize = 10;

/// What to measure.
#[derive(Clone, Debug)]
pub struct SearchBench {
    /// The index.
    pub index: PathBuf,
    /// Queries to measure with.
    pub queries: Vec<BenchQuery>,
    /// Counted runs of each query, after a first one that is not.
    pub runs: usize,
    /// Queries of each class to run cold too.
    pub cold: usize,
    /// Threads that search at the same time, where the rate under load is measured.
    pub threads: usize,
    /// Measure tantivy's plain equivalents too.
    pub against_tantivy: bool,
}

impl SearchBench {
    /// The ways in which a query is run. What somebody wrote has no plain equivalent.
    fn ways(&self, query: &BenchQuery) -> impl Iterator<Item = Way> + use<> {
        let theirs = self.against_tantivy && !query.words.is_empty();
        let ways = Way::ALL.into_iter();
        ways.filter(move |way| way.is_ours() || theirs)
    }
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
    /// How cold the cold searches were; `None` where there were none.
    pub cold: Option<Cold>,
    /// Under load.
    pub load: Load,
}

/// Makes up to `count` queries of each class from the words and phrases of an index. The same index and seed give the
/// same queries.
///
/// # Errors
/// An index that cannot be read, or has no articles.
pub fn bench_queries(index: &Path, count: usize, seed: u64) -> Result<Vec<BenchQuery>, BenchError> {
    known(index)?;
    Ok(queries::generate(&Peer::open(index)?, count, seed)?)
}

/// Its number of articles, which is not 0.
fn known(index: &Path) -> Result<u64, BenchError> {
    match Archive::open(index)?.num_articles() {
        0 => Err(BenchError::NoArticles),
        articles => Ok(articles),
    }
}

/// Measures searching.
///
/// # Errors
/// An index without articles, and the first search that fails.
pub fn bench_search(options: &SearchBench) -> Result<SearchFigures, BenchError> {
    let articles = known(&options.index)?;
    let mut times = vec![Times::default(); options.queries.len()];
    let cold = cold::run(options, &options.queries, &mut times)?;
    let archive = Archive::open(&options.index)?;
    let peer = Peer::open(&options.index)?;
    for run in 0..=options.runs {
        for (query, times) in options.queries.iter().zip(&mut times) {
            let mut ways: Vec<Way> = options.ways(query).collect();
            // Nobody always comes first.
            let first = run % ways.len();
            ways.rotate_left(first);
            for way in ways {
                let time = match way.is_ours() {
                    true => own(way, query, &archive)?,
                    false => theirs(way, query, &peer)?,
                };
                if run > 0 {
                    times.add_warm(way, time);
                }
            }
        }
    }
    Ok(SearchFigures {
        articles,
        segments: peer.segments(),
        classes: by_class(&options.queries, &times),
        cold,
        load: Load::measure(&archive, &options.queries, options.threads)?,
    })
}

fn plain() -> SearchOptions {
    SearchOptions {
        limit: HITS,
        without_total: true,
        ..SearchOptions::default()
    }
}

/// Microseconds of one search of ours.
fn own(way: Way, query: &BenchQuery, archive: &Archive) -> Result<f64, BenchError> {
    let failed = |error| BenchError::Query {
        query: query.text.clone(),
        error,
    };
    let start = Instant::now();
    let parsed = query::parse(&query.text);
    match way {
        Way::NewsdexPassages => {
            let found = archive.search(&parsed, &plain());
            drop(black_box(found.map_err(failed)?));
        }
        _ => {
            let found = archive.rank_documents(&parsed, &plain());
            drop(black_box(found.map_err(failed)?));
        }
    }
    Ok(start.elapsed().as_secs_f64() * 1e6)
}

/// Microseconds of one search of tantivy's.
fn theirs(way: Way, query: &BenchQuery, peer: &Peer) -> Result<f64, BenchError> {
    let start = Instant::now();
    match way {
        Way::TantivySnippets => drop(black_box(peer.snippets(query)?)),
        _ => drop(black_box(peer.top(query)?)),
    }
    Ok(start.elapsed().as_secs_f64() * 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indexer::{IndexOptions, Progress, index};

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
        let made = |seed| bench_queries(&folder, 3, seed).expect("queries");
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        let options = SearchBench {
            index: folder.clone(),
            queries: made(1),
            runs: 1,
            cold: 1,
            threads: 1,
            against_tantivy: true,
        };
        let figures = bench_search(&options).expect("figures");
        assert_eq!(figures.articles, 80);
        let all = figures.classes.last().expect("all queries");
        assert_eq!((all.class, all.queries), (None, made(1).len()));
        assert_eq!(all.cold_queries, figures.classes.len() - 1);
        assert!(all.ratio.is_some_and(|ratio| ratio > 0.0));
        assert!(figures.cold.is_some());
        let given = bench_search(&SearchBench {
            queries: vec![BenchQuery::read("ferry OR storm")],
            cold: 0,
            ..options
        })
        .expect("figures");
        assert_eq!(given.classes.last().and_then(|all| all.ratio), None);
        assert_eq!(given.cold, None);
    }
}
