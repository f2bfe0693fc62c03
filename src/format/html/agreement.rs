//! The main text as two extractors agree on it.
//!
//! One extractor (rules for containers) seldom takes too much, the other (scores of paragraphs) seldom too little, and
//! where they err they err differently: what both have is the article. The second one's blocks are used, since it
//! leaves the text of a block as it stood in the page.

use super::blocks::Block;
use super::entries::entries;
use std::collections::{HashMap, HashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Letters in a run by which long blocks are compared.
const RUN: usize = 12;
/// Blocks with fewer letters must be equal to one of the other's: short ones occur inside any text.
const SHORT: usize = 25;
/// Letters by which blocks are told to begin alike, as captions of the same agency do.
const BEGINNING: usize = 40;

/// The blocks of `wide` that `narrow` has too, and prose that it passed over, less lists of entries; `None` where the two
/// are not of one text.
pub(super) fn agreed(narrow: &[Block], wide: &[Block]) -> Option<Vec<Block>> {
    let known = Known::of(narrow);
    let shared: Vec<bool> = wide.iter().map(|block| known.has(block)).collect();
    let agreed: usize = sum(wide, |at| shared.get(at).is_some_and(|shared| *shared));
    let all: usize = narrow.iter().map(|block| block.letters.len()).sum();
    let of_wide: usize = sum(wide, |_| true);
    // Where the first has all that the second has and more, the more is what stands around the text, unless it is far more.
    if agreed * 5 < all * 3 && (agreed * 5 < of_wide * 4 || agreed * 3 < all) {
        return None;
    }
    let listed = entries(wide);
    let (wide, shared): (Vec<Block>, Vec<bool>) = wide
        .iter()
        .cloned()
        .zip(shared)
        .zip(listed)
        .filter(|(_, listed)| !listed)
        .map(|(block, _)| block)
        .unzip();
    let first = shared.iter().position(|shared| *shared)?;
    let last = shared.iter().rposition(|shared| *shared)?;
    let passed_over = Prose::of(&wide);
    let end = continued(&wide, last, agreed, &passed_over);
    let kept = wide.iter().enumerate().filter(|(at, block)| {
        shared.get(*at) == Some(&true) || (first..end).contains(at) && passed_over.has(block)
    });
    Some(kept.map(|(_, block)| block.clone()).collect())
}

/// Characters of running text outside lists that the larger text has beyond a part of it; `None` if that is no part of it.
pub(super) fn running_beyond(part: &[Block], larger: &[Block]) -> Option<usize> {
    let around = Known::of(larger);
    let is_known = |at: usize| part.get(at).is_some_and(|block| around.has(block));
    let is_part = sum(part, is_known) * 5 >= sum(part, |_| true) * 4;
    let inside = Known::of(part);
    let beyond = larger
        .iter()
        .filter(|block| block.is_prose() && !block.is_item() && !inside.has(block));
    is_part.then(|| beyond.map(Block::length).sum())
}

/// How much two texts have in common: 0 for nothing, 1 for all of both.
pub(super) fn likeness(one: &[Block], other: &[Block]) -> f64 {
    let known = Known::of(other);
    let common = sum(one, |at| one.get(at).is_some_and(|block| known.has(block)));
    let all = sum(one, |_| true) + sum(other, |_| true);
    2.0 * common as f64 / all.max(1) as f64
}

/// Where the article ends if it goes on after the last shared block: some sites cut its text into several containers.
///
/// It must go on at once, with one block of something else at the most between paragraphs, and for a quarter of what
/// is agreed: a sentence or two are a note about the author or the paper.
fn continued(wide: &[Block], last: usize, agreed: usize, prose: &Prose<'_>) -> usize {
    let mut end = last + 1;
    for (at, block) in wide.iter().enumerate().skip(last + 1) {
        if prose.has(block) {
            end = at + 1;
        } else if at > end {
            break;
        }
    }
    let more = sum(wide, |at| {
        (last + 1..end).contains(&at) && wide.get(at).is_some_and(|block| prose.has(block))
    });
    if more * 4 > agreed { end } else { last + 1 }
}

fn sum(blocks: &[Block], wanted: impl Fn(usize) -> bool) -> usize {
    let wanted = blocks.iter().enumerate().filter(|(at, _)| wanted(*at));
    wanted.map(|(_, block)| block.letters.len()).sum()
}

/// Which blocks are prose of which there is one only: captions are printed under each of several pictures.
struct Prose<'b>(HashMap<&'b str, usize>);

impl<'b> Prose<'b> {
    fn of(blocks: &'b [Block]) -> Self {
        let mut beginnings = HashMap::new();
        for block in blocks {
            *beginnings.entry(beginning(block)).or_default() += 1;
        }
        Prose(beginnings)
    }

    fn has(&self, block: &Block) -> bool {
        block.is_prose() && self.0.get(beginning(block)) == Some(&1)
    }
}

fn beginning(block: &Block) -> &str {
    let end = block.letters.char_indices().nth(BEGINNING);
    let end = end.map_or(block.letters.len(), |(at, _)| at);
    block.letters.get(..end).unwrap_or_default()
}

/// What an extractor found, for looking up.
struct Known<'b> {
    blocks: HashSet<&'b str>,
    runs: HashSet<u64>,
}

impl<'b> Known<'b> {
    fn of(blocks: &'b [Block]) -> Self {
        Known {
            blocks: blocks.iter().map(|block| block.letters.as_str()).collect(),
            runs: blocks
                .iter()
                .flat_map(|block| runs(&block.letters))
                .collect(),
        }
    }

    /// Whether the block, or four fifths of it, is known; the other extractor may have cut elsewhere.
    fn has(&self, block: &Block) -> bool {
        if self.blocks.contains(block.letters.as_str()) {
            return true;
        }
        let (mut all, mut known) = (0, 0);
        for run in runs(&block.letters) {
            all += 1;
            known += usize::from(self.runs.contains(&run));
        }
        all + RUN > SHORT && known * 5 >= all * 4
    }
}

/// Hashes of all runs of letters.
fn runs(letters: &str) -> impl Iterator<Item = u64> {
    let starts = letters.char_indices().map(|(at, _)| at);
    let ends = letters
        .char_indices()
        .map(|(at, _)| at)
        .chain([letters.len()])
        .skip(RUN);
    let runs = starts
        .zip(ends)
        .filter_map(|(start, end)| letters.get(start..end));
    runs.map(|run| xxh3_64(run.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::blocks::{blocks, join};

    const ONE: &str = "The harbour of Northport opened again on Tuesday, four days after a storm had closed it to ships.";
    const TWO: &str = "Two ferries and a coaster had waited outside, and the cafés on the quay served their crews at noon.";
    const THREE: &str = "Harbour master Bo Ek, who had slept in his office, said that the piers held and the cranes were sound.";

    const FOUR: &str = "Another article below the line says at some length what the storm did to the pier of Southport.";

    fn page(paragraphs: &[&str]) -> Vec<Block> {
        let html: Vec<String> = paragraphs
            .iter()
            .map(|text| format!("<p>{text}</p>"))
            .collect();
        blocks(&html.concat())
    }

    fn both(narrow: &[&str], wide: &[&str]) -> Option<String> {
        agreed(&page(narrow), &page(wide)).map(|blocks| join(&blocks))
    }

    #[test]
    fn what_one_alone_has_is_dropped() {
        let found = both(&["Most read", ONE, TWO], &[ONE, TWO, "More from this desk"]);
        assert_eq!(found, Some(format!("{ONE}\n\n{TWO}")));
    }

    #[test]
    fn prose_between_shared_blocks_is_kept_and_short_lines_are_not() {
        let found = both(&[ONE, TWO], &[ONE, "Share", THREE, TWO]);
        assert_eq!(found, Some(format!("{ONE}\n\n{THREE}\n\n{TWO}")));
    }

    #[test]
    fn captions_that_begin_alike_are_not_taken_for_passed_over_prose() {
        let caption = |number: &str| format!("{THREE} Picture {number}.");
        let (first, second) = (caption("one"), caption("two"));
        let found = both(&[ONE, TWO], &[ONE, &first, &second, TWO]);
        assert_eq!(found, Some(format!("{ONE}\n\n{TWO}")));
    }

    #[test]
    fn a_text_cut_in_two_goes_on_and_a_note_below_it_does_not() {
        let goes_on = both(
            &[ONE],
            &[ONE, "Subscribe", TWO, THREE, "More", "More", FOUR],
        );
        assert_eq!(goes_on, Some(format!("{ONE}\n\n{TWO}\n\n{THREE}")));
        let long = [ONE, TWO, ONE, TWO, ONE];
        let mut with_note = long.to_vec();
        with_note.push(THREE);
        assert_eq!(both(&long, &with_note), Some(long.join("\n\n")));
    }

    #[test]
    fn blocks_cut_elsewhere_are_the_same_text() {
        let halves = format!("{ONE}<br>{TWO}");
        assert_eq!(
            both(&[&halves], &[ONE, TWO]),
            Some(format!("{ONE}\n\n{TWO}"))
        );
        assert_eq!(both(&[ONE, TWO], &[&halves]), Some(format!("{ONE}\n{TWO}")));
    }

    #[test]
    fn what_one_has_beyond_all_of_the_other_is_around_the_text() {
        let around = ["Reader", FOUR, "Reader", FOUR, "Reader", FOUR];
        let narrow: Vec<&str> = [ONE, TWO].into_iter().chain(around).collect();
        assert_eq!(both(&narrow, &[ONE, TWO]), Some(format!("{ONE}\n\n{TWO}")));
    }

    #[test]
    fn two_different_texts_do_not_agree() {
        assert_eq!(both(&[ONE], &[TWO, THREE]), None);
        assert_eq!(both(&[ONE], &[]), None);
        assert_eq!(both(&[], &[]), None);
    }

    #[test]
    fn running_text_beyond_a_part_is_counted_without_lists() {
        let part = page(&[ONE, TWO]);
        let beyond = |more: &str| {
            let html = format!("<p>{ONE}</p><p>{TWO}</p>{more}");
            running_beyond(&part, &blocks(&html))
        };
        assert_eq!(beyond("<p>Most read</p>"), Some(0));
        assert_eq!(beyond(&format!("<ul><li>{THREE}</li></ul>")), Some(0));
        assert_eq!(
            beyond(&format!("<p>{THREE}</p>")),
            Some(THREE.chars().count())
        );
        assert_eq!(running_beyond(&page(&[FOUR]), &part), None);
    }

    #[test]
    fn likeness_is_from_nothing_to_all() {
        let text = page(&[ONE, TWO]);
        assert_eq!(likeness(&text, &text), 1.0);
        assert_eq!(likeness(&text, &page(&[FOUR])), 0.0);
        assert!((0.6..0.9).contains(&likeness(&page(&[ONE]), &text)));
        assert_eq!(likeness(&[], &[]), 0.0);
    }
}
