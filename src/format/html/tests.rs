//! Pages as sites write them, whole and broken.

use super::super::tests::{drafts, outcomes};
use crate::article::Draft;

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head>
<title>Harbour opens after storm | Northport Beacon</title>
<meta property="og:title" content="Harbour opens after storm">
<meta property="og:site_name" content="Northport Beacon">
<meta property="article:published_time" content="2024-03-05T06:07:08+01:00">
<meta property="article:section" content="Local">
<meta name="author" content="Ann Lee">
<link rel="canonical" href="https://beacon.example/harbour">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Harbour opens after storm</h1>
<p>The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.</p>
<p>Harbour master <b>Bo Ek</b>, who had slept in his office, said the piers held and the cranes were tested twice.</p>
<p>Two ferries and a coaster had waited outside. Caf&eacute;s on the quay served free coffee to their crews at noon.</p>
</article>
<footer>Copyright Northport Beacon, all rights reserved</footer>
</body></html>"#;

fn page(text: &str) -> Draft {
    drafts(text.as_bytes(), "a.html").pop().unwrap_or_default()
}

#[test]
fn a_page_becomes_an_article() {
    let draft = page(PAGE);
    assert_eq!(draft.title, "Harbour opens after storm");
    assert_eq!(draft.source, "Northport Beacon");
    assert_eq!(draft.authors, ["Ann Lee"]);
    assert_eq!(draft.date, "2024-03-05T06:07:08+01:00");
    assert_eq!(
        (draft.section.as_str(), draft.language.as_str()),
        ("Local", "en-GB")
    );
    assert_eq!(draft.url, "https://beacon.example/harbour");
    let paragraphs: Vec<&str> = draft
        .body
        .split("\n\n")
        .filter(|text| text.ends_with('.'))
        .collect();
    assert_eq!(paragraphs.len(), 3, "{}", draft.body);
    assert!(
        draft.body.contains("master Bo Ek, who") && draft.body.contains("Cafés"),
        "{}",
        draft.body
    );
    assert!(
        !draft.body.contains("Home") && !draft.body.contains("rights reserved"),
        "{}",
        draft.body
    );
}

#[test]
fn a_truncated_page_keeps_what_it_has() {
    let half = PAGE.split("Two ferries").next().unwrap_or_default();
    let draft = page(half);
    assert!(draft.body.contains("slept in his office"), "{}", draft.body);
}

#[test]
fn a_page_without_article_is_empty_and_no_failure() {
    assert_eq!(page("<html><body></body></html>"), Draft::default());
    assert_eq!(page("<html><title>Only this</title>").title, "Only this");
}

#[test]
fn a_page_nested_without_end_is_refused() {
    let deep = format!("<html>{}text", "<div>".repeat(100_000));
    let errors: Vec<String> = outcomes(deep.as_bytes(), "a")
        .into_iter()
        .filter_map(|(_, outcome)| outcome.err())
        .collect();
    assert_eq!(
        errors,
        ["the page could not be taken apart: its elements are nested too deeply"]
    );
}

#[test]
fn a_page_in_latin_1_is_decoded() {
    let latin: Vec<u8> = PAGE
        .replace("&eacute;", "\u{e9}")
        .chars()
        .map(|c| c as u8)
        .collect();
    let draft = drafts(&latin, "a.html").pop().unwrap_or_default();
    assert!(draft.body.contains("Cafés on the quay"), "{}", draft.body);
}
