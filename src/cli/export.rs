//! `newsdex export`

use super::Status;
use super::ui::Ui;
use crate::render;
use crate::search::Archive;
use std::path::Path;

/// Write every article as JSON Lines, as it was cleaned
///
/// Indexing the output gives the same search results. The order of the lines is free: it depends on which thread indexed what.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let archive = Archive::open(index)?;
        archive.each_article(|article| -> anyhow::Result<()> {
            Ok(render::article_json(&mut ui.out, &article)?)
        })?;
        Ok(Status::Done)
    }
}
