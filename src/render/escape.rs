//! Makes text of the corpus safe to print: what a terminal would obey or reorder by is spelt out instead.

/// Appends `text` to `out` with every run of white space, line ends included, as one space, and none at its start if
/// `out` is empty or ends in one.
pub(super) fn push_words(out: &mut String, text: &str, mut after_space: bool) {
    for char in text.chars() {
        if !char.is_whitespace() {
            push_char(out, char);
        } else if !after_space {
            out.push(' ');
        }
        after_space = char.is_whitespace();
    }
}

/// Appends `text` to `out` with its spaces as they are and all other white space spelt out.
pub(super) fn push_exact(out: &mut String, text: &str) {
    for char in text.chars() {
        push_char(out, char);
    }
}

fn push_char(out: &mut String, char: char) {
    if is_unsafe(char) {
        out.extend(char.escape_unicode());
    } else {
        out.push(char);
    }
}

/// Control characters (ESC and the C1 codes start commands), line and paragraph separators, bidirectional controls.
fn is_unsafe(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
