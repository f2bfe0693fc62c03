//! The main text of a page: two extractors, what they agree on, and what is cut off around it.

use super::agreement;
use super::blocks::{self, Block};
use super::tidy;
use super::trim;
use libreadability::Parser;
use std::panic;

/// Elements of a page that the second extractor looks at; it is left out on larger ones, since it takes several passes.
const MAX_ELEMENTS: usize = 40_000;

/// The blocks of the main text. `found` is the markup that the first extractor found in `page`.
pub(super) fn main_text(page: &str, found: &str, title: &str) -> Vec<Block> {
    let narrow = blocks::blocks(&tidy::spaced(found));
    let wide = scored(page);
    let agreed = if is_heap(&narrow, &wide) {
        None
    } else {
        agreement::agreed(&narrow, &wide).or(Some(narrow))
    };
    trim::trimmed(agreed.unwrap_or(wide), title)
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
