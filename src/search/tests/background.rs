//! Background of an article.

use super::*;
use jiff::Timestamp;

const STORY: &str = "Pilots of the harbour went on strike on Monday. The strike of the pilots, who guide \
    freighters through the strait, keeps forty freighters waiting outside the harbour.";

/// The story again, as another paper printed it.
const REPRINT: &str = "Pilots of the harbour went on strike on Monday. The strike of the pilots, who guide \
    freighters through the strait, keeps forty freighters waiting outside the port.";

fn article(id: &str, day: i64, title: &str, body: &str) -> Article {
    Article {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        language: "en".into(),
        published: Timestamp::from_second(day * 86_400).ok(),
        ..Article::default()
    }
}

fn news() -> Vec<Article> {
    let talks = "Talks with the pilots about pay ended without result; a pilot strike would close the strait.";
    vec![
        article("story", 10, "Harbour pilots strike", STORY),
        article("reprint", 10, "Strike in the harbour", REPRINT),
        article("talks", 8, "Pilots reject pay", talks),
        article("talks again", 9, "Pilots reject offer", talks),
        article(
            "after",
            12,
            "Strike of pilots ends",
            "The strike is over: freighters pass the strait again.",
        ),
        article("brief", 7, "", "Freighters wait."),
        article(
            "bread",
            6,
            "Bread is dearer",
            "Bakers ask more for bread since flour is dearer.",
        ),
        article(
            "flour",
            5,
            "Flour",
            "The price of flour rose again, and bakers complain.",
        ),
    ]
}

fn similar(archive: &Archive, article: &Article, options: SearchOptions, earlier: bool) -> Results {
    let options = SimilarOptions {
        search: options,
        terms: None,
        earlier,
    };
    archive.similar(article, &options).expect("an answer")
}

fn found(results: &Results) -> Vec<&str> {
    let hits = results.hits.iter();
    hits.map(|hit| hit.article.id.as_str()).collect()
}

#[test]
fn the_same_subject_is_found_and_copies_are_not() {
    let news = news();
    let archive = archive_of(vec![news[..3].to_vec(), news[3..].to_vec()]);
    let results = similar(&archive, &news[0], options(Matching::All, 9), false);
    assert_eq!(results.total, 3, "{:?}", found(&results));
    let mut ids = found(&results);
    ids.sort_unstable();
    assert_eq!(ids, ["after", "brief", "talks"], "of two copies, one");
    let terms: Vec<&str> = results
        .terms
        .iter()
        .map(|term| term.text.as_str())
        .collect();
    assert!(
        terms.contains(&"pilots") && terms.contains(&"strike"),
        "{terms:?}"
    );
    assert!(
        !terms.contains(&"the") && !terms.contains(&"pilot"),
        "{terms:?}"
    );
    let hit = &results.hits[0];
    assert!(!hit.passages.is_empty() && !hit.title_marks.is_empty());
}

#[test]
fn earlier_means_before_the_article() {
    let news = news();
    let archive = archive_of(vec![news.clone()]);
    let results = similar(&archive, &news[0], options(Matching::All, 9), true);
    assert_eq!(found(&results).len(), 2);
    assert!(!found(&results).contains(&"after"));
    let mut bounded = options(Matching::All, 9);
    bounded.lower.before = Some(8 * 86_400);
    let results = similar(&archive, &news[0], bounded, true);
    assert_eq!(found(&results), ["brief"], "the earlier bound counts");
    let undated = Article {
        published: None,
        ..news[0].clone()
    };
    let results = similar(&archive, &undated, options(Matching::All, 9), true);
    assert_eq!(results.notes.len(), 1);
    assert!(found(&results).contains(&"after"));
}

#[test]
fn an_article_that_is_not_in_the_index_has_background_too() {
    let news = news();
    let archive = archive_of(vec![news[1..].to_vec()]);
    let results = similar(&archive, &news[0], options(Matching::All, 9), false);
    assert!(found(&results).contains(&"talks") && !found(&results).contains(&"reprint"));
    let nothing = article("x", 1, "", "It was not, and 12 34.");
    let options = SimilarOptions {
        search: options(Matching::All, 9),
        ..SimilarOptions::default()
    };
    let error = archive.similar(&nothing, &options);
    assert!(matches!(error, Err(SearchError::NoTerms)), "{error:?}");
}

#[test]
fn pages_are_cut_from_one_list_without_copies() {
    let mut news = news();
    for copy in 0..120 {
        news.push(article(
            &format!("copy {copy:03}"),
            3,
            "Harbour pilots strike",
            STORY,
        ));
    }
    let archive = archive_of(vec![news.clone()]);
    let page = |limit, offset| {
        let options = SearchOptions {
            limit,
            offset,
            ..options(Matching::All, 9)
        };
        let results = similar(&archive, &news[0], options, false);
        found(&results)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let all = page(10, 0);
    assert_eq!(all.len(), 3);
    for offset in 0..4 {
        assert_eq!(
            page(1, offset),
            all.get(offset..=offset).unwrap_or_default()
        );
    }
}
