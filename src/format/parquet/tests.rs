//! Tables written here, as pandas and Hugging Face would.

use super::super::tests::{Outcomes, outcomes, read};
use crate::format::{Format, ReadOptions, detect};
use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Title, text, date in microseconds.
type Row<'r> = (&'r [u8], &'r str, i64);

/// A table of rows (title, text, date in microseconds), so many in a group.
fn table(schema: &str, rows: &[Row<'_>], group: usize, how: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(how).build();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
    for rows in rows.chunks(group) {
        let mut group = writer.next_row_group().expect("a group");
        let texts = |of: &dyn Fn(&Row<'_>) -> ByteArray| -> Vec<ByteArray> {
            rows.iter().map(of).collect()
        };
        for values in [
            texts(&|row| row.0.to_vec().into()),
            texts(&|row| row.1.into()),
            texts(&|_| vec![0xFF; 9].into()),
        ] {
            let mut column = group.next_column().expect("a column").expect("a column");
            let column_writer = column.typed::<ByteArrayType>();
            column_writer
                .write_batch(&values, None, None)
                .expect("memory");
            column.close().expect("memory");
        }
        let mut column = group.next_column().expect("a column").expect("a column");
        let dates: Vec<i64> = rows.iter().map(|row| row.2).collect();
        column
            .typed::<Int64Type>()
            .write_batch(&dates, None, None)
            .expect("memory");
        column.close().expect("memory");
        group.close().expect("memory");
    }
    writer.into_inner().expect("memory")
}

const SCHEMA: &str = "message news { required binary title (UTF8); required binary text (UTF8); required binary picture; \
     required int64 date (TIMESTAMP_MICROS); }";

const ROWS: [Row<'_>; 3] = [
    (b"One", "Ships came.", 1_714_723_200_000_000),
    (b"Two \"2\"", "More\ncame.", -86_400_000_000),
    (b"Three", "\u{e9}t\u{e9}", 0),
];

fn titles(outcomes: &Outcomes) -> Vec<(u64, String)> {
    let title = |(record, outcome): &(u64, Result<crate::article::Draft, String>)| {
        let draft = outcome.clone().expect("a row");
        (*record, draft.title)
    };
    outcomes.iter().map(title).collect()
}

#[test]
fn rows_are_read_however_packed_and_cut() {
    for how in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(Default::default()),
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
    ] {
        for group in [1, 2, 3] {
            let bytes = table(SCHEMA, &ROWS, group, how);
            assert_eq!(detect(&bytes, "x"), Some(Format::Parquet));
            for chunk_bytes in [1, 100, 1 << 20] {
                let (outcomes, ended) =
                    read(&bytes, "x.parquet", &ReadOptions::default(), chunk_bytes);
                assert!(ended);
                let expected = [(1, "One"), (2, "Two \"2\""), (3, "Three")];
                assert_eq!(
                    titles(&outcomes),
                    expected.map(|(record, title)| (record, title.to_owned()))
                );
            }
        }
    }
    let bytes = table(SCHEMA, &ROWS, 3, Compression::SNAPPY);
    let outcomes = outcomes(&bytes, "x");
    let dates: Vec<&str> = outcomes
        .iter()
        .filter_map(|(_, outcome)| outcome.as_ref().ok())
        .map(|draft| draft.date.as_str())
        .collect();
    assert_eq!(
        dates,
        [
            "2024-05-03T08:00:00Z",
            "1969-12-31T00:00:00Z",
            "1970-01-01T00:00:00Z"
        ]
    );
}

#[test]
fn a_table_without_columns_for_text_is_one_failure() {
    let schema = SCHEMA.replace("title", "lccn").replace("text", "place");
    let bytes = table(&schema, &ROWS, 1, Compression::UNCOMPRESSED);
    let outcomes = outcomes(&bytes, "x");
    assert!(
        matches!(outcomes.as_slice(), [(1, Err(error))] if error.contains("lccn, place, picture, date")),
        "{outcomes:?}"
    );
}

#[test]
fn truncated_damaged_and_mis_encoded_tables_end_in_messages() {
    let bytes = table(SCHEMA, &ROWS, 1, Compression::SNAPPY);
    let cut = bytes.get(..bytes.len() - 9).unwrap_or_default();
    assert!(matches!(outcomes(cut, "x").as_slice(), [(1, Err(_))]));
    let latin: [Row<'_>; 2] = [(b"One", "Text.", 0), (b"caf\xe9", "Text.", 0)];
    let outcomes_of = outcomes(&table(SCHEMA, &latin, 1, Compression::SNAPPY), "x");
    assert!(
        matches!(outcomes_of.as_slice(), [(1, Ok(_)), (2, Err(_))]),
        "{outcomes_of:?}"
    );
    // Whatever byte is wrong, the reading ends.
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        if let Some(byte) = damaged.get_mut(at) {
            *byte ^= 0x55;
        }
        outcomes(&damaged, "x.parquet");
    }
}

#[test]
fn huge_sizes_end_in_messages() {
    let two_gib = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];
    for how in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        let bytes = table(SCHEMA, &ROWS, 3, how);
        for at in 0..bytes.len() - two_gib.len() {
            let mut hostile = bytes.clone();
            if let Some(place) = hostile.get_mut(at..at + two_gib.len()) {
                place.copy_from_slice(&two_gib);
            }
            outcomes(&hostile, "x.parquet");
        }
    }
}
