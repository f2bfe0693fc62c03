use super::*;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

const ALL: [Compression; 4] = [
    Compression::Gzip,
    Compression::Zstd,
    Compression::Bzip2,
    Compression::Xz,
];

/// Text that shrinks by about 2, so that a cut stream is cut in its data.
fn prose(lines: u32) -> Vec<u8> {
    let hash = |i: u32| i.wrapping_mul(2_654_435_761).rotate_left(i % 31);
    (0..lines)
        .flat_map(|i| {
            format!("{i}: The council met {:x} {:x}.\n", hash(i), hash(i ^ 7)).into_bytes()
        })
        .collect()
}

fn compressed(text: &[u8], compression: Compression) -> Vec<u8> {
    match compression {
        Compression::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        Compression::Zstd => {
            let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
            encoder.include_checksum(true).unwrap();
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        Compression::Bzip2 => {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        Compression::Xz => {
            let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
    }
}

/// What comes out, and the message of the fault it ends with.
fn undone(bytes: &[u8]) -> (Vec<u8>, Option<String>) {
    let intake = Intake::new(u64::MAX, 250);
    let mut stream = match undo(Stream::new(intake.count(bytes)), &intake) {
        Ok(stream) => stream.expect("not nested too deeply"),
        Err(e) => return (Vec::new(), Some(e.to_string())),
    };
    let mut out = Vec::new();
    let fault = stream.read_to_end(&mut out).err();
    (out, fault.map(|e| e.to_string()))
}

fn whole(bytes: &[u8], text: &[u8], what: Compression) {
    let (out, fault) = undone(bytes);
    assert_eq!(fault, None, "{what}");
    assert!(
        out == text,
        "{what}: {} bytes for {}",
        out.len(),
        text.len()
    );
}

#[test]
fn plain_bytes_stay() {
    for text in [
        &b""[..],
        b"x",
        b"BZh9 is no magic alone",
        b"\x1f\x8b",
        b"PK",
        b"\xFD7zX",
    ] {
        whole(text, text, Compression::Gzip);
    }
}

#[test]
fn each_compression_is_undone() {
    let long = prose(40_000);
    for compression in ALL {
        for text in [&b""[..], b"a", &long] {
            whole(&compressed(text, compression), text, compression);
        }
    }
}

#[test]
fn members_one_after_the_other_are_one_text() {
    let (first, second) = (prose(3000), prose(10));
    let text = [&first[..], &second, &first].concat();
    for compression in ALL {
        let part = |text: &[u8]| compressed(text, compression);
        whole(
            &[part(&first), part(&second), part(b""), part(&first)].concat(),
            &text,
            compression,
        );
        let padded = [
            part(&first),
            vec![0; 4096],
            part(&second),
            part(&first),
            vec![0; 300_000],
        ]
        .concat();
        whole(&padded, &text, compression);
    }
}

#[test]
fn garbage_behind_a_member_is_ignored_where_the_tools_do() {
    let text = prose(100);
    for compression in ALL {
        let (out, fault) =
            undone(&[&compressed(&text, compression)[..], b"\nnot a member"].concat());
        assert!(out == text);
        assert_eq!(fault.is_none(), compression.ignores_garbage(), "{fault:?}");
    }
    assert_eq!(
        undone(&[compressed(b"a", Compression::Xz), b"x".to_vec()].concat())
            .1
            .as_deref(),
        Some("xz stream is followed by bytes that are not xz")
    );
}

#[test]
fn skippable_frames_are_skipped() {
    let frame = b"\x53\x2A\x4D\x18\x03\0\0\0abc";
    let text = prose(5);
    whole(
        &[&frame[..], &compressed(&text, Compression::Zstd), frame].concat(),
        &text,
        Compression::Zstd,
    );
}

#[test]
fn truncated_streams_give_all_there_is_then_say_so() {
    let text = prose(60_000);
    for compression in ALL {
        let bytes = compressed(&text, compression);
        let (out, fault) = undone(&bytes[..bytes.len() * 9 / 10]);
        assert_eq!(
            fault,
            Some(format!(
                "{compression} stream ends early: the file is truncated"
            ))
        );
        assert!(text.starts_with(&out), "{compression}");
        assert!(
            out.len() > text.len() / 10 * 7,
            "{compression}: only {} of {}",
            out.len(),
            text.len()
        );
        // All of the text, but its end was not proved.
        let (out, fault) = undone(&bytes[..bytes.len() - 1]);
        assert!(out == text && fault.is_some(), "{compression}");
    }
}

#[test]
fn a_file_cut_in_the_next_magic_is_truncated() {
    for compression in ALL {
        let bytes = compressed(b"text", compression);
        for cut in 1..=6 {
            let (out, fault) = undone(&[&bytes[..], &bytes[..cut]].concat());
            assert_eq!(out, b"text");
            assert_eq!(
                fault,
                Some(format!(
                    "{compression} stream ends early: the file is truncated"
                )),
                "cut at {cut}"
            );
        }
    }
}

#[test]
fn damaged_streams_give_what_precedes_the_damage() {
    let text = prose(60_000);
    for compression in ALL {
        let mut bytes = compressed(&text, compression);
        let at = bytes.len() * 3 / 4;
        bytes[at..at + 300].fill(0x55);
        let (out, fault) = undone(&bytes);
        let fault = fault.unwrap_or_default();
        assert!(
            fault.starts_with(&format!("{compression} stream is damaged: ")),
            "{fault}"
        );
        let same = out.iter().zip(&text).take_while(|(a, b)| a == b).count();
        assert!(
            same > text.len() / 2,
            "{compression}: only {same} bytes of {}",
            text.len()
        );
    }
}

#[test]
fn garbage_behind_a_magic_is_an_error() {
    for (head, compression) in [
        (&b"\x1F\x8B\x08"[..], Compression::Gzip),
        (b"\x28\xB5\x2F\xFD", Compression::Zstd),
        (b"BZh91AY&SY", Compression::Bzip2),
        (b"\xFD7zXZ\0", Compression::Xz),
    ] {
        let (out, fault) = undone(&[head, &[0xFF; 100]].concat());
        assert_eq!(out, b"");
        assert!(fault.is_some_and(|fault| fault.starts_with(&compression.to_string())));
    }
}

#[test]
fn nested_compressions_are_undone_to_a_bound() {
    let mut bytes = prose(50);
    for compression in ALL {
        bytes = compressed(&bytes, compression);
    }
    whole(&bytes, &prose(50), Compression::Gzip);
    let bytes = compressed(&bytes, Compression::Gzip);
    let intake = Intake::new(u64::MAX, 250);
    assert!(undo(Stream::new(&bytes[..]), &intake).unwrap().is_none());
}

#[test]
fn bombs_are_stopped() {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::copy(&mut io::repeat(b' ').take(100 << 20), &mut encoder).unwrap();
    let bytes = encoder.finish().unwrap();
    let intake = Intake::new(u64::MAX, 20);
    let mut stream = undo(Stream::new(intake.count(&bytes[..])), &intake)
        .unwrap()
        .unwrap();
    let mut out = 0;
    let fault = loop {
        match stream.fill_buf() {
            Ok(buffer) => out += buffer.len(),
            Err(e) => break e,
        }
        let n = stream.fill_buf().map_or(0, <[u8]>::len);
        stream.consume(n);
    };
    assert!(fault.to_string().contains("bomb"), "{fault}");
    assert!((64 << 20..90 << 20).contains(&out), "{out}");
}

proptest! {
    #[test]
    fn damage_never_panics_nor_hangs(
        which in 0_usize..4, at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let text = prose(300);
        let mut bytes = compressed(&text, ALL[which]);
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        bytes.truncate(cut.index(bytes.len()) + 1);
        let (out, _) = undone(&bytes);
        prop_assert!(out.len() <= 100 * text.len());
    }
}
