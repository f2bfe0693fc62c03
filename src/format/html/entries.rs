//! Lists of other texts beside the article: teasers of other articles, reader comments under any name.
//!
//! Each entry of such a list has a part that comes again with each: a heading that is a link, a line to answer by, an
//! age. Goes by that alone, since names of classes are words of some language. Knows one extractor's blocks, and must
//! run before what two extractors share is kept: the parts that come again are mostly lost there.

use super::blocks::{Block, letters};
use std::collections::HashMap;

/// Entries that make a list.
const ENTRIES: usize = 4;
/// Blocks from one entry to the next at the most.
const APART: usize = 6;
/// Letters of a line that comes again with each entry at the most.
const LINE: usize = 24;
/// Digits of a date.
const DATE: usize = 6;
/// Characters of an entry under a linked heading at the most, in the mean: reviews of ten products have links for
/// headings too, and say more of each.
const TEASER: usize = 400;
/// Characters of running text beside the list from which on there is an article beside it.
const ARTICLE: usize = 300;

/// For each block, whether it is a part of a list of entries beside an article. None is where too little would be left:
/// the entries are then what the page has to say, as in a live blog.
pub(super) fn entries(blocks: &[Block]) -> Vec<bool> {
    let mut listed = vec![false; blocks.len()];
    for (mark, places) in marks(blocks) {
        for run in runs(&places) {
            let (start, end) = extent(blocks, run, &mark);
            if is_list(blocks, run, &mark) {
                listed
                    .iter_mut()
                    .take(end)
                    .skip(start)
                    .for_each(|block| *block = true);
            }
        }
    }
    let prose = |wanted: bool| -> usize {
        let blocks = blocks.iter().zip(&listed);
        let blocks = blocks.filter(|(block, listed)| **listed == wanted && block.is_prose());
        blocks.map(|(block, _)| block.length()).sum()
    };
    if prose(false) < ARTICLE.max(prose(true) / 3) {
        listed.fill(false);
    }
    listed
}

/// Less the lists of entries.
pub(super) fn without_entries(blocks: Vec<Block>) -> Vec<Block> {
    let listed = entries(&blocks);
    let blocks = blocks.into_iter().zip(listed);
    blocks
        .filter(|(_, listed)| !listed)
        .map(|(block, _)| block)
        .collect()
}

/// What comes again with each entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    LinkedHeading,
    /// A line that is a link or has a number in it; its letters, less the numbers.
    Line(String),
}

fn mark(block: &Block) -> Option<Mark> {
    if block.is_heading() {
        return block.is_links().then_some(Mark::LinkedHeading);
    }
    let line: String = letters(&block.text)
        .chars()
        .filter(|c| !c.is_numeric())
        .collect();
    let digits = block.text.matches(char::is_numeric).count();
    // A number alone may be that of a chapter; dates have more digits.
    let is_mark = (!line.is_empty() || digits >= DATE) && line.chars().nth(LINE).is_none();
    (is_mark && !block.is_item() && (block.is_links() || digits > 0)).then_some(Mark::Line(line))
}

/// Where each mark stands that occurs often enough.
fn marks(blocks: &[Block]) -> impl Iterator<Item = (Mark, Vec<usize>)> {
    let mut places: HashMap<Mark, Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(mark) = mark(block) {
            places.entry(mark).or_default().push(at);
        }
    }
    places
        .into_iter()
        .filter(|(_, places)| places.len() >= ENTRIES)
}

/// Cuts places where they are far apart; what is too short for a list is left out.
fn runs(places: &[usize]) -> impl Iterator<Item = &[usize]> {
    places
        .chunk_by(|a, b| b - a <= APART)
        .filter(|run| run.len() >= ENTRIES)
}

/// Whether text stands between most of the marks, and none of it is of an article: the entries under linked headings are
/// short, and numbers do not count up, as those of chapters do.
fn is_list(blocks: &[Block], run: &[usize], mark: &Mark) -> bool {
    let between = run.windows(2).filter_map(|pair| match pair {
        [a, b] => blocks.get(a + 1..*b),
        _ => None,
    });
    let lengths: Vec<usize> = between
        .map(|entry| entry.iter().map(Block::length).sum())
        .collect();
    let with_text = lengths.iter().filter(|length| **length >= LINE).count();
    let is_short = || lengths.iter().sum::<usize>() <= TEASER * lengths.len();
    with_text * 2 >= lengths.len()
        && match mark {
            Mark::LinkedHeading => is_short(),
            Mark::Line(_) => !counts_up(blocks, run),
        }
}

fn counts_up(blocks: &[Block], run: &[usize]) -> bool {
    let number = |at: &usize| -> Option<u64> {
        let digits = |c: char| !c.is_ascii_digit();
        let text = &blocks.get(*at)?.text;
        text.split(digits).find_map(|digits| digits.parse().ok())
    };
    let numbers: Vec<Option<u64>> = run.iter().map(number).collect();
    numbers
        .windows(2)
        .all(|pair| matches!(pair, [Some(a), Some(b)] if a.abs_diff(*b) == 1))
}

/// Where the list starts, and ends before. Marks stand first in their entries, unless hardly anything comes after the
/// last.
fn extent(blocks: &[Block], run: &[usize], mark: &Mark) -> (usize, usize) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return (0, 0);
    };
    let gaps = run.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b - a),
        _ => None,
    });
    let mut gaps: Vec<usize> = gaps.collect();
    gaps.sort_unstable();
    let size = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
    let after = blocks.iter().skip(last + 1).take(size);
    let ends_with_mark =
        *mark != Mark::LinkedHeading && after.map(Block::length).sum::<usize>() < LINE;
    match ends_with_mark {
        true => (first.saturating_sub(size - 1), last + 1),
        false => (*first, (last + size).min(blocks.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::blocks::{blocks, join};

    const ARTICLE: &str = "<p>The harbour of Northport opened again on Tuesday, four days after a storm had closed it to ships.</p>\
        <p>Two ferries and a coaster had waited outside, and the cafés on the quay served their crews at noon.</p>\
        <p>Harbour master Bo Ek, who had slept in his office, said that the piers held and the cranes were sound.</p>\
        <p>The next storm is expected on Friday, and the town will decide tomorrow whether the school stays shut.</p>";

    fn rest(html: &str) -> String {
        join(&without_entries(blocks(html)))
    }

    fn repeated(entry: impl Fn(usize) -> String) -> String {
        (2..7).map(entry).collect()
    }

    #[test]
    fn comments_go_under_any_name() {
        let text = rest(ARTICLE);
        let said = |n: usize| {
            format!(
                "<p>Well said, but the pier at place {n} was never in any danger at all, my friend.</p>"
            )
        };
        let answered =
            repeated(|n| format!("<div><b>ann{n}</b>{}<a href=#>Vastaa</a></div>", said(n)));
        let dated = repeated(|n| format!("{}<p>Hace {} horas</p>", said(n), n * n));
        let headed = repeated(|n| format!("<p>ann, {} minuter sedan</p>{}", 60 - n * n, said(n)));
        let stamped = repeated(|n| format!("{}<p>2024-05-{}</p>", said(n), 10 + n * n));
        for comments in [answered, dated, headed, stamped] {
            assert_eq!(rest(&format!("{ARTICLE}{comments}")), text, "{comments}");
        }
    }

    #[test]
    fn teasers_under_linked_headings_go_and_reviews_stay() {
        let teaser = |n: usize, text: &str| {
            format!("<h3><a href=/{n}>What the storm did in place {n}</a></h3><p>{text}</p>")
        };
        let teasers =
            repeated(|n| teaser(n, "The pier there is gone, and so is the mayor's boat."));
        assert_eq!(rest(&format!("{ARTICLE}{teasers}")), rest(ARTICLE));
        let long = "The pier there is gone, and so is the mayor's boat. ".repeat(10);
        let reviews = format!("{ARTICLE}{}", repeated(|n| teaser(n, &long)));
        assert_eq!(rest(&reviews), join(&blocks(&reviews)));
    }

    #[test]
    fn chapters_talks_and_live_blogs_stay() {
        let said = "<p>The water rose to the second step of the town hall, which it had not done since the war.</p>";
        let chapters = repeated(|n| format!("<p>Day {n}</p>{said}"));
        let talk = repeated(|_| format!("<p>Beacon:</p>{said}"));
        for text in [chapters, talk] {
            let page = format!("{ARTICLE}{text}");
            assert_eq!(rest(&page), join(&blocks(&page)));
        }
        let live = repeated(|n| format!("<p>{} hours ago</p>{said}", n * n));
        assert_eq!(rest(&live), join(&blocks(&live)));
    }
}
