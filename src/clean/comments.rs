//! A comment thread flattened into the text after an article.
//!
//! Two shapes are known. In the first each comment opens with a bullet and the user's name, then the words of the
//! page's buttons, then its age with the score glued to it (`-22 months ago` is a score of -2, two months ago). In
//! the second a heading counts the comments, and buttons and ages follow. Articles hold bullets and ages as well,
//! so a thread is cut off only on evidence that prose does not give.

/// The age stands within this many lines below the bullet.
const HEADER: usize = 6;

/// Words on a comment's header line, at most: longer lines are text.
const LONGEST_NAME: usize = 4;

/// Lines after the heading within which the first button or age must come.
const HEADING_REACH: usize = 6;

/// Words of buttons that are in no article's list.
const BUTTONS: [&str; 14] = [
    "link",
    "fedilink",
    "permalink",
    "permanent link",
    "parent",
    "context",
    "show context",
    "reply",
    "report",
    "share",
    "like",
    "upvote",
    "downvote",
    "hide replies",
];

/// Words between name and age that prove nothing alone.
const LABELS: [&str; 16] = [
    "english",
    "deutsch",
    "français",
    "español",
    "italiano",
    "português",
    "nederlands",
    "svenska",
    "polski",
    "русский",
    "op",
    "mod",
    "admin",
    "bot",
    "edited",
    "edit",
];

/// Headings of comment sections, less the count.
const HEADINGS: [&str; 10] = [
    "comments",
    "comment",
    "reader comments",
    "view comments",
    "join the conversation",
    "kommentare",
    "commentaires",
    "comentarios",
    "comentários",
    "commenti",
];

/// A thread found at the end of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Thread {
    /// Byte offset at which it starts in the text.
    pub(super) start: usize,
    /// The comments, less the words of buttons, the ages and the scores.
    pub(super) text: String,
}

/// The thread at the end of `body`, if there is one beyond doubt.
pub(super) fn find_thread(body: &str) -> Option<Thread> {
    // Each shape has an age in it: a cheap look that settles most texts.
    memchr::memmem::find(body.as_bytes(), b"ago")?;
    let lines: Vec<&str> = body.split('\n').collect();
    // Both are asked, and the earlier one wins: what is left of the body must not hold the other.
    let first = [bulleted(&lines), headed(&lines)]
        .into_iter()
        .flatten()
        .min()?;
    let first = with_headings(&lines, first);
    let start = lines.iter().take(first).map(|line| line.len() + 1).sum();
    let text = comments(lines.get(first..)?).join("\n");
    Some(Thread {
        start,
        text: super::spacing::tidy_lines(text),
    })
}

/// The start of a thread with the headings right above it.
fn with_headings(lines: &[&str], first: usize) -> usize {
    let above = lines
        .iter()
        .enumerate()
        .take(first)
        .rev()
        .filter(|(_, line)| !line.trim().is_empty());
    above
        .take_while(|(_, line)| heading(line).is_some())
        .last()
        .map_or(first, |(index, _)| index)
}

/// The lines of a thread, less headings at its start, buttons, labels and ages.
fn comments<'a>(thread: &[&'a str]) -> Vec<&'a str> {
    let mut in_header = false;
    let is_comment = |line: &&&str| {
        let is_label = in_header && is_one_of(line, &LABELS);
        let is_chrome = is_label || age(line).is_some() || is_button_row(line);
        // Between a bullet and the age there are only single words.
        in_header =
            bullet_text(line).is_some() || (in_header && (is_chrome || line.trim().is_empty()));
        !is_chrome
    };
    let headings = thread
        .iter()
        .take_while(|line| line.trim().is_empty() || heading(line).is_some())
        .count();
    thread
        .iter()
        .skip(headings)
        .filter(is_comment)
        .copied()
        .collect()
}

/// The first line of a thread of bulleted comments.
fn bulleted(lines: &[&str]) -> Option<usize> {
    let headers: Vec<Header> = (0..lines.len())
        .filter_map(|index| header(lines, index))
        .collect();
    let sure = headers.iter().position(|header| header.has_button);
    // A list in the article may have ages too: without buttons it takes several comments, and scores.
    let before = headers.get(..sure.unwrap_or(headers.len()))?;
    let texts = || before.iter().filter(|header| header.has_text);
    let first = if texts().count() > 1 && texts().any(|header| header.has_score) {
        before.first()
    } else {
        None
    };
    first
        .or_else(|| headers.get(sure?))
        .map(|header| header.bullet)
}

/// What stands between a bullet and the age below it.
#[derive(Default)]
struct Header {
    bullet: usize,
    has_button: bool,
    has_score: bool,
    has_text: bool,
}

/// The comment header that begins at this line.
fn header(lines: &[&str], bullet: usize) -> Option<Header> {
    let name = bullet_text(lines.get(bullet)?)?;
    (1..=LONGEST_NAME)
        .contains(&name.split_whitespace().count())
        .then_some(())?;
    let mut below = lines
        .iter()
        .skip(bullet + 1)
        .filter(|line| !line.trim().is_empty());
    let mut header = Header {
        bullet,
        ..Header::default()
    };
    for line in below.by_ref().take(HEADER) {
        if let Some(age) = age(line) {
            header.has_score = age.has_score;
            header.has_text = below.next().is_some_and(|line| bullet_text(line).is_none());
            return Some(header);
        }
        header.has_button |= is_one_of(line, &BUTTONS);
        // Labels and buttons, the user's server: single words all of them but a few buttons.
        let is_single = line.split_whitespace().count() == 1 && bullet_text(line).is_none();
        (is_single || is_one_of(line, &BUTTONS)).then_some(())?;
    }
    None
}

/// The heading that begins a thread under a heading.
fn headed(lines: &[&str]) -> Option<usize> {
    (0..lines.len()).find(|&index| {
        let Some(counted) = lines.get(index).and_then(|line| heading(line)) else {
            return false;
        };
        let below = || {
            lines
                .iter()
                .skip(index + 1)
                .filter(|line| !line.trim().is_empty())
        };
        let is_chrome = |line: &&&str| age(line).is_some() || is_button_row(line);
        let ages = below().filter(|line| age(line).is_some()).count();
        let buttons = below().filter(|line| is_button_row(line)).count();
        let enough = ages > 0 && buttons > 0 && ages + buttons >= if counted { 3 } else { 4 };
        enough && below().take(HEADING_REACH).any(|line| is_chrome(&line))
    })
}

/// Whether the line heads a comment section, and if so whether it counts them.
fn heading(line: &str) -> Option<bool> {
    let lower = line.trim().trim_start_matches('#').to_lowercase();
    if lower.len() > 40 {
        return None;
    }
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    let counted = lower.contains(|c: char| c.is_ascii_digit());
    HEADINGS.contains(&words).then_some(counted)
}

/// A line of nothing but buttons and their counts: `Like · Reply · 3`.
fn is_button_row(line: &str) -> bool {
    let mut words = line
        .split(|c: char| c.is_whitespace() || "·•|()0123456789".contains(c))
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| is_one_of(word, &BUTTONS))
}

fn is_one_of(line: &str, words: &[&str]) -> bool {
    let line = line.trim();
    // The longest of them has 16 bytes; prose is not lower-cased for nothing.
    line.len() <= 20 && words.contains(&line.to_lowercase().as_str())
}

/// The text after a bullet at the start of a line.
fn bullet_text(line: &str) -> Option<&str> {
    let rest = line
        .trim_start()
        .strip_prefix(['•', '‣', '◦', '▪', '●', '○', '*', '-', '–', '·'])?;
    rest.starts_with(char::is_whitespace)
        .then(|| rest.trim())
        .filter(|rest| !rest.is_empty())
}

/// What a line that is only an age tells.
struct Age {
    /// It holds more than an age: a sign, points, or more months than anyone would say.
    has_score: bool,
}

/// Reads a line that is an age, perhaps with a score before it, and nothing else.
fn age(line: &str) -> Option<Age> {
    let line = line.trim();
    (line.len() <= 40).then_some(())?;
    let lower = line.to_ascii_lowercase();
    let lower = lower.trim_end_matches("(edited)").trim_end();
    let mut words: Vec<&str> = lower
        .strip_suffix("ago")?
        .split(|c: char| c.is_whitespace() || "·•|,".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let last = words.pop()?;
    let letters = last.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = if letters.len() < last.len() {
        last.strip_suffix(letters)?
    } else {
        words.pop()?
    };
    let most = most_of(letters.trim_end_matches('.'))?;
    let digits = number.trim_start_matches(['-', '−', '+']);
    let count = if matches!(number, "a" | "an") {
        1
    } else {
        digits.parse::<u32>().ok()?
    };
    let points = words
        .iter()
        .any(|word| matches!(*word, "point" | "points" | "votes"));
    let known = |word: &&str| {
        matches!(
            *word,
            "point" | "points" | "votes" | "about" | "over" | "almost" | "edited"
        ) || word.parse::<i32>().is_ok()
    };
    words.iter().all(known).then_some(Age {
        has_score: points || digits.len() < number.len() || count > most,
    })
}

/// The largest number of a unit that one would say before taking the next one.
fn most_of(unit: &str) -> Option<u32> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "" if unit == "s" => 60,
        "second" | "sec" | "minute" | "min" => 60,
        "m" | "mo" | "month" => 24,
        "hour" | "hr" | "h" => 48,
        "day" | "d" => 60,
        "week" | "wk" | "w" => 52,
        "year" | "yr" | "y" => 60,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
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
             • 𝔸𝕦𝕜\n\n        captains"
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
}
