//! JSON in the shapes that news comes in, whole and broken.

use super::super::tests::{drafts, outcomes, read};
use super::super::{Format, ReadOptions, parse_map};
use crate::article::Draft;

mod tools;

fn one(text: &str) -> Draft {
    drafts(text.as_bytes(), "a.json").pop().unwrap_or_default()
}

fn titles(text: &str) -> Vec<String> {
    drafts(text.as_bytes(), "a.json")
        .into_iter()
        .map(|draft| draft.title)
        .collect()
}

fn error(text: &str, name: &str) -> String {
    let mut errors = outcomes(text.as_bytes(), name)
        .into_iter()
        .filter_map(|(_, outcome)| outcome.err());
    errors.next().unwrap_or_default()
}

#[test]
fn fields_of_other_languages_are_guessed_after_the_english_ones() {
    let draft = one(
        r#"{"data":"2024-01-02","descripci\u00f3n":"S","Título":"T","texto":"B","sección":"Mundo","enlace":"http://x/","idioma":"es"}"#,
    );
    let expected = Draft {
        title: "T".to_owned(),
        body: "B".to_owned(),
        date: "2024-01-02".to_owned(),
        url: "http://x/".to_owned(),
        section: "Mundo".to_owned(),
        language: "es".to_owned(),
        day_first_names: true,
        ..Draft::default()
    };
    assert_eq!(draft, expected);
    let draft = one(r#"{"titulo":"T","title":"E","data":{"date":"2024-01-02","name":"x"}}"#);
    assert_eq!(
        (draft.title.as_str(), draft.date.as_str()),
        ("E", "2024-01-02")
    );
}

#[test]
fn what_is_too_long_for_a_date_is_none() {
    let text = format!(
        r#"{{"title":"T","data":"{}","dateline":"2024-01-02"}}"#,
        "x ".repeat(200)
    );
    assert_eq!(one(&text).date, "2024-01-02");
}

#[test]
fn fields_are_guessed() {
    let draft = one(
        r#"{"Headline":"H","maintext":"T","date_publish":"2024-01-02","source":{"id":null,"name":"Beacon"},
            "author":[{"name":"By Ann Lee"},{"first_name":"Bo","last_name":"Ek"}],"canonical_url":"http://x/","_id":{"$oid":"7"},
            "categories":["World","Asia"],"lang":"en","comments":[{"user":"x","text":"First!"},"Second"]}"#,
    );
    let expected = Draft {
        id: Some("7".to_owned()),
        title: "H".to_owned(),
        body: "T".to_owned(),
        comments: "First!\n\nSecond".to_owned(),
        source: "Beacon".to_owned(),
        authors: vec!["Ann Lee".to_owned(), "Bo Ek".to_owned()],
        date: "2024-01-02".to_owned(),
        url: "http://x/".to_owned(),
        section: "World, Asia".to_owned(),
        language: "en".to_owned(),
        ..Draft::default()
    };
    assert_eq!(draft, expected);
}

#[test]
fn better_names_win_and_empty_values_do_not() {
    assert_eq!(
        one(r#"{"description":"d","text":"t","title":"x"}"#).body,
        "t"
    );
    assert_eq!(
        one(r#"{"description":"d","text":" ","title":"x"}"#).body,
        "d"
    );
    assert_eq!(
        one(r#"{"title":"x","published":null,"date":"2020"}"#).date,
        "2020"
    );
    assert_eq!(one(r#"{"title":"x","comments":17}"#).comments, "");
}

#[test]
fn dates_are_kept_as_written() {
    assert_eq!(
        one(r#"{"title":"x","date":1414142536000}"#).date,
        "1414142536000"
    );
    assert_eq!(
        one(r#"{"title":"x","date":{"$date":{"$numberLong":"1414142536000"}}}"#).date,
        "1414142536000"
    );
    assert_eq!(
        one(r#"{"title":"x","date":{"$date":"2014-10-24T09:22:16Z"}}"#).date,
        "2014-10-24T09:22:16Z"
    );
    assert_eq!(one(r#"{"title":"x","published":null}"#).date, "");
}

#[test]
fn nested_records_are_read() {
    assert_eq!(
        one(r#"{"_index":"n","_id":"4","_source":{"title":"x","body":"y"}}"#).title,
        "x"
    );
    assert_eq!(
        one(r#"{"webTitle":"x","fields":{"bodyText":"y"}}"#).body,
        "y"
    );
    assert_eq!(
        one(r#"{"title":{"rendered":"A &amp; B"},"content":{"rendered":"<p>c</p><p>d</p>"}}"#).body,
        "c\n\nd"
    );
    let blocks = r#"{"title":"x","contents":[{"type":"title","content":"x"},{"content":"<i>One</i> &amp; two"},null,{"content":"Three"}]}"#;
    assert_eq!(one(blocks).body, "One & two\n\nThree");
}

#[test]
fn a_map_comes_before_guesses() {
    let text = br#"{"title":"wrong","meta":{"hed":"right"},"blob":"text"}"#;
    let options = ReadOptions {
        format: None,
        map: parse_map("title=meta.hed,body=blob").unwrap_or_default(),
    };
    let (outcomes, _) = read(text, "a.json", &options, 1 << 20);
    let draft = outcomes
        .into_iter()
        .find_map(|(_, outcome)| outcome.ok())
        .unwrap_or_default();
    assert_eq!(
        (draft.title.as_str(), draft.body.as_str()),
        ("right", "text")
    );
}

#[test]
fn our_own_export_comes_back_as_it_was() {
    let text = r#"{"id":"i","title":"On &amp; in <b>HTML</b>","body":"The tag <br> is\n\nwritten &lt;br&gt;","comments":"c","source":"s","authors":["By Way"],"published":"2024-01-02T03:04:05Z","url":"u","language":"en","section":"x","location":{"path":"p","member":null,"record":3}}"#;
    let draft = one(text);
    assert_eq!(draft.title, "On &amp; in <b>HTML</b>");
    assert_eq!(draft.body, "The tag <br> is\n\nwritten &lt;br&gt;");
    assert_eq!(draft.date, "2024-01-02T03:04:05Z");
    assert_eq!(draft.id.as_deref(), Some("i"));
}

#[test]
fn a_broken_line_costs_itself() {
    let text = "{\"title\":\"a\"}\r\n\n{\"title\":\"b\n{\"title\":\"\u{2028}c\"}\nnull\n{\"title\":\"\\ud800\"}\n{\"title\":\"d\"";
    let outcomes = outcomes(text.as_bytes(), "a.jsonl");
    let good: Vec<u64> = outcomes
        .iter()
        .filter(|(_, o)| o.is_ok())
        .map(|(record, _)| *record)
        .collect();
    let bad: Vec<u64> = outcomes
        .iter()
        .filter(|(_, o)| o.is_err())
        .map(|(record, _)| *record)
        .collect();
    assert_eq!((good, bad), (vec![1, 4, 6], vec![3, 5, 7]));
    let errors: Vec<String> = outcomes
        .into_iter()
        .filter_map(|(_, outcome)| outcome.err())
        .collect();
    assert_eq!(
        errors.first().map(String::as_str),
        Some("broken JSON at column 11: EOF while parsing a string")
    );
    assert_eq!(
        errors.get(1).map(String::as_str),
        Some("the record is null, not a JSON object")
    );
}

#[test]
fn columns_count_characters() {
    assert_eq!(
        error("{\"title\":\"ééé\",x}", "a.jsonl"),
        "broken JSON at column 16: key must be a string"
    );
}

#[test]
fn arrays_wrappers_and_sequences_are_lists() {
    let (a, b) = (r#"{"title":"a"}"#, r#"{"title":"b"}"#);
    for text in [
        format!("[{a},{b}]"),
        format!("[\n  {a},\n  {b}\n]\n"),
        format!("{a}{b}"),
        format!("{a}\n\n{b}"),
        format!("[{a}]\n[{b}]"),
        format!(r#"{{"status":"ok","articles":[{a},{b}],"total":2}}"#),
        format!(r#"{{"articles":[{a}],"page":1}}{{"articles":[{b}],"page":2}}"#),
        format!(r#"{{"response":{{"docs":[{a},{b}],"meta":{{}}}}}}"#),
        format!(r#"{{"hits":{{"total":2,"hits":[{{"_source":{a}}},{{"_source":{b}}}]}}}}"#),
    ] {
        assert_eq!(titles(&text), ["a", "b"], "{text}");
    }
}

#[test]
fn a_broken_element_costs_itself_if_the_next_can_be_found() {
    for broken in [
        r#"{"title":"b}"#,
        r#"{"title":"b""#,
        r#"{"title":b}"#,
        r#"{"title":["b"}"#,
        "{\"title\":\"b\n\"}",
    ] {
        let text =
            format!("[{{\"title\":\"a\"}},\n{broken},\n{{\"title\":\"c\"}},\n{{\"title\":\"d\"}}]");
        let outcomes = outcomes(text.as_bytes(), "a.json");
        let shape: Vec<bool> = outcomes
            .iter()
            .map(|(_, outcome)| outcome.is_ok())
            .collect();
        assert_eq!(shape, [true, false, true, true], "{text}");
    }
}

#[test]
fn a_truncated_list_keeps_its_whole_records() {
    for text in [
        r#"[{"title":"a"},{"title":"b"},{"title":"c"#,
        r#"{"articles":[{"title":"a"},{"title":"b"},{"title":"#,
    ] {
        let outcomes = outcomes(text.as_bytes(), "a.json");
        let shape: Vec<(u64, bool)> = outcomes
            .iter()
            .map(|(record, outcome)| (*record, outcome.is_ok()))
            .collect();
        assert_eq!(shape, [(1, true), (2, true), (3, false)]);
    }
}

#[test]
fn depth_is_refused_without_overflow() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(error(&format!("{{\"title\":{deep}}}"), "a.jsonl").contains("recursion"));
    assert!(error(&format!("[[{deep},{{\"a\":{deep}}}]]"), "a.json").contains("recursion"));
}

#[test]
fn a_record_of_unknown_fields_says_which_it_has() {
    let said = |text: &str| error(text, "a.jsonl");
    let short = said(r#"{"foo":1,"bar":"x"}"#);
    assert!(
        short.contains("among: foo, bar;") && short.contains("--map"),
        "{short}"
    );
    let keys: Vec<String> = (0..26)
        .map(|number| format!("\"ключ {number}\":1"))
        .collect();
    let long = said(&format!("{{\"{}\":1,{}}}", "é".repeat(50), keys.join(",")));
    let named = format!(
        "{}..., ключ 0, ключ 1, ключ 2, ключ 3, ключ 4 and 21 more;",
        "é".repeat(30)
    );
    assert!(long.contains(&named), "{long}");
    assert!(said("{}").contains("among: none;"), "{}", said("{}"));
}

#[test]
fn latin_1_is_decoded_record_by_record() {
    let bytes = b"{\"title\":\"caf\xe9 cr\xe8me \xe0 la carte\"}\n{\"title\":\"caf\xc3\xa9\"}\n";
    let titles: Vec<String> = drafts(bytes, "a.jsonl")
        .into_iter()
        .map(|draft| draft.title)
        .collect();
    assert_eq!(titles, ["café crème à la carte", "café"]);
}

#[test]
fn forced_formats_are_kept_to() {
    let options = ReadOptions {
        format: Some(Format::JsonLines),
        map: Vec::new(),
    };
    let (outcomes, _) = read(b"plain text\n", "a.txt", &options, 1 << 20);
    assert!(matches!(outcomes.as_slice(), [(1, Err(_))]));
}

#[test]
fn what_known_tools_write_needs_no_map() {
    let body = "Ships came in.\n\nMore came.";
    for (tool, text) in [
        (
            "news-please",
            r#"{"authors":["Ann"],"date_publish":"2024-05-01 08:00:00","filename":"x.json","maintext":"Ships came in.\n\nMore came.","source_domain":"beacon.test","title":"One","title_page":null,"url":"http://x"}"#,
        ),
        (
            "Fundus",
            r#"{"title":"One","body":{"summary":["S"],"sections":[{"headline":[],"paragraphs":["Ships came in.","More came."]}]},"authors":["Ann"],"publishing_date":"2024-05-01 08:00:00","topics":["Sea"]}"#,
        ),
        (
            "newspaper4k",
            r#"{"url":"http://x","title":"One","text":"Ships came in.\n\nMore came.","authors":["Ann"],"publish_date":"2024-05-01 08:00:00","top_image":"i.jpg","keywords":[]}"#,
        ),
        (
            "ninjs",
            r#"{"uri":"urn:x:1","type":"text","versioncreated":"2024-05-01 08:00:00","byline":"By Ann","headline":"One","body_xhtml":"<p>Ships came in.</p><p>More came.</p>"}"#,
        ),
        (
            "Washington Post",
            r#"{"id":"1","article_url":"http://x","title":"One","author":"Ann","published_date":"2024-05-01 08:00:00","contents":[{"type":"kicker","content":"Sea"},{"type":"title","content":"One"},{"type":"byline","content":"By Ann"},{"type":"date","content":1},{"type":"sanitized_html","subtype":"paragraph","content":"<b>Ships</b> came in."},{"type":"image","fullcaption":"Ship","content":"x"},null,{"type":"sanitized_html","content":"More came."},{"type":"author_info","content":"Ann writes."}],"type":"article","source":"The Post"}"#,
        ),
    ] {
        let draft = one(text);
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("One", body),
            "{tool}"
        );
        assert_eq!(
            (draft.date.as_str(), draft.authors.join("")),
            ("2024-05-01 08:00:00", "Ann".to_owned()),
            "{tool}"
        );
    }
}

#[test]
fn an_agency_is_the_source_of_what_names_no_other_but_for_our_own_export() {
    let feed = one(r#"{"title":"T","text":"x","agency":"AP"}"#);
    assert_eq!((feed.source.as_str(), feed.agency.as_str()), ("AP", "AP"));
    let exported = one(
        r#"{"title":"T","body":"x","source":"","agency":"AP","location":{"path":"a","member":null,"record":1}}"#,
    );
    assert_eq!(
        (exported.source.as_str(), exported.agency.as_str()),
        ("", "AP")
    );
}
