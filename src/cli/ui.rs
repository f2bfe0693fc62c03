//! Standard output and error, and what the terminal can do.

use crate::indexer::IndexError;
use crate::render::{RenderOptions, Style};
use crate::search::SearchError;
use anstyle::{AnsiColor, Style as Ansi};
use anyhow::Context;
use clap::ValueEnum;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also in a pipe
    Always,
    /// Never
    Never,
}

/// Columns to wrap at where the terminal does not say how wide it is.
const DEFAULT_WIDTH: usize = 80;

/// Where a verb writes.
pub(super) struct Ui {
    /// Data.
    pub(super) out: BufWriter<StdoutLock<'static>>,
    color: ColorChoice,
}

impl Ui {
    pub(super) fn new(color: ColorChoice) -> Ui {
        Ui {
            out: BufWriter::with_capacity(64 << 10, io::stdout().lock()),
            color,
        }
    }

    /// Whether a person reads standard output.
    pub(super) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// How to show hits and articles.
    pub(super) fn render_options(&self) -> RenderOptions {
        let terminal = self.is_terminal();
        let colored = colored(self.color, &io::stdout());
        RenderOptions {
            width: terminal.then(width),
            style: if colored { Style::Ansi } else { Style::Plain },
            hyperlinks: terminal && colored,
            mark: None,
        }
    }

    /// Says something that is not data.
    pub(super) fn note(&self, text: &str) {
        // There is nobody to tell when standard error is closed.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says something that the user should look at.
    pub(super) fn warn(&self, text: &str) {
        self.labelled("warning", AnsiColor::Yellow, text);
    }

    /// Says each of some things that the user should look at.
    pub(super) fn warn_all(&self, texts: &[String]) {
        texts.iter().for_each(|text| self.warn(text));
    }

    /// Says why the program stops, and what can be done about it.
    pub(super) fn error(&self, error: &anyhow::Error) {
        self.labelled("error", AnsiColor::Red, &message(error));
        let hint = error.chain().find_map(|cause| {
            let index = cause
                .downcast_ref::<IndexError>()
                .and_then(IndexError::hint);
            index.or_else(|| {
                cause
                    .downcast_ref::<SearchError>()
                    .and_then(SearchError::hint)
            })
        });
        if let Some(hint) = hint {
            self.hint(hint);
        }
    }

    /// Says what the user can do.
    pub(super) fn hint(&self, text: &str) {
        self.labelled("hint", AnsiColor::Cyan, text);
    }

    fn labelled(&self, label: &str, color: AnsiColor, text: &str) {
        let style = match colored(self.color, &io::stderr()) {
            true => Ansi::new().bold().fg_color(Some(color.into())),
            false => Ansi::new(),
        };
        self.note(&format!("{style}{label}{style:#}: {text}"));
    }

    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        self.out.flush().context("cannot write to standard output")
    }
}

/// The error and its causes, each said once: many repeat the text of their cause.
fn message(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

fn colored(choice: ColorChoice, stream: &impl anstream::stream::RawStream) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.filter(|&width| width > 0).unwrap_or(DEFAULT_WIDTH)
}
