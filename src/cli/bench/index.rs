//! `newsdex bench index`

use super::{RunArgs, Status, Ui, size};
use crate::bench::{
    BenchOptions, Comparison, Record, Sample, Series, Spread, Verdict, bench_index, compare, page,
};
use crate::indexer::{DEFAULT_MEMORY, IndexOptions};
use crate::render::{megabytes, thousands};
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Measure how fast files are indexed, into scratch folders
///
/// Each round runs newsdex, then tantivy's IndexWriter with --against, then newsdex with clocks that tell where the
/// processor time goes; what that last run takes is not counted. tantivy's writer gets the articles read and cleaned, and
/// ends with one segment. Figures are medians, with the least and the most. --json prints what --save writes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Numbers of threads to try [default: all cores]
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Vec<u16>,
    #[command(flatten)]
    how: RunArgs,
    /// Leave out the runs with clocks
    #[arg(long)]
    no_stages: bool,
    /// Memory to stay within
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    memory: Option<usize>,
    /// Folder for the scratch folders [default: the system's for temporary files]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
    /// Keep all samples in a file, for --compare
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Say what differs from a measurement that was kept, by more than its runs and these differ among themselves
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Write a page with plots that needs nothing else
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, ui: &mut Ui) -> anyhow::Result<Status> {
        // What cannot be read is told before anything runs for minutes.
        let before = self.compare.as_deref().map(kept).transpose()?;
        let (json, save, html) = (self.how.json, self.save.clone(), self.html.clone());
        let record = bench_index(&self.options(), &mut |what| ui.note(what))?;
        let text = record.to_json()?;
        if let Some(path) = save {
            written(&path, &format!("{text:#}\n"))?;
        }
        let comparisons = match &before {
            Some(before) => compare(before, &record).context("cannot compare")?,
            None => Vec::new(),
        };
        if let Some(path) = html {
            written(&path, &page(&record, &comparisons))?;
        }
        match json {
            true => print_json(text, &comparisons, ui)?,
            false => print(&record, &comparisons, ui)?,
        }
        Ok(Status::Done)
    }

    fn options(self) -> BenchOptions {
        let usual = IndexOptions::new(self.paths, PathBuf::new());
        BenchOptions {
            threads: match self.threads.is_empty() {
                true => vec![usual.threads],
                false => self.threads.iter().copied().map(usize::from).collect(),
            },
            index: IndexOptions {
                memory: self.memory.unwrap_or(DEFAULT_MEMORY),
                ..usual
            },
            runs: self.how.runs(),
            against_tantivy: self.how.against_tantivy(),
            stages: !self.no_stages,
            scratch: self.scratch,
        }
    }
}

fn kept(path: &Path) -> anyhow::Result<Record> {
    let reading = || format!("cannot read {}", path.display());
    let text = fs::read_to_string(path).with_context(reading)?;
    Record::from_json(&text)
        .with_context(|| format!("{} is no measurement that was kept", path.display()))
}

fn written(path: &Path, content: &str) -> anyhow::Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn print_json(
    mut record: serde_json::Value,
    comparisons: &[Comparison],
    ui: &mut Ui,
) -> anyhow::Result<()> {
    if !comparisons.is_empty() {
        record["comparisons"] = serde_json::to_value(comparisons)?;
    }
    Ok(writeln!(ui.out, "{record}")?)
}

fn print(record: &Record, comparisons: &[Comparison], ui: &mut Ui) -> anyhow::Result<()> {
    let (articles, text) = (
        thousands(record.corpus.articles),
        megabytes(record.corpus.text_bytes),
    );
    writeln!(
        ui.out,
        "{articles} articles, {text} of text; median (least to most) of the runs"
    )?;
    for series in &record.series {
        print_series(series, ui)?;
    }
    for series in &record.series {
        if let Some(ratio) = record.ratio(series) {
            let threads = series.threads;
            writeln!(
                ui.out,
                "{threads} threads: {} times tantivy",
                shown(ratio, 2)
            )?;
        }
    }
    for comparison in comparisons {
        print_comparison(comparison, ui)?;
    }
    Ok(())
}

fn shown(spread: Spread, digits: usize) -> String {
    let Spread { min, median, max } = spread;
    format!("{median:.digits$} ({min:.digits$} to {max:.digits$})")
}

fn print_series(series: &Series, ui: &mut Ui) -> anyhow::Result<()> {
    let line = |digits: usize, figure: fn(&Sample) -> Option<f64>| match series.spread(figure) {
        Some(spread) => shown(spread, digits),
        None => "unknown".to_owned(),
    };
    writeln!(
        ui.out,
        "{} {} threads: {} MB/s, {} articles/s, {} CPU s, {} MB memory, {} MB index",
        series.engine,
        series.threads,
        line(1, |run| Some(run.megabytes_per_second())),
        line(0, |run| Some(run.articles_per_second())),
        line(2, |run| run.cpu_seconds),
        line(0, |run| run
            .peak_memory_bytes
            .map(|bytes| bytes as f64 / 1e6)),
        line(1, |run| Some(run.index_bytes as f64 / 1e6)),
    )?;
    let parts = series.component_spreads().into_iter();
    let part = |(name, bytes): (&str, Spread)| format!("{name} {:.2}", bytes.median / 1e6);
    let parts: Vec<String> = parts.map(part).collect();
    writeln!(ui.out, "  index, MB: {}", parts.join(", "))?;
    let stages = series.stage_spreads();
    if !stages.is_empty() {
        writeln!(ui.out, "  processor seconds by stage, of runs with clocks:")?;
    }
    for (stage, seconds) in stages {
        writeln!(ui.out, "  {stage:>10} {}", shown(seconds, 3))?;
    }
    Ok(())
}

fn print_comparison(comparison: &Comparison, ui: &mut Ui) -> anyhow::Result<()> {
    let verdict = match comparison.verdict {
        Verdict::More | Verdict::Less => {
            let percent = 100.0 * (comparison.change() - 1.0);
            format!("{} by {:.1} per cent", comparison.word(), percent.abs())
        }
        _ => comparison.word().to_owned(),
    };
    writeln!(
        ui.out,
        "{} threads, {}: {} then, {} now: {verdict} (p {:.3})",
        comparison.threads,
        comparison.describe(),
        shown(comparison.before, 2),
        shown(comparison.now, 2),
        comparison.p
    )?;
    Ok(())
}
