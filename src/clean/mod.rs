//! Drafts to articles: text hygiene, repeated titles and leads, comment threads, authors, dates, language.
//!
//! Cleaning keeps what was written, less what no reader of the page would have read once. It is a fixed point:
//! an article that was cleaned, exported and read again comes out unchanged. It knows nothing of files or formats.

mod authors;
mod comments;
mod dateline;
pub mod dates;
mod entities;
mod lead;
mod mojibake;
mod spacing;
mod unicode;

#[cfg(test)]
mod tests;

use crate::analysis::language;
use crate::article::{Article, Draft, NoArticle};
use dates::{DayOrder, Reading};
use jiff::{SignedDuration, Timestamp};

/// How much of the body is looked at to tell its language, in bytes: more adds time but no certainty.
const LANGUAGE_SAMPLE: usize = 600;

/// How far ahead of the clock a publication date may be: time zones and embargoes reach into tomorrow.
const FUTURE: SignedDuration = SignedDuration::from_hours(48);

/// What cleaning cannot read from the draft itself.
#[derive(Clone, Copy, Debug)]
pub struct CleanOptions {
    /// The current time; dates more than two days after it are taken for errors.
    pub now: Timestamp,
    /// Of day and month in numbers, which comes first in records like this one; where it is not known, the custom of
    /// country and language counts.
    pub day_order: Option<DayOrder>,
}

/// Why a record holds nothing to index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Empty {
    /// Neither title, body nor comments hold a word.
    #[error("no text")]
    NoText,
    /// The reader found that the page is no article.
    #[error(transparent)]
    NoArticle(#[from] NoArticle),
}

/// What cleaning took away, for the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The draft had a date that is no date or cannot be right.
    pub bogus_date: bool,
    /// The body began with the title.
    pub repeated_title: bool,
    /// The body printed its first paragraph twice.
    pub repeated_lead: bool,
    /// A comment thread was moved from the body to the comments.
    pub comments_split: bool,
    /// Text was UTF-8 that had been read as a code page; it was repaired.
    pub mojibake: bool,
    /// Invisible and control characters that were dropped, or replaced by what they stood for.
    pub characters: u64,
}

/// Cleans a draft. The article's id and location are left for the caller to fill.
///
/// # Errors
/// A page that is no article, and a draft without a letter or digit in title, body and comments. A title alone is an article: brief headlines are.
pub fn clean(draft: Draft, options: &CleanOptions) -> Result<(Article, Removed), Empty> {
    if let Some(reason) = draft.no_article {
        return Err(reason.into());
    }
    let mut removed = Removed::default();
    let title = one_line(draft.title, &mut removed);
    let (body, comments) = split_body(draft.body, draft.comments, &mut removed);
    let body = drop_repeats(&title, body, &mut removed);
    if ![&title, &body, &comments]
        .into_iter()
        .any(|text| text.contains(char::is_alphanumeric))
    {
        return Err(Empty::NoText);
    }
    let origin = dateline::origin(&body);
    let agency = one_line(draft.agency, &mut removed);
    let captured = captured(&draft.captured);
    let language = language_of(&draft.language, &title, &body);
    let custom = || {
        let place = (draft.language.as_str(), draft.url.as_str());
        dates::customary(place, draft.day_first_names, &language)
    };
    let day_order = options.day_order.unwrap_or_else(custom);
    let article = Article {
        published: published(&draft.date, captured, day_order, options, &mut removed),
        language,
        authors: authors::names(
            draft
                .authors
                .into_iter()
                .map(|name| one_line(name, &mut removed)),
        ),
        source: one_line(draft.source, &mut removed),
        agency: match agency.eq_ignore_ascii_case(&origin.agency) {
            // What is printed is spelled right.
            true => origin.agency,
            false => given_or(agency, origin.agency),
        },
        place: given_or(one_line(draft.place, &mut removed), origin.place),
        captured,
        url: one_line(draft.url, &mut removed),
        section: one_line(draft.section, &mut removed),
        title,
        body,
        comments,
        ..Article::default()
    };
    Ok((article, removed))
}

/// Text without mojibake, invisible characters and entities.
fn hygiene(text: String, removed: &mut Removed) -> String {
    let text = legible(text, removed);
    match entities::decode(&text) {
        // What was written as an entity may be invisible or mojibake too.
        Some(decoded) => legible(decoded, removed),
        None => text,
    }
}

/// Mojibake comes first, since some of it is control characters; where those are dropped, more of it may meet.
fn legible(mut text: String, removed: &mut Removed) -> String {
    loop {
        let repaired = mojibake::repair(&text);
        let (is_right, before) = (repaired.is_none(), removed.characters);
        removed.mojibake |= !is_right;
        text = unicode::tidy(repaired.unwrap_or(text), &mut removed.characters);
        if is_right && removed.characters == before {
            return text;
        }
    }
}

fn one_line(text: String, removed: &mut Removed) -> String {
    spacing::collapse(hygiene(text, removed))
}

fn many_lines(text: String, removed: &mut Removed) -> String {
    spacing::tidy_lines(hygiene(text, removed))
}

/// Body and comments, with the thread at the end of the body moved to the comments.
fn split_body(body: String, comments: String, removed: &mut Removed) -> (String, String) {
    let mut body = many_lines(body, removed);
    let mut comments = many_lines(comments, removed);
    if let Some(thread) = comments::find_thread(&body) {
        removed.comments_split = true;
        body.truncate(thread.start);
        body.truncate(body.trim_end().len());
        if !comments.is_empty() && !thread.text.is_empty() {
            comments.push_str("\n\n");
        }
        comments.push_str(&thread.text);
    }
    (body, comments)
}

/// The body without a title and a lead that it only repeats.
fn drop_repeats(title: &str, mut body: String, removed: &mut Removed) -> String {
    loop {
        let (titled, led) = (
            lead::drop_title(title, &mut body),
            lead::drop_lead(&mut body),
        );
        removed.repeated_title |= titled;
        removed.repeated_lead |= led;
        if !titled && !led {
            return body;
        }
    }
}

fn given_or(given: String, found: String) -> String {
    if given.is_empty() { found } else { given }
}

/// The declared language, else the detected one, else nothing.
fn language_of(declared: &str, title: &str, body: &str) -> String {
    if let Some(code) = language::normalise(declared) {
        return code;
    }
    let sample = start_of(body, LANGUAGE_SAMPLE);
    let text = [title, "\n", sample].concat();
    language::detect(&text).unwrap_or_default().to_owned()
}

/// At most so many bytes from the start of a text.
fn start_of(text: &str, limit: usize) -> &str {
    let end = (0..=limit).rev().find(|&end| text.is_char_boundary(end));
    end.and_then(|end| text.get(..end))
        .filter(|_| limit < text.len())
        .unwrap_or(text)
}

/// When an archive took the page; what is no date there is no loss to the article.
fn captured(date: &str) -> Option<Timestamp> {
    dates::parse_date(date)
}

/// When it was published. What counts from a day (2 hours ago) counts from that on which the page was taken.
fn published(
    date: &str,
    captured: Option<Timestamp>,
    order: DayOrder,
    options: &CleanOptions,
    removed: &mut Removed,
) -> Option<Timestamp> {
    // A clock at the end of time has no future.
    let latest = options.now.checked_add(FUTURE).unwrap_or(Timestamp::MAX);
    match dates::read(date, order) {
        Reading::Date(when) if when <= latest => Some(when),
        Reading::Absent => dates::parse_past(date, captured?),
        Reading::Date(_) | Reading::Bogus => {
            removed.bogus_date = true;
            None
        }
    }
}
