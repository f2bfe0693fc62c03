//! What an indexing run did, in numbers that add up.

use crate::article::Location;
use crate::format::PassedOverCounts;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Records by outcome. Every record that was read, or stands in a file that did not need reading, is in exactly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// New articles.
    pub indexed: u64,
    /// Articles that took the place of an earlier version.
    pub replaced: u64,
    /// Articles that were in the index already, as they are.
    pub unchanged: u64,
    /// Records with the id and content of another record.
    pub duplicate: u64,
    /// Records without text, and pages that are no articles.
    pub empty: u64,
    /// Records that could not be read.
    pub failed: u64,
}

impl Outcomes {
    /// All records.
    pub fn total(&self) -> u64 {
        self.indexed + self.replaced + self.unchanged + self.duplicate + self.empty + self.failed
    }
}

/// The result of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndexReport {
    /// Files found.
    pub files: u64,
    /// Paths, named or below a named one, that could not be read or listed.
    pub unreadable_paths: u64,
    /// Records, by outcome.
    pub outcomes: Outcomes,
    /// The empty records that were read in this run, by reason.
    pub empty_reasons: BTreeMap<String, u64>,
    /// Articles that left the index, since their file or record is gone.
    pub removed: u64,
    /// Articles in the index after the run.
    pub articles: u64,
    /// Bytes of the files that were read, as they lie on disk.
    pub input_bytes: u64,
    /// Bytes of title, body and comments of the articles that were read.
    pub text_bytes: u64,
    /// Size of the index folder.
    pub index_bytes: u64,
    /// Parts of the files that were read which are no records: requests, pictures and the like.
    pub passed_over: PassedOverCounts,
    /// Characters that could not be decoded and stand as U+FFFD.
    pub replaced_characters: u64,
    /// Articles whose date could not be right, and was left out.
    pub bogus_dates: u64,
    /// Articles that had been read in another encoding than they were written in, and were repaired.
    pub mojibake: u64,
    /// Time from start to the last commit, seconds.
    pub seconds: f64,
    /// The first failures, at most [`FAILURES_SHOWN`]; all of them are in the index folder.
    pub failures: Vec<Failure>,
    /// Where all failures are listed, if there are any.
    pub failures_file: Option<PathBuf>,
}

/// How many failures a report shows.
pub const FAILURES_SHOWN: usize = 10;

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Failure {
    /// Where it stands.
    #[serde(flatten)]
    pub location: Location,
    /// Why.
    pub reason: String,
}
