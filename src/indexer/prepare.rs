//! Chunks of records to cleaned articles, each with its fingerprint: the part of the work that needs no order.

use super::STDIN;
use super::stage::{self, Stage};
use crate::article::{Article, Draft, Location};
use crate::clean::{self, CleanOptions, Empty, Removed};
use crate::format::{self, Chunk, Parsed, PassedOverCounts, ReadOptions};
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
    pub(super) clean: CleanOptions,
    /// What was passed over so far. Sums need no order, so they do not go through the ordered end.
    pub(super) passed_over: Mutex<PassedOverCounts>,
}

impl Preparer<'_> {
    /// Reads and cleans the records of `chunk`, which stands in `path`, `member`.
    pub(super) fn records(&self, chunk: &Chunk, path: &str, member: Option<&str>) -> Vec<Record> {
        let mut records = Vec::new();
        let passed_over = stage::time(Stage::Parse, || {
            format::parse(chunk, self.read, &mut |parsed: Parsed| {
                records.push(self.record(parsed, path, member));
            })
        });
        if passed_over.total() > 0 {
            let sums = self.passed_over.lock();
            sums.unwrap_or_else(PoisonError::into_inner)
                .merge(&passed_over);
        }
        records
    }

    /// What was passed over in all.
    pub(super) fn passed_over(self) -> PassedOverCounts {
        let sums = self.passed_over.into_inner();
        sums.unwrap_or_else(PoisonError::into_inner)
    }

    /// Cleans one record.
    pub(super) fn record(&self, parsed: Parsed, path: &str, member: Option<&str>) -> Record {
        let location = Location {
            path: path.to_owned(),
            member: member.map(str::to_owned),
            record: parsed.record,
        };
        let result = match parsed.draft {
            Ok(draft) => self.article(draft, &location),
            Err(error) => Err(NotPrepared::Failed(error.to_string())),
        };
        Record {
            location,
            result,
            replaced_characters: parsed.replaced,
        }
    }

    fn article(&self, mut draft: Draft, location: &Location) -> Result<Prepared, NotPrepared> {
        let own_id = draft.id.take().map(|id| id.trim().to_owned());
        let (mut article, removed) = stage::time(Stage::Clean, || clean::clean(draft, &self.clean))
            .map_err(NotPrepared::Empty)?;
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
