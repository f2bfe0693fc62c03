//! The opening of a text, for articles in whose text nothing matches.

use super::{Passage, PassageOptions, breaks};
use crate::analysis;
use crate::query::match_spec::Field;
use unicode_segmentation::UnicodeSegmentation;

/// Characters beyond the goal that are looked at, so that the sentence in which the goal lies ends where it really does.
const AHEAD: usize = 300;

/// The first sentences of `text` up to the length goal, across paragraphs, with score 0; `None` for a blank text.
///
/// A first sentence that is longer than the goal is cut between words, a first word that is longer inside.
pub fn lead(text: &str, field: Field, options: PassageOptions) -> Option<Passage> {
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..).filter(|body| !body.is_empty())?;
    let length = options.length.max(1);
    let whole = whole_sentences(body, length);
    let taken = whole.unwrap_or_else(|| cut(body, length));
    Some(Passage {
        field,
        text: taken.to_owned(),
        start,
        score: 0.0,
        marks: Vec::new(),
        cut_start: false,
        cut_end: whole.is_none(),
    })
}

/// As many sentences from the start of `body` as fit.
fn whole_sentences(body: &str, length: usize) -> Option<&str> {
    let opening = first_chars(body, length.saturating_add(AHEAD));
    let goal = first_chars(body, length).len();
    let ends = analysis::sentences(opening);
    let ends = ends
        .into_iter()
        .filter_map(|sentence| opening.get(..sentence.end))
        .map(str::trim_end)
        // What ends with the opening may go on after it.
        .filter(|text| text.len() < opening.len() || opening.len() == body.trim_end().len());
    ends.take_while(|text| text.len() <= goal).last()
}

fn cut(body: &str, length: usize) -> &str {
    let end = breaks::fit_forward(body, 0..body.len(), length);
    if end > 0 {
        return body.get(..end).unwrap_or(body);
    }
    let goal = first_chars(body, length).len();
    let whole = |(index, grapheme): &(usize, &str)| *index == 0 || index + grapheme.len() <= goal;
    let graphemes = body.grapheme_indices(true).take_while(whole);
    let end = graphemes
        .last()
        .map_or(0, |(index, grapheme)| index + grapheme.len());
    body.get(..end).unwrap_or(body)
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    text.get(..end.map_or(text.len(), |(index, _)| index))
        .unwrap_or(text)
}
