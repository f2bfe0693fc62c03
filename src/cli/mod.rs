//! The command line: one thin file a verb.
//!
//! The only owner of standard output and error, colour, progress and exit codes. Data goes to standard output, all
//! else to standard error.

mod bench;
mod eval;
mod export;
mod index;
mod inspect;
mod progress;
mod search;
mod show;
mod size;
mod stats;
mod ui;

use clap::{Parser, Subcommand};
use std::io;
use std::path::PathBuf;
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
}

/// Runs the program on the arguments of the process, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    let mut ui = Ui::new(args.color);
    let result = match args.verb {
        Verb::Index(verb) => verb.run(args.index, &mut ui),
        Verb::Inspect(verb) => verb.run(&mut ui),
        Verb::Search(verb) => verb.run(&args.index, &mut ui),
        Verb::Show(verb) => verb.run(&args.index, &mut ui),
        Verb::Export(verb) => verb.run(&args.index, &mut ui),
        Verb::Stats(verb) => verb.run(&args.index, &mut ui),
        Verb::Bench(verb) => verb.run(&mut ui),
        Verb::Eval(verb) => verb.run(&args.index, &mut ui),
    };
    let result = result.and_then(|status| ui.flush().map(|()| status));
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::NothingFound) => ExitCode::from(1),
        // Whoever read the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
