//! Whether a question asks for a number or a date: its passages should hold one.

use super::token::tokenize_query;
use std::sync::LazyLock;

/// How one asks for a number or a date, spelled as people spell, a comma after each. What is a usual word of another
/// language too is left out (Polish *ile*, Romanian *cât*).
const ASKING: &str = "when, how many, how much, how often, \
    what year, which year, what percentage, what percent, what date, which date, what day, \
    wann, wie viel, wie viele, wie vielen, wieviel, wieviele, wie oft, welches Jahr, welchem Jahr, welcher Anteil, \
    quand, combien, quelle année, quel âge, quelle date, cuándo, cuánto, cuánta, cuántos, cuántas, qué año, qué fecha, \
    quando, quanto, quanta, quanti, quante, quantos, quantas, che anno, quale anno, que ano, qual ano, quants, quantes, quin any, \
    când, câți, câte, ce an, ce dată, cât timp, cât de mult, ce procent, \
    wanneer, hoeveel, welk jaar, hur många, hur mycket, vilket år, \
    hvornår, hvor mange, hvor meget, hvor mye, hvilket år, milloin, montako, kuinka monta, kuinka paljon, \
    kiedy, ilu, w którym roku, kdy, kolik, mikor, hány, mennyi, melyik évben, kapan, berapa, \
    ne zaman, kaç, kaçıncı, ne kadar, hangi yıl, hangi yılda, khi nào, bao nhiêu, bao lâu, bao giờ, năm nào, \
    когда, сколько, скольких, каком году, какого года, коли, скільки, якому році, кога, колко, колико, \
    πότε, πόσο, πόση, πόσοι, πόσες, πόσα, πόσων, ποιο έτος, ποια χρονιά, \
    متى, كم, أي عام, أي سنة, מתי, כמה, באיזו שנה, چند, چقدر, چه سالی, \
    कब, कितने, कितना, कितनी, किस वर्ष, किस साल, เมื่อไหร่, เมื่อไร, เมื่อใด, กี่, เท่าไร, เท่าไหร่, เท่าใด, ปีใด, ปีไหน, \
    多少, 何时, 何時, 哪一年, 哪年, 几年, 幾年, 多久, 多大, 多高, 多长, 多長, 什么时候, 什麼時候, 几个, 幾個, 几次, 几岁, \
    いつ, 何年, 何人, 何歳, 何時, いくつ, いくら, 언제, 몇, 얼마";

/// The same, where the last word may also say something of the next one (*how fast fashion harms*).
const ASKING_MEASURE: &str = "how old, how long, how far, how large, how big, how high, how tall, how fast, how soon, how deep, how heavy, \
    wie lange, wie alt, wie hoch, wie groß, wie weit, wie schnell, wie schwer, wie tief, wie teuer, \
    hoe oud, hoe lang, hoe groot, hoe hoog, hoe ver, hur gammal, hvor gammel, kuinka vanha";

type Patterns = Vec<Pattern>;

struct Pattern {
    words: Vec<String>,
    /// Whether it is one of [`ASKING_MEASURE`].
    is_measure: bool,
}

/// Each of them as the words of a query, those in Latin letters apart: to make the others takes longer, and few queries need
/// both.
static LATIN: LazyLock<Patterns> = LazyLock::new(|| patterns(true));
static OTHERS: LazyLock<Patterns> = LazyLock::new(|| patterns(false));

fn patterns(latin: bool) -> Patterns {
    let words = |text| tokenize_query(text).into_iter().map(|token| token.text);
    let lists = [(ASKING, false), (ASKING_MEASURE, true)];
    let patterns = lists.into_iter().flat_map(|(list, is_measure)| {
        let list = list.split(',').filter(|text| is_latin(text) == latin);
        list.map(move |text| Pattern {
            words: words(text).collect(),
            is_measure,
        })
    });
    patterns
        .filter(|pattern| !pattern.words.is_empty())
        .collect()
}

fn is_latin(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// Whether a question with these index words asks for a number or a date.
pub fn asks_number(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    asking_rows(&words).next().is_some()
}

/// Which index words of a question are the rows by which it asks for a number or a date (*how old*, *in what year*): its answer
/// has a number in their place. `function` says which of the words are function words.
pub fn asking_words(words: &[&str], function: &[bool]) -> Vec<bool> {
    let mut asking = vec![false; words.len()];
    for (start, pattern) in asking_rows(words) {
        let end = start + pattern.words.len();
        // As a word of its own it is a function word, or one of another language.
        let is_row = end > start + 1;
        let is_measured = !pattern.is_measure || function.get(end).is_none_or(|&next| next);
        if is_row && is_measured {
            asking[start..end].fill(true);
        }
    }
    asking
}

/// The rows, each with the place of its first word.
fn asking_rows(words: &[&str]) -> impl Iterator<Item = (usize, &'static Pattern)> {
    let is_one = |latin| words.iter().any(|word| is_latin(word) == latin);
    let latin = is_one(true).then(|| LATIN.iter());
    let others = is_one(false).then(|| OTHERS.iter());
    let patterns = latin
        .into_iter()
        .flatten()
        .chain(others.into_iter().flatten());
    patterns.flat_map(|pattern| {
        let places = words.windows(pattern.words.len()).enumerate();
        let places = places.filter(|(_, found)| *found == pattern.words);
        places.map(move |(start, _)| (start, pattern))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(question: &str) -> bool {
        let words = tokenize_query(question).into_iter().map(|token| token.text);
        asks_number(&words.collect::<Vec<_>>())
    }

    #[test]
    fn numbers_and_dates_are_asked_for_in_many_languages() {
        for question in [
            "When did the dam break?",
            "In what year was it built",
            "Wie viele Arbeiter verloren ihre Stelle?",
            "In welchem Jahr wurde die Brücke gebaut?",
            "¿Cuántos barcos hay?",
            "Câți muncitori au plecat?",
            "Köprü ne zaman açıldı?",
            "Cầu được xây dựng năm nào?",
            "В каком году построен мост?",
            "Πόσα χρόνια κράτησε;",
            "متى فتح الجسر",
            "पुल कब खुला?",
            "สะพานเปิดเมื่อไหร่",
            "有多少人失业？",
            "大桥什么时候通车？",
        ] {
            assert!(asks(question), "{question}");
        }
    }

    #[test]
    fn the_words_that_ask_are_told_from_those_that_are_asked_about() {
        let asking = |question: &str, function: &[&str]| {
            let words: Vec<String> = tokenize_query(question)
                .into_iter()
                .map(|token| token.text)
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let is_function: Vec<bool> = words.iter().map(|word| function.contains(word)).collect();
            let asking = asking_words(&words, &is_function);
            let found = words.iter().zip(asking).filter(|(_, asking)| *asking);
            found
                .map(|(word, _)| (*word).to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(asking("How old is the dam", &["is", "the"]), "how old");
        assert_eq!(asking("how fast fashion harms rivers", &[]), "");
        assert_eq!(asking("the tower is how tall", &["is"]), "how tall");
        assert_eq!(asking("in what year was it built", &["was"]), "what year");
        assert_eq!(
            asking("In welchem Jahr stürzte sie ein", &[]),
            "welchem jahr"
        );
        assert_eq!(asking("в каком году построен мост", &[]), "каком году");
        assert_eq!(asking("this year", &[]), "");
        assert_eq!(asking("quants quit", &[]), "");
    }

    #[test]
    fn other_questions_ask_for_none() {
        for question in [
            "Who built the dam?",
            "How was it built?",
            "Wie heißt der Fluss?",
            "cat",
            "谁建了大桥",
            "",
        ] {
            assert!(!asks(question), "{question}");
        }
    }
}
