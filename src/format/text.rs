//! Plain text: one article a file, its first line the title if that reads like a headline.

use super::{Chunk, Parsed, ReadOptions, front_matter, json};
use crate::source::charset;

/// Characters of the longest headline; printed ones stay well below, and paragraphs mostly above.
const MAX_HEADLINE_CHARS: usize = 200;

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 20] = [
    "inc.", "corp.", "ltd.", "co.", "bros.", "jr.", "sr.", "st.", "mt.", "ft.", "gov.", "sen.",
    "rep.", "gen.", "no.", "vs.", "etc.", "dept.", "univ.", "govt.",
];

/// Reads the chunk as one article.
pub(super) fn parse(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    let decoded = charset::decode(&chunk.bytes, None);
    let (front, text) = front_matter::split_if_known(&decoded.text);
    let mut draft = json::of_fields(&front, options);
    let (title, body) = match draft.title.is_empty() {
        true => split_title(text),
        false => ("", text.trim()),
    };
    if !title.is_empty() {
        draft.title = title.to_owned();
    }
    draft.body = body.to_owned();
    sink(Parsed {
        record: chunk.first_record,
        draft: Ok(draft),
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    });
}

/// The headline, or nothing, and the text after it.
pub(super) fn split_title(text: &str) -> (&str, &str) {
    let text = text.trim();
    let Some((first, rest)) = text.split_once('\n') else {
        return ("", text);
    };
    let next = rest.lines().next().unwrap_or_default();
    // A sentence that was wrapped goes on in lower case on the next line.
    let wrapped = next.trim_start().starts_with(char::is_lowercase);
    if wrapped || rest.trim().is_empty() || !is_headline(first.trim()) {
        return ("", text);
    }
    (first.trim(), rest.trim_start_matches(['\n', '\r']))
}

/// Whether a line reads like a headline rather than a sentence or the noise at the top of a scanned page.
fn is_headline(line: &str) -> bool {
    let opens_well = line.starts_with(|c: char| {
        (c.is_alphanumeric() && !c.is_lowercase()) || "\"'“‘«„¿¡$€£#(「『《".contains(c)
    });
    opens_well
        && line.chars().count() <= MAX_HEADLINE_CHARS
        && is_wordy(line)
        && !ends_sentence(line)
}

/// At least two words of letters (or a few characters of a script without spaces), and mostly letters.
fn is_wordy(line: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let words = line
        .split_whitespace()
        .filter(|word| letters(word) >= 2)
        .count();
    let unspaced = line
        .chars()
        .filter(|c| matches!(*c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{9FFF}'))
        .count();
    let visible = line.chars().filter(|c| !c.is_whitespace()).count();
    (words >= 2 || unspaced >= 4) && letters(line) * 2 > visible
}

fn ends_sentence(line: &str) -> bool {
    if line.ends_with(['。', '।', '۔', ',', ';', '،']) {
        return true;
    }
    if !line.ends_with('.') || line.ends_with("..") {
        return false;
    }
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let dotted = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_initials = dotted
        .split_terminator('.')
        .all(|part| part.chars().count() == 1);
    !is_initials && !ABBREVIATIONS.contains(&dotted.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> &str {
        split_title(text).0
    }

    #[test]
    fn a_headline_is_the_title() {
        assert_eq!(
            split_title("Harbour opens again\r\n\r\nShips came in.\n"),
            ("Harbour opens again", "Ships came in.")
        );
        assert_eq!(title("Will it rain?\nPerhaps."), "Will it rain?");
        assert_eq!(
            title("“We will rebuild,” says mayor\nText."),
            "“We will rebuild,” says mayor"
        );
        assert_eq!(
            title("Envoys return to the U.S.\nText."),
            "Envoys return to the U.S."
        );
        assert_eq!(
            title("Mill sold to Orlov Inc.\nText."),
            "Mill sold to Orlov Inc."
        );
        assert_eq!(
            title("港口重新开放\n今天下午，港口重新开放。"),
            "港口重新开放"
        );
    }

    #[test]
    fn a_sentence_a_lone_line_and_noise_are_not() {
        assert_eq!(
            split_title("The harbour opened on Friday.\n\nShips came."),
            ("", "The harbour opened on Friday.\n\nShips came.")
        );
        assert_eq!(title("Harbour opens again"), "");
        assert_eq!(title("Harbour opens again\n \n"), "");
        assert_eq!(
            title("The harbour opened again and the first\nships came in."),
            ""
        );
        assert_eq!(title("continued from page one\nText."), "");
        assert_eq!(title("; , 26 .. X\nTHE DAILY BEACON"), "");
        assert_eq!(title("港口重新开放。\n第二行"), "");
        assert_eq!(title(""), "");
        assert_eq!(title(&format!("{}\nText.", "Long words ".repeat(30))), "");
    }
}
