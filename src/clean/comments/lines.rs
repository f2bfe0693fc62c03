//! What a single line of a flattened thread is: a heading, a bullet with a name, a button. `ages` knows ages.

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

/// No heading and no age has more bytes; prose is not lower-cased for nothing.
pub(super) const LONGEST: usize = 40;

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
