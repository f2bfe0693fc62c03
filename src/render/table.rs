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
