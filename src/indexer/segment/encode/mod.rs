//! Words to the bytes of tantivy's files: postings, positions, dictionaries, lengths.

pub(super) mod norms;
pub(super) mod postings;
pub(super) mod raw;
pub(super) mod term;
pub(super) mod terms;
