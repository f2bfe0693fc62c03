use super::*;

mod paragraphs;
mod properties;

/// Every occurrence of each word; its atom is its index.
fn spans(text: &str, words: &[&str]) -> Vec<Span> {
    let of = |(atom, word): (usize, &&str)| {
        let found: Vec<Span> = text
            .match_indices(*word)
            .map(|(start, word)| Span {
                start,
                end: start + word.len(),
                atom,
            })
            .collect();
        found
    };
    words.iter().enumerate().flat_map(of).collect()
}

fn matches<'a>(text: &'a str, field: Field, spans: &[Span]) -> Matches<'a> {
    Matches {
        field,
        text,
        spans: spans.to_vec(),
        relatives: Vec::new(),
    }
}

fn wanted(weights: &[f32]) -> Wanted<'_> {
    Wanted {
        weights,
        ..Wanted::default()
    }
}

/// The best passages for these matches alone.
fn best(
    text: &str,
    field: Field,
    spans: &[Span],
    weights: &[f32],
    options: PassageOptions,
) -> Vec<Passage> {
    super::best(&matches(text, field, spans), wanted(weights), options)
}

fn options(passages: usize, length: usize) -> PassageOptions {
    PassageOptions {
        passages,
        length,
        context: Context::Sentences,
    }
}

/// The passages as text, marks in brackets, a cut as `~`.
fn show(passages: &[Passage]) -> Vec<String> {
    passages.iter().map(shown).collect()
}

fn shown(passage: &Passage) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &passage.marks {
        out += &passage.text[at..mark.start];
        out += &format!("[{}]", &passage.text[mark.clone()]);
        at = mark.end;
    }
    out += &passage.text[at..];
    let cut = |is_cut| if is_cut { "~" } else { "" };
    format!("{}{out}{}", cut(passage.cut_start), cut(passage.cut_end))
}

fn best_of(text: &str, words: &[&str], weights: &[f32], options: PassageOptions) -> Vec<String> {
    let spans = spans(text, words);
    show(&best(text, Field::Body, &spans, weights, options))
}

const HARBOUR: &str = "The harbour of Ostwick froze on Monday. Ferries stayed in port.\n\n\
    Mayor Ines Dahl called in the ice guard. The guard has two boats. One boat is being repaired.\n\n\
    Fishermen said the ice guard came late. Last year the harbour froze for nine days.";

#[test]
fn a_window_with_more_of_the_different_words_wins() {
    let found = best_of(HARBOUR, &["guard", "boat"], &[1.0, 1.0], options(1, 100));
    assert_eq!(
        found,
        [
            "Mayor Ines Dahl called in the ice [guard]. The [guard] has two [boat]s. One [boat] is being repaired."
        ]
    );
}

#[test]
fn a_repeat_does_not_outweigh_another_word() {
    let text = "Ice, ice, ice, ice and ice. No more.\n\nIce stopped the boat. No more.";
    let found = best_of(text, &["ce", "boat"], &[1.0, 1.0], options(1, 30));
    assert_eq!(found, ["I[ce] stopped the [boat]. No more."][..1].to_vec());
}

#[test]
fn the_rarer_word_wins() {
    let found = best_of(HARBOUR, &["boat", "nine"], &[1.0, 5.0], options(1, 60));
    assert_eq!(found, ["Last year the harbour froze for [nine] days."]);
}

#[test]
fn of_equals_the_tighter_wins_then_the_earlier() {
    let text =
        "Snow fell here and then came ice.\n\nSnow and ice fell here.\n\nSnow and ice were here.";
    let found = best_of(text, &["now", "ice"], &[1.0, 1.0], options(1, 40));
    assert_eq!(found, ["S[now] and [ice] fell here."]);
}

#[test]
fn the_length_is_a_goal() {
    // 20, 18 and 18 characters; the last two in a row 37.
    let text = "Ice stopped a ferry. Nobody was aboard. It had left early.";
    let found = |length| best_of(text, &["aboard"], &[1.0], options(1, length)).concat();
    assert_eq!(found(14), "~was [aboard].");
    assert_eq!(found(15), "Nobody was [aboard].");
    assert_eq!(found(30), "Nobody was [aboard].");
    assert_eq!(found(31), "Nobody was [aboard]. It had left early.");
}

#[test]
fn windows_start_and_end_with_a_match_unless_there_is_room() {
    let tight = best_of(HARBOUR, &["has two"], &[1.0], options(1, 30));
    assert_eq!(tight, ["The guard [has two] boats."]);
    let next_first = best_of(HARBOUR, &["has two"], &[1.0], options(1, 70));
    assert_eq!(
        next_first,
        ["The guard [has two] boats. One boat is being repaired."]
    );
    let roomy = best_of(HARBOUR, &["has two"], &[1.0], options(1, 200));
    assert_eq!(
        roomy,
        [
            "Mayor Ines Dahl called in the ice guard. The guard [has two] boats. One boat is being repaired."
        ]
    );
}

#[test]
fn later_passages_turn_to_other_words() {
    let text = "Ice guard one.\n\nIce guard two.\n\nThe lamp is out.";
    // Two covered words at .8 of 1 each are worth less than a new one of 1.7.
    let found = best_of(
        text,
        &["Ice", "guard", "lamp"],
        &[1.0, 1.0, 1.7],
        options(2, 20),
    );
    assert_eq!(found, ["[Ice] [guard] one.", "The [lamp] is out."]);
    // A word that hardly matters does not get ahead by being new.
    let found = best_of(
        text,
        &["Ice", "guard", "lamp"],
        &[1.0, 1.0, 0.5],
        options(2, 20),
    );
    assert_eq!(found, ["[Ice] [guard] one.", "[Ice] [guard] two."]);
}

#[test]
fn passages_come_in_text_order_with_their_scores() {
    let found = best(
        HARBOUR,
        Field::Body,
        &spans(HARBOUR, &["harbour", "nine"]),
        &[1.0, 2.0],
        options(3, 50),
    );
    let scores: Vec<f32> = found.iter().map(|passage| passage.score).collect();
    assert_eq!(
        show(&found),
        [
            "The [harbour] of Ostwick froze on Monday.",
            "Last year the [harbour] froze for [nine] days."
        ]
    );
    assert_eq!(scores, [1.0, 3.0]);
    assert_eq!(found[1].start, HARBOUR.find("Last year").unwrap_or(0));
}

#[test]
fn a_long_sentence_is_cut_between_words_around_its_best_cluster() {
    let text = "The lighthouse keeper who had counted gulls since the spring of that long year, \
        and whose daughter kept the lamp, wrote that a storm lamp had burned all night over the quay \
        while the gulls slept on the roofs of the lower town and nobody came to see them";
    let found = best_of(
        text,
        &["storm", "lamp", "gulls"],
        &[2.0, 1.0, 0.5],
        options(1, 70),
    );
    assert_eq!(
        found,
        ["~a [storm] [lamp] had burned all night over the quay while the [gulls] slept~"]
    );
    let two = best_of(
        text,
        &["storm", "lamp", "gulls"],
        &[2.0, 1.0, 1.0],
        options(2, 40),
    );
    assert_eq!(
        two,
        [
            "~who had counted [gulls] since the spring~",
            "~the [lamp], wrote that a [storm] [lamp] had~"
        ]
    );
}

#[test]
fn a_cut_never_splits_a_phrase() {
    let text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo";
    let phrase = "gggg hhhh iiii";
    let found = best_of(text, &["eeee", phrase], &[5.0, 1.0], options(1, 24));
    assert_eq!(found, ["~[eeee] ffff [gggg hhhh iiii]~"]);
    let found = best_of(text, &["eeee", phrase], &[5.0, 1.0], options(1, 23));
    assert_eq!(found, ["~cccc dddd [eeee] ffff~"]);
    // A phrase that is longer than a passage may be has to be.
    let found = best_of(text, &[phrase], &[1.0], options(1, 11));
    assert_eq!(found, ["~[gggg hhhh]~"]);
    let found = best_of(text, &[phrase], &[1.0], options(1, 2));
    assert_eq!(found, ["~[gggg]~"]);
}

#[test]
fn words_akin_to_the_query_s_speak_for_a_place_and_are_not_marked() {
    let text = "The strike is over.\n\nThe strike of the pilotage.";
    let found = |relatives: &[&str]| {
        let relatives = spans(text, relatives).into_iter();
        let matches = Matches {
            relatives: relatives.map(|span| Span { atom: 1, ..span }).collect(),
            ..matches(text, Field::Body, &spans(text, &["strike"]))
        };
        show(&super::best(&matches, wanted(&[1.0, 1.0]), options(1, 30)))
    };
    assert_eq!(found(&[]), ["The [strike] is over."]);
    assert_eq!(found(&["pilotage"]), ["The [strike] of the pilotage."]);
}

#[test]
fn what_the_title_tells_counts_less() {
    let text = "The dam of the lake.\n\nA model of it.";
    let found = |told: &[bool]| {
        let matches = matches(text, Field::Body, &spans(text, &["dam", "model"]));
        let weights = &[1.1, 1.0];
        let wanted = Wanted {
            told,
            ..wanted(weights)
        };
        super::best(&matches, wanted, options(1, 20))
    };
    assert_eq!(show(&found(&[])), ["The [dam] of the lake."]);
    let told = found(&[true, false]);
    assert_eq!(show(&told), ["A [model] of it."]);
    assert_eq!(told[0].score, 1.0, "the score is that of the words");
}

#[test]
fn a_number_counts_where_one_is_asked_for_and_most_beside_a_match() {
    let text = "Ice fell.\n\nIce fell all night, and until 5.\n\nIce fell for 9 hours.";
    let found = |number, length| {
        let matches = matches(text, Field::Body, &spans(text, &["Ice"]));
        let wanted = Wanted {
            number,
            ..wanted(&[1.0])
        };
        show(&super::best(&matches, wanted, options(1, length)))
    };
    assert_eq!(found(false, 40), ["[Ice] fell."]);
    assert_eq!(found(true, 40), ["[Ice] fell for 9 hours."]);
    let text = "The ice of the north. Snow lay 5 deep.\n\nThe ice of the south, said 99.";
    let matches = matches(text, Field::Body, &spans(text, &["ice"]));
    let wanted = Wanted {
        number: true,
        ..wanted(&[1.0])
    };
    let shown = show(&super::best(&matches, wanted, options(1, 40)));
    assert_eq!(
        shown,
        ["The [ice] of the north. Snow lay 5 deep."],
        "in a sentence of its own too"
    );
}

#[test]
fn a_phrase_across_a_sentence_end_is_one_mark() {
    let text = "It was sent by Dr. Ostwick Dahl. He left.\n\nNothing else.";
    let found = best_of(text, &["Dr. Ostwick"], &[1.0], options(1, 30));
    assert_eq!(found, ["It was sent by [Dr. Ostwick] Dahl."]);
}

#[test]
fn chinese_is_cut_between_characters() {
    let text = "港口结冰渡轮停航".repeat(20);
    let found = best_of(&text, &["停航港口"], &[1.0], options(1, 11));
    assert_eq!(found, ["~冰渡轮[停航港口]结冰渡轮~"]);
}

#[test]
fn comments_stand_in_only_for_what_the_body_lacks() {
    let body = "The harbour froze. It was cold.";
    let comments = "HK-65: the harbour never froze.\n\nThe harbour is fine.";
    let fields = |words: &[&str]| {
        [
            (Field::Title, "Harbour froze"),
            (Field::Body, body),
            (Field::Comments, comments),
        ]
        .map(|(field, text)| matches(text, field, &spans(text, words)))
    };
    let found = |words: &[&str]| {
        show(&best_of_article(
            &fields(words),
            wanted(&[1.0, 9.0]),
            options(3, 40),
        ))
    };
    assert_eq!(
        found(&["harbour", "froze"]),
        ["The [harbour] [froze]. It was cold."]
    );
    assert_eq!(
        found(&["harbour", "HK-65"]),
        [
            "The [harbour] froze. It was cold.",
            "[HK-65]: the [harbour] never froze."
        ]
    );
    assert_eq!(
        found(&["never", "fine"]),
        [
            "HK-65: the harbour [never] froze.",
            "The harbour is [fine]."
        ]
    );
    assert_eq!(found(&["Harbour"]), ["The harbour froze. It was cold."]);
}

#[test]
fn the_lead_is_whole_sentences() {
    let lead_of = |length| lead(HARBOUR, Field::Body, options(3, length)).map(|lead| shown(&lead));
    assert_eq!(
        lead_of(50).as_deref(),
        Some("The harbour of Ostwick froze on Monday.")
    );
    assert_eq!(
        lead_of(110).as_deref(),
        Some(
            "The harbour of Ostwick froze on Monday. Ferries stayed in port.\n\nMayor Ines Dahl called in the ice guard."
        )
    );
    assert_eq!(lead_of(20).as_deref(), Some("The harbour of~"));
    assert_eq!(lead_of(2).as_deref(), Some("Th~"));
    assert_eq!(lead_of(10_000).as_deref(), Some(HARBOUR));
    assert_eq!(lead(" \n ", Field::Body, options(3, 50)), None);
}

#[test]
fn marks_merge_where_they_overlap_or_touch() {
    let span = |start, end, atom| Span { start, end, atom };
    let merged = |spans: &[Span]| {
        let marks = merge_marks(spans);
        marks
            .iter()
            .map(|mark| (mark.start, mark.end))
            .collect::<Vec<_>>()
    };
    assert_eq!(merged(&[span(4, 6, 0), span(0, 3, 0)]), [(0, 3), (4, 6)]);
    assert_eq!(merged(&[span(0, 6, 0), span(3, 9, 1)]), [(0, 9)]);
    assert_eq!(
        merged(&[span(0, 9, 0), span(3, 6, 1), span(9, 12, 0)]),
        [(0, 12)]
    );
    assert_eq!(merged(&[span(0, 6, 0), span(6, 9, 0)]), [(0, 9)]);
    assert_eq!(merged(&[span(0, 6, 0), span(6, 9, 1)]), [(0, 6), (6, 9)]);
    assert_eq!(merged(&[span(3, 3, 0)]), []);
}

#[test]
fn marks_hold_whole_characters() {
    let text = "Le cafe\u{301} ferme.";
    let letters = [Span {
        start: 3,
        end: 7,
        atom: 0,
    }];
    let found = best(text, Field::Body, &letters, &[1.0], options(1, 50));
    assert_eq!(show(&found), ["Le [cafe\u{301}] ferme."]);
}

#[test]
fn what_makes_no_sense_is_ignored() {
    let text = "Ä b.";
    let span = |start, end, atom| Span { start, end, atom };
    let senseless = [
        span(1, 2, 0),
        span(0, 90, 0),
        span(2, 0, 0),
        span(2, 3, 0),
        span(0, 2, 7),
    ];
    assert_eq!(
        best(text, Field::Body, &senseless, &[1.0], options(3, 50)),
        []
    );
    let weightless = [span(0, 2, 0)];
    for weight in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let found = best(text, Field::Body, &weightless, &[weight], options(3, 50));
        assert_eq!(
            (show(&found), found[0].score),
            (vec!["[Ä] b.".to_owned()], 0.0)
        );
    }
    assert_eq!(
        best(text, Field::Body, &weightless, &[1.0], options(0, 50)),
        []
    );
}

#[test]
fn far_text_does_not_change_passages() {
    let near = "First words here. Ferries stayed in port all day. The ice guard came with two boats. \
        Nobody was hurt. Last words here.";
    let far = "Somewhere else it was 3.5 degrees warmer. ".repeat(400);
    let pad = "Somewhere else it was 3.5 degrees warmer. ".repeat(40);
    let shown = |text: &str| best_of(text, &["guard"], &[1.0], options(1, 160));
    let expected = "Ferries stayed in port all day. The ice [guard] came with two boats. Nobody was hurt. Last words here.";
    assert_eq!(
        shown(&format!("{far}\n\n{near}\n\n{far}")),
        [format!("First words here. {expected}")]
    );
    assert_eq!(
        shown(&format!("{pad}{near} {pad}")),
        shown(&format!("{far}{near} {far}"))
    );
    let both = format!("{far}{near} {far}{near} {far}");
    let found = best_of(&both, &["guard"], &[1.0], options(2, 55));
    assert_eq!(
        found,
        ["The ice [guard] came with two boats. Nobody was hurt."; 2]
    );
}

#[test]
fn areas_hold_all_that_counts_in_order() {
    let far = format!(
        "ice {}ice ice {}ice",
        "snow ".repeat(2_000),
        "snow ".repeat(150)
    );
    let text = Text::new(
        &matches(&far, Field::Body, &spans(&far, &["ice"])),
        wanted(&[1.0]),
        options(1, 100),
    );
    let items: Vec<_> = text.areas.iter().map(|area| area.items.clone()).collect();
    assert_eq!(
        items,
        [0..1, 1..3, 3..4],
        "apart, and wider than an area may be"
    );
    assert_eq!(text.areas[1].ends, 10_004..10_762);
    let looked = |area: &area::Area| text.units(area).iter().map(|unit| unit.bytes.len()).sum();
    let looked: Vec<usize> = text.areas.iter().map(looked).collect();
    assert!(looked.iter().all(|bytes| *bytes < 1_000), "{looked:?}");
}

/// Work on a text of one endless sentence stays in proportion to it: what is built is counted, not timed.
#[test]
fn a_page_without_full_stops_stays_linear() {
    let text = "the ice of ostwick lay grey and ".repeat(16_000);
    let spans = spans(&text, &["ice", "grey"]);
    assert!(text.len() > 500_000 && spans.len() == 32_000);
    let cut = Text::new(
        &matches(&text, Field::Body, &spans),
        wanted(&[1.0; 2]),
        options(3, 300),
    );
    let looked = cut.areas.iter().map(|area| cut.units(area).len());
    assert!(looked.sum::<usize>() < 5 * spans.len());
    let found = best(&text, Field::Body, &spans, &[1.0, 1.0], options(3, 300));
    assert!(
        found
            .iter()
            .all(|passage| (280..=300).contains(&passage.text.chars().count()))
    );
    assert_eq!(found.len(), 3);
}
