//! `newsdex search`: wildcards, distances, and what is said when a bound is reached.

use crate::env::TestEnv;

/// A small archive whose every match is known.
fn archive() -> TestEnv {
    let env = TestEnv::new();
    let many: Vec<String> = (0..1_200).map(|number| format!("word{number}")).collect();
    let many = many.join(" ");
    let lines = [
        r#"{"id":"a","title":"Korea talks","body":"Special forces went to Korea. Troops stayed at home.","language":"en"}"#.to_owned(),
        r#"{"id":"b","title":"Climate","body":"A teammate of the Koreans saw troops and, far away in another town of that same country, forces.","language":"en"}"#.to_owned(),
        format!(r#"{{"id":"c","title":"Words","body":"{many}","language":"en"}}"#),
    ];
    env.write("articles.jsonl", lines.join("\n"));
    let run = env.run(&["index", "articles.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    env
}

fn found(env: &TestEnv, query: &str) -> String {
    let mut ids = env.ids(&["--", query]);
    ids.sort();
    ids.join(" ")
}

#[test]
fn wildcards() {
    let env = archive();
    for (query, expected) in [
        ("kor*", "a b"),
        ("*mate", "b"),
        ("f?rces", "a b"),
        ("kor* -*mate", "a"),
        ("k*", ""),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
    }
}

#[test]
fn a_bound_that_was_reached_is_said() {
    let env = archive();
    let run = env.run(&["search", "word*"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(
        run.stderr
            .contains("warning: `word*`: only the 1000 most frequent of 1201 words are searched"),
        "{run}"
    );
}

#[test]
fn distances() {
    let env = archive();
    for (query, expected) in [
        ("(\"special forces\" OR troops) near10 kor*", "a b"),
        ("forces near3 korea", "a"),
        ("korea adj3 forces", ""),
        ("\"forces troops\"~5", "a"),
        ("troops w/5 stayed", "a"),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
    }
    let hit = &env.hits(&["forces near3 korea"])[0];
    let passage = hit["passages"][0]["text"].as_str().unwrap_or_default();
    assert!(passage.contains("Special forces went to Korea."), "{hit}");
}

#[test]
fn a_query_is_explained() {
    let env = archive();
    let run = env.run(&["search", "--explain-query", "troop near20 kor* -words"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(
        run.stdout,
        "(all (near/20 troop kor*) (not words))\ntroop 0, troops 2\nkorea 1, koreans 1\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn spellings_exact_forms_and_weights() {
    let env = archive();
    for (query, expected) in [
        ("koera~", "a"),
        ("=korea", "a"),
        ("korea^2 OR teammate", "a b"),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
    }
}

#[test]
fn sentences_capitals_and_lengths() {
    let env = archive();
    for (query, expected) in [
        ("forces w/s korea", "a"),
        ("forces w/s troops", "b"),
        ("forces SAME troops", "a b"),
        ("caps(Special) words<20", "a"),
        ("words>1000", "c"),
        ("atleast2 korea", ""),
        ("first3 forces", "a"),
        ("/f[aeo]rces/ -title:*", ""),
        ("published:* OR HEADLINE(korea)", "a"),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
        let run = env.run(&["search", "--count", "--", query]);
        let count = expected.split_whitespace().count();
        assert_eq!(run.stdout, format!("{count}\n"), "{run}");
    }
}

#[test]
fn what_the_text_decides_is_explained() {
    let env = archive();
    let run = env.run(&[
        "search",
        "--explain-query",
        "caps(Forces) w/s =korea words>5",
    ]);
    assert_eq!(
        run.stdout,
        "(all (w/s (caps Forces) \"korea\") (words: {5 TO *]))\nforces 2\nkorea 1\n\
         filtered by the text, after matching: caps(Forces) W/S \"korea\"\n\
         filtered by the text, after matching: words:{5 TO *]\n"
    );
}

#[test]
fn a_value_that_is_none_is_refused_strictly() {
    let env = archive();
    let run = env.run(&["search", "--strict", "korea published:soon"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("`published:` takes a date"), "{run}");
    assert!(run.stderr.contains("^^^^^^^^^^"), "{run}");
}

#[test]
fn what_was_probably_meant_stands_below_the_place() {
    let env = TestEnv::new();
    env.write("a.txt", "Storm Wenda\n\nThe storm left.\n");
    let run = env.run(&["index", "a.txt"]);
    assert_eq!(run.status, 0, "{run}");
    let run = env.run(&["search", "--count", "titel:storm"]);
    assert!(
        run.stderr
            .contains("^^^^^^\nhint: did you mean `title:`?\n"),
        "{run}"
    );
    let run = env.run(&["search", "--strict", "--count", "titel:storm"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("hint: did you mean"), "{run}");
}
