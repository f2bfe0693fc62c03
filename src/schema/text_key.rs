//! Fingerprint of an article's text, by which exact copies are found.

use crate::article::Article;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Bytes of a body, white space aside, from which on it is taken for a text of its own: two sentences. Fewer may be
/// anybody's ("Click here for the video."), and then the title is part of the text.
const OWN_TEXT: usize = 200;

/// Bytes of title and body from which on they can have copies: a sentence. A few words are no text that one has from
/// the other: "Weather" is another forecast each day.
const SENTENCE: usize = 80;

/// The same number for articles with the same text, and for no others but by chance: of ten million different texts two
/// share theirs with probability 3e-6.
///
/// The text is the body without its white space, which each scrape sets anew; reprints have headlines of their own, so
/// the title is part of it only where the body is short. Articles of a few words are never the same.
pub fn text_key(article: &Article) -> u64 {
    let body = solid(&article.body);
    if body.len() >= OWN_TEXT {
        return xxh3_64(&body);
    }
    let title = solid(&article.title);
    if title.len() + body.len() < SENTENCE {
        return xxh3_64(article.id.as_bytes());
    }
    xxh3_64_with_seed(&body, xxh3_64(&title))
}

/// Bytes that are looked at together: most words are shorter.
const BLOCK: usize = 8;

/// The text's bytes without its ASCII white space; cleaning has left no other. Up to eight bytes at once, without a branch, since
/// where white space stands cannot be foretold.
fn solid(text: &str) -> Vec<u8> {
    let text = text.as_bytes();
    let mut solid = vec![0; text.len()];
    let (mut at, mut length) = (0, 0);
    while let Some(block) = text.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
        // What follows the white space is written over by what comes next.
        solid[length..length + BLOCK].copy_from_slice(block);
        let word = before_space(*block);
        length += word;
        at += word + usize::from(word < BLOCK);
    }
    for &byte in &text[at..] {
        solid[length] = byte;
        length += usize::from(byte > b' ');
    }
    solid.truncate(length);
    solid
}

/// How many bytes come before the first that is white space.
fn before_space(block: [u8; BLOCK]) -> usize {
    let each = |byte: u8| u64::from_le_bytes([byte; BLOCK]);
    let bytes = u64::from_le_bytes(block);
    // The highest bit of each byte that is at most a space. A borrow reaches bytes behind the first such one only.
    let spaces = bytes.wrapping_sub(each(b' ' + 1)) & !bytes & each(0x80);
    (spaces.trailing_zeros() / u8::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(title: &str, body: &str) -> u64 {
        let article = Article {
            id: format!("{title} {}", body.len()),
            title: title.into(),
            body: body.into(),
            ..Article::default()
        };
        text_key(&article)
    }

    const SENTENCE: &str = "The ferry will not sail before the ice has gone, its owner says, nor will the pilots' boat. ";

    #[test]
    fn a_reprint_may_have_another_headline_and_other_paragraphs() {
        let body = SENTENCE.repeat(4);
        let reset = body.replace(". ", ".\n\n");
        assert_eq!(key("Ice", &body), key("No ferry", &reset));
        assert_ne!(key("Ice", &body), key("Ice", &body.replace("ice", "fog")));
    }

    #[test]
    fn a_short_text_is_one_with_its_title_and_a_few_words_are_none() {
        assert_eq!(
            key("Ice", SENTENCE),
            key("Ice", &SENTENCE.replace("has gone", "has\ngone"))
        );
        assert_ne!(key("Ice", SENTENCE), key("Fog", SENTENCE));
        let few = |id: &str| {
            let (id, body) = (id.into(), "See the video.".into());
            text_key(&Article {
                id,
                body,
                ..Article::default()
            })
        };
        assert_ne!(few("a"), few("b"));
    }

    proptest! {
        #[test]
        fn solid_is_the_text_without_white_space(text in "[a-zäß新 \n\t]{0,40}") {
            let expected: String = text.split_ascii_whitespace().collect();
            prop_assert_eq!(solid(&text), expected.into_bytes());
        }

        #[test]
        fn white_space_is_found_among_any_bytes(block in proptest::num::u64::ANY, at in 0_usize..9) {
            let mut block = block.to_le_bytes();
            if let Some(byte) = block.get_mut(at) {
                *byte = b'\n';
            }
            let first = block.iter().position(|byte| *byte <= b' ');
            prop_assert_eq!(before_space(block), first.unwrap_or(BLOCK));
        }
    }
}
