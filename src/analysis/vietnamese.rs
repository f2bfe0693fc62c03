//! The marks of Vietnamese, which tell words apart: *ma* is a ghost, *má* a cheek, *mà* but, *mạ* a seedling. They are kept
//! in texts that are Vietnamese, whatever language is declared, and in no others.

use tantivy_fst::Automaton;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

use super::find::count;
use super::fold::fold;

/// As much of a text as decides, in bytes.
const SAMPLE_BYTES: usize = 2048;

/// Fewer letters of its own are a name in a text of another language.
const LEAST: usize = 8;

/// One letter of its own in so many bytes. Of 750 Vietnamese texts nineteen in twenty have twice as many or more.
const SHARE: usize = 40;

/// A syllable has at most seven letters (*nghiêng*): longer words are of other languages.
const LONGEST: usize = 7;

/// Words that no longer text is without, as an index has them.
pub(super) const TELLTALES: [&str; 4] = ["của", "được", "những", "một"];

/// Whether `text` is Vietnamese: by letters that no other language has, in its first 2 KiB.
pub(super) fn is_vietnamese(text: &str) -> bool {
    let sample = text.as_bytes().get(..SAMPLE_BYTES);
    let sample = sample.unwrap_or(text.as_bytes());
    // What nearly all of these letters begin with: quicker to count than characters.
    if count(sample, |byte| byte == 0xe1) < LEAST {
        return false;
    }
    let begins = sample.windows(3).filter(|bytes| bytes.starts_with(&[0xe1]));
    let letters = begins.filter_map(|bytes| std::str::from_utf8(bytes).ok()?.chars().next());
    letters.filter(|&letter| is_own(letter)).count() >= LEAST.max(sample.len() / SHARE)
}

/// Letters of no other language; ạ, ẹ, ẽ, ị, ọ, ụ, ỵ and ỹ are also those of Yoruba, Igbo, Guarani and of transliterations.
fn is_own(letter: char) -> bool {
    matches!(letter,
        'ả' | 'Ả' | 'Ấ'..='ặ' | 'ẻ' | 'Ẻ' | 'Ế'..='ệ' | 'Ỉ' | 'ỉ' | 'Ỏ' | 'ỏ' | 'Ố'..='ợ' | 'Ủ' | 'ủ' | 'Ứ'..='ự' | 'Ỷ' | 'ỷ')
}

/// The letter that a small letter of Vietnamese is without its marks; `None` for one that bears none.
fn unmarked_letter(letter: char) -> Option<char> {
    match letter {
        'đ' => Some('d'),
        'à'
        | 'á'
        | 'â'
        | 'ã'
        | 'è'
        | 'é'
        | 'ê'
        | 'ì'
        | 'í'
        | 'ò'
        | 'ó'
        | 'ô'
        | 'õ'
        | 'ù'
        | 'ú'
        | 'ý'
        | 'ă'
        | 'ĩ'
        | 'ũ'
        | 'ơ'
        | 'ư'
        | 'ạ'..='ỹ' => base(letter),
        _ => None,
    }
}

fn base(letter: char) -> Option<char> {
    let mut first = None;
    decompose_canonical(letter, |c| {
        first.get_or_insert(c);
    });
    first
}

/// Writes a word with the marks that it has in the text, where they are those of Vietnamese. `word` is folded; `source`
/// is what it stands for.
pub(super) fn keep_marks(source: &str, word: &mut String) {
    let lettered = |c: char| c.is_alphabetic() || is_combining_mark(c);
    if source.is_ascii() || !source.chars().all(lettered) {
        return;
    }
    let mut pieces = Vec::new();
    let mut has_marks = false;
    let mut marked = String::with_capacity(source.len());
    for letter in source.nfc().flat_map(char::to_lowercase) {
        if unmarked_letter(letter).is_some() {
            has_marks = true;
            marked.push(letter);
        } else {
            pieces.clear();
            fold(letter, &mut pieces);
            marked.extend(pieces.iter().map(|piece| piece.text));
        }
    }
    if has_marks && marked.chars().count() <= LONGEST {
        move_tone(&mut marked);
        *word = marked;
    }
}

/// A tone on the first of two vowels that end a word is written on the second by others: *hỏa* and *hoả*, *thủy* and *thuỷ*.
fn move_tone(word: &mut String) {
    let mut letters = word.chars().rev();
    let (Some(second @ ('a' | 'e' | 'y')), Some(first)) = (letters.next(), letters.next()) else {
        return;
    };
    let mut parts = [None; 3];
    let mut slots = parts.iter_mut();
    decompose_canonical(first, |part| {
        if let Some(slot) = slots.next() {
            *slot = Some(part);
        }
    });
    let [Some(vowel), Some(tone), None] = parts else {
        return;
    };
    let is_tone = matches!(
        tone,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    );
    let moves = matches!((vowel, second), ('o', 'a' | 'e') | ('u', 'y'));
    let Some(marked) = compose(second, tone).filter(|_| is_tone && moves) else {
        return;
    };
    word.truncate(word.len() - first.len_utf8() - second.len_utf8());
    word.extend([vowel, marked]);
}

/// A word without its marks, as texts of other languages have it; `None` if it has none.
pub fn unmarked(word: &str) -> Option<String> {
    if word.is_ascii() || !word.contains(|letter| unmarked_letter(letter).is_some()) {
        return None;
    }
    let plain = word.chars().map(|c| unmarked_letter(c).unwrap_or(c));
    Some(plain.collect())
}

/// Whether a dictionary holds words with marks. `holds` says whether it holds a word.
pub fn has_marked_words<E>(mut holds: impl FnMut(&str) -> Result<bool, E>) -> Result<bool, E> {
    for word in TELLTALES {
        if holds(word)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Accepts a word of plain letters with any marks, and without.
#[derive(Clone, Debug)]
pub struct AnyMarks {
    letters: Vec<u8>,
}

impl AnyMarks {
    /// `None` for a word that bears no marks in Vietnamese: one that is longer than a syllable, or not of letters a to z.
    pub fn new(word: &str) -> Option<AnyMarks> {
        let plain =
            (1..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
        plain.then(|| AnyMarks {
            letters: word.as_bytes().to_vec(),
        })
    }
}

/// How far an [`AnyMarks`] has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarksState {
    letters: usize,
    /// Bytes of the next letter, and how many.
    bytes: [u8; 3],
    read: usize,
}

impl Automaton for AnyMarks {
    type State = Option<MarksState>;

    fn start(&self) -> Self::State {
        Some(MarksState {
            letters: 0,
            bytes: [0; 3],
            read: 0,
        })
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|state| state.letters == self.letters.len() && state.read == 0)
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let mut state = (*state)?;
        let wanted = *self.letters.get(state.letters)?;
        *state.bytes.get_mut(state.read)? = byte;
        state.read += 1;
        match std::str::from_utf8(state.bytes.get(..state.read)?) {
            Ok(letter) => {
                let letter = letter.chars().next()?;
                let plain = unmarked_letter(letter).unwrap_or(letter);
                (plain == char::from(wanted)).then_some(MarksState {
                    letters: state.letters + 1,
                    bytes: [0; 3],
                    read: 0,
                })
            }
            // None where more bytes would make a letter of it.
            Err(error) => error.error_len().is_none().then_some(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NEWS: &str =
        "Bộ trưởng y tế từ chức sau khi một tờ báo đưa tin ông nhận quà của một công ty bán thuốc.";

    #[test]
    fn texts_are_told_by_their_letters() {
        assert!(is_vietnamese(NEWS));
        assert!(is_vietnamese(&NEWS.to_uppercase()));
        for text in [
            "",
            "Nguyễn Phú Trọng met the prime minister of Japan in Hà Nội on Monday, the ministry said.",
            "Ọ̀rọ̀ àwọn ọmọ ilé ẹ̀kọ́ ni pé kí wọ́n máa lọ sí ilé ẹ̀kọ́ ní gbogbo ọjọ́, ẹ jọ̀wọ́ ẹ ṣọ́ra.",
            "Le marché était fermé, où l'on avait prévu d'être présent dès l'été à côté de la forêt.",
            "საქართველოს პარლამენტის თავმჯდომარემ ორშაბათს განაცხადა",
        ] {
            assert!(!is_vietnamese(text), "{text}");
        }
        let long = format!("{} {NEWS}", "The text is English. ".repeat(200));
        assert!(!is_vietnamese(&long));
    }

    fn kept(source: &str) -> String {
        let mut word = String::from("folded");
        keep_marks(source, &mut word);
        word
    }

    #[test]
    fn marks_are_those_of_the_source() {
        for (source, word) in [
            ("Trưởng", "trưởng"),
            ("ĐƯỜNG", "đường"),
            ("mà", "mà"),
            ("tru\u{31b}o\u{31b}\u{309}ng", "trưởng"),
            ("thủy", "thuỷ"),
            ("hoà", "hoà"),
            ("Hòa", "hoà"),
            ("khỏe", "khoẻ"),
            ("của", "của"),
            ("Müller", "folded"),
            ("Hanoi", "folded"),
            ("Đ.H", "folded"),
            ("Đorđević", "folded"),
        ] {
            assert_eq!(kept(source), word, "{source}");
        }
    }

    #[test]
    fn words_lose_their_marks() {
        assert_eq!(unmarked("trưởng").as_deref(), Some("truong"));
        assert_eq!(unmarked("đi").as_deref(), Some("di"));
        assert_eq!(unmarked("truong"), None);
        assert_eq!(unmarked("москва"), None);
    }

    fn accepts(automaton: &AnyMarks, word: &str) -> bool {
        let state = word.bytes().fold(automaton.start(), |state, byte| {
            automaton.accept(&state, byte)
        });
        automaton.is_match(&state)
    }

    proptest! {
        #[test]
        fn any_marks_are_those_that_unmarked_takes_away(
            plain in "[aedouny]{1,4}",
            word in "[aedounyàâăạậđêệơởủưỹü]{1,4}",
        ) {
            let automaton = AnyMarks::new(&plain).expect("a plain word");
            let expected = word == plain || unmarked(&word).is_some_and(|word| word == plain);
            prop_assert_eq!(accepts(&automaton, &word), expected);
        }
    }

    #[test]
    fn other_words_bear_no_marks() {
        for word in ["", "abcdefgh", "u2", "đi", "o'n"] {
            assert!(AnyMarks::new(word).is_none(), "{word}");
        }
    }
}
