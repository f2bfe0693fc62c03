//! Leaves out what scripts and style sheets say, more than half of the bytes of news pages: an extractor that drops them
//! first thing need not read them.

use crate::format::markup::{Tags, tag_name};

/// The page with its scripts and style sheets empty. Descriptions in JSON stay, since titles are read from them.
///
/// Where it is in doubt how far a script goes, it stays too.
pub(super) fn without_scripts(page: &str) -> String {
    let mut out = String::with_capacity(page.len() / 2);
    let mut rest = page;
    let mut tags = Tags::default();
    while let Some((_, inside, after)) = tags.next(rest) {
        let read = rest.len() - after.len();
        out.push_str(rest.get(..read).unwrap_or_default());
        rest = content(inside, after)
            .and_then(|end| after.get(end..))
            .unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// Where the content of a script or style sheet ends that may be left out.
fn content(tag: &str, after: &str) -> Option<usize> {
    let name = match tag_name(tag) {
        (false, name) if name.eq_ignore_ascii_case("script") => "</script",
        (false, name) if name.eq_ignore_ascii_case("style") => "</style",
        _ => return None,
    };
    // A letter of any kind would belong to the name.
    let attributes = tag.get(name.len() - "</".len()..)?;
    let is_whole =
        attributes.is_empty() || attributes.starts_with([' ', '\t', '\n', '\r', '\x0c', '/']);
    if !is_whole || attributes.to_ascii_lowercase().contains("json") {
        return None;
    }
    let is_end = |at: &usize| {
        let end = after.as_bytes().get(*at..*at + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = memchr::memchr_iter(b'<', after.as_bytes()).find(is_end)?;
    // Inside such a comment, a script's end tag may not end it.
    let is_sure = !after.get(..end)?.contains("<!--");
    is_sure.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_style_sheets_are_emptied() {
        for (page, expected) in [
            (
                "<p>a<SCRIPT src=x>if (a < b) '<p>'</Script>b<style>p > a {}</style>c",
                "<p>a<SCRIPT src=x></Script>b<style></style>c",
            ),
            ("<p data-x='<script>'>a</p>", "<p data-x='<script>'>a</p>"),
            ("<script>a<p>b", "<script>a<p>b"),
            (
                "<!-- <script> --><p>a<script>b</script>",
                "<!-- <script> --><p>a<script></script>",
            ),
            ("<p>å < é", "<p>å < é"),
            ("<script<script>a</script>", "<script<script>a</script>"),
        ] {
            assert_eq!(without_scripts(page), expected);
        }
        for kept in [
            "<script type='application/ld+json'>{}</script>",
            "<script><!-- x <script></script> --></script>",
        ] {
            assert_eq!(without_scripts(kept), kept);
        }
    }
}
