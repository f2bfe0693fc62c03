//! What counts in a text, matches above all, in order.

use crate::query::match_spec::Span;

/// Where something counts in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    /// Whether it is a match, and not only akin to one.
    pub(super) is_match: bool,
    /// Its first byte.
    pub(super) start: usize,
    /// Its first character, counted from that of the first item.
    pub(super) char: usize,
    /// The first byte of the run that it begins in, without white space but in matches: a window may be one word or one match,
    /// however long.
    pub(super) run: usize,
}

impl Item {
    /// Whether a window of `reach` characters may hold both this item and an earlier one.
    pub(super) fn is_reached_from(&self, earlier: &Item, reach: usize) -> bool {
        self.char - earlier.char <= reach || self.run == earlier.run
    }
}

/// All that counts in a text but numbers, in order.
pub(super) fn items(text: &str, spans: &[Span], relatives: &[Span]) -> Vec<Item> {
    let item = |span: &Span, is_match| Item {
        span: *span,
        is_match,
        start: span.start,
        char: 0,
        run: 0,
    };
    let mut items: Vec<Item> = spans.iter().map(|span| item(span, true)).collect();
    if !relatives.is_empty() {
        items.extend(relatives.iter().map(|span| item(span, false)));
        items.sort_by_key(|item| item.start);
    }
    let (mut at, mut char) = (items.first().map_or(0, |item| item.start), 0);
    let (mut outside, mut run) = (at, at);
    for item in &mut items {
        let between = text.get(at..item.start).unwrap_or_default();
        char += between.chars().count();
        (at, item.char) = (item.start, char);
        let letters = letters_from(text, item.start);
        let passed = text.get(outside..letters).unwrap_or_default();
        if passed.contains(char::is_whitespace) {
            run = letters;
        }
        (outside, item.run) = (outside.max(letters).max(item.span.end), run);
    }
    items
}

/// The first byte from `at` on that is no white space.
fn letters_from(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start().len()
}
