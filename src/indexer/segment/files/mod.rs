//! Files: those of a segment that have a part for each field, how they get to the disk, and one without a name for what memory
//! cannot hold.

pub(super) mod composite;
pub(super) mod flush;
pub(super) mod output;
pub(super) mod scratch;
