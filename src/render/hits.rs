//! Hits as text, for people.

use super::flow::{Flow, Page};
use super::{RenderOptions, Role, copies, date, explanation, link};
use crate::article::Article;
use crate::passage::Passage;
use crate::query::match_spec::Field;
use crate::search::Hit;
use std::io::{self, Write};

/// Words of the text that stand in for a missing title.
const TITLE_WORDS: usize = 8;
/// Characters of a title that are shown, at the most; real ones are half as long.
const TITLE_CHARS: usize = 300;
/// Authors named before the rest are only counted.
const AUTHORS: usize = 3;

/// Writes each hit: rank and title, a line with source, date, authors and location, then its passages and where
/// else the text stands, with an empty line between hits. An ellipsis stands wherever a passage does not go on as the text does.
///
/// # Errors
/// Those of `out`.
pub fn text(out: &mut dyn Write, hits: &[Hit], options: &RenderOptions) -> io::Result<()> {
    let mut page = Page { out, options };
    for (index, hit) in hits.iter().enumerate() {
        if index > 0 {
            page.gap()?;
        }
        self::hit(&mut page, hit)?;
    }
    Ok(())
}

fn hit(page: &mut Page<'_>, hit: &Hit) -> io::Result<()> {
    let label = format!("{}. ", hit.rank);
    let indent = label.len();
    page.labelled(&label, &title(hit, page.options), None)?;
    let url = link::file_url(&hit.article.location);
    page.paragraph(&facts(&hit.article), indent, url.as_deref())?;
    for (index, passage) in hit.passages.iter().enumerate() {
        let next = hit.passages.get(index + 1);
        let goes_on = next.is_none_or(|next| are_adjacent(&hit.article, passage, next));
        page.paragraph(&flow(passage, goes_on, page.options), indent, None)?;
    }
    if let Some(line) = copies::line(&hit.copies) {
        page.paragraph(&line, indent, None)?;
    }
    for line in explanation::lines(hit) {
        page.paragraph(&line, indent, None)?;
    }
    Ok(())
}

fn title(hit: &Hit, options: &RenderOptions) -> Flow {
    let mut flow = Flow::default();
    let title = hit.article.title.as_str();
    if title.trim().is_empty() {
        flow.words(&opening(&hit.article), Role::Aside);
    } else {
        let roles = [Role::Title, Role::Mark];
        let shown = shorten(title);
        flow.marked(shown, &hit.title_marks, roles, options.mark.as_ref());
        if shown.len() < title.len() {
            flow.words(" …", Role::Aside);
        }
    }
    flow
}

/// The title, unless some file has its whole text for one: then its first words.
fn shorten(title: &str) -> &str {
    let Some((end, _)) = title.char_indices().nth(TITLE_CHARS) else {
        return title;
    };
    let start = title.get(..end).unwrap_or_default();
    start
        .rsplit_once(char::is_whitespace)
        .map_or(start, |(words, _)| words)
}

/// The first words of an article without a title.
pub(super) fn opening(article: &Article) -> String {
    let texts = [&article.body, &article.comments];
    let mut words = texts.into_iter().flat_map(|text| text.split_whitespace());
    let opening: Vec<&str> = words.by_ref().take(TITLE_WORDS).collect();
    match (opening.is_empty(), words.next()) {
        (true, _) => "(no title)".to_owned(),
        (_, None) => opening.join(" "),
        (_, Some(_)) => opening.join(" ") + " …",
    }
}

fn facts(article: &Article) -> Flow {
    let date = article.published.map(date::date).unwrap_or_default();
    let mut flow = Flow::default();
    for fact in [article.source.as_str(), &date, &authors(&article.authors)] {
        if !fact.trim().is_empty() {
            flow.words(fact, Role::Aside);
            flow.words(" · ", Role::Aside);
        }
    }
    flow.exact(&article.location.to_string(), Role::Location);
    flow
}

/// `A, B, C and 4 more`.
pub(super) fn authors(authors: &[String]) -> String {
    let named: Vec<&str> = authors.iter().take(AUTHORS).map(String::as_str).collect();
    match authors.len().saturating_sub(AUTHORS) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

fn flow(passage: &Passage, goes_on: bool, options: &RenderOptions) -> Flow {
    let mut flow = Flow::default();
    if passage.field == Field::Comments {
        flow.words("comment: ", Role::Aside);
    }
    if passage.cut_start {
        flow.words("… ", Role::Aside);
    }
    let roles = [Role::Text, Role::Mark];
    flow.marked(&passage.text, &passage.marks, roles, options.mark.as_ref());
    if passage.cut_end || !goes_on {
        flow.words(" …", Role::Aside);
    }
    flow
}

/// Whether nothing but white space is between the two.
fn are_adjacent(article: &Article, passage: &Passage, next: &Passage) -> bool {
    let text = match passage.field {
        Field::Title => &article.title,
        Field::Body => &article.body,
        Field::Comments => &article.comments,
    };
    let between = text.get(passage.start + passage.text.len()..next.start);
    // Between two fields there is nothing that was left out.
    passage.field != next.field || between.is_some_and(|text| text.trim().is_empty())
}
