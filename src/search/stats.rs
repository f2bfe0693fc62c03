//! What an index holds, in numbers.

use super::{Archive, SearchError};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;

/// Name of an index file's ending, and what it holds.
const COMPONENTS: [(&str, &str); 8] = [
    ("term", "terms"),
    ("idx", "postings"),
    ("pos", "positions"),
    ("store", "stored text"),
    ("fast", "columns"),
    ("fieldnorm", "lengths"),
    ("del", "deletions"),
    ("bin", "manifest"),
];

/// How many articles have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The value; empty for articles without one.
    pub name: String,
    /// Articles.
    pub articles: u64,
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Files that they were read from.
    pub files: u64,
    /// Outlets, most articles first.
    pub sources: Vec<Share>,
    /// Languages, most articles first.
    pub languages: Vec<Share>,
    /// Date of the earliest article that has one.
    pub earliest: Option<Timestamp>,
    /// Date of the latest.
    pub latest: Option<Timestamp>,
    /// Articles without a date.
    pub undated: u64,
    /// Segments.
    pub segments: u64,
    /// Bytes by component, as they lie on disk.
    pub bytes: Vec<(String, u64)>,
    /// Bytes in all.
    pub total_bytes: u64,
    /// Version of the fields.
    pub schema: u32,
    /// Version of the words.
    pub analyzer: u32,
}

impl Archive {
    /// Counts what the index holds.
    pub fn stats(&self) -> Result<Stats, SearchError> {
        let mut stats = Stats {
            articles: self.num_articles(),
            files: self.commit().map_or(0, |commit| commit.files),
            sources: self.shares("source")?,
            languages: self.shares("language")?,
            segments: self.searcher.segment_readers().len() as u64,
            schema: crate::schema::VERSION,
            analyzer: crate::analysis::VERSION,
            ..Stats::default()
        };
        self.dates(&mut stats)?;
        self.sizes(&mut stats)?;
        Ok(stats)
    }

    fn shares(&self, column: &str) -> Result<Vec<Share>, SearchError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let names = reader.fast_fields().str(column)?;
            let mut ordinals: BTreeMap<Option<u64>, u64> = BTreeMap::new();
            for doc in reader.doc_ids_alive() {
                let ordinal = names.as_ref().and_then(|names| names.ords().first(doc));
                *ordinals.entry(ordinal).or_default() += 1;
            }
            for (ordinal, articles) in ordinals {
                let mut name = String::new();
                if let (Some(names), Some(ordinal)) = (&names, ordinal) {
                    names.ord_to_str(ordinal, &mut name)?;
                }
                *counts.entry(name).or_default() += articles;
            }
        }
        let mut shares: Vec<Share> = counts
            .into_iter()
            .map(|(name, articles)| Share { name, articles })
            .collect();
        shares.sort_by(|a, b| {
            b.articles
                .cmp(&a.articles)
                .then_with(|| a.name.cmp(&b.name))
        });
        Ok(shares)
    }

    fn dates(&self, stats: &mut Stats) -> Result<(), SearchError> {
        let mut range: Option<(i64, i64)> = None;
        for reader in self.searcher.segment_readers() {
            let published = reader.fast_fields().i64("published")?;
            for doc in reader.doc_ids_alive() {
                match published.first(doc) {
                    Some(second) => {
                        let (first, last) = range.unwrap_or((second, second));
                        range = Some((first.min(second), last.max(second)));
                    }
                    None => stats.undated += 1,
                }
            }
        }
        stats.earliest = range.and_then(|(first, _)| Timestamp::from_second(first).ok());
        stats.latest = range.and_then(|(_, last)| Timestamp::from_second(last).ok());
        Ok(())
    }

    fn sizes(&self, stats: &mut Stats) -> Result<(), SearchError> {
        let mut bytes: BTreeMap<&str, u64> = BTreeMap::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ending = name.to_str().and_then(|name| name.rsplit_once('.'));
            let component = ending
                .and_then(|(_, ending)| COMPONENTS.iter().find(|(known, _)| *known == ending))
                .map_or("other", |(_, component)| component);
            let size = entry.metadata()?.len();
            *bytes.entry(component).or_default() += size;
            stats.total_bytes += size;
        }
        stats.bytes = bytes
            .into_iter()
            .map(|(component, size)| (component.to_owned(), size))
            .collect();
        stats
            .bytes
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(())
    }
}
