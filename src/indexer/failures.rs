//! The list of failed records, `failures.jsonl` in the index folder: always that of the whole index.

use super::error::IndexError;
use super::report::{FAILURES_SHOWN, Failure, IndexReport};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Name of the list.
const NAME: &str = "failures.jsonl";

/// Collects failures and writes the list: those of files that were not read again, then the run's own.
pub(super) struct Failures {
    path: PathBuf,
    scratch: PathBuf,
    out: Option<BufWriter<File>>,
    count: u64,
}

impl Failures {
    /// Starts a list, keeping what the last one says of files other than `reread` (their shown paths).
    pub(super) fn start(folder: &Path, reread: &HashSet<String>) -> io::Result<Failures> {
        let mut failures = Failures {
            path: folder.join(NAME),
            scratch: folder.join("failures.jsonl.new"),
            out: None,
            count: 0,
        };
        if let Ok(last) = File::open(&failures.path) {
            for line in BufReader::new(last).lines() {
                let line = line?;
                let kept = serde_json::from_str::<Failure>(&line)
                    .is_ok_and(|failure| !reread.contains(&failure.location.path));
                if kept {
                    failures.write(&line)?;
                }
            }
        }
        Ok(failures)
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        let out = match &mut self.out {
            Some(out) => out,
            none => none.insert(BufWriter::new(File::create(&self.scratch)?)),
        };
        self.count += 1;
        writeln!(out, "{line}")
    }

    /// Adds a failure to the list and, while there is room, to the report.
    pub(super) fn push(
        &mut self,
        failure: Failure,
        report: &mut IndexReport,
    ) -> Result<(), IndexError> {
        let line = serde_json::to_string(&failure).map_err(io::Error::from)?;
        self.write(&line)?;
        if report.failures.len() < FAILURES_SHOWN {
            report.failures.push(failure);
        }
        Ok(())
    }

    /// Puts the list so far in the place of the last one; without failures there is none.
    pub(super) fn save(&mut self) -> io::Result<()> {
        match &mut self.out {
            Some(out) => {
                out.flush()?;
                fs::copy(&self.scratch, &self.path)?;
            }
            None if self.path.exists() => fs::remove_file(&self.path)?,
            None => {}
        }
        Ok(())
    }

    /// Ends the list. Returns its path if it holds anything.
    pub(super) fn finish(mut self) -> io::Result<Option<PathBuf>> {
        self.save()?;
        if self.out.take().is_some() {
            fs::remove_file(&self.scratch)?;
        }
        Ok((self.count > 0).then_some(self.path))
    }
}
