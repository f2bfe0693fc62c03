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
}

/// All that counts in a text but numbers, in order.
pub(super) fn items(text: &str, spans: &[Span], relatives: &[Span]) -> Vec<Item> {
    let item = |span: &Span, is_match| Item {
        span: *span,
        is_match,
        start: span.start,
        char: 0,
    };
    let mut items: Vec<Item> = spans.iter().map(|span| item(span, true)).collect();
    if !relatives.is_empty() {
        items.extend(relatives.iter().map(|span| item(span, false)));
        items.sort_by_key(|item| item.start);
    }
    let (mut at, mut char) = (items.first().map_or(0, |item| item.start), 0);
    for item in &mut items {
        let between = text.get(at..item.start).unwrap_or_default();
        char += between.chars().count();
        (at, item.char) = (item.start, char);
    }
    items
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
                .filter(|one| item.char - one.char > reach)
            {
                add(&mut tally, earlier, -1);
                first += 1;
            }
            let most = tally.value() + worths.most_of_numbers();
            bounds[index] = most.max(bounds[index]);
            // A window may go on after its last item, into the next area.
            if next.is_some_and(|next| next.char - item.char <= reach) {
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
