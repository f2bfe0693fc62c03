//! What goes wrong in real life: closed pipes, two writers, kills, damaged and unreadable files.

use crate::env::{TestEnv, corpus};
use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let env = TestEnv::with_corpus();
    let mut child = env
        .command()
        .args(["export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().expect("piped output");
    stdout.read_exact(&mut first).expect("some output");
    drop(stdout);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let env = TestEnv::with_corpus();
    let mut first = env
        .command()
        .args(["index", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = first.stdin.take().expect("piped input");
    input
        .write_all(b"{\"id\":\"late\",\"title\":\"Zephyr lands\"}\n")
        .expect("input is read");
    let lock = fs::File::open(env.path(".newsdex/.tantivy-writer.lock")).expect("the lock file");
    while lock.try_lock().is_ok() {
        lock.unlock().expect("a lock that was just taken");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let second = env.run(&["index", &corpus()]);
    assert_eq!(second.status, 2);
    assert!(
        second.stderr.contains("another newsdex is writing"),
        "{second}"
    );
    assert_eq!(
        env.run(&["search", "--count", "\"harbour pilots\""]).stdout,
        "5\n"
    );
    drop(input);
    assert!(first.wait().expect("the program ends").success());
    assert_eq!(env.ids(&["zephyr"]), ["late"]);
}

#[test]
fn a_truncated_file_gives_what_it_holds_and_one_failure() {
    let env = TestEnv::new();
    let whole = fs::read(format!("{}/wire/2024-11.jsonl.gz", corpus())).expect("a compressed file");
    env.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    let run = env.run(&["index", "--json", "cut.jsonl.gz"]);
    assert_eq!(run.status, 0, "{run}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["failed"], 1, "{run}");
    assert!(report["indexed"].as_u64().expect("a count") > 1, "{run}");
    assert!(run.stderr.contains("truncated"), "{run}");
}

#[test]
fn files_that_are_no_text_are_named() {
    let env = TestEnv::new();
    env.write(
        "n/photo.jpg",
        [
            0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1,
        ],
    );
    env.write("n/empty.txt", "");
    env.write("n/a.txt", "Harbour Opens Today\n\nShips.\n");
    let run = env.run(&["index", "--json", "n"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (&report["indexed"], &report["failed"]),
        (&1.into(), &1.into()),
        "{run}"
    );
    assert!(run.stderr.contains("n/photo.jpg"), "{run}");
}

#[test]
fn a_run_that_is_killed_leaves_an_index_that_the_next_run_completes() {
    let env = TestEnv::new();
    let line = |n: usize| {
        format!("{{\"id\":\"{n}\",\"title\":\"Storm {n}\",\"body\":\"Rain over town {n}.\"}}\n")
    };
    let text: String = (0..20_000).map(line).collect();
    env.write("n/a.jsonl", &text);
    let mut child = env
        .command()
        .args(["index", "n"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    // Whatever it has come to by then.
    std::thread::sleep(std::time::Duration::from_millis(150));
    child
        .kill()
        .expect("a running child, or one that just ended");
    child.wait().expect("the child is gone");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        report["indexed"]
            .as_u64()
            .zip(report["unchanged"].as_u64())
            .map(|(a, b)| a + b),
        Some(20_000)
    );
    assert_eq!(env.run(&["search", "--count", "storm"]).stdout, "20000\n");
}

#[test]
fn an_index_whose_making_was_cut_short_is_made_again() {
    let env = TestEnv::new();
    env.write("n/a.txt", "Storm\n\nRain fell over the town on Monday.\n");
    for (name, text) in [
        (".managed.json", "[]"),
        (".tantivy-meta.lock", ""),
        (".tmpX1", "{"),
    ] {
        env.write(&format!(".newsdex/{name}"), text);
    }
    let run = env.run(&["search", "rain"]);
    assert!(
        run.status == 2 && run.stderr.contains("newsdex index PATH"),
        "{run}"
    );
    assert_eq!(env.run(&["index", "n"]).status, 0);
    assert_eq!(env.run(&["search", "--count", "rain"]).stdout, "1\n");
    // What has parts of an index is not made anew.
    std::fs::remove_file(env.path(".newsdex/meta.json")).expect("it is there");
    let run = env.run(&["index", "n"]);
    assert!(
        run.status == 2 && run.stderr.contains("the index is damaged"),
        "{run}"
    );
}

#[test]
fn threads_do_not_change_results() {
    let results = ["1", "2", "5"].map(|threads| {
        let env = TestEnv::new();
        let report = env.json(&["index", "--json", "--threads", threads, &corpus()]);
        let counts =
            ["records", "indexed", "duplicate", "empty", "failed"].map(|name| report[name].clone());
        (
            counts,
            env.run(&[
                "search",
                "--json",
                "--limit",
                "50",
                "harbour OR storm OR dam",
            ])
            .stdout,
        )
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}

#[test]
fn both_writers_give_the_same_index() {
    let results = ["own", "tantivy"].map(|writer| {
        let env = TestEnv::new();
        env.json(&["index", "--json", "--writer", writer, &corpus()]);
        let mut articles: Vec<String> = env
            .run(&["export"])
            .stdout
            .lines()
            .map(str::to_owned)
            .collect();
        articles.sort();
        let hits = env
            .run(&[
                "search",
                "--json",
                "--limit",
                "100",
                "the harbour OR \"rare earth\" OR dam -storm",
            ])
            .stdout;
        (articles, hits)
    });
    assert_eq!(results[0], results[1]);
}

#[test]
#[cfg(unix)]
fn an_index_can_be_read_by_whoever_may_read_its_folder() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnv::with_corpus();
    let mode = |name: &str| {
        let metadata = fs::metadata(env.path(".newsdex").join(name)).expect(name);
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("meta.json"), mode("sources.json"));
    assert_eq!(mode(".managed.json"), mode("sources.json"));
}

#[test]
fn memory_of_any_size_is_understood() {
    let env = TestEnv::new();
    env.write("a.txt", "A Title Here\n\nText.\n");
    for memory in ["192MiB", "100GiB"] {
        let run = env.run(&[
            "index",
            "--rebuild",
            "--memory",
            memory,
            "--threads",
            "64",
            "a.txt",
        ]);
        assert_eq!(run.status, 0, "{run}");
    }
}

#[test]
fn commits_on_the_way_change_nothing() {
    use newsdex::indexer::{IndexError, IndexOptions, Progress, index};
    // A program that another test starts has this process's locks too, until it begins to run.
    let index = |options: &IndexOptions| {
        for _ in 0..500 {
            match index(options, &Progress::default()) {
                Err(IndexError::Locked(_)) => std::thread::sleep(Duration::from_millis(10)),
                result => return result,
            }
        }
        panic!("the index stays locked");
    };
    let env = TestEnv::new();
    let line = |n: usize| {
        format!(
            "{{\"id\":\"{n}\",\"title\":\"Storm {n}\",\"body\":\"{}\"}}\n",
            "Rain fell. ".repeat(400)
        )
    };
    // Several chunks, with a twin and a newer version in the last.
    let text: String = (0..400).map(line).collect();
    env.write(
        "n/a.jsonl",
        [&text, &line(7), "{\"id\":\"8\",\"title\":\"Calm\"}\n"].concat(),
    );
    let results = [Duration::ZERO, Duration::MAX].map(|commit_every| {
        let folder = env.path(&format!("index-{}", commit_every.is_zero()));
        let options = IndexOptions {
            commit_every,
            ..IndexOptions::new(vec![env.path("n")], folder.clone())
        };
        let report = index(&options).expect("a run");
        let again = index(&options).expect("a second run");
        assert_eq!(
            again.outcomes.unchanged, 401,
            "the newer version's record stays in the count"
        );
        let folder = folder.to_string_lossy().into_owned();
        let ids = env.ids(&[
            "--index",
            &folder,
            "--limit",
            "500",
            "--copies",
            "storm OR calm",
        ]);
        (report.outcomes, report.articles, ids)
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0].1, 400);
    assert_eq!(results[0].2.len(), 400, "the older version is gone");
}
