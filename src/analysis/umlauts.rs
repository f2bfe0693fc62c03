//! Umlauts written as two letters: *Müller* and *Mueller*. An index has *ä* as *a*, and *ae* as it is.

use unicode_normalization::UnicodeNormalization;

use super::token::tokenize_query;

/// Pairs of letters in a word that are tried as umlauts: no name has more, and each doubles the words to look up.
const MOST: usize = 3;

/// The words of a query that are typed with umlauts, each as an index has it and as it would have two letters.
pub fn spelled_out(query: &str) -> Vec<(String, String)> {
    let words = tokenize_query(query).into_iter();
    let spelled = words.filter_map(|word| {
        let typed = query.get(word.start..word.end)?;
        let pairs = in_pairs(typed)?;
        match tokenize_query(&pairs).as_slice() {
            [other] => Some((word.text, other.text.clone())),
            _ => None,
        }
    });
    spelled.collect()
}

/// `None` for a word without umlauts.
fn in_pairs(typed: &str) -> Option<String> {
    let mut pairs = String::with_capacity(typed.len() + 2);
    let mut any = false;
    for letter in typed.nfc() {
        let pair = match letter {
            'ä' | 'Ä' => "ae",
            'ö' | 'Ö' => "oe",
            'ü' | 'Ü' => "ue",
            other => {
                pairs.push(other);
                continue;
            }
        };
        pairs.push_str(pair);
        any = true;
    }
    any.then_some(pairs)
}

/// What an index word may be if some of its pairs of letters are umlauts: *mueller*, *muller*. After *a*, *e*, *o*, *u* and *q* they are
/// none: *neue*, *Bauer*, *Quelle*.
pub fn contracted(word: &str) -> Vec<String> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut spelled = vec![word.to_owned()];
    // From the end, so that the places before stay.
    for at in pairs(word).into_iter().rev() {
        for known in spelled.clone() {
            let mut shorter = known;
            shorter.remove(at + 1);
            spelled.push(shorter);
        }
    }
    spelled.remove(0);
    spelled
}

/// Where the first pairs begin.
fn pairs(word: &str) -> Vec<usize> {
    let bytes = word.as_bytes();
    let is_pair = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let follows = before.is_some_and(|before| b"aeouq".contains(before));
        bytes.get(*at).is_some_and(|vowel| b"aou".contains(vowel))
            && bytes.get(at + 1) == Some(&b'e')
            && !follows
    };
    (0..bytes.len()).filter(is_pair).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_umlauts_are_spelled_out() {
        let spelled = |text| -> Vec<String> {
            let words = spelled_out(text).into_iter();
            words
                .map(|(word, pairs)| format!("{word} {pairs}"))
                .collect()
        };
        assert_eq!(spelled("Müller AND \"Frau Mueller\""), ["muller mueller"]);
        assert_eq!(
            spelled("ÖSTERREICH, Gro\u{308}ße"),
            ["osterreich oesterreich", "grosse groesse"]
        );
        assert_eq!(
            spelled("Süd-Afrika Überkühlung"),
            ["sud sued", "uberkuhlung ueberkuehlung"]
        );
        assert!(spelled("Straße Dvořák").is_empty());
    }

    #[test]
    fn pairs_of_letters_may_be_umlauts() {
        for (word, expected) in [
            ("mueller", vec!["muller"]),
            ("oesterreich", vec!["osterreich"]),
            ("haeuser", vec!["hauser"]),
            ("neue", vec![]),
            ("bauer", vec![]),
            ("quelle", vec![]),
            ("muller", vec![]),
            ("mueller2", vec![]),
        ] {
            assert_eq!(contracted(word), expected, "{word}");
        }
        let mut all = contracted("ueberkuehlung");
        all.sort();
        assert_eq!(all, ["uberkuehlung", "uberkuhlung", "ueberkuhlung"]);
    }

    proptest! {
        /// What is typed with umlauts is among what its spelling in pairs may be.
        #[test]
        fn both_ways_agree(word in "[bcdfgäöü]{1,3}[bcdfgkl]{1,2}[äöün]{0,1}[bcdfg]{1,3}") {
            let umlauts = word.chars().filter(|c| "äöü".contains(*c)).count();
            let adjacent = word.chars().zip(word.chars().skip(1)).any(|(a, b)| "äöü".contains(a) && "äöü".contains(b));
            let spelled = spelled_out(&word);
            prop_assert_eq!(spelled.len(), usize::from(umlauts > 0));
            for (folded, pairs) in spelled {
                prop_assert!(umlauts > MOST || adjacent || contracted(&pairs).contains(&folded), "{} {}", folded, pairs);
            }
        }
    }
}
