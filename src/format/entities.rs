//! Character references of HTML and SGML: `&eacute;`, `&#233;`, `&#xE9;`.

use std::borrow::Cow;

/// Longest reference that is looked for, without `&` and `;`.
const MAX_NAME: usize = 10;

/// What numeric references to C1 controls mean: browsers read them as Windows-1252.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// References that occur in news, sorted by name.
const NAMED: &[(&str, char)] = &[
    ("AElig", 'Æ'),
    ("Aacute", 'Á'),
    ("Abreve", 'Ă'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Aogon", 'Ą'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Cacute", 'Ć'),
    ("Ccaron", 'Č'),
    ("Ccedil", 'Ç'),
    ("Dagger", '‡'),
    ("Delta", 'Δ'),
    ("Dstrok", 'Đ'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecaron", 'Ě'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Eogon", 'Ę'),
    ("Euml", 'Ë'),
    ("Gbreve", 'Ğ'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Idot", 'İ'),
    ("Igrave", 'Ì'),
    ("Iuml", 'Ï'),
    ("Lstrok", 'Ł'),
    ("Nacute", 'Ń'),
    ("Ncaron", 'Ň'),
    ("NewLine", '\n'),
    ("Ntilde", 'Ñ'),
    ("OElig", 'Œ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Odblac", 'Ő'),
    ("Ograve", 'Ò'),
    ("Omega", 'Ω'),
    ("Oslash", 'Ø'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Prime", '″'),
    ("Rcaron", 'Ř'),
    ("Sacute", 'Ś'),
    ("Scaron", 'Š'),
    ("Scedil", 'Ş'),
    ("Sigma", 'Σ'),
    ("THORN", 'Þ'),
    ("Tab", '\t'),
    ("Tcaron", 'Ť'),
    ("Uacute", 'Ú'),
    ("Ucirc", 'Û'),
    ("Udblac", 'Ű'),
    ("Ugrave", 'Ù'),
    ("Uring", 'Ů'),
    ("Uuml", 'Ü'),
    ("Yacute", 'Ý'),
    ("Yuml", 'Ÿ'),
    ("Zacute", 'Ź'),
    ("Zcaron", 'Ž'),
    ("Zdot", 'Ż'),
    ("aacute", 'á'),
    ("abreve", 'ă'),
    ("acirc", 'â'),
    ("acute", '´'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("alpha", 'α'),
    ("amp", '&'),
    ("aogon", 'ą'),
    ("apos", '\''),
    ("aring", 'å'),
    ("ast", '*'),
    ("asymp", '≈'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("beta", 'β'),
    ("blank", ' '),
    ("brvbar", '¦'),
    ("bull", '•'),
    ("bullet", '•'),
    ("cacute", 'ć'),
    ("ccaron", 'č'),
    ("ccedil", 'ç'),
    ("cedil", '¸'),
    ("cent", '¢'),
    ("check", '✓'),
    ("cir", '○'),
    ("circ", 'ˆ'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("copy", '©'),
    ("curren", '¤'),
    ("dagger", '†'),
    ("darr", '↓'),
    ("dash", '‐'),
    ("deg", '°'),
    ("delta", 'δ'),
    ("divide", '÷'),
    ("dollar", '$'),
    ("dstrok", 'đ'),
    ("eacute", 'é'),
    ("ecaron", 'ě'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("eogon", 'ę'),
    ("epsilon", 'ε'),
    ("equals", '='),
    ("eth", 'ð'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("excl", '!'),
    ("fnof", 'ƒ'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("gamma", 'γ'),
    ("gbreve", 'ğ'),
    ("ge", '≥'),
    ("gt", '>'),
    ("harr", '↔'),
    ("hearts", '♥'),
    ("hellip", '…'),
    ("horbar", '―'),
    ("hyph", '-'),
    ("hyphen", '‐'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iexcl", '¡'),
    ("igrave", 'ì'),
    ("infin", '∞'),
    ("inodot", 'ı'),
    ("iquest", '¿'),
    ("iuml", 'ï'),
    ("lambda", 'λ'),
    ("laquo", '«'),
    ("larr", '←'),
    ("lbrack", '['),
    ("ldquo", '“'),
    ("ldquor", '„'),
    ("le", '≤'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lrm", '\u{200e}'),
    ("lsaquo", '‹'),
    ("lsqb", '['),
    ("lsquo", '‘'),
    ("lsquor", '‚'),
    ("lstrok", 'ł'),
    ("lt", '<'),
    ("macr", '¯'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("minus", '−'),
    ("mu", 'μ'),
    ("nacute", 'ń'),
    ("nbsp", '\u{a0}'),
    ("ncaron", 'ň'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("not", '¬'),
    ("ntilde", 'ñ'),
    ("num", '#'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("odblac", 'ő'),
    ("oelig", 'œ'),
    ("ograve", 'ò'),
    ("oline", '‾'),
    ("omega", 'ω'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("percnt", '%'),
    ("period", '.'),
    ("permil", '‰'),
    ("pi", 'π'),
    ("plus", '+'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("prime", '′'),
    ("quest", '?'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rbrack", ']'),
    ("rcaron", 'ř'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rlm", '\u{200f}'),
    ("rpar", ')'),
    ("rsaquo", '›'),
    ("rsqb", ']'),
    ("rsquo", '’'),
    ("rsquor", '’'),
    ("sacute", 'ś'),
    ("sbquo", '‚'),
    ("scaron", 'š'),
    ("scedil", 'ş'),
    ("sect", '§'),
    ("semi", ';'),
    ("shy", '\u{ad}'),
    ("sigma", 'σ'),
    ("sol", '/'),
    ("square", '□'),
    ("star", '☆'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("szlig", 'ß'),
    ("tcaron", 'ť'),
    ("thinsp", '\u{2009}'),
    ("thorn", 'þ'),
    ("tilde", '˜'),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("uarr", '↑'),
    ("ucirc", 'û'),
    ("udblac", 'ű'),
    ("ugrave", 'ù'),
    ("uml", '¨'),
    ("uring", 'ů'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("yen", '¥'),
    ("yuml", 'ÿ'),
    ("zacute", 'ź'),
    ("zcaron", 'ž'),
    ("zdot", 'ż'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The text with its references replaced. References to control characters vanish, unknown ones stay as they are.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = match reference(after) {
            Some((meaning, length)) => {
                out.extend(meaning);
                after.get(length..).unwrap_or_default()
            }
            None => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What the reference after an `&` means (nothing, for controls) and how long it is.
fn reference(after: &str) -> Option<(Option<char>, usize)> {
    let end = after.bytes().take(MAX_NAME + 1).position(|b| b == b';')?;
    let name = after.get(..end)?;
    let meaning = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => NAMED
            .binary_search_by_key(&name, |(known, _)| known)
            .ok()
            .and_then(|i| NAMED.get(i))
            .map(|(_, c)| *c)?,
    };
    let is_control = meaning.is_control() && !matches!(meaning, '\t' | '\n' | '\r');
    Some(((!is_control).then_some(meaning), end + 1))
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x80..=0x9F => C1.get((code - 0x80) as usize).copied(),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        assert_eq!(
            decode("Q&amp;A caf&eacute; &#233;&#xE9; &#146; &lt;b>"),
            "Q&A café éé ’ <b>"
        );
        assert_eq!(decode("end&#3; of text"), "end of text");
        assert_eq!(
            decode("AT&T; &nosuch; & &#xD800; &#99999999; &"),
            "AT&T; &nosuch; & &#xD800; &#99999999; &"
        );
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMED.is_sorted_by_key(|(name, _)| *name));
        assert!(NAMED.iter().all(|(name, _)| name.len() <= MAX_NAME));
    }
}
