//! Finds the encoding that an HTML or XML document declares for itself.

/// How far a declaration is looked for; browsers look at 1,024 bytes, but pages put scripts before it.
const HEAD: usize = 4096;

/// The label in an XML declaration, or in a `meta` element (`charset`, or `content` with `http-equiv`), within the
/// first 4 KiB; in lower case.
#[must_use]
pub fn declared_in_head(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Declarations are ASCII, and bytes of any encoding in between do no harm.
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    xml_label(&head)
        .or_else(|| meta_label(&head))
        .map(str::to_owned)
}

fn xml_label(head: &str) -> Option<&str> {
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (declaration, _) = start.strip_prefix("<?xml")?.split_once("?>")?;
    value_of(declaration, "encoding")
}

fn meta_label(head: &str) -> Option<&str> {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..)?;
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(label) = rest.strip_prefix("<meta").and_then(label_in_meta) {
            return Some(label);
        } else {
            rest = rest.get(1..)?;
        }
    }
    None
}

fn label_in_meta(after_name: &str) -> Option<&str> {
    let tag = after_name.split('>').next()?;
    if !tag.starts_with(|c: char| c.is_ascii_whitespace() || c == '/') {
        return None;
    }
    // A description may speak of charsets; only the attribute, or the content of http-equiv, declares one.
    let label = value_of(tag, "charset")?;
    let is_attribute = !tag.contains("content") || tag.contains("http-equiv");
    is_attribute.then_some(label)
}

/// What follows `name=` in a tag, less quotes.
fn value_of<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let rest = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let end = rest
            .find(|c: char| c.is_whitespace() || "\"';>/?".contains(c))
            .unwrap_or(rest.len());
        rest.get(..end).filter(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(text: &str) -> Option<String> {
        declared_in_head(text.as_bytes())
    }

    #[test]
    fn declarations_are_found() {
        for (text, label) in [
            (
                "<?xml version=\"1.0\" encoding='ISO-8859-1' ?><r/>",
                "iso-8859-1",
            ),
            (
                "\u{feff}<?xml version='1.0' encoding = \"Shift_JIS\"?>",
                "shift_jis",
            ),
            ("<html><head><META CHARSET=utf-8>", "utf-8"),
            ("<meta charset='windows-1251'/>", "windows-1251"),
            (
                "<meta http-equiv=Content-Type content='text/html; charset=GB2312'>",
                "gb2312",
            ),
            (
                "<meta content=\"text/html;charset=big5\" http-equiv=\"Content-Type\">",
                "big5",
            ),
            (
                "<!-- <meta charset=koi8-r> --><title>é</title>\n<meta\ncharset = euc-kr>",
                "euc-kr",
            ),
            (
                "<meta name='description' content='charset=x'><meta charset='iso-8859-2'>",
                "iso-8859-2",
            ),
        ] {
            assert_eq!(declared(text).as_deref(), Some(label), "{text}");
        }
    }

    #[test]
    fn nothing_is_made_up() {
        for text in [
            "",
            "<",
            "charset=utf-8",
            "<?xml version='1.0'?><meta>",
            "<?xml encoding='x'",
            "<metadata charset=utf-8>",
            "<meta charset=>",
            "<!-- <meta charset=utf-8>",
            "<meta name=keywords content='charset=utf-8'>",
        ] {
            assert_eq!(declared(text), None, "{text}");
        }
        let late = format!("{}<meta charset=utf-8>", " ".repeat(HEAD));
        assert_eq!(declared(&late), None);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), tail in "[ \\-!<>=a'\"]{0,20}") {
            let _ = declared_in_head(&bytes);
            let _ = declared_in_head(format!("<meta charset{tail}").as_bytes());
            let _ = declared_in_head(format!("<?xml encoding{tail}").as_bytes());
        }
    }
}
