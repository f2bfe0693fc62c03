//! `newsdex stats`

use super::Status;
use super::ui::Ui;
use crate::render::{megabytes, table, thousands};
use crate::search::{Archive, Share, Stats};
use std::io::Write;
use std::path::Path;

/// Values shown of a list.
const SHOWN: usize = 10;

/// Print what the index holds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let stats = Archive::open(index)?.stats()?;
        if self.json {
            writeln!(ui.out, "{}", serde_json::to_string(&stats)?)?;
        } else {
            let options = ui.render_options();
            table(&mut ui.out, &rows(&stats), &options)?;
        }
        Ok(Status::Done)
    }
}

fn rows(stats: &Stats) -> Vec<(&'static str, String)> {
    let sizes: Vec<String> = stats
        .bytes
        .iter()
        .map(|(component, bytes)| format!("{component} {}", megabytes(*bytes)))
        .collect();
    let dates = match (stats.earliest, stats.latest) {
        (Some(earliest), Some(latest)) => {
            format!("{} to {}", day(earliest), day(latest))
        }
        _ => "none".to_owned(),
    };
    vec![
        ("articles", thousands(stats.articles)),
        ("files", thousands(stats.files)),
        ("dates", dates),
        ("undated", thousands(stats.undated)),
        ("languages", shares(&stats.languages)),
        ("sources", shares(&stats.sources)),
        ("segments", thousands(stats.segments)),
        ("size", megabytes(stats.total_bytes)),
        ("of which", sizes.join(", ")),
        ("schema", stats.schema.to_string()),
        ("analyzer", stats.analyzer.to_string()),
    ]
}

fn day(time: jiff::Timestamp) -> String {
    let text = time.to_string();
    text.split('T').next().unwrap_or(&text).to_owned()
}

fn shares(shares: &[Share]) -> String {
    let mut shown: Vec<String> = shares
        .iter()
        .take(SHOWN)
        .map(|share| {
            let name = if share.name.is_empty() {
                "unknown"
            } else {
                &share.name
            };
            format!("{name} {}", thousands(share.articles))
        })
        .collect();
    if shares.len() > SHOWN {
        shown.push(format!("{} others", shares.len() - SHOWN));
    }
    shown.join(", ")
}
