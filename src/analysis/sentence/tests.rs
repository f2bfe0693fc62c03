use proptest::prelude::*;

use super::super::paragraphs;
use super::{ASCII_STOPS, ELLIPSIS, Stops};
use super::{begins_other, begins_stop, is_greek_question, is_stop, sentences};

/// Each case is a text in which `|` stands where one sentence ends and the next begins.
const CASES: [&str; 80] = [
    "Πότε ανοίγει η γέφυρα; |Τον Ιούνιο. |Η παλιά· η πέτρινη· έκλεισε.",
    "Ήρθε ο Νίκος; ρώτησε εκείνη. |Όχι.",
    "Πού είναι\u{37e} |Εδώ. |Six; Seven; eight stay together.",
    "متى يفتح الجسر؟ |في يونيو. |كلف ضعف المقرر.",
    "पुल कब खुलेगा? |जून में। |खर्च दोगुना हुआ।",
    "The ship sailed. |It was late.",
    "Mr. Oakes met Dr. Ruiz at noon. |They talked.",
    "U.S. Sen. Ada Quill voted no.",
    "He lives in the U.S. |The house is small.",
    "Troops left the U.S. |But some stayed.",
    "The U.S. Army and the U.S. Senate agreed.",
    "He moved to the U.S. in May.",
    "Gov. Lee and Gen. Park spoke. |Rep. Dole did not.",
    "She is No. 3 on the list. |No. 4 is out.",
    "Did he go? |No. |He stayed.",
    "He said no. |They left.",
    "It was Smith vs. Jones again.",
    "Metals, e.g. Zinc and tin, rose. |Others, i.e. Lead, fell.",
    "Brill Motor Co. |The company said so.",
    "Shares of Dorn Inc. Chief Executive Ann Dorn fell.",
    "Apex Corp. said it lost money. |Apex Ltd. did too.",
    "St. Ives and Mt. Hood are far. |So is Ft. Worth.",
    "It opens on Jan. 5 and closes Dec. 12. |Then it rains.",
    "It begins in Jan. |The rest is open.",
    "We met at 8 a.m. Monday. |It rained.",
    "We met at 8 a.m. |Police came.",
    "He left at 5 p.m. EST and slept.",
    "No checks were made from 10:30 p.m. Aug. 9 to 6:30 a.m. the next day.",
    "J. R. R. Tolkien wrote it. |J.R.R. Tolkien did.",
    "J. A. Smith and George W. Bush met.",
    "They chose plan B. |The rest left.",
    "Pi is 3.14 and e is 2.72. |Both are real.",
    "It rose 3.5 pct to 12. |Tin fell.",
    "“We won.” |She smiled.",
    "“We won,” she said. |“It was close.”",
    "He wrote (in 1987.) |Then he left.",
    "(It was late.) |We left.",
    "\"Why?\" he asked. |\"Why not?\" |She left.",
    "Yahoo! said so. |It did!",
    "What?! |Nobody knew.",
    "Bases… and are expected to go. |He waited… |Then he left.",
    "Well ... it is. |Well... |It was.",
    "So . . . he left.",
    "See www.example.com for more. |Or write to a.b@example.com.",
    "Version 2.0.1 is out. |Get it.",
    "Am 3. Oktober feiert man. |Es regnet.",
    "Der 1. Weltkrieg begann 1914. |Er dauerte.",
    "Wir essen z. B. Brot. |Das schmeckt.",
    "Wir essen z.B. Brot, d. h. Toast. |Gut.",
    "Das kostet 5 bzw. 6 Euro. |Nr. 5 lebt.",
    "Er sagte: „Ich gehe.“ |Dann ging er.",
    "M. Dupont et Mme. Petit sont là. |Ils partent.",
    "« On verra. » |Il sort.",
    "El Sr. Gómez y la Sra. Díaz salieron. |Llovía.",
    "Viajó a EE. UU. |El viaje fue largo.",
    "Las empresas de EE. UU. Norte crecen.",
    "¿Quién es? |¡Nadie! |¿Y tú?",
    "部长表示同意。|居民很高兴！|为什么？|没有人知道；|完",
    "他说：“我同意。”|大家笑了。",
    "彼は「行く。」と述べた。|雨だ。",
    "هل وصل؟ |نعم وصل. |ثم نام۔ |انتهى",
    "यह सच है। |वह गया।",
    "А. С. Пушкин родился в 1799 г. |Он писал.",
    "Он живёт в г. Москва. |Да.",
    "1. The first point stands. |2. The second too.",
    "In 1987. |Then again.",
    "Ninety-six were hurt. |12 died.",
    "He met Ph.D. Students there.",
    "The Rev. Bob Lee Jr. |He preached.",
    "Bob Lee Jr. Died young.",
    "The bill, H.R. 1234, passed. |It is law.",
    "Costs rose to $1.5 bn. |Sales fell.",
    "“Is it the U.S.?” |They asked.",
    "He cited Art. 5 of it. |Modern art. |Nothing else.",
    "No punctuation at all",
    ". . .",
    "Wait.. |What",
    "He left.[1] They came. |Done.",
    "It ended in the 1980s. |Since then, no.",
    "Prof. Dr. Weber kam. |Er blieb.",
];

fn marked(text: &str) -> String {
    let sentences: Vec<&str> = sentences(text)
        .into_iter()
        .map(|range| &text[range])
        .collect();
    sentences.join("|")
}

fn squeezed(text: &str) -> String {
    text.replace(" |", "|")
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let mut wrong = Vec::new();
    for case in CASES {
        let found = marked(&case.replace('|', ""));
        if found != squeezed(case) {
            wrong.push(found);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_examples_of_the_documentation_hold() {
    let page = include_str!("../../../docs/analysis.md");
    let mut examples = 0;
    for cell in page.lines().filter_map(|line| line.split('|').nth(1)) {
        let Some(text) = cell
            .trim()
            .strip_prefix('`')
            .and_then(|cell| cell.strip_suffix('`'))
        else {
            continue;
        };
        if text.contains('¦') {
            let expected: Vec<&str> = text.split('¦').map(str::trim).collect();
            let text = text.replace('¦', "");
            let found: Vec<&str> = sentences(&text)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(found, expected);
            examples += 1;
        }
    }
    assert!(examples >= 12, "only {examples} examples were read");
}

#[test]
fn a_wrapped_line_is_no_break() {
    let text = "The mill in Port Ellery will close next year, the owners said on\nMonday, and the county will look for\na buyer. Nobody has\noffered yet.";
    assert_eq!(sentences(text).len(), 2);
    assert_eq!(paragraphs(text).len(), 1);
}

#[test]
fn an_indent_begins_a_paragraph() {
    let text = "Showers fell in the hills of the north on\nTuesday, the office said\n    The dry weeks are over.\n    More rain is due, but the\nfarmers wait.";
    let found: Vec<&str> = paragraphs(text)
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[1], "The dry weeks are over.");
    assert_eq!(sentences(text).len(), 3);
}

#[test]
fn a_block_that_is_indented_throughout_is_one_paragraph() {
    let text = "    The mill in Port Ellery will close next year, and\n    the county will look for a buyer by the end of May.";
    assert_eq!(paragraphs(text).len(), 1);
}

#[test]
fn blank_lines_part_paragraphs_whatever_ends_their_lines() {
    for end in ["\n", "\r\n", "\r", "\u{2028}"] {
        let text = format!("One line{end}goes on here{end} {end}two");
        assert_eq!(paragraphs(&text).len(), 2, "{end:?}");
    }
}

#[test]
fn headings_and_list_items_are_sentences() {
    let text = "MILL TO CLOSE\nThe mill in Port Ellery will close next year, the owners said today,\nand more.";
    assert_eq!(marked(text).split('|').next(), Some("MILL TO CLOSE"));
    let text = "They want:\n• higher pay\n• shorter days\n• and a canteen";
    assert_eq!(sentences(text).len(), 4);
    let text = "They want:\n1. Higher pay\n2. Shorter days";
    assert_eq!(sentences(text).len(), 3);
}

#[test]
fn a_line_that_nobody_wrapped_is_a_paragraph_of_its_own() {
    let long = "word ".repeat(60);
    let text = format!("{long}Corp.\n{long}\nNext {long}");
    assert_eq!(sentences(&text).len(), 2);
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z]{1,5}",
        "[ \n\t]{1,3}",
        "[.!?…;:,()\"“”'«»\\-]{1,2}",
        "[0-9]{1,2}",
        "[。！技術؟।ёЁéß\u{3000}\u{a0}\u{2028}\r•]{1,2}",
        any::<char>().prop_map(String::from),
        prop_oneof![
            Just("U.S. "),
            Just("z. B. "),
            Just("Inc. The "),
            Just("a.m. ")
        ]
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn sentences_hold_every_character_once(text in text()) {
        for ranges in [sentences(&text), paragraphs(&text)] {
            let mut end = 0;
            for range in ranges {
                prop_assert!(text[end..range.start].trim().is_empty());
                let sentence = &text[range.clone()];
                prop_assert!(!sentence.is_empty() && sentence.trim() == sentence);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }

    #[test]
    fn sentences_lie_in_paragraphs(text in text()) {
        let paragraphs = paragraphs(&text);
        for range in sentences(&text) {
            prop_assert!(paragraphs.iter().any(|paragraph| paragraph.start <= range.start && range.end <= paragraph.end));
        }
    }

    #[test]
    fn no_stop_is_passed_over(text in prop_oneof![text().boxed(), "[a-z .!é“…æ¦]{0,60}".boxed()]) {
        let stops = |next: &dyn Fn(usize) -> Option<(usize, char)>| {
            let mut at = 0;
            let mut found = Vec::new();
            while let Some(stop) = next(at) {
                found.push(stop);
                at = stop.0 + stop.1.len_utf8();
            }
            found
        };
        let plain = text.char_indices().filter(|(at, mark)| {
            is_stop(*mark) || is_greek_question(*mark, text.get(..*at))
        });
        prop_assert_eq!(stops(&|at| Stops::of(&text).next(&text, at)), plain.collect::<Vec<_>>());
    }
}

#[test]
fn every_stop_is_looked_at() {
    let is_mark = |mark: &char| is_stop(*mark) || is_greek_question(*mark, Some("α"));
    for mark in (char::MIN..=char::MAX).filter(is_mark) {
        let first = mark.encode_utf8(&mut [0; 4]).as_bytes()[0];
        assert!(begins_stop(first), "{mark:?}");
        let is_sought = ASCII_STOPS.contains(&first) || ELLIPSIS.starts_with(mark);
        assert!(is_sought || mark == ';' || begins_other(first), "{mark:?}");
    }
}

#[test]
fn texts_with_stops_beyond_ascii_are_told() {
    for letter in ('\u{370}'..='\u{3ff}').chain('\u{1f00}'..='\u{1fff}') {
        assert_eq!(Stops::of(&letter.to_string()), Stops::Any, "{letter}");
    }
    assert_eq!(Stops::of("“Élan” Жук; no?"), Stops::Ascii);
    assert_eq!(Stops::of("No…"), Stops::Any);
}
