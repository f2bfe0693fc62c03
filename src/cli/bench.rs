//! `newsdex bench`

use super::Status;
use super::bench_search;
use super::size;
use super::ui::Ui;
use crate::bench::{BenchOptions, Sample, Series, bench_index};
use crate::indexer::{DEFAULT_MEMORY, IndexOptions};
use crate::render::{megabytes, thousands};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Measure speed on this machine
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Index(IndexArgs),
    Search(bench_search::Args),
}

/// Measure how fast files are indexed, into scratch folders
#[derive(Debug, clap::Args)]
struct IndexArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Numbers of threads to try [default: all cores]
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Vec<u16>,
    /// Counted runs of each, after one that is not
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
    /// Measure another writer in alternating runs, fed with the same articles already read and cleaned
    #[arg(long, value_name = "WHICH", value_enum)]
    against: Option<Against>,
    /// Memory to stay within
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    memory: Option<usize>,
    /// Folder for the scratch folders [default: the system's for temporary files]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Against {
    /// tantivy's IndexWriter, with one segment at the end
    Tantivy,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        match self.what {
            What::Index(args) => args.run(ui),
            What::Search(args) => args.run(index, ui),
        }
    }
}

impl IndexArgs {
    fn run(self, ui: &mut Ui) -> anyhow::Result<Status> {
        let usual = IndexOptions::new(self.paths, PathBuf::new());
        let threads = match self.threads.is_empty() {
            true => vec![usual.threads],
            false => self.threads.iter().copied().map(usize::from).collect(),
        };
        let options = BenchOptions {
            index: IndexOptions {
                memory: self.memory.unwrap_or(DEFAULT_MEMORY),
                ..usual
            },
            threads,
            runs: usize::from(self.runs),
            against_tantivy: self.against.is_some(),
            scratch: self.scratch,
        };
        let series = bench_index(&options, &mut |what| ui.note(what))?;
        match self.json {
            true => writeln!(ui.out, "{}", in_json(&series))?,
            false => print(&series, ui)?,
        }
        Ok(Status::Done)
    }
}

/// The reference with the same number of threads.
fn reference<'a>(series: &'a [Series], ours: &Series) -> Option<&'a Series> {
    series
        .iter()
        .find(|other| other.name != ours.name && other.threads == ours.threads)
}

fn print(series: &[Series], ui: &mut Ui) -> anyhow::Result<()> {
    if let Some(sample) = series.first().and_then(|series| series.samples.first()) {
        let (articles, text) = (thousands(sample.articles), megabytes(sample.text_bytes));
        writeln!(
            ui.out,
            "{articles} articles, {text} of text; median (least to most) of the runs"
        )?;
    }
    for one in series {
        let line = |figure: fn(&Sample) -> f64, digits: usize| {
            let [least, median, most] = one.spread(figure);
            format!("{median:.digits$} ({least:.digits$} to {most:.digits$})")
        };
        writeln!(
            ui.out,
            "{} {} threads: {} MB/s, {} articles/s, {} CPU s, {} MB memory, {} MB index",
            one.name,
            one.threads,
            line(Sample::megabytes_per_second, 1),
            line(
                |sample| sample.articles as f64 / sample.seconds.max(1e-9),
                0
            ),
            line(|sample| sample.cpu_seconds.unwrap_or(f64::NAN), 2),
            line(
                |sample| sample
                    .peak_memory_bytes
                    .map_or(f64::NAN, |bytes| bytes as f64 / 1e6),
                0
            ),
            line(|sample| sample.index_bytes as f64 / 1e6, 1),
        )?;
    }
    for ours in series.iter().filter(|series| series.name == "newsdex") {
        if let Some(theirs) = reference(series, ours) {
            let [least, median, most] = ours.ratio_to(theirs);
            let threads = ours.threads;
            writeln!(
                ui.out,
                "{threads} threads: {median:.2} ({least:.2} to {most:.2}) times {}",
                theirs.name
            )?;
        }
    }
    Ok(())
}

fn in_json(series: &[Series]) -> serde_json::Value {
    let entries: Vec<_> = series
        .iter()
        .map(|one| {
            let [least, median, most] = one.spread(Sample::megabytes_per_second);
            let ratio = reference(series, one).map(|theirs| one.ratio_to(theirs)[1]);
            let ratio = ratio.filter(|_| one.name == "newsdex");
            json!({
                "name": one.name,
                "threads": one.threads,
                "megabytes_per_second": { "min": least, "median": median, "max": most },
                "ratio_to_tantivy": ratio,
                "samples": one.samples,
            })
        })
        .collect();
    json!({ "series": entries })
}
