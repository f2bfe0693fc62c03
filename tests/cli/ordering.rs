//! What comes in which order: dates, background, added words, and the same as TREC runs.

use crate::env::TestEnv;
use jiff::{SignedDuration, Timestamp};

/// Articles of an hour, of some days and of decades ago, and one without a date.
fn strikes() -> TestEnv {
    let env = TestEnv::new();
    let before = |hours: i64| {
        let now = Timestamp::now();
        now.checked_sub(SignedDuration::from_hours(hours))
            .expect("a date")
            .to_string()
    };
    let article = |id: &str, published: &str, body: &str| {
        format!(r#"{{"id":"{id}","published":"{published}","body":"{body}","language":"en"}}"#)
    };
    let articles = [
        article("hour", &before(1), "Pilots of the harbour strike."),
        article(
            "days",
            &before(100),
            "The strike of pilots goes on, and the harbour is still.",
        ),
        article(
            "old",
            "1999-05-01",
            "Strike of harbour pilots, said the harbour master.",
        ),
        article("none", "", "A strike."),
    ];
    env.write("strikes.jsonl", articles.join("\n"));
    let run = env.run(&["index", "strikes.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    env
}

#[test]
fn dates_choose_and_order() {
    let env = strikes();
    let newest = ["hour", "days", "old", "none"];
    assert_eq!(env.ids(&["strike", "--sort", "date"]), newest);
    let oldest = ["old", "days", "hour", "none"];
    assert_eq!(env.ids(&["strike", "--sort", "date-asc"]), oldest);
    assert_eq!(
        env.ids(&["strike", "--sort", "oldest", "--limit", "1"]),
        ["old"]
    );
    assert_eq!(
        env.ids(&["strike", "--sort", "date", "--last", "7d"]),
        ["hour", "days"]
    );
    assert_eq!(env.ids(&["strike", "--last", "12h"]), ["hour"]);
    assert_eq!(env.ids(&["strike", "--until", "30 days ago"]), ["old"]);
    let refused = env.run(&["search", "strike", "--since", "next week"]);
    assert_eq!(refused.status, 2, "{refused}");
    let both = env.run(&["search", "strike", "--since", "2024", "--last", "7d"]);
    assert_eq!(both.status, 2, "{both}");
}

#[test]
fn newer_articles_are_preferred_on_request() {
    let env = strikes();
    let first = env.ids(&["harbour", "--recency", "2d"]);
    assert_eq!(first[0], "hour");
    let explained = env.run(&["search", "harbour", "--recency", "2d", "--explain"]);
    assert!(
        explained.stdout.contains("newer than others"),
        "{explained}"
    );
}

#[test]
fn a_search_is_a_run_that_eval_scores() {
    let env = strikes();
    env.write("qrels", "7 0 old 1\n7 0 days 1\n");
    for (sort, expected) in [
        ("relevance", None),
        ("date-asc", Some("MAP                  1.0000")),
    ] {
        let args = [
            "search", "strike", "--format", "trec", "--topic", "7", "--sort", sort,
        ];
        let run = env.run(&args);
        assert_eq!(run.status, 0, "{run}");
        let ids: Vec<&str> = run
            .stdout
            .lines()
            .filter_map(|line| line.split(' ').nth(2))
            .collect();
        assert_eq!(ids, env.ids(&["strike", "--sort", sort]), "{run}");
        env.write("search.run", &run.stdout);
        let scored = env.run(&["eval", "--run", "search.run", "--qrels", "qrels"]);
        assert_eq!(scored.status, 0, "{scored}");
        assert!(
            expected.is_none_or(|map| scored.stdout.contains(map)),
            "{scored}"
        );
    }
    let nothing = env.run(&["eval", "--run", "search.run"]);
    assert_eq!(nothing.status, 2, "{nothing}");
}

#[test]
fn background_of_an_article_of_the_index_or_of_a_file() {
    let env = strikes();
    let run = env.run(&["similar", "hour", "--format", "trec"]);
    let ids: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.split(' ').nth(2))
        .collect();
    assert!(
        ids.contains(&"old") && ids.contains(&"days") && !ids.contains(&"hour"),
        "{run}"
    );
    let earlier = env.run(&["similar", "days", "--earlier", "--explain"]);
    assert!(earlier.stderr.starts_with("looked for: "), "{earlier}");
    assert!(
        earlier.stdout.starts_with("1. ") && !earlier.stdout.contains("\n2. "),
        "{earlier}"
    );
    let text = "The harbour pilots are on strike.";
    let piped = env.run_with_input(&["similar", "-", "--json"], text.as_bytes());
    assert_eq!(
        (piped.status, piped.stdout.lines().count()),
        (0, 4),
        "{piped}"
    );
    assert!(
        !piped.stdout.contains("[0,3]"),
        "no function word is marked: {piped}"
    );
    env.write("draft.txt", text);
    let file = env.run(&["similar", "draft.txt", "--json"]);
    assert_eq!(file.stdout, piped.stdout);
    let missing = env.run(&["similar", "nobody"]);
    assert_eq!(missing.status, 1, "{missing}");
}

#[test]
fn added_words_are_shown() {
    let env = strikes();
    let run = env.run(&["search", "strike", "--expand", "--explain"]);
    assert!(run.stderr.starts_with("added: "), "{run}");
    assert!(run.stdout.contains("(added)"), "{run}");
    let refused = env.run(&["search", "strike", "--expand", "--expand-weight", "2"]);
    assert_eq!(refused.status, 2, "{refused}");
}
