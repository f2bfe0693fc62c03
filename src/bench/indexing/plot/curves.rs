//! Rates by number of threads.

use super::scale::Scale;
use super::svg::{WIDTH, escaped, line, picture, text};
use super::{AXIS, class, number, range};
use crate::bench::indexing::sample::Engine;
use crate::bench::statistics::Spread;
use std::fmt::Write;

/// Height of the plot.
const HEIGHT: f64 = 300.0;

/// Points of a curve, by number of threads.
pub(in crate::bench::indexing) struct Curve {
    pub(in crate::bench::indexing) engine: Engine,
    pub(in crate::bench::indexing) points: Vec<(f64, Spread)>,
}

/// Rates by number of threads, with what as many times the first point would be.
pub(in crate::bench::indexing) fn curves(curves: &[Curve], unit: &str, about: &str) -> String {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let threads = points().map(|(threads, _)| *threads).fold(1.0, f64::max);
    let rate = points().map(|(_, rate)| rate.max).fold(0.0, f64::max);
    let across = Scale::new(threads, 56.0, WIDTH - 20.0);
    let up = Scale::new(rate, HEIGHT - AXIS, 18.0);
    let mut drawn = grid(&across, &up, points().map(|(threads, _)| *threads), unit);
    for curve in curves {
        drawn += &ideal(curve, &across, &up);
        drawn += &drawn_curve(curve, &across, &up, unit);
    }
    picture(HEIGHT, about, &drawn)
}

fn grid(across: &Scale, up: &Scale, threads: impl Iterator<Item = f64>, unit: &str) -> String {
    let mut drawn = String::new();
    for tick in up.ticks() {
        let y = up.at(tick);
        drawn += &line("grid", (across.from, y), (across.to, y));
        drawn += &text(across.from - 8.0, y + 4.0, "name", &number(tick));
    }
    let mut threads: Vec<f64> = threads.collect();
    threads.sort_by(f64::total_cmp);
    threads.dedup();
    for number in threads {
        drawn += &text(
            across.at(number),
            up.from + 16.0,
            "tick",
            &format!("{number:.0}"),
        );
    }
    drawn += &text(across.to, up.from + 30.0, "name", "threads");
    drawn += &text(4.0, 10.0, "unit", unit);
    drawn
}

/// From nothing through the first point, as far as the plot goes.
fn ideal(curve: &Curve, across: &Scale, up: &Scale) -> String {
    let Some((threads, rate)) = curve.points.first() else {
        return String::new();
    };
    let last = curve.points.last().map_or(0.0, |(threads, _)| *threads);
    let each = rate.median / threads;
    let end = last.min(up.most / each);
    let place = |threads: f64| (across.at(threads), up.at(each * threads));
    line("ideal", place(0.0), place(end))
}

fn drawn_curve(curve: &Curve, across: &Scale, up: &Scale, unit: &str) -> String {
    let class = class(curve.engine);
    let place = |(threads, rate): &(f64, Spread)| (across.at(*threads), up.at(rate.median));
    let path: Vec<String> = curve
        .points
        .iter()
        .map(|point| format!("{:.1},{:.1}", place(point).0, place(point).1))
        .collect();
    let mut drawn = format!(
        "<polyline points=\"{}\" class=\"{class} curve\"/>\n",
        path.join(" ")
    );
    for point in &curve.points {
        let (x, y) = place(point);
        let (threads, rate) = point;
        drawn += &line("spread", (x, up.at(rate.min)), (x, up.at(rate.max)));
        let _ = writeln!(
            drawn,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" class=\"{class}\"><title>{} with {threads:.0} threads: {} {}</title></circle>",
            curve.engine,
            range(rate),
            escaped(unit),
        );
    }
    drawn
}
