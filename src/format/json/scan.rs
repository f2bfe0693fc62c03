//! Finds where JSON values end, without reading them: strings and brackets are tracked, nothing else.

/// Why a value has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoEnd {
    /// The bytes end first.
    Incomplete,
    /// A string is not closed on its line, which ends at this byte.
    OpenString(usize),
    /// This byte closes a bracket of the other kind, or none.
    WrongBracket(usize),
}

/// Scans values; keeps its stack between them.
#[derive(Default)]
pub(super) struct Scanner {
    /// The bracket that closes each open one.
    closers: Vec<u8>,
    /// Where the string begins in which the bytes ended.
    open_string: Option<usize>,
}

impl Scanner {
    /// The end of the value that begins at `start`.
    pub(super) fn value_end(&mut self, bytes: &[u8], start: usize) -> Result<usize, NoEnd> {
        self.closers.clear();
        match bytes.get(start) {
            Some(b'{' | b'[' | b'"') => self.scan(bytes, start),
            _ => scalar_end(bytes, start),
        }
    }

    /// The end of what is open, outermost first, if `at` is inside of it.
    pub(super) fn closing_end(
        &mut self,
        bytes: &[u8],
        at: usize,
        open: &[u8],
    ) -> Result<usize, NoEnd> {
        self.closers.clear();
        self.closers.extend_from_slice(open);
        self.scan(bytes, at)
    }

    fn scan(&mut self, bytes: &[u8], start: usize) -> Result<usize, NoEnd> {
        let mut at = start;
        self.open_string = None;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    let end = string_end(bytes, at);
                    self.open_string = (end == Err(NoEnd::Incomplete)).then_some(at);
                    at = end?;
                }
                b'{' => self.open(b'}', &mut at),
                b'[' => self.open(b']', &mut at),
                b'}' | b']' if self.closers.pop() != Some(*byte) => {
                    return Err(NoEnd::WrongBracket(at));
                }
                _ => at += 1,
            }
            if self.closers.is_empty() {
                return Ok(at);
            }
        }
        Err(NoEnd::Incomplete)
    }

    /// A few bytes that leave as much open as a value that has just been found to go on beyond `bytes`.
    pub(super) fn stand_in(&self, bytes: &[u8], start: usize) -> Vec<u8> {
        if !matches!(bytes.get(start), Some(b'{' | b'[' | b'"')) {
            return bytes.get(start..=start).unwrap_or_default().to_vec();
        }
        let mut open: Vec<u8> = openers(&self.closers).collect();
        if let Some(quote) = self.open_string {
            let string = bytes.get(quote + 1..).unwrap_or_default();
            let slashes = string.iter().rev().take_while(|byte| **byte == b'\\');
            open.push(b'"');
            // An odd one takes the next byte with it.
            open.extend((slashes.count() % 2 == 1).then_some(b'\\'));
        }
        open
    }

    fn open(&mut self, closer: u8, at: &mut usize) {
        self.closers.push(closer);
        *at += 1;
    }
}

/// The brackets that these close.
pub(super) fn openers(closers: &[u8]) -> impl Iterator<Item = u8> {
    closers.iter().map(|closer| match closer {
        b'}' => b'{',
        _ => b'[',
    })
}

/// The end of the string whose opening quote is at `start`.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Result<usize, NoEnd> {
    let mut at = start + 1;
    loop {
        let rest = bytes.get(at..).ok_or(NoEnd::Incomplete)?;
        at += memchr::memchr3(b'"', b'\\', b'\n', rest).ok_or(NoEnd::Incomplete)?;
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += 2,
            _ => return Err(NoEnd::OpenString(at)),
        }
    }
}

/// A number, word or junk: up to the end of the line or whatever stands between values; at least one byte.
fn scalar_end(bytes: &[u8], start: usize) -> Result<usize, NoEnd> {
    let inside = bytes.get(start + 1..).unwrap_or_default();
    let length = inside
        .iter()
        .position(|b| matches!(b, b',' | b'\n' | b'[' | b']' | b'{' | b'}'));
    length
        .map(|length| start + 1 + length)
        .ok_or(NoEnd::Incomplete)
}

/// Where the next value begins, after white space and commas.
pub(super) fn skip_separators(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    rest.iter()
        .position(|b| !b.is_ascii_whitespace() && *b != b',')
        .map(|skipped| at + skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn end(text: &str) -> Result<usize, NoEnd> {
        Scanner::default().value_end(text.as_bytes(), 0)
    }

    #[test]
    fn values_end_where_their_bracket_closes() {
        assert_eq!(end(r#"{"a":"}\"]","b":[{}]} x"#), Ok(21));
        assert_eq!(end("\"a\\\\\","), Ok(5));
        assert_eq!(end("null,1"), Ok(4));
    }

    #[test]
    fn what_cannot_be_right_is_told_from_what_may_go_on() {
        assert_eq!(end(r#"{"a":[1"#), Err(NoEnd::Incomplete));
        assert_eq!(end("{\"a\":\"x\\"), Err(NoEnd::Incomplete));
        assert_eq!(end("{\"a\":\"x\n\"}"), Err(NoEnd::OpenString(7)));
        assert_eq!(end(r#"{"a":[1}"#), Err(NoEnd::WrongBracket(7)));
    }

    /// An end that is so many bytes later.
    fn later(end: Result<usize, NoEnd>, bytes: isize) -> Result<isize, (bool, isize)> {
        let moved = |at: usize| at as isize + bytes;
        match end {
            Ok(end) => Ok(moved(end)),
            Err(NoEnd::OpenString(at)) => Err((true, moved(at))),
            Err(NoEnd::WrongBracket(at)) => Err((false, moved(at))),
            Err(NoEnd::Incomplete) => Err((false, isize::MAX)),
        }
    }

    proptest! {
        /// A value ends where it does if what stands for its start is put in front of the rest.
        #[test]
        fn what_stands_for_a_start_leaves_as_much_open(
            scraps in vec(select(vec!["{", "}", "[", "]", "\"", "\\", "\\\\", "a", ",", "\n", "1"]), 2..20),
            cut in 1_usize..20,
        ) {
            let text = scraps.concat();
            let (head, rest) = text.as_bytes().split_at(cut.min(text.len()));
            let mut scanner = Scanner::default();
            prop_assume!(scanner.value_end(head, 0) == Err(NoEnd::Incomplete));
            let stand_in = scanner.stand_in(head, 0);
            let less = head.len() as isize - stand_in.len() as isize;
            let found = scanner.value_end(&[&stand_in, rest].concat(), 0);
            let whole = scanner.value_end(text.as_bytes(), 0);
            prop_assert_eq!(later(found, less), later(whole, 0));
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = "[".repeat(300_000) + &"]".repeat(300_000);
        assert_eq!(end(&deep), Ok(600_000));
    }
}
