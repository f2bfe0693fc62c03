//! Any text as a query, from parsing to matching.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

#[path = "../entry.rs"]
mod entry;

fuzz_target!(|text: &str| {
    static SMALL: OnceLock<entry::Small> = OnceLock::new();
    entry::query(text, SMALL.get_or_init(entry::Small::new));
});
