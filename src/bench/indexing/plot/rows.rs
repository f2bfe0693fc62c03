//! Charts of rows: a bar for each, or a point for each run.

use super::scale::Scale;
use super::svg::{WIDTH, escaped, line, picture, text};
use super::{AXIS, class, number, range};
use crate::bench::indexing::sample::Engine;
use crate::bench::statistics::Spread;
use std::fmt::Write;

/// Room for the names of rows.
const LEFT: f64 = 170.0;
/// Room for values behind the bars.
const RIGHT: f64 = 150.0;
/// Height of a row.
const ROW: f64 = 24.0;

/// A row of a bar chart.
pub(in crate::bench::indexing) struct Bar {
    pub(in crate::bench::indexing) name: String,
    pub(in crate::bench::indexing) engine: Engine,
    pub(in crate::bench::indexing) spread: Spread,
}

/// A row with a point for each run.
pub(in crate::bench::indexing) struct Dots {
    pub(in crate::bench::indexing) name: String,
    pub(in crate::bench::indexing) engine: Engine,
    pub(in crate::bench::indexing) values: Vec<f64>,
}

/// The scale of rows of this many, and the lines and numbers of its axis.
fn rows_axis(most: f64, rows: usize, unit: &str) -> (Scale, String) {
    let scale = Scale::new(most, LEFT, WIDTH - RIGHT);
    let bottom = rows as f64 * ROW + 4.0;
    let mut drawn = String::new();
    for tick in scale.ticks() {
        let x = scale.at(tick);
        drawn += &line("grid", (x, 0.0), (x, bottom));
        drawn += &text(x, bottom + 14.0, "tick", &number(tick));
    }
    drawn += &text(WIDTH - RIGHT + 28.0, bottom + 14.0, "unit", unit);
    (scale, drawn)
}

/// A bar for each row, as long as the median, with a line from least to most.
pub(in crate::bench::indexing) fn bars(rows: &[Bar], unit: &str, about: &str) -> String {
    let most = rows.iter().map(|row| row.spread.max).fold(0.0, f64::max);
    let (scale, mut drawn) = rows_axis(most, rows.len(), unit);
    for (row, at) in rows.iter().zip(0..) {
        let top = f64::from(at) * ROW;
        let middle = top + ROW / 2.0;
        let [min, median, max] = [row.spread.min, row.spread.median, row.spread.max];
        drawn += &text(LEFT - 8.0, middle + 4.0, "name", &row.name);
        let _ = writeln!(
            drawn,
            "<rect x=\"{LEFT}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"{}\"/>",
            top + 4.0,
            scale.at(median) - LEFT,
            ROW - 8.0,
            class(row.engine),
        );
        drawn += &line("spread", (scale.at(min), middle), (scale.at(max), middle));
        drawn += &text(
            scale.at(max) + 8.0,
            middle + 4.0,
            "value",
            &range(&row.spread),
        );
    }
    picture(rows.len() as f64 * ROW + AXIS, about, &drawn)
}

/// A point for each run, row by row, and a mark at the median.
pub(in crate::bench::indexing) fn dots(rows: &[Dots], unit: &str, about: &str) -> String {
    let all = rows.iter().flat_map(|row| &row.values);
    let most = all.fold(0.0, |most: f64, value| most.max(*value));
    let (scale, mut drawn) = rows_axis(most, rows.len(), unit);
    for (row, at) in rows.iter().zip(0..) {
        let middle = f64::from(at) * ROW + ROW / 2.0;
        let spread = Spread::of(row.values.iter().copied());
        drawn += &text(LEFT - 8.0, middle + 4.0, "name", &row.name);
        for (value, run) in row.values.iter().zip(1..) {
            let (x, class) = (scale.at(*value), class(row.engine));
            let _ = writeln!(
                drawn,
                "<circle cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\" class=\"{class} seen\"><title>run {run}: {} {}</title></circle>",
                number(*value),
                escaped(unit),
            );
        }
        let x = scale.at(spread.median);
        drawn += &line("spread", (x, middle - 9.0), (x, middle + 9.0));
        drawn += &text(
            scale.at(spread.max) + 10.0,
            middle + 4.0,
            "value",
            &range(&spread),
        );
    }
    picture(rows.len() as f64 * ROW + AXIS, about, &drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_stays_inside() {
        let bar = |max: f64| Bar {
            name: "a<b".to_owned(),
            engine: Engine::Newsdex,
            spread: Spread {
                min: max / 3.0,
                median: max / 2.0,
                max,
            },
        };
        let drawn = bars(&[bar(3.0), bar(7.0)], "s", "about");
        assert!(drawn.contains("a&lt;b"), "{drawn}");
        let widths = drawn.split("width=\"").skip(1);
        for width in widths.filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok()) {
            assert!((0.0..=WIDTH - LEFT - RIGHT).contains(&width), "{drawn}");
        }
    }
}
