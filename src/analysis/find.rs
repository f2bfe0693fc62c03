//! Finds and counts bytes of a kind that is rare.

/// Bytes that are looked at together: in vectors, if what is asked of each compiles to no branch.
const BLOCK: usize = 32;

/// The place of the first byte from `from` on that `is` says yes to.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (blocks, tail) = rest.as_chunks::<BLOCK>();
    let holds = |block: &[u8; BLOCK]| block.iter().fold(false, |any, byte| any | is(*byte));
    match blocks.iter().position(holds) {
        Some(block) => {
            let found = first_in(&blocks[block], is)?;
            Some(from + block * BLOCK + found)
        }
        None => {
            let found = tail.iter().position(|byte| is(*byte))?;
            Some(from + rest.len() - tail.len() + found)
        }
    }
}

/// The place of the first byte that `is` says yes to, without a branch a byte.
#[inline]
fn first_in(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> Option<usize> {
    let mut flags = [0_u8; BLOCK];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is(*byte));
    }
    let (parts, _) = flags.as_chunks::<{ size_of::<u64>() }>();
    parts.iter().enumerate().find_map(|(number, part)| {
        let part = u64::from_le_bytes(*part);
        let bytes = number * size_of::<u64>() + part.trailing_zeros() as usize / 8;
        (part != 0).then_some(bytes)
    })
}

/// How many bytes there are that `is` says yes to.
#[inline]
pub(super) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    // So many as a byte can count: sums of bytes fill vectors.
    let parts = bytes.chunks(usize::from(u8::MAX));
    let sums = parts.map(|part| {
        part.iter()
            .fold(0_u8, |sum, byte| sum + u8::from(is(*byte)))
    });
    sums.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_found_is_the_first(bytes in vec(0_u8..4, 0..200), from in 0_usize..210, kind in 0_u8..6) {
            let plain = (from..bytes.len()).find(|at| bytes[*at] >= kind);
            prop_assert_eq!(find(&bytes, from, |byte| byte >= kind), plain);
        }

        #[test]
        fn all_are_counted(bytes in vec(0_u8..3, 0..800), kind in 0_u8..4) {
            let plain = bytes.iter().filter(|byte| **byte >= kind).count();
            prop_assert_eq!(count(&bytes, |byte| byte >= kind), plain);
        }

        #[test]
        fn what_is_rare_is_found(len in 0_usize..200, at in 0_usize..200, from in 0_usize..200) {
            let mut bytes = vec![b' '; len];
            if let Some(byte) = bytes.get_mut(at) {
                *byte = b'.';
            }
            let expected = (at < len && from <= at).then_some(at);
            prop_assert_eq!(find(&bytes, from, |byte| byte == b'.'), expected);
        }
    }
}
