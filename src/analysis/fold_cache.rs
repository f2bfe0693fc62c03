//! The fold of characters met before, since folding one by the tables of Unicode is slow. Knows nothing but [`fold`].

use super::fold::{Class, Fold, Piece, fold};

/// Pieces of the characters met before, by the low bits of their number: news keeps to a few hundred characters.
#[derive(Clone, Debug, Default)]
pub(super) struct FoldCache {
    entries: Vec<Entry>,
    scratch: Vec<Piece>,
}

/// What a character folds to, if that is short.
#[derive(Clone, Copy, Debug)]
struct Entry {
    source: char,
    fold: Fold,
    len: u8,
    pieces: [Piece; SHORT],
}

const SHORT: usize = 3;
/// Enough that the letters of Latin, Greek, Cyrillic, Hebrew and Arabic, and the quotes of print, have a place each.
const ENTRIES: usize = 2048;

const EMPTY: Entry = Entry {
    source: ' ',
    fold: Fold::Separator,
    len: 0,
    pieces: [Piece {
        text: ' ',
        class: Class::Separator,
    }; SHORT],
};

impl FoldCache {
    /// As [`fold`], but quick for a character met before.
    #[inline]
    pub(super) fn fold(&mut self, c: char) -> (Fold, &[Piece]) {
        if self.entries.is_empty() {
            self.entries.resize(ENTRIES, EMPTY);
        }
        let Some(entry) = self.entries.get_mut(c as usize % ENTRIES) else {
            return (Fold::Separator, &[]);
        };
        if entry.source != c {
            self.scratch.clear();
            let fold = fold(c, &mut self.scratch);
            if self.scratch.len() > SHORT {
                return (fold, &self.scratch);
            }
            *entry = EMPTY;
            (entry.source, entry.fold) = (c, fold);
            entry.len = self.scratch.len() as u8;
            for (slot, piece) in entry.pieces.iter_mut().zip(&self.scratch) {
                *slot = *piece;
            }
        }
        let pieces = entry.pieces.get(..usize::from(entry.len));
        (entry.fold, pieces.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_agrees_with_the_fold() {
        let mut cache = FoldCache::default();
        for c in ('\0'..='\u{ffff}').chain('\0'..='\u{6ff}') {
            let mut pieces = Vec::new();
            let fold = fold(c, &mut pieces);
            assert_eq!(cache.fold(c), (fold, pieces.as_slice()), "{c:?}");
        }
    }
}
