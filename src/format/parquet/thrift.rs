//! As much of Thrift's compact protocol as it takes to look into what a table says of itself.
//!
//! Nothing is built and nothing allocated, whatever sizes are claimed. `None` is damage, or too few bytes.

/// Kinds of values. Truth values have two, and no bytes of their own as fields.
pub(super) const I32: u8 = 5;
pub(super) const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const SET: u8 = 10;
const MAP: u8 = 11;
const UUID: u8 = 13;

/// Values inside one another: real ones have six.
const MAX_LEVELS: usize = 32;

/// Bytes to be read, values one after the other.
pub(super) struct Compact<'b> {
    pub(super) rest: &'b [u8],
}

impl Compact<'_> {
    /// Calls `field` with the number and kind of each field of a structure; what it does not read, and says so by
    /// returning `Some(false)`, is skipped.
    pub(super) fn fields(
        &mut self,
        field: &mut dyn FnMut(&mut Self, i64, u8) -> Option<bool>,
    ) -> Option<()> {
        self.fields_below(MAX_LEVELS, field)
    }

    fn fields_below(
        &mut self,
        levels: usize,
        field: &mut dyn FnMut(&mut Self, i64, u8) -> Option<bool>,
    ) -> Option<()> {
        let mut number = 0;
        loop {
            let head = self.byte()?;
            let (step, kind) = (head >> 4, head & 15);
            if kind == 0 {
                return Some(());
            }
            number = match step {
                0 => self.integer()?,
                step => number + i64::from(step),
            };
            if !field(self, number, kind)? {
                self.skip_field(kind, levels)?;
            }
        }
    }

    /// The number of elements of a list, and their kind.
    pub(super) fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => u64::from(count),
        };
        Some((count, head & 15))
    }

    /// A signed number.
    pub(super) fn integer(&mut self) -> Option<i64> {
        let written = self.varint()?;
        Some((written >> 1).cast_signed() ^ -(written & 1).cast_signed())
    }

    fn skip_field(&mut self, kind: u8, levels: usize) -> Option<()> {
        match kind {
            TRUE | FALSE => Some(()),
            kind => self.skip(kind, levels),
        }
    }

    fn skip(&mut self, kind: u8, levels: usize) -> Option<()> {
        let below = levels.checked_sub(1)?;
        match kind {
            TRUE | FALSE | 3 => self.advance(1),
            4..=6 => self.varint().map(|_| ()),
            DOUBLE => self.advance(8),
            UUID => self.advance(16),
            BINARY => {
                let length = self.varint()?;
                self.advance(usize::try_from(length).ok()?)
            }
            LIST | SET => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.skip(kind, below))
            }
            MAP => self.skip_map(below),
            STRUCT => self.fields_below(below, &mut |_, _, _| Some(false)),
            _ => None,
        }
    }

    fn skip_map(&mut self, levels: usize) -> Option<()> {
        let count = self.varint()?;
        if count == 0 {
            return Some(());
        }
        let kinds = self.byte()?;
        (0..count).try_for_each(|_| {
            self.skip(kinds >> 4, levels)?;
            self.skip(kinds & 15, levels)
        })
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn advance(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }
}
