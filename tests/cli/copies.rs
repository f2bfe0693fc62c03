//! The same text under several ids: shown once, with where else it stands.

use crate::env::TestEnv;
use insta::assert_snapshot;
use serde_json::json;

/// A wire story as three papers printed it, one with a headline of its own, and another story.
fn reprints() -> TestEnv {
    let env = TestEnv::new();
    let story = "The harbour pilots of Ostwick went on strike on Monday, for the first time in forty years, over the \
        hours that they must wait for ships. Ferries sail on, since their captains know the channel, said the mayor. \
        Ostwick has eleven pilots and two boats for them.";
    let line = |id: &str, title: &str, source: &str, date: &str, body: &str| {
        let record =
            json!({"id": id, "title": title, "source": source, "published": date, "body": body});
        format!("{record}\n")
    };
    env.write(
        "wire.jsonl",
        line("w1", "Pilots strike", "Port Wire", "2024-10-03", story)
            + &line(
                "w2",
                "Pilots and harbour",
                "Port Wire",
                "2024-10-05",
                "Pilots in a harbour are few.",
            ),
    );
    env.write(
        "papers/gazette.jsonl",
        line(
            "g1",
            "Harbour idle",
            "Gazette",
            "2024-10-04",
            &story.replace(", over", ",\nover"),
        ),
    );
    env.write(
        "papers/courier.jsonl",
        line("c1", "Pilots strike", "Courier", "2024-10-04", story)
            + &line("c1-again", "Pilots strike", "Courier", "2024-10-04", story),
    );
    let run = env.run(&["index", "wire.jsonl", "papers"]);
    assert_eq!(run.status, 0, "{run}");
    env
}

#[test]
fn a_reprinted_story_is_one_hit_that_names_its_copies() {
    let env = reprints();
    assert_snapshot!(env.run(&["search", "harbour pilots", "--passages", "1", "--length", "60"]), @r"
    status: 0
    --- stdout
    1. Pilots and harbour
       Port Wire · 2024-10-05 · wire.jsonl#2
       Pilots in a harbour are few.

    2. Harbour idle
       Gazette · 2024-10-04 · papers/gazette.jsonl
       The harbour pilots of Ostwick went on strike on Monday, for …
       also in: Port Wire, 2024-10-03, wire.jsonl; Courier, 2024-10-04, papers/courier.jsonl; Courier, 2024-10-04, papers/courier.jsonl#2
    --- stderr
    ");
    let hits = env.hits(&["harbour pilots"]);
    assert_eq!(hits[0].get("copies"), None);
    assert_eq!(hits[1]["num_copies"], 3);
    assert_eq!(
        hits[1]["copies"][2]["location"],
        json!({"path": "papers/courier.jsonl", "member": null, "record": 2})
    );
    assert_eq!(env.hits(&["harbour pilots", "--copies"]).len(), 5);
    assert_eq!(env.ids(&["harbour pilots source:gazette"]), ["g1"]);
}

#[test]
fn a_count_says_both_numbers() {
    let env = reprints();
    assert_snapshot!(env.run(&["search", "harbour", "--count"]), @r"
    status: 0
    --- stdout
    5
    --- stderr
    5 articles match, some with the very same text; each text counted once: 2
    ");
    assert_snapshot!(env.run(&["search", "harbour", "--count", "--copies"]), @r"
    status: 0
    --- stdout
    5
    --- stderr
    ");
    assert_snapshot!(env.run(&["search", "few", "--count"]), @r"
    status: 0
    --- stdout
    1
    --- stderr
    ");
}

#[test]
fn runs_and_background_agree() {
    let env = reprints();
    let run = env.run(&["search", "harbour pilots", "--format", "trec"]);
    assert_eq!(run.stdout.lines().count(), 5, "a run lists articles: {run}");
    let similar = env.run(&["similar", "w2", "--json"]);
    let lines: Vec<&str> = similar.stdout.lines().collect();
    assert_eq!(lines.len(), 1, "{similar}");
    assert!(lines[0].contains("\"num_copies\":3"), "{similar}");
    let passages = env.run(&[
        "search",
        "harbour pilots",
        "--by",
        "passage",
        "--length",
        "60",
        "--json",
    ]);
    let strikes = passages
        .stdout
        .lines()
        .filter(|line| line.contains("went on strike on Monday"));
    assert_eq!(strikes.count(), 1, "{passages}");
}
