//! Words that hold sentences together: a query does not insist on them where it has others.
//!
//! Articles, pronouns, prepositions, conjunctions, auxiliaries and question words. A word that can be what an
//! article is about is left out, however frequent (the month of May, the US), unless the language cannot do without it
//! (English *it* and *who*, French *est*).

mod latin;
mod other_scripts;

use super::token::{tokenize, tokenize_marked_query};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{LazyLock, OnceLock};

/// The lists by ISO 639-1 code, spelled as people spell.
pub(super) const LISTS: [(&str, &str); 32] = [
    ("en", latin::ENGLISH),
    ("de", latin::GERMAN),
    ("fr", latin::FRENCH),
    ("es", latin::SPANISH),
    ("it", latin::ITALIAN),
    ("pt", latin::PORTUGUESE),
    ("nl", latin::DUTCH),
    ("ru", other_scripts::RUSSIAN),
    ("ar", other_scripts::ARABIC),
    ("sv", latin::SWEDISH),
    ("da", latin::DANISH),
    ("no", latin::NORWEGIAN),
    ("fi", latin::FINNISH),
    ("tr", latin::TURKISH),
    ("pl", latin::POLISH),
    ("ca", latin::CATALAN),
    ("cs", latin::CZECH),
    ("hu", latin::HUNGARIAN),
    ("id", latin::INDONESIAN),
    ("ro", latin::ROMANIAN),
    ("vi", latin::VIETNAMESE),
    ("el", other_scripts::GREEK),
    ("uk", other_scripts::UKRAINIAN),
    ("he", other_scripts::HEBREW),
    ("fa", other_scripts::PERSIAN),
    ("hi", other_scripts::HINDI),
    ("th", other_scripts::THAI),
    ("lo", other_scripts::LAO),
    ("my", other_scripts::BURMESE),
    ("km", other_scripts::KHMER),
    ("bg", other_scripts::BULGARIAN),
    ("sr", other_scripts::SERBIAN),
];

type Claims = HashMap<String, u32, BuildHasherDefault<Fnv>>;
type Words = HashSet<String, BuildHasherDefault<Fnv>>;

/// FNV-1a: a hundred words of each article are looked up, which are short, in a table that no text can change.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The words of each of [`LISTS`] as an index has them, made when they are first asked for: a query needs those of few
/// languages, and all of them take longer than a search.
static WORDS: [OnceLock<Words>; LISTS.len()] = [const { OnceLock::new() }; LISTS.len()];

/// Each word of a list as an index has it, with a bit for each of [`LISTS`] that holds it.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| {
    let mut claims = Claims::default();
    for (number, list) in LISTS.iter().enumerate() {
        for word in words_of(number, list) {
            *claims.entry(word.clone()).or_default() |= 1 << number;
        }
    }
    claims
});

fn words_of(number: usize, list: &(&str, &str)) -> &'static Words {
    WORDS[number].get_or_init(|| index_words(list))
}

fn index_words(&(code, list): &(&str, &str)) -> Words {
    let mut words = Words::default();
    for word in list.split_whitespace() {
        tokenize(word, |word| {
            words.insert(word.text.to_owned());
        });
    }
    // Vietnamese texts have their marks in an index, other texts have not.
    if code == "vi" {
        for list in [latin::VIETNAMESE, latin::VIETNAMESE_WITH_MARKS] {
            words.extend(
                tokenize_marked_query(list)
                    .into_iter()
                    .map(|word| word.text),
            );
        }
    }
    words
}

/// Languages with words that begin at U+0E00 or above.
const ABOVE_LATIN: [&str; 5] = ["th", "lo", "my", "km", "vi"];

/// Whether the list of one of these languages holds the index word.
fn is_listed(languages: &[&str], folded: &str) -> bool {
    let mut lists = LISTS.iter().enumerate();
    lists.any(|(number, list)| {
        languages.contains(&list.0) && words_of(number, list).contains(folded)
    })
}

/// Whether `folded`, an index word, is a function word of the language with ISO 639-1 code `language`. False for all words
/// of a language without a list.
///
/// In scripts without spaces the characters say enough: the language is not asked.
pub fn is_function_word(language: &str, folded: &str) -> bool {
    match folded.chars().next() {
        None => false,
        Some(first) if first < '\u{e00}' => {
            let code = match language {
                "nb" | "nn" => "no",
                code => code,
            };
            is_listed(&[code], folded)
        }
        Some(_) => {
            is_listed(&ABOVE_LATIN, folded) || is_han_function(folded) || is_hiragana(folded)
        }
    }
}

/// The languages that have the index word in their list: a bit for each of [`LISTS`].
pub(super) fn claims(folded: &str) -> u32 {
    CLAIMS.get(folded).copied().unwrap_or_default()
}

/// Chinese characters that are hardly ever part of a name or a noun: a pair with one of them straddles words.
const HAN: &str = "的了是在吗嗎呢吧们們这這哪谁誰什么麼怎她它您你我个個与與及或被也还還很但着";

/// Pairs of others that are function words.
const HAN_PAIRS: &str = "多少 如何 为何 為何 何时 何時 何地 何种 何種 何人 几年 幾年 之后 之後 以及 因为 因為 所以 可以 没有 沒有 \
    进行 進行 位于 位於 对于 對於 关于 關於 由于 由於 根据 根據 以后 以後 为止 為止 第几 第幾 其他 他们";

fn is_han_function(pair: &str) -> bool {
    pair.chars().any(|c| HAN.contains(c)) || HAN_PAIRS.split_whitespace().any(|known| known == pair)
}

/// Particles and endings of Japanese; nouns written so are few, and are found as phrases all the same.
fn is_hiragana(pair: &str) -> bool {
    pair.chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize_query;

    #[test]
    fn function_words_are_known_and_news_words_are_not() {
        for word in ["the", "it", "who", "will", "don't"] {
            assert!(is_function_word("en", word), "{word}");
        }
        for word in ["new", "first", "us", "may", "war", "die", "march", "no"] {
            assert!(!is_function_word("en", word), "{word}");
        }
        let known = [
            ("de", "fur"),
            ("ru", "ее"),
            ("ar", "الي"),
            ("el", "ποιοσ"),
            ("hi", "किसने"),
            ("ro", "si"),
            ("th", "อะไร"),
            ("vi", "nhung"),
            ("he", "מתי"),
            ("tr", "kac"),
            ("es", "cuantos"),
            ("zh", "什么"),
            ("zh", "在北"),
            ("ja", "では"),
            ("nb", "og"),
        ];
        for (language, word) in known {
            assert!(is_function_word(language, word), "{language} {word}");
        }
        for (language, word) in [
            ("zh", "the"),
            ("en", ""),
            ("zh", "北京"),
            ("ja", "東京"),
            ("ja", "ニュ"),
            ("th", "สะพาน"),
            ("ko", "한국"),
        ] {
            assert!(!is_function_word(language, word), "{language} {word}");
        }
    }

    #[test]
    fn every_word_of_a_list_is_known_as_one() {
        for (number, (language, _)) in LISTS.iter().enumerate() {
            for (word, bits) in CLAIMS.iter().filter(|(_, bits)| *bits >> number & 1 == 1) {
                assert!(is_function_word(language, word), "{language} {word}");
                assert_eq!(claims(word), *bits);
            }
        }
    }

    /// Of some in Thai the dictionary has only the parts.
    #[test]
    fn the_lists_hold_single_words() {
        for (language, list) in LISTS {
            assert!(list.split_whitespace().count() > 20, "{language}");
            let whole = !["th", "lo", "my", "km"].contains(&language);
            for word in list.split_whitespace() {
                let words = tokenize_query(word).len();
                assert!(words == 1 || !whole && words > 1, "{language}: {word}");
            }
        }
    }
}
