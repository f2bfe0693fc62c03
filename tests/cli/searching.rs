//! `newsdex search`: what matches, and what a query that does not is told.

use crate::env::TestEnv;
use insta::assert_snapshot;
use std::path::PathBuf;

/// Endings of the files of a segment.
const SEGMENT: [&str; 6] = ["fast", "fieldnorm", "idx", "pos", "store", "term"];

/// A small archive whose every match is known.
fn storms() -> TestEnv {
    let env = TestEnv::new();
    env.write(
        "storms.jsonl",
        r#"{"id":"a","title":"Storm warning for the coast","body":"The harbour pilots stayed ashore. Ships waited.","source":"Port Wire","author":"Ada Quill","published":"2024-10-05","language":"en"}
{"id":"b","title":"Pilots strike","body":"Airline pilots walked out. The harbour was calm, and a storm was warned of.","source":"Sky Desk","author":"Bo Lund","published":"2024-11-20","language":"en"}
{"id":"c","title":"U.S. flood watch","body":"No storms, said O’Brien of AT&T. Costs reached $1.5bn; 1,500 people left.","source":"Port Wire","published":"2023","language":"en","comments":"COVID-19 again"}
"#,
    );
    let run = env.run(&["index", "storms.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    env
}

fn found(env: &TestEnv, query: &[&str]) -> String {
    let mut ids = env.ids(query);
    ids.sort();
    ids.join(" ")
}

#[test]
fn words_phrases_operators_and_fields() {
    let env = storms();
    for (query, expected) in [
        ("harbour pilots", "a b"),
        ("\"harbour pilots\"", "a"),
        ("“harbour pilots”", "a"),
        ("storm", "a b c"),
        ("\"storm\"", "a b"),
        ("warned", "a b"),
        ("storm -airline", "a c"),
        ("storm AND NOT airline", "a c"),
        ("flood OR strike", "b c"),
        ("storm (flood OR strike)", "b c"),
        ("title:storm", "a"),
        ("body:warning", "b"),
        ("comments:covid", "c"),
        ("COVID-19", "c"),
        ("source:\"port wire\"", "a c"),
        ("storm source:sky", "b"),
        ("author:quill", "a"),
        ("id:b", "b"),
        ("US flood", "c"),
        ("o'brien", "c"),
        ("at&t", "c"),
        ("$1.5bn", "c"),
        ("1500 people", "c"),
        ("Did the harbour pilots stay ashore?", "a"),
        ("Pilots' strike: harbour calm, storm", "b"),
        ("the of and", "b"),
    ] {
        assert_eq!(found(&env, &["--", query]), expected, "{query}");
    }
}

#[test]
fn what_looks_like_an_option_after_the_separator_is_hinted_at() {
    let env = storms();
    let run = env.run(&["search", "--count", "--", "storm", "--ashore"]);
    assert_snapshot!(run.stderr, @"hint: --ashore is looked for like any word after --; options go before it");
    let run = env.run(&["search", "--count", "--", "storm", "-ashore", "--", "-"]);
    assert!(!run.stderr.contains("hint"), "{run}");
    assert!(!run.stderr.contains("option"), "{run}");
}

#[test]
fn how_many_words_must_match() {
    let env = storms();
    let query = "harbour pilots ashore flood";
    assert_eq!(found(&env, &[query]), "");
    assert_eq!(found(&env, &["--match", "most", query]), "a");
    assert_eq!(found(&env, &["--match", "any", query]), "a b c");
    let run = env.run(&["search", query]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_snapshot!(run.stderr, @"no article has all of these words; --match most finds 1, --match any finds 3");
}

#[test]
fn where_nothing_is_found_the_next_step_is_named() {
    let env = storms();
    let said = |query: &[&str]| env.run(&[&["search"], query].concat()).stderr;
    assert_snapshot!(said(&["harbuor"]), @"
    nothing found
    hint: no article has harbuor; did you mean harbour (2 articles)?
    ");
    assert_snapshot!(said(&["storm harbur quixotic"]), @"
    no article has all of these words; --match any finds 3
    hint: no article has harbur; did you mean harbour (2 articles)?
    hint: no article has quixotic
    ");
    // Words of fields, and those that no article should have, are not looked up.
    assert_snapshot!(said(&["quixotic"]), @"nothing found");
    assert_snapshot!(said(&["author:harbur"]), @"nothing found");
    assert_snapshot!(said(&["--since", "2030", "storm"]), @"
    nothing found
    hint: 3 articles match without the bounds of dates
    ");
    assert_snapshot!(said(&["--since", "2030", "flood"]), @"
    nothing found
    hint: 1 article matches without the bounds of dates
    ");
}

#[test]
fn numbers_below_zero_are_refused_as_such() {
    let run = TestEnv::new().run(&["search", "storm", "--limit", "-1"]);
    assert!(
        run.stderr.contains("invalid value '-1' for '--limit <N>'"),
        "{run}"
    );
}

#[test]
fn dates_are_whole_or_partial() {
    let env = storms();
    for (options, expected) in [
        (["--since", "2024"].as_slice(), "a b"),
        (&["--until", "2024-10"], "a c"),
        (&["--since", "2024-10-05", "--until", "2024-10-05"], "a"),
        (&["--since", "2024-10-06"], "b"),
        (&["--until", "2023"], "c"),
    ] {
        assert_eq!(
            found(&env, &[&["storm"], options].concat()),
            expected,
            "{options:?}"
        );
    }
    let run = env.run(&["search", "storm", "--since", "soon"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("2024-10-18"), "{run}");
}

#[test]
fn the_form_that_was_typed_comes_first() {
    let env = TestEnv::new();
    let articles = "{\"id\":\"plural\",\"body\":\"Quiet quays and quarries lie there.\",\"language\":\"en\"}\n\
                    {\"id\":\"single\",\"body\":\"Quiet quays and quarry lie there.\",\"language\":\"en\"}\n";
    env.write("a.jsonl", articles);
    assert_eq!(env.run(&["index", "a.jsonl"]).status, 0);
    assert_eq!(env.ids(&["quarry"]), ["single", "plural"]);
    assert_eq!(env.ids(&["quarries"]), ["plural", "single"]);
}

#[test]
fn equal_scores_are_ordered_by_id() {
    let env = TestEnv::new();
    let line = |id: u32| format!("{{\"id\":\"n{id:02}\",\"body\":\"Rain fell.\"}}\n");
    env.write("a.jsonl", [7, 3, 9, 1, 5].map(line).concat());
    assert_eq!(env.run(&["index", "a.jsonl"]).status, 0);
    assert_eq!(env.ids(&["rain"]), ["n01", "n03", "n05", "n07", "n09"]);
    assert_eq!(
        env.ids(&["rain", "--limit", "2", "--offset", "1"]),
        ["n03", "n05"]
    );
}

#[test]
fn what_was_not_understood_is_pointed_at() {
    let env = storms();
    let run = env.run(&["search", "--strict", "storm AND"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains('^'), "{run}");
    let run = env.run(&["search", "storm AND"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stderr.contains("warning"), "{run}");
    let run = env.run(&["search", "???"]);
    assert_eq!(run.status, 2);
    assert_snapshot!(run.stderr, @r"
    error: the query holds no word to look for
    hint: type a word, or a date range with --since or --until
    ");
}

#[test]
fn options_with_typing_errors_are_not_searched_for() {
    let env = storms();
    let run = env.run(&["search", "storm", "--limt", "5"]);
    assert_eq!(run.status, 2, "{run}");
    let run = env.run(&["search", "storm", "--lang", "klingon"]);
    assert_eq!(run.status, 2, "{run}");
    let run = env.run(&["search", "storm", "--since", "2024", "--until", "2023"]);
    assert_eq!(run.status, 2, "{run}");
}

#[test]
fn no_index_is_a_clear_error() {
    let env = TestEnv::new();
    let run = env.run(&["search", "storm"]);
    assert_snapshot!(run, @r"
    status: 2
    --- stdout
    --- stderr
    error: .newsdex: no index here
    hint: build one with `newsdex index PATH...`, or name it with --index DIR
    ");
    std::fs::create_dir(env.path("other")).expect("a folder");
    env.write("other/file.txt", "x");
    let run = env.run(&["search", "--index", "other", "storm"]);
    assert!(run.stderr.contains("not a newsdex index"), "{run}");
}

#[test]
fn what_is_damaged_is_said_in_a_line_and_not_written_over() {
    let env = storms();
    let meta = std::fs::read(env.path(".newsdex/meta.json")).expect("meta.json");
    let whole: serde_json::Value = serde_json::from_slice(&meta).expect("JSON");
    for part in ["segments", "payload"] {
        let mut damaged = whole.clone();
        let object = damaged.as_object_mut().expect("an object");
        object.remove(part);
        env.write(".newsdex/meta.json", damaged.to_string());
        for args in [&["search", "storm"], &["index", "storms.jsonl"]] {
            let run = env.run(args);
            assert_eq!(run.status, 2, "{run}");
            assert!(run.stderr.contains("the index is damaged"), "{run}");
            let lines: Vec<&str> = run.stderr.lines().collect();
            assert!(lines.len() == 2 && lines[0].len() < 300, "{run}");
        }
    }
    env.write(".newsdex/meta.json", meta);
    assert_eq!(env.ids(&["flood"]), ["c"]);
}

#[test]
fn a_damaged_file_of_the_index_is_named_with_the_index() {
    let env = storms();
    let folder = std::fs::read_dir(env.path(".newsdex")).expect("a folder");
    let files = folder.map(|file| file.expect("a file").path());
    let ends_in = |path: &PathBuf, ending| path.extension().is_some_and(|found| found == ending);
    let files: Vec<PathBuf> = files
        .filter(|path| SEGMENT.iter().any(|ending| ends_in(path, *ending)))
        .collect();
    assert_eq!(files.len(), SEGMENT.len());
    for file in files {
        let whole = std::fs::read(&file).expect("a file");
        let name = file.file_name().expect("a name").to_string_lossy();
        let said = |what: &str| {
            let run = env.run(&["search", "storm"]);
            let expected = format!(
                "error: .newsdex: the index is damaged: {name} is {what}\n\
                 hint: run `newsdex index --rebuild` to read the sources again\n"
            );
            assert_eq!((run.status, &run.stderr), (2, &expected), "{run}");
        };
        std::fs::remove_file(&file).expect("it is there");
        said("missing");
        for length in [0, whole.len() / 2] {
            std::fs::write(&file, &whole[..length]).expect("room");
            said("cut off or overwritten");
        }
        std::fs::write(&file, &whole).expect("room");
        assert_eq!(env.ids(&["flood"]), ["c"]);
    }
}

#[test]
fn an_index_of_another_version_says_what_to_do() {
    let env = storms();
    let meta = std::fs::read_to_string(env.path(".newsdex/meta.json")).expect("meta.json");
    let version = newsdex::analysis::VERSION;
    let this = format!("\\\"analyzer\\\":{version}");
    let other = meta.replace(&this, "\\\"analyzer\\\":999");
    assert_ne!(meta, other);
    env.write(".newsdex/meta.json", other);
    let run = env.run(&["search", "storm"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("--rebuild") && run.stderr.contains("999"),
        "{run}"
    );
}
