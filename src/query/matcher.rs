//! Finds what a [`MatchSpec`] describes in the text of an article.
//!
//! It reads each text once, as the index did, and keeps nothing of words that the query does not have. It knows nothing
//! of scores or passages.

use super::layout::Layout;
use super::match_spec::{
    Atom, Field, Marked, MatchSpec, Nearby, NearbyWord, Pattern, Placed, Span, Variant,
};
use crate::analysis::{Sieve, Token, Tokenizer};
use filter::Filter;
use relatives::Relatives;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

mod filter;
mod relatives;
mod sparse;

/// A [`MatchSpec`] made ready for articles of one language.
#[derive(Clone, Debug)]
pub struct Matcher<'a> {
    spec: &'a MatchSpec,
    /// The number of each word in [`Matcher::uses`].
    numbers: HashMap<&'a str, u32>,
    /// What each word is for.
    uses: Vec<Uses>,
    /// The phrases, as numbers of words.
    phrases: Vec<Phrase>,
    /// The groups of words near each other, each with its atom.
    groups: Vec<(usize, &'a Nearby)>,
    filter: Filter,
    sieve: Sieve,
    relatives: Relatives<'a>,
}

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The matches.
    pub spans: Vec<Span>,
    /// Words akin to one of the query, in order, each with the atom of that one.
    pub relatives: Vec<Span>,
}

/// What a word of the query is for.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// Atoms that it matches on its own, and how much of it each marks.
    atoms: Vec<(usize, Marked)>,
    /// Phrases that begin with it.
    starts: Vec<usize>,
    /// Whether any phrase has it.
    in_phrase: bool,
    /// Groups of words near each other: which, as which word, and how much of it is marked.
    groups: Vec<(usize, usize, Marked)>,
}

#[derive(Clone, Debug)]
struct Phrase {
    atom: usize,
    words: Vec<PhraseWord>,
}

#[derive(Clone, Copy, Debug)]
struct PhraseWord {
    number: u32,
    /// Its position, counted from that of the first word.
    offset: u32,
}

/// A phrase of which the first words were found.
struct Partial {
    phrase: usize,
    /// Words found so far.
    found: usize,
    /// Where the next one must stand.
    position: u32,
    /// The first one.
    first: Place,
}

/// Where a word stands in the text.
#[derive(Clone, Copy)]
struct Place {
    position: u32,
    start: usize,
}

impl MatchSpec {
    /// Prepares for articles in `language` (a code as in [`Variant::languages`]; empty where it is not known: the main
    /// language of the index counts then, or every variant where that is not known either).
    pub fn matcher<'a>(&'a self, language: &str) -> Matcher<'a> {
        let language = match language {
            "" => &self.main_language,
            known => known,
        };
        Matcher::new(self, language)
    }
}

impl<'a> Matcher<'a> {
    fn new(spec: &'a MatchSpec, language: &str) -> Self {
        let mut matcher = Matcher {
            spec,
            numbers: HashMap::new(),
            uses: Vec::new(),
            phrases: Vec::new(),
            groups: Vec::new(),
            filter: Filter::default(),
            sieve: Sieve::default(),
            relatives: Relatives::new(language),
        };
        for (atom, item) in spec.atoms.iter().enumerate() {
            match &item.pattern {
                Pattern::Word(variants) => {
                    let counting = variants
                        .iter()
                        .filter(|variant| counts_in(variant, language));
                    counting.for_each(|variant| matcher.add_word(atom, variant));
                    if item.weight > 0.0 {
                        matcher.relatives.add(atom, variants);
                    }
                }
                Pattern::Phrase(words) => matcher.add_phrase(atom, words),
                Pattern::Near(nearby) => matcher.add_group(atom, nearby, language),
            }
        }
        matcher
    }

    fn add_word(&mut self, atom: usize, variant: &'a Variant) {
        let (_, uses) = self.entry(&variant.text);
        let known = uses.atoms.last().is_some_and(|(last, _)| *last == atom);
        if !known {
            uses.atoms.push((atom, variant.marked));
        }
    }

    fn add_phrase(&mut self, atom: usize, words: &'a [Placed]) {
        let numbered = words.iter().map(|Placed { text, offset }| {
            let (number, uses) = self.entry(text);
            let offset = *offset;
            uses.in_phrase = true;
            PhraseWord { number, offset }
        });
        let words: Vec<PhraseWord> = numbered.collect();
        let phrase = self.phrases.len();
        let first = words.first().map(|first| first.number as usize);
        if let Some(uses) = first.and_then(|first| self.uses.get_mut(first)) {
            uses.starts.push(phrase);
            self.phrases.push(Phrase { atom, words });
        }
    }

    fn add_group(&mut self, atom: usize, nearby: &'a Nearby, language: &str) {
        let group = self.groups.len();
        self.groups.push((atom, nearby));
        for (word, NearbyWord { variants, .. }) in nearby.words.iter().enumerate() {
            for variant in variants
                .iter()
                .filter(|variant| counts_in(variant, language))
            {
                let (_, uses) = self.entry(&variant.text);
                uses.groups.push((group, word, variant.marked));
            }
        }
    }

    fn entry(&mut self, word: &'a str) -> (u32, &mut Uses) {
        self.filter.add(word);
        self.sieve.add(word);
        let next = self.uses.len() as u32;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.uses.push(Uses::default());
        }
        (number, &mut self.uses[number as usize])
    }

    /// The matches in `text`, which is that of `field`: by start, longer ones first, then in the order of the atoms.
    /// Matches of different atoms, and of one phrase, may overlap.
    pub fn find(&self, text: &str, field: Field) -> Vec<Span> {
        self.search(text, field).spans
    }

    /// The matches, and what is akin to a word of the query: no match, but a reason to show the place.
    pub fn find_with_relatives(&self, text: &str, field: Field) -> Found {
        self.search(text, field)
    }

    fn search(&self, text: &str, field: Field) -> Found {
        let mut search = Search::new(self, text, field);
        match self.groups.is_empty() && sparse::pays(text) {
            true => search.read_pieces(),
            false => search.read_all(),
        }
        search.finish()
    }

    fn lookup(&self, word: &str) -> Option<(u32, &Uses)> {
        if !self.filter.may_hold(word) {
            return None;
        }
        let number = *self.numbers.get(word)?;
        Some((number, self.uses.get(number as usize)?))
    }
}

fn counts_in(variant: &Variant, language: &str) -> bool {
    let languages = &variant.languages;
    language.is_empty() || languages.is_empty() || languages.iter().any(|one| one == language)
}

impl Partial {
    /// Counts the word that was expected as found; returns whether another one is to come.
    fn advance(&mut self, phrase: &Phrase) -> bool {
        self.found += 1;
        let Some(next) = phrase.words.get(self.found) else {
            return false;
        };
        self.position = self.first.position.saturating_add(next.offset);
        true
    }
}

/// One pass over one text.
struct Search<'m, 'a> {
    matcher: &'m Matcher<'a>,
    text: &'m str,
    field: Field,
    partials: Vec<Partial>,
    groups: Vec<Places>,
    found: Found,
}

impl<'m, 'a> Search<'m, 'a> {
    fn new(matcher: &'m Matcher<'a>, text: &'m str, field: Field) -> Self {
        let groups = matcher.groups.iter();
        Search {
            matcher,
            text,
            field,
            partials: Vec::new(),
            groups: groups.map(|(_, nearby)| Places::of(nearby)).collect(),
            found: Found::default(),
        }
    }

    /// Reads every word.
    fn read_all(&mut self) {
        Tokenizer::default().tokenize(self.text, |token| self.token(token));
        self.finish_groups();
    }

    fn finish(mut self) -> Found {
        let spans = &mut self.found.spans;
        spans.sort_unstable_by_key(|span| (span.start, Reverse(span.end), span.atom));
        self.found
    }
}

impl Search<'_, '_> {
    fn token(&mut self, token: Token<'_>) {
        let matcher = self.matcher;
        let Some((number, uses)) = matcher.lookup(token.text) else {
            return self.relative(&token);
        };
        for (atom, marked) in &uses.atoms {
            self.emit(*atom, token.start, self.end(&token, *marked));
        }
        for (group, word, marked) in &uses.groups {
            if !self.is_written(*group, *word, &token) {
                continue;
            }
            let end = self.end(&token, *marked);
            if let Some(places) = self.groups.get_mut(*group) {
                places.add(*word, &token, end);
            }
        }
        if uses.in_phrase {
            self.advance(number, &token);
        }
        for phrase in &uses.starts {
            self.begin(*phrase, &token);
        }
    }

    /// Takes note of a word that is no match and akin to one of the query.
    fn relative(&mut self, token: &Token<'_>) {
        let matcher = self.matcher;
        for atom in matcher.relatives.atoms(token.text) {
            if let Some(span) = self.span(atom, token.start, token.end) {
                self.found.relatives.push(span);
            }
        }
    }

    /// Whether a word's letters are written as its group wants them.
    fn is_written(&self, group: usize, word: usize, token: &Token<'_>) -> bool {
        let group = self.matcher.groups.get(group);
        let written = group.and_then(|(_, nearby)| nearby.words.get(word)?.written.as_ref());
        written.is_none_or(|written| {
            let text = self.text.get(token.start..token.end);
            written.admits(text.unwrap_or_default())
        })
    }

    /// Where the match ends that begins with the word.
    fn end(&self, token: &Token<'_>, marked: Marked) -> usize {
        let word = self.text.get(token.start..token.end).unwrap_or_default();
        match marked {
            Marked::Whole => token.end,
            Marked::FirstCharacter => {
                let first = word.graphemes(true).next().unwrap_or(word);
                token.start + first.len()
            }
        }
    }

    /// Moves on the phrases that expect this word here, and forgets those that expected another one before.
    fn advance(&mut self, number: u32, token: &Token<'_>) {
        let phrases = &self.matcher.phrases;
        let mut complete = Vec::new();
        self.partials.retain_mut(|partial| {
            let Some(phrase) = phrases.get(partial.phrase) else {
                return false;
            };
            let expected = phrase.words.get(partial.found).map(|word| word.number);
            if partial.position != token.position || expected != Some(number) {
                return partial.position >= token.position;
            }
            let goes_on = partial.advance(phrase);
            if !goes_on {
                complete.push((phrase.atom, partial.first.start));
            }
            goes_on
        });
        for (atom, start) in complete {
            self.emit(atom, start, token.end);
        }
    }

    fn begin(&mut self, phrase: usize, token: &Token<'_>) {
        let Some(begun) = self.matcher.phrases.get(phrase) else {
            return;
        };
        let first = Place {
            position: token.position,
            start: token.start,
        };
        let mut partial = Partial {
            phrase,
            found: 0,
            position: token.position,
            first,
        };
        if partial.advance(begun) {
            self.partials.push(partial);
        } else {
            self.emit(begun.atom, token.start, token.end);
        }
    }

    /// Marks the words that stand near each other.
    fn finish_groups(&mut self) {
        let matcher = self.matcher;
        let wants = |(_, nearby): &(usize, &Nearby)| nearby.shape.needs_layout();
        let layout = match matcher.groups.iter().any(wants) {
            true => Layout::of(self.text),
            false => Layout::default(),
        };
        for (group, (atom, nearby)) in matcher.groups.iter().enumerate() {
            let atoms = &matcher.spec.atoms;
            let limit = |atom: &Atom| atom.fields.limit(self.field);
            let limit = atoms.get(*atom).and_then(limit);
            let marks = match self.groups.get(group) {
                Some(places) => places.marks(nearby, &layout, limit),
                None => continue,
            };
            for (start, end) in marks {
                self.emit(*atom, start, end);
            }
        }
    }

    fn emit(&mut self, atom: usize, start: usize, end: usize) {
        let span = self.span(atom, start, end);
        self.found.spans.extend(span);
    }

    /// The span, if its atom is looked for in this field.
    fn span(&self, atom: usize, start: usize, end: usize) -> Option<Span> {
        let fields = self.matcher.spec.atoms.get(atom)?.fields;
        let span = Span { start, end, atom };
        fields.contains(self.field).then_some(span)
    }
}

/// Where the words of a group stand.
struct Places {
    /// The positions of each word, in order.
    positions: Vec<Vec<u32>>,
    /// The bytes at each of these positions, in order.
    bytes: Vec<(u32, Range<usize>)>,
}

impl Places {
    fn of(nearby: &Nearby) -> Places {
        Places {
            positions: vec![Vec::new(); nearby.words.len()],
            bytes: Vec::new(),
        }
    }

    fn add(&mut self, word: usize, token: &Token<'_>, end: usize) {
        if let Some(positions) = self.positions.get_mut(word)
            && positions.last() != Some(&token.position)
        {
            positions.push(token.position);
        }
        match self.bytes.last_mut() {
            Some((last, bytes)) if *last == token.position => bytes.end = bytes.end.max(end),
            _ => self.bytes.push((token.position, token.start..end)),
        }
    }

    fn marks(&self, nearby: &Nearby, layout: &Layout, limit: Option<u32>) -> Vec<(usize, usize)> {
        let at = |position: u32| {
            let place = self
                .bytes
                .binary_search_by_key(&position, |(place, _)| *place);
            place.ok().and_then(|place| self.bytes.get(place))
        };
        let (shape, positions) = (&nearby.shape, &self.positions);
        let found = shape.counting(positions, layout, limit, nearby.least);
        let marks = shape.marks(&found, positions, layout);
        marks
            .into_iter()
            .filter_map(|mark| Some((at(mark.start)?.1.start, at(mark.end)?.1.end)))
            .collect()
    }
}

#[cfg(test)]
mod tests;
