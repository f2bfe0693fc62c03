//! The examples of `docs/query-language.md`.

use super::read;
use crate::query::{FieldName, MAX_BYTES, MAX_CLAUSES, MAX_DEPTH};

const PAGE: &str = include_str!("../../../docs/query-language.md");

/// The rows of all tables with the given heading, each as its cells.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in PAGE.lines() {
        if !line.starts_with('|') || line.starts_with("|---") {
            inside &= line.starts_with('|');
        } else if line == heading {
            inside = true;
        } else if inside {
            rows.push(cells(line));
        }
    }
    rows
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim_matches('|').replace("\\|", "\0");
    line.split('|')
        .map(|cell| code(cell.trim()).replace('\0', "|"))
        .collect()
}

/// What a code span holds.
fn code(cell: &str) -> &str {
    let double = cell
        .strip_prefix("`` ")
        .and_then(|rest| rest.strip_suffix(" ``"));
    double.unwrap_or_else(|| cell.trim_matches('`'))
}

#[test]
fn examples_are_read_as_the_page_says() {
    let rows = rows("| You type | It is read as |");
    assert!(rows.len() > 30);
    for row in rows {
        assert_eq!(read(&row[0]), (row[1].clone(), vec![]), "{}", row[0]);
    }
}

#[test]
fn warnings_are_as_the_page_says() {
    let rows = rows("| You type | It is read as | Warning |");
    assert!(rows.len() > 10);
    for row in rows {
        assert_eq!(
            read(&row[0]),
            (row[1].clone(), vec![row[2].clone()]),
            "{}",
            row[0]
        );
    }
}

#[test]
fn every_field_of_the_page_is_known() {
    for row in rows("| Field | Other names | Holds |") {
        let field = FieldName::from_name(&row[0]);
        assert_eq!(field.map(FieldName::name), Some(row[0].as_str()));
        let others = row[1].split(", ").filter(|name| !name.is_empty());
        others.for_each(|name| assert_eq!(FieldName::from_name(name), field, "{name}"));
    }
}

#[test]
fn bounds_are_as_the_page_says() {
    assert_eq!((MAX_BYTES, MAX_CLAUSES, MAX_DEPTH), (10_000, 1_024, 100));
    assert!(
        PAGE.contains("10,000 bytes")
            && PAGE.contains("1,024 words")
            && PAGE.contains("100 others")
    );
}
