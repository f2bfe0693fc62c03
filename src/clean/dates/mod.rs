//! Dates in every spelling that news records use.
//!
//! A spelling is read in three steps: `pieces` cuts it into numbers, words and marks; `clock` takes out the time
//! of day and its zone; `calendar` finds the date in the rest. What stands around them (Published:, weekdays,
//! editions) is passed over. Nothing here knows the current time.

pub(super) mod ages;
mod calendar;
mod clock;
mod months;
mod order;
mod pieces;
mod relative;
mod stamp;
mod zones;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
pub(super) use order::customary;
use zones::Zone;

pub use order::{DayOrder, Evidence};
pub(super) use relative::parse_past;
pub use relative::{Length, parse_range_at, parse_relative};

/// Whether a word is the name of a month in any of the languages that are read.
pub(super) fn is_month(word: &str) -> bool {
    months::number(&pieces::fold(word)).is_some()
}

/// News in print began about 1600; years before this are placeholders (0001) or damage (0201).
const FIRST_YEAR: i16 = 1500;

/// The longest text that is looked at, in bytes: no spelling of a date is longer, and a field may hold anything.
const LONGEST: usize = 200;

/// What a record's date field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A date, to the second.
    Date(Timestamp),
    /// No date: empty, a placeholder, or relative to a day that is not known (2 months ago).
    Absent,
    /// No date that can be read, or none that can be right.
    Bogus,
}

/// How much of a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

/// A date as written, before it is a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    date: Date,
    time: Time,
    zone: Zone,
    precision: Precision,
}

impl Written {
    /// A date without a time of day.
    fn day(date: Date, precision: Precision) -> Self {
        Self {
            date,
            time: Time::midnight(),
            zone: Zone::UTC,
            precision,
        }
    }

    /// A point in time, in UTC.
    fn instant(timestamp: Timestamp) -> Option<Self> {
        let written = Offset::UTC.to_datetime(timestamp);
        let time = Time::new(written.hour(), written.minute(), written.second(), 0).ok()?;
        Some(Self {
            date: written.date(),
            time,
            zone: Zone::UTC,
            precision: Precision::Second,
        })
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let civil = DateTime::from_parts(self.date, self.time);
        self.zone.offset(civil)?.to_timestamp(civil).ok()
    }

    /// The first moment after what was written.
    fn end(&self) -> Option<Timestamp> {
        let date = self.date;
        let next = match self.precision {
            Precision::Year => Date::new(date.year().checked_add(1)?, 1, 1).ok()?,
            Precision::Month if date.month() == 12 => {
                Date::new(date.year().checked_add(1)?, 1, 1).ok()?
            }
            Precision::Month => Date::new(date.year(), date.month() + 1, 1).ok()?,
            Precision::Day => date.tomorrow().ok()?,
            Precision::Minute => {
                return self
                    .timestamp()?
                    .checked_add(SignedDuration::from_secs(60))
                    .ok();
            }
            Precision::Second => {
                return self
                    .timestamp()?
                    .checked_add(SignedDuration::from_secs(1))
                    .ok();
            }
        };
        Self {
            date: next,
            ..*self
        }
        .timestamp()
    }
}

/// The point in time that a date in any common spelling stands for, to the second; at the start of what is left
/// out, in UTC where no zone is written. Nothing where it cannot be read or lies before the year 1500. Of `03/04/2024`
/// the first number is the month.
pub fn parse_date(text: &str) -> Option<Timestamp> {
    written(text, DayOrder::MonthFirst)?.timestamp()
}

/// From where to where a whole or partial date reaches: `2024`, `2024-10` or `2024-10-18` as the year, month or
/// day, a full timestamp as its second. The end is exclusive.
pub fn parse_range(text: &str) -> Option<(Timestamp, Timestamp)> {
    let written = written(text, DayOrder::MonthFirst)?;
    Some((written.timestamp()?, written.end()?))
}

/// Reads a date field; numbers that may be day or month are read in the given order. That a date lies in the future is
/// for the caller to see.
pub fn read(text: &str, order: DayOrder) -> Reading {
    match written(text, order).and_then(|written| written.timestamp()) {
        Some(timestamp) => Reading::Date(timestamp),
        None if is_absent(text) => Reading::Absent,
        None => Reading::Bogus,
    }
}

fn written(text: &str, order: DayOrder) -> Option<Written> {
    let text = super::start_of(text, LONGEST).trim();
    let written = rfc_3339(text)
        .or_else(|| stamp::read(text))
        .or_else(|| spelled(text, order))?;
    (written.date.year() >= FIRST_YEAR).then_some(written)
}

/// The common case, by jiff's own parser.
fn rfc_3339(text: &str) -> Option<Written> {
    // The parser is quick to read but slow to refuse.
    let [
        _,
        _,
        _,
        _,
        b'-',
        _,
        _,
        b'-',
        _,
        _,
        b'T',
        _,
        _,
        b':',
        ..,
        last,
    ] = text.as_bytes()
    else {
        return None;
    };
    let is_full = last == &b'Z' || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    is_full
        .then(|| text.parse().ok())
        .flatten()
        .and_then(Written::instant)
}

fn spelled(text: &str, order: DayOrder) -> Option<Written> {
    let mut pieces = pieces::cut(text);
    let clock = clock::take(&mut pieces);
    let mut written = calendar::find(&pieces, order)?;
    if let Some(clock) = clock.filter(|_| written.precision == Precision::Day) {
        written.time = clock.time;
        written.zone = clock.zone;
        written.precision = clock.precision;
    }
    Some(written)
}

fn is_absent(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let is_placeholder = matches!(
        lower.as_str(),
        "null" | "none" | "nan" | "nat" | "n/a" | "undefined" | "unknown"
    );
    is_placeholder || !lower.contains(char::is_alphanumeric) || is_relative(&lower)
}

/// Whether it counts from a day that the text does not name.
fn is_relative(lower: &str) -> bool {
    const WORDS: [&str; 12] = [
        "ago",
        "yesterday",
        "today",
        "now",
        "just",
        "gestern",
        "heute",
        "vor",
        "hace",
        "hier",
        "aujourd’hui",
        "назад",
    ];
    lower
        .split(|c: char| c.is_whitespace() || c == ',')
        .any(|word| WORDS.contains(&word))
        || relative::days_back(lower).is_some()
        || ages::age(lower).is_some()
}
