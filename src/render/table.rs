//! Facts as aligned lines, for statistics and reports.

use super::flow::{Flow, Page};
use super::{RenderOptions, Role};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes the rows below each other: the key, padded to the widest one, two spaces, the value, which is wrapped where the options give a width.
///
/// # Errors
/// Those of `out`.
pub fn table(
    out: &mut dyn Write,
    rows: &[(&str, String)],
    options: &RenderOptions,
) -> io::Result<()> {
    let widest = rows.iter().map(|(key, _)| key.width()).max().unwrap_or(0);
    let mut page = Page { out, options };
    for (key, value) in rows {
        let pad = widest - key.width();
        let mut flow = Flow::default();
        flow.exact(value, Role::Text);
        page.labelled(&format!("{key}{:pad$}  ", ""), &flow, None)?;
    }
    Ok(())
}

/// A number with a comma every three digits: `21,578`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many there are of something: `1 file`, `2 files`.
pub fn counted(count: u64, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {name}{ending}", thousands(count))
}

/// A size in megabytes of 1,000,000 bytes: `1,204.7 MB`, below ten with two decimals.
pub fn megabytes(bytes: u64) -> String {
    let hundredths = bytes.saturating_add(5_000) / 10_000;
    if hundredths < 1_000 {
        return format!("{}.{:02} MB", hundredths / 100, hundredths % 100);
    }
    let tenths = bytes.saturating_add(50_000) / 100_000;
    format!("{}.{} MB", thousands(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_aligned() {
        let mut out = Vec::new();
        let rows = [
            ("articles", thousands(21_578)),
            ("größe", megabytes(1_204_650_000)),
            ("source", "a\x1bb".to_owned()),
        ];
        table(&mut out, &rows, &RenderOptions::default()).unwrap_or_default();
        assert_eq!(
            String::from_utf8_lossy(&out),
            "articles  21,578\ngröße     1,204.7 MB\nsource    a\\u{1b}b\n"
        );
        let numbers = [0, 999, 1_000, 100_000, 1_234_567];
        assert_eq!(
            numbers.map(thousands),
            ["0", "999", "1,000", "100,000", "1,234,567"]
        );
        let sizes = [0, 4_999, 5_000, 9_994_999, 9_995_000, 20_000_000];
        assert_eq!(
            sizes.map(megabytes),
            [
                "0.00 MB", "0.00 MB", "0.01 MB", "9.99 MB", "10.0 MB", "20.0 MB"
            ]
        );
        assert_eq!(megabytes(u64::MAX), "18,446,744,073,709.5 MB");
    }

    #[test]
    fn values_of_tables_wrap() {
        let options = RenderOptions {
            width: Some(24),
            ..RenderOptions::default()
        };
        let rows = [
            ("articles", "95".to_owned()),
            ("of which", "terms 0.20 MB, store 1.10 MB".to_owned()),
        ];
        let mut out = Vec::new();
        table(&mut out, &rows, &options).unwrap_or_default();
        assert_eq!(
            String::from_utf8_lossy(&out),
            "articles  95\nof which  terms 0.20 MB,\n          store 1.10 MB\n"
        );
    }
}
