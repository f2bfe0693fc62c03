//! The measures of a ranking, by the conventions of trec_eval 9.
//!
//! Pure arithmetic over judgements: what was ranked, and by whom, is not known here. Equal to trec_eval to every
//! digit that it prints (tests/trec_eval holds the comparison).

use serde::Serialize;

/// Ranks that nDCG and P look at.
const CUTOFF: usize = 10;

/// The scores of one topic, or their means over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Average precision: the mean, over the relevant documents, of the precision at the rank of each (0 where it was
    /// not retrieved).
    pub map: f64,
    /// Discounted cumulated gain of the first ten, over that of the best possible ten. The gain is the judgement, the
    /// discount log2(rank + 1) (Järvelin and Kekäläinen 2002, as in trec_eval's `ndcg_cut_10`).
    pub ndcg_10: f64,
    /// Share of the first ten that is relevant; ranks that are empty count as not relevant.
    pub p_10: f64,
    /// One over the rank of the first relevant document; 0 without one.
    pub mrr: f64,
    /// Share of the relevant documents that the first 100 hold.
    pub recall_100: f64,
    /// Share of the relevant documents that the first 1,000 hold.
    pub recall_1000: f64,
}

/// One of the measures, to name it and to pick it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// [`Scores::map`]
    Map,
    /// [`Scores::ndcg_10`]
    Ndcg10,
    /// [`Scores::p_10`]
    P10,
    /// [`Scores::mrr`]
    Mrr,
    /// [`Scores::recall_100`]
    Recall100,
    /// [`Scores::recall_1000`]
    Recall1000,
}

impl Measure {
    /// All, in the order in which they are printed.
    pub const ALL: [Measure; 6] = [
        Measure::Map,
        Measure::Ndcg10,
        Measure::P10,
        Measure::Mrr,
        Measure::Recall100,
        Measure::Recall1000,
    ];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Map => "MAP",
            Measure::Ndcg10 => "nDCG@10",
            Measure::P10 => "P@10",
            Measure::Mrr => "MRR",
            Measure::Recall100 => "recall@100",
            Measure::Recall1000 => "recall@1000",
        }
    }

    /// The name in JSON: that of the field of [`Scores`].
    pub fn key(self) -> &'static str {
        match self {
            Measure::Map => "map",
            Measure::Ndcg10 => "ndcg_10",
            Measure::P10 => "p_10",
            Measure::Mrr => "mrr",
            Measure::Recall100 => "recall_100",
            Measure::Recall1000 => "recall_1000",
        }
    }

    /// The value of this measure.
    pub fn of(self, scores: &Scores) -> f64 {
        match self {
            Measure::Map => scores.map,
            Measure::Ndcg10 => scores.ndcg_10,
            Measure::P10 => scores.p_10,
            Measure::Mrr => scores.mrr,
            Measure::Recall100 => scores.recall_100,
            Measure::Recall1000 => scores.recall_1000,
        }
    }
}

/// Scores one ranking. `ranked` holds the judgement of each retrieved document, best first, 0 where nobody judged it;
/// `judged` all judgements of the topic in any order. Above 0 is relevant. A topic without a relevant document has 0
/// throughout.
pub fn measure(ranked: &[i32], judged: &[i32]) -> Scores {
    let relevant = judged.iter().filter(|gain| **gain > 0).count();
    if relevant == 0 {
        return Scores::default();
    }
    let share = |count: usize, of: usize| count as f64 / of as f64;
    Scores {
        map: total(precisions(ranked)) / relevant as f64,
        ndcg_10: ndcg(ranked, judged),
        p_10: share(relevant_in(ranked, CUTOFF), CUTOFF),
        mrr: ranks(ranked).next().map_or(0.0, |rank| 1.0 / rank as f64),
        recall_100: share(relevant_in(ranked, 100), relevant),
        recall_1000: share(relevant_in(ranked, 1000), relevant),
    }
}

/// The mean of each measure; 0 over no topic.
pub fn mean<'a>(topics: impl IntoIterator<Item = &'a Scores>) -> Scores {
    let mut sum = Scores::default();
    let mut count = 0;
    for topic in topics {
        sum.map += topic.map;
        sum.ndcg_10 += topic.ndcg_10;
        sum.p_10 += topic.p_10;
        sum.mrr += topic.mrr;
        sum.recall_100 += topic.recall_100;
        sum.recall_1000 += topic.recall_1000;
        count += 1;
    }
    let count = f64::from(count.max(1));
    Scores {
        map: sum.map / count,
        ndcg_10: sum.ndcg_10 / count,
        p_10: sum.p_10 / count,
        mrr: sum.mrr / count,
        recall_100: sum.recall_100 / count,
        recall_1000: sum.recall_1000 / count,
    }
}

pub(super) fn relevant_in(ranked: &[i32], depth: usize) -> usize {
    ranked.iter().take(depth).filter(|gain| **gain > 0).count()
}

/// Ranks of the relevant documents, from 1.
fn ranks(ranked: &[i32]) -> impl Iterator<Item = usize> {
    (1..)
        .zip(ranked)
        .filter(|(_, gain)| **gain > 0)
        .map(|(rank, _)| rank)
}

/// The precision at the rank of each relevant document.
fn precisions(ranked: &[i32]) -> impl Iterator<Item = f64> {
    (1..)
        .zip(ranks(ranked))
        .map(|(found, rank): (usize, usize)| found as f64 / rank as f64)
}

fn ndcg(ranked: &[i32], judged: &[i32]) -> f64 {
    let mut best = judged.to_vec();
    best.sort_unstable_by(|a, b| b.cmp(a));
    gain(ranked) / gain(&best)
}

fn gain(ranked: &[i32]) -> f64 {
    let relevant = (2..)
        .zip(ranked.iter().take(CUTOFF))
        .filter(|(_, gain)| **gain > 0);
    total(relevant.map(|(discount, gain)| f64::from(*gain) / f64::from(discount).log2()))
}

/// The sum of no numbers is 0 here, not the -0 of `Iterator::sum`.
fn total(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_worked_out_by_hand() {
        let scores = measure(&[0, 2, -1, 1], &[2, 1, 1, -1, 0]);
        assert_eq!(scores.map, (1.0 / 2.0 + 2.0 / 4.0) / 3.0);
        let ideal = 2.0 + 1.0 / 3f64.log2() + 1.0 / 4f64.log2();
        assert_eq!(
            scores.ndcg_10,
            (2.0 / 3f64.log2() + 1.0 / 5f64.log2()) / ideal
        );
        assert_eq!((scores.p_10, scores.mrr), (0.2, 0.5));
        assert_eq!(
            (scores.recall_100, scores.recall_1000),
            (2.0 / 3.0, 2.0 / 3.0)
        );
    }

    #[test]
    fn zero_has_no_sign() {
        let scores = measure(&[0], &[1]);
        assert!(
            Measure::ALL
                .into_iter()
                .all(|measure| measure.of(&scores).is_sign_positive())
        );
    }

    #[test]
    fn cutoffs_cut_where_they_say() {
        let mut ranked = vec![0; 2000];
        for rank in [10, 11, 100, 101, 1000, 1001] {
            ranked[rank - 1] = 1;
        }
        let scores = measure(&ranked, &[1; 6]);
        assert_eq!(scores.p_10, 0.1);
        assert_eq!(
            (scores.recall_100, scores.recall_1000),
            (3.0 / 6.0, 5.0 / 6.0)
        );
        assert_eq!(scores.mrr, 0.1);
    }

    #[test]
    fn nothing_relevant_or_nothing_found_is_zero() {
        assert_eq!(measure(&[0, 0], &[0, -1]), Scores::default());
        assert_eq!(measure(&[], &[1]), Scores::default());
        assert_eq!(measure(&[], &[]), Scores::default());
        assert_eq!(mean([]), Scores::default());
    }

    #[test]
    fn a_perfect_ranking_is_one_throughout() {
        let scores = measure(
            &[3, 3, 2, 1, 1, 1, 1, 1, 1, 1],
            &[1, 1, 1, 1, 3, 1, 1, 2, 3, 1, 0, -2],
        );
        for measure in Measure::ALL {
            assert_eq!(measure.of(&scores), 1.0, "{}", measure.name());
        }
    }
}
