//! A query to measure with: what it asks for, how frequent its words are, and how it stands in a list.

use serde::Serialize;
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
    pub(super) const GENERATED: [QueryKind; 6] = [
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

    pub(super) fn words(self) -> usize {
        match self {
            QueryKind::Word | QueryKind::Given => 1,
            QueryKind::And2 | QueryKind::Or2 | QueryKind::Phrase2 => 2,
            QueryKind::Or3 | QueryKind::Phrase3 => 3,
        }
    }

    pub(super) fn is_phrase(self) -> bool {
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
    pub(super) fn of(holding: u64, articles: u64) -> Frequency {
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

    pub(super) fn new(class: QueryClass, words: Vec<String>) -> BenchQuery {
        let text = match class.kind {
            QueryKind::And2 => words.join(" AND "),
            QueryKind::Or2 | QueryKind::Or3 => words.join(" OR "),
            QueryKind::Phrase2 | QueryKind::Phrase3 => format!("\"{}\"", words.join(" ")),
            QueryKind::Word | QueryKind::Given => words.join(" "),
        };
        BenchQuery { class, words, text }
    }
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
