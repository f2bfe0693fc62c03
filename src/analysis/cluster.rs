//! Reads a run of text without a certain word break as folded characters, each with its place in the text.

use unicode_normalization::char::canonical_combining_class;

use super::fold::{BREVE, Class, Fold, Piece};
use super::fold_cache::FoldCache;

/// A folded character and the bytes of the text that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) text: char,
    pub(super) class: Class,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads items into a buffer that is used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    pub(super) items: Vec<Item>,
    cache: FoldCache,
    /// The item that a breve would make й, as long as nothing came between.
    short_i: Option<usize>,
}

impl Reader {
    /// Reads from byte `start` of `text` to the next character that ends any word; returns the offset after that.
    pub(super) fn read(&mut self, text: &str, start: usize) -> usize {
        self.items.clear();
        self.short_i = None;
        let mut end = start;
        for c in text.get(start..).unwrap_or_default().chars() {
            let place = end;
            end += c.len_utf8();
            if self.add(c, place, end) == Fold::Separator {
                break;
            }
        }
        end
    }

    fn add(&mut self, c: char, start: usize, end: usize) -> Fold {
        if let Some(class) = plain_class(c) {
            let text = c.to_ascii_lowercase();
            self.short_i = None;
            self.items.push(Item {
                text,
                class,
                start,
                end,
            });
            return Fold::Pieces;
        }
        let (fold, pieces) = self.cache.fold(c);
        match fold {
            Fold::Pieces => {
                let place = |piece: &Piece| Item {
                    text: piece.text,
                    class: piece.class,
                    start,
                    end,
                };
                self.items.extend(pieces.iter().map(place));
                self.note_short_i(c);
            }
            Fold::Dropped => self.extend(c, end),
            Fold::Ignored => self.short_i = None,
            Fold::Separator => {}
        }
        fold
    }

    /// Only a mark of lower class may stand between the letter and its breve (Unicode, canonical composition).
    fn note_short_i(&mut self, c: char) {
        if matches!(c, 'и' | 'И') {
            self.short_i = self.items.len().checked_sub(1);
        } else if self.short_i.is_some() && blocks_breve(c) {
            self.short_i = None;
        }
    }

    /// A mark that is dropped still belongs to the span of the character that bears it.
    fn extend(&mut self, mark: char, end: usize) {
        if let Some(last) = self.items.last_mut() {
            last.end = end;
        }
        if let Some(place) = self.short_i
            && blocks_breve(mark)
        {
            self.short_i = None;
            if let Some(item) = self.items.get_mut(place).filter(|_| mark == BREVE) {
                item.text = 'й';
            }
        }
    }
}

fn blocks_breve(c: char) -> bool {
    matches!(canonical_combining_class(c), 0 | 230)
}

/// The class of a character that folds to one piece without a look in the cache.
fn plain_class(c: char) -> Option<Class> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Class::Letter),
        '0'..='9' => Some(Class::Digit),
        '\'' | '.' | ',' | '&' | '+' | '#' => Some(Class::Joiner),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(Class::Cjk),
        _ => None,
    }
}
