//! `newsdex bench search`

use super::{RunArgs, Status, Ui};
use crate::bench::{
    BenchQuery, ClassFigures, Cold, ColdKind, Figures, Latency, SearchBench, SearchFigures,
    bench_queries, bench_search,
};
use crate::indexer::{IndexOptions, Progress, index};
use crate::render::counted;
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Measure how fast searches are answered, in this process
///
/// Queries are made from words and phrases of the articles, by how many articles hold them, or read from a file. Each
/// is run several times in an open index (warm), for the ten best articles alone and with their passages; the first
/// ones of each class once more, each in an index opened for it alone, after the system was asked to drop it from
/// memory (cold). At last, several threads run all of them for as long as two seconds (load). With --against, queries
/// that were made, not read, are put to tantivy too: the words as written, in the body of the same index.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders to index into a scratch folder first [default: the index as it is]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Queries to run, one a line: as somebody would type it, or as --list prints it
    #[arg(long, value_name = "FILE", conflicts_with = "generate")]
    queries: Option<PathBuf>,
    /// Queries to make for each class
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    generate: u16,
    /// Another number makes other queries
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print the queries that would be run, and stop: kind, a tab, words
    #[arg(long, conflicts_with = "queries")]
    list: bool,
    #[command(flatten)]
    how: RunArgs,
    /// Queries of each class to run cold too
    #[arg(long, value_name = "N", default_value_t = 10)]
    cold: u16,
    /// Threads that search at the same time, for the rate under load
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
}

impl Args {
    pub(super) fn run(self, folder: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let scratch = tempfile::tempdir()?;
        let folder = match self.paths.is_empty() {
            true => folder.to_owned(),
            false => built(&self.paths, &scratch.path().join("index"))?,
        };
        let queries = match &self.queries {
            Some(path) => listed(path)?,
            None => bench_queries(&folder, usize::from(self.generate), self.seed)?,
        };
        if self.list {
            for query in queries {
                writeln!(ui.out, "{}", query.line())?;
            }
            return Ok(Status::Done);
        }
        let figures = bench_search(&SearchBench {
            index: folder,
            queries,
            runs: self.how.runs(),
            cold: usize::from(self.cold),
            threads: usize::from(self.threads),
            against_tantivy: self.how.against_tantivy(),
        })?;
        match self.how.json {
            true => writeln!(ui.out, "{}", serde_json::to_string(&figures)?)?,
            false => print(&figures, ui)?,
        }
        Ok(Status::Done)
    }
}

fn built(paths: &[PathBuf], folder: &Path) -> anyhow::Result<PathBuf> {
    let options = IndexOptions::new(paths.to_vec(), folder.to_owned());
    index(&options, &Progress::default())?;
    Ok(options.index)
}

fn listed(path: &Path) -> anyhow::Result<Vec<BenchQuery>> {
    let reading = || format!("cannot read {}", path.display());
    let text = fs::read_to_string(path).with_context(reading)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let queries: Vec<BenchQuery> = lines.map(BenchQuery::read).collect();
    if queries.is_empty() {
        anyhow::bail!("no query in {}", path.display());
    }
    Ok(queries)
}

fn print(figures: &SearchFigures, ui: &mut Ui) -> anyhow::Result<()> {
    writeln!(
        ui.out,
        "{}, {}; microseconds: p50 / p90 / p95 / p99 / p99.9",
        counted(figures.articles, "article"),
        counted(figures.segments as u64, "segment")
    )?;
    if let Some(cold) = &figures.cold {
        print_cold(cold, ui)?;
    }
    for class in &figures.classes {
        let name = class
            .class
            .map_or_else(|| "all".to_owned(), |class| class.to_string());
        writeln!(
            ui.out,
            "{name} ({} queries, {} of them cold too)",
            class.queries, class.cold_queries
        )?;
        print_class(class, ui)?;
    }
    let load = figures.load;
    writeln!(
        ui.out,
        "{} threads: {:.0} searches/s, {:.0} with passages",
        load.threads, load.per_second, load.per_second_passages
    )?;
    Ok(())
}

fn print_cold(cold: &Cold, ui: &mut Ui) -> anyhow::Result<()> {
    let how = match cold.kind {
        ColdKind::Disk => "the index was dropped from memory before each",
        ColdKind::Opened => "the index was opened for each, but stayed in memory",
    };
    let waits = cold.disk_waits.map_or_else(String::new, |waits| {
        format!(", {waits:.1} waits for the disk a search")
    });
    writeln!(
        ui.out,
        "cold: {how}{waits}; opening it: {}",
        shown(&cold.opening)
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
        if let Some(Figures { cold, warm }) = figures {
            let cold = cold.map_or_else(String::new, |cold| format!("; cold {}", shown(&cold)));
            let ratio = ratio.map_or_else(String::new, |ratio| {
                format!(", newsdex takes {ratio:.2} times as long")
            });
            writeln!(ui.out, "  {name:18} {}{cold}{ratio}", shown(&warm))?;
        }
    }
    Ok(())
}

fn shown(latency: &Latency) -> String {
    let Latency {
        p50,
        p90,
        p95,
        p99,
        p999,
        ..
    } = latency;
    format!("{p50:.0} / {p90:.0} / {p95:.0} / {p99:.0} / {p999:.0}")
}
