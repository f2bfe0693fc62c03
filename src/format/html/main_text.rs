//! The main text of a page: two extractors, what they agree on, and what is cut off around it.

use super::agreement;
use super::blocks::{self, Block};
use super::entries;
use super::tidy;
use super::trim;
use libreadability::Parser;
use std::panic;

/// Elements of a page that the second extractor looks at; it is left out on larger ones, since it takes several passes.
const MAX_ELEMENTS: usize = 40_000;

/// Times the running text of the first extractor that the second one has where the first missed the article, if they
/// are not of one text.
const MUCH_MORE: usize = 3;

/// Likeness from which on the densest text decides.
const ALIKE: f64 = 0.6;

/// Bytes of a declared text from which on it may stand for the text.
const LEAST_DECLARED: usize = 300;

/// The blocks of the main text. `found` is the markup that the first extractor found in `page`, `densest` that of the
/// element with most running text.
pub(super) fn main_text(page: &str, found: &str, densest: &str, title: &str) -> Vec<Block> {
    let narrow = blocks::blocks(&tidy::spaced(found));
    let wide = scored(page);
    let dense = entries::without_entries(blocks::blocks(densest));
    let text = trim::trimmed(of_two(narrow, wide, &dense), title);
    let length: usize = text.iter().map(Block::length).sum();
    match length * MUCH_MORE < prose(&dense) {
        true => trim::trimmed(dense, title),
        false => text,
    }
}

/// What two extractors agree on, or what one of them found: that which is more like the densest text, if either is.
fn of_two(narrow: Vec<Block>, wide: Vec<Block>, dense: &[Block]) -> Vec<Block> {
    if is_heap(&narrow, &wide) {
        return entries::without_entries(wide);
    }
    if let Some(agreed) = agreement::agreed(&narrow, &wide) {
        return agreed;
    }
    let wide = entries::without_entries(wide);
    let is_like = |text: &[Block]| agreement::likeness(text, dense);
    let (of_narrow, of_wide) = (is_like(&narrow), is_like(&wide));
    let takes_wide = match agreement::running_beyond(&wide, &narrow) {
        Some(beyond) => beyond * 2 < prose(&wide),
        None if of_narrow.max(of_wide) > ALIKE => of_wide > of_narrow,
        None => prose(&narrow) * MUCH_MORE < prose(&wide),
    };
    if takes_wide { wide } else { narrow }
}

/// Characters of running text.
fn prose(blocks: &[Block]) -> usize {
    let prose = blocks.iter().filter(|block| block.is_prose());
    prose.map(Block::length).sum()
}

/// The text that was found, or the one that the page's description has if that is more than twice as long: what was found
/// is then a teaser or a caption, and the text itself comes by a script. Else what was found is better: descriptions are
/// cut short as often as not.
pub(super) fn or_declared(found: Vec<Block>, declared: &str) -> Vec<Block> {
    let letters = |blocks: &[Block]| {
        blocks
            .iter()
            .map(|block| block.letters.len())
            .sum::<usize>()
    };
    // Real ones have ten times as much; less is no loss, and not worth the risk.
    if declared.len() < LEAST_DECLARED {
        return found;
    }
    let declared = match declared.contains("</") || declared.contains("<br") {
        true => blocks::blocks(declared),
        false => blocks::blocks(&declared.replace('<', "&lt;").replace('\n', "<p>")),
    };
    match letters(&declared) > 2 * letters(&found) {
        true => declared,
        false => found,
    }
}

/// Whether the first extractor gave up: it then puts all text of the page into one block.
fn is_heap(narrow: &[Block], wide: &[Block]) -> bool {
    match narrow {
        [] => true,
        [only] => wide.iter().all(|block| block.letters != only.letters) && !wide.is_empty(),
        _ => false,
    }
}

/// What the second extractor finds; nothing where it fails.
fn scored(page: &str) -> Vec<Block> {
    let parse = || {
        Parser::new()
            .with_max_elems_to_parse(MAX_ELEMENTS)
            .parse(page, None)
    };
    match panic::catch_unwind(parse) {
        Ok(Ok(article)) => blocks::blocks(&article.content),
        _ => Vec::new(),
    }
}
