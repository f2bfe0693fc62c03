//! Tells the format of a stream: by its first bytes, and by its name where those do not decide.

use super::{Format, FormatError, csv, feed, iptc, mail, parquet};

/// What other formats begin with, and what to call them in a message.
const OTHERS: [(&[u8], &str); 18] = [
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG image"),
    (b"\xFF\xD8\xFF", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"\x7FELF", "program"),
    (b"MZ\x90", "program"),
    (b"PK\x03\x04", "zip archive"),
    (b"PK\x05\x06", "empty zip archive"),
    (b"\x1F\x8B", "gzip data"),
    (b"7z\xBC\xAF", "7-Zip archive"),
    (b"Rar!\x1A", "RAR archive"),
    (b"\xD0\xCF\x11\xE0", "old Office document"),
    (b"SQLite format 3", "SQLite database"),
    (b"Obj\x01", "Avro"),
];

/// Tags that open a web page or a piece of one; the first two also where Markdown is expected.
const PAGE_TAGS: [&[u8]; 34] = [
    b"!doctype html",
    b"html",
    b"head",
    b"body",
    b"title",
    b"meta",
    b"link",
    b"script",
    b"style",
    b"base",
    b"div",
    b"p",
    b"h1",
    b"h2",
    b"h3",
    b"table",
    b"article",
    b"section",
    b"main",
    b"header",
    b"nav",
    b"span",
    b"a",
    b"b",
    b"i",
    b"br",
    b"hr",
    b"ul",
    b"ol",
    b"img",
    b"iframe",
    b"center",
    b"font",
    b"noscript",
];

/// The format of a stream that begins with `head`, or `None` if it is no text of a known one.
///
/// `head` should be the first 64 KiB, in UTF-8 or a charset that shares ASCII with it.
pub fn detect(head: &[u8], file_name: &str) -> Option<Format> {
    of_stream(head, file_name).ok()
}

/// As [`detect`], with the reason why not.
pub(super) fn of_stream(head: &[u8], file_name: &str) -> Result<Format, FormatError> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if head.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(FormatError::LfsPointer);
    }
    if let Some(archive) = web_archive(head) {
        return Ok(archive);
    }
    if parquet::is_table(head) {
        return Ok(Format::Parquet);
    }
    if let Some(mail) = mail::of_head(head) {
        return Ok(mail);
    }
    if let Some(kind) = binary(head) {
        return Err(FormatError::UnknownFormat(kind));
    }
    let hint = by_name(file_name);
    let head = head.trim_ascii_start();
    match head.first() {
        Some(b'{' | b'[') => Ok(json(head, hint)),
        Some(b'<') => markup(head, hint),
        _ => {
            let named = hint.filter(|hint| names_decide(*hint));
            Ok(match named {
                // A first row of names that we know is certain, and no JSON.
                None | Some(Format::Json | Format::JsonLines) if csv::is_table(head) => Format::Csv,
                named => named.unwrap_or(Format::Text),
            })
        }
    }
}

/// Before what tells binary data apart: much in an archive is.
fn web_archive(head: &[u8]) -> Option<Format> {
    match head {
        _ if head.starts_with(b"WARC/") => Some(Format::Warc),
        _ if head.starts_with(b"filedesc://") => Some(Format::Arc),
        _ => None,
    }
}

fn binary(head: &[u8]) -> Option<&'static str> {
    let magic = OTHERS.iter().find(|(magic, _)| head.starts_with(magic));
    if let Some((_, kind)) = magic {
        return Some(kind);
    }
    // Stray control characters occur in real text, one in thirty do not.
    let odd = head
        .iter()
        .filter(|b| matches!(b, 0..=6 | 14..=26 | 28..=31))
        .count();
    (odd * 30 > head.len()).then_some("binary data")
}

/// What the name's ending promises.
fn by_name(file_name: &str) -> Option<Format> {
    let (_, ending) = file_name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::JsonLines),
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "csv" | "tsv" | "tab" | "psv" => Some(Format::Csv),
        "txt" | "text" => Some(Format::Text),
        _ => None,
    }
}

/// Whether a name counts although the content begins with neither a bracket nor a tag.
///
/// A page may begin with bare words; JSON that begins with a word is damaged, and should be reported as such.
fn names_decide(hint: Format) -> bool {
    matches!(
        hint,
        Format::Markdown | Format::Html | Format::Json | Format::JsonLines | Format::Csv
    )
}

/// JSON, JSON Lines, or a text that happens to begin with a bracket.
fn json(head: &[u8], hint: Option<Format>) -> Format {
    let named = matches!(hint, Some(Format::Json | Format::JsonLines));
    if !named && !looks_like_json(head) {
        return hint
            .filter(|hint| names_decide(*hint))
            .unwrap_or(Format::Text);
    }
    let Some((first, rest)) = first_line(head) else {
        return if hint == Some(Format::JsonLines) {
            Format::JsonLines
        } else {
            Format::Json
        };
    };
    let goes_on = matches!(first.last(), Some(b'{' | b'[' | b',' | b':'));
    match rest.trim_ascii_start().first() {
        Some(b'{') if first.starts_with(b"{") && !goes_on => Format::JsonLines,
        _ if hint == Some(Format::JsonLines) && first.starts_with(b"{") && !goes_on => {
            Format::JsonLines
        }
        _ => Format::Json,
    }
}

/// The first line, less white space, and what follows, if something does.
fn first_line(head: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', head)?;
    let (first, rest) = head.split_at(end);
    (!rest.trim_ascii().is_empty()).then_some((first.trim_ascii(), rest))
}

/// Whether brackets are followed by what JSON allows there, as far as news is written in it.
fn looks_like_json(head: &[u8]) -> bool {
    let (first, rest) = head.split_at(1.min(head.len()));
    let rest = rest.trim_ascii_start();
    match (first, rest.first()) {
        (b"[", Some(b'{')) => looks_like_json(rest),
        (b"[", Some(b']')) | (b"{", Some(b'}')) => rest.len() == 1 || rest.trim_ascii().len() == 1,
        (b"{", Some(b'"')) => key_follows(rest),
        _ => false,
    }
}

/// Whether a quoted string and a colon come next.
fn key_follows(bytes: &[u8]) -> bool {
    let inside = bytes.get(1..).unwrap_or_default();
    let Some(end) = memchr::memchr(b'"', inside) else {
        return false;
    };
    let after = inside.get(end + 1..).unwrap_or_default().trim_ascii_start();
    after.first() == Some(&b':') && !inside.get(..end).unwrap_or_default().contains(&b'\n')
}

/// A page, SGML, some XML, or a text that happens to begin with `<`.
fn markup(head: &[u8], hint: Option<Format>) -> Result<Format, FormatError> {
    if let Some(sgml) = sgml(head) {
        return Ok(sgml);
    }
    if feed::is_feed(head) {
        return Ok(Format::Feed);
    }
    if let Some(format) = iptc::of_head(head) {
        return Ok(format);
    }
    let (is_xml, head) = skip_prologue(head);
    let inside = head.strip_prefix(b"<").unwrap_or_default();
    if opens_with(inside, b"urlset") || opens_with(inside, b"sitemapindex") {
        return Err(FormatError::UnknownFormat(
            "sitemap, which holds addresses only",
        ));
    }
    let tags = if hint == Some(Format::Markdown) {
        PAGE_TAGS.get(..2).unwrap_or_default()
    } else {
        &PAGE_TAGS
    };
    if tags.iter().any(|tag| opens_with(inside, tag)) {
        return Ok(Format::Html);
    }
    match hint {
        Some(Format::Markdown | Format::Html) => Ok(hint.unwrap_or(Format::Html)),
        _ if is_xml => Err(FormatError::UnknownFormat("XML that is no web page")),
        Some(hint) if names_decide(hint) => Ok(hint),
        _ => Ok(Format::Text),
    }
}

fn sgml(head: &[u8]) -> Option<Format> {
    let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    if opens_with(head, b"<!doctype lewis") || opens_with(head, b"<reuters") {
        return Some(Format::Reuters);
    }
    let trec = opens_with(head, b"<doc") && (has(b"<DOCNO>") || has(b"<docno>"));
    let gigaword = opens_with(head, b"<doc id=");
    (trec || gigaword).then_some(Format::Trec)
}

/// Skips an XML declaration, comments and white space; true if there was a declaration.
fn skip_prologue(head: &[u8]) -> (bool, &[u8]) {
    let (mut rest, mut is_xml) = (head, false);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if opens_with(rest, b"<?xml") {
            is_xml = true;
            b"?>"
        } else {
            return (is_xml, rest);
        };
        let Some(at) = memchr::memmem::find(rest, end) else {
            return (is_xml, b"");
        };
        rest = rest.get(at + end.len()..).unwrap_or_default();
    }
}

/// Whether `bytes` begin with `name` in any case, and the name ends there.
fn opens_with(bytes: &[u8], name: &[u8]) -> bool {
    let Some((start, rest)) = bytes.split_at_checked(name.len()) else {
        return false;
    };
    let ends = name.ends_with(b"=") || rest.first().is_none_or(|b| !b.is_ascii_alphanumeric());
    start.eq_ignore_ascii_case(name) && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, name: &str) -> Option<Format> {
        detect(head.as_bytes(), name)
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(of("<!DOCTYPE html><html><p>x", "a.txt"), Some(Format::Html));
        assert_eq!(
            of("\u{feff}\n <!-- x --><HTML lang=en>", "a"),
            Some(Format::Html)
        );
        assert_eq!(
            of("<?xml version='1.0'?>\n<html xmlns='x'>", "a.xhtml"),
            Some(Format::Html)
        );
        assert_eq!(
            of("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "a.json"),
            Some(Format::JsonLines)
        );
        assert_eq!(of("{\n \"title\": \"a\"\n}", "a.jsonl"), Some(Format::Json));
        assert_eq!(
            of(
                "{\"title\":\"a\",\"contents\":[{\"type\":\"kicker\"},\n{\"type\":\"date\"}]}",
                "a"
            ),
            Some(Format::Json)
        );
        assert_eq!(of("[{\"title\":\"a\"}]", "a.txt"), Some(Format::Json));
        assert_eq!(
            of("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS ", "a.txt"),
            Some(Format::Reuters)
        );
        assert_eq!(
            of("<DOC>\n<DOCNO> AP88 </DOCNO>", "ap880212"),
            Some(Format::Trec)
        );
        assert_eq!(
            of("<DOC id=\"XIN_ENG_1\" type=\"story\">", "a"),
            Some(Format::Trec)
        );
    }

    #[test]
    fn the_name_decides_where_content_does_not() {
        assert_eq!(of("{\"title\":\"a\"}", "a.json"), Some(Format::Json));
        assert_eq!(
            of("{\"title\":\"a\"}\n", "a.ndjson"),
            Some(Format::JsonLines)
        );
        assert_eq!(of("Harbour opens\n\nText", "a.md"), Some(Format::Markdown));
        assert_eq!(
            of("<p align=center>Logo</p>\n\n# Title", "a.md"),
            Some(Format::Markdown)
        );
        assert_eq!(of("Harbour opens\n\nText", ""), Some(Format::Text));
        assert_eq!(of("", "a.txt"), Some(Format::Text));
        assert_eq!(of("", "a.json"), Some(Format::Json));
    }

    #[test]
    fn brackets_alone_are_no_json() {
        assert_eq!(
            of("[Photo: the harbour]\nText follows.", "a.txt"),
            Some(Format::Text)
        );
        assert_eq!(of("{Editor's note} Text follows.", "a"), Some(Format::Text));
        assert_eq!(of("<laughs> he said", "a.txt"), Some(Format::Text));
    }

    #[test]
    fn damaged_json_stays_json_under_its_name() {
        assert_eq!(
            of("{\"title\": \"a\n{\"title\":\"b\"}\n", "a.jsonl"),
            Some(Format::JsonLines)
        );
        assert_eq!(of("{title: 1", "a.json"), Some(Format::Json));
        assert_eq!(of("oops", "a.jsonl"), Some(Format::JsonLines));
    }

    #[test]
    fn other_formats_are_refused_by_name() {
        let reason = |head: &[u8]| of_stream(head, "a.txt").err().map(|e| e.to_string());
        assert_eq!(
            reason(b"%PDF-1.4").as_deref(),
            Some("not a known text format: PDF")
        );
        assert_eq!(
            reason(&[0; 64]).as_deref(),
            Some("not a known text format: binary data")
        );
        assert!(
            reason(b"version https://git-lfs.github.com/spec/v1\noid sha256:0")
                .unwrap_or_default()
                .contains("LFS")
        );
        assert!(
            reason(b"<?xml version=\"1.0\"?><opml>")
                .unwrap_or_default()
                .contains("XML")
        );
        assert_eq!(reason(b"one\0stray NUL does not make a text binary"), None);
    }
}
