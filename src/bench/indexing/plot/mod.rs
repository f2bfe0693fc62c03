//! Plots as inline SVG. Colours are classes of the page's style sheet, so that one picture serves light and dark.

mod curves;
mod rows;
mod scale;
mod svg;

pub(super) use curves::{Curve, curves};
pub(super) use rows::{Bar, Dots, bars, dots};
pub(super) use svg::escaped;

use super::sample::Engine;
use crate::bench::statistics::Spread;

/// Room for the numbers of an axis.
const AXIS: f64 = 34.0;

/// Three digits, or all in front of the point.
pub(super) fn number(value: f64) -> String {
    let digits = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.digits$}")
}

pub(super) fn class(engine: Engine) -> &'static str {
    match engine {
        Engine::Newsdex => "ours",
        Engine::Tantivy => "theirs",
    }
}

fn range(spread: &Spread) -> String {
    let [min, median, max] = [spread.min, spread.median, spread.max].map(number);
    match min == max {
        true => median,
        false => format!("{median} ({min} to {max})"),
    }
}
