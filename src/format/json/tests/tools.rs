//! Records as the usual tools and standards write them, with invented content.

use crate::article::Draft;
use crate::format::tests::drafts;

fn only(json: &str) -> Draft {
    let found = drafts(json.as_bytes(), "a.json");
    let [draft] = found.as_slice() else {
        panic!("{found:?}");
    };
    draft.clone()
}

/// Title, body, source, address, date, authors joined, language.
fn summary(draft: &Draft) -> [String; 7] {
    let draft = draft.clone();
    let authors = draft.authors.join(", ");
    [
        draft.title,
        draft.body,
        draft.source,
        draft.url,
        draft.date,
        authors,
        draft.language,
    ]
}

#[test]
fn news_please() {
    let draft = only(
        r#"{"authors":["Ann Lee"],"date_download":"2024-06-01 10:00:00","date_modify":null,"date_publish":"2024-05-03 08:00:00","description":"Short.",
        "filename":"x.json","image_url":null,"language":"en","localpath":null,"maintext":"Ships came.","source_domain":"beacon.test","text":null,
        "title":"Harbour opens","title_page":null,"title_rss":null,"url":"https://beacon.test/1"}"#,
    );
    assert_eq!(
        summary(&draft),
        [
            "Harbour opens",
            "Ships came.",
            "beacon.test",
            "https://beacon.test/1",
            "2024-05-03 08:00:00",
            "Ann Lee",
            "en"
        ]
    );
}

#[test]
fn fundus() {
    let draft = only(
        r#"{"title":"Harbour opens","authors":["Ann Lee","Bo Ray"],"body":{"summary":["Short."],"sections":[{"headline":[],"paragraphs":["Ships came.","More came."]},
        {"headline":["After"],"paragraphs":["Rain."]}]},"publishing_date":"2024-05-03 08:00:00+02:00","topics":["Sea"],"free_access":true,"lang":"en","publisher":"The Beacon",
        "html":{"requested_url":"https://beacon.test/1","content":"<html></html>"}}"#,
    );
    assert_eq!(
        summary(&draft),
        [
            "Harbour opens",
            "Ships came.\n\nMore came.\n\nRain.",
            "The Beacon",
            "",
            "2024-05-03 08:00:00+02:00",
            "Ann Lee, Bo Ray",
            "en"
        ]
    );
}

#[test]
fn trafilatura() {
    let draft = only(
        r#"{"title":"Harbour opens","author":"Ann Lee","hostname":"beacon.test","date":"2024-05-03","fingerprint":"f","id":null,"license":null,"comments":"","raw_text":"Ships came.",
        "text":"Ships came.","language":null,"image":null,"pagetype":"article","source":"https://beacon.test/1","source-hostname":"The Beacon","excerpt":"Short.","categories":"Local","tags":""}"#,
    );
    assert_eq!(
        summary(&draft),
        [
            "Harbour opens",
            "Ships came.",
            "The Beacon",
            "https://beacon.test/1",
            "2024-05-03",
            "Ann Lee",
            ""
        ]
    );
    assert_eq!(draft.section, "Local");
    assert_eq!(
        only(r#"{"title":"a","source":"https://beacon.test/"}"#).source,
        "https://beacon.test/"
    );
}

#[test]
fn newspaper4k() {
    let draft = only(
        r#"{"url":"https://beacon.test/1","read_more_link":"","language":"en","title":"Harbour opens","top_image":"","images":[],"keywords":["ships"],"tags":[],"authors":["Ann Lee"],
        "publish_date":"2024-05-03T08:00:00","summary":"Short.","meta_description":"Short.","meta_lang":"en","meta_site_name":"The Beacon","canonical_link":"https://beacon.test/1","text":"Ships came."}"#,
    );
    assert_eq!(
        summary(&draft),
        [
            "Harbour opens",
            "Ships came.",
            "The Beacon",
            "https://beacon.test/1",
            "2024-05-03T08:00:00",
            "Ann Lee",
            "en"
        ]
    );
}

#[test]
fn ninjs_of_all_versions() {
    let first = only(
        r#"{"uri":"http://tpa.test/1","type":"text","mimetype":"text/plain","version":"1","versioncreated":"2024-05-03T08:00:00Z","pubstatus":"usable","language":"en","byline":"By Ann Lee",
        "headline":"Harbour opens","copyrightholder":"TPA","subject":[{"name":"Transport"}],"body_text":"Ships came.","body_xhtml":"<p>Ships came.</p>","description_text":"Short."}"#,
    );
    assert_eq!(
        summary(&first),
        [
            "Harbour opens",
            "Ships came.",
            "TPA",
            "http://tpa.test/1",
            "2024-05-03T08:00:00Z",
            "Ann Lee",
            "en"
        ]
    );
    let second = only(
        r#"{"uri":"http://tpa.test/1","standard":{"name":"ninjs","version":"2.1"},"type":"text","language":"en","versioncreated":"2024-05-03T08:00:00Z","by":"By Ann Lee",
        "headlines":[{"role":"main","value":"Harbour opens"}],"bodies":[{"role":"main","contenttype":"text/html","value":"<p>Ships came.</p><p>More.</p>"},{"contenttype":"text/plain","value":"Ships came."}],
        "descriptions":[{"contenttype":"text/plain","value":"Short."}],"infosources":[{"name":"TPA"}],"subjects":[{"name":"Transport","uri":"x"}]}"#,
    );
    assert_eq!(
        summary(&second),
        [
            "Harbour opens",
            "Ships came.\n\nMore.",
            "TPA",
            "http://tpa.test/1",
            "2024-05-03T08:00:00Z",
            "Ann Lee",
            "en"
        ]
    );
    assert_eq!(second.section, "Transport");
}

#[test]
fn washington_post() {
    let draft = only(
        r#"{"id":"w1","article_url":"https://post.test/1","title":"Harbour opens","author":"Ann Lee","published_date":1714723200000,"contents":[{"content":"Local","mime":"text/plain","type":"kicker"},
        {"content":"Harbour opens","type":"title"},{"content":"By Ann Lee","type":"byline"},null,{"fullcaption":"A ship","imageURL":"x","type":"image"},{"content":1714723200000,"type":"date"},
        {"content":"Ships <b>came</b> &amp; went.","subtype":"paragraph","type":"sanitized_html","mime":"text/html"},{"content":"More.","subtype":"paragraph","type":"sanitized_html"},
        {"role":"","type":"author_info","name":"Ann Lee","bio":"Ann writes."}],"type":"article","source":"The Washington Post"}"#,
    );
    assert_eq!(
        summary(&draft),
        [
            "Harbour opens",
            "Ships came & went.\n\nMore.",
            "The Washington Post",
            "https://post.test/1",
            "1714723200000",
            "Ann Lee",
            ""
        ]
    );
}
