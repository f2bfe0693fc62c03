//! `newsdex inspect`

use super::Status;
use super::index::pages_left_out;
use super::ui::Ui;
use crate::article::Article;
use crate::format::{Format, ReadOptions, parse_map};
use crate::indexer::{FieldUse, Inspection, inspect};
use crate::render::{self, counted, thousands};
use crate::source::path_text;
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Characters of a body to show.
const BODY_CHARS: usize = 200;

/// Show what would be indexed from a file: its format, fields, first articles and failures
///
/// Needs no index and changes nothing: the first thing to run on data that is new to you.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, compressed or not, and archives; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take every file for this format instead of looking at its content
    #[arg(long, value_name = "NAME")]
    format: Option<Format>,
    /// Where records keep our fields, for instance title=headline,body=text
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',', value_parser = parse_map)]
    map: Vec<Vec<(String, String)>>,
    /// Records of a file to look at
    #[arg(long, value_name = "N", default_value_t = 1000)]
    records: u64,
    /// Print one JSON object a file
    #[arg(long)]
    json: bool,
}

impl Args {
    pub(super) fn run(self, ui: &mut Ui) -> anyhow::Result<Status> {
        let read = ReadOptions {
            format: self.format,
            map: self.map.concat(),
        };
        let mut status = Status::NothingFound;
        for (number, path) in self.files.iter().enumerate() {
            check(path)?;
            let found = inspect(path, &read, self.records, jiff::Timestamp::now());
            if found.articles > 0 {
                status = Status::Done;
            }
            if self.json {
                writeln!(ui.out, "{}", as_json(path, &found)?)?;
                continue;
            }
            if number > 0 {
                writeln!(ui.out)?;
            }
            show(path, &found, ui)?;
        }
        Ok(status)
    }
}

/// Refuses what is no file before anything is printed of it.
fn check(path: &Path) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        return Ok(());
    }
    let metadata = fs::metadata(path).with_context(|| path.display().to_string())?;
    anyhow::ensure!(
        !metadata.is_dir(),
        "{} is a folder; name files in it",
        path.display()
    );
    Ok(())
}

fn as_json(path: &Path, found: &Inspection) -> anyhow::Result<serde_json::Value> {
    let mut value = serde_json::to_value(found)?;
    if let Some(map) = value.as_object_mut() {
        map.shift_insert(0, "path".into(), path_text(path).into());
    }
    Ok(value)
}

fn show(path: &Path, found: &Inspection, ui: &mut Ui) -> anyhow::Result<()> {
    let more = if found.complete {
        ""
    } else {
        " (--records N looks at more)"
    };
    writeln!(ui.out, "{}", escaped(&path_text(path)))?;
    writeln!(ui.out, "  format    {}", by_name(&found.formats, "file"))?;
    writeln!(
        ui.out,
        "  encoding  {}",
        by_name(&found.encodings, "record")
    )?;
    writeln!(ui.out, "  records   {}{more}", outcomes(found))?;
    fields(&found.fields, ui)?;
    for failure in &found.failures {
        let line = format!("{}: {}", failure.location, failure.reason);
        writeln!(ui.out, "  failed    {}", escaped(&line))?;
    }
    let options = ui.render_options();
    for article in &found.samples {
        writeln!(ui.out)?;
        render::article(&mut ui.out, &shortened(article), &options)?;
    }
    Ok(())
}

/// `jsonl`, or `html (3 files), text (1 file)` where there are several.
fn by_name(counts: &[(&'static str, u64)], unit: &str) -> String {
    match counts {
        [] => "none".to_owned(),
        [(name, 1)] => (*name).to_owned(),
        [(name, _)] if unit == "record" => (*name).to_owned(),
        several => {
            let each = several
                .iter()
                .map(|(name, count)| format!("{name} ({})", counted(*count, unit)));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

fn outcomes(found: &Inspection) -> String {
    let mut parts = Vec::new();
    parts.push(counted(found.articles, "article"));
    for (count, name) in [(found.empty, "empty"), (found.failed, "failed")] {
        if count > 0 {
            parts.push(format!("{} {name}", thousands(count)));
        }
        if name == "empty" {
            parts.extend(pages_left_out(&found.empty_reasons));
        }
    }
    let passed_over = &found.passed_over;
    if passed_over.total() > 0 {
        parts.push(format!("other parts passed over ({passed_over})"));
    }
    for (count, name, more) in [
        (found.undated, "article", " without a date"),
        (found.bogus_dates, "date", " that cannot be right"),
        (found.mojibake, "article", " with mojibake, repaired"),
        (found.replaced_characters, "character", " not decoded"),
    ] {
        if count > 0 {
            parts.push(format!("{}{more}", counted(count, name)));
        }
    }
    format!("{}: {}", thousands(found.records()), parts.join(", "))
}

/// What each of our fields is taken from, then the fields that are not used.
fn fields(fields: &[FieldUse], ui: &mut Ui) -> anyhow::Result<()> {
    let used = fields.iter().filter_map(|field| {
        let ours = field.used_as?;
        Some(format!("{ours} = {}", escaped(&field.name)))
    });
    let unused = fields.iter().filter(|field| field.used_as.is_none());
    let unused: Vec<String> = unused.map(|field| escaped(&field.name)).collect();
    let used: Vec<String> = used.collect();
    if !used.is_empty() {
        writeln!(ui.out, "  fields    {}", used.join(", "))?;
    }
    if !unused.is_empty() {
        writeln!(ui.out, "  not used  {}", unused.join(", "))?;
    }
    Ok(())
}

/// Text of the file made safe to print.
fn escaped(text: &str) -> String {
    let safe = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(safe).collect()
}

fn shortened(article: &Article) -> Article {
    let short = |text: &str| match text.char_indices().nth(BODY_CHARS) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    };
    Article {
        body: short(&article.body),
        comments: short(&article.comments),
        ..article.clone()
    }
}
