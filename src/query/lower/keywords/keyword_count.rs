//! How many documents a query of words has, by bits: no frequency is read and nothing is scored.

use super::keyword_query::{Filters, KeywordWeight};
use super::window::{BITS, WINDOW, places};
use super::word_window::WordWindow;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// Counts the documents that are not deleted.
pub(super) fn count(weight: &KeywordWeight, reader: &SegmentReader) -> tantivy::Result<u32> {
    let mut words = Vec::new();
    for word in &weight.query.words {
        match WordWindow::open(word, reader)? {
            Some(word) => words.push(word),
            None if weight.query.all => return Ok(0),
            None => {}
        }
    }
    let mut filters = weight.filters(reader)?;
    let all = weight.query.all;
    let mut total = 0;
    loop {
        let firsts = words.iter_mut().map(WordWindow::first);
        let base = if all { firsts.max() } else { firsts.min() };
        let Some(base) = base.filter(|&base| base < TERMINATED) else {
            return Ok(total);
        };
        for word in &mut words {
            word.mark(base);
        }
        total += in_window(all, base, &words, &mut filters, reader);
        words.iter_mut().for_each(WordWindow::clear);
    }
}

fn in_window(
    all: bool,
    base: DocId,
    words: &[WordWindow],
    filters: &mut Filters,
    reader: &SegmentReader,
) -> u32 {
    let alive = reader.alive_bitset();
    let mut total = 0;
    for index in 0..BITS {
        let bits = words.iter().map(|word| word.bits(index));
        let bits = match all {
            true => bits.fold(u64::MAX, |a, b| a & b),
            false => bits.fold(0, |a, b| a | b),
        };
        if filters.is_empty() && alive.is_none() {
            total += bits.count_ones();
            continue;
        }
        for slot in places(index, bits) {
            debug_assert!(slot < WINDOW as usize);
            let doc = base + slot as DocId;
            let lives = alive.is_none_or(|alive| alive.is_alive(doc));
            total += u32::from(lives && filters.admit(doc));
        }
    }
    total
}
