//! Scripts that write no spaces between words: pairs of characters for Han, kana and Hangul, single ones for South East Asia.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::cluster::Item;
use super::fold::Class;

/// One character as a reader counts them: a letter with its marks, a whole Hangul syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unit {
    /// Where its text begins in the run's text.
    at: usize,
    start: usize,
    end: usize,
}

/// A run of such characters, in buffers that are used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    text: String,
    units: Vec<Unit>,
    marked: bool,
}

/// Some characters of a run, next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Run {
    /// Reads the characters of `class` at the head of `items`; returns how many items that were.
    pub(super) fn read(&mut self, items: &[Item], class: Class) -> usize {
        self.text.clear();
        self.units.clear();
        self.marked = false;
        let of_run = |item: &&Item| item.class == class || item.class == Class::Mark;
        let mut len = 0;
        for item in items.iter().take_while(of_run) {
            self.add(item);
            len += 1;
        }
        if self.marked {
            self.compose_marks();
        }
        len
    }

    /// How many characters were read.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// The `count` characters from the one at `first`.
    pub(super) fn piece(&self, first: usize, count: usize) -> Option<Piece<'_>> {
        let (head, tail) = (self.units.get(first)?, self.units.get(first + count - 1)?);
        let text_end = self
            .units
            .get(first + count)
            .map_or(self.text.len(), |unit| unit.at);
        Some(Piece {
            text: self.text.get(head.at..text_end)?,
            start: head.start,
            end: tail.end,
        })
    }

    fn add(&mut self, item: &Item) {
        let mark = item.class == Class::Mark;
        self.marked |= mark;
        let syllable = self.syllable(item.text);
        let at = self.text.len();
        match self.units.last_mut() {
            Some(unit) if mark || syllable.is_some() => unit.end = item.end,
            _ => self.units.push(Unit {
                at,
                start: item.start,
                end: item.end,
            }),
        }
        if syllable.is_some() {
            self.text.pop();
        }
        self.text.push(syllable.unwrap_or(item.text));
    }

    /// The Hangul syllable that `jamo` makes of the one before.
    fn syllable(&self, jamo: char) -> Option<char> {
        if !matches!(jamo, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}') {
            return None;
        }
        compose(self.text.chars().next_back()?, jamo)
    }

    fn compose_marks(&mut self) {
        let mut composed = String::with_capacity(self.text.len());
        let mut ends: Vec<usize> = self.units.iter().skip(1).map(|unit| unit.at).collect();
        ends.push(self.text.len());
        for (unit, end) in self.units.iter_mut().zip(ends) {
            let text = self.text.get(unit.at..end).unwrap_or_default();
            unit.at = composed.len();
            composed.extend(text.nfc());
        }
        self.text = composed;
    }
}
