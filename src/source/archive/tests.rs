use super::*;
use ::tar::{Builder, EntryType, Header};
use ::zip::write::{SimpleFileOptions, ZipWriter};
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};

/// What a visitor saw: `name [file name]: text`, with faults behind ` -> `.
fn seen(path: &Path, limits: Limits) -> Vec<String> {
    let mut seen = Vec::new();
    read_members(path, limits, &mut |member| {
        seen.push(told(member));
        ControlFlow::Continue(())
    });
    seen
}

fn told(member: Result<Member<'_>, SourceError>) -> String {
    let member = match member {
        Ok(member) => member,
        Err(e) => return format!("{}! {}", e.member.unwrap_or_default(), e.kind),
    };
    let mut bytes = Vec::new();
    let fault = member.bytes.read_to_end(&mut bytes).err();
    let text = String::from_utf8_lossy(&bytes);
    let text = if text.len() > 40 {
        format!("{} bytes", text.len())
    } else {
        text.into_owned()
    };
    let fault = fault.map(|e| format!(" -> {e}")).unwrap_or_default();
    format!(
        "{} [{}]: {text}{fault}",
        member.name.unwrap_or_default(),
        member.file_name
    )
}

/// Writes `bytes` to a file of that name and reads it.
fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    read_within(name, bytes, Limits::default())
}

fn read_within(name: &str, bytes: &[u8], limits: Limits) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    seen(&path, limits)
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Bytes that do not shrink.
fn noise(length: usize) -> Vec<u8> {
    let step = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(1), step)
        .map(|state| state.to_be_bytes()[0])
        .take(length)
        .collect()
}

#[test]
fn a_plain_file_is_its_only_member() {
    assert_eq!(read("a.txt", b"text"), [" [a.txt]: text"]);
    assert_eq!(read("empty", b""), [" [empty]: "]);
    assert_eq!(read("a.json.gz", &gz(b"{}")), [" [a.json]: {}"]);
    assert_eq!(read("misnamed.txt", &gz(&gz(b"x"))), [" [misnamed.txt]: x"]);
    assert_eq!(read("plain.gz", b"not gzip"), [" [plain]: not gzip"]);
    assert_eq!(
        read("cut.gz", &gz(b"text")[..9]),
        ["! gzip stream ends early: the file is truncated"]
    );
}

#[test]
fn what_cannot_be_opened_is_located() {
    let mut errors = Vec::new();
    let path = Path::new("/nowhere/at/all.txt");
    read_members(path, Limits::default(), &mut |member| {
        errors.extend(member.err().map(|e| e.to_string()));
        ControlFlow::Continue(())
    });
    assert!(
        errors.len() == 1 && errors[0].starts_with("/nowhere/at/all.txt: "),
        "{errors:?}"
    );
}

#[test]
#[cfg(unix)]
fn unreadable_files_are_located() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    std::fs::write(&path, "x").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        return; // root reads everything
    }
    let told = seen(&path, Limits::default());
    assert!(told.len() == 1 && told[0].starts_with("! "), "{told:?}");
}

#[test]
fn tars_are_read_plain_compressed_and_piped() {
    let tar = tar_of(&[
        ("./a/b.txt", b"one"),
        ("c.html.gz", &gz(b"two")),
        ("empty", b""),
    ]);
    let expected = [
        "a/b.txt [b.txt]: one",
        "c.html.gz [c.html]: two",
        "empty [empty]: ",
    ];
    assert_eq!(read("x.tar", &tar), expected);
    assert_eq!(read("x.tgz", &gz(&tar)), expected);
    assert_eq!(read("by-content", &gz(&tar)), expected);
    let mut piped = Vec::new();
    read_stream(
        Path::new("-"),
        Box::new(&gz(&tar)[..]),
        Limits::default(),
        &mut |member| {
            piped.push(told(member));
            ControlFlow::Continue(())
        },
    );
    assert_eq!(piped, expected);
}

#[test]
fn old_tars_are_recognised_by_name() {
    let mut header = Header::new_old();
    header.set_path("old.txt").unwrap();
    header.set_size(3);
    header.set_cksum();
    let tar = [header.as_bytes(), &b"abc"[..], &[0; 509 + 1024]].concat();
    assert_eq!(read("x.tar", &tar), ["old.txt [old.txt]: abc"]);
    assert_eq!(read("x.txt", &tar), [" [x.txt]: 2048 bytes"]);
    assert!(read("empty.tar", &[0; 10240]).is_empty());
    assert_eq!(read("short.tar", b"no tar"), [" [short.tar]: no tar"]);
}

#[test]
fn only_visible_files_are_visited() {
    let mut builder = Builder::new(Vec::new());
    for (name, kind) in [
        ("folder/", EntryType::Directory),
        ("link", EntryType::Symlink),
        ("hard", EntryType::Link),
        ("pipe", EntryType::Fifo),
        (".git/x", EntryType::Regular),
        ("__MACOSX/._x", EntryType::Regular),
        ("seen", EntryType::Regular),
    ] {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        builder.append_data(&mut header, name, &b""[..]).unwrap();
    }
    let tar = builder.into_inner().unwrap();
    assert_eq!(read("x.tar", &tar), ["seen [seen]: "]);
    let all = read_within(
        "x.tar",
        &tar,
        Limits {
            hidden: true,
            ..Limits::default()
        },
    );
    assert_eq!(
        all,
        [".git/x [x]: ", "__MACOSX/._x [._x]: ", "seen [seen]: "]
    );
    let zip = zip_of(&[("folder/.DS_Store", b"x"), ("seen", b"y")]);
    assert_eq!(read("x.zip", &zip), ["seen [seen]: y"]);
}

#[test]
fn zips_are_read_and_empty_ones_are_empty() {
    let zip = zip_of(&[("a.txt", b"one"), ("b/c.json.gz", &gz(b"two"))]);
    assert_eq!(
        read("x.zip", &zip),
        ["a.txt [a.txt]: one", "b/c.json.gz [c.json]: two"]
    );
    assert_eq!(read("by-content", &zip)[0], "a.txt [a.txt]: one");
    assert_eq!(read("x.zip.gz", &gz(&zip))[1], "b/c.json.gz [c.json]: two");
    assert!(read("empty.zip", &zip_of(&[])).is_empty());
    assert_eq!(
        read("cut.zip", &zip[..zip.len() - 30]),
        [
            "! the zip's directory cannot be read, it may be truncated: invalid Zip archive: Could not find EOCD"
        ],
    );
}

#[test]
fn archives_inside_archives_are_read_to_a_bound() {
    let zip = zip_of(&[("z.txt", b"deep")]);
    let tar = tar_of(&[("in.zip", &zip), ("t.txt", b"beside")]);
    let outer = zip_of(&[("in.tar.gz", &gz(&tar)), ("last", b"!")]);
    let within = |depth| {
        read_within(
            "x.zip",
            &outer,
            Limits {
                depth,
                ..Limits::default()
            },
        )
    };
    let deep = "in.tar.gz!in.zip!z.txt [z.txt]: deep";
    let beside = "in.tar.gz!t.txt [t.txt]: beside";
    assert_eq!(within(2), [deep, beside, "last [last]: !"]);
    let refused = "in.tar.gz!in.zip! nested too deeply: 2 levels are opened";
    assert_eq!(within(1), [refused, beside, "last [last]: !"]);
    let small = Limits {
        memory: 10,
        ..Limits::default()
    };
    assert_eq!(
        read_within("x.zip", &outer, small)[0],
        "in.tar.gz!in.zip! a zip inside another file can have 10 bytes at the most",
    );
}

#[test]
fn a_truncated_tar_names_the_member_that_is_cut() {
    let tar = tar_of(&[("a", b"one"), ("b", &noise(50_000)), ("c", b"lost")]);
    let cut = &tar[..30_000];
    let expected = ["a [a]: one", "b [b]: "];
    let told = read("x.tar", cut);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[1].starts_with(expected[1]) && told[1].contains("ends early"),
        "{told:?}"
    );
    let told = read("x.tgz", &gz(&tar)[..30_000]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[1].ends_with("-> gzip stream ends early: the file is truncated"),
        "{told:?}"
    );
}

#[test]
fn a_cut_that_the_visitor_did_not_read_is_told_all_the_same() {
    let tar = tar_of(&[("a", b"one"), ("b", &noise(500_000))]);
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("x.tar", tar[..300_000].to_vec()),
        ("x.tgz", gz(&tar)[..300_000].to_vec()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut told = Vec::new();
        read_members(&path, Limits::default(), &mut |member| {
            told.push(match member {
                Ok(member) => member.name.unwrap_or_default(),
                Err(e) => e.to_string(),
            });
            ControlFlow::Continue(())
        });
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told[2].contains(&format!("{name}!b: ")) && told[2].contains("ends early"),
            "{told:?}"
        );
    }
}

#[test]
fn a_damaged_tar_header_says_what_came_before() {
    let mut tar = tar_of(&[("a", b"one"), ("b", b"two")]);
    tar[1024 + 20] ^= 0xFF;
    assert_eq!(
        read("x.tar", &tar),
        [
            "a [a]: one",
            "! the tar cannot be read after a: archive header checksum mismatch"
        ]
    );
    tar[20] ^= 0xFF;
    assert_eq!(
        read("x.tar", &tar),
        ["! the tar cannot be read from its start: archive header checksum mismatch"]
    );
}

#[test]
fn a_damaged_member_costs_itself_alone() {
    let broken = &gz(&noise(5000))[..2000];
    let members = [("a.gz", broken), ("b.txt", &b"fine"[..])];
    for (name, bytes) in [("x.tar", tar_of(&members)), ("x.zip", zip_of(&members))] {
        let told = read(name, &bytes);
        assert!(
            told[0].starts_with("a.gz [a]: ") && told[0].contains("-> gzip stream ends early"),
            "{told:?}"
        );
        assert_eq!(told[1..], ["b.txt [b.txt]: fine"]);
    }
    let mut zip = zip_of(&[("a.txt", &noise(3000)), ("b.txt", b"fine")]);
    zip[1500..1600].fill(0);
    let told = read("x.zip", &zip);
    assert!(told[0].contains("zip member is damaged: "), "{told:?}");
    assert_eq!(told[1..], ["b.txt [b.txt]: fine"]);
}

#[test]
fn encrypted_members_are_told_and_passed_over() {
    let mut zip = zip_of(&[("secret", b"x"), ("open", b"y")]);
    // The flag "encrypted" in the first local header, and in the first of the directory.
    zip[6] |= 1;
    let directory = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    zip[directory + 8] |= 1;
    assert_eq!(read("x.zip", &zip), ["secret! encrypted", "open [open]: y"]);
}

#[test]
fn members_of_one_name_are_told() {
    let mut zip = zip_of(&[("one", b"x"), ("two", b"y")]);
    let bytes = String::from_utf8_lossy(b"two").into_owned();
    while let Some(at) = zip.windows(3).position(|w| w == bytes.as_bytes()) {
        zip[at..at + 3].copy_from_slice(b"one");
    }
    assert_eq!(
        read("x.zip", &zip),
        [
            "one [one]: y",
            "! several members have the same name; only the last of each is read"
        ]
    );
}

#[test]
fn names_that_are_not_utf8_are_shown() {
    let mut tar = tar_of(&[("caf_.txt", b"x")]);
    tar[3] = 0xE9;
    let mut header = Header::new_ustar();
    header.as_mut_bytes().copy_from_slice(&tar[..512]);
    header.set_cksum();
    tar[..512].copy_from_slice(header.as_bytes());
    assert_eq!(
        read("x.tar", &tar),
        ["caf\u{fffd}.txt [caf\u{fffd}.txt]: x"]
    );
}

#[test]
fn the_visitor_can_stop() {
    let members = [("a", &b"1"[..]), ("b", b"2"), ("c", b"3")];
    let nested = tar_of(&[("in.zip", &zip_of(&members)), ("d", b"4")]);
    let folder = tempfile::tempdir().unwrap();
    for bytes in [tar_of(&members), zip_of(&members), nested] {
        let path = folder.path().join("x");
        std::fs::write(&path, bytes).unwrap();
        let mut visits = 0;
        read_members(&path, Limits::default(), &mut |_| {
            visits += 1;
            if visits == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(visits, 2);
    }
}

#[test]
fn bombs_cost_themselves_alone() {
    let bomb = vec![b' '; 80 << 20];
    let limits = Limits {
        ratio: 20,
        ..Limits::default()
    };
    let members = [("bomb", &bomb[..]), ("good", b"text")];
    let bytes = zip_of(&members);
    let told = read_within("x.zip", &bytes, limits);
    assert!(
        told[0].ends_with("refused as a decompression bomb"),
        "{told:?}"
    );
    assert_eq!(told[1..], ["good [good]: text"]);
    // Read from memory, a member has only what the whole zip cost.
    let told = read_within("x.zip.gz", &gz(&bytes), limits);
    assert!(
        told[0].ends_with("refused as a decompression bomb"),
        "{told:?}"
    );
    assert_eq!(told[1..], ["good [good]: text"]);
    let told = read_within(
        "x.tar",
        &tar_of(&[("bomb.gz", &gz(&bomb)), ("good", b"text")]),
        limits,
    );
    assert!(
        told[0].ends_with("refused as a decompression bomb"),
        "{told:?}"
    );
    assert_eq!(told[1..], ["good [good]: text"]);
}
