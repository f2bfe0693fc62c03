//! Queries of a file, run again and again by the clock.

use crate::HITS;
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// What is asked of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All of them, or the only one.
    All,
    /// Any of them.
    Any,
    /// One after the other.
    Phrase,
}

/// A query of the file.
pub struct Query {
    /// What is asked.
    pub kind: Kind,
    /// Of which words.
    pub words: Vec<String>,
    /// The kind by name, as it is in the file.
    name: String,
}

impl Query {
    fn read(line: &str) -> Result<Query> {
        let (name, words) = line.split_once('\t').context("kind, a tab, words")?;
        let kind = match name.trim_end_matches(|digit: char| digit.is_ascii_digit()) {
            "word" | "and" => Kind::All,
            "or" => Kind::Any,
            "phrase" => Kind::Phrase,
            _ => bail!("no such kind of query: {name}"),
        };
        let words = words.split(' ').map(str::to_owned).collect();
        let name = name.to_owned();
        Ok(Query { kind, words, name })
    }
}

/// An open index.
pub trait Searching {
    /// A query in the peer's own terms, which are made before the clock starts.
    type Query;

    /// Makes it.
    fn query(&self, query: &Query) -> Result<Self::Query>;

    /// Numbers of the best documents; returns how many there are.
    fn best(&self, query: &Self::Query) -> Result<usize>;

    /// The best with a passage each; returns in how many of these a word is marked.
    fn passages(&self, query: &Self::Query) -> Result<usize>;
}

#[derive(Default)]
struct Times {
    ids: Vec<f64>,
    passages: Vec<f64>,
    hits: usize,
}

/// Runs all queries of a file once uncounted and `runs` times more, without and with passages, and prints the median of each, in
/// microseconds.
pub fn measure<S: Searching>(index: &S, file: &Path, runs: usize) -> Result<()> {
    ensure!(runs > 0, "nothing is measured without a run");
    let text = fs::read_to_string(file)?;
    let queries: Vec<Query> = text.lines().map(Query::read).collect::<Result<_>>()?;
    let own = |query| index.query(query);
    let asked: Vec<S::Query> = queries.iter().map(own).collect::<Result<_>>()?;
    let mut times: Vec<Times> = queries.iter().map(|_| Times::default()).collect();
    for run in 0..=runs {
        for (query, times) in asked.iter().zip(&mut times) {
            run_once(index, query, times, run > 0)?;
        }
    }
    let entry = |(query, times): (&Query, &mut Times)| {
        let (ids, passages) = (median(&mut times.ids), median(&mut times.passages));
        json!({ "kind": query.name, "ids": ids, "passages": passages, "hits": times.hits })
    };
    let entries: Vec<_> = queries.iter().zip(&mut times).map(entry).collect();
    println!("{}", json!({ "queries": entries }));
    Ok(())
}

fn run_once<S: Searching>(
    index: &S,
    query: &S::Query,
    times: &mut Times,
    counted: bool,
) -> Result<()> {
    let (plain, hits) = timed(|| index.best(query))?;
    let (full, marked) = timed(|| index.passages(query))?;
    ensure!(hits.max(marked) <= HITS, "more hits than were asked for");
    times.hits = hits;
    if counted {
        times.ids.push(plain);
        times.passages.push(full);
    }
    Ok(())
}

/// Microseconds, and what the call gives.
fn timed(work: impl FnOnce() -> Result<usize>) -> Result<(f64, usize)> {
    let start = Instant::now();
    let hits = work()?;
    Ok((start.elapsed().as_secs_f64() * 1e6, hits))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_from_their_names() {
        let kind = |line| Query::read(line).map(|query| query.kind).ok();
        assert_eq!(kind("word\tstorm"), Some(Kind::All));
        assert_eq!(kind("and2\tstorm ferry"), Some(Kind::All));
        assert_eq!(kind("or3\ta b c"), Some(Kind::Any));
        assert_eq!(kind("phrase2\ta storm"), Some(Kind::Phrase));
        assert_eq!(kind("near2\ta storm"), None);
        assert_eq!(kind("word storm"), None);
    }
}
