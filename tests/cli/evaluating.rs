//! `newsdex eval`: topics to a run, a run to scores.

use crate::env::TestEnv;
use insta::assert_snapshot;

/// Two articles that hold a word the same number of times, so that only their ids order them, and a third.
fn ferries() -> TestEnv {
    let env = TestEnv::new();
    env.write(
        "ferries.jsonl",
        r#"{"id":"b 2","title":"North","body":"The ferry sailed.","language":"en"}
{"id":"a","title":"South","body":"The ferry sailed.","language":"en"}
{"id":"c","title":"Ferry pilots","body":"Ferries and pilots, pilots and ferries.","language":"en"}
"#,
    );
    let run = env.run(&["index", "ferries.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    env.write("topics.tsv", "2\tferry NOT pilots\n10\t-- ?\n3\tsailed\n");
    env.write("qrels", "2 0 a 1\n2 0 c 2\n3 0 b%202 1\n10 0 a 1\n");
    env
}

/// The run without its scores: topic, document and rank.
fn ranked(run: &str) -> Vec<String> {
    let columns = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    run.lines()
        .map(columns)
        .map(|line| [&line[0], &line[2], &line[3]].map(String::as_str).join(" "))
        .collect()
}

#[test]
fn topics_are_ranked_as_search_ranks_and_no_word_is_an_operator() {
    let env = ferries();
    let run = env.run(&["eval", "--topics", "topics.tsv"]);
    assert_eq!(run.status, 0, "{run}");
    let expected = ["2 c 1", "2 a 2", "2 b%202 3", "3 a 1", "3 b%202 2"];
    assert_eq!(ranked(&run.stdout), expected, "{run}");
    assert_eq!(
        env.ids(&["--match", "any", "ferry pilots"]),
        ["c", "a", "b 2"]
    );
    let all = env.run(&[
        "eval",
        "--topics",
        "topics.tsv",
        "--match",
        "all",
        "--depth",
        "1",
    ]);
    assert_eq!(ranked(&all.stdout), ["2 c 1", "3 a 1"], "{all}");
}

#[test]
fn scores_are_the_same_from_the_search_and_from_its_run() {
    let env = ferries();
    let scores = ["--qrels", "qrels", "--per-topic"];
    let searched = ["eval", "--topics", "topics.tsv", "--run", "out.run"];
    let searched = env.run(&[&searched[..], &scores].concat());
    let scored = env.run(&[&["eval", "--score-run", "out.run"], &scores[..]].concat());
    assert_eq!(searched.stdout, scored.stdout);
    assert_snapshot!(searched.to_string(), @r#"
    status: 0
    --- stdout
    topic     MAP  nDCG@10    P@10     MRR  recall@100  recall@1000  retrieved  relevant  found
    2      1.0000   1.0000  0.2000  1.0000      1.0000       1.0000          3         2      2
    3      0.5000   0.6309  0.1000  0.5000      1.0000       1.0000          2         1      1
    10     0.0000   0.0000  0.0000  0.0000      0.0000       0.0000          0         1      0

    topics                    3
    retrieved                 5
    relevant                  4
    relevant retrieved        3
    MAP                  0.5000
    nDCG@10              0.5436
    P@10                 0.1000
    MRR                  0.5000
    recall@100           0.6667
    recall@1000          0.6667
    --- stderr
    "#);
}

#[test]
fn a_run_is_compared_with_another() {
    let env = ferries();
    env.write("other.run", "2 Q0 a 1 1 x\n");
    let args = [
        "eval",
        "--topics",
        "topics.tsv",
        "--qrels",
        "qrels",
        "--compare",
        "other.run",
    ];
    let json = env.json(&[&args[..], &["--json"]].concat());
    let map = &json["comparison"]["map"];
    assert_eq!(
        (&map["better"], &map["worse"]),
        (&2.into(), &0.into()),
        "{json}"
    );
    assert_eq!(map["p_randomisation"], 0.5);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let env = ferries();
    env.write("broken.qrels", "2 0 a 1\n2 0 a 1\n");
    env.write("broken.topics", "<top>\n<num> 1\n</top>\n");
    env.write("others.qrels", "77 0 a 1\n");
    let broken = env.run(&["eval", "--topics", "topics.tsv", "--qrels", "broken.qrels"]);
    assert_snapshot!(broken.to_string(), @r#"
    status: 2
    --- stdout
    --- stderr
    error: broken.qrels:2: document a of topic 2 stands here and before
    "#);
    let broken = env.run(&["eval", "--topics", "broken.topics"]);
    assert_snapshot!(broken.to_string(), @r#"
    status: 2
    --- stdout
    --- stderr
    error: broken.topics:1: a topic without a <title> or <desc>
    "#);
    let args = ["eval", "--topics", "topics.tsv", "--qrels"];
    let others = env.run(&[&args[..], &["others.qrels"]].concat());
    assert!(
        others.stderr.contains("are their ids the same?"),
        "{others}"
    );
    let both = env.run(&[&args[..], &["qrels", "--run", "-"]].concat());
    assert_snapshot!(both.to_string(), @r#"
    status: 2
    --- stdout
    --- stderr
    error: with --qrels the scores go to standard output: write the run to a file
    "#);
}
