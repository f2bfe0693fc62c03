//! The options that choose articles by their date, of every verb that finds some.

use crate::clean::dates::parse_range;
use crate::query::lower::LowerOptions;
use anyhow::bail;
use jiff::Timestamp;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Dates")]
pub(super) struct DateArgs {
    /// Published at or after: a year, month, day or time
    #[arg(long, value_name = "DATE", value_parser = range)]
    since: Option<(Timestamp, Timestamp)>,
    /// Published no later than: a year, month, day or time, itself included
    #[arg(long, value_name = "DATE", value_parser = range)]
    until: Option<(Timestamp, Timestamp)>,
}

impl DateArgs {
    /// Puts the bounds into the options of a search.
    pub(super) fn bound(&self, options: &mut LowerOptions) -> anyhow::Result<()> {
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

fn range(text: &str) -> Result<(Timestamp, Timestamp), String> {
    parse_range(text).ok_or_else(|| "write a date such as 2024, 2024-10 or 2024-10-18".to_owned())
}
