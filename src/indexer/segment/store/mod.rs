//! The stored documents.

pub(super) mod blocks;
pub(super) mod document_store;
pub(super) mod store_file;
