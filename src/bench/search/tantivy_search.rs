//! The plain equivalent of a query, run by tantivy on the same index: unstemmed words of the body, the ten best by BM25,
//! without a count.

use super::HITS;
use super::bench_query::{BenchQuery, QueryKind};
use crate::bench::BenchError;
use crate::manifest;
use crate::schema::{self, Fields};
use crate::search::SearchError;
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TokenStream;
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyDocument, Term};

/// An index as tantivy sees it.
pub(super) struct Peer {
    searcher: Searcher,
    fields: Fields,
}

impl Peer {
    pub(super) fn open(folder: &Path) -> Result<Peer, BenchError> {
        let (index, _) = manifest::open(folder).map_err(SearchError::from)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Peer {
            searcher: reader.searcher(),
            fields: schema::schema().1,
        })
    }

    pub(super) fn articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    pub(super) fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    fn term(&self, word: &str) -> Term {
        Term::from_field_text(self.fields.body, word)
    }

    /// Articles that hold a word in the body.
    pub(super) fn holding(&self, word: &str) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&self.term(word))
    }

    /// The words of the body of one article, chosen by any number.
    pub(super) fn article_words(&self, number: usize) -> tantivy::Result<Vec<String>> {
        let readers = self.searcher.segment_readers();
        let Some(reader) = readers.get(number % readers.len().max(1)) else {
            return Ok(Vec::new());
        };
        let segment = (number % readers.len()) as u32;
        let doc = (number / readers.len()) as u32 % reader.max_doc().max(1);
        let document: TantivyDocument = self.searcher.doc(DocAddress::new(segment, doc))?;
        let body = document.get_first(self.fields.body);
        let text = body.and_then(|body| body.as_str()).unwrap_or_default();
        let mut analyzer = self
            .searcher
            .index()
            .tokenizer_for_field(self.fields.body)?;
        let mut words = Vec::new();
        let mut tokens = analyzer.token_stream(text);
        while tokens.advance() {
            words.push(tokens.token().text.clone());
        }
        Ok(words)
    }

    fn query(&self, query: &BenchQuery) -> Box<dyn Query> {
        let terms = query.words.iter().map(|word| self.term(word));
        if matches!(query.class.kind, QueryKind::Phrase2 | QueryKind::Phrase3) {
            return Box::new(PhraseQuery::new(terms.collect()));
        }
        let occur = match query.class.kind {
            QueryKind::And2 => Occur::Must,
            _ => Occur::Should,
        };
        let word = |term| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let mut clauses: Vec<_> = terms.map(|term| (occur, word(term))).collect();
        match clauses.len() {
            1 => clauses.remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        }
    }

    /// The ten best.
    pub(super) fn top(&self, query: &BenchQuery) -> tantivy::Result<usize> {
        let collector = TopDocs::with_limit(HITS).order_by_score();
        Ok(self.searcher.search(&*self.query(query), &collector)?.len())
    }

    /// The ten best with a snippet of each.
    pub(super) fn snippets(&self, query: &BenchQuery) -> tantivy::Result<usize> {
        let query = self.query(query);
        let collector = TopDocs::with_limit(HITS).order_by_score();
        let best = self.searcher.search(&*query, &collector)?;
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields.body)?;
        let mut bytes = 0;
        for (_, address) in best {
            let document: TantivyDocument = self.searcher.doc(address)?;
            bytes += snippets.snippet_from_doc(&document).to_html().len();
        }
        Ok(bytes)
    }
}
