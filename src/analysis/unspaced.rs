//! Scripts that write no spaces between words: pairs of characters for Han, kana and Hangul, dictionary words for South
//! East Asia.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::cluster::Item;
use super::fold::{Class, classify};
use super::segmenter::{Script, cuts};

/// How a script without spaces is indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unspaced {
    /// By pairs of characters, which may straddle words.
    Pairs,
    /// By the words of a dictionary.
    Words,
}

impl Unspaced {
    /// How the script of an index word is indexed; `None` for a script with spaces. Korean, which has spaces too, counts
    /// as one without.
    pub fn of(word: &str) -> Option<Unspaced> {
        match classify(word.chars().next()?) {
            Class::Cjk => Some(Unspaced::Pairs),
            Class::SouthEastAsian => Some(Unspaced::Words),
            _ => None,
        }
    }
}

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
    /// Numbers of the characters after which a dictionary word ends, in order; none for pairs.
    cuts: Vec<usize>,
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
        self.cuts.clear();
        self.marked = false;
        let script_of = |item: &Item| match class {
            Class::SouthEastAsian => Script::of(item.text),
            _ => None,
        };
        let script = items.first().and_then(script_of);
        let of_run = |item: &&Item| match item.class {
            Class::Mark => true,
            of_item => of_item == class && script_of(item) == script,
        };
        let mut len = 0;
        for item in items.iter().take_while(of_run) {
            self.add(item);
            len += 1;
        }
        if self.marked {
            self.compose_marks();
        }
        if let Some(script) = script {
            self.cut(script);
        }
        len
    }

    /// Its words, for a script that has a dictionary.
    pub(super) fn words(&self) -> impl Iterator<Item = Piece<'_>> {
        let starts = std::iter::once(&0).chain(&self.cuts);
        let words = starts.zip(&self.cuts);
        words.filter_map(|(&start, &end)| self.piece(start, end - start))
    }

    /// A cut that would fall between a character and its mark is left out.
    fn cut(&mut self, script: Script) {
        let Run {
            text,
            units,
            cuts: found,
            ..
        } = self;
        let mut unit = 0;
        cuts(text, script, |end| {
            while units.get(unit).is_some_and(|unit| unit.at < end) {
                unit += 1;
            }
            if units.get(unit).map_or(text.len(), |unit| unit.at) == end {
                found.push(unit);
            }
        });
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
        if self.respell(item) {
            return;
        }
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

    /// Thai and Lao vowels that many type as two characters that look the same.
    fn respell(&mut self, item: &Item) -> bool {
        let whole = match item.text {
            '\u{e40}' => '\u{e41}',
            '\u{ec0}' => '\u{ec1}',
            _ => return false,
        };
        if !self.text.ends_with(item.text) {
            return false;
        }
        if let Some(unit) = self.units.last_mut() {
            unit.end = item.end;
        }
        self.text.pop();
        self.text.push(whole);
        true
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
