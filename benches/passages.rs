//! Ten hits with their passages, beside a snippet by tantivy's `SnippetGenerator` of the same ten articles in the same index:
//! over the bundled archive, over made-up articles of the length of a long report, and over some of half a million characters.
//! What is measured comes after the ranking, from the ten addresses to text with its marks, with the reading of the store, warm.
//!
//! In the end, how often each shows the answer of the judged queries over the bundled archive.

use criterion::{Criterion, criterion_group, criterion_main};
use newsdex::indexer::{IndexOptions, Progress, index};
use newsdex::passage::PassageOptions;
use newsdex::query::{self, Query};
use newsdex::search::{Archive, Hit, SearchOptions};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TokenStream;
use tantivy::{DocAddress, Index, Searcher, TantivyDocument, Term};
use unicode_normalization::UnicodeNormalization;

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
const JUDGED: &str = include_str!("../tests/judged_passages.tsv");

/// Made-up articles: name, how many, and bytes of each.
const MADE_UP: [(&str, usize, usize); 2] = [
    ("6,000 characters", 400, 6_000),
    ("half a million characters", 12, 500_000),
];

/// Over the bundled archive.
const QUERIES: [&str; 5] = [
    "harbour",
    "harbour strike",
    "the storm",
    "\"harbour pilots\"",
    "Lotsenstreik Ostersiel",
];

/// Over made-up articles: from a word that stands in each again and again to one that is rare, together and alone.
const MADE_UP_QUERIES: [&str; 5] = ["w2", "w3 w20", "w200", "w9 w2000", "\"w2 w5\""];

/// One index, open on both sides.
struct Pair {
    archive: Archive,
    searcher: Searcher,
    body: Field,
    _scratch: tempfile::TempDir,
}

impl Pair {
    fn of(source: &Path) -> Pair {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let options = IndexOptions::new(vec![source.to_owned()], scratch.path().join("index"));
        index(&options, &Progress::default()).expect("the articles can be indexed");
        let peer = Index::open_in_dir(&options.index).expect("an index");
        newsdex::schema::register(&peer);
        Pair {
            archive: Archive::open(&options.index).expect("an index"),
            searcher: peer.reader().expect("a reader").searcher(),
            body: newsdex::schema::fields().body,
            _scratch: scratch,
        }
    }

    /// The words of a query as the index has them, in the body; any of them.
    fn plain(&self, text: &str) -> BooleanQuery {
        let tokenizer = self.searcher.index().tokenizer_for_field(self.body);
        let mut tokenizer = tokenizer.expect("the analyser");
        let mut tokens = tokenizer.token_stream(text);
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        while tokens.advance() {
            let term = Term::from_field_text(self.body, &tokens.token().text);
            let word = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(word)));
        }
        BooleanQuery::new(clauses)
    }

    /// The snippet of each article, with its marks as HTML.
    fn snippets(&self, query: &BooleanQuery, places: &[DocAddress], length: usize) -> Vec<String> {
        let generator = SnippetGenerator::create(&self.searcher, query, self.body);
        let mut generator = generator.expect("a generator");
        generator.set_max_num_chars(length);
        let of = |place: &DocAddress| {
            let document: TantivyDocument = self.searcher.doc(*place).expect("a document");
            generator.snippet_from_doc(&document).to_html()
        };
        places.iter().map(of).collect()
    }

    /// The first hits, without their texts.
    fn ranked(&self, query: &Query, options: &SearchOptions) -> Vec<(u32, u32, f32)> {
        let ranked = self.archive.rank_documents(query, options);
        ranked.expect("a ranking")
    }
}

fn place(&(segment, document, _): &(u32, u32, f32)) -> DocAddress {
    DocAddress::new(segment, document)
}

fn bench(criterion: &mut Criterion) {
    let bundled = Pair::of(Path::new(BUNDLED));
    compare(criterion, "bundled", &bundled, &QUERIES);
    for (name, count, bytes) in MADE_UP {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let pair = Pair::of(&made_up(folder.path(), count, bytes));
        compare(criterion, name, &pair, &MADE_UP_QUERIES);
    }
    judge(&bundled);
}

fn compare(criterion: &mut Criterion, name: &str, pair: &Pair, queries: &[&str]) {
    let options = SearchOptions {
        limit: 10,
        without_total: true,
        ..SearchOptions::default()
    };
    let length = options.passages.length;
    let mut group = criterion.benchmark_group(name);
    for text in queries {
        let (query, plain) = (query::parse(text), pair.plain(text));
        let ranked = pair.ranked(&query, &options);
        let places: Vec<DocAddress> = ranked.iter().map(place).collect();
        assert!(!places.is_empty(), "{text}");
        group.bench_function(format!("{text}: passages"), |bencher| {
            bencher.iter(|| pair.archive.hits(&query, &ranked, &options).expect("hits"));
        });
        group.bench_function(format!("{text}: SnippetGenerator"), |bencher| {
            bencher.iter(|| pair.snippets(&plain, &places, length));
        });
    }
    group.finish();
}

/// A file of articles of words that are as frequent as their numbers are small, in sentences and paragraphs.
fn made_up(folder: &Path, count: usize, bytes: usize) -> PathBuf {
    let mut lines = String::new();
    let mut state = 7_u64;
    let mut random = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    };
    for id in 0..count {
        let mut body = String::new();
        while body.len() < bytes {
            for _ in 0..4 + (random() * 20.0) as usize {
                // By Zipf's law: the logarithm of the rank is even.
                let rank = (random() * 20_000_f64.ln()).exp() as usize;
                write!(body, "w{rank} ").expect("a string");
            }
            body.truncate(body.len() - 1);
            body.push_str(if random() < 0.2 { ".\\n\\n" } else { ". " });
        }
        writeln!(lines, "{{\"id\":\"{id}\",\"body\":\"{body}\"}}").expect("a string");
    }
    let file = folder.join("made-up.jsonl");
    std::fs::write(&file, lines).expect("a file");
    file
}

/// Says how often each side shows the answer of a judged query: in one passage or snippet of 300 characters of the right article, or in
/// its title where there is none, that article among five hits.
#[expect(clippy::print_stdout, reason = "what a benchmark is run for")]
fn judge(pair: &Pair) {
    let options = SearchOptions {
        limit: 5,
        passages: PassageOptions {
            passages: 1,
            ..PassageOptions::default()
        },
        ..SearchOptions::default()
    };
    let (mut queries, mut ours, mut theirs) = (0, 0, 0);
    for row in JUDGED.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [text, location, answer] = cells[..] else {
            continue;
        };
        queries += 1;
        let query = query::parse(text);
        let ranked = pair.ranked(&query, &options);
        let hits = pair.archive.hits(&query, &ranked, &options).expect("hits");
        let mut found = hits.iter().zip(&ranked);
        let found = found.find(|(hit, _)| is_at(hit, location));
        let Some((hit, ranked)) = found else {
            continue;
        };
        let shows = |shown: Option<&str>| {
            let shown = shown.unwrap_or(&hit.article.title);
            flat(shown).contains(&flat(answer))
        };
        let passage = hit.passages.first();
        ours += usize::from(shows(passage.map(|passage| &*passage.text)));
        let length = options.passages.length;
        let snippets = pair.snippets(&pair.plain(text), &[place(ranked)], length);
        let snippet = snippets.first().map(|html| without_marks(html));
        theirs += usize::from(shows(snippet.as_deref().filter(|text| !text.is_empty())));
    }
    println!("answers shown, of {queries}: newsdex {ours}, SnippetGenerator {theirs}");
}

fn is_at(hit: &Hit, location: &str) -> bool {
    let found = hit.article.location.to_string();
    found.replace(BUNDLED, "corpus") == location || hit.article.id == location
}

/// The text of a snippet in HTML.
fn without_marks(html: &str) -> String {
    let entities = [
        ("<b>", ""),
        ("</b>", ""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    let plain = entities.into_iter();
    plain.fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn flat(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

criterion_group!(benches, bench);
criterion_main!(benches);
