use super::*;
use proptest::prelude::*;

const LEAD: &str =
    "The harbour of Port Ellery was closed on Monday after a crane fell into the basin.";

fn options() -> CleanOptions {
    CleanOptions {
        now: Timestamp::from_second(1_735_689_600).expect("2025-01-01"),
        day_order: None,
    }
}

fn cleaned(draft: Draft) -> (Article, Removed) {
    clean(draft, &options()).expect("has words")
}

fn draft(title: &str, body: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        body: body.to_owned(),
        ..Draft::default()
    }
}

/// What a reader makes of an exported article.
fn draft_of(article: &Article) -> Draft {
    Draft {
        id: None,
        title: article.title.clone(),
        body: article.body.clone(),
        comments: article.comments.clone(),
        source: article.source.clone(),
        agency: article.agency.clone(),
        place: article.place.clone(),
        authors: article.authors.clone(),
        date: article
            .published
            .map(|when| when.to_string())
            .unwrap_or_default(),
        captured: article
            .captured
            .map(|when| when.to_string())
            .unwrap_or_default(),
        url: article.url.clone(),
        section: article.section.clone(),
        language: article.language.clone(),
        day_first_names: false,
        no_article: None,
    }
}

#[test]
fn a_scraped_article_reads_as_its_page_did() {
    let dirty = Draft {
        title: " Crane falls\u{a0}into  basin ".to_owned(),
        body: format!(
            "\u{feff}Crane falls into basin\r\n{LEAD}\r\n{LEAD}\r\nNobody was hurt, &quot;thank God&quot;. \r\n"
        ),
        source: "The\u{200b} Ellery\n Gazette".to_owned(),
        authors: vec!["By Ada Quill and Tom Reed".to_owned()],
        date: "Oct. 18, 2024 5:43 PM ET".to_owned(),
        url: " https://example.org/?a=1&amp;b=2\u{200e}".to_owned(),
        language: "en-GB".to_owned(),
        ..Draft::default()
    };
    let (article, removed) = cleaned(dirty);
    assert_eq!(article.title, "Crane falls into basin");
    assert_eq!(
        article.body,
        format!("{LEAD}\nNobody was hurt, \"thank God\".")
    );
    assert_eq!(article.source, "The Ellery Gazette");
    assert_eq!(article.authors, ["Ada Quill", "Tom Reed"]);
    assert_eq!(
        article.published.map(|when| when.to_string()).as_deref(),
        Some("2024-10-18T21:43:00Z")
    );
    assert_eq!(article.url, "https://example.org/?a=1&b=2");
    assert_eq!(article.language, "en");
    let expected = Removed {
        repeated_title: true,
        repeated_lead: true,
        characters: 3,
        ..Removed::default()
    };
    assert_eq!(removed, expected);
}

#[test]
fn a_thread_joins_the_comments_there_are() {
    let thread = "  • @gull\n    link\n    English\n    -22 months ago\n\n    There was fog.";
    let body = format!("{LEAD}\n\n{thread}");
    let (article, removed) = cleaned(Draft {
        comments: "First!".to_owned(),
        ..draft("", &body)
    });
    assert_eq!(article.body, LEAD);
    assert_eq!(
        article.comments,
        "First!\n\n  • @gull\n\n    There was fog."
    );
    assert!(removed.comments_split);
}

#[test]
fn clean_text_is_left_alone() {
    let body = format!(
        "    {LEAD}\n    Nobody was hurt.\n\n\nThe port’s owner\u{a0}– “Ellery plc” – said so."
    );
    let (article, removed) = cleaned(draft("Crane falls", &body));
    assert_eq!(article.body, body);
    assert_eq!(removed, Removed::default());
}

#[test]
fn a_title_alone_is_an_article_and_punctuation_is_none() {
    assert_eq!(cleaned(draft("Crane falls", "")).0.title, "Crane falls");
    assert_eq!(
        clean(draft("—", " \u{200b}…\n"), &options()),
        Err(Empty::NoText)
    );
    assert_eq!(cleaned(draft("雨", "")).0.title, "雨");
}

#[test]
fn a_date_that_cannot_be_right_is_reported() {
    let read = |date: &str| {
        let (article, removed) = cleaned(Draft {
            date: date.to_owned(),
            ..draft("Crane falls", "")
        });
        (
            article.published.map(|when| when.to_string()),
            removed.bogus_date,
        )
    };
    assert_eq!(
        read("2025-01-02"),
        (Some("2025-01-02T00:00:00Z".to_owned()), false)
    );
    assert_eq!(read("2025-01-04"), (None, true));
    assert_eq!(read("2050"), (None, true));
    assert_eq!(read("0201-05-03"), (None, true));
    assert_eq!(read("2 months ago"), (None, false));
    assert_eq!(read(""), (None, false));
}

/// Texts made of what cleaning looks for.
fn dirty_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        LEAD,
        LEAD,
        "\n",
        "\n",
        "\n\n",
        " ",
        "\t",
        "\r\n",
        "\u{85}",
        "\u{93}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{ad}",
        "\u{202e}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffe}",
        "\u{0}",
        "می",
        "क्",
        "👩",
        "&amp;",
        "&",
        "amp;",
        "#39;",
        "&#8203;",
        "&nbsp;",
        "By Ada Quill",
        "Ada Quill and Tom Reed",
        "ada@example.org",
        "Crane falls",
        "CRANE FALLS.",
        "• gull",
        "    • @tern",
        "link",
        "English",
        "\n-22 months ago\n",
        "\n3 days ago\n",
        "Comments (2)",
        "Reply",
        "Like · 3",
        "12 points 2 hours ago",
        "There was fog.",
        "2024-10-18",
        ", ",
        "é",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        any::<String>()
    ]
}

fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn clean_is_clean(title in dirty_text(), body in dirty_text(), comments in dirty_text(), author in dirty_text(), date in dirty_text()) {
        let dirty = Draft { comments, authors: vec![author.clone()], source: author, date, ..draft(&title, &body) };
        if let Ok((article, _)) = clean(dirty, &options()) {
            for text in [&article.title, &article.body, &article.comments, &article.source].into_iter().chain(&article.authors) {
                prop_assert!(!text.contains(is_control), "{text:?}");
                prop_assert_eq!(text.trim_end(), text);
            }
            let (again, removed) = cleaned(draft_of(&article));
            prop_assert_eq!(again, article);
            prop_assert_eq!(removed, Removed::default());
        }
    }
}

#[test]
fn a_page_that_is_no_article_is_empty_whatever_it_says() {
    let page = Draft {
        no_article: Some(NoArticle::List),
        ..draft("Northport Beacon", "Harbour opens")
    };
    let empty = clean(page, &options()).map(|_| ());
    assert_eq!(empty, Err(Empty::NoArticle(NoArticle::List)));
    assert_eq!(
        empty.map_err(|why| why.to_string()),
        Err("a list of articles".to_owned())
    );
}

#[test]
fn a_relative_date_counts_from_the_day_the_page_was_taken() {
    let read = |date: &str, captured: &str| {
        let draft = Draft {
            date: date.to_owned(),
            captured: captured.to_owned(),
            ..draft("Harbour opens", LEAD)
        };
        let (article, removed) = cleaned(draft);
        assert!(!removed.bogus_date);
        article.published.map(|when| when.to_string())
    };
    let captured = "2024-03-13T15:20:30Z";
    let expected = [
        ("2 hours ago", "2024-03-13T13:20:30Z"),
        ("3 days ago", "2024-03-10T00:00:00Z"),
        ("yesterday", "2024-03-12T00:00:00Z"),
        ("2024-01-02", "2024-01-02T00:00:00Z"),
    ];
    for (date, published) in expected {
        assert_eq!(read(date, captured).as_deref(), Some(published), "{date}");
    }
    assert_eq!(read("3 days ago", ""), None);
    assert_eq!(read("", captured), None);
}

#[test]
fn origin_and_mojibake_are_told() {
    let draft = Draft {
        agency: String::new(),
        ..draft(
            "Itâ€™s open",
            "PORT ELLERY, Oct 8 (SNA) - The harbour didnâ€™t close on Monday.",
        )
    };
    let (article, removed) = cleaned(draft);
    assert!(removed.mojibake);
    assert_eq!(article.title, "It’s open");
    assert_eq!(
        (article.place.as_str(), article.agency.as_str()),
        ("PORT ELLERY", "SNA")
    );
    assert!(
        article
            .body
            .starts_with("PORT ELLERY, Oct 8 (SNA) - The harbour didn’t close")
    );
}
