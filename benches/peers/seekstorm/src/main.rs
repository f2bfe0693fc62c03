//! SeekStorm as a peer: the settings are those of its quick start, but for one shard a thread.

use anyhow::{Result, anyhow};
use peer::{Article, Built, HITS, Kind, Query, Searching, Task};
use seekstorm::commit::Commit;
use seekstorm::highlighter::{Highlight, highlighter};
use seekstorm::index::{
    AccessType, Close, Clustering, Document, DocumentCompression, FileType, FrequentwordType,
    IndexArc, IndexDocument, IndexMetaObject, LexicalSimilarity, NgramSet, StemmerType,
    StopwordType, TokenizerType, create_index, open_index,
};
use seekstorm::search::{QueryRewriting, QueryType, ResultObject, ResultType, Search, SearchMode};
use seekstorm::vector::Inference;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;
use tokio::runtime::Runtime;

const TOLD: &str = "UnicodeAlphanumeric without stemmer or stop words, title and body Text with positions, stored, id stored, bigrams of \
    frequent English words (NgramFF), BM25F, documents in Snappy, a shard a thread; one thread reads the JSON, every shard indexes; \
    commit, close, then all files are synced by us, since it does not. Hits: Topk over title and body, a thread a shard, its parsing of the \
    query within the time; passages: its highlighter over the stored body, one fragment of 160 characters";

/// Characters of a passage.
const PASSAGE: usize = 160;

const SCHEMA: &str = r#"[
    {"field": "id", "field_type": "Text", "store": true, "index_lexical": false},
    {"field": "title", "field_type": "Text", "store": true, "index_lexical": true},
    {"field": "body", "field_type": "Text", "store": true, "index_lexical": true, "longest": true}
]"#;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = Runtime::new()?;
    match Task::read(&arguments)? {
        Task::Index {
            file,
            folder,
            threads,
        } => runtime.block_on(index(&file, &folder, threads))?.print(),
        Task::Search {
            folder,
            queries,
            runs,
        } => peer::measure(&Opened::new(runtime, &folder)?, &queries, runs),
    }
}

fn settings() -> IndexMetaObject {
    IndexMetaObject {
        id: 0,
        name: "articles".to_owned(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer: TokenizerType::UnicodeAlphanumeric,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::English,
        ngram_indexing: NgramSet::NgramFF as u8,
        document_compression: DocumentCompression::Snappy,
        access_type: AccessType::Mmap,
        spelling_correction: None,
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: 11,
    }
}

async fn index(file: &Path, folder: &Path, threads: usize) -> Result<Built> {
    let start = Instant::now();
    let schema = serde_json::from_str(SCHEMA)?;
    let created = create_index(
        folder,
        settings(),
        &schema,
        &Vec::new(),
        true,
        Some(threads),
    )
    .await;
    let index = created.map_err(|reason| anyhow!(reason))?;
    let mut built = Built::default();
    for article in peer::articles(file)? {
        let article = article?;
        built.add(&article);
        index
            .index_document(document(article), FileType::None)
            .await;
    }
    index.commit().await;
    index.close().await;
    peer::synced(folder)?;
    built.seconds = start.elapsed().as_secs_f64();
    built.segments = threads;
    built.version = peer::locked_version(peer::LOCK, "seekstorm").to_owned();
    built.told = TOLD.to_owned();
    Ok(built)
}

fn document(article: Article) -> Document {
    let fields = [
        ("id", article.id),
        ("title", article.title),
        ("body", article.body),
    ];
    let value = |(name, text): (&str, String)| (name.to_owned(), Value::String(text));
    fields.into_iter().map(value).collect()
}

struct Opened {
    runtime: Runtime,
    index: IndexArc,
}

impl Opened {
    fn new(runtime: Runtime, folder: &Path) -> Result<Opened> {
        let opened = runtime.block_on(open_index(folder));
        let index = opened.map_err(|reason| anyhow!(reason))?;
        Ok(Opened { runtime, index })
    }

    async fn found(&self, (kind, text): &(QueryType, String)) -> ResultObject {
        // No query by vector, no count, nothing that is not committed, no fields left out, no facets, no order but that of the score.
        self.index
            .search(
                text.clone(),
                None,
                kind.clone(),
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

    async fn marked(&self, query: &(QueryType, String)) -> Result<usize> {
        let found = self.found(query).await;
        let highlight = Highlight {
            field: "body".to_owned(),
            fragment_size: PASSAGE,
            ..Highlight::default()
        };
        let marking = highlighter(&self.index, vec![highlight], found.query_terms).await;
        let (marking, all) = (Some(marking), HashSet::new());
        let index = self.index.read().await;
        let mut marked = 0;
        for hit in &found.results {
            let document = index.get_document(hit.doc_id, false, &marking, &all, &[]);
            let document = document.await.map_err(|reason| anyhow!(reason))?;
            let passage = document.get("body").and_then(Value::as_str);
            marked += usize::from(passage.is_some_and(|text| text.contains("<b>")));
        }
        Ok(marked)
    }
}

impl Searching for Opened {
    type Query = (QueryType, String);

    fn query(&self, query: &Query) -> Result<Self::Query> {
        let words = query.words.join(" ");
        Ok(match query.kind {
            Kind::Phrase => (QueryType::Phrase, format!("\"{words}\"")),
            Kind::All => (QueryType::Intersection, words),
            Kind::Any => (QueryType::Union, words),
        })
    }

    fn best(&self, query: &Self::Query) -> Result<usize> {
        Ok(self.runtime.block_on(self.found(query)).results.len())
    }

    fn passages(&self, query: &Self::Query) -> Result<usize> {
        self.runtime.block_on(self.marked(query))
    }
}
