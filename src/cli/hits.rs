//! The options that say which hits are printed and how, and the printing, of every verb that finds articles.

use super::ui::Ui;
use crate::passage::PassageOptions;
use crate::render;
use crate::search::{Results, SearchOptions};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(super) struct HitArgs {
    /// Hits to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Hits to leave out before them
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Print JSON Lines, one hit a line
    #[arg(long)]
    json: bool,
    /// Say how each hit's score came about, part by part
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Passages")]
pub(super) struct PassageArgs {
    /// Passages to show of each article, at the most
    #[arg(long, value_name = "N", default_value_t = 3)]
    passages: usize,
    /// Characters of a passage, at the most
    #[arg(long, value_name = "CHARS", default_value_t = 300)]
    length: usize,
}

impl PassageArgs {
    pub(super) fn options(&self) -> PassageOptions {
        PassageOptions {
            passages: self.passages,
            length: self.length,
        }
    }
}

impl HitArgs {
    /// Puts which hits to find into the options of a search.
    pub(super) fn choose(&self, options: &mut SearchOptions) {
        options.limit = self.limit;
        options.offset = self.offset;
        options.ranking.explain = self.explain;
    }

    /// Prints the hits, and for a person how many there are.
    pub(super) fn show(&self, results: &Results, ui: &mut Ui) -> anyhow::Result<()> {
        let render_options = ui.render_options();
        match self.json {
            true => render::jsonl(&mut ui.out, &results.hits)?,
            false => render::text(&mut ui.out, &results.hits, &render_options)?,
        }
        if ui.is_terminal() && !self.json && !results.hits.is_empty() {
            ui.flush()?;
            let first = self.offset + 1;
            let last = self.offset + results.hits.len();
            let total = render::thousands(results.total);
            ui.note(&format!("\n{first} to {last} of {total} articles"));
        }
        Ok(())
    }
}
