//! Bytes to text: byte-order mark, then valid UTF-8, then the declaration, then detection.
//!
//! Encodings and labels are those of the WHATWG Encoding Standard, so that text reads as in a browser. Knows
//! nothing of formats but where HTML and XML declare their encoding.

mod c1;
mod declared;
#[cfg(test)]
mod tests;
mod utf16;

pub use c1::repair_c1;
pub use declared::declared_in_head;
pub use utf16::{Utf8Stream, utf8_stream};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8};
use std::borrow::Cow;

/// Well-formed characters for each malformed one that make damaged text still UTF-8. Other encodings hold
/// sequences that happen to be well-formed only here and there.
const DAMAGED_UTF8: usize = 4;

/// Text, and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte-order mark.
    pub text: Cow<'a, str>,
    /// Standard name of the encoding (`windows-1252`).
    pub encoding: &'static str,
    /// Malformed sequences that became U+FFFD; those that the text has of its own do not count.
    pub replaced: u64,
}

/// Decodes `bytes`; `declared` is the label that the document, or whoever sent it, gives.
///
/// What the bytes prove goes before what is declared: a mark, well-formed UTF-8, and UTF-8 with a few bad bytes all
/// beat a label, since labels are wrong more often.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf16::without_mark(bytes) {
        return with(encoding, bytes);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // The one encoding that is made of ASCII bytes alone.
    if declared == Some(ISO_2022_JP) && memchr::memchr(0x1B, bytes).is_some() {
        return with(ISO_2022_JP, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
            replaced: 0,
        };
    }
    not_utf8(bytes, declared)
}

fn not_utf8<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    // A label of UTF-16 on bytes that are not is no help, nor is one of UTF-8 here.
    let declared = declared.filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8);
    if declared.is_none_or(Encoding::is_single_byte) && is_damaged_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    let by_label = declared.map(|encoding| with(encoding, bytes));
    match by_label {
        Some(decoded) if decoded.replaced == 0 => decoded,
        Some(decoded) => fewer_replaced(decoded, with(detect(bytes), bytes)),
        None => with(detect(bytes), bytes),
    }
}

fn fewer_replaced<'a>(first: Decoded<'a>, second: Decoded<'a>) -> Decoded<'a> {
    if second.replaced < first.replaced {
        second
    } else {
        first
    }
}

/// Whether malformed UTF-8 is nevertheless UTF-8: enough multi-byte characters are well-formed.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Two-byte characters begin with C2 to DF, longer ones with more.
        good += chunk.valid().bytes().filter(|&b| b >= 0xC2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad.saturating_mul(DAMAGED_UTF8)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes with a known encoding, counting what is malformed.
fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let encoding_name = encoding.name();
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded {
            text,
            encoding: encoding_name,
            replaced: 0,
        };
    }
    let (text, replaced) = replacing(encoding, bytes);
    Decoded {
        text: Cow::Owned(text),
        encoding: encoding_name,
        replaced,
    }
}

fn replacing(encoding: &'static Encoding, mut bytes: &[u8]) -> (String, u64) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut replaced = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            // At least a few bytes, since near the end half of what is left can be less than one character.
            DecoderResult::OutputFull => text.reserve(bytes.len() / 2 + 64),
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
}
