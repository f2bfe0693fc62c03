//! Chunks of records to cleaned articles, each with its fingerprint: the part of the work that needs no order.

use super::STDIN;
use super::stage::{self, Stage};
use crate::article::{Article, Draft, Location};
use crate::clean::dates::{DayOrder, Evidence};
use crate::clean::{self, CleanOptions, Empty, Removed};
use crate::format::{self, Chunk, Parsed, PassedOverCounts, ReadOptions};
use jiff::Timestamp;
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::Xxh3Default;

/// A record after reading and cleaning.
pub(super) struct Record {
    /// Where it stands.
    pub(super) location: Location,
    /// What it gave.
    pub(super) result: Result<Prepared, NotPrepared>,
    /// Characters that could not be decoded.
    pub(super) replaced_characters: u64,
}

/// An article ready to be identified.
pub(super) struct Prepared {
    /// The article. Its id is its own or, where it has none, its location.
    pub(super) article: Article,
    /// Hash of everything but its location.
    pub(super) content: u64,
    /// What cleaning took away.
    pub(super) removed: Removed,
}

/// Why a record gives no article.
pub(super) enum NotPrepared {
    /// There is nothing in it.
    Empty(Empty),
    /// It could not be read.
    Failed(String),
    /// The stream could not be read on from here.
    Broken(String),
}

/// Turns chunks into records.
pub(super) struct Preparer<'a> {
    pub(super) read: &'a ReadOptions,
    /// The present.
    pub(super) now: Timestamp,
    /// What was passed over so far. Sums need no order, so they do not go through the ordered end.
    pub(super) passed_over: Mutex<PassedOverCounts>,
}

impl Preparer<'_> {
    /// Reads and cleans the records of `chunk`, which stands in `path`, `member`.
    pub(super) fn records(&self, chunk: &Chunk, path: &str, member: Option<&str>) -> Vec<Record> {
        let mut records = Vec::new();
        let passed_over = stage::time(Stage::Parse, || {
            format::parse(chunk, self.read, &mut |parsed| records.push(parsed))
        });
        if passed_over.total() > 0 {
            let sums = self.passed_over.lock();
            sums.unwrap_or_else(PoisonError::into_inner)
                .merge(&passed_over);
        }
        self.clean(records, path, member)
    }

    /// What was passed over in all.
    pub(super) fn passed_over(self) -> PassedOverCounts {
        let sums = self.passed_over.into_inner();
        sums.unwrap_or_else(PoisonError::into_inner)
    }

    /// Cleans the records of a chunk. What they say together, of the order in which dates are written, counts for each:
    /// a chunk is the same whatever the threads.
    pub(super) fn clean(
        &self,
        records: Vec<Parsed>,
        path: &str,
        member: Option<&str>,
    ) -> Vec<Record> {
        let day_orders = day_orders(&records);
        let records = records.into_iter().zip(day_orders);
        let clean = |(record, day_order)| {
            let options = CleanOptions {
                now: self.now,
                day_order,
            };
            self::record(record, &options, path, member)
        };
        records.map(clean).collect()
    }
}

fn record(parsed: Parsed, options: &CleanOptions, path: &str, member: Option<&str>) -> Record {
    let location = Location {
        path: path.to_owned(),
        member: member.map(str::to_owned),
        record: parsed.record,
    };
    let result = match parsed.draft {
        Ok(draft) => article(draft, options, &location),
        Err(error) => Err(NotPrepared::Failed(error.to_string())),
    };
    Record {
        location,
        result,
        replaced_characters: parsed.replaced,
    }
}

/// For each record, which of day and month comes first in a date of numbers; `None` where the others do not tell.
fn day_orders(records: &[Parsed]) -> Vec<Option<DayOrder>> {
    let drafts = || records.iter().map(|record| record.draft.as_ref().ok());
    let mut evidence = Evidence::default();
    for draft in drafts().flatten() {
        evidence.add(&draft.source, &draft.date);
    }
    let order = |draft: &Draft| evidence.order(&draft.source);
    drafts().map(|draft| draft.and_then(order)).collect()
}

fn article(
    mut draft: Draft,
    options: &CleanOptions,
    location: &Location,
) -> Result<Prepared, NotPrepared> {
    let own_id = draft.id.take().map(|id| id.trim().to_owned());
    let (mut article, removed) =
        stage::time(Stage::Clean, || clean::clean(draft, options)).map_err(NotPrepared::Empty)?;
    let content = stage::time(Stage::Identify, || fingerprint(&article));
    article.id = match own_id.filter(|id| !id.is_empty()) {
        Some(id) => id,
        // Another stream has other records under the same numbers.
        None if location.path == STDIN => format!("-{content:016x}"),
        None => location.to_string(),
    };
    article.location = location.clone();
    Ok(Prepared {
        article,
        content,
        removed,
    })
}

/// Hash of an article's content: every field but id and location.
fn fingerprint(article: &Article) -> u64 {
    let mut hash = Xxh3Default::new();
    let mut field = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    for text in [
        &article.title,
        &article.body,
        &article.comments,
        &article.source,
        &article.agency,
        &article.place,
        &article.url,
        &article.section,
        &article.language,
    ] {
        field(text);
    }
    article.authors.iter().for_each(|author| field(author));
    if let Some(published) = article.published {
        hash.update(&published.as_second().to_le_bytes());
    }
    if let Some(captured) = article.captured {
        hash.update(b"captured");
        hash.update(&captured.as_second().to_le_bytes());
    }
    hash.digest()
}
