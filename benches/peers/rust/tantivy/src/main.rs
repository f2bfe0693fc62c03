//! tantivy as its documentation says to use it: one `IndexWriter`, one segment at the end.

use anyhow::{Context, Result};
use peer::{Article, Built, HITS, Query, Task};
use std::path::Path;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term, doc};

/// Memory of the writer, bytes.
const BUDGET: usize = 256 << 20;

const TOLD: &str = "IndexWriter, 256 MB, default tokenizer, TEXT | STORED for title and body, id STRING | STORED, \
    store and all else at their defaults; a commit, then one merge of all segments. Hits: TopDocs by BM25 over the body; \
    passages: SnippetGenerator over the stored body";

fn main() -> Result<()> {
    match Task::read()? {
        Task::Index {
            file,
            folder,
            threads,
        } => index(&file, &folder, threads),
        Task::Search {
            folder,
            queries,
            runs,
        } => {
            let search = Search::open(&folder)?;
            peer::measure(
                &queries,
                runs,
                &mut |query| search.ids(query),
                &mut |query| search.passages(query),
            )
        }
    }
}

fn schema() -> (Schema, [Field; 3]) {
    let mut schema = Schema::builder();
    let fields = [
        schema.add_text_field("id", STRING | STORED),
        schema.add_text_field("title", TEXT | STORED),
        schema.add_text_field("body", TEXT | STORED),
    ];
    (schema.build(), fields)
}

fn index(file: &Path, folder: &Path, threads: usize) -> Result<()> {
    let (schema, [id, title, body]) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, BUDGET)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut built = Built {
        version: tantivy::version_string().to_owned(),
        told: TOLD.to_owned(),
        ..Built::default()
    };
    let start = Instant::now();
    for article in peer::articles(file)? {
        let article: Article = article?;
        built.add(&article);
        writer
            .add_document(doc!(id => article.id, title => article.title, body => article.body))?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    built.seconds = start.elapsed().as_secs_f64();
    built.segments = index.searchable_segment_ids()?.len();
    built.print()
}

struct Search {
    searcher: Searcher,
    body: Field,
}

impl Search {
    fn open(folder: &Path) -> Result<Search> {
        let index = Index::open_in_dir(folder)?;
        Ok(Search {
            searcher: index.reader()?.searcher(),
            body: index.schema().get_field("body")?,
        })
    }

    fn query(&self, query: &Query) -> Result<Box<dyn tantivy::query::Query>> {
        let words = query.words.iter();
        let terms = words.map(|word| Term::from_field_text(self.body, word));
        if query.kind.starts_with("phrase") {
            return Ok(Box::new(PhraseQuery::new(terms.collect())));
        }
        let occur = match query.kind.starts_with("and") {
            true => Occur::Must,
            false => Occur::Should,
        };
        let word = |term| -> Box<dyn tantivy::query::Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let mut clauses: Vec<_> = terms.map(|term| (occur, word(term))).collect();
        match clauses.len() {
            1 => Ok(clauses.pop().context("a clause")?.1),
            _ => Ok(Box::new(BooleanQuery::new(clauses))),
        }
    }

    fn ids(&self, query: &Query) -> Result<usize> {
        let best = TopDocs::with_limit(HITS).order_by_score();
        Ok(self.searcher.search(&*self.query(query)?, &best)?.len())
    }

    fn passages(&self, query: &Query) -> Result<usize> {
        let query = self.query(query)?;
        let best = TopDocs::with_limit(HITS).order_by_score();
        let hits = self.searcher.search(&*query, &best)?;
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.body)?;
        let mut marked = 0;
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let snippet = snippets.snippet_from_doc(&document).to_html();
            marked += usize::from(snippet.contains("<b>"));
        }
        Ok(marked)
    }
}
