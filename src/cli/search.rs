//! `newsdex search`

use super::Status;
use super::ui::Ui;
use crate::clean::dates::parse_range;
use crate::manifest;
use crate::passage::PassageOptions;
use crate::query::lower::{LowerOptions, Matching, Vocabulary, lower};
use crate::query::{self, Node, Query, QueryError};
use crate::render;
use crate::schema;
use crate::search::{Archive, SearchOptions};
use clap::ValueEnum;
use jiff::Timestamp;
use std::io::Write;
use std::path::Path;

/// Find articles and read the passages that match
///
/// Words must all be in the article, in any form; "quoted phrases" match exactly as written. AND, OR, NOT, +word,
/// -word, parentheses, wildcards (kor* *mate c?t), distances (near5 adj5 "a b"~5), other spellings (word~), exact
/// forms (=word), weights (word^2), and fields such as title: body: comments: source: author: section: lang: url: id: are
/// understood. A query that begins with a minus goes after --.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How many of the query's words an article must hold
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t)]
    matching: MatchChoice,
    /// Languages whose inflected forms count, as codes [default: those of the articles]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    lang: Vec<String>,
    /// Published at or after: a year, month, day or time
    #[arg(long, value_name = "DATE", value_parser = range)]
    since: Option<(Timestamp, Timestamp)>,
    /// Published no later than: a year, month, day or time, itself included
    #[arg(long, value_name = "DATE", value_parser = range)]
    until: Option<(Timestamp, Timestamp)>,
    /// Hits to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
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
        let text = self.query.join(" ");
        let query = self.parse(&text, ui)?;
        let archive = Archive::open(index)?;
        let options = self.options();
        if self.explain_query {
            explain(index, &query, &options, ui)?;
            return Ok(Status::Done);
        }
        if query.widens() {
            notes(index, &query, &options, ui)?;
        }
        let total = match self.count {
            true => {
                let total = archive.count(&query, &options)?;
                writeln!(ui.out, "{total}")?;
                total
            }
            false => self.show(&archive, &query, &options, ui)?,
        };
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
        }
    }

    fn show(
        &self,
        archive: &Archive,
        query: &Query,
        options: &SearchOptions,
        ui: &mut Ui,
    ) -> anyhow::Result<u64> {
        let results = archive.search(query, options)?;
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
        Ok(results.total)
    }

    /// Says why nothing may have been found.
    fn suggest(
        &self,
        archive: &Archive,
        query: &Query,
        mut options: SearchOptions,
        ui: &Ui,
    ) -> anyhow::Result<()> {
        let several = matches!(query.root, Some(Node::All(_)));
        options.lower.matching = Matching::Any;
        let found = match several && self.matching != MatchChoice::Any {
            true => archive.count(query, &options)?,
            false => 0,
        };
        ui.note(&match found {
            0 => "nothing found".to_owned(),
            1 => "no article has all of these words; --match any finds 1".to_owned(),
            _ => {
                let found = render::thousands(found);
                format!("no article has all of these words; --match any finds {found}")
            }
        });
        Ok(())
    }
}

/// Prints the tree of the query, then a line for each of its words: what it stands for, and in how many articles.
fn explain(
    index: &Path,
    query: &Query,
    options: &SearchOptions,
    ui: &mut Ui,
) -> anyhow::Result<()> {
    writeln!(ui.out, "{}", query.sexpr())?;
    let (index, _) = manifest::open(index)?;
    let searcher = index.reader()?.searcher();
    let vocabulary = Vocabulary::new(&searcher, schema::schema().1, &options.languages)?;
    let Some(lowered) = lower(query.root.as_ref(), &vocabulary, &options.lower)? else {
        return Ok(());
    };
    for forms in lowered.widened(&vocabulary)? {
        let forms = forms.iter().map(|(form, held)| format!("{form} {held}"));
        let line = forms.collect::<Vec<_>>().join(", ");
        let line = if line.is_empty() {
            "no word of the index"
        } else {
            &line
        };
        writeln!(ui.out, "{line}")?;
    }
    for note in &lowered.notes {
        ui.warn(note);
    }
    Ok(())
}

/// Says which words could not be widened to all that they stand for.
fn notes(index: &Path, query: &Query, options: &SearchOptions, ui: &Ui) -> anyhow::Result<()> {
    let (index, _) = manifest::open(index)?;
    let searcher = index.reader()?.searcher();
    let vocabulary = Vocabulary::new(&searcher, schema::schema().1, &options.languages)?;
    let lowered = lower(query.root.as_ref(), &vocabulary, &options.lower)?;
    for note in lowered.iter().flat_map(|lowered| &lowered.notes) {
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
