use super::lines::age;
use super::*;

const STORY: &str =
    "The ferry to Skarholm ran aground two months ago, the port said.\n\nNobody was hurt.";

fn split(text: &str) -> (&str, String) {
    match find_thread(text) {
        Some(thread) => (text.get(..thread.start).unwrap_or_default(), thread.text),
        None => (text, String::new()),
    }
}

#[test]
fn a_bulleted_thread_is_cut_off_and_cleared_of_chrome() {
    let thread = "  • @gull\n    link\n    English\n    -32 months ago\n\n    Ran aground in calm sea\n\n    Sure.\n\n        \
                  • Tern Watcher\n          link\n          fedilink\n          English\n          72 months ago\n\n          \
                  There was fog.\n\n      • 𝔸𝕦𝕜\n        link\n        fedilink\n        English\n        12 months ago\n\n        \
                  English\n        captains";
    let text = format!("{STORY}\n\n{thread}");
    let (body, comments) = split(&text);
    assert_eq!(body.trim_end(), STORY);
    assert_eq!(
        comments,
        "  • @gull\n\n    Ran aground in calm sea\n\n    Sure.\n\n        • Tern Watcher\n\n          There was fog.\n\n      \
         • 𝔸𝕦𝕜\n\n        English\n        captains"
    );
}

#[test]
fn without_buttons_it_takes_two_comments_and_a_score() {
    let comment = |name, age| format!("• {name}\n{age}\nThere was fog.\n");
    for (age, is_thread) in [
        ("-12 months ago", true),
        ("52 months ago", true),
        ("3 points · 2 days ago", true),
        ("2 days ago", false),
    ] {
        let text = format!(
            "{STORY}\n{}{}",
            comment("gull", age),
            comment("tern", "2 hours ago")
        );
        assert_eq!(find_thread(&text).is_some(), is_thread, "{age}");
        let alone = format!("{STORY}\n{}", comment("gull", age));
        assert_eq!(find_thread(&alone), None, "{age}");
    }
}

#[test]
fn a_headed_thread_is_cut_off() {
    for heading in ["Comments (2)", "2 Comments", "## COMMENTS: 2", "Comments"] {
        let text = format!(
            "{STORY}\n\n{heading}\n\ngull\n2 days ago\nThere was fog.\nLike · Reply · 3\n\ntern\n1 hour ago\nNo.\nReply"
        );
        assert_eq!(split(&text).0.trim_end(), STORY);
        assert_eq!(split(&text).1, "gull\nThere was fog.\n\ntern\nNo.");
    }
}

#[test]
fn threads_in_other_languages_are_cut_off() {
    for (heading, age, button) in [
        ("2 Kommentare", "vor 2 Tagen", "Antworten"),
        ("Commentaires (2)", "il y a 3 heures", "Répondre"),
        ("2 комментария:", "2 дня назад", "Ответить"),
        ("评论 2", "3小时前", "回复"),
    ] {
        let comment = |name, text| format!("{name}\n{age}\n{text}\n{button} · 3\n");
        let (first, second) = (comment("gull", "There was fog."), comment("tern", "No."));
        let text = format!("{STORY}\n\n{heading}\n\n{first}\n{second}");
        assert_eq!(split(&text).0.trim_end(), STORY);
        assert_eq!(
            split(&text).1.trim_end(),
            "gull\nThere was fog.\n\ntern\nNo."
        );
        let bulleted = format!("{STORY}\n\n• gull\n{button}\n{age}\nThere was fog.");
        assert_eq!(split(&bulleted).1, "• gull\nThere was fog.");
    }
}

#[test]
fn headings_above_bullets_go_with_the_thread() {
    let text = format!("{STORY}\n\n1 comment\n\n• gull\nlink\n3 days ago\nThere was fog.");
    assert_eq!(split(&text).0.trim_end(), STORY);
    assert_eq!(split(&text).1, "• gull\nThere was fog.");
}

#[test]
fn articles_keep_their_lists_and_ages() {
    for article in [
        "What is known:\n• The ferry ran aground two months ago\n• It was built 20 years ago\n• Nobody was hurt",
        "Storms so far:\n• Ada\n3 days ago\nIt rained.\n• Bert\n5 days ago\nIt blew.\nMore to come.",
        "Related\n• Ferry aground\n3 hours ago\n• Port closed\n5 hours ago",
        "- Oslo\n- Bergen\n2 months ago\nThe list was longer then.",
        "Comments from both sides followed.\nComments\nThe minister spoke 3 days ago.\n3 days ago\nReply came soon.",
        "• Link\n• Share\nThat was long ago",
        "",
    ] {
        assert_eq!(find_thread(article), None, "{article}");
    }
}

#[test]
fn ages_are_whole_lines() {
    for line in [
        "2 months ago",
        "an hour ago",
        "-22 months ago",
        "3h ago",
        "5 min. ago",
        "12 points 3 hours ago",
        "2 years ago (edited)",
    ] {
        assert!(age(line).is_some(), "{line}");
    }
    for line in [
        "two months ago",
        "It was 2 months ago",
        "2 months ago he left",
        "ago",
        "3 ago",
        "3 ships ago",
        "months ago",
    ] {
        assert!(age(line).is_none(), "{line}");
    }
}
