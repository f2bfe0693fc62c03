//! The options that say what else than the words makes the order of hits.

use super::dates::length;
use crate::clean::dates::Length;
use crate::search::{Expansion, RankOptions, Recency, Sort};
use clap::ValueEnum;
use jiff::Timestamp;

/// More of an order than this would leave the typed words no say.
const MOST_WEIGHT: f32 = 1.0;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Ranking")]
pub(super) struct ExpandArgs {
    /// Rank again with words that the best articles share; finds neither more nor fewer
    #[arg(long)]
    expand: bool,
    /// Words to add, at the most
    #[arg(long, value_name = "N", requires = "expand", default_value_t = Expansion::default().terms)]
    expand_terms: usize,
    /// What they count together, beside 1 for all words of the query: 0 to 1
    #[arg(long, value_name = "PART", requires = "expand", default_value_t = Expansion::default().weight, value_parser = part)]
    expand_weight: f32,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Ranking")]
pub(super) struct RecencyArgs {
    /// Prefer newer articles: the newest counts twice, and what it gains halves every 12h, 7d, 2w, 3m or 1y
    #[arg(long, value_name = "HALFLIFE", value_parser = length)]
    recency: Option<Length>,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SortChoice {
    /// Best first
    #[default]
    Relevance,
    /// Newest first, articles without a date last
    #[value(alias = "date-desc", alias = "newest")]
    Date,
    /// Oldest first, articles without a date last
    #[value(alias = "oldest")]
    DateAsc,
}

impl From<SortChoice> for Sort {
    fn from(choice: SortChoice) -> Sort {
        match choice {
            SortChoice::Relevance => Sort::Relevance,
            SortChoice::Date => Sort::Newest,
            SortChoice::DateAsc => Sort::Oldest,
        }
    }
}

impl ExpandArgs {
    pub(super) fn is_given(&self) -> bool {
        self.expand
    }

    /// Puts the words to add into the options of a ranking.
    pub(super) fn choose(&self, options: &mut RankOptions) {
        options.expansion = self.expand.then_some(Expansion {
            terms: self.expand_terms,
            weight: self.expand_weight,
        });
    }
}

impl RecencyArgs {
    pub(super) fn is_given(&self) -> bool {
        self.recency.is_some()
    }

    /// Puts the preference into the options of a ranking.
    pub(super) fn choose(&self, options: &mut RankOptions) {
        options.recency = self.recency.map(|half_life| Recency {
            half_life: half_life.seconds(),
            now: Timestamp::now().as_second(),
        });
    }
}

fn part(text: &str) -> Result<f32, String> {
    let part = text.parse().ok();
    part.filter(|part| (0.0..=MOST_WEIGHT).contains(part))
        .ok_or_else(|| "write a number from 0 to 1".to_owned())
}
