//! `newsdex bench`

use super::Status;
use super::ui::Ui;
use super::{bench_index, bench_search};
use std::path::Path;

/// Measure speed on this machine
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Index(bench_index::Args),
    Search(bench_search::Args),
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        match self.what {
            What::Index(args) => args.run(ui),
            What::Search(args) => args.run(index, ui),
        }
    }
}
