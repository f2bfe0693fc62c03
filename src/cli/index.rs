//! `newsdex index`

use super::progress::Watch;
use super::ui::Ui;
use super::{Status, size};
use crate::bench::peak_memory;
use crate::clean::Empty;
use crate::format::{Format, ReadOptions, parse_map};
use crate::indexer::{self, IndexError, IndexOptions, IndexReport, Progress, Writer};
use crate::render::{counted, megabytes, thousands};
use clap::ValueEnum;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bring an index up to date with files and folders
///
/// Reads plain text, Markdown, JSON in every arrangement, HTML pages, web archives (WARC, ARC), feeds (RSS, Atom),
/// tables (CSV, TSV, Parquet), agency files (NITF, NewsML, ninjs), mail (mbox, eml) and the SGML of Reuters-21578 and
/// TREC, each also as .gz, .zst, .bz2, .xz and inside .tar and .zip.
/// Run again, it reads only what is new or changed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders; - is standard input
    #[arg(required_unless_present = "rebuild", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take every file for this format instead of looking at its content
    #[arg(long, value_name = "NAME")]
    format: Option<Format>,
    /// Where JSON records keep our fields, for instance title=headline,body=text
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',', value_parser = parse_map)]
    map: Vec<Vec<(String, String)>>,
    /// Read hidden files and folders too
    #[arg(long)]
    hidden: bool,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Memory to stay within, 192MiB or more
    #[arg(long, value_name = "SIZE", default_value = "512MiB", value_parser = size::parse)]
    memory: usize,
    /// Keep the articles of files that are gone
    #[arg(long)]
    keep_missing: bool,
    /// Stop at the first record that cannot be read, and change nothing
    #[arg(long)]
    strict: bool,
    /// Build the index anew, by default from the paths that it was built from
    #[arg(long)]
    rebuild: bool,
    /// Write segments with our own writer or with tantivy's, for comparison
    #[arg(long, hide = true, value_name = "WHICH", value_enum, default_value_t)]
    writer: WriterChoice,
    /// Print one JSON object about the run instead of a line
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum WriterChoice {
    #[default]
    Own,
    Tantivy,
}

impl Args {
    pub(super) fn run(self, index: PathBuf, ui: &mut Ui) -> anyhow::Result<Status> {
        let json = self.json;
        let options = self.options(index);
        let progress = Arc::new(Progress::default());
        let watch = Watch::start(&progress);
        let report = indexer::index(&options, &progress);
        drop(watch);
        let report = report.map_err(|error| located(error, &options.index))?;
        show_failures(&report, ui);
        match json {
            true => writeln!(ui.out, "{}", summary_json(&report))?,
            false => writeln!(ui.out, "{}", summary(&report))?,
        }
        Ok(match report.unreadable_paths {
            0 => Status::Done,
            _ => Status::Partly,
        })
    }

    fn options(self, index: PathBuf) -> IndexOptions {
        let usual = IndexOptions::new(self.paths, index);
        IndexOptions {
            read: ReadOptions {
                format: self.format,
                map: self.map.concat(),
            },
            hidden: self.hidden,
            threads: self.threads.map_or(usual.threads, usize::from),
            memory: self.memory,
            keep_missing: self.keep_missing,
            strict: self.strict,
            rebuild: self.rebuild,
            writer: match self.writer {
                WriterChoice::Own => Writer::Own,
                WriterChoice::Tantivy => Writer::Tantivy,
            },
            ..usual
        }
    }
}

/// Names the index where the operating system refused: it says what, but not where.
fn located(error: IndexError, index: &Path) -> anyhow::Error {
    let place = format!("the index {} cannot be written", index.display());
    match error {
        error @ (IndexError::Io(_) | IndexError::Engine(_)) => {
            anyhow::Error::from(error).context(place)
        }
        error => error.into(),
    }
}

/// The first failures, one a line, and where to find the others.
fn show_failures(report: &IndexReport, ui: &Ui) {
    if report.files == 0 && report.unreadable_paths == 0 {
        ui.warn("no files found there; hidden ones are read with --hidden");
    }
    for failure in &report.failures {
        ui.warn(&format!("{}: {}", failure.location, failure.reason));
    }
    let more = report
        .outcomes
        .failed
        .saturating_sub(report.failures.len() as u64);
    if let (true, Some(path)) = (more > 0, &report.failures_file) {
        let others = if report.failures.is_empty() {
            ""
        } else {
            " more"
        };
        let (count, path) = (thousands(more), path.display());
        ui.warn(&format!("{count}{others} failed; all are listed in {path}"));
    }
    if report.replaced_characters > 0 {
        let count = thousands(report.replaced_characters);
        ui.warn(&format!(
            "{count} characters could not be decoded and stand as U+FFFD"
        ));
    }
}

fn summary(report: &IndexReport) -> String {
    let outcomes = &report.outcomes;
    let mut parts = vec![format!("{} indexed", thousands(outcomes.indexed))];
    for (count, name) in [
        (outcomes.replaced, "replaced"),
        (outcomes.unchanged, "unchanged"),
        (outcomes.duplicate, "duplicate"),
        (outcomes.empty, "empty"),
        (outcomes.failed, "failed"),
        (report.removed, "removed"),
    ] {
        if count > 0 {
            parts.push(format!("{} {name}", thousands(count)));
        }
        if name == "empty" {
            parts.extend(pages_left_out(&report.empty_reasons));
        }
    }
    if report.passed_over.total() > 0 {
        parts.push(format!("passed over {}", report.passed_over));
    }
    format!(
        "{}, {}: {}; {} in the index ({}); {:.1} s, {:.0} articles/s, {:.1} MB/s of text",
        counted(report.files, "file"),
        counted(outcomes.total(), "record"),
        parts.join(", "),
        counted(report.articles, "article"),
        megabytes(report.index_bytes),
        report.seconds,
        rate(added(report), report.seconds),
        rate(report.text_bytes, report.seconds) / 1e6,
    )
}

/// How many of the empty records have text that is no article: `of these 2 a list of articles`.
pub(super) fn pages_left_out(reasons: &BTreeMap<String, u64>) -> Option<String> {
    let no_text = Empty::NoText.to_string();
    let pages: Vec<String> = reasons
        .iter()
        .filter(|(why, _)| **why != no_text)
        .map(|(why, count)| format!("{} {why}", thousands(*count)))
        .collect();
    (!pages.is_empty()).then(|| format!("of these {}", pages.join(" and ")))
}

fn summary_json(report: &IndexReport) -> serde_json::Value {
    let outcomes = &report.outcomes;
    json!({
        "files": report.files,
        "records": outcomes.total(),
        "indexed": outcomes.indexed,
        "replaced": outcomes.replaced,
        "unchanged": outcomes.unchanged,
        "duplicate": outcomes.duplicate,
        "empty": outcomes.empty,
        "empty_reasons": report.empty_reasons,
        "failed": outcomes.failed,
        "removed": report.removed,
        "passed_over": report.passed_over,
        "articles": report.articles,
        "replaced_characters": report.replaced_characters,
        "bogus_dates": report.bogus_dates,
        "mojibake": report.mojibake,
        "input_bytes": report.input_bytes,
        "text_bytes": report.text_bytes,
        "index_bytes": report.index_bytes,
        "seconds": report.seconds,
        "articles_per_second": rate(added(report), report.seconds),
        "megabytes_per_second": rate(report.text_bytes, report.seconds) / 1e6,
        "peak_memory_bytes": peak_memory(),
    })
}

fn added(report: &IndexReport) -> u64 {
    report.outcomes.indexed + report.outcomes.replaced
}

fn rate(count: u64, seconds: f64) -> f64 {
    count as f64 / seconds.max(1e-9)
}
