//! tantivy's own writer is the measure of ours: the files must be the same to the byte.

mod runs;

use super::SegmentWriter;
use crate::article::{Article, Location};
use crate::schema::{self, Fields, Key, StoredArticle, in_memory};
use jiff::Timestamp;
use proptest::prelude::*;
use tantivy::collector::{Count, TopDocs};
use tantivy::index::SegmentComponent;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, IndexWriter, SingleSegmentIndexWriter, Term};

const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

const WRITER_BYTES: usize = 30 << 20;

fn writer(index: &Index) -> IndexWriter {
    let writer = index.writer_with_num_threads(1, WRITER_BYTES);
    let writer = writer.expect("nobody else writes");
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer
}

fn filled(index: &Index, fields: Fields, articles: &[Article]) -> SegmentWriter {
    let mut ours = SegmentWriter::new(index, fields).expect("memory takes files");
    for article in articles {
        ours.add(article).expect("memory takes documents");
    }
    ours
}

/// An index of ours, from as many writers as asked for.
fn ours(articles: &[Article], writers: usize, threads: usize) -> Index {
    let (index, fields) = in_memory::empty();
    let size = articles.len().div_ceil(writers).max(1);
    let parts = articles.chunks(size);
    let parts = parts.map(|part| filled(&index, fields, part)).collect();
    let meta = SegmentWriter::finish_together(parts, None, threads).expect("memory takes files");
    let mut writer = writer(&index);
    writer.add_segment(meta.expect("articles")).expect("added");
    writer.commit().expect("committed");
    index
}

fn theirs(articles: &[Article]) -> Index {
    let (with_analyzer, fields) = in_memory::empty();
    let writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema::schema().0)
        .settings(schema::settings())
        .tokenizers(with_analyzer.tokenizers().clone())
        .single_segment_index_writer(tantivy::directory::RamDirectory::create(), WRITER_BYTES)
        .expect("an index in memory");
    add_theirs(writer, fields, articles)
}

fn add_theirs(mut writer: SingleSegmentIndexWriter, fields: Fields, articles: &[Article]) -> Index {
    for article in articles {
        let document = schema::document(article, &fields);
        writer
            .add_document(document)
            .expect("memory takes documents");
    }
    writer.finalize().expect("memory takes files")
}

fn files(index: &Index) -> Vec<(SegmentComponent, Vec<u8>)> {
    let segments = index.searchable_segments().expect("an index");
    let [segment] = &segments[..] else {
        panic!("{} segments", segments.len());
    };
    let read = |component: SegmentComponent| {
        let file = segment.open_read(component.clone()).expect("a file");
        (component, file.read_bytes().expect("in memory").to_vec())
    };
    COMPONENTS.into_iter().map(read).collect()
}

#[track_caller]
fn assert_same_files(ours: &Index, theirs: &Index) {
    for ((component, ours), (_, theirs)) in files(ours).into_iter().zip(files(theirs)) {
        assert!(
            ours == theirs,
            "{component:?}: {} and {} bytes",
            ours.len(),
            theirs.len()
        );
    }
    assert!(ours.validate_checksum().expect("readable").is_empty());
}

/// Words by a skewed draw, so that some are in most documents and many in one. The same for the same seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }

    fn word(&mut self) -> String {
        let rank = 1 << self.below(14);
        match self.below(40) {
            0 => "漢字仮名"
                .chars()
                .cycle()
                .skip(self.below(4) as usize)
                .take(3)
                .collect(),
            1 => format!("internationalisation{}", self.below(9)),
            2 => "X".repeat(100 + self.below(60) as usize),
            3..10 => {
                let words = ["of", "the", "said", "в", "und", "US", "EU.\n\n", "end."];
                words[self.below(8) as usize].to_owned()
            }
            _ => format!("w{}", self.below(rank)),
        }
    }

    fn text(&mut self, most: u64) -> String {
        let words = self.below(most + 1);
        (0..words).map(|_| self.word() + " ").collect()
    }

    fn article(&mut self, number: usize) -> Article {
        let published = Timestamp::from_second(self.below(1 << 31) as i64).ok();
        Article {
            id: format!("id-{number}"),
            title: self.text(8),
            body: self.text(300),
            comments: if self.below(9) == 0 {
                self.text(40)
            } else {
                String::new()
            },
            source: if self.below(3) > 0 {
                self.text(2)
            } else {
                String::new()
            },
            agency: self.text(1),
            place: if number.is_multiple_of(7) {
                self.text(2)
            } else {
                String::new()
            },
            authors: (0..self.below(3)).map(|_| self.text(3)).collect(),
            published: published.filter(|_| !number.is_multiple_of(3)),
            captured: published.filter(|_| number.is_multiple_of(4)),
            url: format!("https://example.org/{number}"),
            section: self.text(1),
            language: ["", "en", "de"][self.below(3) as usize].to_owned(),
            location: Location {
                path: "a.jsonl".to_owned(),
                member: number.is_multiple_of(5).then(|| "b".to_owned()),
                record: number as u64,
            },
        }
    }
}

fn corpus(articles: usize) -> Vec<Article> {
    let mut draw = Draw(7);
    let mut corpus: Vec<Article> = (0..articles).map(|number| draw.article(number)).collect();
    corpus.push(Article::default());
    corpus.push(Article {
        id: "frequent".to_owned(),
        body: "tide ".repeat(1000) + &"w0 ".repeat(700),
        ..Article::default()
    });
    corpus
}

#[test]
fn a_corpus_with_full_blocks_gives_the_same_files() {
    let articles = corpus(700);
    assert_same_files(&ours(&articles, 1, 1), &theirs(&articles));
}

#[test]
fn several_writers_and_threads_give_the_same_segment() {
    let articles = corpus(400);
    let (mut ours, mut theirs) = (files(&ours(&articles, 3, 4)), files(&theirs(&articles)));
    // Blocks of the store end where a writer ends.
    assert!(ours.pop().is_some() && theirs.pop().is_some());
    assert!(ours == theirs);
}

#[test]
fn no_articles_give_no_segment() {
    let (index, fields) = in_memory::empty();
    let empty = || SegmentWriter::new(&index, fields).expect("memory takes files");
    assert!(empty().finish().expect("nothing to do").is_none());
    let articles = [Article::default()];
    let writers = vec![empty(), filled(&index, fields, &articles), empty()];
    let meta = SegmentWriter::finish_together(writers, None, 2).expect("memory takes files");
    assert_eq!(meta.map(|meta| meta.max_doc()), Some(1));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "\\PC{0,40}",
        "([a-c]{1,2}|the|of|the of the|[A-Z]{15,18}|漢字|กขค|l'eau|U\\.S\\.|NATO\\. Now|\n\n|x{127,130}|½|\u{fdfa}|[,. ]){0,30}",
    ]
}

prop_compose! {
    fn article()(
        id in "[a-z]{0,3}", title in text(), body in text(), comments in text(), source in text(),
        authors in prop::collection::vec(text(), 0..4), second in prop::option::of(-377_705_023_201..=253_402_207_200i64),
        origin in (text(), text(), prop::option::of(0..4_000_000_000i64)), section in text(), url in text(), language in "(|en|de|\\PC{3})", member in prop::option::of(text()), record: u64,
    ) -> Article {
        let published = second.and_then(|second| Timestamp::from_second(second).ok());
        let (agency, place, captured) = origin;
        let captured = captured.and_then(|second| Timestamp::from_second(second).ok());
        let location = Location { path: url.clone(), member, record };
        Article { id, title, body, comments, source, agency, place, authors, published, captured, url, section, language, location }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_articles_give_the_same_files(articles in prop::collection::vec(article(), 1..30)) {
        assert_same_files(&ours(&articles, 1, 1), &theirs(&articles));
    }

    #[test]
    fn any_writers_give_the_same_articles(articles in prop::collection::vec(article(), 1..20), writers in 1usize..5) {
        let (index, reference) = (ours(&articles, writers, 2), theirs(&articles));
        prop_assert_eq!(&files(&index)[..5], &files(&reference)[..5]);
        prop_assert_eq!(stored(&index), stored(&reference));
    }
}

fn stored(index: &Index) -> Vec<Article> {
    let searcher = index.reader().expect("an index").searcher();
    let documents = searcher.segment_reader(0).max_doc();
    let read = |document| {
        let address = tantivy::DocAddress::new(0, document);
        let stored: StoredArticle = searcher.doc(address).expect("a document");
        stored.0
    };
    (0..documents).map(read).collect()
}

/// Scores and articles of the best ten, and how many match.
fn search(index: &Index, query: &dyn Query) -> (Vec<(u32, u32)>, usize) {
    let searcher = index.reader().expect("an index").searcher();
    let best = TopDocs::with_limit(10).order_by_score();
    let (hits, count) = searcher.search(query, &(best, Count)).expect("a search");
    let place = |(score, address): (f32, tantivy::DocAddress)| (score.to_bits(), address.doc_id);
    (hits.into_iter().map(place).collect(), count)
}

#[test]
fn searches_find_the_same_with_the_same_scores() {
    let articles = corpus(1500);
    let (ours, theirs) = (ours(&articles, 2, 2), theirs(&articles));
    let fields = schema::schema().1;
    let term = |field: Field, word: &str| Term::from_field_text(field, word);
    let one = |word: &str| -> Box<dyn Query> {
        Box::new(TermQuery::new(
            term(fields.body, word),
            IndexRecordOption::WithFreqs,
        ))
    };
    let two = |occur, first: &str, second: &str| -> Box<dyn Query> {
        Box::new(BooleanQuery::new(vec![
            (occur, one(first)),
            (occur, one(second)),
        ]))
    };
    let mut matches = 0;
    for (first, second) in [("w0", "w1"), ("w3", "tide"), ("w0", "w700"), ("w2", "漢字")] {
        let words = vec![term(fields.body, first), term(fields.body, second)];
        let queries = [
            one(first),
            two(Occur::Must, first, second),
            two(Occur::Should, first, second),
            Box::new(PhraseQuery::new(words)),
        ];
        for query in queries {
            let found = search(&ours, &query);
            matches += usize::from(found.1 > 10);
            assert_eq!(found, search(&theirs, &query), "{query:?}");
        }
    }
    assert!(
        matches > 8,
        "only {matches} queries choose among their matches"
    );
    let authors = PhraseQuery::new(vec![term(fields.author, "w0"), term(fields.author, "w0")]);
    assert_eq!(search(&ours, &authors), search(&theirs, &authors));
}

#[test]
fn tantivy_merges_our_segments_and_deletes_from_them() {
    let articles = corpus(300);
    let (mine, rest) = articles.split_at(200);
    let (index, fields) = in_memory::empty();
    let mut writer = writer(&index);
    let meta = filled(&index, fields, mine)
        .finish()
        .expect("memory takes files");
    writer.add_segment(meta.expect("articles")).expect("added");
    for article in rest {
        writer
            .add_document(schema::document(article, &fields))
            .expect("added");
    }
    writer.commit().expect("committed");
    writer.delete_term(Key::of("id-7").term(fields.key));
    writer.delete_term(Key::of("id-250").term(fields.key));
    writer.commit().expect("committed");
    let segments = index.searchable_segment_ids().expect("an index");
    assert_eq!(segments.len(), 2);
    writer.merge(&segments).wait().expect("merged");
    let kept = |article: &&Article| article.id != "id-7" && article.id != "id-250";
    let expected: Vec<Article> = articles.iter().filter(kept).cloned().collect();
    let mut found = stored(&index);
    found.sort_by_key(|article| expected.iter().position(|kept| kept.id == article.id));
    assert_eq!(found, expected);
    assert!(index.validate_checksum().expect("readable").is_empty());
    let tide = TermQuery::new(
        Term::from_field_text(fields.body, "tide"),
        IndexRecordOption::Basic,
    );
    assert_eq!(search(&index, &tide).1, 1);
}

#[test]
fn bytes_grow_with_the_articles() {
    let (index, fields) = in_memory::empty();
    let articles = corpus(300);
    let few = filled(&index, fields, &articles[..100]).bytes();
    let many = filled(&index, fields, &articles).bytes();
    let words: usize = articles
        .iter()
        .map(|article| article.body.split(' ').count())
        .sum();
    assert!(few < many && 8 * words < many, "{few} {many} {words}");
}
