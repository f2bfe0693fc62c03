//! `newsdex show`

use super::Status;
use super::ui::Ui;
use crate::render;
use crate::search::Archive;
use std::path::Path;

/// Print an article
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Id of the article, as search prints it with --json
    #[arg(value_name = "ID")]
    id: String,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let Some(article) = Archive::open(index)?.article(&self.id)? else {
            ui.note(&format!("no article has the id {}", self.id));
            return Ok(Status::NothingFound);
        };
        let options = ui.render_options();
        match self.json {
            true => render::article_json(&mut ui.out, &article)?,
            false => render::article(&mut ui.out, &article, &options)?,
        }
        Ok(Status::Done)
    }
}
