//! What a single line of a flattened thread is: a heading, a bullet with a name, a button, an age.

use crate::clean::dates::ages::{self, Unit, may_be_age};

/// Words of buttons that are in no article's list.
pub(super) const BUTTONS: [&str; 74] = [
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
    "antworten",
    "antwort",
    "teilen",
    "melden",
    "gefällt mir",
    "répondre",
    "partager",
    "signaler",
    "j'aime",
    "j’aime",
    "responder",
    "compartir",
    "denunciar",
    "reportar",
    "me gusta",
    "compartilhar",
    "partilhar",
    "curtir",
    "rispondi",
    "condividi",
    "segnala",
    "mi piace",
    "beantwoorden",
    "reageer",
    "reageren",
    "delen",
    "rapporteren",
    "svara",
    "svar",
    "dela",
    "del",
    "anmäl",
    "anmeld",
    "rapporter",
    "odpowiedz",
    "udostępnij",
    "zgłoś",
    "lubię to",
    "ответить",
    "поделиться",
    "пожаловаться",
    "нравится",
    "відповісти",
    "yanıtla",
    "paylaş",
    "beğen",
    "رد",
    "مشاركة",
    "إبلاغ",
    "إعجاب",
    "balas",
    "bagikan",
    "laporkan",
    "trả lời",
    "chia sẻ",
    "回复",
    "回覆",
    "举报",
    "返信",
    "답글",
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
const HEADINGS: [&str; 29] = [
    "comments",
    "comment",
    "reader comments",
    "view comments",
    "join the conversation",
    "kommentare",
    "kommentar",
    "leserkommentare",
    "commentaires",
    "commentaire",
    "comentarios",
    "comentários",
    "comentarii",
    "commenti",
    "reacties",
    "kommentarer",
    "kommentit",
    "komentarze",
    "komentáře",
    "комментарии",
    "комментария",
    "комментариев",
    "коментарі",
    "yorumlar",
    "التعليقات",
    "تعليقات",
    "评论",
    "コメント",
    "댓글",
];

/// What is counted before an age.
const POINTS: [&str; 3] = ["point", "points", "votes"];

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
    let line = match line.strip_suffix(')') {
        Some(_) => line.strip_suffix("(edited)")?.trim_end(),
        None => line,
    };
    may_be_age(line).then_some(())?;
    let lower = line.to_lowercase();
    let age = ages::age(&lower)?;
    let is_score = |word: &&str| word.parse::<i32>().is_ok() || POINTS.contains(word);
    age.before.iter().all(is_score).then(|| Age {
        has_score: age.before.iter().any(|word| POINTS.contains(word))
            || age.is_signed
            || age.count > most(age.unit),
    })
}

/// The largest number of a unit that one would say before taking the next one.
fn most(unit: Unit) -> u32 {
    match unit {
        Unit::Month => 24,
        Unit::Hour => 48,
        Unit::Week => 52,
        Unit::Second | Unit::Minute | Unit::Day | Unit::Year => 60,
    }
}
