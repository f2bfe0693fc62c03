use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::reference::{self, Word};
use super::{MAX_WORD_LEN, Tokenizer, tokenize, tokenize_query};

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokenize(text, |token| {
        words.push((
            token.text.to_owned(),
            token.start,
            token.end,
            token.position,
        ));
    });
    words
}

fn texts(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.0).collect()
}

/// What each word of `text` covers there.
fn covered(text: &str) -> Vec<&str> {
    words(text)
        .into_iter()
        .map(|word| &text[word.1..word.2])
        .collect()
}

#[test]
fn the_examples_of_the_documentation_hold() {
    let page = include_str!("../../../docs/analysis.md");
    let mut examples = 0;
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, text, expected, _, _] = cells[..] else {
            continue;
        };
        let (Some(text), Some(expected)) = (code(text), code(expected)) else {
            continue;
        };
        assert_eq!(texts(text).join(" "), expected, "for {text:?}");
        examples += 1;
    }
    assert!(examples >= 60, "only {examples} examples were read");
}

fn code(cell: &str) -> Option<&str> {
    cell.strip_prefix('`')?.strip_suffix('`')
}

#[test]
fn spans_cover_what_a_reader_would_mark() {
    assert_eq!(covered("in the U.S. Then"), ["in", "the", "U.S.", "Then"]);
    assert_eq!(
        covered("Russia’s (U.S.'s) companies'"),
        ["Russia", "U.S.", "companies"]
    );
    assert_eq!(
        covered("L’homme paid $1.5bn, 1,500"),
        ["L", "homme", "paid", "1.5bn", "1,500"]
    );
    assert_eq!(covered("C++, C#’s"), ["C++", "C#"]);
    assert_eq!(
        covered("cafe\u{301}\u{200b} x\u{ad}y"),
        ["cafe\u{301}", "x\u{ad}y"]
    );
    assert_eq!(covered("5¼%"), ["5", "¼", "¼"]);
    assert_eq!(covered("AI技術部"), ["AI", "技術", "術部", "部"]);
}

#[test]
fn a_word_left_out_keeps_its_place() {
    let junk = "x".repeat(MAX_WORD_LEN + 1);
    let found = words(&format!("a {junk} b"));
    assert_eq!(found, [("a".into(), 0, 1, 0), ("b".into(), 132, 133, 2)]);
    assert_eq!(words(&"x".repeat(MAX_WORD_LEN)).len(), 1);
}

#[test]
fn a_query_leaves_out_the_last_character_of_a_run_but_not_its_place() {
    let query = |text: &str| -> Vec<(String, u32)> {
        tokenize_query(text)
            .into_iter()
            .map(|token| (token.text, token.position))
            .collect()
    };
    assert_eq!(query("技術 x"), [("技術".into(), 0), ("x".into(), 2)]);
    assert_eq!(query("技 x"), [("技".into(), 0), ("x".into(), 1)]);
}

#[test]
fn hangul_in_jamo_is_cut_by_syllables() {
    let text: String = "한국어".nfd().collect();
    assert_eq!(texts(&text), ["한국", "국어", "어"]);
    assert_eq!(covered(&text)[2].nfc().collect::<String>(), "어");
}

/// Texts that mix what breaks tokenisers.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z]{1,6}",
        3 => "[0-9]{1,4}",
        6 => "[ .,'&+#\\-/$%@_\n]{1,2}",
        2 => "[’‘ʼ＇´`“”—…]",
        3 => "[éèüßæœøłđıİñçÅǆﬁℍ𝟞①½ª²ſŉĳ]{1,3}",
        2 => "[\u{300}-\u{308}\u{31b}\u{323}\u{345}\u{483}]{1,2}",
        2 => "[иИйѝёї]\u{306}?",
        2 => "[αΆςΣϐ]{1,3}",
        2 => "[技術部日本。、ー]{1,3}",
        2 => "[かがカﾞｶ゛々\u{3099}\u{302a}]{1,3}",
        2 => "[한국ㅋ\u{1100}\u{1161}\u{11a8}]{1,3}",
        2 => "[أإىةیکئ\u{64b}\u{640}\u{670}٢٬٫]{1,3}",
        1 => "[קשׁ\u{5b8}־\u{5be}]{1,2}",
        2 => "[निँ\u{93c}क़\u{94d}ো]{1,3}",
        1 => "[नमण]\u{94d}[तपटक]",
        2 => "[ไทยำนเ้ကြ\u{17d2}កລຽເ]{1,3}",
        1 => prop_oneof![Just("การเลือกตั้ง"), Just("พงษ์"), Just("ວຽງຈັນ"), Just("ភ្នំពេញ"), Just("ရန်ကုန်")].prop_map(String::from),
        1 => "[😀👩🏽‍🚀🇺🇸™№㎏⑴ﷺ🄰]",
        2 => "[\u{200b}\u{200d}\u{ad}\u{200e}\u{feff}\u{fe0f}]",
        1 => any::<char>().prop_map(String::from),
        2 => prop_oneof![Just("'s"), Just("U.S."), Just("1,500"), Just("C++"), Just("l'"), Just("qu’"), Just("1.2.3")].prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_tokeniser_agrees_with_the_plain_one(text in text()) {
        prop_assert_eq!(words(&text), reference::words(&text));
    }

    #[test]
    fn spans_lie_on_characters_in_order(text in text()) {
        let words = words(&text);
        for (word, start, end, _) in &words {
            prop_assert!(start < end && text.get(*start..*end).is_some(), "{word} {start} {end}");
        }
        for pair in words.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].1 && pair[0].2 <= pair[1].2 && pair[0].3 < pair[1].3, "{pair:?}");
        }
    }

    #[test]
    fn a_word_alone_is_itself(text in text()) {
        for (word, ..) in words(&text) {
            let again: Vec<String> = tokenize_query(&word).into_iter().map(|token| token.text).collect();
            prop_assert_eq!(again, [word]);
        }
    }

    #[test]
    fn composed_and_decomposed_text_give_the_same_words(text in text()) {
        let (nfc, nfd) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
        prop_assert_eq!(texts(&nfc), texts(&nfd));
        prop_assert_eq!(texts(&nfc), texts(&text));
    }

    #[test]
    fn query_words_are_words_of_the_index_in_the_same_places(text in text()) {
        let index = words(&text);
        for token in tokenize_query(&text) {
            prop_assert!(index.contains(&(token.text, token.start, token.end, token.position)));
        }
    }

    #[test]
    fn buffers_carry_nothing_over(first in text(), second in text()) {
        let mut tokenizer = Tokenizer::default();
        tokenizer.tokenize(&first, |_| {});
        let mut again = Vec::new();
        tokenizer.tokenize(&second, |token| again.push((token.text.to_owned(), token.start, token.end, token.position)));
        prop_assert_eq!(again, words(&second));
    }
}
