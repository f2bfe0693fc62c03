//! `newsdex search`

mod suggestion;
mod understanding;

use super::Status;
use super::dates::DateArgs;
use super::hits::{By, Format, HitArgs, PassageArgs, say_terms};
use super::matching::{MatchChoice, language};
use super::ranking::{ExpandArgs, RecencyArgs, SortChoice};
use super::ui::Ui;
use crate::query::Query;
use crate::render;
use crate::search::{Archive, Copies, SearchOptions, Sort};
use anyhow::bail;
use std::io::Write;
use std::path::Path;

/// Find articles and read the passages that match
///
/// Words must all be in the article, in any form; "quoted phrases" match exactly as written. AND, OR, NOT, +word,
/// -word, parentheses, wildcards (kor* *mate c?t), patterns (/gr.y/), distances (near5 adj5 "a b"~5, w/s in a sentence,
/// w/p in a paragraph), other spellings (word~), exact forms (=word), weights (word^2), counts (atleast3 word), beginnings
/// (first50 word), capitals (caps(US)), ranges (published:[2024-10 TO 2024-11-15] words>500), and fields such as title: body:
/// lead: hlp: comments: source: author: section: lang: url: id: are understood; author:* is any author. A query that begins
/// with a minus goes after --.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    words: WordArgs,
    #[command(flatten)]
    dates: DateArgs,
    /// In which order hits come
    #[arg(
        long,
        value_name = "ORDER",
        value_enum,
        default_value_t,
        help_heading = "Ranking"
    )]
    sort: SortChoice,
    #[command(flatten)]
    recency: RecencyArgs,
    #[command(flatten)]
    expand: ExpandArgs,
    /// What is ranked, and what --limit and --offset count
    #[arg(
        long,
        value_name = "WHAT",
        value_enum,
        default_value_t,
        help_heading = "Hits"
    )]
    by: By,
    #[command(flatten)]
    hits: HitArgs,
    /// Show each copy of a text by itself; else one article stands for all with the very same text, and the others are named
    /// below it
    #[arg(long, help_heading = "Hits")]
    copies: bool,
    /// Print only how many articles match
    #[arg(long, help_heading = "Hits", conflicts_with_all = ["json", "format", "explain", "by"])]
    count: bool,
    #[command(flatten)]
    passages: PassageArgs,
}

/// How the query is read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Query")]
struct WordArgs {
    /// How many of the query's words an article must hold
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t)]
    matching: MatchChoice,
    /// Languages whose inflected forms count, as codes [default: those of the articles]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = language)]
    lang: Vec<String>,
    /// Let a German word also find the compounds that it is a member of, at a lower weight: Lotsen finds Lotsenstreik
    #[arg(long)]
    compounds: bool,
    /// Print how the query is read and the words that it stands for, each with the articles that hold it
    #[arg(long, conflicts_with_all = ["count", "json", "format"])]
    explain_query: bool,
    /// Refuse a query that is not understood entirely
    #[arg(long)]
    strict: bool,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let options = self.options()?;
        self.look_for_options(ui);
        let query = understanding::parse(&self.query.join(" "), self.words.strict, ui)?;
        let archive = Archive::open(index)?;
        if self.words.explain_query {
            understanding::explain(&archive, &query, &options, ui)?;
            return Ok(Status::Done);
        }
        let found = match self.count {
            true => self.count(&archive, &query, &options, ui)?,
            false => self.find(&archive, &query, &options, ui)?,
        };
        if found > 0 {
            return Ok(Status::Done);
        }
        suggestion::suggest(&archive, &query, &options, ui)?;
        Ok(Status::NothingFound)
    }

    /// All that comes after `--` is looked for. Where that looks like an option, it may not be what was meant.
    fn look_for_options(&self, ui: &Ui) {
        let option = |word: &&String| {
            let name = word.strip_prefix("--").unwrap_or_default();
            name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        };
        if let Some(word) = self.query.iter().find(option) {
            ui.hint(&format!(
                "{word} is looked for like any word after --; options go before it"
            ));
        }
    }

    fn count(
        &self,
        archive: &Archive,
        query: &Query,
        options: &SearchOptions,
        ui: &mut Ui,
    ) -> anyhow::Result<u64> {
        let results = archive.count(query, options)?;
        ui.warn_all(&results.notes);
        writeln!(ui.out, "{}", results.total)?;
        if let Some(distinct) = results.distinct.filter(|&texts| texts < results.total) {
            let [articles, texts] = [results.total, distinct].map(render::thousands);
            ui.note(&format!(
                "{articles} articles match, some with the very same text; each text counted once: {texts}"
            ));
        }
        Ok(results.total)
    }

    fn find(
        &self,
        archive: &Archive,
        query: &Query,
        options: &SearchOptions,
        ui: &mut Ui,
    ) -> anyhow::Result<u64> {
        if self.hits.format() == Format::Trec {
            let ranked = archive.rank(query, options)?;
            ui.warn_all(&ranked.notes);
            self.hits.write_run(ranked.hits, options.sort, ui)?;
            return Ok(ranked.total);
        }
        let results = match self.by {
            By::Article => archive.search(query, options)?,
            By::Passage => archive.search_passages(query, options)?,
        };
        ui.warn_all(&results.notes);
        if !results.terms.is_empty() {
            say_terms("added", &results.terms, ui);
        }
        self.hits.show(&results, self.by, ui)?;
        Ok(results.total)
    }

    fn options(&self) -> anyhow::Result<SearchOptions> {
        if self.by == By::Passage && self.hits.format() == Format::Trec {
            bail!("a TREC run lists articles: --format trec does not go with --by passage");
        }
        let mut options = SearchOptions {
            languages: self.words.lang.clone(),
            compounds: self.words.compounds,
            passages: self.passages.options(),
            sort: self.sort.into(),
            copies: match self.copies {
                true => Copies::Each,
                false => Copies::Once,
            },
            ..SearchOptions::default()
        };
        if options.sort != Sort::Relevance && (self.recency.is_given() || self.expand.is_given()) {
            bail!("--sort date makes no scores: leave out --recency and --expand");
        }
        options.lower.matching = self.words.matching.into();
        self.dates.bound(&mut options.lower)?;
        self.hits.choose(&mut options);
        self.recency.choose(&mut options.ranking);
        self.expand.choose(&mut options.ranking);
        Ok(options)
    }
}
