//! The bundled archive: counts as its README says, and each piece of dirt handled.

use crate::env::{TestEnv, corpus};
use std::fs;
use std::path::Path;

/// Rows of the table in corpus/README.md: file, then records, indexed, duplicate, empty, failed.
fn expected() -> Vec<(String, [u64; 5])> {
    let page = fs::read_to_string(Path::new(&corpus()).join("README.md"))
        .expect("the README of the archive");
    let start = page
        .find("| file | format | records |")
        .expect("the table of counts");
    page[start..]
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let count = |cell: usize| cells[cell].parse().expect("a count");
            (
                cells[0].to_owned(),
                [count(2), count(3), count(4), count(5), count(6)],
            )
        })
        .collect()
}

fn counts(report: &serde_json::Value) -> [u64; 5] {
    ["records", "indexed", "duplicate", "empty", "failed"]
        .map(|name| report[name].as_u64().expect(name))
}

#[test]
fn every_file_gives_the_records_that_the_readme_says() {
    for (file, expected) in expected() {
        let path = if file == "total" {
            corpus()
        } else {
            format!("{}/{file}", corpus())
        };
        let report = TestEnv::new().json(&["index", "--json", &path]);
        assert_eq!(counts(&report), expected, "{file}");
    }
}

#[test]
fn the_table_lists_every_file() {
    let listed: Vec<String> = expected().into_iter().map(|(file, _)| file).collect();
    let mut folders = vec![Path::new(&corpus()).to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path
                .strip_prefix(corpus())
                .expect("a path below the archive");
            assert!(
                listed.contains(&below.to_string_lossy().into_owned()),
                "{}",
                below.display()
            );
        }
    }
}

#[test]
fn a_phrase_is_found_in_every_format_and_words_apart_are_not() {
    let env = TestEnv::with_corpus();
    let mut files: Vec<String> = env
        .hits(&["\"harbour pilots\""])
        .iter()
        .map(|hit| {
            hit["location"]["path"]
                .as_str()
                .expect("a path")
                .replace("[CORPUS]", "")
        })
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "/scrape/pilots-explained.md",
            "/sgml/reuters-style.sgm",
            "/web/pilots-night.html",
            "/wire/2024-10.jsonl",
            "/wire/2024-11.jsonl.gz",
        ]
    );
    assert!(env.ids(&["harbour pilots"]).len() > files.len());
}

#[test]
fn agency_files_mail_and_tables_are_found_by_their_fields() {
    let env = TestEnv::with_corpus();
    for (query, id) in [
        ("varnish source:courier author:Zoë", "sna-1124-0871"),
        (
            "\"café\" loomless OR \"weavers' lane\"",
            "20241123.morning@tarvonpost.test",
        ),
        ("euphonium date:1990-03", "77@quarn.test"),
        (
            "\"felt door\" source:isarn",
            "[CORPUS]/wire/2024-12.parquet#2",
        ),
        ("furnace author:birch", "[CORPUS]/wire/2024-12.parquet"),
    ] {
        assert_eq!(env.ids(&[query]), [id], "{query}");
    }
    assert!(env.ids(&["pie price"]).is_empty(), "an attachment");
}

#[test]
fn a_repeated_lead_is_kept_once() {
    let env = TestEnv::with_corpus();
    let exported = env.run(&["export"]).stdout;
    let line = exported
        .lines()
        .find(|line| line.contains("harbour-lead-twice"))
        .expect("the article");
    let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let body = article["body"].as_str().expect("a body");
    let lead = body.lines().next().expect("a lead");
    assert_eq!(body.matches(lead).count(), 1);
    assert!(!article["title"].as_str().expect("a title").is_empty());
}

#[test]
fn reader_comments_are_searched_apart_from_the_body() {
    let env = TestEnv::with_corpus();
    let hits = env.hits(&["kedgeree"]);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["passages"][0]["field"], "comments");
    assert!(env.ids(&["body:kedgeree"]).is_empty());
    assert_eq!(env.ids(&["comments:kedgeree"]).len(), 1);
    assert_eq!(env.ids(&["Brine-72"]).len(), 1, "a name in styled letters");
    assert_eq!(
        env.ids(&["comments:marzipan"]).len(),
        1,
        "comments of a page"
    );
    assert!(env.ids(&["body:marzipan"]).is_empty());
}

#[test]
fn a_date_that_cannot_be_right_is_left_out_and_counted() {
    let env = TestEnv::new();
    let report = env.json(&["index", "--json", &format!("{}/wire", corpus())]);
    assert_eq!(report["bogus_dates"], 1);
    let exported = env.run(&["export"]).stdout;
    let undated = exported
        .lines()
        .filter(|line| line.contains("\"published\":null"))
        .count();
    assert_eq!(undated, 1);
}

#[test]
fn other_scripts_and_mis_encoded_pages_are_found() {
    let env = TestEnv::with_corpus();
    for query in [
        "Glocken",
        "Kaltenfurt",
        "列车",
        "vendange",
        "مخطوط",
        "marché",
    ] {
        assert!(!env.ids(&["--match", "any", query]).is_empty(), "{query}");
    }
    assert_eq!(env.run(&["export"]).stdout.matches('\u{fffd}').count(), 0);
}
