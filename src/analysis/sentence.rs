//! Sentences as byte ranges, by punctuation, for text of any language; a table of abbreviations decides the rest.

use std::ops::Range;

use super::abbreviation::{begins_sentence, ends_sentence};
use super::find::find;
use super::paragraph::{Line, Lines, blocks};
use super::trim::trimmed;

/// Byte ranges of the sentences of `text`, without the white space around them: ordered, disjoint, never empty, and
/// together all of the text but white space.
///
/// No sentence goes over the end of a paragraph, a heading or a list item. Text without punctuation is one sentence,
/// however long.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let (lines, stops) = (Lines::of(text), Stops::of(text));
    let mut sentences = Vec::new();
    for paragraph in lines.paragraphs(text) {
        sentences_in(text, paragraph, stops, &mut |sentence| {
            sentences.push(sentence)
        });
    }
    sentences
}

/// Gives those of one paragraph to `sink`.
pub(super) fn sentences_in(
    text: &str,
    paragraph: &[Line],
    stops: Stops,
    sink: &mut impl FnMut(Range<usize>),
) {
    for block in blocks(text, paragraph) {
        let start = block.start;
        split(text.get(block).unwrap_or_default(), stops, &mut |range| {
            sink(start + range.start..start + range.end)
        });
    }
}

/// The sentences of text that has no other breaks.
fn split(text: &str, stops: Stops, sink: &mut impl FnMut(Range<usize>)) {
    let (mut start, mut done) = (0, 0);
    while let Some((at, mark)) = stops.next(text, done) {
        done = after_stop(text, at);
        let (before, after) = (
            text.get(start..at).unwrap_or_default(),
            text.get(done..).unwrap_or_default(),
        );
        if ends(mark, before, text.get(at..done).unwrap_or_default(), after) {
            trimmed(text, start..done).into_iter().for_each(&mut *sink);
            start = done;
        }
    }
    trimmed(text, start..text.len()).into_iter().for_each(sink);
}

/// Which stops a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stops {
    /// Those of ASCII alone, as most texts in Latin or Cyrillic letters.
    Ascii,
    Any,
}

impl Stops {
    pub(super) fn of(text: &str) -> Stops {
        let bytes = text.as_bytes();
        let has_other = find(bytes, 0, begins_other).is_some()
            || memchr::memmem::find(bytes, ELLIPSIS.as_bytes()).is_some();
        match has_other {
            true => Stops::Any,
            false => Stops::Ascii,
        }
    }

    /// The first character from byte `from` on with which a sentence may end, and where it is.
    fn next(self, text: &str, from: usize) -> Option<(usize, char)> {
        match self {
            Stops::Ascii => next_ascii_stop(text, from),
            Stops::Any => next_stop(text, from),
        }
    }
}

/// As [`next_stop`], in a text without other ones than those of ASCII.
fn next_ascii_stop(text: &str, from: usize) -> Option<(usize, char)> {
    let [stop, cry, question] = ASCII_STOPS;
    let rest = text.as_bytes().get(from..)?;
    let at = memchr::memchr3(stop, cry, question, rest)?;
    Some((from + at, char::from(*rest.get(at)?)))
}

const ELLIPSIS: &str = "…";

/// Whether a character with this first byte may be a stop beyond ASCII, but for the ellipsis, or a Greek letter. Some others
/// are among them.
fn begins_other(byte: u8) -> bool {
    (byte >= 0xca) & (byte != 0xe2) & (byte != 0xd0) & (byte != 0xd1)
}

/// The first character from byte `from` on with which a sentence may end, and where it is.
fn next_stop(text: &str, mut from: usize) -> Option<(usize, char)> {
    loop {
        let at = find(text.as_bytes(), from, begins_stop)?;
        let mark = text.get(at..).and_then(|rest| rest.chars().next());
        match mark {
            Some(mark) if is_stop(mark) || is_greek_question(mark, text.get(..at)) => {
                return Some((at, mark));
            }
            // Another character with that first byte.
            _ => from = at + 1,
        }
    }
}

/// All stops of ASCII.
const ASCII_STOPS: [u8; 3] = *b".!?";

/// Whether a character with this first byte may be a stop or the Greek question mark.
fn begins_stop(byte: u8) -> bool {
    let [stop, cry, question] = ASCII_STOPS;
    let ascii = (byte == stop) | (byte == cry) | (byte == question) | (byte == b';');
    let short = (byte == 0xcd) | (byte == 0xd6) | (byte == 0xd8) | (byte == 0xdb);
    ascii | short | ((0xe0..=0xe3).contains(&byte)) | (byte == 0xef)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_full_stop(c)
}

/// Greek asks with what looks like a semicolon, and mostly is one in the files.
fn is_greek_question(mark: char, before: Option<&str>) -> bool {
    let after_greek = || {
        let last = before.and_then(|before| before.chars().next_back());
        last.is_some_and(|char| matches!(char, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'))
    };
    mark == '\u{37e}' || (mark == ';' && after_greek())
}

/// Marks that mean nothing but the end of a sentence, and need no space after them.
fn is_full_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '；' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။'
    )
}

/// The offset after the stop at `at`, with the stops, quotes and brackets that close after it.
fn after_stop(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    // Nothing closes where a word follows, as after nearly all stops.
    if let [b'.' | b'!' | b'?', b' ' | b'\n', next, ..] = tail.as_bytes()
        && next.is_ascii_alphanumeric()
    {
        return at + 1;
    }
    // The first one is a stop, whatever it looks like.
    let first = tail.chars().next().map_or(0, char::len_utf8);
    let rest = tail
        .get(first..)
        .unwrap_or_default()
        .trim_start_matches(is_stop)
        .trim_start_matches(is_closing);
    text.len() - after_spaced_quote(rest).unwrap_or(rest).len()
}

/// French sets a space before the quote that closes.
fn after_spaced_quote(rest: &str) -> Option<&str> {
    let after = rest
        .trim_start_matches([' ', '\u{a0}', '\u{202f}'])
        .strip_prefix('»')?;
    after
        .chars()
        .next()
        .is_none_or(char::is_whitespace)
        .then_some(after)
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '»'
            | '«'
            | '›'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '》'
            | '〉'
            | '】'
    )
}

/// Whether the stop that begins with `mark` and reads `stop`, between `before` and `after`, ends a sentence.
fn ends(mark: char, before: &str, stop: &str, after: &str) -> bool {
    if is_full_stop(mark) {
        // Japanese goes on after a quotation: 「…。」と述べた.
        return !(stop.ends_with(['」', '』']) && after.starts_with('と'));
    }
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let single = !stop.get(1..).unwrap_or_default().starts_with(is_stop);
    if mark == '.' && single {
        ends_sentence(before, after)
    } else {
        begins_sentence(after)
    }
}

#[cfg(test)]
mod tests;
