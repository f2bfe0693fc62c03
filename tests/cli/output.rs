//! What is printed, and in which form.

use crate::env::TestEnv;
use insta::assert_snapshot;

fn archive() -> TestEnv {
    let env = TestEnv::new();
    env.write(
        "news/a.jsonl",
        "{\"id\":\"w1\",\"title\":\"Ferry trials begin\",\"body\":\"Crews ran ferry trials at dawn. Ferries carry 1,500 \
         people. Nothing else sailed.\",\"source\":\"Port Wire\",\"author\":[\"Ada Quill\"],\
         \"published\":\"2024-10-05T06:30:00Z\",\"url\":\"https://example.org/w1\",\"language\":\"en\"}\n",
    );
    assert_eq!(env.run(&["index", "news"]).status, 0);
    env
}

#[test]
fn plain_text_in_a_pipe() {
    assert_snapshot!(archive().run(&["search", "ferry trials"]), @"
    status: 0
    --- stdout
    1. Ferry trials begin
       Port Wire · 2024-10-05 06:30 UTC · Ada Quill · news/a.jsonl
       Crews ran ferry trials at dawn. Ferries carry 1,500 people. Nothing else sailed.
    --- stderr
    ");
}

#[test]
fn whole_paragraphs_on_demand() {
    let env = archive();
    let passage = |arguments: &[&str]| {
        let hits = env.hits(&[&["dawn", "--length", "35"], arguments].concat());
        hits[0]["passages"][0]["text"].clone()
    };
    let whole = "Crews ran ferry trials at dawn. Ferries carry 1,500 people. Nothing else sailed.";
    assert_eq!(passage(&[]), "Crews ran ferry trials at dawn.");
    assert_eq!(passage(&["--context", "paragraph"]), whole);
    let marked = whole.replace("dawn", "<mark>dawn</mark>");
    let arguments = ["search", "dawn", "--length", "35", "--context", "paragraph"];
    let page = env.run(&[&arguments[..], &["--format", "html"]].concat());
    assert!(
        page.stdout
            .contains(&format!("<p dir=\"auto\">{marked}</p>")),
        "{page}"
    );
    assert!(env.run(&arguments).stdout.contains(whole));
}

#[test]
fn passages_as_hits() {
    let env = archive();
    let arguments = ["search", "ferry", "--by", "passage", "--length", "30"];
    assert_snapshot!(env.run(&arguments), @"
    status: 0
    --- stdout
    1. Ferry trials begin
       Port Wire · 2024-10-05 06:30 UTC · Ada Quill · news/a.jsonl
       Crews ran ferry trials at dawn.

    2. Ferry trials begin
       Port Wire · 2024-10-05 06:30 UTC · Ada Quill · news/a.jsonl
       Ferries carry 1,500 people.
    --- stderr
    ");
    let lines = env.hits(&["ferry", "--by", "passage", "--length", "30"]);
    let count = |hit: &serde_json::Value| hit["passages"].as_array().map(Vec::len);
    assert_eq!(lines.iter().map(count).collect::<Vec<_>>(), [Some(1); 2]);
    let second = env.hits(&[
        "ferry", "--by", "passage", "--length", "30", "--offset", "1",
    ]);
    assert_eq!(second, lines[1..]);
}

#[test]
fn a_trec_run_lists_no_passages() {
    let arguments = ["search", "ferry", "--by", "passage", "--format", "trec"];
    assert_snapshot!(archive().run(&arguments), @"
    status: 2
    --- stdout
    --- stderr
    error: a TREC run lists articles: --format trec does not go with --by passage
    ");
}

#[test]
fn colour_on_demand() {
    let env = archive();
    let run = env.run(&["search", "--color", "always", "\"ferry trials\""]);
    assert_eq!(
        run.stdout.matches("ferry trials\u{1b}[0m").count(),
        1,
        "{run}"
    );
    let never = env.run(&["search", "--color", "never", "ferry"]);
    assert!(!never.stdout.contains('\u{1b}'));
}

#[test]
fn json_lines_have_every_field() {
    assert_snapshot!(archive().run(&["search", "--json", "\"ferry trials\""]).stdout, @r#"{"rank":1,"score":0.46913427,"id":"w1","title":"Ferry trials begin","source":"Port Wire","published":"2024-10-05T06:30:00Z","url":"https://example.org/w1","location":{"path":"news/a.jsonl","member":null,"record":1},"passages":[{"field":"body","text":"Crews ran ferry trials at dawn. Ferries carry 1,500 people. Nothing else sailed.","start":0,"end":80,"score":0.28768158,"marks":[[10,22]]}],"title_marks":[[0,12]],"authors":["Ada Quill"],"section":"","language":"en"}"#);
}

#[test]
fn marks_count_characters_of_the_passage() {
    let env = TestEnv::new();
    env.write(
        "a.jsonl",
        "{\"body\":\"Übermut 😀 im Zürcher Seefest. Das Seefest endete.\"}\n",
    );
    assert_eq!(env.run(&["index", "a.jsonl"]).status, 0);
    let hit = &env.hits(&["seefest"])[0];
    let passage = &hit["passages"][0];
    let text: Vec<char> = passage["text"].as_str().expect("text").chars().collect();
    let marks = passage["marks"].as_array().expect("marks");
    assert_eq!(marks.len(), 2);
    for mark in marks {
        let (start, end) = (
            mark[0].as_u64().expect("start") as usize,
            mark[1].as_u64().expect("end") as usize,
        );
        assert_eq!(text[start..end].iter().collect::<String>(), "Seefest");
    }
    assert_eq!(passage["end"].as_u64().expect("end") as usize, text.len());
}

#[test]
fn terminal_escapes_of_the_corpus_are_not_passed_on() {
    let env = TestEnv::new();
    env.write(
        "a.jsonl",
        "{\"title\":\"Evil \\u001b[31mred\",\"body\":\"Storm \\u001b]0;title\\u0007 came.\"}\n",
    );
    assert_eq!(env.run(&["index", "a.jsonl"]).status, 0);
    let run = env.run(&["search", "storm"]);
    assert!(
        !run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{7}'),
        "{run}"
    );
}

#[test]
fn show_export_and_stats() {
    let env = archive();
    assert_snapshot!(env.run(&["show", "w1"]), @"
    status: 0
    --- stdout
    Ferry trials begin
    source    Port Wire
    date      2024-10-05 06:30 UTC
    authors   Ada Quill
    language  en
    url       https://example.org/w1
    id        w1
    file      news/a.jsonl

    Crews ran ferry trials at dawn. Ferries carry 1,500 people. Nothing else sailed.
    --- stderr
    ");
    assert_snapshot!(env.run(&["export"]).stdout, @r#"{"id":"w1","title":"Ferry trials begin","body":"Crews ran ferry trials at dawn. Ferries carry 1,500 people. Nothing else sailed.","comments":"","source":"Port Wire","authors":["Ada Quill"],"published":"2024-10-05T06:30:00Z","url":"https://example.org/w1","section":"","language":"en","location":{"path":"news/a.jsonl","member":null,"record":1}}"#);
    let run = env.run(&["show", "w2"]);
    assert_eq!(run.status, 1);
    let stats = env.json(&["stats", "--json"]);
    assert_eq!(
        (&stats["articles"], &stats["files"]),
        (&1.into(), &1.into())
    );
    assert_eq!(stats["languages"][0]["name"], "en");
    assert_eq!(stats["sources"][0]["name"], "Port Wire");
    assert!(
        env.run(&["stats"])
            .stdout
            .contains("2024-10-05 to 2024-10-05")
    );
}

#[test]
fn what_is_exported_can_be_indexed_again_with_the_same_results() {
    let env = TestEnv::with_corpus();
    let exported = env.run(&["export"]).stdout;
    env.write(
        "exported.jsonl",
        exported.replace("[CORPUS]", &crate::env::corpus()),
    );
    let report = env.json(&["index", "--json", "--index", "again", "exported.jsonl"]);
    assert_eq!(report["indexed"], 95);
    for query in [
        "\"harbour pilots\"",
        "storm",
        "kedgeree",
        "the LUMA-7 trial",
        "Glocken",
        "列车",
    ] {
        let key = |hit: &serde_json::Value| {
            (
                hit["id"].clone(),
                hit["score"].clone(),
                hit["passages"].clone(),
            )
        };
        let before: Vec<_> = env
            .hits(&[query, "--limit", "100"])
            .iter()
            .map(key)
            .collect();
        let after: Vec<_> = env
            .hits(&[query, "--limit", "100", "--index", "again"])
            .iter()
            .map(key)
            .collect();
        assert!(!before.is_empty(), "{query}");
        assert_eq!(before, after, "{query}");
    }
}

#[test]
fn a_page_for_browsers() {
    let run = archive().run(&["search", "--format", "html", "ferry"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stdout.starts_with("<!DOCTYPE html>"), "{run}");
    let title = "1. <a href=\"https://example.org/w1\" rel=\"noreferrer\"><mark>Ferry</mark> trials begin</a></h2>";
    assert!(run.stdout.contains(title), "{run}");
    assert!(run.stdout.trim_end().ends_with("</html>"), "{run}");
}
