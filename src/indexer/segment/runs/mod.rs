//! Batches of sorted words that memory cannot hold, and all batches as the parts of one segment.

pub(super) mod parts;
pub(super) mod run;
