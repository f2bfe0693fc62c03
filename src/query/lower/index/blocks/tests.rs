//! Posting lists as tantivy's own reader has them.

use super::Blocks;
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::lower::index::placed_list::PlacedList;
use crate::query::lower::index::segment_files::SegmentFiles;
use proptest::prelude::*;
use std::sync::Arc;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption::{WithFreqs, WithFreqsAndPositions};
use tantivy::schema::{Field, Schema, TEXT, TextFieldIndexing, TextOptions};
use tantivy::{DocId, DocSet, Index, Searcher, TERMINATED, TantivyDocument, Term};

/// A field with the same words.
const WITHOUT_POSITIONS: &str = "plain";

/// An index of one segment; of each article how often it has the word, and how many others.
pub(in crate::query::lower) fn searcher(articles: &[(usize, usize)]) -> (Searcher, Field) {
    let mut schema = Schema::builder();
    let field = schema.add_text_field("body", TEXT);
    let plain = TextFieldIndexing::default().set_index_option(WithFreqs);
    let plain = TextOptions::default().set_indexing_options(plain);
    let plain = schema.add_text_field(WITHOUT_POSITIONS, plain);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index
        .writer_with_num_threads(1, 15_000_000)
        .expect("a writer");
    for &(times, others) in articles {
        let text = "other ".repeat(others) + &"word other ".repeat(times);
        let mut article = TantivyDocument::new();
        article.add_text(field, &text);
        article.add_text(plain, text);
        writer.add_document(article).expect("room");
    }
    writer.commit().expect("a commit");
    let searcher = index.reader().expect("a reader").searcher();
    assert_eq!(searcher.segment_readers().len(), 1);
    (searcher, field)
}

pub(in crate::query::lower) fn place(searcher: &Searcher, field: Field) -> TermPostings {
    let reader = searcher.segment_reader(0);
    let segment = reader.segment_id();
    let files = SegmentFiles::open(searcher, segment).expect("files");
    let files = files.field(field, &None).expect("a field");
    let inverted = reader.inverted_index(field).expect("words");
    let info = inverted.get_term_info(&Term::from_field_text(field, "word"));
    TermPostings {
        field,
        segment,
        info: info.expect("a dictionary").expect("the word"),
        files: Arc::new(files.expect("the field")),
    }
}

/// Documents, frequencies and positions by tantivy.
pub(in crate::query::lower) fn by_tantivy(
    searcher: &Searcher,
    field: Field,
) -> Vec<(DocId, u32, Vec<u32>)> {
    let inverted = searcher.segment_reader(0).inverted_index(field);
    let word = Term::from_field_text(field, "word");
    let postings = inverted
        .expect("words")
        .read_postings(&word, WithFreqsAndPositions);
    let mut postings = postings.expect("a list").expect("the word");
    let mut found = Vec::new();
    while postings.doc() != TERMINATED {
        let mut positions = Vec::new();
        postings.positions(&mut positions);
        found.push((postings.doc(), postings.term_freq(), positions));
        postings.advance();
    }
    found
}

pub(in crate::query::lower) fn articles() -> impl Strategy<Value = Vec<(usize, usize)>> {
    let article = (prop_oneof![3 => 0_usize..3, 1 => 0_usize..40], 0_usize..30);
    let sizes = prop_oneof![Just(1..40), Just(120..140), Just(250..270), Just(300..700)];
    let some = sizes.prop_flat_map(move |size| prop::collection::vec(article.clone(), size));
    some.prop_map(|mut articles| {
        articles[0].0 += 1;
        articles
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn as_tantivy_reads_it(articles in articles(), steps in prop::collection::vec(1_u32..200, 1..40)) {
        let (searcher, field) = searcher(&articles);
        let expected = by_tantivy(&searcher, field);
        let place = place(&searcher, field);

        let mut blocks = Blocks::open(&place.files, &place.info).expect("a list");
        let mut found = Vec::new();
        while !blocks.is_over() {
            let (docs, frequencies) = blocks.postings();
            found.extend(docs.iter().copied().zip(frequencies.iter().copied()));
            blocks.advance();
        }
        let plain: Vec<_> = expected.iter().map(|&(doc, times, _)| (doc, times)).collect();
        prop_assert_eq!(&found, &plain);

        let field = searcher.schema().get_field(WITHOUT_POSITIONS).expect("a field");
        let shorter = self::place(&searcher, field);
        let mut blocks = Blocks::open(&shorter.files, &shorter.info).expect("a list");
        let mut found = Vec::new();
        while !blocks.is_over() {
            let (docs, frequencies) = blocks.postings();
            found.extend(docs.iter().copied().zip(frequencies.iter().copied()));
            blocks.advance();
        }
        prop_assert_eq!(&found, &plain);

        let mut list = PlacedList::open(&place, true).expect("a list");
        let mut target = 0;
        for step in steps {
            target += step;
            let next = expected.iter().find(|(doc, _, _)| *doc >= target);
            let doc = list.seek(target);
            prop_assert_eq!(doc, next.map_or(TERMINATED, |next| next.0));
            let Some((_, times, positions)) = next else {
                break;
            };
            prop_assert_eq!(list.frequency(), *times);
            let mut read = Vec::new();
            list.positions(7, &mut read);
            prop_assert_eq!(read, positions.iter().map(|at| at + 7).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_damaged_list_is_an_error_or_ends() {
    let (searcher, field) = searcher(&vec![(2, 1); 300]);
    let place = place(&searcher, field);
    let bytes = place.files.postings.as_slice();
    for length in [0, 1, 2, 20, bytes.len() / 2] {
        let mut files = SegmentFiles::open(&searcher, place.segment)
            .and_then(|files| files.field(field, &None))
            .expect("files")
            .expect("the field");
        files.postings = files.postings.slice(0..length);
        assert!(Blocks::open(&files, &place.info).is_err());
        let mut info = place.info.clone();
        info.postings_range = 0..length;
        if let Ok(mut blocks) = Blocks::open(&files, &info) {
            while !blocks.is_over() {
                assert_eq!(blocks.postings().0.len(), blocks.postings().1.len());
                blocks.advance();
            }
        }
    }
}
