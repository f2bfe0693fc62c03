//! White space: line ends of texts, and everything inside one-line fields.

/// Runs of this many blank lines and more are layout that was lost; fewer are the author's.
const BLANK_RUN: usize = 3;

/// Text without spaces at line ends, blank lines at either end, and long runs of blank lines. Indentation stays:
/// wire copy marks its paragraphs by it.
pub(super) fn tidy_lines(text: String) -> String {
    if is_tidy(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.split('\n').map(str::trim_end) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
            out.extend(std::iter::repeat_n(
                '\n',
                if blank >= BLANK_RUN { 1 } else { blank },
            ));
        }
        out.push_str(line);
        blank = 0;
    }
    out
}

fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends_line_well = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        !before.ends_with(|c: char| c.is_whitespace() && c != '\n')
            && !bytes
                .get(at..)
                .is_some_and(|rest| rest.starts_with(b"\n\n\n\n"))
    };
    !text.starts_with('\n')
        && !text.ends_with(char::is_whitespace)
        && memchr::memchr_iter(b'\n', bytes).all(ends_line_well)
}

/// Text on one line: white space of any kind as single spaces, none at the ends.
pub(super) fn collapse(text: String) -> String {
    if is_collapsed(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_collapsed(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        if c.is_whitespace() && (c != ' ' || after_space) {
            return false;
        }
        after_space = c == ' ';
    }
    !after_space || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_lose_what_cannot_be_seen() {
        let text = " \n\n   Rain fell. \t\n    More\u{a0}rain.\u{a0}\n\n\n\n\nSun.\n\n\nWind.\n \n";
        assert_eq!(
            tidy_lines(text.to_owned()),
            "   Rain fell.\n    More\u{a0}rain.\n\nSun.\n\n\nWind."
        );
    }

    #[test]
    fn one_line_fields_have_single_spaces() {
        assert_eq!(
            collapse("  Rain \n\tin\u{a0}May\u{3000}".to_owned()),
            "Rain in May"
        );
        assert_eq!(collapse("Rain in May".to_owned()), "Rain in May");
        assert_eq!(collapse(" ".to_owned()), "");
    }

    proptest! {
        #[test]
        fn the_quick_look_is_right(text in "[a\u{a0} \t\n]{0,12}") {
            let lines = tidy_lines(text.clone());
            prop_assert!(is_tidy(&lines), "{lines:?}");
            prop_assert_eq!(tidy_lines(lines.clone()), lines);
            let line = collapse(text.clone());
            prop_assert!(is_collapsed(&line));
            prop_assert_eq!(line, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
