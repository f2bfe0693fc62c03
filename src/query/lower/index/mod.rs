//! What is read of an index: its dictionaries, posting lists, positions, languages and texts. Knows nothing of queries.

pub(super) mod blocks;
pub(super) mod breaks;
pub(super) mod language_gate;
pub(super) mod lexicon;
pub(super) mod placed_list;
pub(super) mod posting_list;
mod segment_files;
pub(super) mod texts;
