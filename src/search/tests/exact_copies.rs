//! The same text under several ids.

use super::*;
use jiff::Timestamp;
use std::collections::HashSet;

/// Articles with these ids, texts (by number) and days.
fn articles(given: &[(&str, usize, i64)]) -> Vec<Article> {
    let article = |&(id, text, day): &(&str, usize, i64)| Article {
        id: id.into(),
        title: format!("As {id} has it"),
        body: format!(
            "The harbour is open to ship {text}, and {}",
            "so it will be. ".repeat(20)
        ),
        source: format!("Paper {id}"),
        published: Timestamp::from_second(day * 86_400).ok(),
        ..Article::default()
    };
    given.iter().map(article).collect()
}

fn once() -> SearchOptions {
    SearchOptions {
        copies: Copies::Once,
        ..options(Matching::All, 200)
    }
}

fn copies(hit: &Hit) -> Vec<&str> {
    let named = hit.copies.named.iter();
    named.map(|copy| copy.id.as_str()).collect()
}

#[test]
fn a_text_is_shown_once_and_its_copies_are_named_by_date() {
    let archive = archive_of(vec![
        articles(&[("a", 1, 5), ("b", 2, 1), ("c", 1, 3)]),
        articles(&[("d", 1, 3), ("e", 3, 1)]),
    ]);
    let results = archive
        .search(&parse("harbour"), &once())
        .expect("an answer");
    assert_eq!((results.total, results.distinct), (5, Some(3)));
    let shown: Vec<(&str, Vec<&str>)> = results
        .hits
        .iter()
        .map(|hit| (hit.article.id.as_str(), copies(hit)))
        .collect();
    assert_eq!(shown, [("a", vec!["c", "d"]), ("b", vec![]), ("e", vec![])]);
    let copy = &results.hits[0].copies.named[0];
    assert_eq!(
        (copy.source.as_str(), copy.title.as_str()),
        ("Paper c", "As c has it")
    );
    let each = archive.search(&parse("harbour"), &options(Matching::All, 200));
    let each = each.expect("an answer");
    assert_eq!((each.total, each.distinct, each.hits.len()), (5, None, 5));
    assert!(each.hits.iter().all(|hit| hit.copies.total == 0));
}

#[test]
fn copies_outside_of_a_filter_are_named_and_not_counted() {
    let archive = archive_of(vec![articles(&[("a", 1, 5), ("b", 1, 1), ("c", 1, 3)])]);
    let query = parse("harbour (source:\"paper b\" OR source:\"paper c\")");
    let results = archive.search(&query, &once()).expect("an answer");
    assert_eq!(
        (results.total, results.distinct, results.hits.len()),
        (2, Some(1), 1)
    );
    assert_eq!(results.hits[0].article.id, "b");
    assert_eq!(copies(&results.hits[0]), ["c", "a"]);
    let counted = archive.count(&query, &once()).expect("an answer");
    assert_eq!((counted.total, counted.distinct), (2, Some(1)));
}

#[test]
fn deleted_articles_are_no_copies() {
    let (index, mut writer) = index_of([documents(&articles(&[("a", 1, 5), ("b", 1, 1)]))]);
    writer.delete_term(Key::of("b").term(schema::schema().1.key));
    writer.commit().expect("a commit");
    let archive = archive_in(&index);
    let results = archive
        .search(&parse("harbour"), &once())
        .expect("an answer");
    assert_eq!((results.hits.len(), results.hits[0].copies.total), (1, 0));
}

#[test]
fn of_many_copies_the_first_are_named() {
    let given: Vec<(String, usize, i64)> = (0..70).map(|n| (format!("{n:02}"), 1, n % 7)).collect();
    let given: Vec<_> = given
        .iter()
        .map(|(id, text, day)| (id.as_str(), *text, *day))
        .collect();
    let archive = archive_of(vec![articles(&given)]);
    let results = archive
        .search(&parse("harbour"), &once())
        .expect("an answer");
    let hit = &results.hits[0];
    assert_eq!((hit.article.id.as_str(), hit.copies.total), ("00", 69));
    let mut expected: Vec<&(&str, usize, i64)> = given.iter().skip(1).collect();
    expected.sort_by_key(|&&(id, _, day)| (day, id));
    let expected: Vec<&str> = expected.iter().take(20).map(|&&(id, ..)| id).collect();
    assert_eq!(copies(hit), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_page_is_cut_from_the_full_list_less_the_later_copies(
        texts in prop::collection::vec((0usize..5, 0i64..4), 1..40),
        cut in 0usize..40, limit in 0usize..6, offset in 0usize..8, newest in any::<bool>(),
    ) {
        let ids: Vec<String> = (0..texts.len()).map(|id| format!("{:02}", id * 29 % 41)).collect();
        let given: Vec<(&str, usize, i64)> =
            ids.iter().zip(&texts).map(|(id, &(text, day))| (id.as_str(), text, day)).collect();
        let (one, other) = given.split_at(cut.min(given.len()));
        let archive = archive_of(vec![articles(one), articles(other)]);
        let sort = if newest { Sort::Newest } else { Sort::Relevance };
        let each = SearchOptions { sort, ..options(Matching::All, 10) };
        let page = SearchOptions { limit, offset, copies: Copies::Once, ..each.clone() };
        let text = |id: &str| given.iter().find(|article| article.0 == id).map(|article| article.1);
        let mut seen = HashSet::new();
        let mut first = ids_of(&archive, &each);
        first.retain(|id| seen.insert(text(id)));
        let expected: Vec<String> = first.into_iter().skip(offset).take(limit).collect();
        prop_assert_eq!(ids_of(&archive, &page), expected);
    }
}

fn ids_of(archive: &Archive, options: &SearchOptions) -> Vec<String> {
    ids(archive, "harbour", options)
}
