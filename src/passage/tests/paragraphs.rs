use super::properties::text_and_spans;
use super::*;
use crate::analysis;
use proptest::prelude::*;

fn options(passages: usize, length: usize) -> PassageOptions {
    PassageOptions {
        passages,
        length,
        context: Context::Paragraph,
    }
}

#[test]
fn the_paragraph_of_the_best_window_is_shown() {
    let found = best_of(HARBOUR, &["guard", "late"], &[1.0, 1.0], options(1, 40));
    assert_eq!(
        found,
        ["Fishermen said the ice [guard] came [late]. Last year the harbour froze for nine days."]
    );
    let found = best_of(HARBOUR, &["guard"], &[1.0], options(1, 40));
    assert_eq!(
        found,
        [
            "Mayor Ines Dahl called in the ice [guard]. The [guard] has two boats. One boat is being repaired."
        ]
    );
}

#[test]
fn each_paragraph_is_shown_once() {
    let found = best_of(HARBOUR, &["guard", "two"], &[1.0, 1.0], options(3, 30));
    assert_eq!(
        found,
        [
            "Mayor Ines Dahl called in the ice [guard]. The [guard] has [two] boats. One boat is being repaired.",
            "Fishermen said the ice [guard] came late. Last year the harbour froze for nine days."
        ]
    );
}

#[test]
fn a_paragraph_scores_as_all_that_is_in_it() {
    let words = ["Ines", "repaired"];
    let spans = spans(HARBOUR, &words);
    let score = |options| best(HARBOUR, Field::Body, &spans, &[2.0, 1.0], options)[0].score;
    assert_eq!(score(super::options(1, 40)), 2.0);
    assert_eq!(score(options(1, 40)), 3.0);
}

#[test]
fn a_paragraph_longer_than_four_lengths_is_cut_as_ever() {
    let whole = "Mayor Ines Dahl called in the ice guard. The guard has [two] boats. One boat is being repaired.";
    let chars = whole.len() - 2;
    let at = |length| best_of(HARBOUR, &["two"], &[1.0], options(1, length)).concat();
    assert_eq!((chars, chars.div_ceil(4)), (93, 24));
    assert_eq!(at(24), whole);
    assert_eq!(at(23), "The guard has [two] boats.");
}

#[test]
fn the_indent_of_lines_far_away_does_not_matter() {
    // Lines that are indented alike and run on belong together, also where one of them is cut by how far is looked.
    let line = "    Ferries stayed in port on that long and grey day while the snow fell and\n";
    let filler = line.repeat(8);
    let paragraph = "    The keeper wrote that night, by the lamp that burned over the lower quay,\n    that the guard had come with two boats and with nobody on board who could\n    tell the ice from the quay.";
    let text = format!("{filler}\n{paragraph}\n\n{filler}");
    for length in 50..90 {
        let found = best_of(&text, &["guard"], &[1.0], options(1, length));
        let whole = paragraph.trim_start().replace("guard", "[guard]");
        assert_eq!(found, [whole], "{length}");
    }
    let blanks = "\n".repeat(900);
    let text = format!("{filler}{blanks}The guard came.{blanks}{filler}");
    let found = best_of(&text, &["guard"], &[1.0], options(1, 20));
    assert_eq!(found, ["The [guard] came."]);
}

#[test]
fn a_match_over_two_paragraphs_holds_them_together() {
    let found = best_of(HARBOUR, &["port.\n\nMayor Ines"], &[1.0], options(1, 100));
    assert_eq!(
        found,
        [
            "The harbour of Ostwick froze on Monday. Ferries stayed in [port.\n\nMayor Ines] Dahl called in the ice guard. The guard has two boats. One boat is being repaired."
        ]
    );
}

/// The paragraphs of the whole text that hold the matches whole.
fn paragraphs(text: &Text<'_>) -> Vec<Range<usize>> {
    let starts = analysis::paragraphs(text.text).into_iter();
    let mut starts: Vec<usize> = starts
        .map(|range| range.start)
        .filter(|start| marks::around(&text.marks, *start).is_none())
        .filter(|start| marks::is_grapheme_edge(text.text, *start))
        .collect();
    starts.push(text.text.len());
    let pairs = starts.windows(2).map(|pair| pair[0]..pair[1]);
    pairs
        .map(|range| range.start..range.start + text.text[range].trim_end().len())
        .collect()
}

proptest! {
    #[test]
    fn each_is_a_paragraph_or_in_a_long_one(
        (text, spans) in text_and_spans(),
        indents in prop::collection::vec("\n {0,5}", 60),
        length in 1usize..60,
    ) {
        let mut lines = indents.iter();
        let text: String = text.chars().map(|char| match char {
            ' ' if text.len() % 3 == 0 => lines.next().map_or(" ", String::as_str).to_owned(),
            char => char.to_string(),
        }).collect();
        let options = options(4, length);
        let found = best(&text, Field::Body, &spans, &[1.0, 2.5, 0.0, 4.0], options);
        let paragraphs = paragraphs(&Text::new(&matches(&text, Field::Body, &spans), wanted(&[1.0; 4]), options));
        let mut at = 0;
        for passage in &found {
            prop_assert!(passage.start >= at, "in order, disjoint");
            at = passage.start + passage.text.len();
            prop_assert_eq!(&text[passage.start..at], &passage.text);
            prop_assert!(!passage.marks.is_empty());
            prop_assert!(passage.marks.iter().all(|mark| passage.text.get(mark.clone()).is_some()));
            let is_in = |paragraph: &&Range<usize>| paragraph.start <= passage.start && at <= paragraph.end;
            let paragraph = paragraphs.iter().find(is_in);
            if let Some(paragraph) = paragraph && text[paragraph.clone()].chars().count() <= length * 4 {
                prop_assert_eq!(paragraph, &(passage.start..at));
            }
        }
        let one = |options| best(&text, Field::Body, &spans, &[1.0, 2.5, 0.0, 4.0], options);
        let (window, shown) = (one(super::options(1, length)), one(self::options(1, length)));
        prop_assert_eq!((window.len(), found.is_empty()), (shown.len(), shown.is_empty()));
        for (window, shown) in window.iter().zip(&shown) {
            let end = |passage: &Passage| passage.start + passage.text.len();
            prop_assert!(shown.start <= window.start && end(window) <= end(shown), "the best window is in it");
        }
    }
}
