use super::super::ReadOptions;
use super::super::tests::{drafts, outcomes, read as read_all};
use super::*;
use std::io::Write;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Harbour opens</title></head><body><article>\
    <h1>Harbour opens</h1><p>Ships came in on Friday for the first time since the storm, the mayor said.</p>\
    <p>More of them were expected over the weekend, and the pilots were ready.</p></article></body></html>";

fn record(kind: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Target-URI: <http://www.beacon.test/a b>\r\n\
         WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len(),
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    record(
        "response",
        "application/http; msgtype=response",
        &answer(headers, body),
    )
}

fn page(title: &str) -> Vec<u8> {
    response(
        "Content-Type: text/html",
        PAGE.replace("Harbour", title).as_bytes(),
    )
}

fn only(bytes: &[u8]) -> Draft {
    let mut drafts = drafts(bytes, "a.warc");
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

#[test]
fn a_response_is_an_article_and_the_capture_is_no_date() {
    let draft = only(&page("Harbour"));
    assert_eq!(draft.title, "Harbour opens");
    assert!(draft.body.contains("Ships came in"));
    assert_eq!(draft.url, "http://www.beacon.test/a b");
    assert_eq!(draft.source, "beacon.test");
    assert!(draft.id.is_some_and(|id| id.starts_with("urn:uuid:")));
    assert_eq!(draft.date, "");
}

#[test]
fn what_is_no_page_is_passed_over_and_keeps_its_number() {
    let request = record(
        "request",
        "application/http; msgtype=request",
        b"GET / HTTP/1.0\r\n\r\n",
    );
    let film = response("Content-Type: video/mp4", &vec![0; 300_000]);
    let revisit = record(
        "revisit",
        "application/http",
        &answer("Content-Type: text/html", b""),
    );
    let missing = record(
        "response",
        "application/http",
        b"HTTP/1.1 404 Not Found\r\n\r\n<p>gone</p>",
    );
    let undeclared_picture = response("Server: x", b"\x89PNG\r\n");
    let archive = [
        request,
        film,
        revisit,
        missing,
        undeclared_picture,
        page("Harbour"),
    ]
    .concat();
    let outcomes = outcomes(&archive, "a.warc");
    assert!(matches!(outcomes.as_slice(), [(6, Ok(_))]), "{outcomes:?}");
    let mut passed_over = 0;
    let options = ReadOptions::default();
    let ended = super::super::split(&mut archive.as_slice(), "", &options, 1, &mut |chunk| {
        assert!(chunk.bytes.len() < 2_000, "the film is not handed on");
        passed_over += parse(&chunk, &mut |_| {}).total();
        std::ops::ControlFlow::Continue(())
    });
    assert!(ended.is_ok());
    assert_eq!(passed_over, 5);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in bytes.chunks(50) {
        out.extend(format!("{:x};note=1\r\n", chunk.len()).into_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}

#[test]
fn bodies_are_put_together_and_unpacked() {
    let plain = only(&page("Harbour")).body;
    let html = "Content-Type: text/html";
    let page = PAGE.as_bytes();
    for (headers, body) in [
        ("Transfer-Encoding: chunked", chunked(page)),
        ("Content-Encoding: gzip", gzip(page)),
        (
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            chunked(&gzip(page)),
        ),
        (
            "Content-Encoding: zstd",
            zstd::encode_all(page, 1).expect("memory"),
        ),
        // What was said of the body is no longer true of it.
        (
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            page.to_vec(),
        ),
        ("Content-Encoding: br", page.to_vec()),
        ("Content-Encoding: deflate", page.to_vec()),
    ] {
        let draft = only(&response(&format!("{html}\r\n{headers}"), &body));
        assert_eq!(draft.body, plain, "{headers}");
    }
    let broken_off = chunked(page)
        .get(..200)
        .map(<[u8]>::to_vec)
        .unwrap_or_default();
    assert!(
        drafts(
            &response(
                &format!("{html}\r\nTransfer-Encoding: chunked"),
                &broken_off
            ),
            ""
        )
        .len()
            == 1
    );
}

#[test]
fn damaged_bodies_fail_and_bombs_are_stopped() {
    let headers = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let mut cut = gzip(PAGE.as_bytes());
    cut.truncate(cut.len() / 2);
    let bomb = gzip(&vec![b'a'; 40 << 20]);
    let archive = [
        response(headers, &cut),
        response(headers, &bomb),
        page("Harbour"),
    ]
    .concat();
    let outcomes = outcomes(&archive, "a.warc");
    let [(1, Err(first)), (2, Err(second)), (3, Ok(_))] = outcomes.as_slice() else {
        panic!("{outcomes:?}");
    };
    assert!(first.contains("gzip body"), "{first}");
    assert!(second.contains("larger than"), "{second}");
}

#[test]
fn a_page_that_is_whole_is_read_although_its_frame_is_cut() {
    let mut packed = gzip(PAGE.as_bytes());
    packed.truncate(packed.len() - 6);
    let headers = "Content-Type: text/html\r\nContent-Encoding: gzip";
    assert_eq!(only(&response(headers, &packed)).title, "Harbour opens");
    let long = String::from_utf8(page("Harbour")).expect("ASCII");
    let length = answer("Content-Type: text/html", PAGE.as_bytes()).len();
    let long = long.replace(
        &format!("Length: {length}"),
        &format!("Length: {}", length + 12),
    );
    let outcomes = outcomes(long.as_bytes(), "a.warc");
    let [(1, Ok(draft)), (1, Err(error))] = outcomes.as_slice() else {
        panic!("{outcomes:?}");
    };
    assert_eq!(draft.title, "Harbour opens");
    assert!(error.contains("wrong length"), "{error}");
}

/// The archive of one page after another, with the length of the first changed by so much.
fn with_wrong_length(first: &[u8], by: i64) -> Vec<u8> {
    let text = String::from_utf8_lossy(first).into_owned();
    let (before, after) = text.split_once("Content-Length: ").expect("a length");
    let (length, after) = after.split_once('\r').expect("a line end");
    let length = length.parse::<i64>().expect("a number") + by;
    let changed = format!("{before}Content-Length: {length}\r{after}");
    [changed.into_bytes(), page("Two"), page("Three")].concat()
}

#[test]
fn wrong_lengths_are_noticed_and_lose_nothing() {
    let request = record(
        "request",
        "application/http",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    );
    for (first, is_page) in [(page("One"), true), (request, false)] {
        for by in [-20, 7, 100, 500, 700] {
            let archive = with_wrong_length(&first, by);
            for chunk_bytes in [1, 1 << 20] {
                let (outcomes, _) =
                    read_all(&archive, "a.warc", &ReadOptions::default(), chunk_bytes);
                let shape: Vec<(u64, bool)> =
                    outcomes.iter().map(|(n, o)| (*n, o.is_ok())).collect();
                let expected = [(1, true), (1, false), (2, true), (3, true)];
                let expected = expected.get(usize::from(!is_page)..).unwrap_or_default();
                assert_eq!(shape, expected, "{by}: {outcomes:?}");
            }
        }
    }
}

#[test]
fn charsets_come_from_the_server_then_from_the_page() {
    let latin = |page: &str| -> Vec<u8> { page.chars().map(|c| c as u8).collect() };
    let body = latin(&PAGE.replace("Harbour", "Café"));
    let draft = only(&response(
        "Content-Type: text/html; charset=iso-8859-1",
        &body,
    ));
    assert_eq!(draft.title, "Café opens");
    let polish = PAGE.replace("Harbour", "Łódź");
    let polish = encoding_rs::ISO_8859_2.encode(&polish).0.into_owned();
    let draft = only(&response(
        "Content-Type: text/html;charset=\"ISO-8859-2\"",
        &polish,
    ));
    assert_eq!(draft.title, "Łódź opens");
}

#[test]
fn a_broken_record_costs_itself() {
    let bad = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n".to_vec();
    let archive = [
        page("One"),
        bad,
        page("Two"),
        b"stray bytes\r\nand more\r\n".to_vec(),
        page("Three"),
    ]
    .concat();
    let outcomes = outcomes(&archive, "a.warc");
    let shape: Vec<(u64, bool)> = outcomes.iter().map(|(n, o)| (*n, o.is_ok())).collect();
    assert_eq!(
        shape,
        [(1, true), (2, false), (3, true), (4, false), (5, true)],
        "{outcomes:?}"
    );
}

#[test]
fn a_truncated_archive_keeps_its_whole_records() {
    let archive = [page("One"), page("Two")].concat();
    let two = page("Two").len();
    for missing in [105, 200, two - 20] {
        let cut = archive.get(..archive.len() - missing).unwrap_or_default();
        let (outcomes, ended) = read_all(cut, "a.warc", &ReadOptions::default(), 1 << 20);
        let [(1, Ok(_)), (2, Err(error))] = outcomes.as_slice() else {
            panic!("{missing}: {outcomes:?}");
        };
        assert!(
            error.contains("ends early") || error.contains("how long"),
            "{error}"
        );
        assert!(!ended || missing == two - 20);
    }
}

#[test]
fn pages_and_texts_without_http_are_read() {
    let resource = record("resource", "text/html; charset=utf-8", PAGE.as_bytes());
    let wet = record(
        "conversion",
        "text/plain",
        b"Harbour opens again\n\nShips came in.",
    );
    let drafts = drafts(&[resource, wet].concat(), "a.warc.wet");
    let titles: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!(titles, ["Harbour opens", "Harbour opens again"]);
}

fn arc(lines: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out =
        b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 20\n1 0 Some Archive Inc\n".to_vec();
    for (line, block) in lines {
        out.extend(line.replace("LEN", &block.len().to_string()).into_bytes());
        out.push(b'\n');
        out.extend_from_slice(block);
        out.push(b'\n');
    }
    out
}

#[test]
fn arc_is_read_spaces_in_addresses_and_bad_lengths_included() {
    let page = answer("Content-Type: text/html", PAGE.as_bytes());
    let archive = arc(&[
        (
            "http://a.test/x?a=b c d 10.0.0.1 20140216050221 text/html LEN",
            page.clone(),
        ),
        (
            "http://a.test/y 10.0.0.1 20140216050221 text/html -1",
            Vec::new(),
        ),
        (
            "http://a.test/z 10.0.0.1 20140216050221 image/png LEN",
            answer("Content-Type: image/png", b"x"),
        ),
        (
            "http://a.test/v2 10.0.0.1 20140216050221 text/html 200 - - 17 a.arc LEN",
            page,
        ),
    ]);
    let outcomes = outcomes(&archive, "a.arc");
    let [(2, Ok(first)), (3, Err(error)), (5, Ok(last))] = outcomes.as_slice() else {
        panic!("{outcomes:?}");
    };
    assert_eq!(first.url, "http://a.test/x?a=b c d");
    assert_eq!(last.url, "http://a.test/v2");
    assert!(error.contains("how long"), "{error}");
}
