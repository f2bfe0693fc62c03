//! Plots as inline SVG. Colours are classes of the page's style sheet, so that one picture serves light and dark.

use super::sample::Engine;
use crate::bench::statistics::Spread;
use std::fmt::Write;

/// All plots are so wide, in the units of the picture.
const WIDTH: f64 = 760.0;
/// Room for the names of rows.
const LEFT: f64 = 170.0;
/// Room for values behind the bars.
const RIGHT: f64 = 150.0;
/// Height of a row.
const ROW: f64 = 24.0;
/// Room for the numbers of an axis.
const AXIS: f64 = 34.0;
/// Height of a plot with two axes.
const HEIGHT: f64 = 300.0;

/// A row of a bar chart.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) engine: Engine,
    pub(super) spread: Spread,
}

/// A row with a point for each run.
pub(super) struct Dots {
    pub(super) name: String,
    pub(super) engine: Engine,
    pub(super) values: Vec<f64>,
}

/// Points of a curve, by number of threads.
pub(super) struct Curve {
    pub(super) engine: Engine,
    pub(super) points: Vec<(f64, Spread)>,
}

/// Text that stands between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

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

/// Values on a line, from 0 up to a round number.
struct Scale {
    from: f64,
    to: f64,
    step: f64,
    most: f64,
}

impl Scale {
    /// For values up to `most`, between two coordinates.
    fn new(most: f64, from: f64, to: f64) -> Scale {
        let most = most.max(1e-9);
        let rough = most / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(rough);
        Scale {
            from,
            to,
            step,
            most: (most / step).ceil() * step,
        }
    }

    fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * value / self.most
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let count = (self.most / self.step).round() as usize;
        (0..=count).map(|tick| tick as f64 * self.step)
    }
}

fn picture(height: f64, about: &str, content: &str) -> String {
    let about = escaped(about);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{about}\">\n{content}</svg>\n"
    )
}

fn text(x: f64, y: f64, class: &str, content: &str) -> String {
    let content = escaped(content);
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{content}</text>\n")
}

fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> String {
    format!(
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>\n"
    )
}

fn range(spread: &Spread) -> String {
    let [min, median, max] = [spread.min, spread.median, spread.max].map(number);
    match min == max {
        true => median,
        false => format!("{median} ({min} to {max})"),
    }
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
pub(super) fn bars(rows: &[Bar], unit: &str, about: &str) -> String {
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
pub(super) fn dots(rows: &[Dots], unit: &str, about: &str) -> String {
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

/// Rates by number of threads, with what as many times the first point would be.
pub(super) fn curves(curves: &[Curve], unit: &str, about: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_beyond_the_most() {
        for most in [0.03, 0.7, 1.0, 4.2, 9.99, 100.0, 101.0, 12345.0] {
            let scale = Scale::new(most, 0.0, 1.0);
            assert!(
                scale.most >= most && scale.most <= most * 1.4,
                "{most}: {}",
                scale.most
            );
            let ticks = scale.ticks().count();
            assert!((3..=7).contains(&ticks), "{most}: {ticks}");
        }
    }

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
