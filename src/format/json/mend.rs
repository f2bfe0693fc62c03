//! What programs write that is almost JSON: Python's NaN, line ends inside strings, half a surrogate pair, a comma too
//! many. A record that the parser refuses is read once more with these mended; none of them makes its text doubtful.

use std::iter::Peekable;
use std::str::Chars;

/// The text with what can be mended, or `None` where there is nothing of the kind.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => string(&mut chars, &mut out),
            ']' | '}' => {
                drop_comma(&mut out);
                out.push(c);
            }
            '-' | 'A'..='Z' => constant(c, &mut chars, &mut out),
            _ => out.push(c),
        }
    }
    (out != text).then_some(out)
}

/// The numbers that JSON does not have are nothing.
fn constant(first: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut word = String::from(first);
    while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric()) {
        word.push(c);
    }
    out.push_str(match word.as_str() {
        "NaN" | "Infinity" | "-Infinity" | "-NaN" => "null",
        word => word,
    });
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    let kept = kept.len();
    if out.get(kept..).is_some_and(|dropped| dropped.contains(',')) {
        out.truncate(kept);
    }
}

/// The rest of a string, its end included.
fn string(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    out.push('"');
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                out.push('"');
                return;
            }
            '\\' => escape(chars, out),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if c.is_ascii_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
}

/// What follows a backslash. One before a character that needs none stood for itself.
fn escape(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut ahead = chars.clone();
    let next = ahead.next().filter(|c| "u'\"\\/bfnrt".contains(*c));
    let Some(next) = next else {
        out.push_str("\\\\");
        return;
    };
    *chars = ahead;
    match next {
        'u' => match unit(chars) {
            Some(high @ 0xD800..=0xDBFF) => pair(high, chars, out),
            Some(0xDC00..=0xDFFF) => out.push_str("\\ufffd"),
            Some(unit) => out.push_str(&format!("\\u{unit:04x}")),
            None => out.push_str("\\\\u"),
        },
        '\'' => out.push('\''),
        known => {
            out.push('\\');
            out.push(known);
        }
    }
}

/// The first half of a surrogate pair, with the second if that follows.
fn pair(high: u32, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut ahead = chars.clone();
    let low = (ahead.next() == Some('\\') && ahead.next() == Some('u')).then(|| unit(&mut ahead));
    match low.flatten() {
        Some(low @ 0xDC00..=0xDFFF) => {
            *chars = ahead;
            out.push_str(&format!("\\u{high:04x}\\u{low:04x}"));
        }
        _ => out.push_str("\\ufffd"),
    }
}

/// Four hexadecimal digits; takes none where there are fewer.
fn unit(chars: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut ahead = chars.clone();
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit * 16 + ahead.next()?.to_digit(16)?;
    }
    *chars = ahead;
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Option<Value> {
        serde_json::from_str(&mended(text)?).ok()
    }

    #[test]
    fn what_is_almost_json_is_read() {
        assert_eq!(
            read(r#"{"a": NaN, "b": [-Infinity, 1]}"#),
            Some(json!({"a": null, "b": [null, 1]}))
        );
        assert_eq!(
            read("{\"a\": \"one\ntwo\u{1}\"}"),
            Some(json!({"a": "one\ntwo\u{1}"}))
        );
        assert_eq!(
            read(r#"{"a": "x \ud83d y \udc00"}"#),
            Some(json!({"a": "x \u{fffd} y \u{fffd}"}))
        );
        assert_eq!(
            read(r#"{"a": "\ud83d\ude00 \ud83d", "b": 1,}"#),
            Some(json!({"a": "\u{1f600} \u{fffd}", "b": 1}))
        );
        assert_eq!(
            read(r#"{"a": "it\'s C:\news \u12"}"#),
            Some(json!({"a": "it's C:\news \\u12"}))
        );
        assert_eq!(
            read(r#"[{"a": "NaN, ]"}, ]"#),
            Some(json!([{"a": "NaN, ]"}]))
        );
    }

    #[test]
    fn what_is_no_json_stays_so() {
        for text in [
            "",
            "{",
            "{\"a\": ",
            "{\"a\": \"b",
            "NaNa",
            "{\"a\": True}",
            "plain words",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn json_reads_as_it_did(text in "[\\PC\n\t]{0,20}", number in -1_000_000i64..1_000_000) {
            let value = json!({"a": [text.clone(), number, {"b": text}], "c": null});
            for text in [value.to_string(), serde_json::to_string_pretty(&value).expect("a value")] {
                let again = mended(&text).unwrap_or(text);
                prop_assert_eq!(serde_json::from_str::<Value>(&again).ok(), Some(value.clone()));
            }
        }

        #[test]
        fn anything_is_mended_but_once(text in "[\\[{\",:\\\\u\\]}dDcC8039NaInfity\n -]{0,40}") {
            if let Some(once) = mended(&text) {
                prop_assert_eq!(mended(&once), None, "{}", once);
            }
        }
    }
}
