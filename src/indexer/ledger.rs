//! Which article ids are taken, by what: decides what becomes of each record.
//!
//! Rules, in the order in which files and their records are read:
//! - the same id with the same content in another record: a duplicate;
//! - the same id with other content in the same file: the later record is the newer version;
//! - the same id with other content in another file: another article, since collections number theirs from 1;
//!   it is indexed under an id that names its file;
//! - an id whose file is gone: the article has moved.

use crate::manifest::ArticleMark;
use crate::schema::Key;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Index of a file in the run's list.
pub(super) type FileId = u32;

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// The id is new: add it.
    New,
    /// The index holds an earlier version of this article: delete that, add this. True if that version was read
    /// from the same file in this run.
    Replace { superseded: bool },
    /// The index holds it as it is.
    Unchanged,
    /// Another record is the same.
    Duplicate,
    /// The id belongs to a different article of another file.
    Collision,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    content: u64,
    place: u32,
    file: FileId,
    seen: bool,
}

/// How a file takes part in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its articles stay as they are.
    Kept,
    /// It is read in this run.
    Read,
    /// It is gone, and its articles go unless another file has them.
    Gone,
}

/// All ids of the index and of the run so far.
#[derive(Default)]
pub(super) struct Ledger {
    entries: HashMap<Key, Entry, BuildHasherDefault<KeyHasher>>,
    standing: Vec<Standing>,
}

impl Ledger {
    /// A ledger of files with these standings; articles are added by [`Ledger::load`].
    pub(super) fn new(standing: Vec<Standing>) -> Ledger {
        Ledger {
            standing,
            ..Ledger::default()
        }
    }

    /// Takes over what the index holds of a file.
    pub(super) fn load(&mut self, file: FileId, articles: &[ArticleMark]) {
        self.entries.reserve(articles.len());
        for mark in articles {
            let entry = Entry {
                content: mark.content,
                place: mark.place,
                file,
                seen: false,
            };
            self.entries.insert(mark.key, entry);
        }
    }

    /// Claims an id for a record of `file`.
    pub(super) fn claim(&mut self, file: FileId, mark: ArticleMark) -> Claim {
        let fresh = Entry {
            content: mark.content,
            place: mark.place,
            file,
            seen: true,
        };
        let Some(entry) = self.entries.get_mut(&mark.key) else {
            self.entries.insert(mark.key, fresh);
            return Claim::New;
        };
        let claim = match (entry.file == file, entry.seen) {
            (true, true) if entry.content == mark.content => return Claim::Duplicate,
            (true, true) => Claim::Replace { superseded: true },
            (true, false) if entry.content == mark.content && entry.place == mark.place => {
                Claim::Unchanged
            }
            (true, false) => Claim::Replace { superseded: false },
            (false, seen) => match self.standing.get(entry.file as usize) {
                Some(Standing::Gone) => Claim::Replace { superseded: false },
                // The other file may turn out not to hold it any more.
                Some(Standing::Read) if !seen && entry.content == mark.content => {
                    Claim::Replace { superseded: false }
                }
                _ if entry.content == mark.content => return Claim::Duplicate,
                _ => return Claim::Collision,
            },
        };
        *entry = fresh;
        claim
    }

    /// Forgets the articles of `file` that were not met in this run, and returns their keys.
    pub(super) fn remove_unseen(&mut self, file: FileId, known: &[ArticleMark]) -> Vec<Key> {
        let mut gone = Vec::new();
        for mark in known {
            if self
                .entries
                .get(&mark.key)
                .is_some_and(|entry| entry.file == file && !entry.seen)
            {
                self.entries.remove(&mark.key);
                gone.push(mark.key);
            }
        }
        gone
    }

    /// Whether the index holds this very article, from whatever file.
    pub(super) fn holds(&self, mark: &ArticleMark) -> bool {
        self.entries
            .get(&mark.key)
            .is_some_and(|entry| entry.content == mark.content)
    }

    /// A file that was to be kept is read after all.
    pub(super) fn read_after_all(&mut self, file: FileId) {
        if let Some(standing) = self.standing.get_mut(file as usize) {
            *standing = Standing::Read;
        }
    }

    /// Articles in the index.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The articles of every file, ordered by key.
    pub(super) fn by_file(&self) -> Vec<Vec<ArticleMark>> {
        let mut files = vec![Vec::new(); self.standing.len()];
        for (&key, entry) in &self.entries {
            if let Some(marks) = files.get_mut(entry.file as usize) {
                marks.push(ArticleMark {
                    key,
                    content: entry.content,
                    place: entry.place,
                });
            }
        }
        for marks in &mut files {
            marks.sort_unstable_by_key(|mark| mark.key);
        }
        files
    }
}

/// Keys are hashes already: takes their last eight bytes.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.rchunks(8).take(1) {
            self.0 = chunk
                .iter()
                .fold(self.0, |hash, &byte| hash << 8 | u64::from(byte));
        }
    }

    // The length prefix of an array carries nothing.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, content: u64) -> ArticleMark {
        ArticleMark {
            key: Key::of(id),
            content,
            place: 0,
        }
    }

    #[test]
    fn a_new_id_then_its_twin_then_a_newer_version() {
        let mut ledger = Ledger::new(vec![Standing::Read]);
        assert_eq!(ledger.claim(0, mark("a", 1)), Claim::New);
        assert_eq!(ledger.claim(0, mark("a", 1)), Claim::Duplicate);
        assert_eq!(
            ledger.claim(0, mark("a", 2)),
            Claim::Replace { superseded: true }
        );
        assert_eq!(ledger.len(), 1);
    }

    #[test]
    fn collections_that_both_count_from_one_do_not_overwrite_each_other() {
        let mut ledger = Ledger::new(vec![Standing::Read, Standing::Read]);
        assert_eq!(ledger.claim(0, mark("1", 1)), Claim::New);
        assert_eq!(ledger.claim(1, mark("1", 2)), Claim::Collision);
        assert_eq!(ledger.claim(1, mark("1", 1)), Claim::Duplicate);
    }

    #[test]
    fn a_second_run_keeps_replaces_and_removes() {
        let known = [mark("same", 1), mark("edited", 1), mark("gone", 1)];
        let mut ledger = Ledger::new(vec![Standing::Read]);
        ledger.load(0, &known);
        assert_eq!(ledger.claim(0, mark("same", 1)), Claim::Unchanged);
        assert_eq!(
            ledger.claim(0, mark("edited", 2)),
            Claim::Replace { superseded: false }
        );
        assert_eq!(ledger.remove_unseen(0, &known), vec![Key::of("gone")]);
        assert_eq!(ledger.len(), 2);
    }

    #[test]
    fn an_article_follows_its_file_to_another_name() {
        let known = [mark("a", 1)];
        let mut ledger = Ledger::new(vec![Standing::Gone, Standing::Read]);
        ledger.load(0, &known);
        assert_eq!(
            ledger.claim(1, mark("a", 1)),
            Claim::Replace { superseded: false }
        );
        assert!(ledger.remove_unseen(0, &known).is_empty());
        assert_eq!(ledger.by_file()[1].len(), 1);
    }

    #[test]
    fn an_article_that_moves_between_two_files_of_one_run_is_not_lost() {
        let known = [mark("a", 1)];
        let mut ledger = Ledger::new(vec![Standing::Read, Standing::Read]);
        ledger.load(1, &known);
        assert_eq!(
            ledger.claim(0, mark("a", 1)),
            Claim::Replace { superseded: false }
        );
        assert!(ledger.remove_unseen(1, &known).is_empty());
        assert_eq!(ledger.by_file()[0].len(), 1);
    }
}
