use super::*;
use encoding_rs::{BIG5, EUC_JP, GBK, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;
use std::io::{BufRead, BufReader, Read};

const RUSSIAN: &str = "Совет министров республики обсудил в понедельник бюджет на следующий год.";
const CHINESE: &str = "市议会星期一就明年的预算进行了长时间的讨论，没有达成一致意见。";
const JAPANESE: &str =
    "市議会は月曜日に来年度の予算について長い議論をしましたが、結論は出ませんでした。";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

fn utf16(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let little = encoding == UTF_16LE;
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn expect(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str, replaced: u64) {
    let decoded = decode(bytes, declared);
    assert_eq!(
        (decoded.text.as_ref(), decoded.encoding, decoded.replaced),
        (text, encoding, replaced)
    );
}

#[test]
fn ascii_and_utf8_are_borrowed_whatever_is_declared() {
    for (text, label) in [
        ("", None),
        ("plain", Some("utf-16")),
        ("déjà", Some("iso-8859-1")),
        ("日本", Some("nonsense")),
    ] {
        expect(text.as_bytes(), label, text, "UTF-8", 0);
        assert!(matches!(
            decode(text.as_bytes(), label).text,
            Cow::Borrowed(_)
        ));
    }
}

#[test]
fn marks_win_and_vanish() {
    expect(b"\xEF\xBB\xBFhi", Some("koi8-r"), "hi", "UTF-8", 0);
    for (encoding, mark) in [(UTF_16LE, b"\xFF\xFE"), (UTF_16BE, b"\xFE\xFF")] {
        let bytes = [&mark[..], &utf16("žluť 😀", encoding)].concat();
        expect(&bytes, None, "žluť 😀", encoding.name(), 0);
    }
}

#[test]
fn utf16_without_a_mark_is_recognised() {
    for encoding in [UTF_16LE, UTF_16BE] {
        expect(
            &utf16("News — in brief", encoding),
            None,
            "News — in brief",
            encoding.name(),
            0,
        );
    }
    expect(b"a\0b", None, "a\0b", "UTF-8", 0);
    expect(&[0; 32], None, &"\0".repeat(32), "UTF-8", 0);
}

#[test]
fn declared_encodings_are_used() {
    for (text, encoding) in [
        (RUSSIAN, WINDOWS_1251),
        (CHINESE, GBK),
        (JAPANESE, SHIFT_JIS),
        (JAPANESE, ISO_2022_JP),
    ] {
        expect(
            &encoded(text, encoding),
            Some(encoding.name()),
            text,
            encoding.name(),
            0,
        );
    }
    expect(
        b"\x93caf\xE9\x94",
        Some(" Latin1 "),
        "“café”",
        "windows-1252",
        0,
    );
}

#[test]
fn undeclared_encodings_are_detected() {
    let latin = "Le préfet a été reçu à l’hôtel de ville, où la séance s’est achevée très tard.";
    for (text, encoding) in [
        (RUSSIAN, WINDOWS_1251),
        (CHINESE, GBK),
        (JAPANESE, EUC_JP),
        (latin, WINDOWS_1252),
    ] {
        for label in [None, Some("utf-8"), Some("utf-16le"), Some("bogus")] {
            expect(&encoded(text, encoding), label, text, encoding.name(), 0);
        }
    }
}

#[test]
fn utf8_with_a_few_bad_bytes_stays_utf8() {
    let bytes = [
        RUSSIAN.as_bytes(),
        b"\xFF",
        RUSSIAN.as_bytes(),
        &"я".as_bytes()[..1],
    ]
    .concat();
    let text = format!("{RUSSIAN}\u{fffd}{RUSSIAN}\u{fffd}");
    for label in [None, Some("utf-8"), Some("windows-1252")] {
        expect(&bytes, label, &text, "UTF-8", 2);
    }
}

#[test]
fn only_inserted_replacements_count() {
    let bytes = ["\u{fffd}ééééé\u{fffd}".as_bytes(), b"\x80"].concat();
    expect(&bytes, None, "\u{fffd}ééééé\u{fffd}\u{fffd}", "UTF-8", 1);
    let odd = [b"\xFF\xFE", &utf16("a\u{fffd}", UTF_16LE)[..], b"x"].concat();
    expect(&odd, None, "a\u{fffd}\u{fffd}", "UTF-16LE", 1);
}

#[test]
fn a_wrong_multi_byte_label_yields_to_a_better_guess() {
    let decoded = decode(&encoded(RUSSIAN, WINDOWS_1251), Some(BIG5.name()))
        .text
        .into_owned();
    assert_eq!(decoded, RUSSIAN);
}

fn streamed(bytes: &[u8], capacity: usize) -> (String, u64) {
    let mut reader = BufReader::with_capacity(capacity, bytes);
    let mut stream = utf8_stream(&mut reader).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    (text, stream.replaced())
}

#[test]
fn utf16_streams_become_utf8_lines() {
    let text = "první\n\u{0a0a}druhý 😀\r\n".repeat(20_000);
    for (encoding, mark) in [(UTF_16LE, b"\xFF\xFE"), (UTF_16BE, b"\xFE\xFF")] {
        let bytes = [&mark[..], &utf16(&text, encoding)].concat();
        // Odd capacities cut characters and surrogate pairs.
        for capacity in [2, 7, 8192] {
            assert_eq!(streamed(&bytes, capacity), (text.clone(), 0));
        }
        let mut reader = &bytes[..];
        assert_eq!(utf8_stream(&mut reader).unwrap().lines().count(), 40_000);
    }
    assert_eq!(
        streamed(&utf16("no mark here", UTF_16BE), 64).0,
        "no mark here"
    );
}

#[test]
fn broken_utf16_is_replaced_and_counted() {
    assert_eq!(
        streamed(b"\xFF\xFEa\0\x00\xD8b\0c", 8),
        ("a\u{fffd}b\u{fffd}".into(), 2)
    );
    let surrogates = [&b"\xFF\xFE"[..], &[0x00, 0xD8].repeat(100_000)].concat();
    assert_eq!(
        streamed(&surrogates, 8192),
        ("\u{fffd}".repeat(100_000), 100_000)
    );
}

#[test]
fn other_streams_pass_unchanged() {
    for bytes in [&b""[..], b"\xFF", b"\xEF\xBB\xBFa\n", b"caf\xE9\n\0\0"] {
        let mut reader = bytes;
        let mut out = Vec::new();
        utf8_stream(&mut reader)
            .unwrap()
            .read_to_end(&mut out)
            .unwrap();
        assert_eq!(out, bytes);
    }
}

proptest! {
    #[test]
    fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..300), label in proptest::option::of("(utf-8|gbk|utf-16|big5|koi8-r|x)")) {
        let decoded = decode(&bytes, label.as_deref());
        let marks = decoded.text.matches(char::REPLACEMENT_CHARACTER).count() as u64;
        prop_assert!(decoded.replaced <= marks);
        streamed(&[b"\xFF\xFE", &bytes[..]].concat(), 16);
    }

    #[test]
    fn utf16_streams_equal_their_text(text in "\\PC{0,200}", capacity in 2_usize..50) {
        let bytes = [b"\xFE\xFF", &utf16(&text, UTF_16BE)[..]].concat();
        prop_assert_eq!(streamed(&bytes, capacity), (text, 0));
    }
}
