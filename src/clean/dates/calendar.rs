//! The date in the pieces of a text: with a month's name, in numbers, or as one number.

use super::pieces::{Number, Piece};
use super::{DayOrder, Precision, Written, months, stamp};
use jiff::civil::Date;

/// Pieces that may stand between the parts of one date, gaps and marks included: `16 de novembro de 2017`,
/// `October 18th, Friday, 2024`.
const REACH: usize = 8;

/// Finds the first date.
pub(super) fn find(pieces: &[Piece], order: DayOrder) -> Option<Written> {
    named(pieces)
        .or_else(|| numeric(pieces, order))
        .or_else(|| year_and_month(pieces))
        .or_else(|| single(pieces))
}

/// A month's name and where it stands.
struct Month {
    number: i8,
    start: usize,
    end: usize,
}

/// A date with the month's name in it. Some names are other words too (mar is also Tuesday), so that a whole date
/// around any of them comes before a month and year around the first.
fn named(pieces: &[Piece]) -> Option<Written> {
    let months: Vec<Month> = (0..pieces.len())
        .filter_map(|at| month_at(pieces, at))
        .collect();
    let day =
        |month: &Month| whole_date(pieces, month).map(|date| Written::day(date, Precision::Day));
    months.iter().find_map(day).or_else(|| {
        months
            .iter()
            .find_map(|month| month_and_year(pieces, month))
    })
}

fn month_at(pieces: &[Piece], start: usize) -> Option<Month> {
    let word = pieces.get(start)?.word()?;
    if let Some(second) = pieces.get(start + 2).and_then(Piece::word)
        && let Some(number) = months::pair(word, second)
    {
        return Some(Month {
            number,
            start,
            end: start + 3,
        });
    }
    Some(Month {
        number: months::number(word)?,
        start,
        end: start + 1,
    })
}

/// 18 October 2024, 2024 October 18, October 18 2024; with two digits for the year only where four are nowhere.
fn whole_date(pieces: &[Piece], month: &Month) -> Option<Date> {
    let before = number_before(pieces, month.start);
    let (after, after_end) = number_after(pieces, month.end)?;
    let second = number_after(pieces, after_end).map(|(number, _)| number);
    let orders = [
        (Some(after), before),
        (before, Some(after)),
        (second, Some(after)),
    ];
    [4, 2].into_iter().find_map(|digits| {
        orders.into_iter().find_map(|(year, day)| {
            let year = year.filter(|year| year.digits == digits)?;
            Date::new(year_of(year)?, month.number, day_of(day?)?).ok()
        })
    })
}

fn month_and_year(pieces: &[Piece], month: &Month) -> Option<Written> {
    let after = number_after(pieces, month.end).map(|(number, _)| number);
    // A second number would be a day that this month has not.
    let year = match (number_before(pieces, month.start), after) {
        (Some(year), None) | (None, Some(year)) if year.digits == 4 => year_of(year)?,
        _ => return None,
    };
    Some(Written::day(
        Date::new(year, month.number, 1).ok()?,
        Precision::Month,
    ))
}

/// The nearest number on the left, other months' names being a wall.
fn number_before(pieces: &[Piece], end: usize) -> Option<Number> {
    let near = pieces.get(end.saturating_sub(REACH)..end)?.iter().rev();
    near.take_while(|piece| !is_month(piece))
        .find_map(Piece::number)
}

/// The nearest number on the right, and where it ends.
fn number_after(pieces: &[Piece], start: usize) -> Option<(Number, usize)> {
    let near = pieces.iter().enumerate().skip(start).take(REACH);
    near.take_while(|(_, piece)| !is_month(piece))
        .find_map(|(index, piece)| Some((piece.number()?, index + 1)))
}

fn is_month(piece: &Piece) -> bool {
    piece
        .word()
        .is_some_and(|word| months::number(word).is_some())
}

fn year_of(number: Number) -> Option<i16> {
    let value = i16::try_from(number.value).ok()?;
    match number.digits {
        4 => Some(value),
        2 => Some(stamp::full_year(value)),
        _ => None,
    }
}

fn day_of(number: Number) -> Option<i8> {
    (number.digits <= 2)
        .then(|| i8::try_from(number.value).ok())
        .flatten()
}

/// The order of day and month that a date of three numbers has, where it can have no other.
pub(super) fn order_told_by(pieces: &[Piece]) -> Option<DayOrder> {
    if named(pieces).is_some() {
        return None;
    }
    let readings = three_numbers(pieces, |a, b, c, mark| {
        let [month_first, day_first] = both_orders(a, b, c).filter(|_| mark != '.')?;
        (month_first.is_some() || day_first.is_some()).then_some((month_first, day_first))
    });
    match readings? {
        (Some(_), None) => Some(DayOrder::MonthFirst),
        (None, Some(_)) => Some(DayOrder::DayFirst),
        _ => None,
    }
}

/// A date of three numbers.
fn numeric(pieces: &[Piece], order: DayOrder) -> Option<Written> {
    let date = three_numbers(pieces, |a, b, c, mark| ordered([a, b, c], mark, order))?;
    Some(Written::day(date, Precision::Day))
}

/// What the first three numbers with the same mark between them give that give anything.
fn three_numbers<T>(
    pieces: &[Piece],
    read: impl Fn(Number, Number, Number, char) -> Option<T>,
) -> Option<T> {
    let solid: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| **piece != Piece::Gap)
        .collect();
    solid.windows(5).find_map(|window| match window {
        [
            Piece::Number(a),
            Piece::Mark(mark @ ('-' | '/' | '.')),
            Piece::Number(b),
            Piece::Mark(other),
            Piece::Number(c),
        ] if mark == other => read(*a, *b, *c, *mark),
        _ => None,
    })
}

/// The year is first where it has four digits, else last. Day and month are in the given order unless they cannot be;
/// with dots between them, the day is first.
fn ordered([a, b, c]: [Number; 3], mark: char, order: DayOrder) -> Option<Date> {
    let Some([month_first, day_first]) = both_orders(a, b, c) else {
        return date(a, b, c);
    };
    match order {
        DayOrder::MonthFirst if mark != '.' => month_first.or(day_first),
        _ => day_first.or(month_first),
    }
}

/// The date with the month first, and that with the day first; `None` where the year is.
fn both_orders(a: Number, b: Number, c: Number) -> Option<[Option<Date>; 2]> {
    (a.digits != 4).then(|| [date(c, a, b), date(c, b, a)])
}

fn date(year: Number, month: Number, day: Number) -> Option<Date> {
    Date::new(year_of(year)?, day_of(month)?, day_of(day)?).ok()
}

/// `2024-10`, `2024年10月`, `10/2024`.
fn year_and_month(pieces: &[Piece]) -> Option<Written> {
    let solid: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| **piece != Piece::Gap)
        .collect();
    let date = solid.windows(3).find_map(|window| match window {
        [
            Piece::Number(a),
            Piece::Mark('-' | '/' | '.'),
            Piece::Number(b),
        ] => {
            let (year, month) = if a.digits == 4 { (a, b) } else { (b, a) };
            (year.digits == 4)
                .then(|| Date::new(year_of(*year)?, day_of(*month)?, 1).ok())
                .flatten()
        }
        _ => None,
    })?;
    // More numbers around it are a date that was not understood.
    let is_alone = pieces.iter().filter_map(Piece::number).count() == 2;
    is_alone.then(|| Written::day(date, Precision::Month))
}

/// The only number there is.
fn single(pieces: &[Piece]) -> Option<Written> {
    let mut numbers = pieces.iter().filter_map(Piece::number);
    let number = numbers.next().filter(|_| numbers.next().is_none())?;
    stamp::compact(number.value, number.digits)
}
