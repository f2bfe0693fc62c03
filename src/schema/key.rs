//! Fingerprint of an article's id.

use serde::{Deserialize, Serialize};
use tantivy::Term;
use tantivy::schema::Field;
use xxhash_rust::xxh3::xxh3_128;

/// 128-bit fingerprint of an article id: the name by which bookkeeping and index know an article. Two ids in a
/// billion articles share one with probability below 1e-20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key([u8; 16]);

impl Key {
    /// The key of an id.
    pub fn of(id: &str) -> Key {
        Key(xxh3_128(id.as_bytes()).to_be_bytes())
    }

    /// Its bytes, as indexed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The index term that selects the article.
    pub fn term(&self, field: Field) -> Term {
        Term::from_field_bytes(field, &self.0)
    }
}
