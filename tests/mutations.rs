//! The files of the bundled archive, damaged in every way that comes by chance, read down to cleaned articles: nothing
//! panics, and no cut of the stream changes which records there are. The same damage each time.
//!
//! `MUTATIONS=100000 cargo test --release --test mutations` does as many; the fuzzer in `fuzz/`, which sees which
//! branches an input takes, goes further where there is time to build it.

use newsdex::clean::{CleanOptions, clean};
use newsdex::format::{ReadOptions, parse, split};
use newsdex::source::{Limits, WalkOptions, read_stream, walk};
use std::fs;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

/// Damaged files, unless told otherwise: a few seconds in a test build.
const MUTATIONS: usize = 300;

/// Bytes of a member that are read: archives may grow a hundredfold.
const MOST: u64 = 1 << 20;

/// What stands at the joints of the formats.
const PIECES: [&[u8]; 40] = [
    b"\0",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b"\"",
    b"\\",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"<",
    b"</",
    b">",
    b"<!--",
    b"<![CDATA[",
    b"<DOC>",
    b"</DOC>",
    b"<REUTERS>",
    b"<item>",
    b"<p>",
    b"&#",
    b"&amp;",
    b"&#x110000;",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xE2\x80\xA8",
    b"\xC3",
    b"From ",
    b"Content-Length: 9999999999999999999",
    b"Content-Type: ",
    b"boundary=",
    b"=?utf-8?B?",
    b"WARC/1.0\r\n",
    b"filedesc://",
    b"PAR1",
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
    b"31/02/0000",
];

/// Numbers by George Marsaglia's xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A part of so many bytes, mostly a short one.
    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let most = if self.below(4) == 0 { length } else { 64 };
        start..(start + self.below(most)).min(length)
    }
}

/// The files of the archive by name, as they are and unpacked.
fn files() -> Vec<(String, Vec<u8>)> {
    let found = walk(&[PathBuf::from(ARCHIVE)], &WalkOptions::default());
    let mut files = Vec::new();
    for file in found.files {
        let bytes = fs::read(&file.path).expect("a readable archive");
        let name = file.path.to_string_lossy().into_owned();
        each_member(&name, &bytes, &mut |name, bytes| {
            files.push((name.to_owned(), bytes.to_vec()))
        });
        files.push((name, bytes));
    }
    files.sort();
    files
}

fn each_member(name: &str, bytes: &[u8], each: &mut dyn FnMut(&str, &[u8])) {
    read_stream(
        Path::new(name),
        Box::new(bytes),
        Limits::default(),
        &mut |member| {
            if let Ok(member) = member {
                let mut head = Vec::new();
                // A fault leaves what was read before it.
                let _ = member.bytes.take(MOST).read_to_end(&mut head);
                each(&member.file_name, &head);
            }
            ControlFlow::Continue(())
        },
    );
}

fn damaged(files: &[(String, Vec<u8>)], numbers: &mut Numbers) -> (String, Vec<u8>) {
    let (name, mut bytes) = files[numbers.below(files.len())].clone();
    for _ in 0..=numbers.below(6) {
        let part = numbers.part(bytes.len());
        let at = part.start;
        match numbers.below(6) {
            0 => drop(bytes.splice(part, PIECES[numbers.below(PIECES.len())].iter().copied())),
            1 => drop(bytes.drain(part)),
            2 => {
                let part = bytes[part].to_vec();
                drop(bytes.splice(at..at, part));
            }
            3 => {
                let (_, other) = &files[numbers.below(files.len())];
                let part = other[numbers.part(other.len())].to_vec();
                drop(bytes.splice(at..at, part));
            }
            4 => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte = numbers.below(256) as u8),
            _ => bytes.truncate(at),
        }
    }
    let named = numbers.below(3) > 0;
    (if named { name } else { "unnamed".to_owned() }, bytes)
}

/// The number of each record, and whether it can be read; cleans what can.
fn records(name: &str, bytes: &[u8], chunk_bytes: usize) -> Vec<(u64, bool)> {
    let read = ReadOptions::default();
    let options = CleanOptions {
        now: jiff::Timestamp::UNIX_EPOCH,
        day_order: None,
    };
    let mut records = Vec::new();
    let ended = split(&mut { bytes }, name, &read, chunk_bytes, &mut |chunk| {
        parse(&chunk, &read, &mut |parsed| {
            records.push((parsed.record, parsed.draft.is_ok()));
            let _ = parsed.draft.map(|draft| clean(draft, &options));
        });
        ControlFlow::Continue(())
    });
    records.extend(ended.err().map(|(record, _)| (record, false)));
    records
}

#[test]
fn damaged_files_are_read_without_panic_and_alike_however_they_are_cut() {
    let asked_for = std::env::var("MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok());
    let files = files();
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let failing = std::env::temp_dir().join("newsdex-mutation");
    for number in 0..asked_for.unwrap_or(MUTATIONS) {
        let (name, bytes) = damaged(&files, &mut numbers);
        if asked_for.is_some() {
            // For whoever has to find out why the next lines failed, or never ended.
            let mut file = fs::File::create(&failing).expect("a scratch file");
            file.write_all(&bytes).expect("a scratch file");
        }
        each_member(&name, &bytes, &mut |name, bytes| {
            let whole = records(name, bytes, 1 << 20);
            let cut = records(name, bytes, 1 + numbers.below(3000));
            assert_eq!(cut, whole, "number {number}, {name}");
        });
    }
}
