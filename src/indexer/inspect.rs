//! What indexing a file would find in it, without an index.
//!
//! Reads and cleans as indexing does, on one thread, and stops after so many records: enough to see whether a file
//! is understood.

use super::pipeline::CHUNK_BYTES;
use super::prepare::{NotPrepared, Preparer, Record};
use super::reader::{self, Piece};
use super::report::{FAILURES_SHOWN, Failure};
use crate::article::Article;
use crate::format::{self, Chunk, PassedOverCounts, ReadOptions};
use crate::source::path_text;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Articles kept.
const SAMPLES: usize = 3;

/// Different field names kept: data with keys for names has any number of them.
const MAX_FIELDS: usize = 200;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inspection {
    /// Names of the formats found, and in how many members (of a file that is no archive: 1).
    pub formats: Vec<(&'static str, u64)>,
    /// Names of the encodings found, and of how many records.
    pub encodings: Vec<(&'static str, u64)>,
    /// Records that would be indexed.
    pub articles: u64,
    /// Records without text, and pages that are no articles.
    pub empty: u64,
    /// The same by reason.
    pub empty_reasons: BTreeMap<String, u64>,
    /// Records that could not be read.
    pub failed: u64,
    /// Parts that are no records, and count as none: requests, pictures and the like in a web archive.
    pub passed_over: PassedOverCounts,
    /// Characters that could not be decoded.
    pub replaced_characters: u64,
    /// Articles whose date could not be right.
    pub bogus_dates: u64,
    /// Articles that had been read in another encoding than they were written in, and are repaired.
    pub mojibake: u64,
    /// Articles without a date, those with a wrong one included.
    pub undated: u64,
    /// The fields of records that name theirs, in order of appearance.
    pub fields: Vec<FieldUse>,
    /// The first articles.
    pub samples: Vec<Article>,
    /// The first failures.
    pub failures: Vec<Failure>,
    /// Whether the whole file was read.
    pub complete: bool,
}

/// A field of the records, and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldUse {
    /// Its name, with a dot where it stands in an object.
    pub name: String,
    /// What it is taken for in most of the records that use it; `None` where in none.
    pub used_as: Option<&'static str>,
    /// Records that have it.
    pub records: u64,
}

impl Inspection {
    /// All records that were looked at.
    pub fn records(&self) -> u64 {
        self.articles + self.empty + self.failed
    }

    fn add(&mut self, record: Record) {
        self.replaced_characters += record.replaced_characters;
        let reason = match record.result {
            Ok(prepared) => {
                self.articles += 1;
                self.bogus_dates += u64::from(prepared.removed.bogus_date);
                self.mojibake += u64::from(prepared.removed.mojibake);
                self.undated += u64::from(prepared.article.published.is_none());
                if self.samples.len() < SAMPLES {
                    self.samples.push(prepared.article);
                }
                return;
            }
            Err(NotPrepared::Empty(why)) => {
                self.empty += 1;
                *self.empty_reasons.entry(why.to_string()).or_default() += 1;
                return;
            }
            Err(NotPrepared::Failed(reason) | NotPrepared::Broken(reason)) => reason,
        };
        self.fail(Failure {
            location: record.location,
            reason,
        });
    }

    fn fail(&mut self, failure: Failure) {
        self.failed += 1;
        if self.failures.len() < FAILURES_SHOWN {
            self.failures.push(failure);
        }
    }

    fn field(&mut self, name: &str, used_as: Option<&'static str>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.records += 1;
            field.used_as = field.used_as.or(used_as);
        } else if self.fields.len() < MAX_FIELDS {
            self.fields.push(FieldUse {
                name: name.to_owned(),
                used_as,
                records: 1,
            });
        }
    }
}

/// Reads the file at `path` (`-` is standard input) until `records` records were seen.
///
/// What cannot be read is part of the result, as a failed record.
pub fn inspect(path: &Path, read: &ReadOptions, records: u64, now: jiff::Timestamp) -> Inspection {
    let shown = path_text(path);
    let preparer = Preparer {
        read,
        now,
        passed_over: Default::default(),
    };
    let mut found = Inspection {
        complete: true,
        ..Inspection::default()
    };
    let mut last_member = None;
    reader::read(path, &shown, read, CHUNK_BYTES, &mut |piece| {
        if found.records() >= records {
            found.complete = false;
            return ControlFlow::Break(());
        }
        match piece {
            Piece::Fault { location, reason } => found.fail(Failure { location, reason }),
            Piece::Chunk { member, chunk } => {
                if last_member.as_ref() != Some(&member) {
                    count(&mut found.formats, chunk.format.name());
                }
                add_chunk(&mut found, &preparer, &chunk, (&shown, member.as_deref()));
                last_member = Some(member);
            }
        }
        ControlFlow::Continue(())
    });
    found
}

fn add_chunk(
    found: &mut Inspection,
    preparer: &Preparer<'_>,
    chunk: &Chunk,
    (path, member): (&str, Option<&str>),
) {
    format::field_uses(chunk, preparer.read, &mut |name, used_as| {
        found.field(name, used_as);
    });
    let mut records = Vec::new();
    let passed_over = format::parse(chunk, preparer.read, &mut |parsed| {
        count(&mut found.encodings, parsed.encoding);
        records.push(parsed);
    });
    for record in preparer.clean(records, path, member) {
        found.add(record);
    }
    found.passed_over.merge(&passed_over);
}

fn count(counts: &mut Vec<(&'static str, u64)>, name: &'static str) {
    match counts.iter_mut().find(|(known, _)| *known == name) {
        Some((_, count)) => *count += 1,
        None => counts.push((name, 1)),
    }
}
