//! What stands around the text of an article even where two extractors agree: headline, captions, links to others.
//! Goes by structure alone, so that it holds in any language.

use super::blocks::{self, Block};

/// Drops the headline and what stands above it, captions, and paragraphs that only link elsewhere.
pub(super) fn trimmed(blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let blocks = without(below_headline(blocks, title), Block::is_caption);
    let blocks = without(blocks, Block::is_markup);
    without(blocks, |block| {
        block.is_links() && !block.is_item() && block.length() >= 25
    })
}

/// Less the unwanted blocks, unless they are half of the text: then they are what the page has to say.
fn without(blocks: Vec<Block>, unwanted: impl Fn(&Block) -> bool) -> Vec<Block> {
    let (dropped, kept): (Vec<Block>, Vec<Block>) = blocks.iter().cloned().partition(unwanted);
    if size(&kept) > size(&dropped) {
        kept
    } else {
        blocks
    }
}

/// The blocks after the headline, if it is among the first and little stands above it.
fn below_headline(mut blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let title = blocks::letters(title);
    let headline = blocks
        .iter()
        .take(30)
        .position(|block| block.is_headline() || begin_alike(&block.letters, &title));
    if let Some(at) = headline {
        let (above, rest) = blocks.split_at(at);
        if size(above) * 3 < size(rest) && rest.len() > 1 {
            blocks.drain(..=at);
        }
    }
    blocks
}

/// Whether two texts are the same, or one goes on where a long other one ends: titles carry the name of the site.
fn begin_alike(a: &str, b: &str) -> bool {
    let is_long = |text: &str| text.chars().nth(20).is_some();
    !a.is_empty() && a == b || is_long(a) && is_long(b) && b.starts_with(a)
}

fn size(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.letters.len()).sum()
}
