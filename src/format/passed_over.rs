//! Parts of a file that are no records and were passed over, counted by reason.

use std::collections::BTreeMap;
use std::fmt;

/// Why a part of a file is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassedOver {
    /// What a crawler asked for.
    Request,
    /// A page that was the same as at an earlier visit, without its text.
    Revisit,
    /// An answer of a server that is no page: an error, a redirection.
    Status,
    /// Content that is no text: pictures, scripts, films.
    NotText,
    /// What an archive or agency says of itself and its items.
    Metadata,
    /// A list of other items.
    Package,
}

/// Every reason, with what it is called in a report.
const REASONS: [(PassedOver, &str); 6] = [
    (PassedOver::Request, "requests"),
    (PassedOver::Revisit, "revisits"),
    (PassedOver::Status, "answers other than pages"),
    (PassedOver::NotText, "pictures and other media"),
    (PassedOver::Metadata, "metadata"),
    (PassedOver::Package, "lists of items"),
];

impl fmt::Display for PassedOver {
    /// The name of many such parts, as a report shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = REASONS.iter().find(|(reason, _)| reason == self);
        f.write_str(known.map_or("others", |(_, name)| name))
    }
}

impl PassedOver {
    /// A number for the reason, for [`of_code`](Self::of_code).
    pub(super) fn code(self) -> u8 {
        self as u8
    }

    /// The reason with this number.
    pub(super) fn of_code(code: u8) -> Self {
        let known = REASONS.iter().find(|(reason, _)| reason.code() == code);
        known.map_or(PassedOver::Metadata, |(reason, _)| *reason)
    }
}

/// How many parts were passed over, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOverCounts(BTreeMap<PassedOver, u64>);

impl PassedOverCounts {
    /// Counts one more.
    pub(super) fn add(&mut self, reason: PassedOver) {
        *self.0.entry(reason).or_default() += 1;
    }

    /// Adds the counts of another part of the work.
    pub fn merge(&mut self, other: &PassedOverCounts) {
        for (reason, count) in &other.0 {
            *self.0.entry(*reason).or_default() += count;
        }
    }

    /// All parts.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// The reasons that occurred, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (PassedOver, u64)> + '_ {
        self.0.iter().map(|(reason, count)| (*reason, *count))
    }
}

impl fmt::Display for PassedOverCounts {
    /// `3 requests, 1 revisits`; empty where there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (reason, count)) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{count} {reason}")?;
        }
        Ok(())
    }
}

impl serde::Serialize for PassedOverCounts {
    /// An object with a number for each reason that occurred.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0
                .iter()
                .map(|(reason, count)| (reason.to_string(), count)),
        )
    }
}
