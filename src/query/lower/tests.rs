//! Queries on small indexes in memory: which articles are found, and what is marked in them.

use super::*;
use crate::query::{Field as TextField, parse};
use crate::schema::{
    self,
    in_memory::{document_of, index_of},
};
use tantivy::Searcher;
use tantivy::collector::DocSetCollector;

mod asked;
mod compounds;
mod conditions;
mod distances;
mod reference;
mod rows;
mod spelling;
mod umlauts;
mod wildcards;

/// The first second of the year.
const JANUARY_2024: i64 = 1_704_067_200;

/// An index of articles, each a title and a body, published on successive days.
pub(super) struct Small {
    searcher: Searcher,
    articles: Vec<(String, String)>,
    languages: Vec<String>,
}

impl Small {
    pub(super) fn new(articles: &[(&str, &str)]) -> Small {
        Small::with_languages(articles, &vec!["en"; articles.len()])
    }

    /// The same of languages, each with a body.
    pub(super) fn in_languages(bodies: &[(&str, &str)]) -> Small {
        let articles: Vec<(&str, &str)> = bodies.iter().map(|(_, body)| ("", *body)).collect();
        let languages: Vec<&str> = bodies.iter().map(|(language, _)| *language).collect();
        Small::with_languages(&articles, &languages)
    }

    fn with_languages(articles: &[(&str, &str)], languages: &[&str]) -> Small {
        let document = |(day, (title, body)): (usize, &(&str, &str))| {
            let published = JANUARY_2024 + 86_400 * day as i64;
            document_of("Ada Quill", title, body, languages[day], published)
        };
        let (index, _) = index_of([articles.iter().enumerate().map(document).collect()]);
        Small {
            searcher: index.reader().expect("a reader").searcher(),
            articles: articles
                .iter()
                .map(|(title, body)| ((*title).to_owned(), (*body).to_owned()))
                .collect(),
            languages: languages.iter().map(|code| (*code).to_owned()).collect(),
        }
    }

    pub(super) fn bodies(bodies: &[&str]) -> Small {
        let articles: Vec<(&str, &str)> = bodies.iter().map(|body| ("", *body)).collect();
        Small::new(&articles)
    }

    pub(super) fn lower(&self, query: &str) -> Option<Lowered> {
        let fields = schema::schema().1;
        let lexicon = Lexicon::open(&self.searcher, &fields).expect("a readable index");
        let vocabulary = Vocabulary::new(&lexicon, fields, &[]);
        let root = parse(query).root;
        lower(root.as_ref(), &vocabulary, &LowerOptions::default()).expect("a readable index")
    }

    /// The parts that are looked up in the text.
    pub(super) fn filters(&self, query: &str) -> Vec<String> {
        self.lower(query)
            .map_or_else(Vec::new, |lowered| lowered.filters)
    }

    /// The numbers of the articles found.
    pub(super) fn found(&self, query: &str) -> Vec<u32> {
        let lowered = self.lower(query);
        lowered.map_or_else(Vec::new, |lowered| self.run(&lowered))
    }

    fn run(&self, lowered: &Lowered) -> Vec<u32> {
        let found = self.searcher.search(&*lowered.query, &DocSetCollector);
        let mut found: Vec<u32> = found
            .expect("a search")
            .into_iter()
            .map(|address| address.doc_id)
            .collect();
        found.sort_unstable();
        found
    }

    /// The body of an article with what is marked in brackets.
    pub(super) fn marked(&self, query: &str, article: usize) -> String {
        let text = &self.articles[article].1;
        let mut marked = text.clone();
        for (start, end) in self.spans(query, article).into_iter().rev() {
            marked.insert(end, ']');
            marked.insert(start, '[');
        }
        marked
    }

    /// What is marked in the body of an article: bytes.
    pub(super) fn spans(&self, query: &str, article: usize) -> Vec<(usize, usize)> {
        let spec = self.lower(query).map(|lowered| lowered.spec);
        let language = &self.languages[article];
        let matcher = spec.as_ref().map(|spec| spec.matcher(language));
        let body = &self.articles[article].1;
        let spans = matcher.map_or_else(Vec::new, |matcher| matcher.find(body, TextField::Body));
        let mut spans: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        spans.dedup();
        spans
    }

    pub(super) fn notes(&self, query: &str) -> Vec<String> {
        self.lower(query)
            .map_or_else(Vec::new, |lowered| lowered.notes())
    }
}
