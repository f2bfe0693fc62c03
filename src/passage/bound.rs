//! What windows can be worth at the most, told from the places of matches alone: sentences are looked for only where that is
//! enough to win.

use super::item::Item;
use super::tally::{Tally, Worths};
use super::text::Text;

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
