//! Markdown: one article a file; its first heading is the title, front matter gives the other fields.

use super::{Chunk, Parsed, ReadOptions, front_matter, json, text};
use crate::source::charset;

/// Reads the chunk as one article. Marks inside the text stay as written.
pub(super) fn parse(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    let decoded = charset::decode(&chunk.bytes, None);
    let (front, text) = front_matter::split(&decoded.text);
    let mut draft = json::of_fields(&front, options);
    if draft.title.is_empty() {
        let (title, body) = split_title(text);
        (draft.title, draft.body) = (title, body.to_owned());
    } else {
        draft.body = text.trim().to_owned();
    }
    sink(Parsed {
        record: chunk.first_record,
        draft: Ok(draft),
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    });
}

/// The title, and the text less the title where that is its first line.
fn split_title(text: &str) -> (String, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (second, after) = rest.split_once('\n').unwrap_or((rest, ""));
    if let Some(title) = heading(first) {
        return (title, rest.trim_start());
    }
    if is_underline(second) && !first.trim().is_empty() {
        return (first.trim().to_owned(), after.trim_start());
    }
    match first_main_heading(text) {
        Some(title) => (title, text),
        None => {
            let (title, body) = text::split_title(text);
            (title.to_owned(), body)
        }
    }
}

/// The text of a heading line: `# text`, `## text ##`.
fn heading(line: &str) -> Option<String> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = (1..=6).contains(&level) && text.starts_with([' ', '\t']);
    let text = text.trim().trim_end_matches('#').trim();
    (is_heading && !text.is_empty()).then(|| text.to_owned())
}

/// The line under a heading.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 2 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// The first `# heading` outside of fenced code.
fn first_main_heading(text: &str) -> Option<String> {
    let mut fenced = false;
    text.lines().find_map(|line| {
        fenced ^= line.trim_start().starts_with("```");
        heading(line).filter(|_| !fenced && line.starts_with("# "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Draft;
    use crate::format::Format;

    fn read(text: &str) -> Draft {
        let chunk = Chunk {
            format: Format::Markdown,
            bytes: text.into(),
            first_record: 1,
            file_name: String::new(),
        };
        let mut drafts = Vec::new();
        parse(&chunk, &ReadOptions::default(), &mut |parsed| {
            drafts.extend(parsed.draft)
        });
        drafts.pop().unwrap_or_default()
    }

    fn title_and_body(text: &str) -> (String, String) {
        let draft = read(text);
        (draft.title, draft.body)
    }

    #[test]
    fn headings_are_titles() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            title_and_body("# Harbour *opens* #\r\n\r\nText."),
            pair("Harbour *opens*", "Text.")
        );
        assert_eq!(
            title_and_body("Harbour opens.\n===\nText."),
            pair("Harbour opens.", "Text.")
        );
        assert_eq!(
            title_and_body("![logo](x)\n\n# Real\n\nText."),
            pair("Real", "![logo](x)\n\n# Real\n\nText.")
        );
        assert_eq!(title_and_body("#hashtag only\n"), pair("", "#hashtag only"));
        assert_eq!(
            title_and_body("```\n# code\n```"),
            pair("", "```\n# code\n```")
        );
    }

    #[test]
    fn front_matter_gives_fields() {
        let draft = read(
            "---\ntitle: \"Harbour: open\"\nauthors:\n  - Ann\n  - Bo\ndate: 2024-05-01\ntags: [a]\n---\n\nText.",
        );
        assert_eq!(draft.title, "Harbour: open");
        assert_eq!(draft.authors, ["Ann", "Bo"]);
        assert_eq!(draft.date, "2024-05-01");
        assert_eq!(draft.body, "Text.");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\nText.").body, "---\nText.");
        let draft = read("---\nlang: de\n---\n# Title\nText.");
        assert_eq!(
            (draft.title.as_str(), draft.language.as_str()),
            ("Title", "de")
        );
    }
}
