//! Why nothing may have been found, and what would find something.

use super::super::ui::Ui;
use crate::query::lower::{Frequency, Matching};
use crate::query::{Fuzzy, Node, Query, Word};
use crate::render::{counted, thousands};
use crate::search::{Archive, SearchError, SearchOptions};

/// Words of a query that are looked at: each costs a walk through the words of the index.
const WORDS: usize = 8;
/// Other spellings of a word that are named.
const SPELLINGS: usize = 3;

/// Says why nothing may have been found, and what would find something.
pub(super) fn suggest(
    archive: &Archive,
    query: &Query,
    options: &SearchOptions,
    ui: &Ui,
) -> Result<(), SearchError> {
    if archive.num_articles() == 0 {
        ui.note("nothing found: the index is empty");
        return Ok(());
    }
    let looser = looser(archive, query, options)?;
    ui.note(&match looser.is_empty() {
        true => "nothing found".to_owned(),
        false => format!("no article has all of these words; {}", looser.join(", ")),
    });
    let words = words_of(query);
    for word in words.iter().take(WORDS) {
        if let Some(hint) = respelled(archive, word, words.len() > 1, options)? {
            ui.hint(&hint);
        }
    }
    let undated = without_dates(archive, query, options)?;
    if undated > 0 {
        ui.hint(&format!(
            "{} without the bounds of dates",
            matching(undated)
        ));
    }
    Ok(())
}

fn matching(articles: u64) -> String {
    let verb = if articles == 1 { "matches" } else { "match" };
    format!("{} {verb}", counted(articles, "article"))
}

/// What fewer words would find.
fn looser(
    archive: &Archive,
    query: &Query,
    options: &SearchOptions,
) -> Result<Vec<String>, SearchError> {
    let several = matches!(query.root, Some(Node::All(_)));
    let mut ways = Vec::new();
    if !several || options.lower.matching != Matching::All {
        return Ok(ways);
    }
    for (name, matching) in [("most", Matching::Most), ("any", Matching::Any)] {
        let mut options = options.clone();
        options.lower.matching = matching;
        let found = archive.count(query, &options)?.total;
        if found > 0 {
            ways.push(format!("--match {name} finds {}", thousands(found)));
        }
    }
    Ok(ways)
}

/// Articles of any date, where dates were bounded.
fn without_dates(
    archive: &Archive,
    query: &Query,
    options: &SearchOptions,
) -> Result<u64, SearchError> {
    let mut options = options.clone();
    let bounds = [options.lower.since.take(), options.lower.before.take()];
    match bounds {
        [None, None] => Ok(0),
        _ => Ok(archive.count(query, &options)?.total),
    }
}

/// The bare words that an article should have, outside of fields.
fn words_of(query: &Query) -> Vec<&Word> {
    let mut words = Vec::new();
    let mut nodes: Vec<&Node> = query.root.iter().collect();
    while let Some(node) = nodes.pop() {
        match node {
            Node::Word(word) => words.push(word),
            Node::All(parts) | Node::And(parts) | Node::Or(parts) => {
                nodes.extend(parts.iter().rev());
            }
            Node::Required(part) => nodes.push(part),
            Node::Boost(boost) => nodes.push(&boost.node),
            Node::Near(near) => nodes.extend([&near.parts.1, &near.parts.0]),
            _ => {}
        }
    }
    words
}

/// That no article has a word, and how words of the index are spelled that are nearly the same. Of the only word of a
/// query it goes without saying that no article has it.
fn respelled(
    archive: &Archive,
    word: &Word,
    beside_others: bool,
    options: &SearchOptions,
) -> Result<Option<String>, SearchError> {
    let forms = |node| forms(archive, node, options);
    if forms(Node::Word(word.clone()))?.is_none_or(|known| !known.is_empty()) {
        return Ok(None);
    }
    let fuzzy = |distance| {
        Node::Fuzzy(Fuzzy {
            word: word.clone(),
            distance,
        })
    };
    let mut near = forms(fuzzy(Some(1)))?.unwrap_or_default();
    if near.is_empty() {
        near = forms(fuzzy(None))?.unwrap_or_default();
    }
    near.sort_by(|(a, held), (b, other)| other.cmp(held).then_with(|| a.cmp(b)));
    let near: Vec<String> = near
        .iter()
        .take(SPELLINGS)
        .map(|(form, held)| format!("{form} ({})", counted(*held, "article")))
        .collect();
    let text = &word.text;
    Ok(match (near.is_empty(), beside_others) {
        (true, false) => None,
        (true, true) => Some(format!("no article has {text}")),
        (false, _) => Some(format!(
            "no article has {text}; did you mean {}?",
            near.join(", ")
        )),
    })
}

/// The words of the index that a part of a query stands for, without those that no article has; `None` where it is
/// several words.
fn forms(
    archive: &Archive,
    node: Node,
    options: &SearchOptions,
) -> Result<Option<Vec<Frequency>>, SearchError> {
    let query = Query {
        root: Some(node),
        ..Query::default()
    };
    let mut words = archive.widened(&query, options)?.words;
    let Some(mut forms) = words.pop().filter(|_| words.is_empty()) else {
        return Ok(None);
    };
    // A word as it was typed is among them, whether or not the index knows it.
    forms.retain(|(_, held)| *held > 0);
    Ok(Some(forms))
}
