//! What the peers in Rust share: their command line, reading articles and queries, taking times. peer.py does the same for
//! those in Python. Each is called as `Peer` of engines.py says.

mod articles;
mod queries;

pub use articles::{Article, articles, synced};
pub use queries::{Kind, Query, Searching, measure};

use anyhow::{Result, bail};
use serde::Serialize;
use std::path::PathBuf;

/// So many articles are shown of what is found.
pub const HITS: usize = 10;

/// What a peer is asked to do.
pub enum Task {
    /// Build an index.
    Index {
        /// Articles, a JSON object a line.
        file: PathBuf,
        /// An empty folder for the index.
        folder: PathBuf,
        /// How many threads may index.
        threads: usize,
    },
    /// Measure searches.
    Search {
        /// Where the index is.
        folder: PathBuf,
        /// The queries, one a line: kind, a tab, words.
        queries: PathBuf,
        /// Counted runs of each.
        runs: usize,
    },
}

impl Task {
    /// From the arguments of the command line. Fails where they are not those of a peer.
    pub fn read(arguments: &[String]) -> Result<Task> {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
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

/// What building an index gave, printed as JSON.
#[derive(Default, Serialize)]
pub struct Built {
    /// Articles in it.
    pub articles: u64,
    /// Bytes of their titles and bodies.
    pub text_bytes: u64,
    /// From before the index was created until all of it was synced.
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

    /// On one line of stdout.
    pub fn print(&self) -> Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Version of a package, from the text of the lock file that it was built by; empty where it is not in there.
pub fn locked_version<'a>(lock: &'a str, package: &str) -> &'a str {
    let entry = format!("name = \"{package}\"\nversion = \"");
    let rest = lock.split(&entry).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

/// The lock file of all peers in Rust.
pub const LOCK: &str = include_str!("../../Cargo.lock");
