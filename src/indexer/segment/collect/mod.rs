//! The words of articles as they come: dictionaries, streams of numbers, and these inverted.

pub(super) mod dictionary;
pub(super) mod field;
pub(super) mod inverted;
pub(super) mod key;
pub(super) mod marks;
pub(super) mod pairs;
pub(super) mod stream;
