//! Running `newsdex index` again.

use crate::env::{TestEnv, corpus};
use std::fs;

#[test]
fn the_second_run_reads_nothing_and_says_the_same() {
    let env = TestEnv::with_corpus();
    let again = env.json(&["index", "--json", &corpus()]);
    assert_eq!(again["indexed"], 0);
    assert_eq!(again["unchanged"], 95);
    assert_eq!(
        (&again["duplicate"], &again["empty"], &again["failed"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(again["records"], 98);
    assert_eq!(again["input_bytes"], 0);
}

#[test]
fn only_what_changed_is_replaced_and_what_is_gone_leaves() {
    let env = TestEnv::new();
    env.write(
        "n/a.jsonl",
        "{\"id\":\"x\",\"title\":\"Storm near\"}\n{\"id\":\"y\",\"title\":\"Storm far\"}\n",
    );
    env.write("n/b.txt", "Storm Warning Issued\n\nStay home.\n");
    env.write("n/c.txt", "Storm Passes By\n\nGo out.\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 4);

    env.write(
        "n/a.jsonl",
        "{\"id\":\"x\",\"title\":\"Storm here\"}\n{\"id\":\"z\",\"title\":\"Storm over\"}\n",
    );
    fs::remove_file(env.path("n/b.txt")).expect("a file to remove");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(report["replaced"], 1);
    assert_eq!(report["indexed"], 1);
    assert_eq!(report["unchanged"], 1);
    assert_eq!(report["removed"], 2, "y, and the article of b.txt");
    let mut ids = env.ids(&["storm"]);
    ids.sort();
    assert_eq!(ids, ["n/c.txt", "x", "z"]);
    assert!(env.ids(&["far"]).is_empty());
}

#[test]
fn articles_of_missing_files_can_be_kept() {
    let env = TestEnv::new();
    env.write("n/a.txt", "First Storm Ever\n\nRain.\n");
    env.write("n/b.txt", "Second Storm Ever\n\nRain.\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 2);
    fs::remove_file(env.path("n/a.txt")).expect("a file to remove");
    assert_eq!(
        env.json(&["index", "--json", "--keep-missing", "n"])["removed"],
        0
    );
    assert_eq!(env.ids(&["storm"]).len(), 2);
    assert_eq!(env.json(&["index", "--json", "n"])["removed"], 1);
    assert_eq!(env.ids(&["storm"]).len(), 1);
}

#[test]
fn another_folder_is_added_without_touching_the_first() {
    let env = TestEnv::new();
    env.write("one/a.txt", "Harbour Opens Today\n\nShips.\n");
    env.write("two/b.txt", "Harbour Closes Today\n\nShips.\n");
    assert_eq!(env.json(&["index", "--json", "one"])["indexed"], 1);
    let report = env.json(&["index", "--json", "two"]);
    assert_eq!(
        (&report["records"], &report["indexed"], &report["removed"]),
        (&1.into(), &1.into(), &0.into())
    );
    assert_eq!(env.ids(&["harbour"]).len(), 2);
}

#[test]
fn a_touched_file_is_recognised_by_its_content() {
    let env = TestEnv::new();
    let path = env.write("n/a.txt", "Harbour Opens Today\n\nShips.\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 1);
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    let file = fs::File::options()
        .write(true)
        .open(path)
        .expect("the file");
    file.set_modified(later).expect("a new time");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["unchanged"], &report["replaced"]),
        (&1.into(), &0.into())
    );
}

#[test]
fn a_file_that_moves_keeps_its_articles() {
    let env = TestEnv::new();
    env.write("n/a.jsonl", "{\"id\":\"x\",\"title\":\"Storm near\"}\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 1);
    fs::rename(env.path("n/a.jsonl"), env.path("n/z.jsonl")).expect("a file to move");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["replaced"], &report["removed"]),
        (&1.into(), &0.into())
    );
    let hits = env.hits(&["storm"]);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["location"]["path"], "n/z.jsonl");
}

#[test]
fn failures_of_files_that_are_not_read_again_stay_listed() {
    let env = TestEnv::new();
    env.write("n/bad.jsonl", "{\"id\":\"x\",\"title\":\"Storm\"}\n{\"id\n");
    env.write("n/a.txt", "Harbour Opens Today\n\nShips.\n");
    assert_eq!(env.json(&["index", "--json", "n"])["failed"], 1);
    env.write("n/a.txt", "Harbour Opens Again\n\nMore ships.\n");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["failed"], &report["replaced"]),
        (&1.into(), &1.into())
    );
    let list =
        fs::read_to_string(env.path(".newsdex/failures.jsonl")).expect("the list of failures");
    let failure: serde_json::Value = serde_json::from_str(list.trim()).expect("one JSON line");
    assert_eq!(
        (failure["path"].as_str(), failure["record"].as_u64()),
        (Some("n/bad.jsonl"), Some(2))
    );
    env.write("n/bad.jsonl", "{\"id\":\"x\",\"title\":\"Storm\"}\n");
    assert_eq!(env.json(&["index", "--json", "n"])["failed"], 0);
    assert!(!env.path(".newsdex/failures.jsonl").exists());
}

#[test]
fn rebuild_reads_the_recorded_paths_and_gives_the_same_articles() {
    let env = TestEnv::new();
    env.write(
        "n/a.jsonl",
        "{\"id\":\"x\",\"title\":\"Storm near\"}\n{\"title\":\"Storm far\"}\n",
    );
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 2);
    let before = env.run(&["search", "storm"]).stdout;
    assert_eq!(env.json(&["index", "--json", "--rebuild"])["indexed"], 2);
    assert_eq!(env.run(&["search", "storm"]).stdout, before);
    // Also when the index cannot even be opened.
    fs::write(env.path(".newsdex/meta.json"), "{").expect("a damaged file");
    let run = env.run(&["search", "storm"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--rebuild"), "{run}");
    assert_eq!(env.json(&["index", "--json", "--rebuild"])["indexed"], 2);
    assert_eq!(env.run(&["search", "storm"]).stdout, before);
}

#[test]
fn counts_of_a_file_that_is_read_again_start_anew() {
    let env = TestEnv::new();
    env.write(
        "n/a.jsonl",
        "{\"id\":\"x\",\"title\":\"Storm\"}\n{\"id\n{\"id\":\"y\",\"title\":\"Gale\"}\n",
    );
    assert_eq!(env.json(&["index", "--json", "n"])["failed"], 1);
    env.write("n/a.jsonl", "{\"id\":\"x\",\"title\":\"Storm\"}\n{\"id\n");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["failed"], &report["removed"]),
        (&1.into(), &1.into()),
        "a broken record hides no removal"
    );
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["records"], &report["failed"]),
        (&2.into(), &1.into())
    );
}

#[test]
fn the_twin_of_an_article_that_goes_takes_its_place() {
    let env = TestEnv::new();
    let twin = "{\"id\":\"n1\",\"title\":\"Storm near\"}\n";
    env.write("n/a.jsonl", twin);
    env.write("n/b.jsonl", twin);
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["indexed"], &report["duplicate"]),
        (&1.into(), &1.into())
    );

    fs::remove_file(env.path("n/a.jsonl")).expect("a file to remove");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["records"], &report["articles"]),
        (&1.into(), &1.into()),
        "{report}"
    );
    assert_eq!(env.hits(&["storm"])[0]["location"]["path"], "n/b.jsonl");

    // The same where the original is edited: the twin is then an article of its own.
    env.write("n/a.jsonl", twin);
    assert_eq!(env.json(&["index", "--json", "n"])["duplicate"], 1);
    env.write("n/b.jsonl", "{\"id\":\"n1\",\"title\":\"Storm far\"}\n");
    assert_eq!(env.json(&["index", "--json", "n"])["articles"], 2);
    assert_eq!(env.ids(&["near"]).len(), 1);
    assert_eq!(env.ids(&["far"]).len(), 1);
}

#[test]
fn an_article_that_moves_to_a_later_file_is_not_lost() {
    let env = TestEnv::new();
    env.write(
        "n/a.jsonl",
        "{\"id\":\"x\",\"title\":\"Storm near\"}\n{\"id\":\"y\",\"title\":\"Calm\"}\n",
    );
    env.write("n/b.jsonl", "{\"id\":\"z\",\"title\":\"Gale\"}\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 3);
    env.write("n/a.jsonl", "{\"id\":\"y\",\"title\":\"Calm\"}\n");
    env.write(
        "n/b.jsonl",
        "{\"id\":\"z\",\"title\":\"Gale\"}\n{\"id\":\"x\",\"title\":\"Storm near\"}\n",
    );
    assert_eq!(env.json(&["index", "--json", "n"])["articles"], 3);
    assert_eq!(env.ids(&["storm"]), ["x"]);
}

#[test]
fn rebuild_touches_nothing_but_its_own_files() {
    let env = TestEnv::new();
    env.write("n/a.jsonl", "{\"id\":\"x\",\"title\":\"Storm near\"}\n");
    env.write(".newsdex.new/mine.txt", "mine");
    env.write(".newsdex.old/mine.txt", "mine");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 1);
    env.write(".newsdex/notes.txt", "mine");
    assert_eq!(
        env.json(&["index", "--json", "--rebuild", "--index", ".newsdex/"])["indexed"],
        1
    );
    for kept in [
        ".newsdex.new/mine.txt",
        ".newsdex.old/mine.txt",
        ".newsdex/notes.txt",
    ] {
        assert!(env.path(kept).exists(), "{kept}");
    }
    fs::remove_file(env.path(".newsdex/meta.json")).expect("a file to remove");
    assert_eq!(env.json(&["index", "--json", "--rebuild"])["indexed"], 1);
    assert!(env.path(".newsdex/notes.txt").exists());
    assert_eq!(env.ids(&["storm"]), ["x"]);
}

#[test]
fn rebuild_does_not_drop_what_came_from_standard_input() {
    let env = TestEnv::new();
    env.write("n/a.jsonl", "{\"id\":\"x\",\"title\":\"Storm near\"}\n");
    assert_eq!(env.json(&["index", "--json", "n"])["indexed"], 1);
    let run = env.run_with_input(
        &["index", "-"],
        b"{\"id\":\"s\",\"title\":\"Storm told\"}\n",
    );
    assert_eq!(run.status, 0, "{run}");
    let run = env.run(&["index", "--rebuild"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("standard input"), "{run}");
    assert_eq!(env.ids(&["storm"]).len(), 2);
}
