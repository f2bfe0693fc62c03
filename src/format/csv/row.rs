//! Rows of a table and the fields in them: where each ends, whatever quotes stand in it.

/// What may stand between fields; the first wins where several are as frequent.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Quotes and backslashes in a row that are looked at to tell whether the last one closes a value that is too large.
const MAX_MARKS: usize = 64;

/// The most frequent delimiter of the first line that is not blank, outside of quotes.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
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
pub(super) struct Row<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) end: usize,
    /// A line end is there.
    pub(super) ends: bool,
    /// A quote was opened and never closed.
    pub(super) open: bool,
}

impl Row<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

pub(super) fn rows(bytes: &[u8], delimiter: u8) -> impl Iterator<Item = Row<'_>> {
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
pub(super) fn row_end(bytes: &[u8], delimiter: u8) -> Result<usize, Vec<u8>> {
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
pub(super) fn split_row(row: &str, delimiter: u8) -> Vec<String> {
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
