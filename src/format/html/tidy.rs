//! Mends what the extractor does to its markup before it becomes text.

use memchr::memchr_iter;

/// Tags inside running text.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "u",
];

/// Puts spaces around inline elements back to where they were.
///
/// The extractor trims the text between two inline elements and puts one space before it: `two <b>x</b>, or <b>y</b>`
/// comes as `two <b>x</b> , or<b>y</b>`.
pub(super) fn spaced(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 64);
    let mut written = 0;
    let mut after_inline = false;
    for at in memchr_iter(b'<', html.as_bytes()) {
        let text = html.get(written..at).unwrap_or_default();
        let (text_start, text) = split_tag(text);
        out.push_str(text_start);
        out.push_str(if after_inline && closes_up(text) {
            text.trim_start()
        } else {
            text
        });
        let inside = html.get(at + 1..).unwrap_or_default();
        let is_start = !inside.starts_with('/');
        let is_inline = INLINE.contains(&name(inside));
        if is_start
            && is_inline
            && after_inline
            && text.ends_with(|c: char| c.is_alphanumeric() || ",;:.!?)”’".contains(c))
        {
            out.push(' ');
        }
        after_inline = is_inline && !is_start;
        written = at;
    }
    let (text_start, text) = split_tag(html.get(written..).unwrap_or_default());
    out.push_str(text_start);
    out.push_str(if after_inline && closes_up(text) {
        text.trim_start()
    } else {
        text
    });
    out
}

/// The tag at the start of a piece, if there is one, and the text after it.
fn split_tag(piece: &str) -> (&str, &str) {
    let end = if piece.starts_with('<') {
        piece.find('>').map_or(piece.len(), |end| end + 1)
    } else {
        0
    };
    piece.split_at(end)
}

/// Whether a text is punctuation that was parted from the word before it.
fn closes_up(text: &str) -> bool {
    text.starts_with(' ')
        && text
            .trim_start()
            .starts_with([',', '.', ';', ':', '!', '?', ')', '”', '’', '…', '%'])
}

fn name(inside: &str) -> &str {
    let inside = inside.trim_start_matches('/');
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    inside.get(..length).unwrap_or_default()
}

/// Drops headings: in a comment section they say `3 comments` or `Leave a reply`.
pub(super) fn without_headings(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<h") {
        let level = after
            .bytes()
            .next()
            .filter(|level| (b'1'..=b'6').contains(level));
        let end = level.and_then(|level| after.find(&format!("</h{}>", char::from(level))));
        out.push_str(before);
        match end.and_then(|end| after.get(end + "</h1>".len()..)) {
            Some(remaining) => rest = remaining,
            None => {
                out.push_str("<h");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_come_back_around_inline_elements() {
        assert_eq!(
            spaced("<p>hits on <b>Ann</b> (2 for<b>Bo</b> , 3 for<i>Cy</i> )</p>"),
            "<p>hits on <b>Ann</b> (2 for <b>Bo</b>, 3 for <i>Cy</i>)</p>"
        );
        assert_eq!(
            spaced("<p>un<em>believ</em>able</p>"),
            "<p>un<em>believ</em>able</p>"
        );
        assert_eq!(
            spaced("<p>é<b>a</b> .x</p> tail <"),
            "<p>é<b>a</b>.x</p> tail <"
        );
        assert_eq!(spaced(""), "");
    }

    #[test]
    fn comment_headings_go() {
        assert_eq!(
            without_headings("<h3>2 comments</h3><p>First</p><h4>Leave a reply</h4>"),
            "<p>First</p>"
        );
        assert_eq!(without_headings("<hr>x<h2>open"), "<hr>x<h2>open");
    }
}
