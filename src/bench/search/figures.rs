//! Times of single searches to percentiles by class.

use super::bench_query::{BenchQuery, QueryClass};
use crate::bench::Spread;
use serde::Serialize;
use std::collections::BTreeMap;

/// Latencies in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half are no slower.
    pub p50: f64,
    /// 90 in 100 are no slower.
    pub p90: f64,
    /// 95 in 100 are no slower.
    pub p95: f64,
    /// 99 in 100 are no slower.
    pub p99: f64,
    /// 999 in 1000 are no slower.
    pub p999: f64,
    /// Mean.
    pub mean: f64,
}

impl Latency {
    /// Of these times; `None` of none.
    pub(super) fn of(mut times: Vec<f64>) -> Option<Latency> {
        times.sort_by(f64::total_cmp);
        let last = times.len().checked_sub(1)?;
        let at = |part: f64| times[(last as f64 * part).round() as usize];
        Some(Latency {
            p50: at(0.5),
            p90: at(0.9),
            p95: at(0.95),
            p99: at(0.99),
            p999: at(0.999),
            mean: times.iter().sum::<f64>() / times.len() as f64,
        })
    }
}

/// One way of searching: what each query took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// In an index that was opened for this query alone; `None` where that was not measured.
    pub cold: Option<Latency>,
    /// The median of each query's runs in an index that stays open.
    pub warm: Latency,
}

/// The figures of a class of queries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassFigures {
    /// The class; none for all queries together.
    pub class: Option<QueryClass>,
    /// Queries.
    pub queries: usize,
    /// Of them, those that were run cold too.
    pub cold_queries: usize,
    /// Which articles, without their ids or texts.
    pub newsdex: Figures,
    /// With the passages of all hits.
    pub newsdex_passages: Figures,
    /// tantivy's ten best.
    pub tantivy: Option<Figures>,
    /// The same with a snippet of each.
    pub tantivy_snippets: Option<Figures>,
    /// How many times as long as tantivy newsdex takes: the median over the queries, warm.
    pub ratio: Option<f64>,
    /// The same with passages and snippets.
    pub ratio_with_passages: Option<f64>,
}

/// A way of searching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Newsdex,
    NewsdexPassages,
    Tantivy,
    TantivySnippets,
}

impl Way {
    pub(super) const ALL: [Way; 4] = [
        Way::Newsdex,
        Way::NewsdexPassages,
        Way::Tantivy,
        Way::TantivySnippets,
    ];

    pub(super) fn is_ours(self) -> bool {
        matches!(self, Way::Newsdex | Way::NewsdexPassages)
    }
}

/// What one query took, microseconds, by way.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    warm: [Vec<f64>; Way::ALL.len()],
    cold: [Option<f64>; Way::ALL.len()],
}

impl Times {
    pub(super) fn add_warm(&mut self, way: Way, time: f64) {
        self.warm[way as usize].push(time);
    }

    pub(super) fn set_cold(&mut self, way: Way, time: f64) {
        self.cold[way as usize] = Some(time);
    }

    /// The median of the warm runs.
    fn typical(&self, way: Way) -> Option<f64> {
        let times = &self.warm[way as usize];
        (!times.is_empty()).then(|| Spread::of(times.iter().copied()).median)
    }

    fn ratio(&self, ours: Way, theirs: Way) -> Option<f64> {
        Some(self.typical(ours)? / self.typical(theirs)?.max(1e-9))
    }
}

/// By class, then of all queries.
pub(super) fn by_class(queries: &[BenchQuery], times: &[Times]) -> Vec<ClassFigures> {
    let mut classes: BTreeMap<QueryClass, Vec<&Times>> = BTreeMap::new();
    for (query, times) in queries.iter().zip(times) {
        classes.entry(query.class).or_default().push(times);
    }
    let mut figures: Vec<ClassFigures> = classes
        .into_iter()
        .map(|(class, times)| class_figures(Some(class), &times))
        .collect();
    figures.push(class_figures(None, &times.iter().collect::<Vec<_>>()));
    figures
}

fn class_figures(class: Option<QueryClass>, times: &[&Times]) -> ClassFigures {
    let of = |way: Way| -> Option<Figures> {
        let warm = times.iter().filter_map(|times| times.typical(way));
        let cold = times.iter().filter_map(|times| times.cold[way as usize]);
        Some(Figures {
            cold: Latency::of(cold.collect()),
            warm: Latency::of(warm.collect())?,
        })
    };
    let ratio = |ours: Way, theirs: Way| {
        let ratios = times.iter().filter_map(|times| times.ratio(ours, theirs));
        let ratios: Vec<f64> = ratios.collect();
        (!ratios.is_empty()).then(|| Spread::of(ratios).median)
    };
    let cold = |times: &&&Times| times.cold.iter().any(Option::is_some);
    ClassFigures {
        class,
        queries: times.len(),
        cold_queries: times.iter().filter(cold).count(),
        newsdex: of(Way::Newsdex).unwrap_or_default(),
        newsdex_passages: of(Way::NewsdexPassages).unwrap_or_default(),
        tantivy: of(Way::Tantivy),
        tantivy_snippets: of(Way::TantivySnippets),
        ratio: ratio(Way::Newsdex, Way::Tantivy),
        ratio_with_passages: ratio(Way::NewsdexPassages, Way::TantivySnippets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let latency = Latency::of((1..=1001).rev().map(f64::from).collect()).expect("times");
        assert_eq!(
            (
                latency.p50,
                latency.p90,
                latency.p95,
                latency.p99,
                latency.p999
            ),
            (501.0, 901.0, 951.0, 991.0, 1000.0)
        );
        assert_eq!(latency.mean, 501.0);
        assert_eq!(Latency::of(Vec::new()), None);
    }

    #[test]
    fn a_class_is_of_the_medians_of_its_queries() {
        let query = |line| BenchQuery::read(line);
        let queries = [
            query("word\tferry"),
            query("word\tport"),
            query("ferry OR port"),
        ];
        let mut times = vec![Times::default(); 3];
        for (times, base) in times.iter_mut().zip([10.0, 20.0, 30.0]) {
            for late in [5.0, 0.0, 900.0] {
                times.add_warm(Way::Newsdex, base + late);
                times.add_warm(Way::NewsdexPassages, base + late);
            }
        }
        times[0].add_warm(Way::Tantivy, 5.0);
        times[0].set_cold(Way::Newsdex, 77.0);
        let figures = by_class(&queries, &times);
        let [word, given, all] = &figures[..] else {
            panic!("two classes and all: {figures:?}");
        };
        assert_eq!((word.queries, given.queries, all.queries), (2, 1, 3));
        assert_eq!(
            (word.newsdex.warm.p50, word.newsdex.warm.p999),
            (25.0, 25.0)
        );
        assert_eq!(word.newsdex.cold.map(|cold| cold.p50), Some(77.0));
        assert_eq!((word.cold_queries, given.cold_queries), (1, 0));
        assert_eq!((word.ratio, given.ratio), (Some(3.0), None));
    }
}
