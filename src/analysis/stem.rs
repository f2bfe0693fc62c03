//! Which words are forms of one word: stems of folded index words, and where in a term dictionary those words lie.
//!
//! Stems never enter an index. A query word is widened to the index words of its class when it is asked, so that
//! a better stemmer here needs no new index.

mod arabic;
mod exceptions;
mod turkish;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use frostem::Algorithm;

use super::fold::fold;
use super::tails::{TailAutomaton, Tails};

/// The stemmer of one language.
#[derive(Clone, Copy)]
pub struct Stemmer {
    algorithm: Algorithm,
    snowball: frostem::Stemmer,
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Stemmer")
            .field(&self.algorithm)
            .finish()
    }
}

impl Stemmer {
    /// The stemmer of the language with ISO 639-1 code `code`; `None` if there is none for it.
    pub fn for_language(code: &str) -> Option<Stemmer> {
        let algorithm = match code {
            "nb" | "nn" => Algorithm::Norwegian,
            // The other Dutch algorithm changes vowels and takes ge- away: its classes share no prefix.
            "nl" => Algorithm::DutchPorter,
            _ if code.len() == 2 => Algorithm::from_name(code).ok()?,
            _ => return None,
        };
        let snowball = frostem::Stemmer::new(algorithm);
        Some(Stemmer {
            algorithm,
            snowball,
        })
    }

    /// The stem of an index word: words of one class have the same. A word that is a class of its own is its own stem.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if !self.conflates(word) {
            return Cow::Borrowed(word);
        }
        if self.algorithm == Algorithm::English
            && let Some(stem) = exceptions::stem(word)
        {
            return Cow::Borrowed(stem);
        }
        let part = self.part_to_stem(word);
        match self.algorithm {
            Algorithm::Arabic => Cow::Borrowed(arabic::stem(part)),
            Algorithm::Turkish => {
                let stem = self.snowball.stem(&turkish::unfolded(part)).into_owned();
                folded(Cow::Owned(stem))
            }
            _ => folded(self.snowball.stem(part)),
        }
    }

    /// Whether two index words are forms of one word.
    pub fn same_class(&self, one: &str, other: &str) -> bool {
        one == other
            || (self.conflates(one) && self.conflates(other) && self.stem(one) == self.stem(other))
    }

    /// Whether a word has a stem: of two words of which one has it, what [`same_class`](Self::same_class) says.
    pub fn has_stem(&self, word: &str, stem: &str) -> bool {
        self.conflates(word) && self.stem(word) == stem
    }

    /// Whether `word` can have other forms: words of one or two letters, with a digit, with a sign or of another script
    /// than the language's have none.
    pub fn conflates(&self, word: &str) -> bool {
        let part = self.part_to_stem(word);
        let own = |first: char| self.script().contains(&first);
        part.chars().nth(2).is_some() && part.starts_with(own) && !part.chars().any(is_sign)
    }

    /// The letters of the language; Serbian in Latin ones, since its stemmer answers in those.
    fn script(&self) -> RangeInclusive<char> {
        match self.algorithm {
            Algorithm::Greek => '\u{370}'..='\u{3ff}',
            Algorithm::Russian | Algorithm::Ukrainian => '\u{400}'..='\u{52f}',
            Algorithm::Armenian => '\u{530}'..='\u{58f}',
            Algorithm::Yiddish => '\u{590}'..='\u{5ff}',
            Algorithm::Arabic | Algorithm::Persian => '\u{600}'..='\u{6ff}',
            Algorithm::Hindi | Algorithm::Nepali => '\u{900}'..='\u{97f}',
            Algorithm::Tamil => '\u{b80}'..='\u{bff}',
            _ => 'a'..='\u{24f}',
        }
    }

    /// The beginnings of index words under which all words with this stem lie, short of rare exceptions.
    ///
    /// For English the ending `-ying` of words in `-ie` (die, dying) is given as a whole word. Look the words up, and
    /// keep those whose [`stem`](Self::stem) is the same.
    pub fn prefixes(&self, stem: &str) -> Vec<String> {
        match self.algorithm {
            Algorithm::English => english_prefixes(stem),
            Algorithm::Arabic => with_proclitics(&arabic::PROCLITICS, stem),
            Algorithm::Indonesian => with_proclitics(&INDONESIAN_PREFIXES, stem),
            Algorithm::Ukrainian => with_proclitics(&["", "най"], less_last(stem)),
            Algorithm::German => german_prefixes(stem),
            Algorithm::French => vec![less_ending(stem, &["qu", "nt"]).to_owned()],
            Algorithm::DutchPorter => vec![less_ending(stem, &["id"]).to_owned()],
            _ => vec![less_last(stem).to_owned()],
        }
    }

    /// One automaton for each of the [`prefixes`](Self::prefixes), to be run over a term dictionary: quicker than a
    /// scan of the prefix where that is short and the dictionary large.
    pub fn automata(&self, stem: &str) -> Vec<TailAutomaton> {
        let tails = match self.algorithm {
            Algorithm::English => Tails::English,
            _ => Tails::Any,
        };
        let automaton = |prefix: String| TailAutomaton::new(prefix, tails);
        self.prefixes(stem).into_iter().map(automaton).collect()
    }

    /// Turkish sets the endings of a name off with an apostrophe.
    fn part_to_stem<'a>(&self, word: &'a str) -> &'a str {
        match word.split_once('\'') {
            Some((name, _)) if self.algorithm == Algorithm::Turkish => name,
            _ => word,
        }
    }
}

fn is_sign(c: char) -> bool {
    c.is_numeric() || matches!(c, '\'' | '&' | '+' | '#' | '.')
}

/// The rule measured over English dictionaries: what stays of the stem in all forms of the word.
fn english_prefixes(stem: &str) -> Vec<String> {
    let changes = stem.ends_with(['i', 'e', 'y']) || stem.ends_with("bl");
    let kept = if stem.len() > 2 && changes {
        less_last(stem)
    } else {
        stem
    };
    let mut prefixes = vec![kept.to_owned()];
    if let Some(head) = stem.strip_suffix("ie").filter(|_| stem.len() <= 4) {
        prefixes.push(format!("{head}ying"));
    }
    prefixes
}

/// The stemmer reads ae, oe and ue as ä, ö and ü, which are a, o and u in an index: Köln, Koeln, but aktuell too.
fn german_prefixes(stem: &str) -> Vec<String> {
    let kept = less_last(stem);
    let vowels = kept
        .char_indices()
        .filter(|(_, c)| matches!(c, 'a' | 'o' | 'u'));
    let spelled = vowels.filter_map(|(at, _)| {
        let (head, tail) = kept.split_at_checked(at + 1)?;
        Some(format!("{head}e{tail}"))
    });
    std::iter::once(kept.to_owned()).chain(spelled).collect()
}

/// Less one of `endings`, which turn into others in the words of the class, or else less the last letter.
fn less_ending<'a>(stem: &'a str, endings: &[&str]) -> &'a str {
    let less = endings.iter().find_map(|ending| stem.strip_suffix(ending));
    less.filter(|rest| rest.len() > 1)
        .unwrap_or_else(|| less_last(stem))
}

/// Some stemmers give letters back that an index has folded (Persian kaf, Turkish ç).
fn folded(stem: Cow<'_, str>) -> Cow<'_, str> {
    if stem.is_ascii() {
        return stem;
    }
    let mut pieces = Vec::new();
    stem.chars().for_each(|c| {
        fold(c, &mut pieces);
    });
    let text: String = pieces.iter().map(|piece| piece.text).collect();
    if text == stem { stem } else { Cow::Owned(text) }
}

/// A stem less its last letter, which the forms of the word may change; of two letters nothing is taken.
fn less_last(stem: &str) -> &str {
    let last = stem.char_indices().next_back().map_or(0, |(at, _)| at);
    match stem.chars().nth(2) {
        Some(_) => stem.get(..last).unwrap_or(stem),
        None => stem,
    }
}

/// Prefixes that Indonesian verbs and nouns take, before their stems' first letters change.
const INDONESIAN_PREFIXES: [&str; 17] = [
    "", "me", "mem", "men", "meng", "meny", "di", "ber", "ter", "ke", "se", "pe", "pem", "pen",
    "peng", "per", "be",
];

fn with_proclitics(proclitics: &[&str], stem: &str) -> Vec<String> {
    proclitics
        .iter()
        .map(|head| format!("{head}{stem}"))
        .collect()
}

#[cfg(test)]
mod tests;
