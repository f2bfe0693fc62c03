//! Which language a text is in: by its letters and trigrams, or by what somebody declared.

use super::vote;
use whatlang::{Lang, Script};

/// Short texts give no reliable answer; whatlang's own doubts begin somewhat lower.
const LEAST_CHARS: usize = 60;

/// As much as decides the question; the rest of an article is of the same language or not to be known.
const SAMPLE_BYTES: usize = 4096;

/// Below this the language is left open, even where whatlang calls itself sure: tables of figures look like anything.
const LEAST_CONFIDENCE: f64 = 0.5;

/// The language of `text` as an ISO 639-1 code; `None` if the text is too short or the answer not sure.
pub fn detect(text: &str) -> Option<&'static str> {
    if let Some(code) = vote::by_function_words(text) {
        return Some(code);
    }
    let sample = sample(text);
    let info = whatlang::detect(sample)?;
    // Scripts of one language need no trigrams, and fewer characters.
    let least = if is_of_one_language(info.script()) {
        LEAST_CHARS / 6
    } else {
        LEAST_CHARS
    };
    let letters = sample
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(least)
        .count();
    if info.script() == Script::Arabic && is_arabic(sample) {
        return Some("ar");
    }
    let sure = info.is_reliable() && info.confidence() >= LEAST_CONFIDENCE;
    (letters >= least && sure)
        .then(|| two_letter(info.lang().code()))
        .flatten()
}

fn is_of_one_language(script: Script) -> bool {
    !matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew
    )
}

/// Arabic and its neighbours have letters of their own, which decide sooner than trigrams.
fn is_arabic(sample: &str) -> bool {
    let count = |letters: &str| sample.chars().filter(|c| letters.contains(*c)).count();
    count("ةىأإيك") >= LEAST_CHARS / 10 && count("یکپچگژەۆڵټډړښڳٹڈڑںےہھۇۈېۋ") == 0
}

/// From the middle of a long text: its head is often a dateline or a menu.
fn sample(text: &str) -> &str {
    let mut start = text.len().saturating_sub(SAMPLE_BYTES) / 2;
    let mut end = (start + SAMPLE_BYTES).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.get(start..end).unwrap_or(text)
}

/// The ISO 639-1 code for a language as people and files declare it: a code of two or three letters, with or without a
/// region (`en-GB`, `en_US`, `eng`), or its name in English or in the language itself. `None` for what names none.
pub fn normalise(declared: &str) -> Option<String> {
    let declared = declared.trim().to_lowercase();
    if declared.is_empty() {
        return None;
    }
    let head = declared
        .split(['-', '_', '.', ' ', ',', ';', '('])
        .next()
        .unwrap_or_default();
    let code = match head.len() {
        2 if head.bytes().all(|byte| byte.is_ascii_lowercase()) => Some(modern(head)),
        3 => two_letter(head).or_else(|| bibliographic(head)),
        _ => None,
    };
    code.or_else(|| by_name(head)).map(str::to_owned)
}

/// Codes that were replaced, and Norwegian, whose two forms share a stemmer.
fn modern(code: &str) -> &str {
    match code {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "nb" | "nn" => "no",
        _ => code,
    }
}

/// Two-letter codes by the three letters of ISO 639-3, for the languages that whatlang tells apart and a few more.
const CODES: &str = "afr:af aka:ak amh:am ara:ar arb:ar aze:az bel:be ben:bn bul:bg cat:ca ces:cs cmn:zh zho:zh cym:cy dan:da deu:de ell:el \
    eng:en epo:eo est:et eus:eu fas:fa pes:fa fin:fi fra:fr gle:ga guj:gu heb:he hin:hi hrv:hr hun:hu hye:hy ind:id isl:is \
    ita:it jav:jv jpn:ja kan:kn kat:ka khm:km kor:ko lat:la lav:lv lit:lt mal:ml mar:mr mkd:mk mya:my nep:ne nld:nl nno:no \
    nob:no nor:no ori:or pan:pa pol:pl por:pt ron:ro rus:ru sin:si slk:sk slv:sl sna:sn spa:es srp:sr swa:sw swe:sv tam:ta \
    tel:te tgl:tl tha:th tuk:tk tur:tr ukr:uk urd:ur uzb:uz vie:vi yid:yi zul:zu";

fn two_letter(code: &str) -> Option<&'static str> {
    let mut pairs = CODES
        .split_ascii_whitespace()
        .filter_map(|pair| pair.split_once(':'));
    pairs.find(|(three, _)| *three == code).map(|(_, two)| two)
}

/// The three letters that libraries use where they differ.
fn bibliographic(code: &str) -> Option<&'static str> {
    let code = match code {
        "chi" => "zh",
        "cze" => "cs",
        "dut" => "nl",
        "fre" => "fr",
        "ger" => "de",
        "gre" => "el",
        "per" => "fa",
        "rum" => "ro",
        "slo" => "sk",
        _ => return None,
    };
    Some(code)
}

fn by_name(name: &str) -> Option<&'static str> {
    let named =
        |lang: &Lang| lang.name().to_lowercase() == name || lang.eng_name().to_lowercase() == name;
    match name {
        "chinese" | "中文" | "汉语" | "漢語" => Some("zh"),
        "norwegian" | "norsk" => Some("no"),
        "farsi" => Some("fa"),
        "castellano" => Some("es"),
        "flemish" => Some("nl"),
        _ => two_letter(Lang::all().iter().find(|lang| named(lang))?.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_languages_become_codes() {
        let pairs = [
            ("en-GB", "en"),
            ("English", "en"),
            ("eng", "en"),
            ("en_US.UTF-8", "en"),
            ("deutsch", "de"),
            ("Deutsch (Schweiz)", "de"),
            ("ger", "de"),
            ("FRENCH", "fr"),
            ("français", "fr"),
            ("zh-Hant-TW", "zh"),
            ("nb", "no"),
            ("iw", "he"),
            ("русский", "ru"),
            (" es ", "es"),
        ];
        for (declared, code) in pairs {
            assert_eq!(normalise(declared).as_deref(), Some(code), "{declared}");
        }
        for nothing in ["", "-", "x", "xxx", "e1", "unknown", "--"] {
            assert_eq!(normalise(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn languages_are_told_apart() {
        let texts = [
            (
                "en",
                "The mill in the old harbour will close next year, the owners said on Monday, and the county will look for a buyer.",
            ),
            (
                "de",
                "Das Werk im alten Hafen wird nächstes Jahr geschlossen, sagten die Besitzer am Montag, und der Kreis sucht einen Käufer.",
            ),
            (
                "fr",
                "L’usine du vieux port fermera l’année prochaine, ont déclaré lundi les propriétaires, et le canton cherchera un acheteur.",
            ),
            (
                "es",
                "La fábrica del viejo puerto cerrará el próximo año, dijeron el lunes los propietarios, y el condado buscará un comprador.",
            ),
            (
                "ru",
                "Завод в старой гавани закроют в следующем году, сообщили владельцы в понедельник, и округ будет искать покупателя.",
            ),
            (
                "ar",
                "قال المالكون يوم الاثنين إن المصنع في الميناء القديم سيغلق في العام المقبل وإن المقاطعة ستبحث عن مشتر.",
            ),
            ("ar", "وظفت شركة نسيج ثمانين شابة في القرى الجبلية."),
            (
                "fa",
                "یک شرکت بافندگی که فرش صادر می‌کند هشتاد زن جوان را در روستاهای کوهستانی استخدام کرده است.",
            ),
            (
                "zh",
                "业主周一表示，老港口的工厂将于明年关闭，县政府将寻找买家。",
            ),
            (
                "ja",
                "古い港の工場は来年閉鎖されると所有者が月曜日に述べた。",
            ),
        ];
        for (language, text) in texts {
            assert_eq!(detect(text), Some(language), "{text}");
            assert_eq!(detect(&text.repeat(200)), Some(language), "{text}");
        }
    }

    #[test]
    fn too_little_text_is_left_open() {
        for text in ["", "Mill closes", "12:30 1,500 —", "\u{200b}"] {
            assert_eq!(detect(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_language_of_whatlang_has_a_code() {
        for lang in Lang::all() {
            assert!(two_letter(lang.code()).is_some(), "{}", lang.code());
        }
    }
}
