use super::*;
use crate::query::lower::{LowerOptions, Matching};
use crate::query::parse;
use crate::schema::in_memory::index_of;
use proptest::prelude::*;
use tantivy::{Index, TantivyDocument};

mod across;
mod background;
mod bounded;
mod exact_copies;
mod expanding;
mod languages;
mod order;

/// An archive of articles with these ids, titles and bodies, a segment for each list.
pub(super) fn archive(segments: &[&[(&str, &str, &str)]]) -> Archive {
    let article = |&(id, title, body): &(&str, &str, &str)| Article {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        source: "Port Wire".into(),
        language: "en".into(),
        ..Article::default()
    };
    let articles = segments
        .iter()
        .map(|segment| segment.iter().map(article).collect());
    archive_of(articles.collect())
}

/// An archive of these articles, a segment for each list.
fn archive_of(segments: Vec<Vec<Article>>) -> Archive {
    archive_in(&index_of(segments.iter().map(|articles| documents(articles))).0)
}

fn documents(articles: &[Article]) -> Vec<TantivyDocument> {
    let fields = schema::schema().1;
    let documents = articles
        .iter()
        .map(|article| schema::document(article, &fields));
    documents.collect()
}

fn archive_in(index: &Index) -> Archive {
    Archive {
        folder: PathBuf::new(),
        searcher: index.reader().expect("a reader").searcher(),
        fields: schema::schema().1,
        commit: None,
        lexicon: OnceLock::new(),
        ids: OnceLock::new(),
        text_keys: OnceLock::new(),
        threads: Threads::default(),
    }
}

fn options(matching: Matching, candidates: usize) -> SearchOptions {
    SearchOptions {
        lower: LowerOptions {
            matching,
            ..LowerOptions::default()
        },
        limit: 100,
        ranking: RankOptions {
            candidates,
            explain: true,
            ..RankOptions::default()
        },
        ..SearchOptions::default()
    }
}

fn ids(archive: &Archive, query: &str, options: &SearchOptions) -> Vec<String> {
    let results = archive.search(&parse(query), options).expect("an answer");
    results.hits.into_iter().map(|hit| hit.article.id).collect()
}

const HARBOUR: &[(&str, &str, &str)] = &[
    (
        "h1",
        "Storm over the harbour",
        "The harbour pilots stayed ashore while the storm blew over the harbour.",
    ),
    (
        "h2",
        "",
        "Pilots of an airline met near the harbour of a town that no storm has reached.",
    ),
    (
        "h3",
        "Harbours",
        "A storm, said the pilot, is what harbours are for. Special forces watched.",
    ),
    (
        "h4",
        "Markets",
        "Special rates fell and the forces of the market rose over the year.",
    ),
];

const STRIKE: &[(&str, &str, &str)] = &[
    (
        "s1",
        "Harbour strike",
        "Harbour pilots strike. A harbour pilot strikes rarely, and the storm was over.",
    ),
    (
        "s2",
        "",
        "It was the best of the times of the year, the end of the storm and of the rest.",
    ),
];

#[test]
fn words_near_each_other_come_first() {
    let archive = archive(&[&[
        (
            "apart",
            "",
            "Pilots spoke at great length of how they see boats, tides, wind and a harbour.",
        ),
        (
            "near",
            "",
            "Boats spoke at great length of how they see the harbour pilots, tides and wind.",
        ),
    ]]);
    let near = ["near", "apart"];
    assert_eq!(
        ids(&archive, "harbour pilots", &options(Matching::All, 9)),
        near
    );
    assert_eq!(
        ids(&archive, "pilots harbour", &options(Matching::All, 9)),
        near
    );
    // Alternatives are not expected together: what counts is who is first.
    assert_eq!(
        ids(&archive, "pilots OR harbour", &options(Matching::All, 9)),
        ["apart", "near"]
    );
    assert_eq!(
        ids(&archive, "harbour pilots", &options(Matching::All, 0)),
        ["apart", "near"]
    );
}

#[test]
fn what_stands_first_is_what_an_article_is_about() {
    let archive = archive(&[&[
        (
            "first",
            "",
            "Ferries stopped. All in the town went home by train and by bus that day.",
        ),
        (
            "ever",
            "",
            "All in the town went home by train and by bus that day. Ferries stopped.",
        ),
    ]]);
    assert_eq!(
        ids(&archive, "ferries", &options(Matching::All, 9)),
        ["first", "ever"]
    );
    assert_eq!(
        ids(&archive, "ferries", &options(Matching::All, 0)),
        ["ever", "first"]
    );
}

#[test]
fn function_words_do_not_outweigh_the_topic() {
    let archive = archive(&[&[
        ("harbour", "", "The harbour was quiet."),
        ("also", "", "A harbour is a place."),
        ("whom", "", "Whom it helped, and whom it hurt: whom?"),
    ]]);
    let best = ids(&archive, "whom harbour", &options(Matching::Any, 0));
    assert_eq!(best, ["harbour", "also", "whom"]);
    // On their own they are what is asked for.
    assert_eq!(ids(&archive, "whom", &options(Matching::Any, 0)), ["whom"]);
}

#[test]
fn words_that_ask_for_a_number_need_not_be_there() {
    let archive = archive(&[&[
        ("dam", "", "The dam was finished in 1968."),
        ("old", "", "The old town is full of old houses."),
    ]]);
    let found = |query| ids(&archive, query, &options(Matching::All, 9));
    assert_eq!(found("How old is the dam?"), ["dam"]);
    assert_eq!(found("In what year was the dam finished"), ["dam"]);
    assert_eq!(found("old dam"), Vec::<String>::new());
    assert_eq!(found("how old houses"), ["old"]);
    assert_eq!(found("how old"), ["old"]);
}

#[test]
fn a_compound_is_its_parts_where_any_word_will_do() {
    let archive = archive(&[HARBOUR]);
    let found = |matching, query| ids(&archive, query, &options(matching, 9));
    assert_eq!(found(Matching::All, "special-forces"), ["h3"]);
    assert_eq!(found(Matching::Most, "special-forces harbour"), ["h3"]);
    assert_eq!(found(Matching::Any, "special-forces"), ["h3", "h4"]);
    assert_eq!(found(Matching::Any, "\"special-forces\""), ["h3"]);
    assert_eq!(found(Matching::Any, "rates -special-forces"), ["h4"]);
    assert_eq!(
        found(Matching::Any, "rates AND special-forces"),
        Vec::<String>::new()
    );
    assert_eq!(found(Matching::Any, "source:wire-port rates"), ["h4"]);
}

const QUERIES: [&str; 15] = [
    "harbour",
    "harbour pilots storm",
    "the storm of the year",
    "\"harbour pilots\" strike",
    "special-forces storm",
    "harbour OR strike OR (pilots storm)",
    "harbour AND (storm OR pilots) -airline",
    "title:harbour body:(pilots storm)",
    "+harbour -strike source:port",
    "of the",
    "source:wire",
    "harbour harbour harbours",
    "harbour NEAR/3 storm",
    "strike \"harbour pilots\"^3 (storm OR harbours)^.5",
    "harb* NEAR/4 (storm OR \"was over\") stomr~",
];

#[test]
fn explanations_add_up() {
    let archive = archive(&[HARBOUR, STRIKE]);
    let mut kinds = std::collections::BTreeSet::new();
    for query in QUERIES {
        for matching in [Matching::All, Matching::Any] {
            for candidates in [0, 2, 9] {
                let options = options(matching, candidates);
                let results = archive.search(&parse(query), &options).expect("an answer");
                for hit in results.hits {
                    let sum: f32 = hit.explanation.iter().map(|part| part.score).sum();
                    let parts = &hit.explanation;
                    assert!(
                        (sum - hit.score).abs() < 1e-4,
                        "{query}: {} of {parts:?}",
                        hit.score
                    );
                    assert!(
                        parts.iter().all(|part| part.part != PartKind::Other),
                        "{query}: {parts:?}"
                    );
                    kinds.extend(parts.iter().map(|part| format!("{:?}", part.part)));
                }
            }
        }
    }
    let kinds: Vec<String> = kinds.into_iter().collect();
    assert_eq!(kinds, ["Early", "Group", "Near", "Phrase", "Word"]);
}

#[test]
fn what_is_found_stays_and_scores_only_grow() {
    let archive = archive(&[HARBOUR, STRIKE]);
    for query in QUERIES {
        let query = parse(query);
        let search = |candidates| {
            archive
                .rank(&query, &options(Matching::Any, candidates))
                .expect("an answer")
                .hits
        };
        let first: BTreeMap<String, f32> = search(0).into_iter().collect();
        for candidates in [1, 3, 200] {
            let both = search(candidates);
            assert_eq!(both.len(), first.len());
            assert!(both.iter().all(|(id, score)| *score >= first[id]));
            assert!(both.is_sorted_by(|a, b| a.1 >= b.1), "{both:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn pages_are_cut_from_one_list(candidates in 0..8_usize, size in 1..7_usize, query in 0..QUERIES.len()) {
        let archive = archive(&[HARBOUR, STRIKE]);
        let query = parse(QUERIES[query]);
        let mut options = options(Matching::Any, candidates);
        let whole = archive.search(&query, &options).expect("an answer");
        options.limit = size;
        let mut pages = Vec::new();
        while options.offset < 12 {
            let page = archive.search(&query, &options).expect("an answer");
            prop_assert_eq!(page.total, whole.total);
            pages.extend(page.hits);
            options.offset += size;
        }
        prop_assert_eq!(pages, whole.hits);
    }
}

#[test]
fn equal_scores_are_ordered_by_id_after_the_second_stage() {
    let text = "Ferry pilots met.";
    let archive = archive(&[
        &[("d", "", text), ("b", "", text)],
        &[("a", "", text), ("c", "", text)],
    ]);
    for candidates in [0, 2, 3, 9] {
        let found = ids(
            &archive,
            "ferry pilots",
            &options(Matching::All, candidates),
        );
        // Those that were scored again come first; among equals the id decides, also which are candidates.
        assert_eq!(found, ["a", "b", "c", "d"], "{candidates}");
    }
}
