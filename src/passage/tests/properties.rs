//! What holds for any text and any matches in it.

use super::*;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Text of the pieces that matter here, and spans that often lie well in it.
pub(super) fn text_and_spans() -> impl Strategy<Value = (String, Vec<Span>)> {
    let piece = prop_oneof![
        6 => "[a-zA-Z]{1,9}".prop_map(|word| word + " "),
        2 => Just(". ".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => "\\PC{0,4}",
        1 => prop::sample::select(vec!["港口", "e\u{301}", "👩‍👩‍👧", "عربى ", "x\u{300}\u{301}\u{302}", "\r\n", "。", "🇩🇪🇫🇷"])
            .prop_map(str::to_owned),
    ];
    let text = prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat());
    text.prop_flat_map(|text| {
        let end = text.len() + 3;
        let near = (0..end, 0usize..12, 0usize..5).prop_map(|(start, length, atom)| Span {
            start,
            end: start + length,
            atom,
        });
        let any =
            (0..end, 0..end, 0usize..5).prop_map(|(start, end, atom)| Span { start, end, atom });
        let spans = prop::collection::vec(prop_oneof![8 => near, 1 => any], 0..25);
        (Just(text), spans)
    })
}

proptest! {
    #[test]
    fn what_cannot_win_need_not_be_looked_at((text, mut spans) in text_and_spans(), length in 1usize..30, number: bool) {
        let relatives = spans.split_off(spans.len() / 2);
        let matches = Matches { field: Field::Body, text: &text, spans, relatives };
        let wanted = Wanted { weights: &[1.0, 2.5, 0.0, 4.0, 1.0], number, ..Wanted::default() };
        let options = options(4, length);
        let texts = [Text::new(&matches, wanted, options)];
        let everywhere = |text: &Text<'_>, _: &_, _| vec![i64::MAX; text.areas.len()];
        let thorough = choose::choose_bounded(&texts, wanted, options, everywhere);
        prop_assert_eq!(choose::choose(&texts, wanted, options), thorough);
    }

    #[test]
    fn passages_are_what_they_say(
        (text, spans) in text_and_spans(),
        passages in 0usize..6,
        length in 1usize..120,
    ) {
        let weights = [1.0, 2.5, 0.0, 4.0];
        let found = best(&text, Field::Body, &spans, &weights, options(passages, length));
        prop_assert!(found.len() <= passages);
        let mut at = 0;
        for passage in &found {
            prop_assert!(passage.start >= at, "in order, disjoint");
            at = passage.start + passage.text.len();
            prop_assert_eq!(&text[passage.start..at], &passage.text);
            prop_assert!(!passage.text.is_empty());
            prop_assert_eq!(passage.text.trim(), &passage.text);
            let chars = passage.text.chars().count();
            let is_cut = passage.cut_start || passage.cut_end;
            let fits = chars <= if is_cut { length } else { length + length / 4 };
            prop_assert!(fits || !passage.text.contains(char::is_whitespace), "{:?}", passage.text);
            prop_assert!(!passage.marks.is_empty());
            let mut end = 0;
            for mark in &passage.marks {
                prop_assert!(end <= mark.start && mark.start < mark.end);
                end = mark.end;
                prop_assert!(passage.text.get(mark.clone()).is_some());
            }
            prop_assert!(end <= passage.text.len());
        }
        let usable = spans.iter().any(|span| {
            span.atom < 4 && text.get(span.start..span.end).is_some_and(|text| !text.trim().is_empty())
        });
        prop_assert_eq!(found.is_empty(), !usable || passages == 0);
    }

    #[test]
    fn cuts_fall_between_graphemes((text, spans) in text_and_spans(), length in 1usize..40) {
        // A space with a combining mark is both white space and half a character: not of interest here.
        let text = text.replace(|char: char| "\u{301}".contains(char), "e");
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let found = best(&text, Field::Body, &spans, &[1.0; 5], options(3, length));
        let is_spaced = |at: usize| text[at..].starts_with(char::is_whitespace) || text[..at].ends_with(char::is_whitespace);
        for passage in found {
            for at in [passage.start, passage.start + passage.text.len()] {
                prop_assert!(edges.contains(&at) || is_spaced(at), "{:?} in {:?}", passage, text);
            }
        }
    }

    #[test]
    fn leads_are_what_they_say((text, _) in text_and_spans(), length in 0usize..120) {
        let found = lead(&text, Field::Body, options(1, length));
        prop_assert_eq!(found.is_none(), text.trim().is_empty());
        if let Some(lead) = found {
            prop_assert_eq!(&text[lead.start..lead.start + lead.text.len()], &lead.text);
            prop_assert!(!lead.text.is_empty());
            let first = lead.text.graphemes(true).count() == 1;
            prop_assert!(lead.text.chars().count() <= length || first);
        }
    }

    #[test]
    fn merged_marks_cover_the_same_bytes((_, spans) in text_and_spans()) {
        let marks = merge_marks(&spans);
        prop_assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let in_spans = |at: usize| spans.iter().any(|span| (span.start..span.end).contains(&at));
        for at in 0..spans.iter().map(|span| span.end).max().unwrap_or(0) {
            prop_assert_eq!(in_spans(at), marks.iter().any(|mark| mark.contains(&at)));
        }
    }
}
