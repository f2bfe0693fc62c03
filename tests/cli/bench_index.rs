//! `newsdex bench index`: what it prints, keeps and compares. Nothing here looks at how long anything takes.

use crate::env::{Run, TestEnv};
use serde_json::{Value, json};

const TINY: [&str; 5] = ["bench", "index", "towns.jsonl", "--runs", "1"];

fn towns() -> TestEnv {
    let env = TestEnv::new();
    let line = |n| format!(r#"{{"id":"{n}","body":"Rain fell on town {n} and on <port>."}}"#);
    let lines: Vec<String> = (0..30).map(line).collect();
    env.write("towns.jsonl", lines.join("\n"));
    env
}

fn bench(env: &TestEnv, more: &[&str]) -> Run {
    env.run(&[&TINY, more].concat())
}

fn is_spread(value: &Value) -> bool {
    let [min, median, max] = ["min", "median", "max"].map(|name| value[name].as_f64());
    min.is_some() && min <= median && median <= max
}

#[test]
fn every_figure_is_given_as_least_median_and_most() {
    let env = towns();
    let more = ["--threads", "1,2", "--against", "tantivy", "--json"];
    let record = env.json(&[&TINY[..], &more].concat());
    assert_eq!(record["corpus"]["articles"], 30);
    assert!(record["ratio_to_tantivy"].as_f64() > Some(0.0), "{record}");
    let series = record["series"].as_array().expect("series");
    let kind = |series: &Value| (series["name"].clone(), series["threads"].clone());
    let kinds: Vec<_> = series.iter().map(kind).collect();
    let expected = [
        ("newsdex", 1),
        ("tantivy", 1),
        ("newsdex", 2),
        ("tantivy", 2),
    ];
    assert_eq!(
        kinds,
        expected.map(|(name, threads)| (json!(name), json!(threads)))
    );
    for one in series {
        for figure in ["megabytes_per_second", "articles_per_second", "index_bytes"] {
            assert!(is_spread(&one[figure]), "{figure}: {one}");
        }
        let parts = one["component_bytes"].as_object().expect("parts");
        assert!(parts.values().all(is_spread), "{one}");
        let bytes: f64 = parts
            .values()
            .filter_map(|part| part["median"].as_f64())
            .sum();
        assert_eq!(Some(bytes), one["index_bytes"]["median"].as_f64());
        let ours = one["name"] == "newsdex";
        assert_eq!(one["ratio_to_tantivy"].as_f64().is_some(), ours, "{one}");
        assert_eq!(
            one["stages"].as_array().map(Vec::len),
            Some(usize::from(ours))
        );
    }
}

#[test]
fn what_was_kept_is_compared_with() {
    let env = towns();
    let run = bench(&env, &["--save", "then.json", "--no-stages"]);
    assert_eq!(run.status, 0, "{run}");
    let run = bench(&env, &["--compare", "then.json", "--no-stages"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stdout.contains("MB/s of text: "), "{run}");
    assert!(run.stdout.contains("too few runs to tell"), "{run}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let env = towns();
    let refused = |args: &[&str], why: &str| {
        let run = bench(&env, args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run}");
        assert!(run.stderr.contains(why), "{run}");
    };
    refused(&["--compare", "missing"], "cannot read missing");
    env.write("other", "{}");
    refused(
        &["--compare", "other"],
        "other is no measurement that was kept",
    );
    let run = bench(&env, &["--save", "then.json", "--no-stages"]);
    assert_eq!(run.status, 0, "{run}");
    env.write("towns.jsonl", r#"{"id":"a","body":"Another file."}"#);
    refused(&["--compare", "then.json"], "it is of other files");
}

#[test]
fn a_page_needs_nothing_else() {
    let env = towns();
    let run = bench(
        &env,
        &[
            "--threads",
            "1,2",
            "--against",
            "tantivy",
            "--html",
            "page.html",
        ],
    );
    assert_eq!(run.status, 0, "{run}");
    let page = std::fs::read_to_string(env.path("page.html")).expect("a page");
    for foreign in ["<script", "http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let plots = [
        "rate by number of threads",
        "rate of every run",
        "processor time by stage",
        "size of the index by part",
    ];
    for plot in plots {
        let svg = format!("role=\"img\" aria-label=\"{plot}\"");
        assert!(page.contains(&svg), "{plot}");
    }
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    assert!(page.contains("prefers-color-scheme:dark"));
}
