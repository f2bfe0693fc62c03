use super::*;
use crate::article::{Article, Location};
use crate::passage::Passage;
use crate::query::match_spec::Field;
use crate::search::{CopiesOfHit, Hit};
use proptest::prelude::*;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// `[x]` in `text` marks x.
fn unmark(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut marks, mut start) = (String::new(), Vec::new(), 0);
    for char in text.chars() {
        match char {
            '[' => start = plain.len(),
            ']' => marks.push(start..plain.len()),
            _ => plain.push(char),
        }
    }
    (plain, marks)
}

/// A passage whose text is looked up in `body`.
fn passage(body: &str, text: &str) -> Passage {
    let (text, marks) = unmark(text);
    Passage {
        field: Field::Body,
        start: body.find(&text).unwrap_or(0),
        text,
        score: 1.5,
        marks,
        cut_start: false,
        cut_end: false,
    }
}

const BODY: &str = "The harbour of Ostwick froze on Monday.\nFerries stayed in port.\n\n\
    Mayor Ines Dahl called in the ice guard. The guard has two boats.";

fn hit() -> Hit {
    let (title, title_marks) = unmark("Harbour of Ostwick freezes as [ice guard] looks on");
    Hit {
        rank: 1,
        score: 7.25,
        title_marks,
        article: Article {
            id: "oc-17".into(),
            title,
            body: BODY.into(),
            source: "Ostwick Courier".into(),
            authors: vec!["Mara Lund".into(), "Jo Weir".into()],
            published: "1916-01-31T00:00:00Z".parse().ok(),
            location: Location {
                path: "/news/a b.tar.gz".into(),
                member: Some("day/17.jsonl".into()),
                record: 3,
            },
            ..Article::default()
        },
        passages: vec![
            passage(BODY, "The harbour of Ostwick froze on Monday."),
            passage(
                BODY,
                "Mayor Ines Dahl called in the [ice guard]. The [guard] has two boats.",
            ),
        ],
        explanation: vec![],
        copies: CopiesOfHit::default(),
    }
}

fn titled(title: &str, body: &str) -> Hit {
    Hit {
        rank: 1,
        score: 1.0,
        article: Article {
            title: title.into(),
            body: body.into(),
            location: Location {
                path: "a".into(),
                member: None,
                record: 1,
            },
            ..Article::default()
        },
        title_marks: vec![],
        passages: vec![],
        explanation: vec![],
        copies: CopiesOfHit::default(),
    }
}

fn rendered(hits: &[Hit], options: &RenderOptions) -> String {
    let mut out = Vec::new();
    text(&mut out, hits, options).unwrap_or_default();
    String::from_utf8_lossy(&out).into_owned()
}

/// `text` without escape codes.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

fn brackets(width: Option<usize>) -> RenderOptions {
    RenderOptions {
        width,
        mark: Some(("[".into(), "]".into())),
        ..RenderOptions::default()
    }
}

#[test]
fn plain_is_unwrapped_and_unmarked() {
    assert_eq!(
        rendered(&[hit(), titled("Second", "")], &RenderOptions::default()),
        "\
1. Harbour of Ostwick freezes as ice guard looks on
   Ostwick Courier · 1916-01-31 · Mara Lund, Jo Weir · /news/a b.tar.gz!day/17.jsonl#3
   The harbour of Ostwick froze on Monday. …
   Mayor Ines Dahl called in the ice guard. The guard has two boats.

1. Second
   a
"
    );
}

#[test]
fn forty_columns_look_good() {
    assert_eq!(
        rendered(&[hit()], &brackets(Some(40))),
        "\
1. Harbour of Ostwick freezes as [ice
   guard] looks on
   Ostwick Courier · 1916-01-31 · Mara
   Lund, Jo Weir · /news/a
   b.tar.gz!day/17.jsonl#3
   The harbour of Ostwick froze on
   Monday. …
   Mayor Ines Dahl called in the [ice
   guard]. The [guard] has two boats.
"
    );
}

#[test]
fn colour_is_closed_on_every_line() {
    let options = RenderOptions {
        width: Some(36),
        style: Style::Ansi,
        ..RenderOptions::default()
    };
    let shown = rendered(&[hit()], &options).replace('\x1b', "^");
    assert_eq!(
        shown,
        "\
1. ^[1mHarbour of Ostwick freezes as ^[0m^[1m^[31mice^[0m
   ^[1m^[31mguard^[0m^[1m looks on^[0m
   ^[2mOstwick Courier · 1916-01-31 ·^[0m
   ^[2mMara Lund, Jo Weir · ^[0m^[2m/news/a^[0m
   ^[2mb.tar.gz!day/17.jsonl#3^[0m
   The harbour of Ostwick froze on
   Monday.^[2m …^[0m
   Mayor Ines Dahl called in the ^[1m^[31mice^[0m
   ^[1m^[31mguard^[0m. The ^[1m^[31mguard^[0m has two boats.
"
    );
}

#[test]
fn locations_link_to_their_file() {
    let options = RenderOptions {
        hyperlinks: true,
        ..RenderOptions::default()
    };
    let mut hit = titled("T", "");
    hit.article.location.path = "/news/ä 100%/a#b.txt".into();
    let shown = rendered(&[hit.clone()], &options)
        .replace("\x1b]8;;", "<")
        .replace("\x1b\\", ">");
    assert_eq!(
        shown,
        "1. T\n   <file:///news/%C3%A4%20100%25/a%23b.txt>/news/ä 100%/a#b.txt<>\n"
    );
    hit.article.location.path = "-".into();
    assert_eq!(rendered(&[hit.clone()], &options), "1. T\n   -\n");
    hit.article.location.path = "news.txt".into();
    let shown = rendered(&[hit], &options);
    assert!(shown.contains("\x1b]8;;file:///") && shown.contains("/news.txt\x1b\\news.txt"));
}

#[test]
fn a_missing_title_is_the_first_words() {
    let words = titled(" ", "One two\nthree four five six  seven eight nine");
    let shown = rendered(&[words], &RenderOptions::default());
    assert_eq!(
        shown,
        "1. One two three four five six seven eight …\n   a\n"
    );
    let none = rendered(&[titled("", "")], &RenderOptions::default());
    assert_eq!(none, "1. (no title)\n   a\n");
}

#[test]
fn an_endless_title_is_cut() {
    let mut hit = titled(&"Harbour freezes ".repeat(1_000), "");
    hit.title_marks = vec![0..7, 8_000..8_007];
    let shown = rendered(&[hit], &brackets(None));
    assert_eq!(
        shown,
        format!(
            "1. [Harbour] freezes{} …\n   a\n",
            " Harbour freezes".repeat(17) + " Harbour"
        )
    );
}

#[test]
fn ellipses_stand_where_the_text_does_not_go_on() {
    let mut hit = titled("T", "One. Two. Three four five. Six.");
    let body = hit.article.body.clone();
    let mut cut = passage(&body, "four");
    (cut.cut_start, cut.cut_end) = (true, true);
    hit.passages = vec![
        passage(&body, "One."),
        passage(&body, "[Two]."),
        cut,
        passage(&body, "Six."),
    ];
    assert_eq!(
        rendered(&[hit], &RenderOptions::default()),
        "1. T\n   a\n   One.\n   Two. …\n   … four …\n   Six.\n"
    );
}

#[test]
fn comments_are_told_apart() {
    let mut hit = titled("T", "One.");
    hit.article.comments = "Two.".into();
    hit.passages = vec![passage("One.", "One."), passage("Two.", "[Two].")];
    hit.passages[1].field = Field::Comments;
    assert_eq!(
        rendered(&[hit], &brackets(None)),
        "1. T\n   a\n   One.\n   comment: [Two].\n"
    );
}

#[test]
fn white_space_becomes_one_space_and_times_show_unless_midnight() {
    let mut hit = titled("A\ttitle\n ", "One\r\n two.\u{a0}\u{2028}Three.");
    hit.article.published = "2024-10-18T09:05:00Z".parse().ok();
    hit.article.authors = ["A", "B", "C", "D", "E"].map(String::from).to_vec();
    hit.passages = vec![passage(
        &hit.article.body,
        "One\r\n [two.\u{a0}\u{2028}Three].",
    )];
    assert_eq!(
        rendered(&[hit], &brackets(None)),
        "1. A title\n   2024-10-18 09:05 UTC · A, B, C and 2 more · a\n   One [two. Three].\n"
    );
}

#[test]
fn what_a_terminal_would_obey_is_spelt_out() {
    let mut hit = titled("\x1b[31mred\x07 \u{9b}2J\u{7f}", "");
    hit.article.source = "\u{202e}evil\u{2066}".into();
    hit.article.location.path = "a\nb\tc  d\x1b".into();
    hit.passages = vec![passage("", "x\u{8f}[y\x1b]8;;z\u{200f}")];
    assert_eq!(
        rendered(&[hit], &brackets(None)),
        "1. \\u{1b}[31mred\\u{7} \\u{9b}2J\\u{7f}\n   \
         \\u{202e}evil\\u{2066} · a\\u{a}b\\u{9}c  d\\u{1b}\n   \
         x\\u{8f}[y\\u{1b}]8;;z\\u{200f}\n"
    );
}

#[test]
fn wide_characters_take_two_columns() {
    let body = "港口结冰，渡轮停航。“冰上警卫队”有两艘船，一艘正在修理。";
    let mut hit = titled("港口结冰", body);
    hit.passages = vec![passage(
        body,
        "港口结冰，渡轮停航。“冰上[警卫队]”有两艘船，一艘正在修理。",
    )];
    let shown = rendered(&[hit], &brackets(Some(21)));
    assert_eq!(
        shown,
        "\
1. 港口结冰
   a
   港口结冰，渡轮停
   航。“冰上[警卫队]”
   有两艘船，一艘正在
   修理。
"
    );
    assert!(shown.lines().all(|line| line.width() <= 21));
}

#[test]
fn emoji_and_combining_marks_stay_whole() {
    let text =
        "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}";
    let mut hit = titled("T", text);
    hit.passages = vec![passage(text, text)];
    assert_eq!(
        rendered(&[hit], &brackets(Some(11))),
        "1. T\n   a\n   👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧\n   👩‍👩‍👧\n   \
         e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\n   e\u{301}\n"
    );
}

#[test]
fn right_to_left_text_keeps_its_order_in_memory() {
    let text = "تجمد ميناء أوستويك يوم الاثنين وبقيت العبارات في المرفأ";
    let mut hit = titled("T", text);
    hit.passages = vec![passage(
        text,
        "تجمد [ميناء أوستويك] يوم الاثنين وبقيت العبارات في المرفأ",
    )];
    assert_eq!(
        rendered(&[hit], &brackets(Some(30))),
        "1. T\n   a\n   تجمد [ميناء أوستويك] يوم\n   الاثنين وبقيت العبارات في\n   المرفأ\n"
    );
}

#[test]
fn a_word_longer_than_the_line_is_broken() {
    let text = "See newsdexnewsdexnewsdex now";
    let mut hit = titled("T", text);
    hit.passages = vec![passage(text, text)];
    assert_eq!(
        rendered(&[hit], &brackets(Some(13))),
        "1. T\n   a\n   See\n   newsdexnew\n   sdexnewsde\n   x now\n"
    );
}

#[test]
fn json_counts_characters() {
    let mut hit = hit();
    hit.article.body = "Grüße — ".to_owned() + BODY;
    hit.passages = vec![passage(&hit.article.body, "— The härbour").clone()];
    hit.passages[0] = passage(
        &hit.article.body,
        "— The [harbour] of Ostwick froze on [Monday].",
    );
    hit.article.comments = "Ä nice.".into();
    hit.passages.push(Passage {
        field: Field::Comments,
        start: 3,
        cut_start: true,
        ..passage("", "[nice].")
    });
    let mut out = Vec::new();
    jsonl(&mut out, &[hit, titled("Ü\n\u{1b}", "")]).unwrap_or_default();
    assert_eq!(
        String::from_utf8_lossy(&out),
        concat!(
            r#"{"rank":1,"score":7.25,"id":"oc-17","title":"Harbour of Ostwick freezes as ice guard looks on","#,
            r#""source":"Ostwick Courier","published":"1916-01-31T00:00:00Z","url":"","#,
            r#""location":{"path":"/news/a b.tar.gz","member":"day/17.jsonl","record":3},"#,
            r#""passages":[{"field":"body","text":"— The harbour of Ostwick froze on Monday.","start":6,"end":47,"#,
            r#""score":1.5,"marks":[[6,13],[34,40]]},"#,
            r#"{"field":"comments","text":"nice.","start":2,"end":7,"score":1.5,"marks":[[0,4]]}],"#,
            r#""title_marks":[[30,39]],"authors":["Mara Lund","Jo Weir"],"section":"","language":""}"#,
            "\n",
            r#"{"rank":1,"score":1.0,"id":"","title":"Ü\n\u001b","source":"","published":null,"url":"","#,
            r#""location":{"path":"a","member":null,"record":1},"passages":[],"title_marks":[],"#,
            r#""authors":[],"section":"","language":""}"#,
            "\n",
        )
    );
}

#[test]
fn an_article_shows_what_is_known_of_it() {
    let mut shown_article = hit().article;
    shown_article.comments =
        "  @mo\n    nice boats, and what a long and icy winter this is\n\n\n  @jo".into();
    let mut out = Vec::new();
    let options = RenderOptions {
        width: Some(40),
        ..RenderOptions::default()
    };
    article(&mut out, &shown_article, &options).unwrap_or_default();
    assert_eq!(
        String::from_utf8_lossy(&out),
        "\
Harbour of Ostwick freezes as ice guard
looks on
source   Ostwick Courier
date     1916-01-31
authors  Mara Lund, Jo Weir
id       oc-17
file     /news/a b.tar.gz!day/17.jsonl#3

The harbour of Ostwick froze on Monday.
Ferries stayed in port.

Mayor Ines Dahl called in the ice guard.
The guard has two boats.

── Comments ────────────────────────────
  @mo
    nice boats, and what a long and icy
    winter this is

  @jo
"
    );
}

#[test]
fn an_exported_article_is_one_line_that_reads_back() {
    let exported = hit().article;
    let mut out = Vec::new();
    article_json(&mut out, &exported).unwrap_or_default();
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1);
    assert_eq!(serde_json::from_slice::<Article>(&out).ok(), Some(exported));
}

proptest! {
    #[test]
    fn lines_fit_and_nothing_is_lost(
        words in prop::collection::vec(prop_oneof!["[a-z]{1,12}", "\\PC{1,6}", "[港口结冰。，]{1,9}"], 1..40),
        width in 12usize..60,
        mark in (0usize..80, 1usize..30),
    ) {
        let text = words.join(" ");
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = |index: usize| ends[index.min(ends.len() - 1)];
        let mut hit = titled("T", &text);
        let mark = at(mark.0)..at(mark.0 + mark.1);
        hit.passages = vec![Passage { marks: Vec::from([mark]), ..passage(&text, &text.replace(['[', ']'], "")) }];
        hit.passages[0].text = text;
        let options = |width| RenderOptions { width, style: Style::Ansi, ..RenderOptions::default() };
        let wrapped = rendered(&[hit.clone()], &options(Some(width)));
        let squeeze = |text: &str| {
            uncoloured(text).replace(char::is_whitespace, "")
        };
        prop_assert_eq!(squeeze(&wrapped), squeeze(&rendered(&[hit], &options(None))));
        for line in wrapped.lines() {
            let line = uncoloured(line);
            prop_assert!(line.width() <= width || line.trim().chars().count() == 1, "{line:?}");
            prop_assert!(!line.ends_with(' '));
        }
    }

    #[test]
    fn nothing_for_the_terminal_gets_through(title in any::<String>(), source in any::<String>(), path in any::<String>()) {
        let mut hit = titled(&title, &source);
        hit.article.source = source.clone();
        hit.article.location.path = path;
        hit.passages = vec![passage("", &source.replace(['[', ']'], ""))];
        let shown = rendered(&[hit], &brackets(Some(30)));
        prop_assert!(shown.chars().all(|char| char == '\n' || !char.is_control()));
    }
}
