//! `newsdex bench`

mod index;
mod search;

use super::ui::Ui;
use super::{Status, size};
use std::path::Path;

/// Measure speed on this machine
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Index(index::Args),
    Search(search::Args),
}

/// What both measurements take.
#[derive(Debug, clap::Args)]
struct RunArgs {
    /// Counted runs of each, after one that is not
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
    /// Measure another engine on the same articles, in alternation
    #[arg(long, value_name = "WHICH", value_enum)]
    against: Option<Against>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl RunArgs {
    fn runs(&self) -> usize {
        usize::from(self.runs)
    }

    fn against_tantivy(&self) -> bool {
        self.against == Some(Against::Tantivy)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Against {
    /// tantivy by itself: its IndexWriter, or its own queries
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
