//! Characters that no reader sees: controls, zero-width and bidi marks, soft hyphens, noncharacters.
//!
//! Everything visible is kept as it was written: no normalisation here. Most text needs no change, so a byte scan
//! comes first, and text that passes it is handed back as it came.

/// What cp1252 puts where Unicode has the C1 controls, from U+0080; U+0000 where it has nothing.
const CP1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
    '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// How far to look past invisible characters for the one that a joiner would join.
const JOIN_REACH: usize = 8;

/// Bytes scanned at a stride while text is plain ASCII.
const STRIDE: usize = 32;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stays as it is.
    Keep,
    /// Goes.
    Drop,
    /// Ends a line.
    LineEnd,
    /// Stood for this character.
    Becomes(char),
    /// Goes unless it joins its neighbours.
    Joiner,
}

/// What becomes of `c`, as far as it can be told without its neighbours.
pub(super) fn fate(c: char) -> Fate {
    match c {
        '\n' | '\t' => Fate::Keep,
        '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
        '\0'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{61c}' => Fate::Drop,
        '\u{80}'..='\u{9f}' => from_cp1252(c),
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Fate::Drop,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => Fate::Drop,
        '\u{fdd0}'..='\u{fdef}' => Fate::Drop,
        _ if c as u32 & 0xfffe == 0xfffe => Fate::Drop,
        _ => Fate::Keep,
    }
}

fn from_cp1252(c: char) -> Fate {
    match CP1252.get((c as usize).wrapping_sub(0x80)) {
        Some('\0') | None => Fate::Drop,
        Some(&meant) => Fate::Becomes(meant),
    }
}

/// Text without invisible characters, line ends as `\n`; counts what it dropped or replaced, line ends aside.
pub(super) fn tidy(text: String, changed: &mut u64) -> String {
    match first_suspect(text.as_bytes()) {
        None => text,
        Some(_) => rewrite(&text, changed),
    }
}

fn rewrite(text: &str, changed: &mut u64) -> String {
    // U+0085 is a line end by the book, but an ellipsis in a page that is cp1252 by its other characters.
    let is_cp1252 = text.contains(|c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}'));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, suspect)) =
        first_suspect(rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut chars = suspect.chars();
        let Some(c) = chars.next() else { break };
        let after = chars.as_str();
        rest = if c == '\u{ad}' {
            word_goes_on(after).unwrap_or(after)
        } else {
            after
        };
        match fate(c) {
            Fate::LineEnd if c == '\r' && after.starts_with('\n') => continue,
            Fate::LineEnd => out.push('\n'),
            Fate::Becomes('…') if !is_cp1252 && !is_mid_line(after) => out.push('\n'),
            Fate::Joiner if joins(c, out.chars().next_back(), next_visible(after)) => out.push(c),
            Fate::Becomes(meant) => {
                out.push(meant);
                *changed += 1;
            }
            Fate::Drop | Fate::Joiner => *changed += 1,
            Fate::Keep => out.push(c),
        }
    }
    out.push_str(rest);
    out
}

/// The rest of a word that a soft hyphen cut at a line end, as scanned newspapers have it in every column.
fn word_goes_on(after: &str) -> Option<&str> {
    let next = after
        .strip_prefix('\r')
        .unwrap_or(after)
        .strip_prefix('\n')?;
    next.starts_with(char::is_lowercase).then_some(next)
}

/// Whether what follows could not begin a line.
fn is_mid_line(after: &str) -> bool {
    after.starts_with([' ', ',', ';', ')', '"', '”', '’', '»'])
}

fn next_visible(after: &str) -> Option<char> {
    after
        .chars()
        .take(JOIN_REACH)
        .find(|&c| !matches!(fate(c), Fate::Drop | Fate::Joiner))
}

/// Whether a joiner or non-joiner does anything between these two.
fn joins(joiner: char, before: Option<char>, after: Option<char>) -> bool {
    let (is_zwj, Some(before)) = (joiner == '\u{200d}', before) else {
        return false;
    };
    let script = after.is_some_and(is_joining_script);
    let emoji = after.is_some_and(is_emoji);
    // A letter can be joined to nothing: Malayalam chillus and Persian abbreviations end so.
    (is_joining_script(before) && (script || is_zwj)) || (is_zwj && is_emoji(before) && emoji)
}

/// Whether a decoded joiner after `before` may have work to do; what follows is not known yet.
pub(super) fn may_join(before: Option<char>) -> bool {
    before.is_some_and(|c| is_joining_script(c) || is_emoji(c))
}

/// A letter or mark of a script whose letters change shape with their neighbours: Arabic, Indic and their kin.
fn is_joining_script(c: char) -> bool {
    match c {
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}' => false,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' => true,
        '\u{1780}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' => true,
        '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => true,
        '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}' => true,
        _ => false,
    }
}

/// Pictographs, their modifiers and the selector that makes a symbol one.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}')
}

/// Offset of the first character whose fate is not [`Fate::Keep`].
fn first_suspect(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let stride = rest.get(..STRIDE).unwrap_or(rest);
        if !is_plain_ascii(stride)
            && let Some(found) = (0..stride.len()).find(|&i| rest.get(i..).is_some_and(is_suspect))
        {
            return Some(at + found);
        }
        at += stride.len();
    }
    None
}

/// Without an early exit, so that it compiles to vector instructions.
fn is_plain_ascii(bytes: &[u8]) -> bool {
    let odd = |b: u8| (b < b' ' && b != b'\n' && b != b'\t') | (b > b'~');
    !bytes.iter().fold(false, |any, &b| any | odd(b))
}

/// The same as asking for the [`fate`] of the character that begins here, on bytes.
fn is_suspect(bytes: &[u8]) -> bool {
    match bytes {
        [b'\n' | b'\t', ..] => false,
        [0..=0x1f | 0x7f, ..] => true,
        [0x20..=0xc1 | 0xc3..=0xd7 | 0xd9..=0xe1 | 0xe3..=0xee, ..] => false,
        [0xc2, 0x80..=0x9f | 0xad, ..] | [0xd8, 0x9c, ..] => true,
        [0xe2, 0x80, 0x8b..=0x8f | 0xa8..=0xae, ..] | [0xe2, 0x81, 0xa0..=0xaf, ..] => true,
        [0xef, 0xbb, 0xbf, ..] | [0xef, 0xb7, 0x90..=0xaf, ..] => true,
        [0xef, 0xbf, 0xb9..=0xbb | 0xbe | 0xbf, ..]
        | [
            0xf0..=0xf4,
            0x8f | 0x9f | 0xaf | 0xbf,
            0xbf,
            0xbe | 0xbf,
            ..,
        ] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(text: &str) -> String {
        tidy(text.to_owned(), &mut 0)
    }

    #[test]
    fn the_byte_scan_agrees_with_the_fate_of_every_character() {
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).as_bytes();
            assert_eq!(
                is_suspect(bytes),
                fate(c) != Fate::Keep,
                "U+{:04X}",
                c as u32
            );
        }
    }

    #[test]
    fn a_suspect_is_found_wherever_it_stands() {
        for at in 0..100 {
            let text = format!("{}\u{200b}é", "x".repeat(at));
            assert_eq!(first_suspect(text.as_bytes()), Some(at));
        }
        assert_eq!(first_suspect("naïve “quotes” – 東京 𝔸".as_bytes()), None);
    }

    #[test]
    fn invisible_characters_go_and_are_counted() {
        let mut changed = 0;
        let text = "\u{feff}co\u{ad}op\u{200b} \u{202b}x\u{202c}\u{3}\u{2066}y\u{2069}\u{fffe}\u{1ffff}\u{7f}";
        assert_eq!(tidy(text.to_owned(), &mut changed), "coop xy");
        assert_eq!(changed, 11);
    }

    #[test]
    fn a_word_cut_at_a_line_end_is_whole_again() {
        assert_eq!(
            tidied("the har\u{ad}\nbour of\u{ad}\r\nficer\u{ad}\nElse"),
            "the harbour officer\nElse"
        );
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(
            tidied("a\r\nb\rc\u{2028}d\u{2029}e\u{c}f\u{85}g"),
            "a\nb\nc\nd\ne\nf\ng"
        );
        assert_eq!(tidied("tab\tand\nline"), "tab\tand\nline");
    }

    #[test]
    fn c1_controls_are_what_cp1252_says() {
        assert_eq!(
            tidied("\u{93}It\u{92}s \u{80}5\u{94} \u{96} wait\u{85}what\u{81}"),
            "“It’s €5” – wait…what"
        );
        assert_eq!(tidied("wait\u{85} what"), "wait… what");
    }

    #[test]
    fn visible_text_is_kept_as_written() {
        let text = "ﬁne 𝕏 ½ ｆｕｌｌ e\u{301} nbsp\u{a0}here \u{fffd}";
        assert_eq!(tidied(text), text);
    }

    #[test]
    fn joiners_stay_where_they_join() {
        for text in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "അവന്\u{200d} ",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
        ] {
            assert_eq!(tidied(text), text);
        }
        assert_eq!(tidied("a\u{200d}b\u{200c}c"), "abc");
        assert_eq!(tidied("می\u{200c}\u{200c}\u{200b}خ"), "می\u{200c}خ");
        assert_eq!(tidied("\u{200c}می\u{200c} x 👩\u{200d} y"), "می x 👩 y");
    }
}
