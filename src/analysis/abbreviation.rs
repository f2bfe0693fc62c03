//! Whether a full stop ends a sentence or only a word: abbreviations, initials and ordinals of several languages.

use std::sync::LazyLock;

/// What a full stop after a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The end of a sentence.
    Word,
    /// A name or a number follows: never the end.
    Title,
    /// Short for something if a number follows, else a word (No., Art.).
    BeforeNumber,
    /// Either: the end only if what follows is a usual first word.
    MayEnd,
    /// a.m. and p.m.: the end unless a day or a zone follows.
    Time,
}

/// Never the last word of a sentence.
const TITLES: &str = "Mr Mrs Ms Mx Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Capt Cpl Sgt Pvt Adm Cmdr Rev Fr Hon Pres Supt Insp Det \
    Messrs St Ste Mt Ft vs v cf viz e.g i.e eg ie approx ca Brig Amb Atty Treas Sec Dist Del Pt Pfc bzw z.B d.h u.a z.T Hr \
    Frl Dipl Ing evtl ggf inkl sog vgl Tel Abs MM Mme Mmes Mlle Mgr Sr Sra Sres Srta Dña Lic Sig Dott";

const BEFORE_NUMBER: &str =
    "No no Nos nos Nr nr Art art Fig fig Vol vol p pp Pg Ch Sect Núm núm Str Bd";

const MAY_END: &str = "Inc Corp Co Cos Ltd Bros Plc PLC Pty Jr Assn Dept Univ Ave Blvd Rd Hwy Sq etc usw al Jan Feb Mar Apr Jun Jul Aug Sep \
    Sept Oct Nov Dec Okt Dez Mon Tue Tues Wed Thu Thurs Fri Calif Mass Conn Pa Va Fla Tex Ill Mich Minn Wash EE UU";

/// With a capital, after a full stop, these begin a sentence.
const OPENERS: &str = "The It He She They We You But And Or So Yet In On At By For From To With Of A An This That These Those There Here If \
    When While As Although Though Because Since After Before During Until Unless However Meanwhile Also Still Even Now \
    Then Only Some Many Most Both Each Another Other Its His Her Their Our My Your What Who Why How Where Which Under \
    According Despite Among Instead Nor Last Such Der Die Das Ein Eine Er Sie Es Wir Ich Im Auf Nach Aber Und Doch Mit Les \
    Elle Elles Ils Mais Cette Selon Pero Según Sin Esta";

/// After EE. UU.; elsewhere they begin the names of American towns.
const SPANISH_OPENERS: &str = "El La Los Las En Un Una Se";

const AFTER_TIME: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March April June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec EST EDT ET CST CDT MST PST PDT PT \
    GMT UTC BST";

const MONTHS: &str = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jan Feb Okt Dez";

/// German words after which a number with a full stop is an ordinal.
const BEFORE_ORDINAL: &str = "der die das dem den des am vom zum im bis ab Der";

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// The words of the first three lists as numbers, in order, each with what a full stop after it may mean. Text is full of full stops, and to
/// walk through the lists at each would take longer than all else about sentences.
static KINDS: LazyLock<Vec<(u64, Kind)>> = LazyLock::new(|| {
    let lists = [
        (TITLES, Kind::Title),
        (BEFORE_NUMBER, Kind::BeforeNumber),
        (MAY_END, Kind::MayEnd),
    ];
    let words = lists.into_iter().flat_map(|(list, kind)| {
        let words = list.split_ascii_whitespace();
        words.filter_map(move |word| Some((packed(word)?, kind)))
    });
    let mut kinds: Vec<_> = words.collect();
    // A stable sort: the first list that has a word decides.
    kinds.sort_by_key(|(word, _)| *word);
    kinds.dedup_by_key(|(word, _)| *word);
    kinds
});

/// The words of [`OPENERS`], in order.
static FIRST_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = OPENERS.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
});

/// A word of up to eight bytes, as all abbreviations are, in a number.
fn packed(word: &str) -> Option<u64> {
    let mut bytes = [0; size_of::<u64>()];
    bytes
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    Some(u64::from_be_bytes(bytes))
}

/// What a full stop after `word` may mean, if a list has it.
fn listed_kind(word: &str) -> Option<Kind> {
    let word = packed(word)?;
    let found = KINDS.binary_search_by_key(&word, |(listed, _)| *listed);
    let (_, kind) = KINDS.get(found.ok()?)?;
    Some(*kind)
}

/// Whether the full stop between `before`, from the start of its sentence, and `after` ends the sentence.
pub(super) fn ends_sentence(before: &str, after: &str) -> bool {
    let next = Next::of(after);
    if next.goes_on() {
        return false;
    }
    let number = next.first.is_some_and(char::is_numeric);
    let word = last_word(before);
    match kind(word, before, next) {
        Kind::Word => true,
        Kind::Title => false,
        Kind::BeforeNumber => !number,
        Kind::MayEnd => next.opens() || (word == "UU" && listed(SPANISH_OPENERS, next.word())),
        Kind::Time => !number && !listed(AFTER_TIME, next.word()),
    }
}

fn kind(word: &str, before: &str, next: Next<'_>) -> Kind {
    let lead = before.len().checked_sub(word.len());
    let lead = lead.and_then(|end| before.get(..end)).unwrap_or_default();
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Kind::Word,
        (Some(letter), None) if letter.is_alphabetic() => single_letter(letter, lead),
        (Some(digit), second)
            if digit.is_ascii_digit()
                && second.is_none_or(|c| c.is_ascii_digit())
                && word.len() < 3 =>
        {
            ordinal(lead, next)
        }
        _ if matches!(word, "a.m" | "p.m" | "A.M" | "P.M") => Kind::Time,
        _ => match listed_kind(word) {
            Some(kind) => kind,
            None if is_dotted(word) => Kind::MayEnd,
            None => Kind::Word,
        },
    }
}

/// Initials, z. B., and the Russian г., a year after a number and a town before a name.
fn single_letter(letter: char, lead: &str) -> Kind {
    let lead = lead.trim_end();
    match letter {
        'B' | 'T' if last_word(lead.trim_end_matches('.')) == "z" => Kind::Title,
        'г' if lead.ends_with(|c: char| c.is_ascii_digit()) => Kind::Word,
        'M' | 'z' | 'd' | 'u' | 'v' => Kind::Title,
        'p' => Kind::BeforeNumber,
        _ => Kind::MayEnd,
    }
}

/// 3. Oktober, der 1. Weltkrieg, or the number of a paragraph.
fn ordinal(lead: &str, next: Next<'_>) -> Kind {
    let before = last_word(lead.trim_end());
    if lead.trim().is_empty() || listed(MONTHS, next.word()) || listed(BEFORE_ORDINAL, before) {
        Kind::Title
    } else {
        Kind::Word
    }
}

/// Single letters with full stops between, less the last one.
fn is_dotted(word: &str) -> bool {
    let letters = |part: &str| {
        part.chars().count() <= 2 && part.chars().all(char::is_alphabetic) && !part.is_empty()
    };
    word.contains('.') && word.split('.').all(letters)
}

fn last_word(before: &str) -> &str {
    let edge = |c: char| {
        !c.is_ascii_alphanumeric()
            && (c.is_whitespace()
                || is_opening(c)
                || matches!(c, '-' | '–' | '—' | '/' | '\'' | '’'))
    };
    before.rsplit(edge).next().unwrap_or_default()
}

/// What comes after a stop, from the next word on.
#[derive(Clone, Copy, Debug)]
struct Next<'a> {
    text: &'a str,
    first: Option<char>,
}

impl<'a> Next<'a> {
    fn of(after: &'a str) -> Self {
        let text = after.trim_start_matches(|c: char| {
            !c.is_ascii_alphanumeric()
                && (c.is_whitespace() || is_opening(c) || matches!(c, '-' | '–' | '—' | '\''))
        });
        Next {
            text,
            first: text.chars().next(),
        }
    }

    /// Whether it is, for certain, no first word.
    fn goes_on(self) -> bool {
        self.first
            .is_some_and(|c| c.is_lowercase() || matches!(c, '.' | '…' | ',' | ';'))
    }

    /// The word, and what follows it.
    fn split(self) -> (&'a str, &'a str) {
        let end = self.text.find(|c: char| !c.is_alphanumeric());
        self.text.split_at(end.unwrap_or(self.text.len()))
    }

    fn word(self) -> &'a str {
        self.split().0
    }

    fn opens(self) -> bool {
        let (word, rest) = self.split();
        // A full stop follows an initial.
        !rest.starts_with('.') && FIRST_WORDS.binary_search(&word).is_ok()
    }
}

/// Quotes and brackets that may stand before a word.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '《'
    )
}

/// Whether text that goes on after `!`, `?` or an ellipsis begins a sentence.
pub(super) fn begins_sentence(after: &str) -> bool {
    !Next::of(after).goes_on()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_listed_word_is_found_in_the_first_list_that_has_it() {
        let lists = [
            (TITLES, Kind::Title),
            (BEFORE_NUMBER, Kind::BeforeNumber),
            (MAY_END, Kind::MayEnd),
        ];
        let plain = |word: &str| {
            let mut lists = lists.iter();
            lists
                .find(|(list, _)| listed(list, word))
                .map(|(_, kind)| *kind)
        };
        for word in lists.map(|(list, _)| list).join(" ").split_whitespace() {
            assert_eq!(listed_kind(word), plain(word), "{word}");
            assert!(listed_kind(word).is_some(), "{word}");
            let (longer, shorter) = (format!("{word}s"), &word[..word.len() - 1]);
            for other in [&*longer, shorter] {
                assert_eq!(listed_kind(other), plain(other), "{other}");
            }
        }
    }
}
