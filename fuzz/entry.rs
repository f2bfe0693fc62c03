//! What the fuzzer runs, and the tests run in a bounded way: a query is parsed, printed, lowered, counted and marked.

use jiff::Timestamp;
use newsdex::article::Article;
use newsdex::query::lower::{Lexicon, LowerOptions, Vocabulary, lower};
use newsdex::query::{Field, parse, parse_strict};
use newsdex::schema::{self, Fields};
use tantivy::collector::Count;
use tantivy::{Index, Searcher};

/// Texts of the articles.
const BODIES: [&str; 4] = [
    "The storm hit the U.S. coast. A flood came; the Storm passed.\n\nKorea's troops, COVID-19 and 9/11.",
    "storm storm storm surge surge",
    "俄罗斯特种部队。 Café naïve, \u{1F680} o'brien e\u{301}t\u{e9}",
    "",
];

/// A small index in memory.
pub(crate) struct Small {
    searcher: Searcher,
    fields: Fields,
}

impl Small {
    /// Builds it.
    pub(crate) fn new() -> Small {
        let (schema, fields) = schema::schema();
        let index = Index::create_in_ram(schema);
        schema::register(&index);
        let mut writer = index
            .writer_with_num_threads(1, 15_000_000)
            .expect("a writer");
        for (number, body) in (0..).zip(BODIES) {
            let article = Article {
                title: "Storm over Korea".to_owned(),
                body: body.to_owned(),
                authors: vec!["Ada Quill".to_owned()],
                language: "en".to_owned(),
                published: Timestamp::from_second(1_704_067_200 + 86_400 * number).ok(),
                ..Article::default()
            };
            let document = schema::document(&article, &fields);
            writer.add_document(document).expect("room");
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        Small { searcher, fields }
    }
}

/// Checks what must hold for any text.
pub(crate) fn query(text: &str, small: &Small) {
    let query = parse(text);
    assert_eq!(parse_strict(text).is_ok(), query.warnings.is_empty());
    for warning in &query.warnings {
        assert!(warning.caret(text).contains('^'), "{text:?}");
    }
    let printed = query.to_string();
    // What is longer than a query may be is cut.
    if printed.len() <= newsdex::query::MAX_BYTES {
        assert_eq!(
            parse(&printed).sexpr(),
            query.sexpr(),
            "{text:?}: {printed:?}"
        );
    }
    let lexicon = Lexicon::open(&small.searcher, &small.fields).expect("a readable index");
    let vocabulary = Vocabulary::new(&lexicon, small.fields, &[]);
    let options = LowerOptions::default();
    let lowered = lower(query.root.as_ref(), &vocabulary, &options).expect("a readable index");
    let Some(lowered) = lowered else {
        return;
    };
    let found = small.searcher.search(&*lowered.query, &Count);
    assert!(found.expect("a count") <= BODIES.len());
    let matcher = lowered.spec.matcher("en");
    for body in BODIES {
        for span in matcher.find(body, Field::Body) {
            let marked = body.get(span.start..span.end);
            assert!(marked.is_some_and(|marked| !marked.is_empty()), "{text:?}");
        }
    }
}
