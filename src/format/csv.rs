//! Tables: CSV and its relatives, one article a row, fields by the names in the first row.
//!
//! Cutting and reading agree on where a row ends, so both walk it with the same code. Each chunk begins with the
//! row of names.

use super::blocks::{self, Pattern};
use super::stream::{MAX_RECORD_BYTES, Stream};
use super::{Chunk, Emit, FormatError, Parsed, ReadOptions, SplitResult, fields, json};
use crate::article::Draft;
use crate::source::charset;
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// What may stand between fields; the first wins where several are as frequent.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Characters of the longest name of a field: more is text.
const MAX_NAME_CHARS: usize = 40;

/// Quotes and backslashes in a row that are looked at to tell whether the last one closes a value that is too large.
const MAX_MARKS: usize = 64;

/// Cuts between rows. Where lines end as on the first Macintoshes, they are made to end as elsewhere.
pub(super) fn split(
    stream: &mut Stream<'_>,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let has = |end| memchr::memchr(end, stream.head()).is_some();
    if has(b'\n') || !has(b'\r') {
        return split_lines(stream, options, chunk_bytes, emit);
    }
    let mut whole = stream.read_whole().map_err(|error| (1, error))?;
    for byte in whole.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b'\n';
    }
    split_lines(
        &mut Stream::open(&mut whole.as_slice()),
        options,
        chunk_bytes,
        emit,
    )
}

/// Cuts between rows. A table without any column for text is refused as a whole, at its row of names.
fn split_lines(
    stream: &mut Stream<'_>,
    options: &ReadOptions,
    chunk_bytes: usize,
    emit: Emit<'_>,
) -> SplitResult {
    let delimiter = delimiter(stream.head());
    let pattern = Pattern {
        last_start: &|bytes| {
            rows(bytes, delimiter)
                .filter(|row| row.ends)
                .last()
                .map(|row| row.end)
        },
        count: &|bytes| rows(bytes, delimiter).count() as u64,
        way_out: Some(&|bytes| row_end(bytes, delimiter)),
    };
    let mut names: Option<Vec<u8>> = None;
    let mut refused = Ok(());
    blocks::split(
        stream,
        &pattern,
        chunk_bytes,
        &mut |bytes, first| match &names {
            Some(names) => emit([names, bytes.as_slice()].concat(), first - 1),
            None => {
                let found = rows(&bytes, delimiter).zip(first..);
                let found = found.into_iter().find(|(row, _)| !row.is_blank());
                if let Some((row, record)) = found {
                    names = Some(row.bytes.to_vec());
                    refused = usable(&row, delimiter, options).map_err(|error| (record, error));
                }
                match refused {
                    Ok(()) => emit(bytes, first),
                    Err(_) => ControlFlow::Break(()),
                }
            }
        },
    )?;
    refused
}

/// Whether some column may be a title, a body or comments.
fn usable(names: &Row<'_>, delimiter: u8, options: &ReadOptions) -> Result<(), FormatError> {
    let limit = MAX_RECORD_BYTES;
    if names.bytes.len() > limit {
        return Err(FormatError::TooLarge { limit });
    }
    let names = split_row(&charset::decode(names.bytes, None).text, delimiter);
    let columns = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (name, Value::String(String::new())));
    match json::of_record(&columns.collect(), options) {
        Err(FormatError::NoKnownField { fields }) => Err(FormatError::NoKnownColumn { fields }),
        _ => Ok(()),
    }
}

/// Reads the rows; blank ones count and hold nothing.
pub(super) fn parse(chunk: &Chunk, options: &ReadOptions, sink: &mut dyn FnMut(Parsed)) {
    each_row(chunk, &mut |row, record, names, delimiter| {
        if row.bytes.len() > MAX_RECORD_BYTES {
            return sink(Parsed::too_large(record));
        }
        let decoded = charset::decode(row.bytes, None);
        let draft = match row.open {
            true => Err(FormatError::OpenQuote),
            false => read(&decoded.text, names, delimiter, options),
        };
        sink(Parsed {
            record,
            draft,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
        });
    });
}

/// Names the fields of the chunk's rows, and what each is taken for.
pub(super) fn field_uses(
    chunk: &Chunk,
    options: &ReadOptions,
    sink: &mut dyn FnMut(&str, Option<&'static str>),
) {
    each_row(chunk, &mut |row, _, names, delimiter| {
        if let Ok(map) = named(&charset::decode(row.bytes, None).text, names, delimiter) {
            json::map_uses(&map, options, sink);
        }
    });
}

/// Whether the first line reads like the names of fields, some of which are ours, with another line after it.
pub(super) fn is_table(head: &[u8]) -> bool {
    let delimiter = delimiter(head);
    let mut rows = rows(head, delimiter);
    let Some(first) = rows.next().filter(|row| row.ends) else {
        return false;
    };
    let names = split_row(&charset::decode(first.bytes, None).text, delimiter);
    let is_name = |name: &String| !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS;
    let known: Vec<_> = names
        .iter()
        .filter_map(|name| fields::guess(name))
        .collect();
    let has_text = known
        .iter()
        .any(|(field, _)| matches!(field, fields::Field::Title | fields::Field::Body));
    names.len() >= 2
        && names.iter().all(is_name)
        && has_text
        && known.len() >= 2
        && rows.next().is_some()
}

/// Takes a row, its number, the names of the fields, and the delimiter.
type EachRow<'e> = &'e mut dyn FnMut(Row<'_>, u64, &[String], u8);

/// Calls `each` with every row but that of the names.
fn each_row(chunk: &Chunk, each: EachRow<'_>) {
    let delimiter = delimiter(&chunk.bytes);
    let rows = rows(&chunk.bytes, delimiter).zip(chunk.first_record..);
    let mut rows = rows.filter(|(row, _)| !row.is_blank());
    let Some((first, _)) = rows.next() else {
        return;
    };
    let names = split_row(&charset::decode(first.bytes, None).text, delimiter);
    rows.for_each(|(row, record)| each(row, record, &names, delimiter));
}

fn read(
    row: &str,
    names: &[String],
    delimiter: u8,
    options: &ReadOptions,
) -> Result<Draft, FormatError> {
    json::of_record(&named(row, names, delimiter)?, options)
}

/// The fields of a row by name. A row of another length is damaged, and its fields may not be what they seem.
fn named(row: &str, names: &[String], delimiter: u8) -> Result<Map<String, Value>, FormatError> {
    let mut values = split_row(row, delimiter);
    let found = values.len();
    // Some programs end each row with a delimiter.
    while values.len() > names.len() && values.last().is_some_and(String::is_empty) {
        values.pop();
    }
    if values.len() != names.len() {
        return Err(FormatError::RowLength {
            found,
            expected: names.len(),
        });
    }
    let pairs = names
        .iter()
        .zip(values)
        .filter(|(name, _)| !name.is_empty());
    Ok(pairs
        .map(|(name, value)| (name.clone(), Value::String(value)))
        .collect())
}

/// The most frequent delimiter of the first line that is not blank, outside of quotes.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes
        .split(|b| *b == b'\n')
        .find(|line| !line.trim_ascii().is_empty());
    let mut counts = [0usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in first.unwrap_or_default() {
        quoted ^= *byte == b'"';
        for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
            *count += usize::from(!quoted && *byte == delimiter);
        }
    }
    let best = counts
        .iter()
        .zip(DELIMITERS)
        .rev()
        .max_by_key(|(count, _)| **count);
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// A row as it stands in the table.
struct Row<'b> {
    bytes: &'b [u8],
    end: usize,
    /// A line end is there.
    ends: bool,
    /// A quote was opened and never closed.
    open: bool,
}

impl Row<'_> {
    fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

fn rows(bytes: &[u8], delimiter: u8) -> impl Iterator<Item = Row<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let from = start;
        let (mut ends, mut open) = (false, false);
        while let Some(field) = field_at(bytes, start, delimiter) {
            (start, ends, open) = (field.next, field.ends_row, field.open);
            if field.is_last {
                break;
            }
        }
        Some(Row {
            bytes: bytes.get(from..start)?,
            end: start,
            ends,
            open,
        })
    })
}

/// Where the row that begins here ends; else bytes after which the search can go on as it would after these.
fn row_end(bytes: &[u8], delimiter: u8) -> Result<usize, Vec<u8>> {
    let mut start = 0;
    while let Some(field) = field_at(bytes, start, delimiter).filter(|field| !field.is_last) {
        start = field.next;
    }
    match field_at(bytes, start, delimiter) {
        Some(field) if field.ends_row => Ok(field.next),
        Some(_) if start == bytes.len() => Err(vec![delimiter]),
        Some(field) if field.open || field.quoted_end == bytes.len().checked_sub(1) => {
            Err(open_quote(bytes.get(start + 1..).unwrap_or_default()))
        }
        _ => Err(b"x".to_vec()),
    }
}

/// A quote that is open, with as much of what stands in it as may belong together with the next byte.
fn open_quote(inside: &[u8]) -> Vec<u8> {
    let is_mark = |byte: &u8| matches!(byte, b'"' | b'\\');
    let marks = inside.iter().rev().take_while(|byte| is_mark(byte)).count();
    // No table has so many in a row; two quotes more or less are the same, being pairs.
    let dropped = marks.saturating_sub(MAX_MARKS) / 2 * 2;
    let kept = (marks - dropped + 1).min(inside.len());
    let mut bytes = vec![b'"'];
    bytes.extend_from_slice(inside.get(inside.len() - kept..).unwrap_or_default());
    bytes
}

/// The values of one row, quotes undone.
fn split_row(row: &str, delimiter: u8) -> Vec<String> {
    let row = row.trim_end_matches(['\n', '\r']);
    let mut values = Vec::new();
    let mut start = 0;
    while let Some(field) = field_at(row.as_bytes(), start, delimiter) {
        values.push(value(row, start, &field));
        start = field.next;
        if field.is_last {
            break;
        }
    }
    values
}

fn value(row: &str, start: usize, field: &Field) -> String {
    let Some(quoted_end) = field.quoted_end else {
        return row
            .get(start..field.end)
            .unwrap_or_default()
            .trim()
            .to_owned();
    };
    let quoted = row.get(start + 1..quoted_end).unwrap_or_default();
    let after = row.get(quoted_end + 1..field.end).unwrap_or_default();
    quoted.replace("\"\"", "\"").replace("\\\"", "\"") + after.trim_end()
}

/// Where one field ends.
struct Field {
    /// End of the value.
    end: usize,
    /// Where its closing quote stands, if it is quoted.
    quoted_end: Option<usize>,
    /// Start of what follows.
    next: usize,
    is_last: bool,
    ends_row: bool,
    open: bool,
}

/// The field that begins at `start`; an empty one at the very end.
fn field_at(bytes: &[u8], start: usize, delimiter: u8) -> Option<Field> {
    let rest = bytes.get(start..)?;
    let quoted_end = match rest.first() {
        Some(b'"') => match closing_quote(bytes, start + 1, delimiter) {
            Some(end) => Some(end),
            None => {
                return Some(Field {
                    end: bytes.len(),
                    quoted_end: None,
                    next: bytes.len(),
                    is_last: true,
                    ends_row: false,
                    open: true,
                });
            }
        },
        _ => None,
    };
    let from = quoted_end.map_or(start, |end| end + 1);
    let found = memchr::memchr2(delimiter, b'\n', bytes.get(from..)?).map(|at| from + at);
    let end = found.unwrap_or(bytes.len());
    let ends_row = bytes.get(end) == Some(&b'\n');
    Some(Field {
        end,
        quoted_end,
        next: end + usize::from(found.is_some()),
        is_last: ends_row || found.is_none(),
        ends_row,
        open: false,
    })
}

/// The quote that ends a value: not one of a pair, nor one after a backslash where text goes on behind it.
fn closing_quote(bytes: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)?;
        let next = bytes.get(at + 1).copied();
        let goes_on = next.is_some_and(|next| next != delimiter && !matches!(next, b'\r' | b'\n'));
        if next == Some(b'"') {
            at += 2;
        } else if goes_on && at > from && bytes.get(at - 1) == Some(&b'\\') {
            at += 1;
        } else {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{drafts, outcomes};
    use super::*;
    use crate::format::{Format, detect};
    use proptest::prelude::*;

    #[test]
    fn every_delimiter_quotes_and_line_ends_inside_values_are_read() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "id;headline;text;date\r\n1;\"Harbour; opens\";\"Ships \"\"came\"\" in.\n\nMore, came.\";2024-05-01\r\n\r\n2;Storm;Rain 5\" deep;\r\n"
                .replace(';', delimiter);
            let drafts = drafts(text.as_bytes(), "export");
            let [first, second] = drafts.as_slice() else {
                panic!("{delimiter}: {drafts:?}");
            };
            assert_eq!(first.title, format!("Harbour{delimiter} opens"));
            assert_eq!(first.body, "Ships \"came\" in.\n\nMore, came.");
            assert_eq!(first.date, "2024-05-01");
            assert_eq!(
                (second.title.as_str(), second.body.as_str()),
                ("Storm", "Rain 5\" deep")
            );
            assert_eq!(second.id.as_deref(), Some("2"));
        }
    }

    #[test]
    fn tables_are_told_from_texts() {
        let of = |text: &str, name: &str| detect(text.as_bytes(), name);
        assert_eq!(of("title,body\na,b\n", "x"), Some(Format::Csv));
        assert_eq!(of("a,b\n1,2\n", "x.csv"), Some(Format::Csv));
        assert_eq!(of("a\tb\n1\t2\n", "x.tsv"), Some(Format::Csv));
        assert_eq!(
            of("Storms, floods and fires\nText, more.\n", "x.txt"),
            Some(Format::Text)
        );
        assert_eq!(
            of("Date, time and source\n\nText.\n", "x"),
            Some(Format::Text)
        );
        assert_eq!(
            of("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "x.csv"),
            Some(Format::JsonLines)
        );
        assert_eq!(
            of("title,body\na,b\n", "x.json"),
            Some(Format::Csv),
            "a name does not make JSON of a table"
        );
    }

    #[test]
    fn lines_may_end_with_a_carriage_return() {
        let text = "headline,text\rHarbour opens,\"Ships came.\r\rMore came.\"\rStorm,Rain.\r";
        let read = drafts(text.as_bytes(), "old.csv");
        let read: Vec<(&str, &str)> = read
            .iter()
            .map(|draft| (draft.title.as_str(), draft.body.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                ("Harbour opens", "Ships came.\n\nMore came."),
                ("Storm", "Rain.")
            ]
        );
    }

    /// The names of title, text, date, author and source.
    const ABROAD: [(&str, &str); 10] = [
        ("de", "Überschrift;Inhalt;Datum;Autor;Quelle"),
        ("fr", "Titre;Texte;Date de publication;Auteur;Journal"),
        ("es", "Título;Contenido;Fecha de publicación;Autor;Fuente"),
        ("pt", "título;conteúdo;data_publicação;autor;fonte"),
        ("it", "titolo;testo;data;autore;testata"),
        ("nl", "Kop;Tekst;Datum;Auteur;Krant"),
        ("ru", "Заголовок;Текст;Дата публикации;Автор;Источник"),
        ("zh", "标题;正文;发布时间;作者;来源"),
        ("zh-Hant", "標題;內容;發布時間;作者;來源"),
        ("ar", "العنوان;النص;تاريخ النشر;الكاتب;المصدر"),
    ];

    #[test]
    fn tables_in_other_languages_are_told_and_read() {
        for (language, names) in ABROAD {
            let table = format!("{names}\na;b;c;d;e\n");
            let found = detect(table.as_bytes(), "export");
            assert_eq!(found, Some(Format::Csv), "{language}");
            let expected = Draft {
                title: "a".to_owned(),
                body: "b".to_owned(),
                date: "c".to_owned(),
                authors: vec!["d".to_owned()],
                source: "e".to_owned(),
                ..Draft::default()
            };
            assert_eq!(drafts(table.as_bytes(), "export"), [expected], "{language}");
        }
    }

    #[test]
    fn names_in_old_charsets_are_known() {
        let (_, russian) = ABROAD[6];
        let (_, german) = ABROAD[0];
        let (_, chinese) = ABROAD[7];
        let charsets = [
            (russian, encoding_rs::WINDOWS_1251),
            (german, encoding_rs::WINDOWS_1252),
            (chinese, encoding_rs::GBK),
        ];
        for (names, charset) in charsets {
            let table = format!("{names}\na;b;c;d;e\n");
            let (bytes, _, _) = charset.encode(&table);
            let [draft] = &drafts(&bytes, "export")[..] else {
                panic!("{names}");
            };
            assert_eq!((draft.title.as_str(), draft.body.as_str()), ("a", "b"));
        }
    }

    #[test]
    fn rows_of_another_length_fail_alone() {
        let text = "title,body\na,b\nc\nd,e,f\ng,h,,\n\"i \\\"x\\\" j\",k\n";
        let outcomes = outcomes(text.as_bytes(), "a.csv");
        let shape: Vec<(u64, bool)> = outcomes.iter().map(|(n, o)| (*n, o.is_ok())).collect();
        assert_eq!(
            shape,
            [(2, true), (3, false), (4, false), (5, true), (6, true)]
        );
        let last = outcomes
            .last()
            .and_then(|(_, outcome)| outcome.clone().ok());
        assert_eq!(last.map(|draft| draft.title).as_deref(), Some("i \"x\" j"));
        let error = outcomes
            .get(1)
            .and_then(|(_, outcome)| outcome.clone().err());
        assert_eq!(
            error.as_deref(),
            Some("the row has 1 fields, the first row names 2")
        );
    }

    proptest! {
        #[test]
        fn the_end_of_a_row_is_found_however_it_is_read(
            text in prop::collection::vec(prop::sample::select(b"\"\"\",\\\n\rx".to_vec()), 0..40),
            step in 1usize..8,
        ) {
            let (mut read, mut buffer, mut end) = (0, Vec::new(), None);
            for bytes in text.chunks(step) {
                read += bytes.len();
                buffer.extend_from_slice(bytes);
                match row_end(&buffer, b',') {
                    Ok(found) => {
                        end = Some(read - (buffer.len() - found));
                        break;
                    }
                    Err(stand_in) => buffer = stand_in,
                }
            }
            prop_assert_eq!(end, row_end(&text, b',').ok(), "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn a_truncated_table_keeps_its_whole_rows() {
        let text = "title,body\na,b\nc,\"cut o";
        let outcomes = outcomes(text.as_bytes(), "a.csv");
        assert!(
            matches!(outcomes.as_slice(), [(2, Ok(_)), (3, Err(_))]),
            "{outcomes:?}"
        );
    }

    #[test]
    fn latin_1_and_utf_8_rows_are_read() {
        let bytes = b"title,body\ncaf\xe9 cr\xe8me \xe0 la carte,x\ncaf\xc3\xa9,y\n";
        let titles: Vec<String> = drafts(bytes, "a.csv")
            .into_iter()
            .map(|draft| draft.title)
            .collect();
        assert_eq!(titles, ["café crème à la carte", "café"]);
    }

    #[test]
    fn columns_can_be_named_by_the_user() {
        let options = ReadOptions {
            map: vec![("body".to_owned(), "was".to_owned())],
            ..ReadOptions::default()
        };
        let (outcomes, _) =
            super::super::tests::read(b"no,was\n1,Text here\n", "a.csv", &options, 9);
        assert!(matches!(outcomes.as_slice(), [(2, Ok(draft))] if draft.body == "Text here"));
    }
}
