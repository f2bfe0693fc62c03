//! What a single line of a flattened thread is: a heading, a bullet with a name, a button, an age.

/// Words of buttons that are in no article's list.
pub(super) const BUTTONS: [&str; 14] = [
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
pub(super) const LABELS: [&str; 16] = [
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

/// What is counted before an age.
const POINTS: [&str; 3] = ["point", "points", "votes"];

/// What stands before an age that is not exact.
const HEDGES: [&str; 4] = ["about", "over", "almost", "edited"];

/// No heading and no age has more bytes; prose is not lower-cased for nothing.
const LONGEST: usize = 40;

/// Whether the line heads a comment section, and if so whether it counts them.
pub(super) fn heading(line: &str) -> Option<bool> {
    let line = line.trim();
    (line.len() <= LONGEST).then_some(())?;
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    let counted = lower.contains(|c: char| c.is_ascii_digit());
    HEADINGS.contains(&words).then_some(counted)
}

/// A line of nothing but buttons and their counts: `Like · Reply · 3`.
pub(super) fn is_button_row(line: &str) -> bool {
    let mut words = line
        .split(|c: char| c.is_whitespace() || "·•|()0123456789".contains(c))
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| is_one_of(word, &BUTTONS))
}

pub(super) fn is_one_of(line: &str, words: &[&str]) -> bool {
    let line = line.trim();
    line.len() <= LONGEST && words.contains(&line.to_lowercase().as_str())
}

/// The text after a bullet at the start of a line.
pub(super) fn bullet_text(line: &str) -> Option<&str> {
    let rest = line
        .trim_start()
        .strip_prefix(['•', '‣', '◦', '▪', '●', '○', '*', '-', '–', '·'])?;
    rest.starts_with(char::is_whitespace)
        .then(|| rest.trim())
        .filter(|rest| !rest.is_empty())
}

/// What a line that is only an age tells.
pub(super) struct Age {
    /// It holds more than an age: a sign, points, or more months than anyone would say.
    pub(super) has_score: bool,
}

/// Reads a line that is an age, perhaps with a score before it, and nothing else.
pub(super) fn age(line: &str) -> Option<Age> {
    let line = line.trim();
    (line.len() <= LONGEST).then_some(())?;
    let lower = line.to_ascii_lowercase();
    let lower = lower.trim_end_matches("(edited)").trim_end();
    let mut words: Vec<&str> = lower
        .strip_suffix("ago")?
        .split(|c: char| c.is_whitespace() || "·•|,".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let (number, unit) = number_and_unit(&mut words)?;
    let most = most_of(unit.trim_end_matches('.'))?;
    let digits = number.trim_start_matches(['-', '−', '+']);
    let is_article = matches!(number, "a" | "an");
    let count = if is_article {
        1
    } else {
        digits.parse::<u32>().ok()?
    };
    let is_known =
        |word: &&str| word.parse::<i32>().is_ok() || POINTS.contains(word) || HEDGES.contains(word);
    words.iter().all(is_known).then(|| Age {
        has_score: words.iter().any(|word| POINTS.contains(word))
            || digits != number
            || count > most,
    })
}

/// `3 h` or `3h`, taken off the end of the line.
fn number_and_unit<'a>(words: &mut Vec<&'a str>) -> Option<(&'a str, &'a str)> {
    let last = words.pop()?;
    let unit = last.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = last.strip_suffix(unit).filter(|number| !number.is_empty());
    Some((number.or_else(|| words.pop())?, unit))
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
