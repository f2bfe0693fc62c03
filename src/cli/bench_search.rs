//! `newsdex bench search`

use super::Status;
use super::ui::Ui;
use crate::bench::{ClassFigures, Latency, SearchBench, SearchFigures, bench_search};
use crate::indexer::{IndexOptions, Progress, index};
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Measure how fast searches are answered, in this process
///
/// Queries are made from words and phrases of the articles, by how many articles hold them, or read from a file. Each
/// is run once (cold) and then several times (warm), for the ten best articles alone and with their passages.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders to index into a scratch folder first [default: the index as it is]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Queries to run, one a line
    #[arg(long, value_name = "FILE", conflicts_with = "generate")]
    queries: Option<PathBuf>,
    /// Queries to make for each class
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    generate: u16,
    /// Another number makes other queries
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Counted runs of each query, after the first
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
    /// Threads that search at the same time, for the rate under load
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// Measure another engine on the same index, in alternation; for made queries only
    #[arg(long, value_name = "WHICH", value_enum)]
    against: Option<Against>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Against {
    /// tantivy's own queries: the words as written, in the body
    Tantivy,
}

impl Args {
    pub(super) fn run(self, folder: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let scratch = tempfile::tempdir()?;
        let folder = match self.paths.is_empty() {
            true => folder.to_owned(),
            false => {
                let built = scratch.path().join("index");
                index(
                    &IndexOptions::new(self.paths, built.clone()),
                    &Progress::default(),
                )?;
                built
            }
        };
        let queries = match &self.queries {
            Some(path) => {
                let reading = || format!("cannot read {}", path.display());
                let text = fs::read_to_string(path).with_context(reading)?;
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                let queries: Vec<String> = lines.map(str::to_owned).collect();
                if queries.is_empty() {
                    anyhow::bail!("no query in {}", path.display());
                }
                queries
            }
            None => Vec::new(),
        };
        let figures = bench_search(&SearchBench {
            index: folder,
            queries,
            generate: usize::from(self.generate),
            seed: self.seed,
            runs: usize::from(self.runs),
            threads: usize::from(self.threads),
            against_tantivy: self.against.is_some(),
        })?;
        match self.json {
            true => writeln!(ui.out, "{}", serde_json::to_string(&figures)?)?,
            false => print(&figures, ui)?,
        }
        Ok(Status::Done)
    }
}

fn print(figures: &SearchFigures, ui: &mut Ui) -> anyhow::Result<()> {
    writeln!(
        ui.out,
        "{} articles, {} segments; microseconds: p50 / p95 / p99 / p99.9",
        figures.articles, figures.segments
    )?;
    for class in &figures.classes {
        let name = class
            .class
            .map_or_else(|| "all".to_owned(), |class| class.to_string());
        writeln!(ui.out, "{name} ({} queries)", class.queries)?;
        print_class(class, ui)?;
    }
    writeln!(
        ui.out,
        "{} threads: {:.0} searches/s, {:.0} with passages",
        figures.threads, figures.per_second, figures.per_second_passages
    )?;
    Ok(())
}

fn print_class(class: &ClassFigures, ui: &mut Ui) -> anyhow::Result<()> {
    let rows = [
        ("newsdex", Some(class.newsdex), None),
        ("tantivy", class.tantivy, class.ratio),
        ("newsdex, passages", Some(class.newsdex_passages), None),
        (
            "tantivy, snippets",
            class.tantivy_snippets,
            class.ratio_with_passages,
        ),
    ];
    for (name, figures, ratio) in rows {
        let Some(figures) = figures else {
            continue;
        };
        let ratio = ratio.map_or_else(String::new, |ratio| {
            format!(", newsdex takes {ratio:.2} times as long")
        });
        writeln!(
            ui.out,
            "  {name:18} {}; cold {}{ratio}",
            shown(&figures.warm),
            shown(&figures.cold)
        )?;
    }
    Ok(())
}

fn shown(latency: &Latency) -> String {
    let Latency {
        p50,
        p95,
        p99,
        p999,
        ..
    } = latency;
    format!("{p50:.0} / {p95:.0} / {p99:.0} / {p999:.0}")
}
