use super::*;

const NEWS: &[(&str, &str, &str)] = &[
    (
        "both",
        "Storm and ferry",
        "A storm stopped the ferry today.\n\nThe storm passed at noon.",
    ),
    (
        "far",
        "Weather",
        "A storm came.\n\nSnow fell over Ostwick.\n\nThe ferry is old.",
    ),
    ("none", "Storm, ferry", "Nothing else is known."),
    ("empty", "Storm and ferry", ""),
];

fn options(limit: usize) -> SearchOptions {
    SearchOptions {
        limit,
        passages: PassageOptions {
            length: 30,
            ..PassageOptions::default()
        },
        ..SearchOptions::default()
    }
}

fn found(options: &SearchOptions) -> Results {
    let archive = archive(&[NEWS]);
    let results = archive.search_passages(&parse("storm ferry"), options);
    results.expect("an answer")
}

/// Id and passage of each hit.
fn shown(results: &Results) -> Vec<(&str, &str)> {
    let hits = results.hits.iter();
    hits.map(|hit| (hit.article.id.as_str(), hit.passages[0].text.as_str()))
        .collect()
}

#[test]
fn passages_come_by_their_worth_whatever_their_article() {
    let results = found(&options(100));
    assert_eq!(results.total, 4);
    assert_eq!(
        shown(&results)[0],
        ("both", "A storm stopped the ferry today.")
    );
    assert_eq!(
        shown(&results).last(),
        Some(&("none", "Nothing else is known."))
    );
    assert_eq!(results.hits.len(), 5, "{:?}", shown(&results));
    assert!(results.hits.iter().all(|hit| hit.passages.len() == 1));
    let worths = results
        .hits
        .iter()
        .map(|hit| hit.score * hit.passages[0].score);
    assert!(worths.collect::<Vec<_>>().is_sorted_by(|a, b| a >= b));
    let ranks: Vec<usize> = results.hits.iter().map(|hit| hit.rank).collect();
    assert_eq!(ranks, [1, 2, 3, 4, 5]);
}

#[test]
fn limit_and_offset_count_passages() {
    let all = found(&options(100));
    for offset in 0..7 {
        let page = found(&SearchOptions {
            offset,
            ..options(2)
        });
        let expected: Vec<&Hit> = all.hits.iter().skip(offset).take(2).collect();
        assert_eq!(page.hits.iter().collect::<Vec<_>>(), expected);
    }
    assert_eq!(found(&options(0)).hits, []);
}

#[test]
fn the_first_fifty_articles_are_looked_at() {
    let ids: Vec<String> = (10..80).map(|number| format!("a{number}")).collect();
    let text = "The ferry froze in.";
    let articles: Vec<_> = ids.iter().map(|id| (id.as_str(), "Ice", text)).collect();
    let results = archive(&[&articles]).search_passages(&parse("ferry"), &options(100));
    let results = results.expect("an answer");
    assert_eq!((results.total, results.hits.len()), (70, 50));
    let shown = shown(&results);
    assert!(shown.iter().map(|hit| hit.0).eq(ids.iter().take(50)));
}

#[test]
fn by_date_articles_keep_their_order() {
    let options = SearchOptions {
        sort: Sort::Newest,
        ..options(100)
    };
    let articles = archive(&[NEWS]).search(&parse("storm ferry"), &options);
    let articles = articles.expect("an answer").hits;
    let expected: Vec<&Passage> = articles.iter().flat_map(|hit| &hit.passages).collect();
    let results = found(&options);
    let passages: Vec<&Passage> = results.hits.iter().flat_map(|hit| &hit.passages).collect();
    assert_eq!(passages, expected);
}
