//! What the peers in Rust have in common: reading the articles and the queries, taking times, printing them.
//!
//! Every peer, in whatever language, is called in one of two ways and prints one JSON object:
//!
//! ```text
//! PEER index FILE.jsonl FOLDER THREADS   -> articles, text_bytes, seconds, segments, version, told
//! PEER search FOLDER QUERIES RUNS        -> queries: kind, ids, passages (microseconds, median of the runs), hits
//! ```

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Hits of every search.
pub const HITS: usize = 10;

/// What a peer is asked to do.
pub enum Task {
    /// Build an index.
    Index {
        /// Articles, a JSON object a line.
        file: PathBuf,
        /// Where to.
        folder: PathBuf,
        /// How many threads may work.
        threads: usize,
    },
    /// Measure searches.
    Search {
        /// Where the index is.
        folder: PathBuf,
        /// The queries, one a line.
        queries: PathBuf,
        /// Counted runs of each.
        runs: usize,
    },
}

impl Task {
    /// From the command line.
    pub fn read() -> Result<Task> {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["index", file, folder, threads] => Ok(Task::Index {
                file: file.into(),
                folder: folder.into(),
                threads: threads.parse()?,
            }),
            ["search", folder, queries, runs] => Ok(Task::Search {
                folder: folder.into(),
                queries: queries.into(),
                runs: runs.parse()?,
            }),
            _ => bail!("index FILE FOLDER THREADS, or search FOLDER QUERIES RUNS"),
        }
    }
}

/// An article, as all peers index it.
#[derive(Deserialize)]
pub struct Article {
    /// Its id.
    #[serde(default)]
    pub id: String,
    /// Its title.
    #[serde(default, alias = "headline")]
    pub title: String,
    /// Its text.
    #[serde(default, alias = "text")]
    pub body: String,
}

/// The articles of a file.
pub fn articles(file: &Path) -> Result<impl Iterator<Item = Result<Article>>> {
    let reader = BufReader::with_capacity(1 << 20, File::open(file)?);
    Ok(reader.lines().map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// What building an index gave.
#[derive(Default, Serialize)]
pub struct Built {
    /// Articles.
    pub articles: u64,
    /// Bytes of their titles and bodies.
    pub text_bytes: u64,
    /// From opening the file until all is synced.
    pub seconds: f64,
    /// Pieces of the index.
    pub segments: usize,
    /// Of the peer.
    pub version: String,
    /// What the peer was told to do.
    pub told: String,
}

impl Built {
    /// Counts an article.
    pub fn add(&mut self, article: &Article) {
        self.articles += 1;
        self.text_bytes += (article.title.len() + article.body.len()) as u64;
    }

    /// Prints it.
    pub fn print(&self) -> Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// A query: words of the index, and what is asked of them.
pub struct Query {
    /// `word`, `and2`, `or2`, `or3`, `phrase2` or `phrase3`.
    pub kind: String,
    /// The words.
    pub words: Vec<String>,
}

fn queries(file: &Path) -> Result<Vec<Query>> {
    let query = |line: &str| {
        let (kind, words) = line.split_once('\t').context("kind, a tab, words")?;
        Ok(Query {
            kind: kind.to_owned(),
            words: words.split(' ').map(str::to_owned).collect(),
        })
    };
    fs::read_to_string(file)?.lines().map(query).collect()
}

/// A way of searching: a query to its number of hits.
pub type Way<'a> = &'a mut dyn FnMut(&Query) -> Result<usize>;

/// Runs every query, once uncounted and then `runs` times, for hits alone and with passages, and prints the medians.
pub fn measure(file: &Path, runs: usize, ids: Way<'_>, passages: Way<'_>) -> Result<()> {
    let queries = queries(file)?;
    let mut times = vec![(Vec::new(), Vec::new(), 0); queries.len()];
    for run in 0..=runs {
        for (query, (plain, full, hits)) in queries.iter().zip(&mut times) {
            let (time, found) = timed(query, ids)?;
            let (time_of_passages, _) = timed(query, passages)?;
            *hits = found;
            if run > 0 {
                plain.push(time);
                full.push(time_of_passages);
            }
        }
    }
    let entry =
        |(query, (plain, full, hits)): (&Query, &mut (Vec<f64>, Vec<f64>, usize))| -> Value {
            json!({ "kind": query.kind, "ids": median(plain), "passages": median(full), "hits": hits })
        };
    let entries: Vec<Value> = queries.iter().zip(&mut times).map(entry).collect();
    println!("{}", json!({ "queries": entries }));
    Ok(())
}

/// Microseconds, and hits.
fn timed(query: &Query, way: Way<'_>) -> Result<(f64, usize)> {
    let start = Instant::now();
    let hits = way(query).with_context(|| format!("{} {}", query.kind, query.words.join(" ")))?;
    Ok((start.elapsed().as_secs_f64() * 1e6, hits))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Syncs all files below a folder, for a peer that does not do so by itself.
pub fn sync(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => sync(&path)?,
            false => File::open(&path)?.sync_all()?,
        }
    }
    Ok(File::open(folder)?.sync_all()?)
}
