//! Queries over the bundled archive, in process, warm: parsing, lowering, ranking, and the passages of ten hits.
//!
//! Throughput is in bytes of the cleaned text that is searched.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsdex::indexer::{IndexOptions, Progress, index};
use newsdex::query;
use newsdex::search::{Archive, SearchOptions};
use std::path::PathBuf;

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

/// Name and query of each class.
const QUERIES: [(&str, &str); 9] = [
    ("one word", "harbour"),
    ("two words", "harbour strike"),
    ("any of three", "storm OR dam OR ferry"),
    ("phrase", "\"harbour pilots\""),
    ("common phrase", "\"of the\""),
    ("nearby", "ferry near5 inquiry"),
    ("prefix", "harb*"),
    ("left out", "storm -airline"),
    ("field", "source:ledger storm"),
];

fn bench(criterion: &mut Criterion) {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let options = IndexOptions::new(vec![PathBuf::from(ARCHIVE)], scratch.path().join("index"));
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
