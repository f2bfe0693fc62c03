//! A measurement as one page that needs nothing else: no script, no font, no address. Its plots are drawn in it.

use super::comparison::{Comparison, Verdict};
use super::plot::{Bar, Curve, Dots, bars, class, curves, dots, escaped, number};
use super::record::Record;
use super::sample::{Engine, Sample, Series};
use crate::bench::statistics::Spread;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2228;--soft:#5c6873;--line:#dfe4e8;--ours:#1668b8;--theirs:#d2691e}
@media(prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e6eaee;--soft:#9aa6b1;--line:#323a42;--ours:#5aa9f0;--theirs:#f0954e}}
body{margin:2rem auto;padding:0 1rem;max-width:62rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:2.2rem 0 .3rem}
p{margin:.3rem 0 .8rem;color:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .9rem .3rem 0;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
td small{color:var(--soft)}th{font-weight:600}
svg{display:block;width:100%;height:auto;font:12px system-ui,sans-serif}
svg text{fill:var(--ink)}.name{text-anchor:end}.tick{text-anchor:middle}svg .tick,svg .unit,svg .value{fill:var(--soft)}
.grid{stroke:var(--line)}.spread{stroke:var(--ink);stroke-width:1.5}.ideal{stroke:var(--soft);stroke-dasharray:4 4}
.ours{fill:var(--ours)}.theirs{fill:var(--theirs)}.seen{fill-opacity:.6}
.curve{fill:none;stroke-width:2}.ours.curve{stroke:var(--ours)}.theirs.curve{stroke:var(--theirs)}
.key{display:inline-block;width:.8em;height:.8em;margin-right:.35em;border-radius:2px}
.key.ours{background:var(--ours)}.key.theirs{background:var(--theirs)}
";

/// The page, as HTML.
pub fn page(record: &Record, comparisons: &[Comparison]) -> String {
    let mut body = head(record);
    body += &table(record);
    body += &compared(comparisons);
    body += &scaling(record);
    body += &runs(record);
    for series in &record.series {
        body += &stages(series);
    }
    body += &components(record);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>newsdex: indexing speed</title>\n<style>\n{STYLE}</style>\n{body}</html>\n"
    )
}

fn head(record: &Record) -> String {
    let (machine, corpus) = (&record.machine, record.corpus);
    let facts = [
        format!("{} articles", corpus.articles),
        format!("{} MB of text", number(corpus.text_bytes as f64 / 1e6)),
        format!("files: {}", corpus.files),
        format!("cores: {}", machine.cores),
        machine.processor.clone(),
        machine.system.clone(),
        format!("at most {} MiB of memory", record.memory >> 20),
        format!("newsdex {}", record.version),
        record.taken.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    ];
    let known: Vec<String> = facts
        .iter()
        .filter(|fact| !fact.is_empty())
        .map(|fact| escaped(fact))
        .collect();
    let mut head = format!("<h1>Indexing speed</h1>\n<p>{}</p>\n<p>", known.join(" · "));
    for engine in engines(record) {
        let about = match engine {
            Engine::Newsdex => "from the files: reading, cleaning, ids, index, synced",
            Engine::Tantivy => "its IndexWriter, from articles ready in memory, synced",
        };
        let class = class(engine);
        let _ = write!(
            head,
            "<span class=\"key {class}\"></span>{engine}: {about}. "
        );
    }
    head + "Positions, lengths and stored text are on in all runs.</p>\n"
}

fn engines(record: &Record) -> Vec<Engine> {
    let mut engines: Vec<Engine> = record.series.iter().map(|series| series.engine).collect();
    engines.sort_unstable();
    engines.dedup();
    engines
}

fn named(series: &Series) -> String {
    match series.threads {
        1 => format!("{}, 1 thread", series.engine),
        threads => format!("{}, {threads} threads", series.engine),
    }
}

fn cell(spread: Option<Spread>) -> String {
    let Some(spread) = spread else {
        return "<td>–</td>".to_owned();
    };
    let [min, median, max] = [spread.min, spread.median, spread.max].map(number);
    match min == max {
        true => format!("<td>{median}</td>"),
        false => format!("<td>{median} <small>{min} to {max}</small></td>"),
    }
}

fn table(record: &Record) -> String {
    let mut rows = String::new();
    for series in &record.series {
        let megabytes = |bytes: Option<u64>| bytes.map(|bytes| bytes as f64 / 1e6);
        let cells = [
            series.spread(|run| Some(run.megabytes_per_second())),
            record.ratio(series),
            series.spread(|run| Some(run.articles_per_second())),
            series.spread(|run| run.cpu_seconds),
            series.spread(|run: &Sample| megabytes(run.peak_memory_bytes)),
            series.spread(|run| megabytes(Some(run.index_bytes))),
        ];
        let cells: String = cells.into_iter().map(cell).collect();
        let _ = writeln!(rows, "<tr><th>{}</th>{cells}</tr>", escaped(&named(series)));
    }
    format!(
        "<h2>Figures</h2>\n<p>Median, and least to most, of the runs.</p>\n<div class=\"scroll\"><table>\n\
         <tr><th></th><th>MB/s of text</th><th>times tantivy</th><th>articles/s</th><th>CPU s</th><th>peak memory, MB</th>\
         <th>index, MB</th></tr>\n{rows}</table></div>\n"
    )
}

fn compared(comparisons: &[Comparison]) -> String {
    if comparisons.is_empty() {
        return String::new();
    }
    let mut rows = String::new();
    for one in comparisons {
        let verdict = match one.verdict {
            Verdict::More | Verdict::Less => {
                format!("{}, {:+.1} %", one.word(), 100.0 * (one.change() - 1.0))
            }
            _ => one.word().to_owned(),
        };
        let what = one.describe();
        let (before, now) = (cell(Some(one.before)), cell(Some(one.now)));
        let _ = writeln!(
            rows,
            "<tr><th>{}</th><td>{}</td>{before}{now}<td>{verdict}</td><td>{:.3}</td></tr>",
            escaped(what),
            one.threads,
            one.p
        );
    }
    format!(
        "<h2>Beside an earlier measurement</h2>\n<p>A change is given where it exceeds what runs of one build differ by \
         among themselves.</p>\n<div class=\"scroll\"><table>\n<tr><th></th><th>threads</th><th>then</th><th>now</th>\
         <th>change</th><th>p</th></tr>\n{rows}</table></div>\n"
    )
}

fn scaling(record: &Record) -> String {
    let curve = |engine: Engine| {
        let those = record
            .series
            .iter()
            .filter(|series| series.engine == engine);
        let point = |series: &Series| {
            let rate = series.spread(|run| Some(run.megabytes_per_second()))?;
            Some((series.threads as f64, rate))
        };
        let mut points: Vec<_> = those.filter_map(point).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Curve { engine, points }
    };
    let all: Vec<Curve> = engines(record).into_iter().map(curve).collect();
    if all.iter().all(|curve| curve.points.len() < 2) {
        return String::new();
    }
    format!(
        "<h2>Rate by number of threads</h2>\n<p>Median, and least to most. Dashed: as many times the first point.</p>\n{}",
        curves(&all, "MB/s of text", "rate by number of threads")
    )
}

fn runs(record: &Record) -> String {
    let row = |series: &Series| Dots {
        name: named(series),
        engine: series.engine,
        values: series
            .samples
            .iter()
            .map(Sample::megabytes_per_second)
            .collect(),
    };
    let rows: Vec<Dots> = record.series.iter().map(row).collect();
    format!(
        "<h2>Every run</h2>\n<p>A point is a run, the stroke their median.</p>\n{}",
        dots(&rows, "MB/s of text", "rate of every run")
    )
}

fn stages(series: &Series) -> String {
    let bar = |(name, spread): (String, Spread)| Bar {
        name,
        engine: series.engine,
        spread,
    };
    let rows: Vec<Bar> = series.stage_spreads().into_iter().map(bar).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<h2>Where the processor time goes: {}</h2>\n<p>Seconds of all threads together, of {} further runs with clocks. \
         Elsewhere: handing over, waiting, giving memory back. Clocks: reading them, which no stage contains.</p>\n{}",
        escaped(&named(series)),
        series.stages.len(),
        bars(&rows, "CPU s", "processor time by stage")
    )
}

fn components(record: &Record) -> String {
    // The number of threads hardly changes what is written.
    let of = |engine: Engine| {
        let those = record
            .series
            .iter()
            .filter(|series| series.engine == engine);
        those.max_by_key(|series| series.threads)
    };
    let series: Vec<&Series> = engines(record).into_iter().filter_map(of).collect();
    let parts = series
        .first()
        .map_or(0, |series| series.component_spreads().len());
    let mut rows = Vec::new();
    for part in 0..parts {
        for one in &series {
            let (name, bytes) = one.component_spreads()[part];
            let megabytes = |bytes: f64| bytes / 1e6;
            rows.push(Bar {
                name: format!("{name}, {}", one.engine),
                engine: one.engine,
                spread: Spread {
                    min: megabytes(bytes.min),
                    median: megabytes(bytes.median),
                    max: megabytes(bytes.max),
                },
            });
        }
    }
    format!(
        "<h2>Size of the index by part</h2>\n<p>The text has {} MB.</p>\n{}",
        number(record.corpus.text_bytes as f64 / 1e6),
        bars(&rows, "MB", "size of the index by part")
    )
}
