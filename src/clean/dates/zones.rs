//! Time zones as news pages abbreviate them.
//!
//! There is no time zone database in the program, and an abbreviation would not lead into it: a small table of
//! offsets, and the rule of United States summer time for the abbreviations that leave the season open.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;

/// A zone that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// An offset from UTC in minutes.
    Fixed(i32),
    /// A zone of the United States, by its winter offset in minutes: `ET`, `PT`.
    Seasonal(i32),
}

impl Zone {
    /// Where none is written.
    pub(super) const UTC: Self = Self::Fixed(0);

    /// The offset at a local time.
    pub(super) fn offset(self, civil: DateTime) -> Option<Offset> {
        let minutes = match self {
            Self::Fixed(minutes) => minutes,
            Self::Seasonal(minutes) => minutes + if is_summer(civil.date())? { 60 } else { 0 },
        };
        Offset::from_seconds(minutes * 60).ok()
    }
}

/// The zone of a folded abbreviation.
pub(super) fn named(word: &str) -> Option<Zone> {
    let hours = match word {
        "et" | "eastern" => return Some(Zone::Seasonal(-300)),
        "ct" => return Some(Zone::Seasonal(-360)),
        "mt" => return Some(Zone::Seasonal(-420)),
        "pt" | "pacific" => return Some(Zone::Seasonal(-480)),
        "ist" => return Some(Zone::Fixed(330)),
        "npt" => return Some(Zone::Fixed(345)),
        "irst" => return Some(Zone::Fixed(210)),
        "nst" => return Some(Zone::Fixed(-210)),
        "ndt" => return Some(Zone::Fixed(-150)),
        "acst" => return Some(Zone::Fixed(570)),
        "acdt" => return Some(Zone::Fixed(630)),
        "utc" | "gmt" | "ut" | "z" | "wet" => 0,
        "bst" | "cet" | "mez" | "west" | "wat" => 1,
        "cest" | "mesz" | "eet" | "sast" | "cat" => 2,
        "eest" | "msk" | "мск" | "eat" | "trt" => 3,
        "gst" => 4,
        "pkt" => 5,
        "bdt" => 6,
        "wib" | "ict" => 7,
        "sgt" | "hkt" | "myt" | "pht" | "awst" => 8,
        "jst" | "kst" => 9,
        "aest" => 10,
        "aedt" => 11,
        "nzst" => 12,
        "nzdt" => 13,
        "adt" | "brt" | "art" => -3,
        "ast" | "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" | "akdt" => -8,
        "akst" => -9,
        "hst" => -10,
        _ => return None,
    };
    Some(Zone::Fixed(hours * 60))
}

/// Whether United States summer time held on a day, by the rules of 1967, 1987 and 2007.
fn is_summer(date: Date) -> Option<bool> {
    let sunday = |month, nth| {
        Date::new(date.year(), month, 1)
            .ok()?
            .nth_weekday_of_month(nth, Weekday::Sunday)
            .ok()
    };
    let (start, end) = match date.year() {
        2007.. => (sunday(3, 2)?, sunday(11, 1)?),
        1987.. => (sunday(4, 1)?, sunday(10, -1)?),
        1967.. => (sunday(4, -1)?, sunday(10, -1)?),
        _ => return Some(false),
    };
    Some(start <= date && date < end)
}
