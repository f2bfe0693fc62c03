//! Pages as sites write them, whole and broken.

use super::super::tests::{drafts, outcomes};
use crate::article::{Draft, NoArticle};

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
    assert!(!draft.body.contains("opens after storm"), "{}", draft.body);
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
fn a_page_without_article_is_no_failure() {
    let nothing = Some(NoArticle::NoMainText);
    assert_eq!(page("<html><body></body></html>").no_article, nothing);
    let titled = page("<html><title>Only this</title>");
    assert_eq!(
        (titled.title.as_str(), titled.no_article),
        ("Only this", nothing)
    );
}

/// A page with this head and body; its text is none that says what the page is.
fn kind(head: &str, body: &str) -> Option<NoArticle> {
    page(&format!(
        "<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    ))
    .no_article
}

#[test]
fn front_pages_and_sections_are_lists() {
    let teaser = "<div><h3><a href='/1'>Northport opens again</a></h3><p>The harbour opened on Tuesday.</p></div>";
    assert_eq!(kind("", &teaser.repeat(12)), Some(NoArticle::List));
    let front = "<link rel='canonical' href='https://beacon.example/'>";
    assert_eq!(kind(front, &teaser.repeat(2)), Some(NoArticle::List));
    let list = "<script type='application/ld+json'>[{\"@type\": [\"CollectionPage\"]}]</script>";
    assert_eq!(kind(list, &teaser.repeat(2)), Some(NoArticle::List));
}

#[test]
fn errors_forms_and_dialogs_are_no_articles() {
    let text = "<div><p>We are sorry that what you look for has gone. Try the search.</p></div>";
    assert_eq!(
        kind("<title>404 | Beacon</title>", text),
        Some(NoArticle::ErrorPage)
    );
    let named = page(&format!(
        "<html><body class='home error404'>{text}</body></html>"
    ));
    assert_eq!(named.no_article, Some(NoArticle::ErrorPage));
    let form = format!("{text}<form><input name=u><input type=password></form>");
    assert_eq!(kind("", &form), Some(NoArticle::LoginWall));
    let dialog = format!(
        "<div class='cmp-consent'>{}</div><p>Beacon.</p>",
        text.repeat(6)
    );
    assert_eq!(kind("", &dialog), Some(NoArticle::ConsentWall));
}

#[test]
fn short_articles_are_articles() {
    let brief = "<article><h1>Harbour open</h1><p>The harbour opened.</p></article>";
    let related = "<h3><a href='/1'>Another storm, another pier</a></h3>".repeat(12);
    let form = "<form><input type=password></form>";
    let declared = "<meta property='og:type' content='article'>";
    assert_eq!(kind("", brief), None);
    assert_eq!(
        kind(
            "",
            "<p>The harbour of Northport opened again on Tuesday.</p>"
        ),
        None
    );
    assert_eq!(kind(declared, &format!("{brief}{related}{form}")), None);
    assert_eq!(
        kind("<title>404 ships in harbour | Beacon</title>", PAGE),
        None
    );
    let long_heading = "<h1>Harbour of Northport opens again</h1>";
    let text = "<p>The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.</p>";
    let site = "<h1><a href='/'>Beacon</a></h1>";
    let short = format!("{site}<div>{long_heading}{}</div>{related}", text.repeat(3));
    let title = "<title>Harbour of Northport opens again | Beacon</title>";
    assert_eq!(kind(title, &short), None);
    assert_eq!(kind("", &short), Some(NoArticle::List));
    let long = format!("{PAGE}{}{form}", PAGE.repeat(3));
    assert_eq!(kind("", &long), None);
}

#[test]
fn an_article_beside_a_long_dialog_or_a_form_is_one() {
    let dialog = "<div class='cookie-list'><p>Partners of ours keep what you read for up to a year.</p></div>";
    let text = "<div><p>The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.</p>\
        <p>Harbour master Bo Ek, who had slept in his office, said the piers held and the cranes were tested twice.</p></div>";
    assert_eq!(kind("", &format!("{text}{}", dialog.repeat(30))), None);
    assert_eq!(
        kind("", &format!("<form><input type=password></form>{text}")),
        None
    );
}

#[test]
fn a_short_article_beside_many_others_is_one() {
    let teaser = "<div><h3><a href='/1'>Northport opens again</a></h3></div>".repeat(12);
    let text = "<p>The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.</p>\
        <p>Harbour master Bo Ek, who had slept in his office, said the piers held and the cranes were tested twice.</p>";
    let under = |heading: &str| kind("", &format!("<div><h1>{heading}</h1>{text}</div>{teaser}"));
    assert_eq!(under("Harbour of Northport opens after the storm"), None);
    assert_eq!(under("Local"), Some(NoArticle::List));
}

#[test]
fn errors_are_told_in_any_language() {
    let text = "<div><p>Leider gibt es diese Seite nicht mehr. Versuchen Sie die Suche.</p></div>";
    for title in [
        "Fehler 404",
        "404 – Bote",
        "Erreur 404 | Phare",
        "404 Not Found",
    ] {
        let found = kind(&format!("<title>{title}</title>"), text);
        assert_eq!(found, Some(NoArticle::ErrorPage), "{title}");
    }
    assert_eq!(kind("<title>Nach dem 404 im Hafen</title>", text), None);
}

#[test]
fn a_text_that_comes_by_a_script_is_taken_from_the_description() {
    let sentence = "The harbour of Northport opened again on Tuesday, after a storm had closed it.";
    let text = [sentence; 6].join("\\n");
    let json = format!(
        "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Harbour opens\", \"articleBody\": \"{text}\"}}</script>"
    );
    let draft = page(&format!(
        "<html><head>{json}</head><body><div id=app></div><p>Loading.</p></body></html>"
    ));
    assert_eq!(
        (draft.no_article, draft.body),
        (None, [sentence; 6].join("\n\n"))
    );
    let whole = PAGE.replace("</head>", &format!("{json}</head>"));
    assert!(
        page(&whole).body.contains("slept in his office"),
        "what the page shows is better"
    );
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

#[test]
fn an_article_in_a_box_that_both_extractors_pass_over_is_found() {
    let text = "The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.";
    let section = |n: usize| format!("<section><span>{n}: {text}</span></section>");
    let article: String = (1..9).map(section).collect();
    let draft = page(&format!(
        "<html><head><title>The piers hold</title></head><body><h2>The piers hold</h2>\
         <p>About us</p><p>The Beacon is a paper of the port, and of its people.</p>\
         <div class='share' style='visibility: hidden'>{article}</div><p>Sent</p></body></html>"
    ));
    assert_eq!(
        draft.body.matches("four days after").count(),
        8,
        "{}",
        draft.body
    );
    assert!(!draft.body.contains("About us"), "{}", draft.body);
}

#[test]
fn menus_made_of_headings_make_no_list_and_a_second_heading_may_be_the_headline() {
    let text = "<p>The harbour of Northport opened again on Tuesday, four days after the storm had closed it to all ships.</p>";
    let menu = "<h3><a href='/1'>Sport</a></h3>".repeat(12);
    assert_eq!(
        kind("", &format!("{menu}<div>{text}{text}{text}</div>")),
        None
    );
    let related = "<h3><a href='/1'>Another storm, another pier</a></h3>".repeat(12);
    let body = format!(
        "<h2>Harbour of Northport opens again</h2><div>{}</div>{related}",
        text.repeat(3)
    );
    assert_eq!(
        kind(
            "<title>Harbour of Northport opens again - Beacon</title>",
            &body
        ),
        None
    );
    assert_eq!(kind("<title>Beacon</title>", &body), Some(NoArticle::List));
}

#[test]
fn the_date_printed_below_the_headline_is_taken_where_none_is_declared() {
    let body = "<div><h1>北港港口在風暴過後重新開放</h1><p>2024年3月5日 06:07 記者李明</p>\
        <p>北港港口在風暴過後四天於週二重新開放，所有船隻均可進出，港務長表示碼頭沒有受損，起重機也已檢查兩次。</p>\
        <p>2021-01-01</p></div>";
    let draft = page(&format!("<html><body>{body}</body></html>"));
    assert_eq!(draft.date, "2024-03-05 06:07");
}
