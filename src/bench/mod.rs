//! How fast indexing and searching are here, on the user's own files, beside tantivy's own writer and queries.
//!
//! Runs alternate, so that what slows the machine down slows all. Nothing is left out on either side: positions,
//! lengths, stored text, and a commit that is synced to disk.

mod indexing;
mod process;
mod search;
mod statistics;

pub use indexing::{
    BenchOptions, Comparison, Components, Corpus, Engine, Figure, Machine, NotComparable, Record,
    Sample, Series, StageSample, Verdict, bench_index, compare, page,
};
pub use process::peak_memory;
pub use search::{
    BenchQuery, ClassFigures, Cold, ColdKind, Figures, Frequency, Latency, Load, QueryClass,
    QueryKind, SearchBench, SearchFigures, bench_queries, bench_search,
};
pub use statistics::Spread;

use crate::indexer::IndexError;
use crate::search::SearchError;
use std::io;

/// Why a measurement stopped.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// Indexing failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The index that was built cannot be read back.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A query that was given cannot be answered.
    #[error("`{query}`: {error}")]
    Query {
        /// As it was given.
        query: String,
        /// Why.
        error: SearchError,
    },
    /// There is nothing to search.
    #[error("the index holds no article to search for")]
    NoArticles,
    /// tantivy's writer failed.
    #[error("{0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The scratch folder cannot be used.
    #[error("{0}")]
    Io(#[from] io::Error),
}
