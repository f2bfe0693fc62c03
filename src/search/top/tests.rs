//! Whatever a query leaves out, its best articles are those of a scan of all that match, to the last bit.

use super::*;
use crate::query::lower::{LowerOptions, Matching};
use crate::query::parse;
use crate::search::tests::archive;
use crate::search::{Archive, RankOptions, SearchOptions};
use proptest::prelude::*;
use std::sync::LazyLock;
use tantivy::Executor;
use tantivy::collector::Count;
use tantivy::query::EnableScoring;

const QUERIES: [&str; 19] = [
    "port",
    "the",
    "port strike",
    "port OR strike",
    "ferry OR storms OR the",
    "the ferry of the port",
    "+port strike storm",
    "port -strike",
    "port source:wire",
    "(port OR ferry) -storm",
    "port AND strike AND ferry",
    "\"port strike\"",
    "\"the port\"",
    "title:\"strike ferry\"",
    "port^0 OR strike^3",
    "\"of the port\" OR storm",
    "\"of the\"",
    "\"the the\"",
    "\"the of the\"",
];

fn found(
    archive: &Archive,
    query: &str,
    matching: Matching,
    collector: TopArticles<'_>,
    executor: &Executor,
) -> Found {
    let options = SearchOptions {
        lower: LowerOptions {
            matching,
            ..LowerOptions::default()
        },
        ..SearchOptions::default()
    };
    let lowered = archive
        .lower(&parse(query), &options)
        .expect("a query with a word");
    let limit = collector.limit;
    let collector = TopArticles {
        pruning: match collector.pruning {
            Pruning::None => Pruning::None,
            _ => lowered.pruning,
        },
        ..collector
    };
    let mut found = archive
        .searcher
        .search_with_executor(
            &*lowered.query,
            &collector,
            executor,
            EnableScoring::enabled_from_searcher(&archive.searcher),
        )
        .expect("an answer");
    // Of each segment there may be as many, and how many more than are wanted depends on the way.
    let ids = archive.ids().expect("ids");
    ids.cut(&mut found.top, limit).expect("ids");
    ids.sort(&mut found.top).expect("ids");
    found
}

fn agree(archive: &Archive, query: &str, matching: Matching, limit: usize) {
    let collector = |pruning, total| TopArticles {
        limit,
        pruning,
        total,
        reach: None,
        ids: archive.ids().expect("ids"),
        floor: Floor::default(),
    };
    let by = |executor: &Executor, pruning, total| {
        let collector = collector(pruning, total);
        found(archive, query, matching, collector, executor)
    };
    let alone = &Executor::SingleThread;
    let plain = by(alone, Pruning::None, true);
    for executor in [alone, &THREADS] {
        let counted = by(executor, Pruning::TopAndCount, true);
        let best = by(executor, Pruning::TopAndCount, false);
        assert_eq!(counted.total, plain.total, "{query} {matching:?}");
        assert_eq!(counted.top, plain.top, "{query} {matching:?} {limit}");
        assert_eq!(best.top, plain.top, "{query} {matching:?} {limit}");
    }
}

/// Segments side by side share how high scores must be, in whatever order they come.
static THREADS: LazyLock<Executor> =
    LazyLock::new(|| Executor::multi_thread(3, "test-").expect("threads"));

/// Articles of the few words that the queries ask for.
fn articles() -> impl Strategy<Value = Vec<(String, String)>> {
    let word = prop::sample::select(vec![
        "port", "ports", "strike", "strikes", "striking", "ferry", "storm", "the", "of", "rest",
    ]);
    let text = |most| {
        let words = prop::collection::vec(word.clone(), 0..most);
        words.prop_map(|words| words.join(" "))
    };
    prop::collection::vec((text(4), text(40)), 1..40)
}

fn archive_of(texts: &[(String, String)], segments: usize) -> Archive {
    let ids: Vec<String> = (0..texts.len())
        .map(|n| format!("{:05}", n * 7919 % 10_007))
        .collect();
    let articles: Vec<(&str, &str, &str)> = ids
        .iter()
        .zip(texts)
        .map(|(id, (title, body))| (id.as_str(), title.as_str(), body.as_str()))
        .collect();
    let parts: Vec<&[(&str, &str, &str)]> =
        articles.chunks(articles.len().div_ceil(segments)).collect();
    archive(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn as_a_full_scan(texts in articles(), segments in 1..5_usize, limit in 1..30_usize) {
        let archive = archive_of(&texts, segments);
        for query in QUERIES {
            for matching in [Matching::All, Matching::Any] {
                agree(&archive, query, matching, limit);
            }
        }
    }
}

/// The first hits are those of a ranking that leaves nothing out, whatever the second stage adds.
fn same_first(archive: &Archive, query: &str, limit: usize) {
    for candidates in [0, 5, 200] {
        let rank = |limit| {
            let options = SearchOptions {
                limit,
                without_total: true,
                ranking: RankOptions {
                    candidates,
                    ..RankOptions::default()
                },
                ..SearchOptions::default()
            };
            archive
                .rank(&parse(query), &options)
                .expect("an answer")
                .hits
        };
        let mut whole = rank(20_000);
        whole.truncate(limit);
        assert_eq!(rank(limit), whole, "{query} {limit} of {candidates}");
    }
}

proptest! {
    #[test]
    fn keys_are_ordered_as_scores_are(a in any::<f32>(), b in any::<f32>()) {
        prop_assert_eq!(key(a).cmp(&key(b)), a.total_cmp(&b));
        prop_assert_eq!(score(key(a)).to_bits(), a.to_bits());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn first_as_in_a_full_ranking(texts in articles(), segments in 1..5_usize, limit in 1..9_usize) {
        let archive = archive_of(&texts, segments);
        for query in QUERIES {
            same_first(&archive, query, limit);
        }
    }
}

/// More articles than windows hold, with words of all frequencies.
#[test]
fn over_several_windows() {
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut texts = Vec::new();
    for _ in 0..9_500 {
        let mut body = vec!["the"; 1 + next(3) as usize];
        for (word, one_in) in [
            ("port", 2),
            ("ports", 9),
            ("strike", 40),
            ("ferry", 700),
            ("storm", 5),
            ("of the port", 30),
        ] {
            if next(one_in) == 0 {
                body.extend(vec![word; 1 + next(4) as usize]);
            }
        }
        body.extend(vec!["rest"; next(30) as usize]);
        texts.push((String::new(), body.join(" ")));
    }
    for segments in [1, 3] {
        let archive = archive_of(&texts, segments);
        for query in QUERIES {
            for matching in [Matching::All, Matching::Any] {
                for limit in [1, 10, 200] {
                    agree(&archive, query, matching, limit);
                }
            }
            same_first(&archive, query, 10);
        }
    }
}

#[test]
fn the_queries_take_each_way() {
    let archive = archive(&[&[("a", "Port strike", "The ferry.")]]);
    let pruning = |query| {
        let options = SearchOptions::default();
        let lowered = archive.lower(&parse(query), &options).expect("words");
        let counted = archive
            .searcher
            .search(&*lowered.query, &Count)
            .expect("a count");
        (lowered.pruning, counted)
    };
    assert_eq!(pruning("port strike"), (Pruning::TopAndCount, 1));
    assert_eq!(pruning("port OR storm"), (Pruning::TopAndCount, 1));
    assert_eq!(pruning("port -ferry"), (Pruning::TopAndCount, 0));
    assert_eq!(pruning("\"port strike\""), (Pruning::Top, 1));
    assert_eq!(pruning("\"port strike\" ferry"), (Pruning::None, 1));
}
