//! Made-up messages as newsletters and Usenet have them.

use super::super::tests::{drafts, outcomes};
use crate::format::{Format, detect};

const NEWSLETTER: &str = "Return-Path: <news@beacon.test>\r\nFrom: \"The Beacon\" <news@beacon.test>\r\nTo: ann@x.test\r\nSubject: =?UTF-8?Q?Caf=C3=A9s?= open\r\n again\r\n\
    Date: Fri, 3 May 2024 08:00:00 +0200\r\nMessage-ID: <n1@beacon.test>\r\nList-Id: \"Beacon Daily\" <daily.beacon.test>\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"XX\"\r\n\r\n--XX\r\nContent-Type: multipart/alternative; boundary=\"YY\"\r\n\r\n--YY\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9s opened on =\r\nFriday.\r\n\r\nMore came.\r\n--YY\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--YY--\r\n\
    --XX\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nAttached.\r\n--XX--\r\n";

const POST: &str = "From -12345\nX-Google-Language: ENGLISH,ASCII-7-bit\nFrom: ann@uni.test (Ann Lee)\nNewsgroups: sci.sea,talk.ships\nSubject: Ships\n\
    Date: 12 Mar 85 03:14:15 EST\nMessage-ID: <7@uni.test>\n\nThey came in.\n>From then on it was quiet.\n\nFrom here it is far.\n-- \nAnn\n";

#[test]
fn a_newsletter_is_read_without_its_attachments() {
    assert_eq!(detect(NEWSLETTER.as_bytes(), "x"), Some(Format::Eml));
    let drafts = drafts(NEWSLETTER.as_bytes(), "x.eml");
    let [draft] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    assert_eq!(draft.title, "Cafés open again");
    assert_eq!(draft.body, "Cafés opened on Friday.\n\nMore came.");
    assert_eq!(draft.authors, ["The Beacon"]);
    assert_eq!(draft.date, "2024-05-03T08:00:00+02:00");
    assert_eq!(draft.source, "Beacon Daily");
    assert_eq!(draft.id.as_deref(), Some("n1@beacon.test"));
}

#[test]
fn html_alone_becomes_text() {
    let text = "From: a@x.test\nSubject: s\nContent-Type: text/html; charset=utf-8\n\n<html><head><title>Template 7</title><style>p{}</style></head><body><p>One</p><p>Two &amp; three</p></body></html>";
    let drafts = drafts(text.as_bytes(), "");
    assert!(
        matches!(drafts.as_slice(), [draft] if draft.body == "One\n\nTwo & three"),
        "{drafts:?}"
    );
}

#[test]
fn an_mbox_is_cut_at_separators_only() {
    let mbox = [
        POST,
        "\nFrom bo\nFrom: Bo <bo@uni.test>\nSubject: Two\n\nText.\n",
    ]
    .concat();
    assert_eq!(detect(mbox.as_bytes(), "sci.sea"), Some(Format::Mbox));
    let drafts = drafts(mbox.as_bytes(), "sci.sea.mbox");
    let [first, second] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    assert_eq!(first.section, "sci.sea, talk.ships");
    assert!(
        first
            .body
            .contains("\nFrom then on it was quiet.\n\nFrom here it is far."),
        "{first:?}"
    );
    assert_eq!(first.authors, ["Ann Lee"]);
    assert_eq!(
        (second.title.as_str(), second.body.as_str()),
        ("Two", "Text.")
    );
}

#[test]
fn undeclared_latin_1_is_read() {
    let post: Vec<u8> = POST
        .replace("quiet", "très calme à la plage, où le café déjà fermé")
        .chars()
        .map(|c| c as u8)
        .collect();
    let drafts = drafts(&post, "");
    assert!(
        matches!(drafts.as_slice(), [draft] if draft.body.contains("très calme à la plage")),
        "{drafts:?}"
    );
}

#[test]
fn huge_attachments_are_bounded_and_truncated_messages_kept() {
    let huge = "QUJD\n".repeat(4 << 20);
    let (head, _) = NEWSLETTER.split_once("Attached.").expect("the attachment");
    let mbox = format!("From a\n{head}{huge}\n\nFrom b\nFrom: b@x.test\nSubject: After\n\nText.\n");
    let outcomes = outcomes(mbox.as_bytes(), "x.mbox");
    let [(1, Ok(first)), (2, Ok(second))] = outcomes.as_slice() else {
        panic!("{} outcomes", outcomes.len());
    };
    assert_eq!(first.body, "Cafés opened on Friday.\n\nMore came.");
    assert_eq!(second.title, "After");
    let (cut, _) = NEWSLETTER.split_once("More").expect("the text");
    let drafts = drafts(cut.as_bytes(), "x.eml");
    assert!(
        matches!(drafts.as_slice(), [draft] if draft.body == "Cafés opened on Friday."),
        "{drafts:?}"
    );
}

#[test]
fn a_truncated_or_badly_quoted_text_is_decoded() {
    for cut in ["<p>HT", "QUJD"] {
        let packed = match cut {
            "QUJD" => "base64",
            _ => "quoted-printable",
        };
        let text = format!(
            "From: a@x.test\nSubject: s\nContent-Type: multipart/mixed; boundary=XX\n\n--XX\nContent-Type: text/html; charset=iso-8859-1\n\
             Content-Transfer-Encoding: {packed}\n\n{cut}"
        );
        let drafts = drafts(text.as_bytes(), "x.eml");
        assert!(
            matches!(drafts.as_slice(), [draft] if draft.body == "HT" || draft.body == "ABC"),
            "{drafts:?}"
        );
    }
    let text = "From: a@x.test\nSubject: s\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9\n==\nHere.\n";
    let drafts = drafts(text.as_bytes(), "x.eml");
    assert!(
        matches!(drafts.as_slice(), [draft] if draft.body == "Café\n==\nHere."),
        "{drafts:?}"
    );
}

#[test]
fn texts_that_look_like_mail_are_texts() {
    for text in [
        "From here on, all ships stop.\nText.",
        "Subject: a story\nText follows.",
        "Date: today\nFrom: the harbour\nships came in: many\nand more",
        "Note: this\n\nText",
    ] {
        assert_eq!(
            detect(text.as_bytes(), "a.txt"),
            Some(Format::Text),
            "{text}"
        );
    }
}
