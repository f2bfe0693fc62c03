//! Text that was UTF-8 and was read as cp1252 or cp1251: `donâ€™t` for `don’t`.
//!
//! Only what is certain is repaired: pairs of characters that no language writes, and whole texts in which everything
//! beyond ASCII decodes. What one pass uncovers may be mojibake again, since some texts went wrong twice.

use std::str;
use std::sync::LazyLock;

/// Sequences without a certain one among them that make a whole text certain, where nothing speaks against it.
const ENOUGH: usize = 3;

/// Certain sequences that make the doubtful ones in the same text certain too.
const WITNESSES: usize = 2;

/// A code page whose characters stand for the bytes of UTF-8.
struct CodePage {
    /// What bytes from 0x80 on stand for.
    upper: [char; 128],
}

static CP1252: LazyLock<CodePage> = LazyLock::new(|| CodePage::of(encoding_rs::WINDOWS_1252));
static CP1251: LazyLock<CodePage> = LazyLock::new(|| CodePage::of(encoding_rs::WINDOWS_1251));

impl CodePage {
    fn of(encoding: &'static encoding_rs::Encoding) -> CodePage {
        let mut upper = ['\0'; 128];
        for (byte, slot) in (0x80..=0xff).zip(&mut upper) {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            *slot = text.chars().next().unwrap_or_default();
        }
        CodePage { upper }
    }

    /// The byte that a character stands for. C1 controls are bytes that were taken for Latin-1.
    fn byte(&self, c: char) -> Option<u8> {
        if let Ok(byte @ 0x80..) = u8::try_from(c)
            && (byte < 0xa0 || self.upper.get(usize::from(byte - 0x80)) == Some(&c))
        {
            return Some(byte);
        }
        let position = self.upper.iter().position(|&upper| upper == c)?;
        u8::try_from(position + 0x80).ok()
    }
}

/// A character of the original in the bytes `start..end` of the text.
#[derive(Clone, Copy, Debug)]
struct Sequence {
    start: usize,
    end: usize,
    meant: char,
    certain: bool,
}

/// What a text holds beyond ASCII.
#[derive(Default)]
struct Findings {
    sequences: Vec<Sequence>,
    /// Characters that are part of no sequence.
    others: usize,
}

/// The text as it was meant; `None` where nothing is certainly wrong. A repaired text is shorter.
pub(super) fn repair(text: &str) -> Option<String> {
    match may_hold(text.as_bytes()) {
        true => western(text).or_else(|| cyrillic(text)),
        false => None,
    }
}

/// Whether a character that stands for the first byte of nearly all that goes wrong (for Latin letters, punctuation,
/// pictographs, Greek, Cyrillic, Asian scripts: `Â` to `ô` by cp1252, `Р` and `С` by cp1251) comes before another beyond
/// ASCII, as it must. Most texts are settled by this.
fn may_hold(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(0xc3, 0xd0, bytes).any(|at| {
        let follows = bytes.get(at..).unwrap_or_default();
        matches!(
            follows,
            [0xc3, 0x82..=0xb4, 0x80..=0xff, ..] | [0xd0, 0xa0 | 0xa1, 0x80..=0xff, ..]
        )
    })
}

fn western(text: &str) -> Option<String> {
    let found = findings(text, &CP1252, usize::MAX)?;
    let certain = found.sequences.iter().filter(|one| one.certain).count();
    let is_whole = found.others == 0
        && (certain > 0 || found.sequences.len() >= ENOUGH && is_plausible(&found.sequences));
    let wanted = |one: &&Sequence| {
        one.certain || is_whole || certain >= WITNESSES && ('À'..='ÿ').contains(&one.meant)
    };
    rebuilt(text, found.sequences.iter().filter(wanted))
}

/// Russian read as cp1251 has a capital R or S before every letter. Nothing but the whole text can be certain: the same
/// pairs stand at the ends of words in capitals.
fn cyrillic(text: &str) -> Option<String> {
    let found = findings(text, &CP1251, 0)?;
    let is_whole = found.sequences.len() > ENOUGH && is_plausible(&found.sequences);
    rebuilt(text, found.sequences.iter().filter(|_| is_whole))
}

/// Whether these are letters and marks of living scripts: phonetic letters come of a capital before a quotation mark.
fn is_plausible(sequences: &[Sequence]) -> bool {
    let is_living = |c: char| {
        matches!(c, '\u{a0}'..='\u{17f}' | '\u{370}'..='\u{1fff}' | '\u{2010}'..='\u{2044}')
            || matches!(c, '\u{20a0}'..='\u{2122}' | '\u{3000}'..='\u{d7ff}' | '\u{1f300}'..='\u{1faff}')
    };
    sequences.iter().all(|one| is_living(one.meant))
}

fn rebuilt<'a>(text: &str, wanted: impl Iterator<Item = &'a Sequence>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for one in wanted {
        out.push_str(text.get(at..one.start)?);
        out.push(one.meant);
        at = one.end;
    }
    out.push_str(text.get(at..)?);
    (at > 0).then_some(out)
}

/// The sequences of a text; `None` where it has more other characters than allowed.
fn findings(text: &str, page: &CodePage, others_allowed: usize) -> Option<Findings> {
    let mut found = Findings::default();
    let mut next = 0;
    for (start, _) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if start < next {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        match sequence(rest, page).or_else(|| damaged(rest)) {
            Some((length, meant)) => {
                next = start + length;
                found.sequences.push(Sequence {
                    start,
                    end: next,
                    meant,
                    certain: is_certain(rest),
                });
            }
            None => found.others += 1,
        }
        if found.others > others_allowed {
            return None;
        }
    }
    Some(found)
}

/// The character whose bytes the text begins with, and how much of the text they take.
fn sequence(text: &str, page: &CodePage) -> Option<(usize, char)> {
    let mut bytes = [0; 4];
    for (filled, (at, c)) in text.char_indices().enumerate() {
        *bytes.get_mut(filled)? = page.byte(c)?;
        match str::from_utf8(bytes.get(..=filled)?) {
            Ok(meant) => return Some((at + c.len_utf8(), meant.chars().next()?)),
            // Not a beginning of anything.
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

/// A closing quotation mark whose last byte stands for nothing in cp1252, and was lost or replaced on the way.
fn damaged(text: &str) -> Option<(usize, char)> {
    let pair = "â€";
    let after = text.strip_prefix(pair)?;
    let lost = after
        .strip_prefix('\u{fffd}')
        .map_or(0, |_| '\u{fffd}'.len_utf8());
    Some((pair.len() + lost, '”'))
}

/// Whether no language writes what the text begins with. Marks that follow a word are left out where a capital can
/// stand before them: `CAFÉ“`, `«AMANHÃ»`.
fn is_certain(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('Ã'), Some(second), _) => {
            matches!(second, '\u{80}'..='\u{9f}' | '¡'..='ª' | '¬'..='º' | '¼'..='¿')
                || "€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ".contains(second)
        }
        (Some('Â'), Some(second), _) => matches!(second, '¡'..='ª' | '¬'..='º' | '¼'..='¿'),
        (Some('â'), Some('€' | '\u{80}'), _)
        | (Some('â'), Some('‚' | '\u{82}'), Some('¬'))
        | (Some('â'), Some('„' | '\u{84}'), Some('¢'))
        | (Some('ï'), Some('»'), Some('¿'))
        | (Some('ð'), Some('Ÿ' | '\u{9f}'), _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with its bytes read as a code page.
    fn misread(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        let (text, _) = encoding.decode_without_bom_handling(text.as_bytes());
        text.into_owned()
    }

    fn repaired(text: &str) -> String {
        let mut text = text.to_owned();
        while let Some(better) = repair(&text) {
            assert!(better.len() < text.len());
            text = better;
        }
        text
    }

    #[test]
    fn what_was_read_as_cp1252_is_read_as_it_was_meant() {
        for text in [
            "don’t",
            "“No,” she said – it’s €5…",
            "Straße, Übung, Äpfel",
            "São Paulo amanhã à noite",
            "naïve café, 3 °C, £5 © 2016",
            "Ελλάδα και Κύπρος",
            "Москва и Киев",
            "俄罗斯总统",
            "🔥 hot",
        ] {
            let once = misread(text, encoding_rs::WINDOWS_1252);
            assert_eq!(repaired(&once), text, "{once}");
            let twice = misread(&once, encoding_rs::WINDOWS_1252);
            assert_eq!(repaired(&twice), text, "{twice}");
        }
    }

    #[test]
    fn russian_read_as_cp1251_is_russian_again() {
        let text = "Президент России приехал в Москву";
        assert_eq!(repaired(&misread(text, encoding_rs::WINDOWS_1251)), text);
    }

    #[test]
    fn lost_bytes_are_guessed_only_where_nothing_else_is_possible() {
        assert_eq!(repaired("â€œYesâ€ and â€œNoâ€\u{fffd}."), "“Yes” and “No”.");
        assert_eq!(repaired("Ã\u{a0} bientôt"), "Ã\u{a0} bientôt");
    }

    #[test]
    fn certain_pairs_are_repaired_beside_text_that_is_right() {
        assert_eq!(
            repaired("It’s donâ€™t, voilà Ã©tÃ©"),
            "It’s don’t, voilà été"
        );
    }

    #[test]
    fn what_a_language_writes_stays() {
        for text in [
            "CAFÉ“",
            "„CAFÉ“ und „RAGÔ“",
            "«voilà»…",
            "«AMANHû, “ROMÔ",
            "SÃO PAULO, LÃ E MAÇÃ",
            "pâté, hôtel, Ângela",
            "РЁЛКА, «СССР», РІВНЕ",
            "Ðakovo, Þór, Ðông",
            "ÂU Lạc, châu Âu",
            "Österreich: „Ä“",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_of_one_script_survives(text in "([a-zäöüßÄÖÜéèêàçôœ]{1,9}[ ,.»”“]{1,2}){0,9}|([а-яА-ЯёЁ]{1,9}[ ,.»”]{1,2}){0,9}") {
            let words_end_in_capitals = text.contains(['Ä', 'Ö', 'Ü', 'Р', 'С']);
            prop_assume!(!words_end_in_capitals);
            prop_assert_eq!(repair(&text), None);
        }

        #[test]
        fn the_quick_look_misses_nothing(text in "([ÂÃâôõРСаТ][ab ]|[ÃÂâ€™ðŸ\u{80}-\u{ff}РСа“ ]){0,12}") {
            if !may_hold(text.as_bytes()) {
                prop_assert_eq!(western(&text).or_else(|| cyrillic(&text)), None, "{:?}", text);
            }
        }

        #[test]
        fn nothing_panics_and_repairs_are_shorter(text in "[ÃÂâ€™ðŸ\u{80}-\u{ff}РС“ a]{0,40}") {
            repaired(&text);
        }
    }
}
