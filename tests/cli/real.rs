//! Real corpora, where they are at hand: in `../shared`, beside the project. Each test says so when it is skipped.

use crate::env::TestEnv;
use std::path::{Path, PathBuf};

#[expect(
    clippy::print_stdout,
    reason = "the test runner shows it where it is asked for"
)]
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: no {name} beside the project");
        return None;
    }
    Some(path)
}

fn indexed(name: &str) -> Option<(TestEnv, serde_json::Value)> {
    let path = data(name)?;
    let env = TestEnv::new();
    let report = env.json(&["index", "--json", &path.to_string_lossy()]);
    let outcomes = [
        "indexed",
        "replaced",
        "unchanged",
        "duplicate",
        "empty",
        "failed",
    ];
    let sum: u64 = outcomes
        .iter()
        .map(|name| report[name].as_u64().expect("a count"))
        .sum();
    assert_eq!(
        report["records"].as_u64(),
        Some(sum),
        "every record has one outcome"
    );
    Some((env, report))
}

#[test]
fn scraped_pages_are_found_by_what_they_say() {
    let Some((env, report)) = indexed("seeds") else {
        return;
    };
    assert_eq!(report["indexed"], 2);
    for (query, found) in [
        ("\"special forces\"", 1),
        ("Yakutia AND Buryatia", 2),
        ("\"NATO Secretary General\"", 1),
        ("HK-65", 1),
        ("body:HK-65", 0),
    ] {
        assert_eq!(env.ids(&[query]).len(), found, "{query}");
    }
    let comment = &env.hits(&["HK-65"])[0]["passages"][0];
    assert_eq!(comment["field"], "comments");
    let lead = "has revealed that North Korean special forces";
    let exported = env.run(&["export"]).stdout;
    assert_eq!(exported.matches(lead).count(), 1, "the lead is there once");
}

/// Letters and digits as words, all else as one space.
fn plain(text: &str) -> String {
    let words: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    format!(
        " {} ",
        words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    )
}

#[test]
fn every_reuters_story_is_accounted_for_and_phrases_count_as_in_a_plain_scan() {
    let Some((env, report)) = indexed("corpora/reuters21578") else {
        return;
    };
    assert_eq!(
        (&report["records"], &report["empty"]),
        (&21_578.into(), &1.into())
    );
    assert_eq!(
        (&report["failed"], &report["bogus_dates"]),
        (&0.into(), &0.into())
    );
    let exported = env.run(&["export"]).stdout;
    let articles: Vec<[String; 2]> = exported
        .lines()
        .map(|line| {
            let article: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
            assert!(article["published"].is_string(), "{line}");
            ["title", "body"].map(|field| plain(article[field].as_str().expect("text")))
        })
        .collect();
    for phrase in [
        "interest rate",
        "crude oil prices",
        "federal reserve",
        "said it would",
        "of the bank",
    ] {
        let wanted = format!(" {phrase} ");
        let scanned = articles
            .iter()
            .filter(|fields| fields.iter().any(|text| text.contains(&wanted)))
            .count();
        let counted = env
            .run(&["search", "--count", &format!("\"{phrase}\"")])
            .stdout;
        assert_eq!(counted.trim(), scanned.to_string(), "{phrase}");
    }
}

#[test]
fn every_page_of_an_archive_in_two_tars_is_indexed() {
    let Some((env, report)) = indexed("corpora/chronam1916/chronam-1916-01.tar.gz") else {
        return;
    };
    assert_eq!(
        (&report["indexed"], &report["failed"]),
        (&2_294.into(), &0.into())
    );
    let again =
        data("corpora/chronam1916/chronam-1916-01.tar.gz").expect("the archive that was there");
    let again = env.json(&["index", "--json", &again.to_string_lossy()]);
    assert_eq!(
        (&again["unchanged"], &again["input_bytes"]),
        (&2_294.into(), &0.into())
    );
}

#[test]
fn web_archives_are_read_as_far_as_they_go() {
    let Some((_, report)) = indexed("corpora/warc") else {
        return;
    };
    assert!(
        report["indexed"].as_u64().expect("a count") >= 2,
        "{report}"
    );
}
