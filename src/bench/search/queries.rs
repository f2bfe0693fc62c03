//! Queries to measure with, made from an index's own articles: words and phrases that stand in them, by how many
//! articles hold them. The same index and seed give the same queries.

use super::tantivy_search::Peer;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What a query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryKind {
    /// One word.
    Word,
    /// Both of two words.
    And2,
    /// One of two words.
    Or2,
    /// One of three words.
    Or3,
    /// Two words in a row.
    Phrase2,
    /// Three words in a row.
    Phrase3,
    /// Anything, from a file.
    Given,
}

impl QueryKind {
    const GENERATED: [QueryKind; 6] = [
        QueryKind::Word,
        QueryKind::And2,
        QueryKind::Or2,
        QueryKind::Or3,
        QueryKind::Phrase2,
        QueryKind::Phrase3,
    ];

    /// As it stands in a list of queries.
    fn name(self) -> &'static str {
        match self {
            QueryKind::Word => "word",
            QueryKind::And2 => "and2",
            QueryKind::Or2 => "or2",
            QueryKind::Or3 => "or3",
            QueryKind::Phrase2 => "phrase2",
            QueryKind::Phrase3 => "phrase3",
            QueryKind::Given => "given",
        }
    }

    fn words(self) -> usize {
        match self {
            QueryKind::Word | QueryKind::Given => 1,
            QueryKind::And2 | QueryKind::Or2 | QueryKind::Phrase2 => 2,
            QueryKind::Or3 | QueryKind::Phrase3 => 3,
        }
    }

    fn is_phrase(self) -> bool {
        matches!(self, QueryKind::Phrase2 | QueryKind::Phrase3)
    }
}

/// How many articles hold the words of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// More than one in 20.
    High,
    /// More than one in 500.
    Middle,
    /// Fewer.
    Low,
    /// Not looked at.
    Any,
}

impl Frequency {
    fn of(holding: u64, articles: u64) -> Frequency {
        match holding {
            many if many * 20 > articles => Frequency::High,
            some if some * 500 > articles => Frequency::Middle,
            _ => Frequency::Low,
        }
    }
}

/// Queries that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct QueryClass {
    /// What they ask for.
    pub kind: QueryKind,
    /// How frequent their words are; of a phrase the rarest.
    pub frequency: Frequency,
}

impl fmt::Display for QueryClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            QueryKind::Word => "word",
            QueryKind::And2 => "and of 2",
            QueryKind::Or2 => "or of 2",
            QueryKind::Or3 => "or of 3",
            QueryKind::Phrase2 => "phrase of 2",
            QueryKind::Phrase3 => "phrase of 3",
            QueryKind::Given => "given",
        };
        let frequency = match self.frequency {
            Frequency::High => ", frequent",
            Frequency::Middle => ", middling",
            Frequency::Low => ", rare",
            Frequency::Any => "",
        };
        write!(f, "{kind}{frequency}")
    }
}

/// A query to measure with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenchQuery {
    /// Its class.
    pub class: QueryClass,
    /// Its index words; empty for a given one.
    pub words: Vec<String>,
    /// As a person would type it.
    pub text: String,
}

impl BenchQuery {
    /// A line of a list: as [`line`](Self::line) gives it, or a query as somebody wrote it, which has no plain
    /// equivalent.
    pub fn read(line: &str) -> BenchQuery {
        let class = |kind| QueryClass {
            kind,
            frequency: Frequency::Any,
        };
        let of_kind = line.split_once('\t').and_then(|(name, words)| {
            let mut kinds = QueryKind::GENERATED.into_iter();
            let kind = kinds.find(|kind| kind.name() == name)?;
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            (words.len() == kind.words()).then(|| BenchQuery::new(class(kind), words))
        });
        of_kind.unwrap_or_else(|| BenchQuery {
            class: class(QueryKind::Given),
            words: Vec::new(),
            text: line.to_owned(),
        })
    }

    /// A made query as a line of a list: its kind, a tab, its words.
    pub fn line(&self) -> String {
        format!("{}\t{}", self.class.kind.name(), self.words.join(" "))
    }

    fn new(class: QueryClass, words: Vec<String>) -> BenchQuery {
        let text = match class.kind {
            QueryKind::And2 => words.join(" AND "),
            QueryKind::Or2 | QueryKind::Or3 => words.join(" OR "),
            QueryKind::Phrase2 | QueryKind::Phrase3 => format!("\"{}\"", words.join(" ")),
            QueryKind::Word | QueryKind::Given => words.join(" "),
        };
        BenchQuery { class, words, text }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_queries_reads_back() {
        for line in ["word\tferry", "and2\tferry storm", "phrase3\tof the port"] {
            let query = BenchQuery::read(line);
            assert_eq!(query.line(), line);
            assert_ne!(query.class.kind, QueryKind::Given, "{line}");
        }
        assert_eq!(
            BenchQuery::read("and2\tferry storm").text,
            "ferry AND storm"
        );
        assert_eq!(BenchQuery::read("phrase2\tthe port").text, "\"the port\"");
    }

    #[test]
    fn what_is_no_such_line_is_a_query_as_it_was_typed() {
        for line in [
            "ferry OR storm",
            "and2\tferry",
            "other\tferry storm",
            "title:a\tb",
        ] {
            let query = BenchQuery::read(line);
            assert_eq!(
                (query.class.kind, query.text.as_str()),
                (QueryKind::Given, line)
            );
            assert!(query.words.is_empty());
        }
    }
}
