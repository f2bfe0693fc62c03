//! SeekStorm as a crate: one shard a thread, as it does by itself.

use anyhow::{Result, anyhow};
use peer::{Built, HITS, Query, Task};
use seekstorm::commit::Commit;
use seekstorm::highlighter::{Highlight, highlighter};
use seekstorm::index::{
    AccessType, Close, Clustering, DocumentCompression, FileType, FrequentwordType, IndexArc,
    IndexDocument, IndexMetaObject, LexicalSimilarity, NgramSet, StemmerType, StopwordType,
    TokenizerType, create_index, open_index,
};
use seekstorm::search::{QueryRewriting, QueryType, ResultObject, ResultType, Search, SearchMode};
use seekstorm::vector::Inference;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;
use tokio::runtime::Runtime;

const TOLD: &str = "a shard a thread, tokens of Unicode letters and digits, no stemmer, no stop words, BM25F, bigrams of frequent \
    English words (its default), documents in zstd; commit, close, and all files synced by us. Hits: the ten best without a count \
    over title and body; passages: its highlighter over the body, one fragment of 160 characters";

fn main() -> Result<()> {
    let runtime = Runtime::new()?;
    match Task::read()? {
        Task::Index {
            file,
            folder,
            threads,
        } => runtime.block_on(index(&file, &folder, threads)),
        Task::Search {
            folder,
            queries,
            runs,
        } => {
            let index = runtime
                .block_on(open_index(&folder))
                .map_err(|error| anyhow!(error))?;
            peer::measure(
                &queries,
                runs,
                &mut |query| Ok(runtime.block_on(found(&index, query)).results.len()),
                &mut |query| runtime.block_on(passages(&index, query)),
            )
        }
    }
}

fn meta() -> IndexMetaObject {
    IndexMetaObject {
        id: 0,
        name: "articles".to_owned(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer: TokenizerType::UnicodeAlphanumeric,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::English,
        ngram_indexing: NgramSet::NgramFF as u8,
        document_compression: DocumentCompression::Zstd,
        access_type: AccessType::Mmap,
        spelling_correction: None,
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: 11,
    }
}

const SCHEMA: &str = r#"[
    {"field":"id","field_type":"String32","store":true,"index_lexical":false},
    {"field":"title","field_type":"Text","store":true,"index_lexical":true},
    {"field":"body","field_type":"Text","store":true,"index_lexical":true,"longest":true}
]"#;

/// It does not say by itself.
fn version() -> &'static str {
    let versions = include_str!("../../Cargo.lock");
    let entry = versions.split("name = \"seekstorm\"\nversion = \"").nth(1);
    entry
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

async fn index(file: &Path, folder: &Path, threads: usize) -> Result<()> {
    let schema = serde_json::from_str(SCHEMA)?;
    let created = create_index(folder, meta(), &schema, &Vec::new(), true, Some(threads)).await;
    let index = created.map_err(|error| anyhow!(error))?;
    let mut built = Built {
        version: version().to_owned(),
        told: TOLD.to_owned(),
        segments: threads,
        ..Built::default()
    };
    let start = Instant::now();
    for article in peer::articles(file)? {
        let article = article?;
        built.add(&article);
        let fields = [
            ("id", article.id),
            ("title", article.title),
            ("body", article.body),
        ];
        let document = fields.map(|(name, text)| (name.to_owned(), Value::String(text)));
        index
            .index_document(document.into_iter().collect(), FileType::None)
            .await;
    }
    index.commit().await;
    index.close().await;
    peer::sync(folder)?;
    built.seconds = start.elapsed().as_secs_f64();
    built.print()
}

async fn found(index: &IndexArc, query: &Query) -> ResultObject {
    let (kind, text) = match query.kind.as_str() {
        phrase if phrase.starts_with("phrase") => {
            (QueryType::Phrase, format!("\"{}\"", query.words.join(" ")))
        }
        and if and.starts_with("and") => (QueryType::Intersection, query.words.join(" ")),
        _ => (QueryType::Union, query.words.join(" ")),
    };
    index
        .search(
            text,
            None,
            kind,
            SearchMode::Lexical,
            false,
            0,
            HITS,
            ResultType::Topk,
            false,
            Vec::new(),
            Vec::new(),
            Vec::new(),
            Vec::new(),
            QueryRewriting::SearchOnly,
        )
        .await
}

async fn passages(index: &IndexArc, query: &Query) -> Result<usize> {
    let found = found(index, query).await;
    let highlight = Highlight {
        field: "body".to_owned(),
        fragment_number: 1,
        fragment_size: 160,
        ..Highlight::default()
    };
    let marking = Some(highlighter(index, vec![highlight], found.query_terms.clone()).await);
    let all = HashSet::new();
    let index = index.read().await;
    let mut marked = 0;
    for hit in &found.results {
        let document = index
            .get_document(hit.doc_id, false, &marking, &all, &[])
            .await;
        let document = document.map_err(|error| anyhow!(error))?;
        let body = document
            .get("body")
            .and_then(Value::as_str)
            .unwrap_or_default();
        marked += usize::from(body.contains("<b>"));
    }
    Ok(marked)
}
