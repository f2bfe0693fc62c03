//! What windows can be worth at the most, told from the places of matches alone: sentences are looked for only where that is
//! enough to win.

use super::tally::{Tally, Worths};
use super::unit::Text;
use crate::query::match_spec::Span;

/// Where something counts in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    /// Whether it is a match, and not only akin to one.
    is_match: bool,
    /// Its first byte.
    pub(super) start: usize,
    /// Its first character, counted from that of the first item.
    pub(super) char: usize,
    /// The first byte of the run that it begins in, without white space but in matches: a window may be one word or one match,
    /// however long.
    run: usize,
}

impl Item {
    /// Whether a window of `reach` characters may hold both this item and an earlier one.
    fn is_reached_from(&self, earlier: &Item, reach: usize) -> bool {
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

/// For each area of a text, what a window of it can be worth at the most; none is longer than `reach` characters.
pub(super) fn bounds(text: &Text<'_>, worths: &Worths, reach: usize) -> Vec<i64> {
    let mut bounds = vec![0; text.areas.len()];
    let mut tally = Tally::new(worths);
    let mut first = 0;
    for (index, area) in text.areas.iter().enumerate() {
        let next = text.areas.get(index + 1);
        let next = next.and_then(|next| text.items.get(next.items.start));
        for item in text.items.get(area.items.clone()).unwrap_or_default() {
            add(&mut tally, item, 1);
            while let Some(earlier) = text
                .items
                .get(first)
                .filter(|one| !item.is_reached_from(one, reach))
            {
                add(&mut tally, earlier, -1);
                first += 1;
            }
            let most = tally.value() + worths.most_of_numbers();
            bounds[index] = most.max(bounds[index]);
            // A window may go on after its last item, into the next area.
            if next.is_some_and(|next| next.is_reached_from(item, reach)) {
                bounds[index + 1] = most.max(bounds[index + 1]);
            }
        }
    }
    bounds
}

fn add(tally: &mut Tally<'_>, item: &Item, by: isize) {
    match item.is_match {
        true => tally.add_match(&item.span, by),
        false => tally.add_relative(&item.span, by),
    }
}
