//! Whether a question asks for a number or a date: its passages should hold one.

use super::token::tokenize_query;
use std::sync::LazyLock;

/// How one asks for a number or a date, spelled as people spell, a comma after each. What is a usual word of another
/// language too is left out (Polish *ile*, Romanian *cât*).
const ASKING: &str = "when, how many, how much, how old, how long, how far, how large, how big, how high, how tall, how often, how fast, \
    how soon, how deep, how heavy, what year, which year, what percentage, what percent, what date, which date, what day, \
    wann, wie viel, wie viele, wie vielen, wieviel, wieviele, wie lange, wie alt, wie hoch, wie groß, wie oft, wie weit, wie schnell, \
    wie schwer, wie tief, wie teuer, welches Jahr, welchem Jahr, welcher Anteil, \
    quand, combien, quelle année, quel âge, quelle date, cuándo, cuánto, cuánta, cuántos, cuántas, qué año, qué fecha, \
    quando, quanto, quanta, quanti, quante, quantos, quantas, che anno, quale anno, que ano, qual ano, quants, quantes, quin any, \
    când, câți, câte, ce an, ce dată, cât timp, cât de mult, ce procent, \
    wanneer, hoeveel, hoe oud, hoe lang, hoe groot, hoe hoog, hoe ver, welk jaar, hur många, hur mycket, hur gammal, vilket år, \
    hvornår, hvor mange, hvor meget, hvor mye, hvor gammel, hvilket år, milloin, montako, kuinka monta, kuinka paljon, \
    kuinka vanha, kiedy, ilu, w którym roku, kdy, kolik, mikor, hány, mennyi, melyik évben, kapan, berapa, \
    ne zaman, kaç, kaçıncı, ne kadar, hangi yıl, hangi yılda, khi nào, bao nhiêu, bao lâu, bao giờ, năm nào, \
    когда, сколько, скольких, каком году, какого года, коли, скільки, якому році, кога, колко, колико, \
    πότε, πόσο, πόση, πόσοι, πόσες, πόσα, πόσων, ποιο έτος, ποια χρονιά, \
    متى, كم, أي عام, أي سنة, מתי, כמה, באיזו שנה, چند, چقدر, چه سالی, \
    कब, कितने, कितना, कितनी, किस वर्ष, किस साल, เมื่อไหร่, เมื่อไร, เมื่อใด, กี่, เท่าไร, เท่าไหร่, เท่าใด, ปีใด, ปีไหน, \
    多少, 何时, 何時, 哪一年, 哪年, 几年, 幾年, 多久, 多大, 多高, 多长, 多長, 什么时候, 什麼時候, 几个, 幾個, 几次, 几岁, \
    いつ, 何年, 何人, 何歳, 何時, いくつ, いくら, 언제, 몇, 얼마";

type Patterns = Vec<Vec<String>>;

/// Each of them as the words of a query, those in Latin letters apart: to make the others takes longer, and few queries need
/// both.
static LATIN: LazyLock<Patterns> = LazyLock::new(|| patterns(true));
static OTHERS: LazyLock<Patterns> = LazyLock::new(|| patterns(false));

fn patterns(latin: bool) -> Patterns {
    let words = |text| tokenize_query(text).into_iter().map(|token| token.text);
    let patterns = ASKING.split(',').filter(|text| is_latin(text) == latin);
    let patterns = patterns.map(|text| words(text).collect());
    patterns
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect()
}

fn is_latin(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// Whether a question with these index words asks for a number or a date.
pub fn asks_number(words: &[String]) -> bool {
    let asks = |patterns: &Patterns| {
        let mut patterns = patterns.iter();
        patterns.any(|pattern| words.windows(pattern.len()).any(|found| found == pattern))
    };
    let is_one = |latin| words.iter().any(|word| is_latin(word) == latin);
    (is_one(true) && asks(&LATIN)) || (is_one(false) && asks(&OTHERS))
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
