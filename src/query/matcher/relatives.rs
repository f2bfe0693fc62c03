//! Words that are no forms of a word of the query, but begin like it: its compounds and derivations (German *Lotsen* and
//! *Lotsenstreik*). What they mean may be something else, so they are never matches.

use crate::analysis::{self, Sieve};
use crate::query::match_spec::{Marked, Variant};

/// Letters that relatives have in common, at the least. They are half of the longer one too.
const COMMON: usize = 4;
const _: () = assert!(COMMON >= Sieve::COMMON, "or they would be passed over");
/// Words of which one stands for more forms are patterns, and have all their relatives among them.
const MOST: usize = 64;

/// The words whose relatives count.
#[derive(Clone, Debug)]
pub(super) struct Relatives<'a> {
    language: String,
    /// By their first letters.
    families: Vec<Family<'a>>,
}

#[derive(Clone, Debug)]
struct Family<'a> {
    letters: &'a str,
    /// Atom and form.
    words: Vec<(usize, &'a str)>,
}

impl<'a> Relatives<'a> {
    pub(super) fn new(language: &str) -> Relatives<'a> {
        Relatives {
            language: language.to_owned(),
            families: Vec::new(),
        }
    }

    /// The forms of a word of the query.
    pub(super) fn add(&mut self, atom: usize, forms: &'a [Variant]) {
        if forms.len() > MOST {
            return;
        }
        let language = self.language.clone();
        let whole = forms.iter().filter(|form| form.marked == Marked::Whole);
        let counting = whole.filter(|form| super::counts_in(form, &language));
        for word in counting.map(|form| form.text.as_str()) {
            let Some(letters) = first_letters(word) else {
                continue;
            };
            let known = self.families.iter_mut();
            match known.into_iter().find(|family| family.letters == letters) {
                Some(family) => family.words.push((atom, word)),
                None => self.families.push(Family {
                    letters,
                    words: vec![(atom, word)],
                }),
            }
        }
    }

    /// The atoms that `word`, which is no form of any of the query's, is akin to.
    pub(super) fn atoms(&self, word: &str) -> Vec<usize> {
        let mut families = self.families.iter();
        let Some(family) = families.find(|family| word.starts_with(family.letters)) else {
            return Vec::new();
        };
        if analysis::is_function_word(&self.language, word) {
            return Vec::new();
        }
        let akin = family.words.iter().filter(|(_, form)| are_akin(form, word));
        let mut atoms: Vec<usize> = akin.map(|(atom, _)| *atom).collect();
        atoms.dedup();
        atoms
    }
}

fn first_letters(word: &str) -> Option<&str> {
    let mut ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let end = ends.nth(COMMON - 1)?;
    let letters = word.get(..end)?;
    let is_word = letters.chars().all(char::is_alphabetic);
    is_word.then_some(letters)
}

/// Whether half of the longer word is how the other one begins.
fn are_akin(one: &str, other: &str) -> bool {
    let pairs = one.chars().zip(other.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    common * 2 >= one.chars().count().max(other.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn akin(word: &str, other: &str) -> bool {
        let forms = [Variant {
            text: word.to_owned(),
            languages: Vec::new(),
            marked: Marked::Whole,
        }];
        let mut relatives = Relatives::new("en");
        relatives.add(3, &forms);
        relatives.atoms(other) == [3]
    }

    #[test]
    fn relatives_begin_alike() {
        for (word, other, expected) in [
            ("lotse", "lotsenstreik", false),
            ("lotsen", "lotsenstreik", true),
            ("lotsenstreik", "lotsen", true),
            ("invent", "invention", true),
            ("after", "aftermath", true),
            ("afternoon", "after", false),
            ("port", "portfolio", false),
            ("car", "cars", false),
            ("1914", "19145", false),
            ("порт", "портовый", true),
        ] {
            assert_eq!(akin(word, other), expected, "{word} {other}");
        }
    }
}
