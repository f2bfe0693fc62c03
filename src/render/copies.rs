//! Where else the text of a hit stands.

use super::flow::Flow;
use super::{Role, date};
use crate::search::{ArticleCopy, CopiesOfHit};

/// Copies named before the rest are only counted: more would bury the next hit.
const NAMED: usize = 4;

/// `also in: Port Wire, 2024-10-03, wire.jsonl#7; ...; and 12 more`; `None` without copies.
pub(super) fn line(copies: &CopiesOfHit) -> Option<Flow> {
    if copies.total == 0 {
        return None;
    }
    let mut flow = Flow::default();
    flow.words("also in: ", Role::Aside);
    for (number, copy) in named(copies).iter().enumerate() {
        if number > 0 {
            flow.words("; ", Role::Aside);
        }
        for fact in facts(copy) {
            flow.words(&fact, Role::Aside);
            flow.words(", ", Role::Aside);
        }
        flow.exact(&copy.location.to_string(), Role::Aside);
    }
    if let Some(more) = more(copies) {
        flow.words(&more, Role::Aside);
    }
    Some(flow)
}

/// Those that are named.
pub(super) fn named(copies: &CopiesOfHit) -> &[ArticleCopy] {
    copies.named.get(..NAMED).unwrap_or(&copies.named)
}

/// What stands for the rest.
pub(super) fn more(copies: &CopiesOfHit) -> Option<String> {
    let more = copies.total.saturating_sub(named(copies).len() as u64);
    (more > 0).then(|| format!("; and {} more", super::thousands(more)))
}

/// Source and date, those that are known.
pub(super) fn facts(copy: &ArticleCopy) -> impl Iterator<Item = String> + use<> {
    let date = copy.published.map(date::date).unwrap_or_default();
    let facts = [copy.source.clone(), date];
    facts.into_iter().filter(|fact| !fact.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Location};
    use crate::render::{RenderOptions, html, jsonl, text};
    use crate::search::{ArticleCopy, CopiesOfHit, Hit};

    fn copied(number: u64) -> Hit {
        let copy = |number| ArticleCopy {
            id: format!("w-{number}"),
            title: "No <ferry>".into(),
            source: "Port Wire".into(),
            published: "2024-10-03T00:00:00Z".parse().ok(),
            url: String::new(),
            location: Location {
                path: "wire.jsonl".into(),
                member: None,
                record: number + 1,
            },
        };
        Hit {
            rank: 1,
            score: 1.0,
            article: Article::default(),
            title_marks: vec![],
            passages: vec![],
            explanation: vec![],
            copies: CopiesOfHit {
                total: number,
                named: (1..=number.min(20)).map(copy).collect(),
            },
        }
    }

    fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).expect("memory does not fail");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn text_names_the_first_and_counts_the_rest() {
        let options = RenderOptions::default();
        let shown = |number| written(|out| text(out, &[copied(number)], &options));
        assert!(!shown(0).contains("also"));
        let two =
            "also in: Port Wire, 2024-10-03, wire.jsonl#2; Port Wire, 2024-10-03, wire.jsonl#3\n";
        assert!(shown(2).ends_with(two), "{}", shown(2));
        assert!(shown(1234).ends_with("wire.jsonl#5; and 1,230 more\n"));
    }

    #[test]
    fn html_does_so_too() {
        let shown = written(|out| html(out, &[copied(5)]));
        let line = "also in: <bdi>Port Wire</bdi>, <bdi>2024-10-03</bdi>, <bdi><a href=";
        assert!(shown.contains(line), "{shown}");
        let next = ">wire.jsonl#2</a></bdi>; <bdi>Port";
        assert!(shown.contains(next), "{shown}");
        assert!(shown.contains("; and 1 more</p>"));
    }

    #[test]
    fn json_has_those_that_are_named_and_how_many_there_are() {
        let lines = written(|out| jsonl(out, &[copied(0), copied(21)]));
        let mut lines = lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"));
        let (none, many) = (lines.next().expect("two"), lines.next().expect("two"));
        assert_eq!((none.get("copies"), none.get("num_copies")), (None, None));
        assert_eq!(many["num_copies"], 21);
        assert_eq!(many["copies"].as_array().map(Vec::len), Some(20));
        assert_eq!(many["copies"][0]["location"]["record"], 2);
        assert_eq!(many["copies"][0]["title"], "No <ferry>");
    }
}
