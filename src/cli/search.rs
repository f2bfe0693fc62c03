//! `newsdex search`

use super::Status;
use super::ui::Ui;
use crate::analysis;
use crate::clean::dates::parse_range;
use crate::passage::PassageOptions;
use crate::query::lower::{LowerOptions, Matching};
use crate::query::{self, Node, Query, QueryError};
use crate::render;
use crate::search::{Archive, RankOptions, Results, SearchOptions};
use anyhow::bail;
use clap::ValueEnum;
use jiff::Timestamp;
use std::io::Write;
use std::path::Path;

/// Find articles and read the passages that match
///
/// Words must all be in the article, in any form; "quoted phrases" match exactly as written. AND, OR, NOT, +word,
/// -word, parentheses, wildcards (kor* *mate c?t), patterns (/gr[ae]y/), distances (near5 adj5 "a b"~5, w/s in a sentence,
/// w/p in a paragraph), other spellings (word~), exact forms (=word), weights (word^2), counts (atleast3 word), beginnings
/// (first50 word), capitals (caps(US)), ranges (published:[2024-10 TO 2024-11-15] words>500), and fields such as title: body:
/// lead: hlp: comments: source: author: section: lang: url: id: are understood; author:* is any author. A query that begins
/// with a minus goes after --.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How many of the query's words an article must hold
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t)]
    matching: MatchChoice,
    /// Languages whose inflected forms count, as codes [default: those of the articles]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = language)]
    lang: Vec<String>,
    /// Published at or after: a year, month, day or time
    #[arg(long, value_name = "DATE", value_parser = range)]
    since: Option<(Timestamp, Timestamp)>,
    /// Published no later than: a year, month, day or time, itself included
    #[arg(long, value_name = "DATE", value_parser = range)]
    until: Option<(Timestamp, Timestamp)>,
    /// Hits to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Hits to leave out before them
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Print only how many articles match
    #[arg(long)]
    count: bool,
    /// Passages to show of each article, at the most
    #[arg(long, value_name = "N", default_value_t = 3)]
    passages: usize,
    /// Characters of a passage, at the most
    #[arg(long, value_name = "CHARS", default_value_t = 300)]
    length: usize,
    /// Print JSON Lines, one hit a line
    #[arg(long, conflicts_with = "count")]
    json: bool,
    /// Say how each hit's score came about, part by part
    #[arg(long, conflicts_with = "count")]
    explain: bool,
    /// Print how the query is read and the words that it stands for, each with the articles that hold it
    #[arg(long, conflicts_with_all = ["count", "json"])]
    explain_query: bool,
    /// Refuse a query that is not understood entirely
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MatchChoice {
    /// All but function words
    #[default]
    All,
    /// More than half of them
    Most,
    /// One of them
    Any,
}

impl From<MatchChoice> for Matching {
    fn from(choice: MatchChoice) -> Matching {
        match choice {
            MatchChoice::All => Matching::All,
            MatchChoice::Most => Matching::Most,
            MatchChoice::Any => Matching::Any,
        }
    }
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        self.refuse_empty_dates()?;
        let text = self.query.join(" ");
        let query = self.parse(&text, ui)?;
        let archive = Archive::open(index)?;
        let options = self.options();
        if self.explain_query {
            explain(&archive, &query, &options, ui)?;
            return Ok(Status::Done);
        }
        let results = match self.count {
            true => archive.count(&query, &options)?,
            false => archive.search(&query, &options)?,
        };
        for note in &results.notes {
            ui.warn(note);
        }
        match self.count {
            true => writeln!(ui.out, "{}", results.total)?,
            false => self.show(&results, ui)?,
        }
        let total = results.total;
        if total > 0 {
            return Ok(Status::Done);
        }
        self.suggest(&archive, &query, options, ui)?;
        Ok(Status::NothingFound)
    }

    fn parse(&self, text: &str, ui: &Ui) -> anyhow::Result<Query> {
        if self.strict {
            return query::parse_strict(text)
                .map_err(|error| anyhow::anyhow!(located(&error, text)));
        }
        let query = query::parse(text);
        for warning in &query.warnings {
            ui.warn(&format!("{}\n{}", warning.warning(), warning.caret(text)));
        }
        Ok(query)
    }

    fn options(&self) -> SearchOptions {
        SearchOptions {
            lower: LowerOptions {
                matching: self.matching.into(),
                since: self.since.map(|(start, _)| start.as_second()),
                before: self.until.map(|(_, end)| end.as_second()),
            },
            languages: self.lang.clone(),
            limit: self.limit,
            offset: self.offset,
            passages: PassageOptions {
                passages: self.passages,
                length: self.length,
            },
            without_total: false,
            ranking: RankOptions {
                explain: self.explain,
                ..RankOptions::default()
            },
        }
    }

    fn show(&self, results: &Results, ui: &mut Ui) -> anyhow::Result<()> {
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

    /// Says why nothing may have been found.
    fn suggest(
        &self,
        archive: &Archive,
        query: &Query,
        options: SearchOptions,
        ui: &Ui,
    ) -> anyhow::Result<()> {
        let several = matches!(query.root, Some(Node::All(_)));
        let mut looser = Vec::new();
        if several && self.matching == MatchChoice::All {
            for (name, matching) in [("most", Matching::Most), ("any", Matching::Any)] {
                let mut options = options.clone();
                options.lower.matching = matching;
                let found = archive.count(query, &options)?.total;
                if found > 0 {
                    looser.push(format!("--match {name} finds {}", render::thousands(found)));
                }
            }
        }
        ui.note(&match (archive.num_articles(), looser.is_empty()) {
            (0, _) => "nothing found: the index is empty".to_owned(),
            (_, true) => "nothing found".to_owned(),
            (_, false) => format!("no article has all of these words; {}", looser.join(", ")),
        });
        Ok(())
    }

    fn refuse_empty_dates(&self) -> anyhow::Result<()> {
        match (self.since, self.until) {
            (Some((since, _)), Some((_, until))) if since >= until => {
                bail!("--since is later than --until: no article can be published then")
            }
            _ => Ok(()),
        }
    }
}

fn language(text: &str) -> Result<String, String> {
    let code = analysis::language::normalise(text)
        .filter(|code| analysis::Stemmer::for_language(code).is_some());
    code.ok_or_else(|| {
        "no inflected forms are known for this language: write a code such as en or de".to_owned()
    })
}

/// Prints the tree of the query, then a line for each of its words: what it stands for, and in how many articles.
fn explain(
    archive: &Archive,
    query: &Query,
    options: &SearchOptions,
    ui: &mut Ui,
) -> anyhow::Result<()> {
    writeln!(ui.out, "{}", query.sexpr())?;
    let widened = archive.widened(query, options)?;
    for forms in widened.words {
        let forms = forms.iter().map(|(form, held)| format!("{form} {held}"));
        let line = forms.collect::<Vec<_>>().join(", ");
        let line = match line.is_empty() {
            true => "no word of the index",
            false => &line,
        };
        writeln!(ui.out, "{line}")?;
    }
    for filter in &widened.filters {
        writeln!(ui.out, "filtered by the text, after matching: {filter}")?;
    }
    for note in &widened.notes {
        ui.warn(note);
    }
    Ok(())
}

fn range(text: &str) -> Result<(Timestamp, Timestamp), String> {
    parse_range(text).ok_or_else(|| "write a date such as 2024, 2024-10 or 2024-10-18".to_owned())
}

/// What was not understood, with a caret under it.
fn located(error: &QueryError, text: &str) -> String {
    format!("{error}\n{}", error.caret(text))
}
