//! Queries over the bundled archive whose answers were marked by hand: the article must be among the first hits, and its
//! best passage must hold the sentence.

use crate::env::{TestEnv, corpus};
use newsdex::passage::PassageOptions;
use newsdex::query;
use newsdex::search::{Archive, SearchOptions};
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Query, location of the article, and the first words of the sentence that answers.
fn judgements() -> Vec<[String; 3]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged_passages.tsv");
    let table = fs::read_to_string(path).expect("the judged queries");
    let rows = table.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|line| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().expect("three columns")
    })
    .collect()
}

fn flat(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_best_passage_holds_the_answer_four_times_in_five() {
    let env = TestEnv::with_corpus();
    let archive = Archive::open(&env.path(".newsdex")).expect("an index");
    let options = SearchOptions {
        limit: 5,
        passages: PassageOptions {
            passages: 1,
            length: 300,
            ..PassageOptions::default()
        },
        ..SearchOptions::default()
    };
    let judgements = judgements();
    assert!(judgements.len() >= 60);
    let mut wrong = Vec::new();
    for [text, location, answer] in &judgements {
        let results = archive
            .search(&query::parse(text), &options)
            .expect("an answer");
        let hit = results.hits.iter().find(|hit| {
            let found = hit
                .article
                .location
                .to_string()
                .replace(&corpus(), "corpus");
            found == *location || hit.article.id == *location
        });
        let right = hit.is_some_and(|hit| {
            let shown = hit
                .passages
                .first()
                .map_or(&hit.article.title, |passage| &passage.text);
            flat(shown).contains(&flat(answer))
        });
        if !right {
            wrong.push(format!(
                "{text}: {answer}\n     {}",
                hit.map_or("no hit", |h| h.passages.first().map_or("-", |p| &p.text))
                    .replace("\n", " ")
            ));
        }
    }
    let right = judgements.len() - wrong.len();
    assert!(
        right * 5 >= judgements.len() * 4,
        "{right} of {}:\n{}",
        judgements.len(),
        wrong.join("\n")
    );
}
