//! How fast text becomes words and sentences: made-up news in several scripts, and, where `NEWSDEX_BENCH_TEXT` names a
//! file, the first 16 MiB of that. Throughput is in bytes of text.
//!
//! Words with a letter beyond ASCII take the careful path; they may be a few times slower, not ten.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use newsdex::analysis::{Tokenizer, sentences};

const ENGLISH: &str = "The harbour board's chairman, J. R. Oakes, said on Monday that 1,500 workers in Port Ellery \
    would be asked to return by 6 a.m. “We don't expect a delay,” he added; shares rose 2.5% to $14.75.\n";
const FRENCH: &str = "Le ministre délégué à la pêche a déclaré jeudi qu’aucune décision n’était arrêtée : « L’été sera \
    décisif », a-t-il précisé à l’issue d’une réunion à Saint-Évremont, où 300 marins étaient présents.\n";
const RUSSIAN: &str = "Министр сообщил в четверг, что решение о строительстве нового моста через реку ещё не принято, \
    однако жители посёлка надеются увидеть его к осени 2027 года.\n";
const ARABIC: &str = "قال الوزير يوم الخميس إن القرار بشأن بناء الجسر الجديد لم يُتخذ بعد، لكن سكان المدينة يأملون \
    أن يكتمل المشروع قبل نهاية العام المقبل.\n";
const CHINESE: &str =
    "部长周四表示，关于在河上修建新桥的决定尚未作出，但居民希望工程能在2027年秋季之前完成。\n";
const THAI: &str = "รัฐมนตรีกล่าวเมื่อวันพฤหัสบดีว่ายังไม่มีการตัดสินใจเรื่องการสร้างสะพานใหม่ข้ามแม่น้ำ \
    แต่ชาวบ้านหวังว่าสะพานจะเสร็จก่อนสิ้นปีหน้า\n";

/// Large enough that it does not stay in the nearest caches.
const SIZE: usize = 1 << 20;

fn texts() -> Vec<(String, String)> {
    let samples = [
        ("english", ENGLISH),
        ("french", FRENCH),
        ("russian", RUSSIAN),
        ("arabic", ARABIC),
        ("chinese", CHINESE),
        ("thai", THAI),
    ];
    let repeat = |(name, text): (&str, &str)| (name.to_owned(), text.repeat(SIZE / text.len()));
    let mut texts: Vec<_> = samples.map(repeat).into();
    if let Some(path) = std::env::var_os("NEWSDEX_BENCH_TEXT") {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let head = bytes.get(..16 << 20).unwrap_or(&bytes);
        texts.push((
            "file".to_owned(),
            String::from_utf8_lossy(head).into_owned(),
        ));
    }
    texts
}

fn words(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tokenize");
    for (name, text) in texts() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut tokenizer = Tokenizer::default();
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
            bench.iter(|| {
                tokenizer.tokenize(text, |token| {
                    black_box(token);
                });
            });
        });
    }
    group.finish();
}

fn sentence_ranges(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sentences");
    for (name, text) in texts() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
            bench.iter(|| black_box(sentences(text)));
        });
    }
    group.finish();
}

criterion_group!(benches, words, sentence_ranges);
criterion_main!(benches);
