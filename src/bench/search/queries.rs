//! Queries to measure with, made from an index's own articles: words and phrases that stand in them, by how many
//! articles hold them. The same index and seed give the same queries.

use super::bench_query::{BenchQuery, Frequency, QueryClass, QueryKind};
use super::tantivy_search::Peer;
use std::collections::BTreeMap;

/// Pseudo-random numbers (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

/// Articles that are read for each query wanted, before a class is left smaller.
const ARTICLES: usize = 4;

/// Places that are tried in an article.
const PLACES: usize = 24;

/// Makes up to `count` queries of each class.
pub(super) fn generate(
    peer: &Peer,
    count: usize,
    seed: u64,
) -> Result<Vec<BenchQuery>, tantivy::TantivyError> {
    let mut random = Random(seed);
    let mut classes: BTreeMap<QueryClass, Vec<Vec<String>>> = BTreeMap::new();
    for _ in 0..count * ARTICLES {
        let words = peer.article_words(random.below(usize::MAX))?;
        for _ in 0..PLACES {
            for kind in QueryKind::GENERATED {
                let Some(words) = pick(kind, &words, &mut random) else {
                    continue;
                };
                if let Some(frequency) = frequency(kind, &words, peer)? {
                    let class = classes.entry(QueryClass { kind, frequency }).or_default();
                    if class.len() < count && !class.contains(&words) {
                        class.push(words);
                    }
                }
            }
        }
    }
    let queries = classes.into_iter().flat_map(|(class, queries)| {
        let queries = queries.into_iter();
        queries.map(move |words| BenchQuery::new(class, words))
    });
    Ok(queries.collect())
}

/// Words of an article: those of a phrase in a row.
fn pick(kind: QueryKind, words: &[String], random: &mut Random) -> Option<Vec<String>> {
    let count = kind.words();
    let picked: Vec<String> = match kind.is_phrase() {
        true => {
            let start = random.below(words.len());
            words.get(start..start + count)?.to_vec()
        }
        false => {
            let mut one = || words.get(random.below(words.len())).cloned();
            (0..count).map(|_| one()).collect::<Option<_>>()?
        }
    };
    let plain = |word: &String| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let differ = picked
        .iter()
        .enumerate()
        .all(|(at, word)| !picked[..at].contains(word));
    (picked.iter().all(plain) && differ).then_some(picked)
}

/// `None` where the words are not alike.
fn frequency(
    kind: QueryKind,
    words: &[String],
    peer: &Peer,
) -> Result<Option<Frequency>, tantivy::TantivyError> {
    let mut holding = Vec::new();
    for word in words {
        holding.push(peer.holding(word)?);
    }
    let of = |holding: &u64| Frequency::of(*holding, peer.articles());
    let (rarest, commonest) = (holding.iter().min().map(of), holding.iter().max().map(of));
    Ok(rarest.filter(|_| kind.is_phrase() || rarest == commonest))
}
