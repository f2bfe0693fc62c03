//! How deeply the elements of a page are nested, before it is parsed.

/// Elements that have no end tag, or commonly none.
const OFTEN_OPEN: [&[u8]; 26] = [
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"source",
    b"track",
    b"wbr",
    b"param",
    b"frame",
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"tr",
    b"td",
    b"th",
    b"option",
    b"tbody",
    b"thead",
    b"colgroup",
];

/// The largest number of start tags that wait for their end tags.
pub(super) fn depth(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        let inside = bytes.get(at + 1..).unwrap_or_default();
        match inside.first() {
            Some(b'/') => {
                depth =
                    depth.saturating_sub(usize::from(counts(inside.get(1..).unwrap_or_default())))
            }
            Some(first) if first.is_ascii_alphabetic() => depth += usize::from(counts(inside)),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn counts(inside: &[u8]) -> bool {
    let length = inside
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let name = inside.get(..length).unwrap_or_default();
    !OFTEN_OPEN
        .iter()
        .any(|open| open.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn open_elements_are_counted() {
        assert_eq!(depth("<div><b>x</b><p>y<p>z<br></div><i>1 < 2</i>"), 2);
        assert_eq!(depth(&"<SPAN>".repeat(9)), 9);
        assert_eq!(depth(&"<p>text".repeat(9)), 0);
        assert_eq!(depth("</div></div><"), 0);
    }
}
