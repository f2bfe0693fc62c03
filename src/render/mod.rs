//! Hits and articles to text, HTML or JSON Lines. Writes to any `Write`; never decides where that goes, nor probes it.

mod article;
mod copies;
mod date;
mod escape;
mod explanation;
mod flow;
mod hits;
mod html;
mod jsonl;
mod link;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

pub use article::{article, article_json};
pub use hits::text;
pub use html::html;
pub use jsonl::jsonl;
pub use table::{counted, megabytes, table, thousands};

/// How text looks. What the terminal can do is for the caller to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Columns to wrap at; `None` wraps nothing and puts each passage on one line.
    pub width: Option<usize>,
    /// Whether to use colour.
    pub style: Style,
    /// Whether locations of files link to them (OSC 8, which terminals that do not know it mostly ignore).
    pub hyperlinks: bool,
    /// What to print before and after each match, if anything.
    pub mark: Option<(String, String)>,
}

/// Whether to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Nothing but text.
    #[default]
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// What a piece of text is, which decides its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Text,
    Mark,
    Title,
    /// What stands around the text: source, date, missing titles, rules.
    Aside,
    /// A location that links to its file.
    Location,
}

impl Role {
    fn style(self) -> anstyle::Style {
        let plain = anstyle::Style::new();
        match self {
            Role::Text => plain,
            // Red reads on dark and light backgrounds alike.
            Role::Mark => plain.bold().fg_color(Some(anstyle::AnsiColor::Red.into())),
            Role::Title => plain.bold(),
            Role::Aside | Role::Location => plain.dimmed(),
        }
    }
}
