//! Where a match lies, counted in words.

/// Positions of the first and the last word of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Stretch {
    pub(super) fn at(position: u32) -> Stretch {
        Stretch {
            start: position,
            end: position,
        }
    }
}
