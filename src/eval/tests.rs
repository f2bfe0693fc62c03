//! An evaluation from end to end, against values of trec_eval (`tests/trec_eval/compare.py --golden`).

use super::report::Report;
use super::*;

const RUN: &str = include_str!("../../tests/trec_eval/made_up.run");
const QRELS: &str = include_str!("../../tests/trec_eval/made_up.qrels");

/// Topic; the measures in the order of [`Measure::ALL`]; retrieved, relevant, both.
const TREC_EVAL: [(&str, [f64; 6], [usize; 3]); 4] = [
    (
        "1",
        [0.383983, 0.343327, 0.4, 0.333333, 0.857143, 0.857143],
        [12, 7, 6],
    ),
    (
        "2",
        [0.218011, 0.289991, 0.2, 1.0, 0.5, 0.833333],
        [130, 6, 5],
    ),
    ("3", [0.0; 6], [2, 0, 0]),
    ("10", [0.0; 6], [2, 1, 0]),
];

fn made_up(average: Average) -> Evaluation {
    let run = Run::parse(RUN).expect("a run");
    evaluate(&run, &Qrels::parse(QRELS).expect("judgements"), average)
}

fn ids(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.topics.keys().map(TopicId::as_str).collect()
}

fn close(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() < 1e-6,
        "{what} is {found}, not {expected}"
    );
}

#[test]
fn every_topic_as_trec_eval_scores_it() {
    let evaluation = made_up(Average::Both);
    assert_eq!(ids(&evaluation), ["1", "2", "3", "10"]);
    for (id, values, [retrieved, relevant, relevant_retrieved]) in TREC_EVAL {
        let topic = evaluation.topics[&id.into()];
        for (measure, value) in Measure::ALL.into_iter().zip(values) {
            close(
                measure.of(&topic.scores),
                value,
                &format!("{} of topic {id}", measure.name()),
            );
        }
        let counts = Counts {
            retrieved,
            relevant,
            relevant_retrieved,
        };
        assert_eq!(topic.counts, counts, "topic {id}");
    }
}

#[test]
fn each_average_is_over_its_topics() {
    let sum = 0.383983 + 0.218011;
    for (average, topics, retrieved) in [
        (Average::Both, vec!["1", "2", "3", "10"], 146),
        (Average::Judged, vec!["1", "2", "3", "4", "10"], 146),
        (Average::Relevant, vec!["1", "2", "4", "10"], 144),
    ] {
        let evaluation = made_up(average);
        assert_eq!(ids(&evaluation), topics);
        close(
            evaluation.mean.map,
            sum / topics.len() as f64,
            &format!("MAP over {average:?}"),
        );
        assert_eq!(evaluation.counts.retrieved, retrieved);
    }
}

#[test]
fn a_comparison_pairs_topics() {
    let qrels = Qrels::parse(QRELS).expect("judgements");
    let this = made_up(Average::Relevant);
    let other = Run::parse("1 Q0 d 1 9 x\n4 Q0 a 1 9 x\n4 Q0 b 1 8 x\n").expect("a run");
    let rows = compare(&this, &evaluate(&other, &qrels, Average::Relevant));
    let map = rows[0];
    assert_eq!((map.measure, map.better, map.worse), (Measure::Map, 2, 1));
    close(map.mean, this.mean.map, "MAP");
    close(map.other, (1.0 / 7.0 + 1.0) / 4.0, "MAP of the other");
    // scipy.stats.ttest_rel; no choice of signs brings the sum nearer to 0.
    close(
        map.t_test.expect("a probability"),
        0.676_189,
        "p of the t-test",
    );
    close(
        map.randomisation.expect("a probability"),
        1.0,
        "p of the randomisation",
    );
    let same = compare(&this, &this);
    assert!(
        same.iter()
            .all(|row| row.t_test == Some(1.0) && row.randomisation == Some(1.0))
    );
}

#[test]
fn a_report_for_people() {
    let (this, qrels) = (
        made_up(Average::Relevant),
        Qrels::parse(QRELS).expect("judgements"),
    );
    let other = evaluate(&Run::default(), &qrels, Average::Relevant);
    let comparison = compare(&this, &other);
    let report = Report {
        evaluation: &this,
        comparison: Some(&comparison),
        per_topic: true,
    };
    let mut text = Vec::new();
    report.text(&mut text).expect("a vector takes all");
    insta::assert_snapshot!(String::from_utf8_lossy(&text), @r"
    topic     MAP  nDCG@10    P@10     MRR  recall@100  recall@1000  retrieved  relevant  found
    1      0.3840   0.3433  0.4000  0.3333      0.8571       0.8571         12         7      6
    2      0.2180   0.2900  0.2000  1.0000      0.5000       0.8333        130         6      5
    4      0.0000   0.0000  0.0000  0.0000      0.0000       0.0000          0         2      0
    10     0.0000   0.0000  0.0000  0.0000      0.0000       0.0000          2         1      0

    topics                    4
    retrieved               144
    relevant                 16
    relevant retrieved       11
    MAP                  0.1505
    nDCG@10              0.1583
    P@10                 0.1500
    MRR                  0.3333
    recall@100           0.3393
    recall@1000          0.4226

    measure         this    other  difference  better  worse  p t-test  p randomisation
    MAP           0.1505   0.0000     +0.1505       2      0    0.2050           0.5000
    nDCG@10       0.1583   0.0000     +0.1583       2      0    0.1839           0.5000
    P@10          0.1500   0.0000     +0.1500       2      0    0.2152           0.5000
    MRR           0.3333   0.0000     +0.3333       2      0    0.2522           0.5000
    recall@100    0.3393   0.0000     +0.3393       2      0    0.2030           0.5000
    recall@1000   0.4226   0.0000     +0.4226       2      0    0.1818           0.5000
    ");
}

#[test]
fn json_holds_everything_unrounded() {
    let this = made_up(Average::Judged);
    let comparison = compare(&this, &this);
    let report = Report {
        evaluation: &this,
        comparison: Some(&comparison),
        per_topic: true,
    };
    let json = report.json();
    assert_eq!(json["topics"], 5);
    assert_eq!(json["counts"]["relevant_retrieved"], 11);
    assert_eq!(json["mean"]["map"], this.mean.map);
    assert_eq!(json["per_topic"]["4"]["relevant"], 2);
    assert_eq!(json["per_topic"]["2"]["recall_1000"], 5.0 / 6.0);
    assert_eq!(json["comparison"]["ndcg_10"]["p_t_test"], 1.0);
    let topics: Vec<&String> = json["per_topic"]
        .as_object()
        .expect("an object")
        .keys()
        .collect();
    assert_eq!(topics, ["1", "2", "3", "4", "10"]);
}
