//! Numbers of few bytes where they are small.

/// tantivy's VInt: seven bits a byte, low ones first; the last byte is marked, not the others.
pub(super) fn vint(mut value: u64, to: &mut Vec<u8>) {
    while value >= 128 {
        to.push(value as u8 & 127);
        value >>= 7;
    }
    to.push(value as u8 | 128);
}
