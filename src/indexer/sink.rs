//! The ordered end of the pipeline: identifies each record, writes what is new, commits.

use super::STDIN;
use super::bulk::Bulk;
use super::error::IndexError;
use super::failures::Failures;
use super::ledger::{Claim, FileId, Ledger, Standing};
use super::plan::Task;
use super::prepare::{NotPrepared, Prepared, Record};
use super::report::{Failure, IndexReport, Outcomes};
use super::stage::{self, Stage};
use crate::article::Article;
use crate::manifest::{
    self, ArticleMark, CommitInfo, Counts, FileEntry, Manifest, SourcePath, Sources,
};
use crate::schema::{self, Fields, Key};
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tantivy::IndexWriter;
use xxhash_rust::xxh3::xxh3_64;

/// Results of one piece of work.
pub(super) struct Batch {
    /// The file they come from.
    pub(super) file: FileId,
    /// Its records, in order.
    pub(super) records: Vec<Record>,
    /// Set with the last batch of a file.
    pub(super) end: Option<EndOfFile>,
}

/// How a file ended.
pub(super) enum EndOfFile {
    /// Its bytes are those that the index holds.
    Same,
    /// All was read that could be; the hash of its bytes, or `None` where it could not be opened.
    Read(Option<u64>),
}

/// Text of newer versions that may wait in memory.
const MAX_NEWER_BYTES: u64 = 16 << 20;

/// What the run is to do, for the sink.
#[derive(Clone, Copy, Debug)]
pub(super) struct SinkOptions {
    /// Commit whenever this much time has passed; `None`: only at the end.
    pub(super) commit_every: Option<Duration>,
    /// Refuse the first failed record.
    pub(super) strict: bool,
    /// Write everything through tantivy's own writer: the slow reference.
    pub(super) reference: bool,
    /// The index is built anew: the sources are those of this run alone.
    pub(super) afresh: bool,
}

/// A file while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    counts: Counts,
    duplicates: Vec<ArticleMark>,
    /// It could not be read to its end.
    broken: bool,
}

/// See the module.
pub(super) struct Sink {
    pub(super) folder: PathBuf,
    pub(super) writer: IndexWriter,
    pub(super) bulk: Arc<Bulk>,
    pub(super) fields: Fields,
    pub(super) ledger: Ledger,
    pub(super) files: Vec<FileEntry>,
    /// What reading has given so far, by file.
    pub(super) reading: Vec<Reading>,
    /// Paths to record as the index's sources.
    pub(super) sources: Vec<SourcePath>,
    pub(super) commit: Option<CommitInfo>,
    pub(super) report: IndexReport,
    pub(super) failures: Failures,
    pub(super) options: SinkOptions,
    pub(super) last_commit: Instant,
    /// Newer versions of articles that this run has read before, by key: the older ones may lie in segments that the
    /// index does not have yet, where no deletion reaches them.
    pub(super) newer: BTreeMap<Key, Article>,
    /// Bytes of their text.
    pub(super) newer_bytes: u64,
    /// Keys deleted since the last commit: a segment that is added whole would lose them again.
    pub(super) deleted: HashSet<Key>,
}

impl Sink {
    /// Takes the next batch, which holds `held` bytes of the budget: they are given back once its articles are
    /// inverted.
    pub(super) fn batch(&mut self, batch: Batch, held: usize) -> Result<(), IndexError> {
        if let Some(error) = self.bulk.take_error() {
            return Err(error.into());
        }
        let fresh = stage::time(Stage::Identify, || self.identify(batch.file, batch.records))?;
        self.bulk.submit(fresh, held);
        if let Some(end) = batch.end {
            self.end_of_file(batch.file, end);
        }
        if let Some(interval) = self.options.commit_every
            && self.last_commit.elapsed() >= interval
        {
            self.commit()?;
        }
        Ok(())
    }

    /// Gives those articles back that are new.
    fn identify(&mut self, file: FileId, records: Vec<Record>) -> Result<Vec<Article>, IndexError> {
        let mut fresh = Vec::new();
        for record in records {
            fresh.extend(self.record(file, record)?);
        }
        Ok(fresh)
    }

    /// Gives the article back if it is new, for the fast way into the index.
    fn record(&mut self, file: FileId, record: Record) -> Result<Option<Article>, IndexError> {
        self.report.replaced_characters += record.replaced_characters;
        self.reading[file as usize].broken |= matches!(record.result, Err(NotPrepared::Broken(_)));
        let place = xxh3_64(record.location.to_string().as_bytes()) as u32;
        match record.result {
            Ok(prepared) => self.article(file, prepared, place),
            Err(NotPrepared::Empty(why)) => {
                let reasons = &mut self.report.empty_reasons;
                *reasons.entry(why.to_string()).or_default() += 1;
                self.report.outcomes.empty += 1;
                self.counts(file).empty += 1;
                Ok(None)
            }
            Err(NotPrepared::Failed(reason) | NotPrepared::Broken(reason)) => {
                let failure = Failure {
                    location: record.location,
                    reason,
                };
                if self.options.strict {
                    return Err(IndexError::Strict(failure));
                }
                self.report.outcomes.failed += 1;
                self.counts(file).failed += 1;
                self.failures.push(failure, &mut self.report)?;
                Ok(None)
            }
        }
    }

    fn article(
        &mut self,
        file: FileId,
        prepared: Prepared,
        place: u32,
    ) -> Result<Option<Article>, IndexError> {
        let Prepared {
            mut article,
            content,
            removed,
        } = prepared;
        self.report.bogus_dates += u64::from(removed.bogus_date);
        self.report.mojibake += u64::from(removed.mojibake);
        self.report.text_bytes += text_bytes(&article);
        let mut claim = self.claim(file, &article, content, place);
        if claim == Claim::Collision {
            article.id = format!("{}@{}", article.id, article.location);
            claim = self.claim(file, &article, content, place);
        }
        match claim {
            Claim::New => {
                self.report.outcomes.indexed += 1;
                if !self.options.reference && !self.deleted.contains(&Key::of(&article.id)) {
                    return Ok(Some(article));
                }
                self.add(&article)?;
            }
            Claim::Replace { superseded: true } if !self.options.reference => {
                self.report.outcomes.replaced += 1;
                self.counts(file).superseded += 1;
                self.newer_bytes += text_bytes(&article);
                self.newer.insert(Key::of(&article.id), article);
                if self.newer_bytes > MAX_NEWER_BYTES {
                    self.hand_over()?;
                }
            }
            Claim::Replace { superseded } => {
                self.report.outcomes.replaced += 1;
                self.counts(file).superseded += u64::from(superseded);
                self.delete(Key::of(&article.id));
                self.add(&article)?;
            }
            Claim::Unchanged => {
                self.report.outcomes.unchanged += 1;
            }
            Claim::Duplicate | Claim::Collision => {
                self.report.outcomes.duplicate += 1;
                let mark = mark(&article, content, place);
                self.reading[file as usize].duplicates.push(mark);
            }
        }
        Ok(None)
    }

    fn claim(&mut self, file: FileId, article: &Article, content: u64, place: u32) -> Claim {
        self.ledger.claim(file, mark(article, content, place))
    }

    fn add(&mut self, article: &Article) -> Result<(), IndexError> {
        let document = schema::document(article, &self.fields);
        self.writer.add_document(document)?;
        Ok(())
    }

    fn delete(&mut self, key: Key) {
        self.writer.delete_term(key.term(self.fields.key));
        self.deleted.insert(key);
    }

    fn counts(&mut self, file: FileId) -> &mut Counts {
        &mut self.reading[file as usize].counts
    }

    fn end_of_file(&mut self, file: FileId, end: EndOfFile) {
        match end {
            EndOfFile::Same => {
                let entry = &mut self.files[file as usize];
                entry.complete = true;
                let entry = entry.clone();
                carry_over(&mut self.report.outcomes, &entry);
            }
            EndOfFile::Read(None) => {}
            EndOfFile::Read(Some(hash)) => {
                let reading = std::mem::take(&mut self.reading[file as usize]);
                let entry = &mut self.files[file as usize];
                entry.hash = hash;
                entry.complete = true;
                entry.counts = reading.counts;
                entry.duplicates = reading.duplicates;
                // A stream that broke off says nothing of the records it did not reach, and each standard input is
                // another stream.
                if !reading.broken && entry.path != STDIN {
                    self.remove_unseen(file);
                }
            }
        }
    }

    /// Takes the articles of a file that were not met again out of the index.
    pub(super) fn remove_unseen(&mut self, file: FileId) {
        let known = std::mem::take(&mut self.files[file as usize].articles);
        for key in self.ledger.remove_unseen(file, &known) {
            self.delete(key);
            self.report.removed += 1;
        }
        self.files[file as usize].articles = known;
    }

    /// Takes the articles of files that are gone out of the index, and forgets the files.
    pub(super) fn remove_gone(&mut self, standing: &[Standing]) {
        for (file, standing) in standing.iter().enumerate() {
            if *standing == Standing::Gone {
                self.remove_unseen(file as FileId);
                self.files[file].path.clear();
            }
        }
    }

    /// Files to read after all: they were to be kept, but hold the twin of an article that has left the index. Those in
    /// `counted` stand in the report already.
    pub(super) fn orphans(
        &mut self,
        standing: &mut [Standing],
        counted: impl Fn(&FileEntry) -> bool,
    ) -> Vec<Task> {
        let mut tasks = Vec::new();
        for (id, standing) in standing.iter_mut().enumerate() {
            let entry = &self.files[id];
            let lost = |mark| !self.ledger.holds(mark);
            if *standing != Standing::Kept
                || entry.path == STDIN
                || !entry.duplicates.iter().any(lost)
            {
                continue;
            }
            *standing = Standing::Read;
            self.ledger.read_after_all(id as FileId);
            if counted(entry) {
                take_back(&mut self.report.outcomes, entry);
            }
            tasks.push(Task {
                file: id as FileId,
                path: PathBuf::from(&entry.path),
                size: entry.size,
                known_hash: None,
            });
        }
        tasks
    }

    /// Makes everything so far durable and visible.
    pub(super) fn commit(&mut self) -> Result<(), IndexError> {
        stage::time(Stage::Commit, || self.publish())
    }

    fn publish(&mut self) -> Result<(), IndexError> {
        let mut commit = CommitInfo::after(self.commit.as_ref());
        let manifest = self.manifest();
        commit.articles = self.ledger.len() as u64;
        commit.files = manifest.files.len() as u64;
        match self.options.afresh {
            true => Sources::replace(&self.folder, self.sources.clone())?,
            false => Sources::add(&self.folder, self.sources.iter().cloned())?,
        }
        self.failures.save()?;
        let (folder, name) = (self.folder.clone(), commit.manifest.clone());
        // The manifest is on the disk before the commit that names it; segments are written meanwhile.
        commit.checksum = thread::scope(|scope| {
            let saved = scope.spawn(|| manifest.save(&folder, &name));
            let handed_over = self.hand_over();
            let saved = saved.join();
            let checksum = saved.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            handed_over.map(|()| checksum)
        })?;
        let payload = serde_json::to_string(&commit).map_err(std::io::Error::from)?;
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        self.deleted.clear();
        manifest::share_modes(&self.folder, &commit.manifest)?;
        commit.sweep(&self.folder)?;
        self.commit = Some(commit);
        self.last_commit = Instant::now();
        Ok(())
    }

    /// Gives the index the segments that are ready, then the newer versions of articles in them: in this order only do
    /// deletions reach what was added whole.
    fn hand_over(&mut self) -> Result<(), IndexError> {
        for segment in self.bulk.settle()? {
            self.writer.add_segment(segment)?;
        }
        self.newer_bytes = 0;
        for (key, article) in std::mem::take(&mut self.newer) {
            self.delete(key);
            self.add(&article)?;
        }
        Ok(())
    }

    fn manifest(&self) -> Manifest {
        let mut files: Vec<FileEntry> = self
            .files
            .iter()
            .zip(self.ledger.by_file())
            .map(|(entry, articles)| FileEntry {
                articles,
                path: entry.path.clone(),
                shown: entry.shown.clone(),
                duplicates: entry.duplicates.clone(),
                ..*entry
            })
            .filter(|entry| {
                !entry.path.is_empty() && (entry.complete || !entry.articles.is_empty())
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Manifest { files }
    }
}

/// Counts the records of a file that did not need reading.
pub(super) fn carry_over(outcomes: &mut Outcomes, entry: &FileEntry) {
    outcomes.unchanged += entry.articles.len() as u64 + entry.counts.superseded;
    outcomes.duplicate += entry.duplicates.len() as u64;
    outcomes.empty += entry.counts.empty;
    outcomes.failed += entry.counts.failed;
}

/// Takes back what [`carry_over`] counted.
fn take_back(outcomes: &mut Outcomes, entry: &FileEntry) {
    outcomes.unchanged -= entry.articles.len() as u64 + entry.counts.superseded;
    outcomes.duplicate -= entry.duplicates.len() as u64;
    outcomes.empty -= entry.counts.empty;
    outcomes.failed -= entry.counts.failed;
}

fn mark(article: &Article, content: u64, place: u32) -> ArticleMark {
    ArticleMark {
        key: Key::of(&article.id),
        content,
        place,
    }
}

fn text_bytes(article: &Article) -> u64 {
    (article.title.len() + article.body.len() + article.comments.len()) as u64
}
