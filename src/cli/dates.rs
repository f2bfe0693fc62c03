//! The options that choose articles by their date, of every verb that finds some.

use crate::clean::dates::{Length, parse_range_at};
use crate::query::lower::LowerOptions;
use anyhow::{Context, bail};
use jiff::Timestamp;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Dates")]
pub(super) struct DateArgs {
    /// Published at or after: a year, month, day or time, or from now: 7d, yesterday, "last week", "3 days ago"
    #[arg(long, value_name = "DATE", value_parser = range)]
    since: Option<(Timestamp, Timestamp)>,
    /// Published no later than: a date as for --since, itself included
    #[arg(long, value_name = "DATE", value_parser = range)]
    until: Option<(Timestamp, Timestamp)>,
    /// Published in the last hours, days, weeks, months or years: 12h, 7d, 2w, 3m, 1y
    #[arg(long, value_name = "LENGTH", value_parser = length, conflicts_with_all = ["since", "until"])]
    last: Option<Length>,
}

impl DateArgs {
    /// Puts the bounds into the options of a search.
    pub(super) fn bound(&self, options: &mut LowerOptions) -> anyhow::Result<()> {
        if let Some(last) = self.last {
            let now = Timestamp::now();
            let since = last
                .before(now)
                .context("--last reaches back before all dates")?;
            options.since = Some(since.as_second());
            options.before = Some(now.as_second() + 1);
            return Ok(());
        }
        if let (Some((since, _)), Some((_, until))) = (self.since, self.until)
            && since >= until
        {
            bail!("--since is later than --until: no article can be published then");
        }
        options.since = self.since.map(|(start, _)| start.as_second());
        options.before = self.until.map(|(_, end)| end.as_second());
        Ok(())
    }
}

/// A length of time.
pub(super) fn length(text: &str) -> Result<Length, String> {
    Length::parse(text).ok_or_else(|| "write a length such as 12h, 7d, 2w, 3m or 1y".to_owned())
}

fn range(text: &str) -> Result<(Timestamp, Timestamp), String> {
    parse_range_at(text, Timestamp::now()).ok_or_else(|| {
        "write a date such as 2024, 2024-10, 2024-10-18, yesterday or \"last week\"".to_owned()
    })
}
