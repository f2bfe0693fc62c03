//! The language of a text by its function words: a fortieth of the time that trigrams take, and silent where not sure.

use super::function_words::{LISTS, claims};
use super::token::Tokenizer;
use std::cell::RefCell;

/// Words looked at: a paragraph of news holds some forty function words in so many.
const WORDS: usize = 100;

/// Fewer function words than this are chance.
const LEAST: usize = 6;

/// Of the words looked at, one in this many must be a function word: prose has one in three, lists and tables none.
const LEAST_SHARE: usize = 6;

/// What the winner has and another language has not must be as many times what that one has and the winner has not.
const CLEAR: usize = 4;

/// Languages with neighbours that have no list here, whose texts they would win: they only keep others from winning.
const ABSTAINING: [&str; 5] = ["ca", "cs", "uk", "bg", "sr"];

/// The language that clearly claims most words of the head of `text`, as an ISO 639-1 code.
pub(super) fn by_function_words(text: &str) -> Option<&'static str> {
    let (looked_at, claimed) = claimed(text);
    let counts = counts(&claimed, u32::MAX);
    let best = (0..LISTS.len()).max_by_key(|&language| counts[language])?;
    let most = counts[best];
    let enough = most >= LEAST && most * LEAST_SHARE >= looked_at;
    // Neighbours such as Danish and Norwegian share most of theirs: those are for trigrams to tell apart.
    let shared = self::counts(&claimed, 1 << best);
    let clear = |other: usize| {
        let own = most - shared[other];
        own >= CLEAR && own >= CLEAR * (counts[other] - shared[other])
    };
    if !enough || !(0..LISTS.len()).filter(|&other| other != best).all(clear) {
        return None;
    }
    let (code, _) = LISTS.get(best)?;
    (!ABSTAINING.contains(code)).then_some(code)
}

thread_local! {
    /// What it knows of characters met before is worth keeping from one article to the next.
    static TOKENIZER: RefCell<Tokenizer> = RefCell::default();
}

/// How many words were looked at, and for those that are function words the languages that claim them.
fn claimed(text: &str) -> (usize, Vec<u32>) {
    let mut looked_at = 0;
    let mut claimed = Vec::with_capacity(WORDS);
    TOKENIZER.with_borrow_mut(|tokenizer| {
        tokenizer.tokenize(text, |token| {
            if looked_at < WORDS {
                looked_at += 1;
                claimed.push(claims(token.text));
            }
        });
    });
    claimed.retain(|claims| *claims != 0);
    (looked_at, claimed)
}

/// How many of the words that some language of `among` claims each language claims.
fn counts(claimed: &[u32], among: u32) -> [usize; LISTS.len()] {
    let mut counts = [0; LISTS.len()];
    for &claims in claimed.iter().filter(|&&claims| claims & among != 0) {
        let mut left = claims;
        while left != 0 {
            counts[left.trailing_zeros() as usize] += 1;
            left &= left - 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_votes_for_its_language() {
        let english = "The council said on Monday that it would not open the bridge before the end of the year.";
        let german = "Der Rat hat am Montag mitgeteilt, dass die Brücke nicht vor dem Ende des Jahres geöffnet wird.";
        assert_eq!(by_function_words(english), Some("en"));
        assert_eq!(by_function_words(german), Some("de"));
    }

    #[test]
    fn neighbours_are_left_to_trigrams() {
        let french = "Le conseil a dit lundi que le pont ne sera pas ouvert avant la fin de l'année, à cause des travaux.";
        let norwegian = "Rådet sa på mandag at det ikke vil åpne broen før slutten av året, og at arbeidet er forsinket.";
        assert!([None, Some("fr")].contains(&by_function_words(french)));
        assert!([None, Some("no")].contains(&by_function_words(norwegian)));
    }

    #[test]
    fn a_language_is_not_taken_for_its_neighbour() {
        let texts = [
            (
                "es",
                "Una empresa que exporta alfombras ha contratado a ochenta mujeres en las aldeas de la sierra y les paga por metro.",
            ),
            (
                "ru",
                "Ткацкая компания, которая вывозит ковры, наняла женщин в горных сёлах и платит им за метр, как сообщили на этой неделе.",
            ),
            (
                "uk",
                "Ткацька компанія, яка вивозить килими, найняла жінок у гірських селах і платить їм за метр, як повідомили на цьому тижні.",
            ),
            (
                "bg",
                "Компания за килими, която изнася в чужбина, нае жени от селата в планината и им плаща на метър, както се съобщи по радиото.",
            ),
            (
                "sk",
                "Firma, ktorá vyváža koberce, zamestnala mladé ženy v horských dedinách a platí im za meter, ako povedali v pondelok majitelia.",
            ),
        ];
        for (language, text) in texts {
            assert!(
                [None, Some(language)].contains(&by_function_words(text)),
                "{language}"
            );
        }
        let longer = "El gobierno dijo el jueves que las obras del puente no se terminarán antes de que acabe el año. Según el ministro, \
            los costes se han doblado desde que la empresa las tuvo que parar, y los vecinos quieren saber por qué nadie les ha dicho nada.";
        assert_eq!(by_function_words(longer), Some("es"));
    }

    #[test]
    fn what_is_no_prose_does_not_vote() {
        for text in [
            "",
            "Harbour pilots strike",
            "7-1/4 8-1/2 shrs mths qtr 1,500 1,600 vs net rev avg",
            "北京 高铁",
        ] {
            assert_eq!(by_function_words(text), None, "{text}");
        }
    }
}
