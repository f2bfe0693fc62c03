//! tantivy as a peer: its own `IndexWriter` and `QueryParser`, as its documentation shows them. Before the arguments of every peer comes
//! the tokenizer: default or en_stem.

use anyhow::{Context, Result};
use peer::{Built, HITS, Kind, Query, Searching, Task};
use std::path::Path;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::QueryParser;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::{DocAddress, Index, IndexWriter, Score, Searcher, TantivyDocument, doc};

/// Memory of the writer in bytes, as much as Lucene gets.
const BUDGET: usize = 256 << 20;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (tokenizer, arguments) = arguments.split_first().context("which tokenizer?")?;
    match Task::read(arguments)? {
        Task::Index {
            file,
            folder,
            threads,
        } => index(tokenizer, &file, &folder, threads)?.print(),
        Task::Search {
            folder,
            queries,
            runs,
        } => peer::measure(&Opened::new(&folder)?, &queries, runs),
    }
}

fn told(tokenizer: &str) -> String {
    format!(
        "IndexWriter with 256 MB, tokenizer `{tokenizer}`, title and body with positions, stored, id STRING and stored, LZ4 store and all \
         else at the defaults; one thread reads the JSON, every thread indexes; no merge on the way, then one into one segment, commit. \
         Hits: TopDocs over the body by the QueryParser; passages: SnippetGenerator over the stored body, 150 characters"
    )
}

/// Id, title and body.
fn schema(tokenizer: &str) -> (Schema, [Field; 3]) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default()
        .set_indexing_options(indexing)
        .set_stored();
    let mut schema = Schema::builder();
    let fields = [
        schema.add_text_field("id", STRING | STORED),
        schema.add_text_field("title", text.clone()),
        schema.add_text_field("body", text),
    ];
    (schema.build(), fields)
}

fn index(tokenizer: &str, file: &Path, folder: &Path, threads: usize) -> Result<Built> {
    let start = Instant::now();
    let (schema, [id, title, body]) = schema(tokenizer);
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, BUDGET)?;
    // One merge at the end instead of several on the way.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut built = Built::default();
    for article in peer::articles(file)? {
        let article = article?;
        built.add(&article);
        let document = doc!(id => article.id, title => article.title, body => article.body);
        writer.add_document(document)?;
    }
    writer.commit()?;
    merge(&index, writer)?;
    built.seconds = start.elapsed().as_secs_f64();
    built.segments = index.searchable_segment_ids()?.len();
    built.version = peer::locked_version(peer::LOCK, "tantivy").to_owned();
    built.told = told(tokenizer);
    Ok(built)
}

/// Into one segment, and what it was made from is deleted.
fn merge(index: &Index, mut writer: IndexWriter) -> Result<()> {
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
    }
    Ok(writer.wait_merging_threads()?)
}

struct Opened {
    searcher: Searcher,
    parser: QueryParser,
    body: Field,
}

impl Opened {
    fn new(folder: &Path) -> Result<Opened> {
        let index = Index::open_in_dir(folder)?;
        let body = index.schema().get_field("body")?;
        Ok(Opened {
            searcher: index.reader()?.searcher(),
            parser: QueryParser::for_index(&index, vec![body]),
            body,
        })
    }

    fn found(&self, query: &dyn tantivy::query::Query) -> Result<Vec<(Score, DocAddress)>> {
        let best = TopDocs::with_limit(HITS).order_by_score();
        Ok(self.searcher.search(query, &best)?)
    }
}

impl Searching for Opened {
    type Query = Box<dyn tantivy::query::Query>;

    fn query(&self, query: &Query) -> Result<Self::Query> {
        // In quotes a word is a word, and not an operator.
        let text = match query.kind {
            Kind::Phrase => format!("\"{}\"", query.words.join(" ")),
            Kind::All => format!("\"{}\"", query.words.join("\" AND \"")),
            Kind::Any => format!("\"{}\"", query.words.join("\" OR \"")),
        };
        Ok(self.parser.parse_query(&text)?)
    }

    fn best(&self, query: &Self::Query) -> Result<usize> {
        Ok(self.found(query)?.len())
    }

    fn passages(&self, query: &Self::Query) -> Result<usize> {
        let hits = self.found(query)?;
        let snippets = SnippetGenerator::create(&self.searcher, query, self.body)?;
        let mut marked = 0;
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let snippet = snippets.snippet_from_doc(&document).to_html();
            marked += usize::from(snippet.contains("<b>"));
        }
        Ok(marked)
    }
}
