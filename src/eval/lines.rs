//! Files of lines: reads one whole, and keeps the place of what is wrong.

use super::error::{EvalError, Fault, LineError};
use std::fs;
use std::path::Path;

/// Reads a file and hands its text to `parse`.
pub(super) fn read<T>(
    path: &Path,
    parse: fn(&str) -> Result<T, LineError>,
) -> Result<T, EvalError> {
    let bytes = fs::read(path).map_err(|error| EvalError::Read {
        path: path.to_owned(),
        error,
    })?;
    text(&bytes)
        .and_then(parse)
        .map_err(|fault| EvalError::File {
            path: path.to_owned(),
            fault,
        })
}

fn text(bytes: &[u8]) -> Result<&str, LineError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to());
            Err(Fault::NotUtf8.at(before.filter(|byte| **byte == b'\n').count() + 1))
        }
    }
}

/// The lines that hold something, each with its number, without the line end.
pub(super) fn filled(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.split('\n'))
        .map(|(number, line)| (number, line.strip_suffix('\r').unwrap_or(line)))
        .filter(|(_, line)| !line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers() {
        let lines: Vec<_> = filled("a\r\n\n \t\nb c").collect();
        assert_eq!(lines, [(1, "a"), (4, "b c")]);
    }

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        assert_eq!(text(b"a\nb\n\xff\n"), Err(Fault::NotUtf8.at(3)));
        assert_eq!(text("\u{feff}a".as_bytes()), Ok("a"));
    }
}
