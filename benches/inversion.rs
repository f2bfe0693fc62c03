//! Parsed articles to a segment on disk: our writer beside tantivy's, on the same articles, one thread each.
//!
//! The text is drawn from a made-up vocabulary whose frequencies fall as those of a language do (Zipf), with new words
//! coming in to the end (Heaps). Both write all that the schema asks for: positions, lengths, fast fields, stored text.
//! Neither merges. What is left once the words are inverted, terms, postings and positions put in order and written, is
//! measured by itself too ("serialising"). Throughput is in bytes of text. tantivy compresses stored documents on a further thread, so CPU
//! time favours ours by more than these times do.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use newsdex::article::Article;
use newsdex::indexer::segment::SegmentWriter;
use newsdex::schema;
use std::hint::black_box;
use tantivy::directory::RamDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter};

const ARTICLES: usize = 2000;
const WORDS_PER_ARTICLE: u64 = 400;

/// A linear congruential generator: the same text in every run.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Ranks up to a million, each about as frequent as its inverse.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 10] = [
            "ba", "cor", "den", "fi", "gu", "hal", "jo", "kem", "lis", "no",
        ];
        let mut rank = 1e6f64.powf(self.unit()) as usize;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(SYLLABLES[rank % 10]);
            rank /= 10;
        }
        word
    }

    fn text(&mut self, words: u64) -> String {
        let words: Vec<String> = (0..words).map(|_| self.word()).collect();
        words.join(" ")
    }
}

fn articles() -> Vec<Article> {
    let mut draw = Draw(1);
    let article = |number| Article {
        id: format!("article-{number}"),
        title: draw.text(8),
        body: draw.text(WORDS_PER_ARTICLE),
        source: "Example Wire".to_owned(),
        language: "en".to_owned(),
        ..Article::default()
    };
    (0..ARTICLES).map(article).collect()
}

fn index() -> Index {
    let (schema, _) = schema::schema();
    let builder = Index::builder().schema(schema).settings(schema::settings());
    let index = builder.open_or_create(RamDirectory::create());
    let index = index.expect("an index in memory");
    schema::register(&index);
    index
}

fn filled(index: &Index, articles: &[Article]) -> SegmentWriter {
    let (_, fields) = schema::schema();
    let mut writer = SegmentWriter::new(index, fields).expect("memory takes files");
    for article in articles {
        writer.add(article).expect("memory takes documents");
    }
    writer
}

fn ours(index: Index, articles: &[Article]) {
    finish(filled(&index, articles));
}

fn finish(writer: SegmentWriter) {
    black_box(writer.finish().expect("memory takes files"));
}

fn theirs(index: Index, articles: &[Article]) {
    let (_, fields) = schema::schema();
    let writer = index.writer_with_num_threads(1, 256 << 20);
    let mut writer: IndexWriter = writer.expect("nobody else writes");
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for article in articles {
        let document = schema::document(article, &fields);
        writer
            .add_document(document)
            .expect("memory takes documents");
    }
    writer.commit().expect("memory takes files");
}

fn inversion(criterion: &mut Criterion) {
    let articles = articles();
    let mut group = criterion.benchmark_group("inversion");
    group.throughput(Throughput::Bytes(text_bytes(&articles)));
    group.sample_size(10);
    let mut bench = |name: &str, run: fn(Index, &[Article])| {
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                index,
                |index| run(index, &articles),
                BatchSize::PerIteration,
            );
        });
    };
    bench("segment writer", ours);
    bench("tantivy's index writer", theirs);
    group.finish();
}

fn serialising(criterion: &mut Criterion) {
    let articles = articles();
    let index = index();
    let mut group = criterion.benchmark_group("serialising");
    group.throughput(Throughput::Bytes(text_bytes(&articles)));
    group.sample_size(10);
    group.bench_function("segment writer", |bencher| {
        bencher.iter_batched(
            || filled(&index, &articles),
            finish,
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn text_bytes(articles: &[Article]) -> u64 {
    let bytes = articles
        .iter()
        .map(|article| article.title.len() + article.body.len());
    bytes.sum::<usize>() as u64
}

criterion_group!(benches, inversion, serialising);
criterion_main!(benches);
