//! Indexing the bundled archive into a fresh folder, from the files to the commit.
//!
//! The archive is small (about 75 KB of text), so this measures the fixed cost of a run and the readers together; rates
//! on real corpora are in docs/performance.md. Throughput is in bytes of cleaned text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsdex::indexer::{IndexOptions, IndexReport, Progress, index};
use std::path::{Path, PathBuf};

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn run(index_folder: &Path, threads: usize) -> IndexReport {
    let options = IndexOptions {
        threads,
        ..IndexOptions::new(vec![PathBuf::from(ARCHIVE)], index_folder.to_owned())
    };
    index(&options, &Progress::default()).expect("the bundled archive can be indexed")
}

fn bench(criterion: &mut Criterion) {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let text_bytes = run(&scratch.path().join("first"), 1).text_bytes;
    let mut group = criterion.benchmark_group("index the bundled archive");
    group
        .throughput(Throughput::Bytes(text_bytes))
        .sample_size(10);
    for threads in [1, 2] {
        let mut runs = 0;
        group.bench_function(format!("{threads} threads"), |bencher| {
            bencher.iter(|| {
                runs += 1;
                run(&scratch.path().join(format!("{threads}-{runs}")), threads)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
