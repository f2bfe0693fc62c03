//! Queries over the bundled archive, in process, warm: parsing, lowering, ranking, and the passages of ten hits.
//!
//! Throughput is in bytes of the cleaned text that is searched.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsdex::format::ReadOptions;
use newsdex::indexer::{IndexOptions, Progress, Writer, index};
use newsdex::query;
use newsdex::search::{Archive, SearchOptions};
use std::path::PathBuf;
use std::time::Duration;

/// Name and query of each class.
const QUERIES: [(&str, &str); 6] = [
    ("one word", "harbour"),
    ("two words", "harbour strike"),
    ("any of three", "storm OR dam OR ferry"),
    ("phrase", "\"harbour pilots\""),
    ("common phrase", "\"of the\""),
    ("field", "source:ledger storm"),
];

fn bench(criterion: &mut Criterion) {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let options = IndexOptions {
        paths: vec![PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/corpus"
        ))],
        index: scratch.path().join("index"),
        read: ReadOptions::default(),
        hidden: false,
        threads: 1,
        memory: 512 << 20,
        keep_missing: false,
        strict: false,
        rebuild: false,
        writer: Writer::Own,
        commit_every: Duration::from_secs(60),
        now: jiff::Timestamp::UNIX_EPOCH + Duration::from_secs(1_800_000_000),
    };
    let report = index(&options, &Progress::default()).expect("the bundled archive can be indexed");
    let archive = Archive::open(&options.index).expect("an index");
    let search = SearchOptions {
        limit: 10,
        ..SearchOptions::default()
    };
    let mut group = criterion.benchmark_group("search");
    group.throughput(Throughput::Bytes(report.text_bytes));
    for (name, text) in QUERIES {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let results = archive
                    .search(&query::parse(text), &search)
                    .expect("an answer");
                assert!(results.total > 0, "{text}");
                results
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
