//! Hits as JSON Lines, for programs: one hit a line, offsets in characters (Unicode scalar values).

use crate::article::{Article, Location};
use crate::passage::Passage;
use crate::query::match_spec::Field;
use crate::search::{ArticleCopy, Hit, ScorePart};
use jiff::Timestamp;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// Writes one JSON object a hit and line.
///
/// # Errors
/// Those of `out`.
pub fn jsonl(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    for hit in hits {
        serde_json::to_writer(&mut *out, &HitJson::new(hit))?;
        writeln!(out)?;
    }
    Ok(())
}

/// The fields in the order in which they are written.
#[derive(Serialize)]
struct HitJson<'a> {
    rank: usize,
    score: f32,
    id: &'a str,
    title: &'a str,
    source: &'a str,
    published: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured: Option<Timestamp>,
    url: &'a str,
    location: &'a Location,
    passages: Vec<PassageJson<'a>>,
    title_marks: Vec<[usize; 2]>,
    authors: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    agency: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    place: &'a str,
    section: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    explanation: &'a [ScorePart],
    #[serde(skip_serializing_if = "is_zero")]
    num_copies: u64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    copies: &'a [ArticleCopy],
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl<'a> HitJson<'a> {
    fn new(hit: &'a Hit) -> Self {
        let article = &hit.article;
        let passages = hit.passages.iter();
        HitJson {
            rank: hit.rank,
            score: hit.score,
            id: &article.id,
            title: &article.title,
            source: &article.source,
            published: article.published,
            captured: article.captured,
            url: &article.url,
            location: &article.location,
            passages: passages
                .map(|passage| PassageJson::new(passage, article))
                .collect(),
            title_marks: in_chars(&article.title, &hit.title_marks),
            authors: &article.authors,
            agency: &article.agency,
            place: &article.place,
            section: &article.section,
            language: &article.language,
            explanation: &hit.explanation,
            num_copies: hit.copies.total,
            copies: &hit.copies.named,
        }
    }
}

#[derive(Serialize)]
struct PassageJson<'a> {
    field: &'static str,
    text: &'a str,
    /// Characters from the field's start.
    start: usize,
    end: usize,
    score: f32,
    /// Characters from the passage's start.
    marks: Vec<[usize; 2]>,
}

impl<'a> PassageJson<'a> {
    fn new(passage: &'a Passage, article: &Article) -> Self {
        let (field, whole) = match passage.field {
            Field::Title => ("title", &article.title),
            Field::Body => ("body", &article.body),
            Field::Comments => ("comments", &article.comments),
        };
        let start = whole
            .get(..passage.start)
            .unwrap_or_default()
            .chars()
            .count();
        PassageJson {
            field,
            text: &passage.text,
            start,
            end: start + passage.text.chars().count(),
            score: passage.score,
            marks: in_chars(&passage.text, &passage.marks),
        }
    }
}

/// Byte ranges of `text`, sorted and disjoint, as ranges of characters.
fn in_chars(text: &str, ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    let (mut at, mut chars) = (0, 0);
    let mut advance = |to: usize| {
        chars += text.get(at..to).unwrap_or_default().chars().count();
        at = to;
        chars
    };
    ranges
        .iter()
        .map(|range| [advance(range.start), advance(range.end)])
        .collect()
}
