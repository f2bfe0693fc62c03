//! The options that say which hits are printed and how, and the printing, of every verb that finds articles.

use super::ui::Ui;
use crate::eval::Run;
use crate::passage::{Context, PassageOptions};
use crate::render;
use crate::search::{Results, SearchOptions, Sort, WeightedTerm};
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(super) struct HitArgs {
    /// Hits to show
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10,
        allow_negative_numbers = true
    )]
    limit: usize,
    /// Hits to leave out before them
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        allow_negative_numbers = true
    )]
    offset: usize,
    /// How to print them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// Print JSON Lines, as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Id of the topic in a TREC run
    #[arg(long, value_name = "ID", default_value = "1", value_parser = one_word)]
    topic: String,
    /// Name of a TREC run, in its last column
    #[arg(long, value_name = "NAME", default_value = "newsdex", value_parser = one_word)]
    tag: String,
    /// Say how each hit's score came about, part by part
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// To read
    #[default]
    Text,
    /// JSON Lines, one hit a line
    Json,
    /// A page for browsers
    Html,
    /// A TREC run: topic, Q0, id, rank, score and name; no texts are read
    Trec,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// An article, with its best passages
    #[default]
    Article,
    /// A passage of one of the first 50 articles, with its article's title; the best of all of them first
    Passage,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Passages")]
pub(super) struct PassageArgs {
    /// Passages to show of each article, at the most
    #[arg(
        long,
        value_name = "N",
        default_value_t = 3,
        allow_negative_numbers = true
    )]
    passages: usize,
    /// Characters of a passage on average, at the most: one ends with a sentence, up to a quarter later
    #[arg(
        long,
        value_name = "CHARS",
        default_value_t = 300,
        allow_negative_numbers = true
    )]
    length: usize,
    /// What to show around the best matches
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    context: ContextChoice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ContextChoice {
    /// Sentences
    #[default]
    Sentences,
    /// The whole paragraph, of up to four times --length; of a longer one sentences
    Paragraph,
}

impl PassageArgs {
    pub(super) fn options(&self) -> PassageOptions {
        PassageOptions {
            passages: self.passages,
            length: self.length,
            context: match self.context {
                ContextChoice::Sentences => Context::Sentences,
                ContextChoice::Paragraph => Context::Paragraph,
            },
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

    pub(super) fn format(&self) -> Format {
        match self.json {
            true => Format::Json,
            false => self.format,
        }
    }

    /// Prints the hits, and for a person how many there are of `what`.
    pub(super) fn show(&self, results: &Results, what: By, ui: &mut Ui) -> anyhow::Result<()> {
        let render_options = ui.render_options();
        match self.format() {
            Format::Json => render::jsonl(&mut ui.out, &results.hits)?,
            Format::Html => render::html(&mut ui.out, &results.hits)?,
            Format::Text => render::text(&mut ui.out, &results.hits, &render_options)?,
            Format::Trec => {
                let hits = results.hits.iter();
                let ranked = hits.map(|hit| (hit.article.id.clone(), hit.score));
                self.write_run(ranked.collect(), Sort::Relevance, ui)?;
            }
        }
        if ui.is_terminal() && self.format() == Format::Text && !results.hits.is_empty() {
            ui.flush()?;
            let first = self.offset + 1;
            let last = self.offset + results.hits.len();
            let of = of_all(results);
            let these = match first == last {
                true => first.to_string(),
                false => format!("{first} to {last}"),
            };
            ui.note(&match (what, first == last) {
                (By::Article, _) => format!("\n{these} of {of}"),
                (By::Passage, true) => format!("\npassage {these} of {of}"),
                (By::Passage, false) => format!("\npassages {these} of {of}"),
            });
        }
        Ok(())
    }

    /// Prints the hits as a TREC run. Whoever reads one sorts by score, so hits in the order of their dates, which have
    /// none, are given their number from the end.
    pub(super) fn write_run(
        &self,
        mut hits: Vec<(String, f32)>,
        sort: Sort,
        ui: &mut Ui,
    ) -> anyhow::Result<()> {
        if sort != Sort::Relevance {
            let places = (1..=hits.len()).rev();
            for ((_, score), place) in hits.iter_mut().zip(places) {
                *score = place as f32;
            }
        }
        let mut run = Run::default();
        run.insert(self.topic.as_str().into(), hits);
        Ok(run.write(&mut ui.out, usize::MAX, &self.tag)?)
    }
}

/// How many there are in all, of both where articles share a text.
fn of_all(results: &Results) -> String {
    let articles = render::counted(results.total, "article");
    match results.distinct {
        Some(texts) if texts < results.total => {
            let texts = render::counted(texts, "different text");
            format!("{texts}, in {articles}")
        }
        _ if results.hits.iter().any(|hit| hit.copies.total > 0) => {
            format!("{articles}, copies counted")
        }
        _ => articles,
    }
}

/// Says which words were added, or were looked for, and what each counts.
pub(super) fn say_terms(label: &str, terms: &[WeightedTerm], ui: &Ui) {
    let terms = terms.iter();
    let terms = terms.map(|term| format!("{} {:.2}", term.text, term.weight));
    let terms = terms.collect::<Vec<_>>().join(", ");
    ui.note(&format!("{label}: {terms}"));
}

/// Columns of a run are parted by white space.
pub(super) fn one_word(text: &str) -> Result<String, String> {
    match text.is_empty() || text.contains(char::is_whitespace) {
        true => Err("write one word".to_owned()),
        false => Ok(text.to_owned()),
    }
}
