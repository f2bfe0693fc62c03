//! Where words of letters and digits begin and end among folded characters: the rules of docs/analysis.md.

use super::cluster::Item;
use super::fold::Class;

/// Particles of French, Italian and Catalan that lean on the next word with an apostrophe.
const ELISIONS: [&str; 24] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell",
    "nell", "all", "dall", "sull", "un", "gl", "quell", "sant", "coll", "quest",
];

/// Whether `word` before an apostrophe and a letter is a word of its own (L’homme is l, homme).
pub(super) fn is_elision(word: &str) -> bool {
    word.len() <= 6 && ELISIONS.contains(&word)
}

/// Folded characters in a row, by number.
pub(super) trait Items: Copy {
    /// The character of a number; `None` behind the last.
    fn get(&self, at: usize) -> Option<Item>;
}

impl Items for &[Item] {
    #[inline]
    fn get(&self, at: usize) -> Option<Item> {
        <[Item]>::get(self, at).copied()
    }
}

/// Reads words off a cluster, from left to right.
pub(super) struct Words<I> {
    items: I,
    /// The next item.
    pub(super) at: usize,
    /// Full stops before this item are those of a date or a version, and join nothing.
    split_until: usize,
    end: usize,
    last: Class,
    /// The item that the word begins with.
    begin: usize,
}

impl<I: Items> Words<I> {
    pub(super) fn new(items: I) -> Self {
        Words {
            items,
            at: 0,
            split_until: 0,
            end: 0,
            last: Class::Separator,
            begin: 0,
        }
    }

    /// Reads the word that begins at the next item, a letter or digit, into `word`; returns its place in the text.
    pub(super) fn read(&mut self, word: &mut String) -> (usize, usize) {
        let start = self.items.get(self.at).map_or(0, |item| item.start);
        self.begin = self.at;
        if self.acronym(word) {
            self.possessive();
        } else {
            while self.step(word) {}
        }
        (start, self.end)
    }

    fn class(&self, at: usize) -> Class {
        self.items
            .get(at)
            .map_or(Class::Separator, |item| item.class)
    }

    fn is(&self, at: usize, text: char) -> bool {
        self.items.get(at).is_some_and(|item| item.text == text)
    }

    fn in_word(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Letter | Class::Digit | Class::Mark)
    }

    /// Takes one more item into the word, or says that it has ended.
    fn step(&mut self, word: &mut String) -> bool {
        let Some(item) = self.items.get(self.at) else {
            return false;
        };
        match item.class {
            Class::Letter | Class::Digit | Class::Mark => {
                word.push(item.text);
                self.end = item.end;
                self.at += 1;
                self.last = item.class;
                true
            }
            Class::Joiner => self.join(item.text, word),
            _ => false,
        }
    }

    fn join(&mut self, joiner: char, word: &mut String) -> bool {
        let joins = match joiner {
            '\'' => return self.apostrophe(word),
            '&' => self.last != Class::Digit && self.class(self.at + 1) == Class::Letter,
            '.' => self.last == Class::Digit && self.decimal_point(),
            ',' => return self.thousands(),
            _ => return self.plus_or_sharp(word),
        };
        if joins {
            word.push(joiner);
            self.at += 1;
        }
        joins
    }

    fn apostrophe(&mut self, word: &mut String) -> bool {
        if self.possessive() || self.class(self.at + 1) != Class::Letter || is_elision(word) {
            return false;
        }
        word.push('\'');
        self.at += 1;
        true
    }

    /// Passes over `'s` at the end of a word.
    fn possessive(&mut self) -> bool {
        let found =
            self.is(self.at, '\'') && self.is(self.at + 1, 's') && !self.in_word(self.at + 2);
        if found {
            self.at += 2;
        }
        found
    }

    /// A point between digits, unless there are several, as in a date.
    fn decimal_point(&mut self) -> bool {
        if self.at < self.split_until || self.class(self.at + 1) != Class::Digit {
            return false;
        }
        let end = self.after_digits(self.at + 1);
        if !self.point_and_digit(end) {
            return true;
        }
        self.split_until = end;
        while self.point_and_digit(self.split_until) {
            self.split_until = self.after_digits(self.split_until + 1);
        }
        false
    }

    fn point_and_digit(&self, at: usize) -> bool {
        self.is(at, '.') && self.class(at + 1) == Class::Digit
    }

    fn after_digits(&self, mut at: usize) -> usize {
        while self.class(at) == Class::Digit {
            at += 1;
        }
        at
    }

    /// A comma before exactly three digits and after a number of up to three, or after another such group.
    fn thousands(&mut self) -> bool {
        let len = self.at - self.begin;
        let is_digit = |at| {
            self.items
                .get(at)
                .is_some_and(|item| item.text.is_ascii_digit())
        };
        let digits = (self.at - len.min(3)..self.at).all(is_digit);
        let grouped = len <= 3 || self.is(self.at - 4, ',');
        let joins = digits && grouped && self.after_digits(self.at + 1) == self.at + 4;
        self.at += usize::from(joins);
        joins
    }

    /// C++, C#.
    fn plus_or_sharp(&mut self, word: &mut String) -> bool {
        let (sign, len) = if self.is(self.at, '#') {
            ("#", 1)
        } else {
            ("++", 2)
        };
        let whole = len == 1 || self.is(self.at + 1, '+');
        if self.after_letter(self.begin) == Some(self.at) && whole && !self.in_word(self.at + len) {
            word.push_str(sign);
            self.at += len;
            self.end = self
                .items
                .get(self.at - 1)
                .map_or(self.end, |item| item.end);
            self.possessive();
        }
        false
    }

    /// Single letters with full stops between them. The last stop is part of the span.
    fn acronym(&mut self, word: &mut String) -> bool {
        let mut at = self.at;
        let mut letters = 0;
        while let Some(end) = self.after_letter(at) {
            letters += 1;
            at = end;
            if !self.is(end, '.') {
                break;
            }
            at += 1;
        }
        if letters < 2 {
            return false;
        }
        for item in (self.at..at).filter_map(|at| self.items.get(at)) {
            if item.text != '.' {
                word.push(item.text);
            }
            self.end = item.end;
        }
        self.at = at;
        true
    }

    /// The item after a single letter and its marks, if it is a whole word.
    fn after_letter(&self, at: usize) -> Option<usize> {
        if self.class(at) != Class::Letter {
            return None;
        }
        let mut end = at + 1;
        while self.class(end) == Class::Mark {
            end += 1;
        }
        (!self.in_word(end)).then_some(end)
    }
}
