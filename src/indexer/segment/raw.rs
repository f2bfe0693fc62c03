//! Fields whose values are terms as they stand, without frequencies or positions: the keys and the language.

use super::output::Data;
use super::term::TermEncoder;
use super::terms::FieldTerms;
use std::io;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Encodes a field, given each document's term.
pub(super) fn encode(
    field: Field,
    mut entries: Vec<(&[u8], u32)>,
    terms: &mut FieldTerms,
) -> io::Result<Data> {
    entries.sort_unstable();
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
        terms.add(entries[0].0, &info);
    }
    Ok(Data {
        field,
        num_words: entries.len() as u64,
        postings,
        positions: Vec::new(),
    })
}
