//! Dates that count from now: `7d`, `yesterday`, `last week`, `3 days ago`. What people ask, in English, and what records say, in
//! many languages.
//!
//! Days are those of UTC, as all dates without a zone are read; weeks begin on Monday (ISO 8601). What the time is, the
//! caller says.

use super::ages::{self, Unit};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// A length of time, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    count: i32,
    unit: Unit,
}

/// From where to where a date that counts from `now` reaches, the end exclusive. Nothing where it is none.
///
/// A day, week, month or year is the whole one of the calendar; `N days ago` and the like are the day so long ago, hours
/// and the short spelling (`7d`) the second; `last 7 days` reach until now.
pub fn parse_relative(text: &str, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let text = text.trim();
    if text.starts_with('-') {
        return None;
    }
    let text = text.to_lowercase().replace(['-', '_'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let today = Offset::UTC.to_datetime(now).date();
    match words[..] {
        ["now"] => second(now),
        ["today"] => days(today, today.tomorrow().ok()?),
        ["yesterday"] => days(today.yesterday().ok()?, today),
        ["this", unit] => period(today, Unit::named(unit)?, 0),
        ["last" | "previous" | "past", unit] if !is_count(unit) => {
            period(today, Unit::named(unit)?, 1)
        }
        ["last" | "past", ref length @ ..] => {
            let start = Length::of(length)?.before(now)?;
            Some((start, second(now)?.1))
        }
        [ref length @ .., "ago"] => Length::of(length)?.ago(now),
        ref length => second(Length::of(length)?.before(now)?),
    }
}

/// When something was that a record dates from the day on which it was taken: `2 hours ago`, `gestern`, `vor 3 Tagen`.
pub(in crate::clean) fn parse_past(text: &str, taken: Timestamp) -> Option<Timestamp> {
    let lower = text.trim().to_lowercase();
    let past = match (days_back(&lower), ages::age(&lower)) {
        (Some(back), _) => {
            let today = Offset::UTC.to_datetime(taken).date();
            period(today, Unit::Day, back)
        }
        (None, Some(age)) if age.before.is_empty() => Length::of_age(&age)?.ago(taken),
        _ => parse_relative(text, taken),
    };
    past.map(|(start, _)| start)
}

/// Days from the one that a word means to today.
pub(super) fn days_back(lower: &str) -> Option<i32> {
    const TODAY: &str = "today heute aujourd'hui aujourd’hui hoy hoje oggi vandaag idag dzisiaj dziś dnes сегодня сьогодні astăzi \
        σήμερα bugün اليوم 今天 今日 오늘";
    const YESTERDAY: &str = "yesterday gestern hier ayer ontem ieri gisteren igår wczoraj včera вчера вчора χθες dün أمس 昨天 昨日 어제";
    let is_one_of = |days: &str| days.split(' ').any(|day| day == lower);
    match lower {
        _ if is_one_of(TODAY) => Some(0),
        _ if is_one_of(YESTERDAY) => Some(1),
        _ => None,
    }
}

/// As [`super::parse_range`], and dates that count from `now`.
pub fn parse_range_at(text: &str, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    parse_relative(text, now).or_else(|| super::parse_range(text))
}

impl Length {
    /// Reads `7d`, `2w`, `3m`, `1y`, `12h`, and the same in words: `7 days`, `a week`.
    pub fn parse(text: &str) -> Option<Length> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        Length::of(&words)
    }

    fn of_age(age: &ages::Age<'_>) -> Option<Length> {
        Some(Length {
            count: age.count.try_into().ok()?,
            unit: age.unit,
        })
    }

    fn of(words: &[&str]) -> Option<Length> {
        let (count, unit) = match *words {
            [word] => word.split_at(word.find(|c: char| !c.is_ascii_digit())?),
            ["a" | "an" | "one", unit] => ("1", unit),
            [count, unit] => (count, unit),
            _ => return None,
        };
        let count = count.parse().ok().filter(|&count| count > 0)?;
        let unit = Unit::named(unit)?;
        Some(Length { count, unit })
    }

    /// The moment so long before another. Months and years are the calendar's: of a day that the month lacks, its last.
    pub fn before(self, now: Timestamp) -> Option<Timestamp> {
        let now = now.to_zoned(TimeZone::UTC);
        let span = match self.unit {
            Unit::Second => 1.second(),
            Unit::Minute => 1.minute(),
            Unit::Hour => 1.hour(),
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Year => 1.year(),
        };
        let span = span.checked_mul(self.count.into()).ok()?;
        Some(now.checked_sub(span).ok()?.timestamp())
    }

    /// In seconds, with a month of 30 days and a year of 365.
    pub fn seconds(self) -> i64 {
        let hours = match self.unit {
            Unit::Second => return self.count.into(),
            Unit::Minute => return i64::from(self.count) * 60,
            Unit::Hour => 1,
            Unit::Day => 24,
            Unit::Week => 7 * 24,
            Unit::Month => 30 * 24,
            Unit::Year => 365 * 24,
        };
        i64::from(self.count) * hours * 3600
    }

    fn ago(self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let then = self.before(now)?;
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour => second(then),
            _ => {
                let day = Offset::UTC.to_datetime(then).date();
                days(day, day.tomorrow().ok()?)
            }
        }
    }
}

impl Unit {
    fn named(name: &str) -> Option<Unit> {
        match name {
            "min" | "minute" | "minutes" => Some(Unit::Minute),
            "h" | "hour" | "hours" => Some(Unit::Hour),
            "d" | "day" | "days" => Some(Unit::Day),
            "w" | "week" | "weeks" => Some(Unit::Week),
            "m" | "month" | "months" => Some(Unit::Month),
            "y" | "year" | "years" => Some(Unit::Year),
            _ => None,
        }
    }
}

fn is_count(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The calendar's day, week, month or year that holds a day, or the one `back` before.
fn period(today: Date, unit: Unit, back: i32) -> Option<(Timestamp, Timestamp)> {
    let (start, length) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => (today, 1.day()),
        Unit::Week => {
            let since_monday = today.weekday().to_monday_zero_offset();
            (today.checked_sub(since_monday.days()).ok()?, 1.week())
        }
        Unit::Month => (today.first_of_month(), 1.month()),
        Unit::Year => (today.first_of_year(), 1.year()),
    };
    let start = start
        .checked_sub(length.checked_mul(back.into()).ok()?)
        .ok()?;
    days(start, start.checked_add(length).ok()?)
}

/// From the beginning of a day to that of another.
fn days(start: Date, end: Date) -> Option<(Timestamp, Timestamp)> {
    let midnight = |day: Date| Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok();
    Some((midnight(start)?, midnight(end)?))
}

fn second(moment: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let start = Timestamp::from_second(moment.as_second()).ok()?;
    Some((start, start.checked_add(SignedDuration::from_secs(1)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    fn now() -> Timestamp {
        "2024-03-13T15:20:30.5Z".parse().expect("a time")
    }

    fn read(text: &str) -> String {
        match parse_relative(text, now()) {
            Some((start, end)) => format!("{start} {end}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn days_and_periods_are_those_of_the_calendar() {
        let table = [
            ("today", "2024-03-13T00:00:00Z 2024-03-14T00:00:00Z"),
            ("Yesterday", "2024-03-12T00:00:00Z 2024-03-13T00:00:00Z"),
            ("this week", "2024-03-11T00:00:00Z 2024-03-18T00:00:00Z"),
            ("last week", "2024-03-04T00:00:00Z 2024-03-11T00:00:00Z"),
            ("last-week", "2024-03-04T00:00:00Z 2024-03-11T00:00:00Z"),
            ("this month", "2024-03-01T00:00:00Z 2024-04-01T00:00:00Z"),
            ("last month", "2024-02-01T00:00:00Z 2024-03-01T00:00:00Z"),
            ("this year", "2024-01-01T00:00:00Z 2025-01-01T00:00:00Z"),
            ("last  year", "2023-01-01T00:00:00Z 2024-01-01T00:00:00Z"),
            ("3 days ago", "2024-03-10T00:00:00Z 2024-03-11T00:00:00Z"),
            ("a month ago", "2024-02-13T00:00:00Z 2024-02-14T00:00:00Z"),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn records_date_from_the_day_on_which_they_were_taken() {
        let table = [
            ("2 hours ago", "2024-03-13T13:20:30Z"),
            ("5 minutes ago", "2024-03-13T15:15:30Z"),
            ("30 seconds ago", "2024-03-13T15:20:00Z"),
            ("Yesterday", "2024-03-12T00:00:00Z"),
            ("Gestern", "2024-03-12T00:00:00Z"),
            ("сегодня", "2024-03-13T00:00:00Z"),
            ("vor 3 Tagen", "2024-03-10T00:00:00Z"),
            ("il y a 2 heures", "2024-03-13T13:20:30Z"),
            ("hace 1 mes", "2024-02-13T00:00:00Z"),
            ("2天前", "2024-03-11T00:00:00Z"),
            ("год назад", "2023-03-13T00:00:00Z"),
        ];
        for (text, expected) in table {
            let past = parse_past(text, now()).map(|past| past.to_string());
            assert_eq!(past.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "vor Gericht",
            "hier encore",
            "3 points · 2 days ago",
            "4000000000 years ago",
        ] {
            assert_eq!(parse_past(text, now()), None, "{text}");
        }
    }

    #[test]
    fn lengths_count_from_the_second() {
        let table = [
            ("now", "2024-03-13T15:20:30Z 2024-03-13T15:20:31Z"),
            ("7d", "2024-03-06T15:20:30Z 2024-03-06T15:20:31Z"),
            ("2w", "2024-02-28T15:20:30Z 2024-02-28T15:20:31Z"),
            ("1y", "2023-03-13T15:20:30Z 2023-03-13T15:20:31Z"),
            ("12 hours ago", "2024-03-13T03:20:30Z 2024-03-13T03:20:31Z"),
            ("last 36h", "2024-03-12T03:20:30.5Z 2024-03-13T15:20:31Z"),
            ("past 2 days", "2024-03-11T15:20:30.5Z 2024-03-13T15:20:31Z"),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
        let end_of_may: Timestamp = "2023-05-31T00:00:00Z".parse().expect("a time");
        let three_months = Length::parse("3m").expect("a length");
        let then = three_months.before(end_of_may).expect("a time");
        assert_eq!(then.to_string(), "2023-02-28T00:00:00Z");
        assert_eq!(Length::parse("30d").map(Length::seconds), Some(2_592_000));
    }

    #[test]
    fn what_is_no_such_date() {
        for text in [
            "",
            "week",
            "last",
            "ago",
            "0d",
            "-3d",
            "7",
            "d",
            "7x",
            "last 7",
            "99999999999d",
            "2147483647y",
            "last hour",
            "7d ago ago",
            "2024",
            "2024-10",
        ] {
            assert_eq!(read(text), "none", "{text}");
            assert_eq!(parse_range_at(text, now()), super::super::parse_range(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}", number in any::<u32>(), unit in "[hdwmy]") {
            parse_relative(&text, now());
            for text in [format!("{number}{unit}"), format!("last {number}{unit}"), format!("{number}{unit} ago")] {
                if let Some((start, end)) = parse_relative(&text, now()) {
                    prop_assert!(start < end && start <= now());
                }
            }
        }
    }
}
