//! The command line: one thin file a verb.
//!
//! The only owner of standard output and error, colour, progress and exit codes. Data goes to standard output, all
//! else to standard error.

mod bench;
mod dates;
mod eval;
mod export;
mod hits;
mod index;
mod inspect;
mod matching;
mod progress;
mod ranking;
mod search;
mod show;
mod similar;
mod size;
mod stats;
mod ui;

use crate::search::SearchError;
use clap::{Parser, Subcommand};
use std::any::Any;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use ui::{ColorChoice, Ui};

/// Full-text search for news archives
///
/// Index any mix of news files, search them by word or exact phrase, and read the passages that answer.
#[derive(Debug, Parser)]
#[command(
    name = "newsdex",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "Exit status: 0 done, 1 nothing found, 2 error.")]
struct Args {
    #[command(subcommand)]
    verb: Verb,
    /// Folder of the index
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "NEWSDEX_INDEX",
        default_value = ".newsdex"
    )]
    index: PathBuf,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Index(index::Args),
    Inspect(inspect::Args),
    Search(search::Args),
    Similar(similar::Args),
    Show(show::Args),
    Export(export::Args),
    Stats(stats::Args),
    Bench(bench::Args),
    Eval(eval::Args),
}

/// What a verb has to say by its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Done.
    Done,
    /// Done, and nothing was found.
    NothingFound,
    /// Done as far as possible; something that the user named was not.
    Partly,
}

/// Runs the program on the arguments of the process, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    let mut ui = Ui::new(args.color);
    // Said once by whoever catches it, if it is worth saying.
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(AssertUnwindSafe(|| args.run(&mut ui)));
    let result = result.unwrap_or_else(|fault| Err(internal(&*fault)));
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::NothingFound) => ExitCode::from(1),
        Ok(Status::Partly) => ExitCode::from(2),
        // Whoever read the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(2)
        }
    }
}

/// A fault of the program or, more often, of the files that it reads: the index engine takes their content for granted.
fn internal(fault: &(dyn Any + Send)) -> anyhow::Error {
    let text = fault.downcast_ref::<String>().map(String::as_str);
    let text = text
        .or_else(|| fault.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given");
    anyhow::anyhow!(
        "internal fault: {text}; if the index is damaged, `newsdex index --rebuild` reads the sources again"
    )
}

impl Args {
    fn run(self, ui: &mut Ui) -> anyhow::Result<Status> {
        let index = self.index;
        let status = match self.verb {
            Verb::Index(verb) => verb.run(index.clone(), ui),
            Verb::Inspect(verb) => verb.run(ui),
            Verb::Search(verb) => verb.run(&index, ui),
            Verb::Similar(verb) => verb.run(&index, ui),
            Verb::Show(verb) => verb.run(&index, ui),
            Verb::Export(verb) => verb.run(&index, ui),
            Verb::Stats(verb) => verb.run(&index, ui),
            Verb::Bench(verb) => verb.run(&index, ui),
            Verb::Eval(verb) => verb.run(&index, ui),
        };
        let status = status.map_err(|error| naming(error, &index))?;
        ui.flush()?;
        Ok(status)
    }
}

/// The error, with the index that it is about where the index cannot be read.
fn naming(error: anyhow::Error, index: &Path) -> anyhow::Error {
    match error.downcast::<SearchError>() {
        Ok(error) => error.in_index(index).into(),
        Err(error) => error,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
