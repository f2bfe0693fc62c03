//! Finds words of plain ASCII, which are most words of most archives, without decoding a character: 64 bytes at a time
//! become bits that say where words begin and end.

use super::cluster::Item;
use super::fold::Class;
use super::word::Items;

/// What comes next in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Letters and digits that certainly are one word.
    Word {
        /// Its place in the text.
        span: (usize, usize),
        /// Its place in [`Scan::lower`].
        start: usize,
        /// Its first bytes, folded, and zeros where it is shorter.
        head: u128,
    },
    /// From this offset on, one has to look at characters.
    Unclear(usize),
}

/// Bytes that are scanned ahead: with what is made of them they stay in the nearest cache. Tests have short texts, and are to
/// see many windows.
const WINDOW: usize = if cfg!(test) { 80 } else { 8 << 10 };

/// Bytes with a bit each in a word of the processor.
pub(super) const BLOCK: usize = 64;

/// Bytes at the head of a word that are read at once, as many for a short word as for a long one.
pub(super) const HEAD: usize = 16;

/// Stands behind the window, so that its last word can be read so too.
const SLACK: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const _: () = assert!(SLACK.len() == HEAD);

/// Set in the bytes that are not ASCII.
const HIGH_BITS: u128 = u128::from_le_bytes([0x80; HEAD]);

/// The bytes of a head that belong to a word of so many bytes.
static OF_WORD: [u128; HEAD + 1] = of_word();

const fn of_word() -> [u128; HEAD + 1] {
    let mut masks = [u128::MAX; HEAD + 1];
    let mut len = 0;
    while len < HEAD {
        masks[len] = (1 << (8 * len)) - 1;
        len += 1;
    }
    masks
}

/// Reads a text window by window, in buffers that are used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    /// The window, its ASCII letters in lower case, and [`SLACK`].
    lower: String,
    /// Its length.
    len: usize,
    /// Nothing in the window is beyond ASCII.
    is_ascii: bool,
    /// Where in the text the window begins.
    base: usize,
    /// What is before this place in the text was scanned.
    upto: usize,
    /// Where runs of letters, digits and characters beyond ASCII begin and end in the window, by turns.
    edges: Vec<u32>,
    /// The next of them.
    next: usize,
}

impl Scan {
    /// Begins a new text.
    pub(super) fn restart(&mut self) {
        (self.base, self.upto, self.next) = (0, 0, 0);
        self.edges.clear();
    }

    /// The word of a [`Stop::Word`], folded.
    #[inline]
    pub(super) fn word(&self, start: usize, len: usize) -> &str {
        self.lower.get(start..start + len).unwrap_or_default()
    }

    /// The first bytes of the word, and zeros where it is shorter.
    #[inline]
    fn head(&self, start: usize, len: usize) -> u128 {
        let bytes = self.lower.as_bytes().get(start..start + HEAD);
        let bytes = bytes.and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |bytes| u128::from_le_bytes(*bytes)) & OF_WORD[len.min(HEAD)]
    }

    /// What comes next at or after byte `at` of `text`, which must not go back; `None` where no word is left.
    #[inline]
    pub(super) fn next(&mut self, text: &str, at: usize) -> Option<Stop> {
        loop {
            let Some(&[start, end]) = self.edges.get(self.next..self.next + 2) else {
                self.fill(text, at)?;
                continue;
            };
            // What was looked at by characters may have ended in this run, or behind it.
            let (start, end) = (start as usize, end as usize);
            let from = at.saturating_sub(self.base);
            if from < end {
                return Some(self.stop(text, start.max(from), end));
            }
            self.next += 2;
        }
    }

    #[inline]
    fn stop(&self, text: &str, start: usize, end: usize) -> Stop {
        let span = (self.base + start, self.base + end);
        let goes_on = end == self.len && span.1 < text.len();
        let len = end - start;
        let head = self.head(start, len);
        let is_ascii =
            || head & HIGH_BITS == 0 && (len <= HEAD || self.word(start, len).is_ascii());
        if goes_on || may_go_on(text.as_bytes(), span.1, len == 1) || !(self.is_ascii || is_ascii())
        {
            return Stop::Unclear(span.0);
        }
        Stop::Word { span, start, head }
    }

    /// Scans the next window; `None` at the end of the text.
    #[cold]
    fn fill(&mut self, text: &str, at: usize) -> Option<()> {
        self.base = at.max(self.upto);
        let mut end = text.len().min(self.base + WINDOW);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let window = text
            .get(self.base..end)
            .filter(|window| !window.is_empty())?;
        self.lower.clear();
        self.lower.push_str(window);
        self.lower.make_ascii_lowercase();
        self.is_ascii = window.is_ascii();
        self.len = window.len();
        self.next = 0;
        self.edges.clear();
        find_edges(self.lower.as_bytes(), &mut self.edges);
        self.lower.push_str(SLACK);
        self.upto = end;
        if end < text.len() {
            self.leave_unfinished();
        }
        Some(())
    }

    /// A run that the window cuts begins the next one, unless it fills this one.
    fn leave_unfinished(&mut self) {
        if let [.., start, end] = self.edges[..]
            && start > 0
            && end as usize == self.len
        {
            self.edges.truncate(self.edges.len() - 2);
            self.upto = self.base + start as usize;
        }
    }
}

#[inline]
fn find_edges(bytes: &[u8], edges: &mut Vec<u32>) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut before = 0;
    for (block, at) in blocks.iter().chain([&last]).zip((0..).step_by(BLOCK)) {
        let bits = word_bits(block);
        let mut changes = bits ^ (bits << 1 | before);
        before = bits >> (BLOCK - 1);
        while changes != 0 {
            edges.push(at + changes.trailing_zeros());
            changes &= changes - 1;
        }
    }
}

/// A bit for each byte that is a letter, a digit or beyond ASCII.
#[inline]
fn word_bits(block: &[u8; BLOCK]) -> u64 {
    bits(block, |byte| is_plain_part(byte) | (byte >= 0x80))
}

/// Whether a byte is a letter or a digit of ASCII, without a table.
#[inline]
pub(super) fn is_plain_part(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit
}

/// A bit for each byte that `is` says yes to, the first byte's lowest. Written so that it compiles to vector instructions, if what is
/// asked compiles to no branch.
#[inline]
pub(super) fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0; BLOCK];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is(*byte));
    }
    let eights = flags.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |bits, flags| bits << 8 | gather(*flags))
}

/// Eight bytes of 0 or 1 to eight bits: the product adds each, moved to its place, to the highest byte.
#[inline]
fn gather(flags: [u8; 8]) -> u64 {
    u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const JOINER: u8 = 4;
const HIGH: u8 = 8;

static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'.' | b',' | b'&' | b'+' | b'#' => JOINER,
            128.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
}

#[inline]
fn kind(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |byte| KINDS[usize::from(*byte)])
}

#[inline]
pub(super) fn is_alphanumeric(byte: u8) -> bool {
    KINDS[usize::from(byte)] & (LETTER | DIGIT) != 0
}

/// Whether a byte may join what stands around it to one word.
#[inline]
pub(super) fn is_joiner(byte: u8) -> bool {
    KINDS[usize::from(byte)] == JOINER
}

/// Whether a byte is part of a character beyond ASCII.
#[inline]
pub(super) fn is_high(byte: u8) -> bool {
    KINDS[usize::from(byte)] == HIGH
}

/// Whether what follows a word may belong to it. `single` says that the word is one character.
#[inline]
fn may_go_on(bytes: &[u8], end: usize, single: bool) -> bool {
    kind(bytes, end) == JOINER
        && match bytes.get(end) {
            Some(b'+' | b'#') => single,
            _ => kind(bytes, end + 1) & (LETTER | DIGIT | HIGH) != 0,
        }
}

/// ASCII without a certain word break, as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'a> {
    bytes: &'a [u8],
    start: usize,
}

impl<'a> Plain<'a> {
    /// From byte `start` of `text` to the next byte that ends any word; `None` if a character beyond ASCII comes before
    /// that.
    pub(super) fn at(text: &'a str, start: usize) -> Option<Self> {
        let rest = text.as_bytes().get(start..)?;
        let ends = |byte: &u8| matches!(KINDS[usize::from(*byte)], 0 | HIGH);
        let len = rest.iter().position(ends).unwrap_or(rest.len());
        let bytes = rest.get(..len)?;
        (kind(rest, len) != HIGH).then_some(Plain { bytes, start })
    }

    /// Where in the text it ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.bytes.len()
    }
}

impl Items for Plain<'_> {
    #[inline]
    fn get(&self, at: usize) -> Option<Item> {
        let byte = *self.bytes.get(at)?;
        let class = match KINDS[usize::from(byte)] {
            LETTER => Class::Letter,
            DIGIT => Class::Digit,
            _ => Class::Joiner,
        };
        Some(Item {
            text: char::from(byte.to_ascii_lowercase()),
            class,
            start: self.start + at,
            end: self.start + at + 1,
        })
    }
}
