//! `newsdex index`: what it reads, what it says, what it refuses.

use crate::env::{TestEnv, corpus};
use insta::assert_snapshot;

#[test]
fn one_line_says_what_was_done() {
    let env = TestEnv::new();
    let run = env.run(&["index", &format!("{}/wire/2024-10.jsonl", corpus())]);
    let line = run
        .stdout
        .split(" articles in the index")
        .next()
        .expect("a summary")
        .to_owned();
    assert_snapshot!(line, @"1 file, 21 records: 18 indexed, 1 duplicate, 1 empty, 1 failed; 18");
    assert!(run.stderr.contains("2024-10.jsonl#14: "), "{run}");
    assert_eq!(run.status, 0);
}

#[test]
fn strict_stops_at_the_first_failure_and_changes_nothing() {
    let env = TestEnv::new();
    let run = env.run(&[
        "index",
        "--strict",
        &format!("{}/wire/2024-10.jsonl", corpus()),
    ]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("#14"), "{run}");
    assert!(!env.path(".newsdex").exists());

    let good = env.write("good.jsonl", "{\"id\":\"a\",\"title\":\"Fine\"}\n");
    let bad = env.write(
        "bad.jsonl",
        "{\"id\":\"b\",\"title\":\"Also fine\"}\n{\"id\":\n",
    );
    assert_eq!(env.run(&["index", &good.to_string_lossy()]).status, 0);
    assert_eq!(
        env.run(&["index", "--strict", &bad.to_string_lossy()])
            .status,
        2
    );
    assert_eq!(env.run(&["search", "--count", "fine"]).stdout, "1\n");
}

#[test]
fn json_lines_come_from_standard_input() {
    let env = TestEnv::new();
    let input =
        b"{\"id\":\"a\",\"title\":\"Ferry sails\"}\n{\"headline\":\"Ferry moored\"}\nnot json\n";
    let run = env.run_with_input(&["index", "-", "--json"], input);
    assert_eq!(run.status, 0, "{run}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (report["indexed"].as_u64(), report["failed"].as_u64()),
        (Some(2), Some(1))
    );
    assert_eq!(env.ids(&["ferry"]).len(), 2);
    // Another stream has other records under the same numbers.
    let run = env.run_with_input(&["index", "-"], b"{\"headline\":\"Ferry sold\"}\n");
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(env.ids(&["ferry"]).len(), 3);
}

#[test]
fn fields_can_be_mapped() {
    let env = TestEnv::new();
    env.write(
        "odd.jsonl",
        "{\"regel1\":\"Boot vaart\",\"regel2\":\"Het schip vertrok.\"}\n",
    );
    let run = env.run(&["index", "odd.jsonl"]);
    assert!(run.stderr.contains("--map"), "{run}");
    let run = env.run(&[
        "index",
        "odd.jsonl",
        "--map",
        "title=regel1,body=regel2",
        "--json",
    ]);
    assert!(run.stdout.contains("\"indexed\":1"), "{run}");
    assert_eq!(env.hits(&["schip"])[0]["title"], "Boot vaart");
}

#[test]
fn hidden_files_and_the_index_itself_are_left_alone() {
    let env = TestEnv::new();
    env.write("news/a.txt", "Visible Storm\n\nIt rained.\n");
    env.write("news/.secret.txt", "Hidden Storm\n\nIt rained.\n");
    let report =
        |args: &[&str]| env.json(&[&["index", "--json", "--index", "news/idx"], args].concat());
    assert_eq!(report(&["news"])["indexed"], 1);
    assert_eq!(report(&["news"])["unchanged"], 1);
    assert_eq!(report(&["news", "--hidden"])["indexed"], 1);
}

#[test]
fn a_format_can_be_forced() {
    let env = TestEnv::new();
    env.write("page.dat", "{\"title\":\"Braces\"}\n");
    let run = env.run(&["index", "--format", "text", "page.dat"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(
        env.hits(&["braces"])[0]["passages"][0]["text"]
            .as_str()
            .expect("text")
            .starts_with('{')
    );
    let run = env.run(&["index", "--format", "papyrus", "page.dat"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("jsonl"), "{run}");
}

#[test]
fn collections_that_both_number_from_one_are_both_kept() {
    let env = TestEnv::new();
    env.write("news/a.jsonl", "{\"id\":1,\"title\":\"Dam inspected\"}\n");
    env.write("news/b.jsonl", "{\"id\":1,\"title\":\"Dam repaired\"}\n");
    let report = env.json(&["index", "--json", "news"]);
    assert_eq!(report["indexed"], 2);
    assert_eq!(env.ids(&["dam"]), ["1", "1@news/b.jsonl"]);
}

#[test]
fn missing_paths_are_named() {
    let env = TestEnv::new();
    let run = env.run(&["index", "nowhere"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: nowhere: "), "{run}");
    env.write("here.txt", "Some Title Here\n\nText.\n");
    let run = env.run(&["index", "nowhere", "here.txt"]);
    assert_eq!(
        run.status, 2,
        "what could be read was, and the exit status says that not all was: {run}"
    );
    assert!(run.stderr.contains("nowhere"), "{run}");
    assert!(run.stdout.contains("1 indexed, 1 failed"), "{run}");
}

#[test]
fn an_empty_folder_gives_an_empty_index() {
    let env = TestEnv::new();
    std::fs::create_dir(env.path("void")).expect("a folder");
    let run = env.run(&["index", "void"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stderr.contains("no files found"), "{run}");
    let run = env.run(&["search", "anything"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
}

#[test]
fn too_little_memory_is_refused_with_the_amount_that_is_needed() {
    let env = TestEnv::new();
    env.write("a.txt", "A Title Here\n\nText.\n");
    let run = env.run(&["index", "--memory", "10MiB", "--threads", "2", "a.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("at least"), "{run}");
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_differ_in_bytes_that_are_no_text_are_two_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let env = TestEnv::new();
    env.write("n/a.txt", "First Storm Ever\n\nRain.\n");
    for name in [b"b\xfe.txt", b"b\xff.txt"] {
        let path = env.path("n").join(OsStr::from_bytes(name));
        std::fs::write(path, "Storm of Odd Names\n\nRain.\n").expect("a file");
    }
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 3);
    let again = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&again["unchanged"], &again["removed"]),
        (&3.into(), &0.into())
    );
    assert_eq!(env.ids(&["odd names"]), ["n/b\\xfe.txt", "n/b\\xff.txt"]);
    // What inspecting shows is what indexing calls it.
    let mut inspect = env.command();
    inspect
        .arg("inspect")
        .arg(OsStr::from_bytes(b"n/b\xff.txt"));
    let shown = inspect.output().expect("the program starts").stdout;
    let shown = String::from_utf8(shown).expect("text");
    assert!(shown.contains("\nid    n/b\\xff.txt\n"), "{shown}");
}
