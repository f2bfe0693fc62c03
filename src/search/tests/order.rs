//! Order by date, and newer articles preferred.

use super::*;
use jiff::Timestamp;

const DAY: i64 = 24 * 60 * 60;

/// Articles that are alike but for their dates, in days.
fn dated(articles: &[(&str, Option<i64>)]) -> Vec<Article> {
    let article = |&(id, day): &(&str, Option<i64>)| Article {
        id: id.into(),
        body: "The harbour is open.".into(),
        published: day.and_then(|day| Timestamp::from_second(day * DAY).ok()),
        ..Article::default()
    };
    articles.iter().map(article).collect()
}

fn sorted(archive: &Archive, sort: Sort, limit: usize, offset: usize) -> Results {
    let options = SearchOptions {
        sort,
        limit,
        offset,
        ..options(Matching::All, 9)
    };
    archive
        .search(&parse("harbour"), &options)
        .expect("an answer")
}

fn found(results: &Results) -> Vec<&str> {
    let hits = results.hits.iter();
    hits.map(|hit| hit.article.id.as_str()).collect()
}

#[test]
fn dates_order_hits_and_undated_ones_come_last() {
    let archive = archive_of(vec![
        dated(&[
            ("c", Some(3)),
            ("b", None),
            ("d", Some(-90_000)),
            ("z", Some(5)),
        ]),
        dated(&[("a", None), ("m", Some(5)), ("e", Some(3)), ("f", Some(4))]),
    ]);
    let newest = sorted(&archive, Sort::Newest, 100, 0);
    assert_eq!(found(&newest), ["m", "z", "f", "c", "e", "d", "a", "b"]);
    let oldest = sorted(&archive, Sort::Oldest, 100, 0);
    assert_eq!(found(&oldest), ["d", "c", "e", "f", "m", "z", "a", "b"]);
    assert!(
        newest
            .hits
            .iter()
            .all(|hit| hit.score == 0.0 && hit.explanation.is_empty())
    );
    let page = sorted(&archive, Sort::Newest, 2, 3);
    assert_eq!((page.total, found(&page)), (8, vec!["c", "e"]));
    assert_eq!(page.hits[0].rank, 4);
    assert_eq!(sorted(&archive, Sort::Oldest, 0, 0).total, 8);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn any_page_is_cut_from_the_sorted_list(
        days in prop::collection::vec(prop::option::of(-3i64..3), 0..12),
        cut in 0usize..12, limit in 0usize..6, offset in 0usize..14, newest in any::<bool>(),
    ) {
        let ids: Vec<String> = (0..days.len()).map(|id| format!("{:02}", id * 7 % 13)).collect();
        let articles: Vec<(&str, Option<i64>)> =
            ids.iter().map(String::as_str).zip(days.iter().copied()).collect();
        let (one, other) = articles.split_at(cut.min(articles.len()));
        let archive = archive_of(vec![dated(one), dated(other)]);
        let mut expected = articles.clone();
        expected.sort_by_key(|&(id, day)| {
            let place = day.map_or(i64::MAX, |day| if newest { -day } else { day });
            (place, id.to_owned())
        });
        let expected: Vec<&str> =
            expected.iter().map(|(id, _)| *id).skip(offset).take(limit).collect();
        let sort = if newest { Sort::Newest } else { Sort::Oldest };
        let results = sorted(&archive, sort, limit, offset);
        prop_assert_eq!(found(&results), expected);
        prop_assert_eq!(results.total, days.len() as u64);
    }
}

fn fresh(archive: &Archive, query: &str, half_life: Option<i64>, candidates: usize) -> Results {
    let mut options = options(Matching::Any, candidates);
    options.ranking.recency = half_life.map(|days| Recency {
        half_life: days * DAY,
        now: 100 * DAY,
    });
    archive.search(&parse(query), &options).expect("an answer")
}

#[test]
fn newer_articles_count_more_by_their_half_life() {
    let days = [
        ("new", Some(50)),
        ("older", Some(40)),
        ("no", None),
        ("future", Some(101)),
    ];
    let archive = archive_of(vec![dated(&days[..2]), dated(&days[2..])]);
    let plain = fresh(&archive, "harbour", None, 9);
    assert_eq!(
        found(&plain),
        ["future", "new", "no", "older"],
        "equal scores"
    );
    for candidates in [0, 9] {
        let found = fresh(&archive, "harbour", Some(10), candidates);
        let factor = |id: &str| {
            let score = |results: &Results| {
                let hit = results.hits.iter().find(|hit| hit.article.id == id);
                hit.map_or(0.0, |hit| hit.score)
            };
            score(&found) / score(&fresh(&archive, "harbour", None, candidates))
        };
        let near = |factor: f32, expected: f32| (factor - expected).abs() < 1e-3;
        assert!(
            near(factor("new"), 2.0),
            "no age beside the newest: {found:?}"
        );
        assert!(near(factor("older"), 1.5), "one half-life: {found:?}");
        assert!(
            near(factor("no"), 1.0) && near(factor("future"), 1.0),
            "{found:?}"
        );
    }
}

#[test]
fn a_fresh_article_beyond_the_candidates_is_not_missed() {
    let mut articles = dated(&[
        ("fresh", Some(90)),
        ("1", Some(0)),
        ("2", Some(0)),
        ("3", Some(0)),
    ]);
    for article in &mut articles[1..] {
        article.body = "Harbour, harbour and harbour.".into();
    }
    let archive = archive_of(vec![articles]);
    assert_eq!(found(&fresh(&archive, "harbour", None, 1))[3], "fresh");
    assert_eq!(found(&fresh(&archive, "harbour", Some(1), 1))[0], "fresh");
}

#[test]
fn the_parts_of_a_fresh_score_add_up() {
    let archive = archive_of(vec![dated(&[("a", Some(1)), ("b", Some(3)), ("c", None)])]);
    for hit in fresh(&archive, "harbour \"is open\"", Some(2), 9).hits {
        let sum: f32 = hit.explanation.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 1e-3 * hit.score, "{hit:?}");
        let recency = hit
            .explanation
            .iter()
            .any(|part| part.part == PartKind::Recency);
        assert_eq!(recency, hit.article.published.is_some());
    }
}
