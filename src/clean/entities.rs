//! Character references that a source left undecoded in its text: `&amp;`, `&#8217;`, `&nbsp;`.
//!
//! Only whole references with their semicolon are taken, so that AT&T and R&D; stay. Text that was escaped twice
//! is decoded to the end: what comes out holds no reference.

use super::unicode::{self, Fate};

/// The longest reference between `&` and `;`: `#x10FFFF` with a leading zero or two, and every name below.
const LONGEST: usize = 10;

/// The names of U+00A0 to U+00FF, in order.
const LATIN1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

/// The character that `&name;` stands for, apart from [`LATIN1`].
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsaquo" => '‹',
        "rsaquo" => '›',
        "hellip" => '…',
        "bull" => '•',
        "dagger" => '†',
        "Dagger" => '‡',
        "permil" => '‰',
        "prime" => '′',
        "Prime" => '″',
        "euro" => '€',
        "trade" => '™',
        "minus" => '−',
        "rarr" => '→',
        "larr" => '←',
        "OElig" => 'Œ',
        "oelig" => 'œ',
        "Scaron" => 'Š',
        "scaron" => 'š',
        "Zcaron" => 'Ž',
        "zcaron" => 'ž',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "zwnj" => '\u{200c}',
        "zwj" => '\u{200d}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        "num" => '#',
        "semi" => ';',
        _ => return latin1(name),
    })
}

fn latin1(name: &str) -> Option<char> {
    let index = LATIN1.iter().position(|&known| known == name)?;
    char::from_u32(0xa0 + u32::try_from(index).ok()?)
}

/// The character that `&reference;` stands for.
fn character(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else {
        return named(reference);
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // from_str_radix would take a sign.
    digits.chars().all(|c| c.is_digit(radix)).then_some(())?;
    char::from_u32(u32::from_str_radix(digits, radix).ok()?)
}

/// The text with its references decoded, or nothing where it holds none.
pub(super) fn decode(text: &str) -> Option<String> {
    let first =
        memchr::memchr_iter(b'&', text.as_bytes()).find(|&at| begins_reference(text, at))?;
    let (plain, rest) = text.split_at_checked(first)?;
    let mut out = String::with_capacity(text.len());
    out.push_str(plain);
    // Each semicolon closes what stands before it in the output, which is thus free of references at any time.
    for part in rest.split_inclusive(';') {
        out.push_str(part);
        while settle(&mut out) {}
    }
    Some(out)
}

fn begins_reference(text: &str, ampersand: usize) -> bool {
    let after = text.get(ampersand + 1..).unwrap_or_default();
    let semicolon = after.bytes().take(LONGEST + 1).position(|b| b == b';');
    semicolon
        .and_then(|end| after.get(..end))
        .and_then(character)
        .is_some()
}

/// Replaces the reference at the end of `out`, if there is one; says whether its character may close another.
fn settle(out: &mut String) -> bool {
    let Some(open) = out.strip_suffix(';') else {
        return false;
    };
    let reach = open.len().saturating_sub(LONGEST + 1);
    let tail = open.as_bytes().get(reach..).unwrap_or_default();
    let Some(at) = memchr::memrchr(b'&', tail).map(|at| reach + at) else {
        return false;
    };
    let Some(c) = open.get(at + 1..).and_then(character) else {
        return false;
    };
    out.truncate(at);
    match unicode::fate(c) {
        Fate::Keep => out.push(c),
        Fate::LineEnd => out.push('\n'),
        Fate::Becomes(meant) => out.push(meant),
        Fate::Joiner if unicode::may_join(out.chars().next_back()) => out.push(c),
        Fate::Drop | Fate::Joiner => {}
    }
    c == ';'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(text: &str) -> String {
        decode(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn references_become_characters() {
        let text = "Fish &amp; chips&#8217; price&nbsp;&ndash; &pound;5 &#x20ac;6 &quot;caf&eacute;&quot; na&iuml;ve &yuml;";
        assert_eq!(
            decoded(text),
            "Fish & chips’ price\u{a0}– £5 €6 \"café\" naïve ÿ"
        );
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in [
            "AT&T; R&D",
            "a & b; c",
            "&unknown;",
            "&#; &#x; &#-5; &#xD800; &#9999999;",
            "&amp without",
            "&;",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_twice_is_decoded_to_the_end() {
        assert_eq!(decoded("&amp;amp;lt; &amp;#39;"), "< '");
        assert_eq!(decoded("&am&#112;;&&#97;mp;&amp&#59;"), "&&&");
    }

    #[test]
    fn numbers_mean_what_browsers_take_them_for() {
        assert_eq!(decoded("&#147;x&#148;&#133;&#3;&#8203;y&#0;"), "“x”…y");
        assert_eq!(decoded("a&zwnj;b می&zwnj;خ"), "ab می\u{200c}خ");
    }

    proptest! {
        #[test]
        fn no_reference_is_left(text in "(&|amp|lt|#|38|x26|59|;|;|a|&#97;|&semi;|é|&zwj;){0,24}") {
            prop_assert_eq!(decode(&decoded(&text)), None);
        }
    }
}
