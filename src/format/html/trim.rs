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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::blocks::{blocks, join};

    const TEXT: &str = "<p>The harbour of Northport opened again on Tuesday, after a storm.</p>\
                        <p>Two ferries and a coaster had waited outside for four days.</p>";

    fn trim(html: &str, title: &str) -> String {
        join(&trimmed(blocks(html), title))
    }

    #[test]
    fn the_headline_and_what_is_above_it_go() {
        let text = trim(TEXT, "");
        for above in [
            "<p>Local news</p><h1>Any</h1>",
            "<h2>Harbour opens</h2>",
            "<ul><li>Home</li></ul><p>Harbour opens!</p>",
        ] {
            assert_eq!(
                trim(&format!("{above}{TEXT}"), "Harbour opens"),
                text,
                "{above}"
            );
        }
        // A long title that goes on is one with the site's name behind it.
        let long = "Harbour of Northport opens";
        let page = format!("<h2>{long}</h2>{TEXT}");
        assert_eq!(trim(&page, &format!("{long} | Beacon")), text);
    }

    #[test]
    fn subheads_and_a_headline_below_the_text_stay() {
        let page = format!("<h2>Waiting</h2>{TEXT}");
        assert!(trim(&page, "Harbour opens").starts_with("Waiting"));
        let page = format!("{TEXT}<h1>Harbour opens</h1><p>More.</p>");
        assert!(trim(&page, "Harbour opens").starts_with("The harbour"));
    }

    #[test]
    fn captions_and_links_to_other_articles_go_but_not_lists_of_links() {
        let text = trim(TEXT, "");
        for between in [
            "<figure><figcaption>The pier, photographed on Monday</figcaption></figure>",
            "<p>Read more: <a>What the storm did to the pier of Southport</a></p>",
            "<p>&lt;span class=x&gt;&lt;/span&gt;</p>",
        ] {
            assert_eq!(trim(&format!("{TEXT}{between}"), ""), text, "{between}");
        }
        let list = "<ul><li><a>What the storm did to the pier of Southport</a></li></ul>";
        assert!(trim(&format!("{TEXT}{list}"), "").ends_with("Southport"));
    }

    #[test]
    fn a_page_that_is_mostly_captions_keeps_them() {
        let gallery = "<figure><figcaption>The pier on Monday, with the crane that fell.</figcaption></figure><p>One.</p>";
        assert!(trim(gallery, "").contains("crane"));
    }
}
