//! What holds for every format: no cut changes the result, no input panics, nothing is lost without a word.

use super::*;
use proptest::prelude::*;
use std::io::{self, BufReader, Read};

/// Each record's number and draft, or the words of its error.
pub(super) type Outcomes = Vec<(u64, Result<Draft, String>)>;

/// Splits and parses; true if the split itself ended without error.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    options: &ReadOptions,
    chunk_bytes: usize,
) -> (Outcomes, bool) {
    read_from(&mut { bytes }, name, options, chunk_bytes)
}

fn read_from(
    bytes: &mut dyn BufRead,
    name: &str,
    options: &ReadOptions,
    chunk_bytes: usize,
) -> (Outcomes, bool) {
    let mut outcomes = Vec::new();
    let mut sink = |parsed: Parsed| {
        outcomes.push((
            parsed.record,
            parsed.draft.map_err(|error| error.to_string()),
        ))
    };
    let ended = split(bytes, name, options, chunk_bytes, &mut |chunk| {
        parse(&chunk, options, &mut sink);
        ControlFlow::Continue(())
    });
    let is_ok = ended.is_ok();
    if let Err((record, error)) = ended {
        outcomes.push((record, Err(error.to_string())));
    }
    (outcomes, is_ok)
}

/// As the defaults read it.
pub(super) fn outcomes(bytes: &[u8], name: &str) -> Outcomes {
    read(bytes, name, &ReadOptions::default(), 1 << 20).0
}

/// The drafts that could be read.
pub(super) fn drafts(bytes: &[u8], name: &str) -> Vec<Draft> {
    outcomes(bytes, name)
        .into_iter()
        .filter_map(|(_, outcome)| outcome.ok())
        .collect()
}

const SAMPLES: [(&str, &str); 18] = [
    ("a.txt", "Harbour opens again\n\nShips came in on Friday.\n"),
    (
        "a.md",
        "---\nlang: en\n---\n# Harbour opens\n\nShips *came* in.\n",
    ),
    (
        "a.jsonl",
        "{\"title\":\"a\"}\r\n\n{\"title\":\n{\"title\":\"c\u{2028}\"}",
    ),
    (
        "a.json",
        "[{\"title\":\"a{\\\"\"}, {\"title\":\"b\n\"}, null,\n {\"title\":\"c\"}]\n[{\"title\":\"d\"}]",
    ),
    (
        "b.json",
        "{\"n\":2,\"articles\":[{\"title\":\"a\"},{\"title\":\"b\"}],\"x\":[1]} {\"articles\":[{\"title\":\"c\"}]}",
    ),
    (
        "c.json",
        "[{\"title\":\"a\"},{\"title\":\"b\",{\"title\":\"c\"},\n{\"title\":\"d\"}",
    ),
    (
        "a.html",
        "<!doctype html><html lang=en><title>Harbour</title><article><p>Ships came in on Friday, the mayor said.</article>",
    ),
    (
        "a.sgm",
        "<!DOCTYPE lewis>\n<REUTERS NEWID=\"1\"><TEXT>one</TEXT></REUTERS>\n<REUTERS NEWID=\"2\"><TEXT>two\n\
         <REUTERS NEWID=\"3\"><TEXT><TITLE>T</TITLE><BODY>three\n Reuter\n&#3;</BODY></TEXT></REUTERS>",
    ),
    (
        "b.sgm",
        "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<HEAD>H</HEAD><TEXT>\nabc\n</TEXT></DOC>\n<DOC><DOCNO>2</DOCNO></DOC><DOC>",
    ),
    (
        "a.csv",
        "\nid;title;body\r\n1;a;\"b\n\"\"c\"\r\n\n2;d\n3;\"e\\\"f\" g;h;\n4;\"i;\n5;j;k",
    ),
    (
        "a.xml",
        "<?xml version='1.0'?><rss><channel><title>T</title><language>en</language><item><title>a</title></item>\n<item>\
         <title>b</title><item><description><![CDATA[<p>c</p>]]></description></item ><itemize/><entry><id>1</id></entry></channel>",
    ),
    (
        "b.csv",
        "\n\nlccn;name;place\n1;The Beacon;Tarvon\n2;The Echo;Luma\n",
    ),
    (
        "a.nitf",
        "<?xml version='1.0'?><nitf><head><docdata><doc-id id-string='1'/></docdata></head><body><body.head><hedline><hl1>a</hl1></hedline>\
         </body.head><body.content><p>b</p></body.content></body></nitf>\n<nitf><body>cut</nitf ><nitf>",
    ),
    (
        "a.newsml",
        "<newsMessage xmlns='x'><itemSet><newsItem guid='1'><contentMeta><headline>a</headline></contentMeta></newsItem><packageItem guid='2'/>\
         <packageItem></packageItem><newsitem itemid='3'><headline>c</headline></newsitem><NewsItem><NewsItemId>4</NewsItemId></NewsItem></itemSet>",
    ),
    (
        "a.mbox",
        "From ann@beacon.test Fri May  3 08:00:00 2024\nFrom: Ann <ann@beacon.test>\nSubject: a\n\nText\n>From here on\n\nFrom then on\nnothing\n\n\
         From bo Sat May  4 2024\nFrom: bo@beacon.test\nSubject: b\n\n\nFrom cy\nFrom: cy@beacon.test\n\nx\n\nFrom ",
    ),
    (
        "a.eml",
        "From: Ann <ann@beacon.test>\r\nSubject: =?utf-8?q?caf=C3=A9?=\r\n\r\nText\r\n",
    ),
    (
        "a.warc",
        "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nGET\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\n\
         Content-Type: text/html\r\nContent-Length: 14\r\n\r\n<title>T</title\r\n\r\nWARC/1.1\n\nlost\nWARC/1.0\nContent-Length: 9\n\nabc",
    ),
    (
        "a.arc",
        "filedesc://x 0 20200101 text/plain 3\nabc\nhttp://a b 0 20200101 text/html 20\nHTTP/1.0 200 OK\n\n<p>\nhttp://c 0 20200101 text/html x",
    ),
];

#[test]
fn no_cut_changes_the_result() {
    let options = ReadOptions::default();
    for (name, text) in SAMPLES {
        let whole = read(text.as_bytes(), name, &options, 1 << 20);
        assert!(!whole.0.is_empty(), "{name}");
        for chunk_bytes in (0..40).chain([100, 1000]) {
            assert_eq!(
                read(text.as_bytes(), name, &options, chunk_bytes),
                whole,
                "{name} {chunk_bytes}"
            );
        }
    }
}

/// Every format, forced.
fn all_formats() -> impl Iterator<Item = ReadOptions> {
    FORMATS.into_iter().map(|(_, format)| ReadOptions {
        format: Some(format),
        map: Vec::new(),
    })
}

#[test]
fn nothing_is_read_from_nothing() {
    for nothing in ["", " \r\n\t\n", "\u{feff}", "\u{feff}\n"] {
        for options in all_formats() {
            for (_, outcome) in read(nothing.as_bytes(), "a", &options, 10).0 {
                let draft =
                    outcome.unwrap_or_else(|error| panic!("{nothing:?} {options:?}: {error}"));
                assert_eq!(
                    draft.title + draft.body.trim(),
                    "",
                    "{nothing:?} {options:?}"
                );
            }
        }
    }
}

#[test]
fn nasty_bytes_end_in_outcomes() {
    let deep = "<div>".repeat(50_000);
    let nul = "\0".repeat(1000);
    let latin = b"\xe9\xff\xfe\0<\x80>{\"\xe9".repeat(50);
    let open = "<DOC><DOCNO>1</DOCNO>".to_owned() + &"<P><a ".repeat(50_000) + "</DOC>";
    let braces = "[".to_owned() + &"{\"a\":\n".repeat(2_000);
    let half: Vec<&[u8]> = vec![
        b"<DOC>",
        b"<REUTERS ",
        b"{\"title\":\"",
        b"[",
        b"]",
        b"}",
        b"---\n",
        b"<",
        b"&#",
        b"<a b='",
    ];
    let inputs = half.into_iter().chain([
        deep.as_bytes(),
        nul.as_bytes(),
        &latin,
        open.as_bytes(),
        braces.as_bytes(),
    ]);
    for input in inputs {
        for options in all_formats() {
            read(input, "a", &options, 64);
        }
        read(input, "a.json", &ReadOptions::default(), 64);
    }
}

/// Bytes, then an error, as a truncated compressed file gives them.
struct Truncated<'a>(&'a [u8]);

impl Read for Truncated<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "truncated")),
            n => Ok(n),
        }
    }
}

#[test]
fn a_failing_stream_keeps_its_whole_records() {
    let cases = [
        ("a.jsonl", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"tit", 2),
        ("a.json", "[{\"title\":\"a\"},{\"title\":\"b\"},{\"tit", 2),
        (
            "a.sgm",
            "<REUTERS NEWID=\"1\"><TEXT>one</TEXT></REUTERS>\n<REUTERS NEWID=\"2\"><TEXT>two",
            1,
        ),
        ("a.txt", "Harbour opens\nShips", 0),
    ];
    for (name, text, whole) in cases {
        for chunk_bytes in [1, 16, 1 << 20] {
            let mut stream = BufReader::new(Truncated(text.as_bytes()));
            let (outcomes, ended_well) =
                read_from(&mut stream, name, &ReadOptions::default(), chunk_bytes);
            assert!(!ended_well, "{name}");
            let good = outcomes
                .iter()
                .filter(|(_, outcome)| outcome.is_ok())
                .count();
            assert_eq!(good, whole, "{name} {chunk_bytes}");
            assert_eq!(
                outcomes.last(),
                Some(&(whole as u64 + 1, Err("truncated".to_owned()))),
                "{name} {chunk_bytes}"
            );
        }
    }
}

/// The next one is found without holding the whole of one in memory.
#[test]
fn a_record_that_is_too_large_costs_itself() {
    let huge = |scrap: &str| scrap.repeat(MAX_RECORD_BYTES / scrap.len() + 1);
    let line = format!("{{\"title\":\"{}\"}}", huge("\\\"}, "));
    let lines = format!("{{\"title\":\"a\"}}\n\n{line}\n{{\"title\":\"b\"}}\n");
    let list = format!("[{{\"title\":\"a\"}}, {line},\n{{\"title\":\"b\"}}]");
    let wrapped = format!("{{\"articles\":{list},\"more\":null}}");
    // A string without an end, and another record that begins like it.
    let open = format!("{{\"title\":\"{}\n", huge("x] "));
    let broken = format!("[{{\"title\":\"a\"}},\n{open}\n,{{\"title\":\"b\"}}]");
    let row = format!("\"{}\",\"\n\"", huge("\n\"\", x"));
    let rows = format!("title,body\na,b\n{row}\nc,d\n");
    let trec = |text: &str| format!("<DOC><DOCNO>1</DOCNO><TEXT>{text}</TEXT></DOC>\n");
    let records = [trec("a"), trec(&huge("<DOCK> ")), trec("b")].concat();
    let item = |text: &str| format!("<item><description>{text}</description></item>\n");
    let items = [item("a"), item(&huge("<items/> ")), item("b")].concat();
    for (name, text, numbers) in [
        ("a.jsonl", lines, [1, 3, 4]),
        ("a.json", list, [1, 2, 3]),
        ("b.json", wrapped, [1, 2, 3]),
        ("c.json", broken, [1, 2, 3]),
        ("a.csv", rows, [2, 3, 4]),
        ("a.sgm", records, [1, 2, 3]),
        (
            "a.rss",
            format!("<rss><title>T</title>{items}</rss>"),
            [1, 2, 3],
        ),
    ] {
        let (found, ended_well) = read(text.as_bytes(), name, &ReadOptions::default(), 1 << 20);
        let [(first, Ok(_)), (second, Err(error)), (third, Ok(_))] = &found[..] else {
            panic!("{name}: {} records", found.len());
        };
        assert!(ended_well, "{name}");
        assert_eq!([*first, *second, *third], numbers, "{name}");
        assert_eq!(error, "record is larger than 32 MiB");
    }
}

/// It holds no record, and others may follow it.
#[test]
fn the_rest_of_a_wrapper_may_be_too_large() {
    let huge = "\\\" ]}, ".repeat(MAX_RECORD_BYTES / 7 + 1);
    let list = r#"{"response":{"articles":[{"title":"a"},{"title":"b"}]"#;
    let text =
        format!(r#"{list},"more":["{huge}"],"c":[{{}}]}}}}{{"articles":[{{"title":"c"}}]}}"#);
    let (found, ended_well) = read(text.as_bytes(), "a.json", &ReadOptions::default(), 1 << 20);
    assert!(ended_well);
    assert!(
        matches!(&found[..], [(1, Ok(_)), (2, Ok(_)), (3, Ok(_))]),
        "{}",
        found.len()
    );
}

/// So does what stands before the first record.
#[test]
fn what_stands_before_records_may_be_too_large_too() {
    let junk = "x ".repeat(MAX_RECORD_BYTES / 2 + 1);
    let trec = format!("{junk}<DOC><DOCNO>1</DOCNO><TEXT>a</TEXT></DOC>");
    let feed = format!("<rss>{junk}<item><description>a</description></item></rss>");
    for (format, text) in [(Format::Trec, trec), (Format::Feed, feed)] {
        let options = ReadOptions {
            format: Some(format),
            ..ReadOptions::default()
        };
        let (found, _) = read(text.as_bytes(), "a", &options, 1 << 20);
        assert!(
            matches!(&found[..], [(1, Err(_)), (2, Ok(_))]),
            "{format:?} {}",
            found.len()
        );
    }
}

#[test]
fn breaking_ends_the_split() {
    let text = "{\"title\":\"a\"}\n".repeat(100);
    let mut chunks = 0;
    let ended = split(
        &mut text.as_bytes(),
        "a.jsonl",
        &ReadOptions::default(),
        20,
        &mut |_| {
            chunks += 1;
            ControlFlow::Break(())
        },
    );
    assert!(ended.is_ok());
    assert_eq!(chunks, 1);
}

#[test]
fn format_names_are_read() {
    assert_eq!("JSONL".parse(), Ok(Format::JsonLines));
    assert_eq!(
        "docx"
            .parse::<Format>()
            .map_err(|error| error.to_string().contains("jsonl")),
        Err(true)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), chunk_bytes in 1usize..200) {
        for options in all_formats() {
            read(&bytes, "a", &options, chunk_bytes);
        }
    }

    #[test]
    fn scraps_of_every_format_give_the_same_however_cut(
        scraps in prop::collection::vec(prop::sample::select(vec![
            "{\"title\":", "\"a\"", "\"", "\\", "{", "}", "[", "]", ",", "\n", ":", "null", "title,body\n", ";", "|", "{\"articles\":[", "é",
            "WARC/1.0\n", "\r\n\r\nWARC/1.0\n", "\n\nFrom ", "\nFrom: a\n", "<nitf>", "</nitf>", "<newsItem>", "</newsItem>", "<packageItem/>", "WARC-Type: response\n", "Content-Length: 7\n\n", "HTTP/1.1 200\n\n", "http://a 0 20200101 text/html 4\n",
"<rss><title>T</title>", "<item>", "</item>", "<![CDATA[", "]]>", "<DOC>", "</DOC>", "<DOCNO>", "<TEXT>", "</TEXT>", "<REUTERS ", ">", "</REUTERS>", "<BODY>", "&#3;", "&", "<p>",
        ]), 0..30),
        chunk_bytes in 1usize..60,
    ) {
        let text = scraps.concat();
        for options in all_formats() {
            let whole = read(text.as_bytes(), "a", &options, 1 << 20);
            prop_assert_eq!(read(text.as_bytes(), "a", &options, chunk_bytes), whole);
        }
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// A sample with a few bytes changed, taken out, doubled, or taken from another sample.
fn mutated(sample: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=numbers.below(4) {
        let (at, length) = (numbers.below(bytes.len()), numbers.below(12));
        let to = (at + length).min(bytes.len());
        match numbers.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let piece = bytes.get(at..to).unwrap_or_default().to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let (_, other) = SAMPLES.get(numbers.below(SAMPLES.len())).expect("a sample");
                let from = numbers.below(other.len());
                let other = other.as_bytes().iter().skip(from).take(length * 3);
                bytes.splice(at..to, other.copied());
            }
            _ => {
                let byte = numbers.below(256) as u8;
                bytes.get_mut(at).into_iter().for_each(|b| *b = byte);
            }
        }
    }
    bytes
}

/// What the fuzz target `format_read` does, over mutations that are always the same.
#[test]
fn mutated_samples_end_in_outcomes_and_cuts_change_nothing() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for (name, sample) in SAMPLES {
        for _ in 0..60 {
            let bytes = mutated(sample.as_bytes(), &mut numbers);
            let options = ReadOptions::default();
            let whole = read(&bytes, name, &options, 1 << 20);
            let chunk_bytes = 1 + numbers.below(80);
            assert_eq!(
                read(&bytes, name, &options, chunk_bytes),
                whole,
                "{name} {chunk_bytes}: {}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}
