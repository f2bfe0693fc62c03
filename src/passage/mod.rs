//! Match spans to windows of whole sentences, scored and marked.
//!
//! Spans come in as given: finding them is the matcher's work. A passage is made in steps, one file each: `marks`
//! tidies the spans, `area` divides the text, `choose` looks at areas in the order of what `bound` says that their windows
//! can be worth, until no other can win: `cut` cuts an area into what windows are made of, and `sweep` finds its best ones by
//! their `tally` (or the `paragraph` around each is taken). `grow` fills the room left in them with context.

mod area;
mod bound;
mod breaks;
mod choose;
mod cut;
mod grow;
mod item;
mod lead;
mod marks;
mod number;
mod paragraph;
mod sweep;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod unit;

pub use lead::lead;
pub use marks::merge_marks;

pub(crate) use breaks::breaks_between;

use crate::query::match_spec::{Field, Span};
use std::ops::Range;
use text::Text;

/// A piece of a field's text, with its matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The field it is cut from.
    pub field: Field,
    /// Its text, as stored.
    pub text: String,
    /// Byte offset of its start in the field.
    pub start: usize,
    /// How well it answers the query; higher is better, comparable within a query.
    pub score: f32,
    /// Byte ranges of the matches inside `text`, in order, disjoint.
    pub marks: Vec<Range<usize>>,
    /// Whether it starts inside a sentence, because that is longer than a passage may be.
    pub cut_start: bool,
    /// Whether it ends inside a sentence.
    pub cut_end: bool,
}

/// How many passages, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageOptions {
    /// Passages an article, at the most.
    pub passages: usize,
    /// Characters (Unicode scalar values) a passage, on the whole: a passage ends where a sentence does, so that one of
    /// several sentences may be a seventh longer, and one of a single sentence a quarter. Those are few enough for the
    /// mean to stay below. What is cut inside a sentence is never longer, unless it is a single word.
    pub length: usize,
    /// What is shown around the best matches.
    pub context: Context,
}

/// What is shown around the best matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// Whole sentences, as many as the length allows.
    #[default]
    Sentences,
    /// The whole paragraph, whatever the length; sentences where it is more than four times as long.
    Paragraph,
}

/// How many lengths the longest paragraph that is shown whole may have: room for those of prose, and a bound for pages
/// without any.
const PARAGRAPH: usize = 4;

impl PassageOptions {
    /// Characters of several sentences, at the most.
    fn row(self) -> usize {
        self.length.saturating_add(self.length / 7)
    }

    /// Characters of a paragraph that is shown whole, at the most.
    fn paragraph(self) -> usize {
        self.length.saturating_mul(PARAGRAPH)
    }

    /// Characters of one sentence that is not cut, at the most.
    fn sentence(self) -> usize {
        self.length.saturating_add(self.length / 4)
    }
}

impl Default for PassageOptions {
    /// Three passages of up to 300 characters: two or three sentences of news prose each.
    fn default() -> Self {
        Self {
            passages: 3,
            length: 300,
            context: Context::default(),
        }
    }
}

/// A field's text and what was found in it.
#[derive(Clone, Debug)]
pub struct Matches<'a> {
    /// The field.
    pub field: Field,
    /// All of its text.
    pub text: &'a str,
    /// The matches. Those outside the text or of atoms without a weight are ignored.
    pub spans: Vec<Span>,
    /// Words that are akin to one of the query's, each with that one's atom: never marked, but a reason to show a place.
    pub relatives: Vec<Span>,
}

/// What a passage should hold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wanted<'a> {
    /// By atom: its weight (its idf).
    pub weights: &'a [f32],
    /// Whether a number or a date is asked for.
    pub number: bool,
    /// By atom: whether the title, which stands above the passages, holds it already. Those beyond its end are not there.
    pub told: &'a [bool],
}

/// The best passages of one field's text, in text order, disjoint; none where there are no spans.
///
/// A passage's score is the sum of the weights of the different atoms in it, a repeat adding a tenth of its logarithm. For the
/// choice, words akin to one of the query and numbers that are asked for count too. Each is whole sentences inside one paragraph;
/// a sentence much longer than the goal is cut between words around its matches. Where paragraphs are wanted, the one of
/// each window stands in its place, unless it is too long, and the score is the paragraph's.
pub fn best(matches: &Matches<'_>, wanted: Wanted<'_>, options: PassageOptions) -> Vec<Passage> {
    let texts = [Text::new(matches, wanted, options)];
    passages(&texts, wanted, options)
}

/// The best passages of an article over its fields, in the order of `fields`, then of the text.
///
/// The body comes first: a passage of the comments is taken only for an atom that the body lacks, or where the body
/// has no match at all. Title spans are left out, since the title is shown in full. Without any match in body or
/// comments, the one passage is the lead of the body (else of the comments), with score 0.
pub fn best_of_article(
    fields: &[Matches<'_>],
    wanted: Wanted<'_>,
    options: PassageOptions,
) -> Vec<Passage> {
    let texts: Vec<Text<'_>> = fields
        .iter()
        .filter(|matches| matches.field != Field::Title)
        .map(|matches| Text::new(matches, wanted, options))
        .collect();
    let found = passages(&texts, wanted, options);
    if !found.is_empty() || options.passages == 0 {
        return found;
    }
    let lead_of = |wanted: Field| {
        let text = texts.iter().find(|text| text.field == wanted)?;
        lead(text.text, text.field, options)
    };
    lead_of(Field::Body)
        .or_else(|| lead_of(Field::Comments))
        .into_iter()
        .collect()
}

fn passages(texts: &[Text<'_>], wanted: Wanted<'_>, options: PassageOptions) -> Vec<Passage> {
    let picks = choose::choose(texts, wanted, options);
    grow::grow(texts, picks, options)
        .into_iter()
        .filter_map(|window| {
            let text = texts.get(window.text)?;
            Some(Passage {
                field: text.field,
                text: text.text.get(window.bytes.clone())?.to_owned(),
                start: window.bytes.start,
                score: window.score,
                marks: marks::inside(text.text, &text.marks, &window.bytes),
                cut_start: window.cut_start,
                cut_end: window.cut_end,
            })
        })
        .collect()
}
