//! The time of day in a date's text, and its zone.

use super::pieces::{Piece, fold};
use super::zones::{self, Zone};
use super::{Precision, stamp};
use jiff::civil::Time;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) zone: Zone,
    pub(super) precision: Precision,
}

/// Hour, minute and second as found, and where they end.
struct Found {
    hour: i64,
    minute: i64,
    second: Option<i64>,
    end: usize,
}

/// Takes the first time of day out of the pieces, together with its zone. A time that is none (25:61) is taken out
/// as well, and given up.
pub(super) fn take(pieces: &mut Vec<Piece>) -> Option<Clock> {
    let (start, found) = (0..pieces.len()).find_map(|start| Some((start, find(pieces, start)?)))?;
    let (half, end) = half_of_day(pieces, start, found.end);
    let (zone, end) = zone(pieces, end);
    pieces.splice(start..end, [Piece::Gap]);
    let hour = match half {
        Some(Half::Am) if found.hour == 12 => 0,
        Some(Half::Pm) if found.hour < 12 => found.hour + 12,
        _ => found.hour,
    };
    let second = found.second.unwrap_or(0);
    Some(Clock {
        // A leap second is the second before it.
        time: Time::new(
            hour.try_into().ok()?,
            found.minute.try_into().ok()?,
            second.min(59).try_into().ok()?,
            0,
        )
        .ok()?,
        zone,
        precision: if found.second.is_some() {
            Precision::Second
        } else {
            Precision::Minute
        },
    })
}

/// A time that begins at this piece.
fn find(pieces: &[Piece], start: usize) -> Option<Found> {
    let hour = pieces.get(start)?.number()?;
    if hour.digits == 6 {
        return compact(pieces, start);
    }
    (hour.digits <= 2).then_some(())?;
    let separator = pieces.get(start + 1)?;
    let minute = pieces
        .get(start + 2)
        .and_then(Piece::number)
        .filter(|minute| minute.digits <= 2);
    let is_colon = separator.is_mark(':') || matches!(separator.word(), Some("h" | "u"));
    match minute {
        Some(minute) if is_colon => {
            let (second, end) = second(pieces, start + 3);
            Some(Found {
                hour: hour.value,
                minute: minute.value,
                second,
                end,
            })
        }
        // 17.43 is a time only where something says so; 18.10 may be a day.
        Some(minute)
            if separator.is_mark('.') && minute.digits == 2 && is_told(pieces, start + 3) =>
        {
            Some(Found {
                hour: hour.value,
                minute: minute.value,
                second: None,
                end: start + 3,
            })
        }
        _ if is_colon => Some(Found {
            hour: hour.value,
            minute: 0,
            second: None,
            end: start + 2,
        }),
        _ if is_told_hour(pieces, start + 1) => Some(Found {
            hour: hour.value,
            minute: 0,
            second: None,
            end: start + 1,
        }),
        _ => None,
    }
}

/// `T101112` after a date without marks.
fn compact(pieces: &[Piece], start: usize) -> Option<Found> {
    let before = pieces.get(start.checked_sub(1)?)?;
    let time =
        stamp::time(pieces.get(start)?.number()?.value).filter(|_| before.word() == Some("t"))?;
    let second = Some(time.second().into());
    Some(Found {
        hour: time.hour().into(),
        minute: time.minute().into(),
        second,
        end: start + 1,
    })
}

/// The seconds at this place, and where they end with their fraction.
fn second(pieces: &[Piece], at: usize) -> (Option<i64>, usize) {
    let number = |at: usize| pieces.get(at).and_then(Piece::number);
    let is_mark = |at: usize, marks: &[char]| {
        pieces
            .get(at)
            .is_some_and(|piece| marks.iter().any(|&m| piece.is_mark(m)))
    };
    let Some(second) = number(at + 1).filter(|second| is_mark(at, &[':']) && second.digits <= 2)
    else {
        let is_closed = is_mark(at, &[':']);
        return (None, if is_closed { at + 1 } else { at });
    };
    let has_fraction = is_mark(at + 2, &['.', ',', ':']) && number(at + 3).is_some();
    (
        Some(second.value),
        if has_fraction { at + 4 } else { at + 2 },
    )
}

/// The next piece that is no gap, and its place.
fn next_word(pieces: &[Piece], at: usize) -> Option<(usize, &str)> {
    let (index, piece) = pieces
        .iter()
        .enumerate()
        .skip(at)
        .find(|(_, piece)| !matches!(piece, Piece::Gap | Piece::Mark('(')))?;
    piece.word().map(|word| (index, word))
}

/// Whether what follows a pair of numbers makes them a time.
fn is_told(pieces: &[Piece], at: usize) -> bool {
    next_word(pieces, at).is_some_and(|(_, word)| {
        half(word).is_some() || word == "uhr" || zones::named(word).is_some()
    })
}

/// Whether what follows a single number makes it an hour.
fn is_told_hour(pieces: &[Piece], at: usize) -> bool {
    next_word(pieces, at).is_some_and(|(_, word)| half(word).is_some() || word == "uhr")
}

#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

fn half(word: &str) -> Option<Half> {
    match word {
        "am" | "πμ" | "ص" => Some(Half::Am),
        "pm" | "μμ" | "م" => Some(Half::Pm),
        _ => None,
    }
}

/// Chinese, Japanese and Korean put the half before the time, and run it together with the weekday.
fn half_before(word: &str) -> Option<Half> {
    let ends_with = |halves: [&str; 3]| halves.iter().any(|half| word.ends_with(&fold(half)));
    match () {
        () if word.is_ascii() => None,
        () if ends_with(["上午", "午前", "오전"]) => Some(Half::Am),
        () if ends_with(["下午", "午後", "오후"]) => Some(Half::Pm),
        () => None,
    }
}

/// The half of the day, after the time or before it, and where the time ends with it.
fn half_of_day(pieces: &[Piece], start: usize, end: usize) -> (Option<Half>, usize) {
    if let Some((index, half)) =
        next_word(pieces, end).and_then(|(index, word)| Some((index, half(word)?)))
    {
        return (Some(half), index + 1);
    }
    let before = pieces
        .get(..start)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|piece| **piece != Piece::Gap);
    (before.and_then(Piece::word).and_then(half_before), end)
}

/// The zone right after the time, and where it ends; UTC where there is none.
fn zone(pieces: &[Piece], end: usize) -> (Zone, usize) {
    let end = match next_word(pieces, end) {
        Some((index, "uhr" | "h")) => index + 1,
        _ => end,
    };
    let word =
        next_word(pieces, end).and_then(|(index, word)| Some((zones::named(word)?, index + 1)));
    let (named, after) = word.map_or((Zone::UTC, end), |(zone, after)| (zone, after));
    match offset(pieces, after, word.is_some()) {
        // An offset beside a name (+0200 CEST) says the same; beside UTC it counts from there.
        Some((minutes, after)) if named == Zone::UTC => (Zone::Fixed(minutes), after),
        _ => (named, after),
    }
}

/// `+0100`, `-05:30`, `+01`, in minutes, and where it ends.
fn offset(pieces: &[Piece], at: usize, after_word: bool) -> Option<(i32, usize)> {
    let gap = usize::from(pieces.get(at) == Some(&Piece::Gap));
    let at = at + gap;
    let sign = match pieces.get(at)? {
        Piece::Mark('+') => 1,
        Piece::Mark('-') => -1,
        _ => return None,
    };
    let number = pieces.get(at + 1)?.number()?;
    let value = i32::try_from(number.value).ok()?;
    let minutes = pieces
        .get(at + 3)
        .and_then(Piece::number)
        .filter(|minutes| {
            pieces.get(at + 2).is_some_and(|piece| piece.is_mark(':'))
                && minutes.digits == 2
                && minutes.value < 60
        });
    let (total, end) = match (number.digits, minutes) {
        (4, _) => (value / 100 * 60 + value % 100, at + 2),
        (1 | 2, Some(minutes)) => (value * 60 + i32::try_from(minutes.value).ok()?, at + 4),
        // After a gap, a dash and two digits begin a date: 10:11 -18.10.2024.
        (1 | 2, None) if gap == 0 || after_word => (value * 60, at + 2),
        _ => return None,
    };
    // No place is further from Greenwich; 2024 after a dash is a year.
    (total <= 14 * 60 && (number.digits != 4 || value % 100 < 60)).then_some((sign * total, end))
}
