//! `newsdex similar`

use super::Status;
use super::dates::DateArgs;
use super::hits::{By, Format, HitArgs, PassageArgs, say_terms};
use super::matching::language;
use super::ranking::RecencyArgs;
use super::ui::Ui;
use crate::article::Article;
use crate::format::ReadOptions;
use crate::indexer::inspect;
use crate::search::{Archive, Copies, SearchOptions, SimilarOptions};
use std::path::Path;

/// Find background of an article: what else was written about its subject
///
/// The words that tell what the article is about, frequent in it and rare in the index, are looked for in all others.
/// Copies are left out: of the article, and of articles that are listed before them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Id of an article of the index, or a file in any format that can be indexed, whose first article is taken; - is
    /// standard input
    #[arg(value_name = "ID|FILE|-")]
    article: String,
    /// Words of the article to look for, at the most
    #[arg(long, value_name = "N", help_heading = "Article")]
    terms: Option<usize>,
    /// Only articles that were published before it
    #[arg(long, visible_alias = "before", help_heading = "Article")]
    earlier: bool,
    /// Languages whose inflected forms count, as codes [default: those of the articles]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = language, help_heading = "Article")]
    lang: Vec<String>,
    #[command(flatten)]
    dates: DateArgs,
    #[command(flatten)]
    recency: RecencyArgs,
    #[command(flatten)]
    hits: HitArgs,
    #[command(flatten)]
    passages: PassageArgs,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let options = self.options()?;
        let archive = Archive::open(index)?;
        let Some(article) = self.find(&archive, ui)? else {
            return Ok(Status::NothingFound);
        };
        let results = archive.similar(&article, &options)?;
        ui.warn_all(&results.notes);
        if options.search.ranking.explain {
            say_terms("looked for", &results.terms, ui);
        }
        self.hits.show(&results, By::Article, ui)?;
        if results.hits.is_empty() {
            ui.note("nothing found");
            return Ok(Status::NothingFound);
        }
        Ok(Status::Done)
    }

    fn options(&self) -> anyhow::Result<SimilarOptions> {
        let mut search = SearchOptions {
            languages: self.lang.clone(),
            passages: self.passages.options(),
            copies: Copies::Once,
            ..SearchOptions::default()
        };
        self.dates.bound(&mut search.lower)?;
        self.hits.choose(&mut search);
        self.recency.choose(&mut search.ranking);
        if self.hits.format() == Format::Trec {
            search.passages.passages = 0;
        }
        Ok(SimilarOptions {
            search,
            terms: self.terms,
            earlier: self.earlier,
        })
    }

    /// The article asked about: of the index, else of a file.
    fn find(&self, archive: &Archive, ui: &Ui) -> anyhow::Result<Option<Article>> {
        let name = self.article.as_str();
        if name != "-" {
            if let Some(article) = archive.article(name)? {
                return Ok(Some(article));
            }
            if !Path::new(name).is_file() {
                ui.note(&format!(
                    "no article has the id {name}, and there is no such file"
                ));
                return Ok(None);
            }
        }
        let now = jiff::Timestamp::now();
        let read = inspect(Path::new(name), &ReadOptions::default(), 1, now);
        if let Some(failure) = read.failures.first() {
            ui.warn(&format!("{}: {}", failure.location, failure.reason));
        }
        let article = read.samples.into_iter().next();
        if article.is_none() {
            ui.note(&format!("there is no article in {name}"));
        }
        Ok(article)
    }
}
