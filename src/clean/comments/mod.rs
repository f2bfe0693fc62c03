//! A comment thread flattened into the text after an article.
//!
//! Two shapes are known. In the first each comment opens with a bullet and the user's name, then the words of the
//! page's buttons, then its age with the score glued to it (`-22 months ago` is a score of -2, two months ago). In
//! the second a heading counts the comments, and buttons and ages follow. Articles hold bullets and ages as well,
//! so a thread is cut off only on evidence that prose does not give.

mod lines;

#[cfg(test)]
mod tests;

use lines::{BUTTONS, LABELS, age, bullet_text, heading, is_button_row, is_one_of};

/// The age stands within this many lines below the bullet.
const HEADER: usize = 6;

/// Words on a comment's header line, at most: longer lines are text.
const LONGEST_NAME: usize = 4;

/// Lines after the heading within which the first button or age must come.
const HEADING_REACH: usize = 6;

/// A thread found at the end of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Thread {
    /// Byte offset at which it starts in the text.
    pub(super) start: usize,
    /// The comments, less the words of buttons, the ages and the scores.
    pub(super) text: String,
}

/// The thread at the end of `body`, if there is one beyond doubt.
pub(super) fn find_thread(body: &str) -> Option<Thread> {
    // Each shape has an age in it: a cheap look that settles most texts.
    holds_age(body).then_some(())?;
    let lines: Vec<&str> = body.split('\n').collect();
    // Both are asked, and the earlier one wins: what is left of the body must not hold the other.
    let first = [bulleted(&lines), headed(&lines)]
        .into_iter()
        .flatten()
        .min()?;
    let first = with_headings(&lines, first);
    let start = lines.iter().take(first).map(|line| line.len() + 1).sum();
    let text = comments(lines.get(first..)?).join("\n");
    Some(Thread {
        start,
        text: crate::clean::spacing::tidy_lines(text),
    })
}

/// Whether a line is an age. Lines are found by `memchr`, since every line of every article is looked at.
fn holds_age(body: &str) -> bool {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).chain([body.len()]);
    let mut lines = ends.map(|end| body.get(std::mem::replace(&mut start, end + 1)..end));
    lines.any(|line| age(line.unwrap_or_default()).is_some())
}

/// The start of a thread with the headings right above it.
fn with_headings(lines: &[&str], first: usize) -> usize {
    let above = lines
        .iter()
        .enumerate()
        .take(first)
        .rev()
        .filter(|(_, line)| !line.trim().is_empty());
    above
        .take_while(|(_, line)| heading(line).is_some())
        .last()
        .map_or(first, |(index, _)| index)
}

/// The lines of a thread, less headings at its start, buttons, labels and ages.
fn comments<'a>(thread: &[&'a str]) -> Vec<&'a str> {
    let mut in_header = false;
    let is_comment = |line: &&&str| {
        let is_age = age(line).is_some();
        let is_chrome = is_age || is_button_row(line) || (in_header && is_one_of(line, &LABELS));
        // A header reaches from the bullet to the age; a word that is a label elsewhere is text below it.
        let goes_on = in_header && (is_chrome || line.trim().is_empty());
        in_header = !is_age && (bullet_text(line).is_some() || goes_on);
        !is_chrome
    };
    let is_above = |line: &&&str| line.trim().is_empty() || heading(line).is_some();
    let below = thread.iter().skip_while(is_above);
    below.filter(is_comment).copied().collect()
}

/// The first line of a thread of bulleted comments.
fn bulleted(lines: &[&str]) -> Option<usize> {
    let headers: Vec<Header> = (0..lines.len())
        .filter_map(|index| header(lines, index))
        .collect();
    let sure = headers.iter().position(|header| header.has_button);
    // A list in the article may have ages too: without buttons it takes several comments, and scores.
    let before = headers.get(..sure.unwrap_or(headers.len()))?;
    let texts = || before.iter().filter(|header| header.has_text);
    let first = if texts().count() > 1 && texts().any(|header| header.has_score) {
        before.first()
    } else {
        None
    };
    first
        .or_else(|| headers.get(sure?))
        .map(|header| header.bullet)
}

/// What stands between a bullet and the age below it.
#[derive(Default)]
struct Header {
    bullet: usize,
    has_button: bool,
    has_score: bool,
    has_text: bool,
}

/// The comment header that begins at this line.
fn header(lines: &[&str], bullet: usize) -> Option<Header> {
    let name = bullet_text(lines.get(bullet)?)?;
    (1..=LONGEST_NAME)
        .contains(&name.split_whitespace().count())
        .then_some(())?;
    let mut below = lines
        .iter()
        .skip(bullet + 1)
        .filter(|line| !line.trim().is_empty());
    let mut header = Header {
        bullet,
        ..Header::default()
    };
    for line in below.by_ref().take(HEADER) {
        if let Some(age) = age(line) {
            header.has_score = age.has_score;
            header.has_text = below.next().is_some_and(|line| bullet_text(line).is_none());
            return Some(header);
        }
        header.has_button |= is_one_of(line, &BUTTONS);
        // Labels and buttons, the user's server: single words all of them but a few buttons.
        let is_single = line.split_whitespace().count() == 1 && bullet_text(line).is_none();
        (is_single || is_one_of(line, &BUTTONS)).then_some(())?;
    }
    None
}

/// The heading that begins a thread under a heading.
fn headed(lines: &[&str]) -> Option<usize> {
    (0..lines.len()).find(|&index| {
        let Some(counted) = lines.get(index).and_then(|line| heading(line)) else {
            return false;
        };
        let below = || {
            lines
                .iter()
                .skip(index + 1)
                .filter(|line| !line.trim().is_empty())
        };
        let is_chrome = |line: &&&str| age(line).is_some() || is_button_row(line);
        let ages = below().filter(|line| age(line).is_some()).count();
        let buttons = below().filter(|line| is_button_row(line)).count();
        let enough = ages > 0 && buttons > 0 && ages + buttons >= if counted { 3 } else { 4 };
        enough && below().take(HEADING_REACH).any(|line| is_chrome(&line))
    })
}
