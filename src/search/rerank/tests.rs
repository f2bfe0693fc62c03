//! Phrases and groups in the second stage, and what it leaves out.

use crate::query::parse;
use crate::search::tests::archive;
use crate::search::{Archive, PartKind, RankOptions, ScorePart, SearchOptions};

fn parts(archive: &Archive, query: &str) -> Vec<ScorePart> {
    let options = SearchOptions {
        limit: 1,
        ranking: RankOptions {
            explain: true,
            ..RankOptions::default()
        },
        ..SearchOptions::default()
    };
    let results = archive.search(&parse(query), &options).expect("an answer");
    results
        .hits
        .into_iter()
        .flat_map(|hit| hit.explanation)
        .collect()
}

fn part(parts: &[ScorePart], kind: PartKind) -> &ScorePart {
    let found = parts.iter().find(|part| part.part == kind);
    found.unwrap_or_else(|| panic!("no {kind:?} in {parts:?}"))
}

fn harbour() -> Archive {
    archive(&[&[
        (
            "a",
            "Harbour pilots strike",
            "Harbour pilots went on strike. A storm blew; the harbour pilots stayed ashore.",
        ),
        ("b", "", "Pilots of an airline met near a harbour."),
        ("c", "", "Nothing of the kind."),
    ]])
}

#[test]
fn a_phrase_is_one_frequency_over_the_fields() {
    let archive = harbour();
    let parts = parts(&archive, "\"harbour pilots\"");
    let phrase = part(&parts, PartKind::Phrase);
    assert_eq!(phrase.frequency, Some(2.0 + 1.0 + 1.0));
    // Never more than its weight times k1 + 1, however often and wherever it stands.
    assert!(phrase.score < 2.2 * phrase.idf.unwrap_or_default());
}

#[test]
fn phrases_and_groups_stand_early_and_near() {
    let archive = harbour();
    let phrase = parts(&archive, "\"harbour pilots\" strike");
    assert_eq!(part(&phrase, PartKind::Early).text, "harbour pilots");
    assert_eq!(part(&phrase, PartKind::Near).text, "harbour pilots strike");
    let group = parts(&archive, "(harbour NEAR/2 pilots) stormy~");
    assert!(part(&group, PartKind::Group).score > 0.0);
    assert_eq!(part(&group, PartKind::Early).text, "harbour NEAR/2 pilots");
    assert!(part(&group, PartKind::Near).text.ends_with("stormy"));
}

#[test]
fn a_boost_counts_in_both_stages() {
    let archive = harbour();
    for query in [
        "\"harbour pilots\"",
        "harbour",
        "(harbour NEAR/2 pilots)",
        "har*",
    ] {
        let plain = parts(&archive, query);
        let boosted = parts(&archive, &format!("{query}^3"));
        assert_eq!(plain.len(), boosted.len());
        assert!(plain.iter().any(|part| part.part == PartKind::Early));
        for (plain, boosted) in plain.iter().zip(&boosted) {
            let expected = 3.0 * plain.score;
            assert!(
                (boosted.score - expected).abs() < 1e-4,
                "{query}: {plain:?} {boosted:?}"
            );
        }
    }
}

#[test]
fn articles_that_cannot_come_first_are_left_out_unseen() {
    let mut texts = Vec::new();
    for n in 0..400_usize {
        let filler = "word ".repeat(n * 37 % 113);
        let body = match n % 4 {
            0 => format!("Storm pilots met. {filler} storm"),
            1 => format!("{filler} The storm. {filler} Pilots."),
            2 => format!("{filler} A pilot saw the storm storm storm."),
            _ => format!("Pilots. {filler} \"Storm pilots\" is a play."),
        };
        texts.push((format!("{:03}", n * 7 % 401), body));
    }
    let articles: Vec<(&str, &str, &str)> = texts
        .iter()
        .map(|(id, body)| (id.as_str(), "", body.as_str()))
        .collect();
    let (one, other) = articles.split_at(150);
    let archive = archive(&[one, other]);
    for query in [
        "storm",
        "storm pilots",
        "storm OR pilots",
        "\"storm pilots\"",
        "storm^5 pilots",
    ] {
        let rank = |limit, offset| {
            let options = SearchOptions {
                limit,
                offset,
                ..SearchOptions::default()
            };
            archive
                .rank(&parse(query), &options)
                .expect("an answer")
                .hits
        };
        let whole = rank(1_000, 0);
        for (limit, offset) in [(1, 0), (10, 0), (10, 20), (30, 15), (100, 100), (300, 0)] {
            let expected: Vec<_> = whole.iter().skip(offset).take(limit).cloned().collect();
            assert_eq!(rank(limit, offset), expected, "{query} {limit} {offset}");
        }
    }
}
