//! The same articles through tantivy's own writer, as its documentation says to use it.

use crate::article::Article;
use crate::schema;
use std::path::Path;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{Index, IndexWriter};

/// Of the memory allowed, tantivy's arenas hold up to twice what they are given.
const SHARE: f64 = 0.5;

/// tantivy's limits: threads of one writer, and bytes for each.
const MAX_THREADS: usize = 8;
const MIN_BYTES: usize = 16 << 20;

/// Builds an index of one segment.
pub(super) fn build(
    folder: &Path,
    articles: &[Article],
    threads: usize,
    memory: usize,
) -> tantivy::Result<()> {
    let (schema, fields) = schema::schema();
    let index = Index::builder()
        .schema(schema)
        .settings(schema::settings())
        .create_in_dir(folder)?;
    schema::register(&index);
    let threads = threads.clamp(1, MAX_THREADS);
    let budget = ((memory as f64 * SHARE) as usize).max(threads * MIN_BYTES);
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, budget)?;
    // One merge at the end instead of several on the way.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for article in articles {
        writer.add_document(schema::plain_document(article, &fields))?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
    }
    writer.wait_merging_threads()
}
