//! Dates that are one number: `20241018`, `910514`, `20241018101112`, seconds or milliseconds since 1970.

use super::{Precision, Written};
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// Two-digit years up to this are of this century, as POSIX has it.
const PIVOT: i16 = 68;

/// Reads a text that is a single number, with a fraction and a sign where it is an epoch.
pub(super) fn read(text: &str) -> Option<Written> {
    let (sign, number) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction) && whole.len() <= 19).then_some(())?;
    let value: i64 = whole.parse().ok()?;
    if sign < 0 || !fraction.is_empty() {
        return epoch(sign * value, whole.len());
    }
    compact(value, whole.len())
}

/// Reads a whole number of so many digits: a date written without marks, or an epoch.
pub(super) fn compact(value: i64, digits: usize) -> Option<Written> {
    match digits {
        4 => Some(Written::day(
            Date::new(i16::try_from(value).ok()?, 1, 1).ok()?,
            Precision::Year,
        )),
        6 => short_day(value).or_else(|| month(value)),
        8 => day(value).map(|date| Written::day(date, Precision::Day)),
        12 => at(value / 10_000, value % 10_000 * 100, Precision::Minute)
            .or_else(|| epoch(value, digits)),
        14 => at(value / 1_000_000, value % 1_000_000, Precision::Second)
            .or_else(|| epoch(value, digits)),
        _ => epoch(value, digits),
    }
}

/// The four-digit year that two digits stand for.
pub(super) fn full_year(two_digits: i16) -> i16 {
    two_digits + if two_digits <= PIVOT { 2000 } else { 1900 }
}

/// The time of `hhmmss`.
pub(super) fn time(value: i64) -> Option<Time> {
    let part = |divisor: i64| i8::try_from(value / divisor % 100).ok();
    Time::new(part(10_000)?, part(100)?, part(1)?.min(59), 0).ok()
}

/// The day of `yyyymmdd`.
pub(super) fn day(value: i64) -> Option<Date> {
    let year = i16::try_from(value / 10_000).ok()?;
    Date::new(
        year,
        i8::try_from(value / 100 % 100).ok()?,
        i8::try_from(value % 100).ok()?,
    )
    .ok()
}

/// The day of `yymmdd`.
fn short_day(value: i64) -> Option<Written> {
    let year = i64::from(full_year(i16::try_from(value / 10_000).ok()?));
    Some(Written::day(
        day(year * 10_000 + value % 10_000)?,
        Precision::Day,
    ))
}

/// The month of `yyyymm`.
fn month(value: i64) -> Option<Written> {
    Some(Written::day(day(value * 100 + 1)?, Precision::Month))
}

fn at(date: i64, clock: i64, precision: Precision) -> Option<Written> {
    Some(Written {
        time: time(clock)?,
        precision,
        ..Written::day(day(date)?, precision)
    })
}

/// The unit is told by the digits: seconds have nine or ten (since 1973), and three more for each finer unit.
fn epoch(value: i64, digits: usize) -> Option<Written> {
    let per_second = match digits {
        9..=11 => 1,
        12..=14 => 1_000,
        15..=17 => 1_000_000,
        18..=19 => 1_000_000_000,
        _ => return None,
    };
    Written::instant(Timestamp::from_second(value.div_euclid(per_second)).ok()?)
}
