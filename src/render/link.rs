//! Addresses of files for hyperlinks.

use crate::article::Location;
use std::fmt::Write;
use std::path::{Path, absolute};

/// The `file://` address of the file of `location`, an archive's for what is in one; `None` for standard input.
pub(super) fn file_url(location: &Location) -> Option<String> {
    if location.path.is_empty() || location.path == "-" {
        return None;
    }
    let path = absolute(Path::new(&location.path)).ok()?;
    let path = path.to_str()?;
    let path = if cfg!(windows) {
        format!("/{}", path.replace('\\', "/"))
    } else {
        path.to_owned()
    };
    Some(format!("file://{}", percent_encode(&path)))
}

/// All bytes but those that RFC 3986 never reserves, and `/`, as `%XX`.
fn percent_encode(path: &str) -> String {
    path.bytes().fold(String::new(), |mut url, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                url.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => _ = write!(url, "%{byte:02X}"),
        }
        url
    })
}
