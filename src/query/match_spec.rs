//! What counts as a match, in terms of index words: the one account that ranking, filtering and highlighting share.

use super::proximity::Shape;
use super::written::Written;

/// A text field of an article in which matches are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Headline.
    Title,
    /// Body text.
    Body,
    /// Reader comments.
    Comments,
}

/// Some of the text fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet {
    /// Headline.
    pub title: bool,
    /// Body text.
    pub body: bool,
    /// Reader comments.
    pub comments: bool,
    /// Only so many words at the start: of the body, where that is one of the fields, else of each.
    pub first_words: Option<u32>,
}

impl FieldSet {
    /// How many words at the start of `field` count; `None` for all.
    pub(super) fn limit(self, field: Field) -> Option<u32> {
        let limited = field == Field::Body || !self.body;
        self.first_words.filter(|_| limited)
    }

    /// Whether `field` is one of them.
    pub fn contains(self, field: Field) -> bool {
        match field {
            Field::Title => self.title,
            Field::Body => self.body,
            Field::Comments => self.comments,
        }
    }
}

/// Everything that a query would highlight. Words under NOT are not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchSpec {
    /// The query's words and phrases, in the order in which they were typed.
    pub atoms: Vec<Atom>,
    /// The language that articles of no known language are taken for: that of most others.
    pub main_language: String,
    /// Whether the query is a question for a number or a date.
    pub asks_number: bool,
}

/// One word or phrase of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// Where it may match.
    pub fields: FieldSet,
    /// How much finding it is worth: its idf over the index (for a phrase, the sum of its words', and at most that of a word of one article).
    pub weight: f32,
    /// What it matches.
    pub pattern: Pattern,
}

/// What an [`Atom`] matches.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Any one of these index words.
    Word(Vec<Variant>),
    /// These index words in a row, marked as one span.
    Phrase(Vec<Placed>),
    /// Words near each other, of which each is marked.
    Near(Nearby),
}

/// Words that must stand near each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearby {
    /// What must stand near what.
    pub shape: Shape,
    /// Each word of the shape, by its number.
    pub words: Vec<NearbyWord>,
    /// How many matches a field must have for any to count.
    pub least: u32,
}

/// A word of a [`Nearby`].
#[derive(Clone, Debug, PartialEq)]
pub struct NearbyWord {
    /// Its forms.
    pub variants: Vec<Variant>,
    /// How its letters must be written; `None`: anyhow.
    pub written: Option<Written>,
}

/// A word of a phrase, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The index word.
    pub text: String,
    /// Its position, counted from that of the phrase's first word. Not always its number: a run of Chinese takes one
    /// position more than it has pairs of characters.
    pub offset: u32,
}

/// A form of a query word that occurs in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The index word.
    pub text: String,
    /// Languages of the articles in which it counts; empty for all.
    pub languages: Vec<String>,
    /// How much of the word in the text is the match.
    pub marked: Marked,
}

/// How much of a word in a text is the match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marked {
    /// The word.
    #[default]
    Whole,
    /// Its first character: Chinese is indexed by pairs, so one character stands in the text as the first of some.
    FirstCharacter,
}

/// One match in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Byte offset of its first byte.
    pub start: usize,
    /// Byte offset after its last byte.
    pub end: usize,
    /// Index of the atom in [`MatchSpec::atoms`].
    pub atom: usize,
}
