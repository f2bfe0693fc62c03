//! What may stand directly after a word, phrase or group: `~1` and `^2`; and the `=` before a word.

use super::{LexemeKind, Lexer};

/// What a `^` may multiply by, in hundredths, at most.
pub(in crate::query) const MAX_BOOST: u32 = 10_000;

impl Lexer<'_> {
    /// After the word that ends at `at`: how many letters may differ (`None`: by its length), and the bytes read.
    pub(super) fn fuzziness(&self, at: usize) -> Option<(Option<u8>, usize)> {
        let rest = self.text.get(at..)?.strip_prefix('~')?;
        let (distance, length) = match rest.chars().next() {
            Some('1') => (Some(1), 2),
            Some('2') => (Some(2), 2),
            _ => (None, 1),
        };
        let after = rest.get(length - 1..).and_then(|rest| rest.chars().next());
        let ends = after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '~' | '.'));
        ends.then_some((distance, length))
    }

    /// `^2` or `^0.5` directly after a part: hundredths, and the bytes read.
    pub(super) fn boost(&self) -> Option<(u32, usize)> {
        use LexemeKind::{Close, Fuzzy, Phrase, Regex, Truncated, Wildcard, Within, Word};
        let last = self.lexemes.last()?;
        let takes = matches!(
            last.kind,
            Close | Fuzzy(_) | Phrase(_) | Regex | Truncated | Wildcard | Within(..) | Word
        );
        if !takes || last.span.end != self.at {
            return None;
        }
        let number = self.rest().strip_prefix('^')?;
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(number);
        let tail = number.get(whole..).unwrap_or_default();
        let places = tail.strip_prefix('.').map_or(0, digits);
        let length = whole + if places > 0 { places + 1 } else { 0 };
        let after = number.get(length..).and_then(|rest| rest.chars().next());
        if !(1..=3).contains(&whole) || after.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let value: f32 = number.get(..length)?.parse().ok()?;
        let hundredths = (value * 100.0).round() as u32;
        (1..=MAX_BOOST)
            .contains(&hundredths)
            .then_some((hundredths, length + 1))
    }

    /// `=word`: the word, in exactly this form.
    pub(super) fn exact(&mut self) {
        let (start, count) = (self.at, self.lexemes.len());
        self.at += 1;
        self.word();
        let text = self.text;
        let single = self.lexemes.len() == count + 1;
        match self.lexemes.last_mut() {
            Some(last) if single && last.kind == LexemeKind::Word => {
                let word = text.get(last.span.clone()).unwrap_or_default();
                last.kind = LexemeKind::Phrase(word.to_owned());
                last.span.start = start;
            }
            _ => {
                let end = std::mem::replace(&mut self.at, start);
                self.stray('=');
                self.at = end;
            }
        }
    }
}
