//! Fields whose values are terms as they stand, without frequencies or positions: the keys and the language.

use super::output::Output;
use super::term::TermEncoder;
use std::io;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Writes a field, given each document's term. Does nothing without any.
pub(super) fn write(
    output: &mut Output,
    field: Field,
    mut entries: Vec<(&[u8], u32)>,
) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    entries.sort_unstable();
    let mut to = output.field(field, entries.len() as u64)?;
    let mut encoder = TermEncoder::new(IndexRecordOption::Basic, None, 0);
    let mut postings = Vec::new();
    for entries in entries.chunk_by(|a, b| a.0 == b.0) {
        let start = postings.len();
        let documents = entries.iter().map(|(_, document)| (*document, 0));
        encoder.encode(documents, &mut postings)?;
        let info = TermInfo {
            doc_freq: entries.len() as u32,
            postings_range: start..postings.len(),
            positions_range: 0..0,
        };
        to.term(entries[0].0, &info)?;
    }
    to.data(&postings, &[])?;
    to.finish()
}
