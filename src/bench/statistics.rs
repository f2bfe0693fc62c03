//! The few statistics that repeated runs need.

use serde::Serialize;
use std::collections::BTreeMap;

/// Least, median and most of repeated measurements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// Least.
    pub min: f64,
    /// Median; of an even number of measurements the upper one of the two in the middle.
    pub median: f64,
    /// Most.
    pub max: f64,
}

impl Spread {
    /// Of these; zeros where there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Spread {
        let values = sorted(values);
        let at = |place: usize| values.get(place).copied().unwrap_or_default();
        Spread {
            min: at(0),
            median: at(values.len() / 2),
            max: at(values.len().saturating_sub(1)),
        }
    }
}

/// Sorted.
fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Measurements of each side that the test looks at: more would only take longer to count.
const MOST: usize = 30;

/// Two-sided p of the rank sum test (Wilcoxon 1945, Mann and Whitney 1947): how likely ranks as uneven as these are
/// where both sides are alike. It is exact, with equal values sharing the mean of their ranks: all ways to choose the
/// ranks of one side are counted. 1 where a side has no measurement.
pub(super) fn rank_sum_p(left: &[f64], right: &[f64]) -> f64 {
    let (left, right) = (
        &left[..left.len().min(MOST)],
        &right[..right.len().min(MOST)],
    );
    let all = sorted(left.iter().chain(right).copied());
    // Twice the mean rank of each, so that all are whole.
    let rank = |value: &f64| {
        let before = all.partition_point(|other| other < value);
        let up_to = all.partition_point(|other| other <= value);
        before + up_to + 1
    };
    let ranks: Vec<usize> = all.iter().map(rank).collect();
    let seen: usize = left.iter().map(rank).sum();
    let ways = ways(&ranks, left.len());
    let total: f64 = ways.values().sum();
    let part = |sums: &dyn Fn(usize) -> bool| -> f64 {
        let those = ways.iter().filter(|(sum, _)| sums(**sum));
        those.map(|(_, ways)| ways).sum::<f64>() / total
    };
    let tail = part(&|sum| sum <= seen).min(part(&|sum| sum >= seen));
    (2.0 * tail).min(1.0)
}

/// In how many ways `count` of the ranks give each sum.
fn ways(ranks: &[usize], count: usize) -> BTreeMap<usize, f64> {
    let mut by_count = vec![BTreeMap::new(); count + 1];
    by_count[0].insert(0, 1.0);
    for rank in ranks {
        for taken in (1..=count).rev() {
            let (fewer, those) = by_count.split_at_mut(taken);
            for (sum, ways) in &fewer[taken - 1] {
                *those[0].entry(sum + rank).or_insert(0.0) += ways;
            }
        }
    }
    by_count.pop().unwrap_or_default()
}

/// The least p that the test can give for so many measurements: of all ways to choose, the two that are most uneven.
pub(super) fn least_p(left: usize, right: usize) -> f64 {
    let (left, right) = (left.min(MOST), right.min(MOST));
    let ways = (1..=left)
        .map(|n| (right + n) as f64 / n as f64)
        .product::<f64>();
    (2.0 / ways).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_stands_between_least_and_most() {
        let spread = Spread::of([3.0, 1.0, 2.0]);
        assert_eq!((spread.min, spread.median, spread.max), (1.0, 2.0, 3.0));
        assert_eq!(Spread::of([]), Spread::default());
    }

    #[test]
    fn p_is_that_of_the_tables() {
        let close = |p: f64, expected: f64| assert!((p - expected).abs() < 5e-4, "{p} {expected}");
        // scipy.stats.mannwhitneyu(..., method="exact")
        close(
            rank_sum_p(&[1., 2., 3., 4., 5.], &[6., 7., 8., 9., 10.]),
            0.0079,
        );
        close(
            rank_sum_p(&[1., 2., 3., 4., 6.], &[5., 7., 8., 9., 10.]),
            0.0159,
        );
        close(rank_sum_p(&[1., 3., 5.], &[2., 4., 6.]), 0.7);
        close(rank_sum_p(&[1., 2., 3.], &[4., 5., 6.]), 0.1);
        close(rank_sum_p(&[1., 1., 1.], &[1., 1., 1.]), 1.0);
        close(rank_sum_p(&[], &[1.]), 1.0);
    }

    /// Both tails by trying all choices.
    fn by_trying(left: &[f64], right: &[f64]) -> f64 {
        let all: Vec<f64> = left.iter().chain(right).copied().collect();
        let wins = |chosen: u32| -> f64 {
            let side = |of: u32| (0..all.len()).filter(move |i| chosen >> i & 1 == of);
            side(1)
                .flat_map(|a| side(0).map(move |b| (a, b)))
                .map(|(a, b)| match all[a].total_cmp(&all[b]) {
                    std::cmp::Ordering::Less => 0.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Greater => 1.0,
                })
                .sum()
        };
        let seen = wins((1 << left.len()) - 1);
        let choices = (0..1u32 << all.len()).filter(|c| c.count_ones() as usize == left.len());
        let wins: Vec<f64> = choices.map(wins).collect();
        let part = |those: &dyn Fn(f64) -> bool| {
            wins.iter().filter(|w| those(**w)).count() as f64 / wins.len() as f64
        };
        (2.0 * part(&|w| w <= seen).min(part(&|w| w >= seen))).min(1.0)
    }

    proptest! {
        #[test]
        fn counting_gives_what_trying_gives(
            left in prop::collection::vec(0u8..6, 1..6),
            right in prop::collection::vec(0u8..6, 1..6),
        ) {
            let floats = |values: Vec<u8>| values.into_iter().map(f64::from).collect::<Vec<_>>();
            let (left, right) = (floats(left), floats(right));
            let p = rank_sum_p(&left, &right);
            prop_assert!((p - by_trying(&left, &right)).abs() < 1e-9);
            prop_assert!(p >= least_p(left.len(), right.len()) - 1e-9);
        }
    }
}
