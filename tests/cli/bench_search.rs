//! `newsdex bench search`: what it prints and what it refuses. Nothing here looks at how long anything takes.

use crate::env::TestEnv;
use serde_json::Value;

/// An index of articles whose words are of several frequencies.
fn ferries() -> TestEnv {
    let env = TestEnv::new();
    let lines: Vec<String> = (0..40)
        .map(|n| {
            let word = ["ferry", "storm", "strike", "pilot", "ice"][n % 5];
            format!(r#"{{"id":"{n}","body":"The {word} of the port was over by {word} time."}}"#)
        })
        .collect();
    env.write("ferries.jsonl", lines.join("\n"));
    let run = env.run(&["index", "ferries.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    env
}

fn positive(latency: &Value) -> bool {
    let percentiles = ["p50", "p90", "p95", "p99", "p999", "mean"];
    let positive = |name: &&str| latency[name].as_f64().is_some_and(|us| us > 0.0);
    percentiles.iter().all(positive)
}

fn latencies(figures: &Value) -> bool {
    positive(&figures["cold"]) && positive(&figures["warm"])
}

#[test]
fn an_index_that_cannot_be_written_is_measured() {
    let env = ferries();
    // Nobody can lock what is a folder, whatever they may do elsewhere.
    let lock = env.path(".newsdex/.tantivy-meta.lock");
    std::fs::remove_file(&lock).expect("a file that was locked");
    std::fs::create_dir(&lock).expect("a folder");
    let run = env.run(&[
        "bench",
        "search",
        "--generate",
        "1",
        "--runs",
        "1",
        "--cold",
        "0",
    ]);
    assert_eq!(run.status, 0, "{run}");
}

#[test]
fn made_queries_are_measured_by_class_and_beside_tantivy() {
    let env = ferries();
    let made = [
        "bench",
        "search",
        "--generate",
        "2",
        "--runs",
        "1",
        "--cold",
        "1",
        "--threads",
        "2",
        "--against",
        "tantivy",
        "--json",
    ];
    let figures = env.json(&made);
    assert_eq!(figures["articles"], 40);
    assert_eq!(figures["segments"], 1);
    let load = &figures["load"];
    assert_eq!(load["threads"], 2);
    assert!(load["per_second"].as_f64() > Some(0.0), "{figures}");
    assert!(
        load["per_second_passages"].as_f64() > Some(0.0),
        "{figures}"
    );
    let cold = &figures["cold"];
    assert!(
        ["disk", "opened"].contains(&cold["kind"].as_str().unwrap_or_default()),
        "{cold}"
    );
    assert!(positive(&cold["opening"]), "{cold}");
    let classes = figures["classes"].as_array().expect("classes");
    let (all, each) = classes.split_last().expect("all queries");
    assert!(all["class"].is_null());
    let number = |class: &Value| class["queries"].as_u64().expect("a number");
    assert_eq!(number(all), each.iter().map(number).sum::<u64>());
    for class in each {
        assert_eq!(class["cold_queries"], 1, "{class}");
    }
    for class in classes {
        assert!(latencies(&class["newsdex"]) && latencies(&class["newsdex_passages"]));
        assert!(latencies(&class["tantivy"]) && latencies(&class["tantivy_snippets"]));
        assert!(class["ratio"].as_f64() > Some(0.0), "{class}");
        assert!(class["ratio_with_passages"].as_f64() > Some(0.0), "{class}");
    }
}

#[test]
fn given_queries_are_measured_alone() {
    let env = ferries();
    env.write("queries", "ferry OR storm\n\n\"of the port\"\n");
    let run = env.run(&["bench", "search", "--queries", "queries", "--runs", "1"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stdout.starts_with("40 articles, 1 segment;"), "{run}");
    assert!(
        run.stdout.contains("all (2 queries, 2 of them cold too)"),
        "{run}"
    );
    assert!(!run.stdout.contains("tantivy"), "{run}");
}

#[test]
fn a_list_of_made_queries_is_run_by_kind() {
    let env = ferries();
    let list = ["bench", "search", "--generate", "2", "--list"];
    let made = env.run(&list);
    assert_eq!(made.status, 0, "{made}");
    assert_eq!(made.stdout, env.run(&list).stdout);
    let lines: Vec<&str> = made.stdout.lines().collect();
    let of_kind = |kind: &str| {
        let marked = format!("{kind}\t");
        let those = lines.iter().filter(|line| line.starts_with(&marked));
        those.count() as u64
    };
    assert!(of_kind("word") > 0 && of_kind("phrase2") > 0, "{made}");
    env.write("made", &made.stdout);
    let run = [
        "bench",
        "search",
        "--queries",
        "made",
        "--runs",
        "1",
        "--cold",
        "0",
        "--json",
    ];
    let figures = env.json(&run);
    assert!(figures["cold"].is_null());
    let classes = figures["classes"].as_array().expect("classes");
    for kind in ["word", "and2", "or2", "phrase2", "phrase3"] {
        let class = classes.iter().find(|class| class["class"]["kind"] == kind);
        let queries = class.map_or(0, |class| class["queries"].as_u64().expect("a number"));
        assert_eq!(queries, of_kind(kind), "{kind}");
    }
    assert_eq!(classes.last().expect("all")["queries"], lines.len());
}

#[test]
fn what_cannot_be_measured_is_named() {
    let env = TestEnv::new();
    let refused = |args: &[&str], why: &str| {
        let run = env.run(&[&["bench", "search"], args].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run}");
        assert!(run.stderr.contains(why), "{run}");
    };
    refused(&[], "no index here");
    env.write("nothing.txt", "");
    let run = env.run(&["index", "nothing.txt"]);
    assert_eq!(run.status, 0, "{run}");
    refused(&[], "holds no article");
    env.write("some.jsonl", r#"{"id":"a","body":"The ferry sailed."}"#);
    let run = env.run(&["index", "some.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    refused(&["--queries", "missing"], "cannot read missing");
    env.write("blank", "\n \n");
    refused(&["--queries", "blank"], "no query in blank");
    env.write("wordless", "ferry\n!!!\n");
    refused(&["--queries", "wordless"], "`!!!`: the query holds no word");
}
