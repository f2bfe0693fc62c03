//! Finds words of plain ASCII, which are most words of most archives, without decoding a character.

/// What comes next in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// No word before this offset.
    Nothing(usize),
    /// Letters and digits that certainly are one word.
    Word {
        start: usize,
        end: usize,
        /// Whether a capital is among them.
        upper: bool,
    },
    /// From this offset on, one has to look at characters.
    Unclear(usize),
}

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const JOINER: u8 = 8;
const HIGH: u8 = 16;
const ALNUM: u8 = LOWER | UPPER | DIGIT;

static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'.' | b',' | b'&' | b'+' | b'#' => JOINER,
            128.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
}

fn kind(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |byte| KINDS[usize::from(*byte)])
}

/// The next word of `text` at or after byte `at`.
#[inline]
pub(super) fn word_end(text: &str, at: usize) -> Stop {
    let bytes = text.as_bytes();
    let Some(gap) = position(bytes, at, |kind| kind & (ALNUM | HIGH) != 0) else {
        return Stop::Nothing(bytes.len());
    };
    let start = at + gap;
    let mut end = start;
    let mut seen = 0;
    while kind(bytes, end) & ALNUM != 0 {
        seen |= kind(bytes, end);
        end += 1;
    }
    if end == start || may_go_on(bytes, end, end - start == 1) {
        return Stop::Unclear(start);
    }
    let upper = seen & UPPER != 0;
    Stop::Word { start, end, upper }
}

pub(super) fn is_alphanumeric(byte: u8) -> bool {
    KINDS[usize::from(byte)] & ALNUM != 0
}

/// Whether a byte may join what stands around it to one word.
pub(super) fn is_joiner(byte: u8) -> bool {
    KINDS[usize::from(byte)] == JOINER
}

/// Whether a byte is part of a character beyond ASCII.
pub(super) fn is_high(byte: u8) -> bool {
    KINDS[usize::from(byte)] == HIGH
}

fn position(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes
        .get(at..)?
        .iter()
        .position(|byte| wanted(KINDS[usize::from(*byte)]))
}

/// Whether what follows a word may belong to it. `single` says that the word is one character.
#[inline]
fn may_go_on(bytes: &[u8], end: usize, single: bool) -> bool {
    match kind(bytes, end) {
        HIGH => true,
        JOINER => match bytes.get(end) {
            Some(b'+' | b'#') => single,
            _ => kind(bytes, end + 1) & (ALNUM | HIGH) != 0,
        },
        _ => false,
    }
}
