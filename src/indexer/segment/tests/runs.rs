//! Words that were put away in a file: the segment must be the same.

use super::{article, corpus, files, filled, in_memory, stored, theirs, writer};
use crate::article::Article;
use crate::indexer::segment::SegmentWriter;
use proptest::prelude::*;
use std::path::Path;
use tantivy::Index;

/// An index of ours, from as many writers as asked for, each of which puts its words away after so many articles.
fn ours_in_runs(articles: &[Article], writers: usize, every: usize) -> Index {
    let (index, fields) = in_memory::empty();
    let folder = tempfile::tempdir().expect("a folder");
    let size = articles.len().div_ceil(writers).max(1);
    let mut parts = Vec::new();
    for part in articles.chunks(size) {
        let mut writer = SegmentWriter::new(&index, fields).expect("memory takes files");
        for run in part.chunks(every) {
            for article in run {
                writer.add(article).expect("memory takes documents");
            }
            // The last one stays in memory unless it is as long as the others.
            if run.len() == every {
                let before = writer.bytes();
                writer
                    .put_away(folder.path())
                    .expect("the disk takes files");
                assert!(writer.bytes() < before);
            }
        }
        parts.push(writer);
    }
    let meta =
        SegmentWriter::finish_together(parts, Some(folder.path()), 3).expect("memory takes files");
    let mut writer = writer(&index);
    writer.add_segment(meta.expect("articles")).expect("added");
    writer.commit().expect("committed");
    index
}

#[test]
fn words_put_away_give_the_same_segment() {
    let articles = corpus(400);
    let theirs = theirs(&articles);
    for (writers, every) in [(1, 150), (3, 40), (2, 1)] {
        let ours = ours_in_runs(&articles, writers, every);
        // Blocks of the store end where a batch ends.
        let pairs = files(&ours).into_iter().zip(files(&theirs)).take(5);
        for ((component, ours), (_, theirs)) in pairs {
            assert!(
                ours == theirs,
                "{component:?} of {writers} writers, {every}"
            );
        }
        assert_eq!(stored(&ours), articles);
        assert!(ours.validate_checksum().expect("readable").is_empty());
    }
}

#[test]
fn a_folder_that_takes_no_files_is_named() {
    let (index, fields) = in_memory::empty();
    let mut writer = filled(&index, fields, &corpus(3));
    let error = writer.put_away(Path::new("/nowhere/at/all"));
    let error = error.expect_err("no such folder").to_string();
    assert!(error.contains("/nowhere/at/all: temporary file"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_articles_put_away_give_the_same_segment(
        articles in prop::collection::vec(article(), 1..40), writers in 1usize..4, every in 1usize..9,
    ) {
        let (index, reference) = (ours_in_runs(&articles, writers, every), theirs(&articles));
        prop_assert_eq!(&files(&index)[..5], &files(&reference)[..5]);
        prop_assert_eq!(stored(&index), stored(&reference));
    }
}
