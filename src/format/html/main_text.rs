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

/// Bytes of a declared text from which on it may stand for the text.
const LEAST_DECLARED: usize = 300;

/// The blocks of the main text. `found` is the markup that the first extractor found in `page`.
pub(super) fn main_text(page: &str, found: &str, title: &str) -> Vec<Block> {
    let narrow = blocks::blocks(&tidy::spaced(found));
    let wide = scored(page);
    let agreed = if is_heap(&narrow, &wide) {
        None
    } else {
        agreement::agreed(&narrow, &wide)
            .or_else(|| (prose(&narrow) * MUCH_MORE >= prose(&wide)).then_some(narrow))
    };
    let text = agreed.unwrap_or_else(|| entries::without_entries(wide));
    trim::trimmed(text, title)
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
