//! The light stemmer of Larkey, Ballesteros and Connell (light10, Light stemming for Arabic information retrieval, 2007):
//! conjunction, preposition and article go from the front, then endings from the back. What is left keeps more words apart
//! than a stemmer of verbs does, and finds better (docs/analysis.md).

/// What may stand before a stem, longest first; and nothing.
pub(super) const PROCLITICS: [&str; 8] = ["وال", "بال", "كال", "فال", "ال", "لل", "و", ""];

/// Endings in the order in which each is tried once; -ة and -ى are -ه and -ي in an index.
const ENDINGS: [&str; 8] = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

/// Letters that are left of a word without what stands before it.
const LEAST: usize = 2;

/// Letters that are left without an ending: one more than in the source, since many short words begin alike.
const LEAST_BEFORE_ENDING: usize = 3;

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> &str {
    let rest = |head: &&str| word.strip_prefix(*head).filter(|rest| is_left(head, rest));
    let stem = PROCLITICS.iter().find_map(rest).unwrap_or(word);
    ENDINGS.iter().fold(stem, |stem, ending| {
        let shorter = stem.strip_suffix(ending);
        shorter
            .filter(|stem| has(stem, LEAST_BEFORE_ENDING))
            .unwrap_or(stem)
    })
}

/// The conjunction is one letter, with which many words begin: a whole word must be left.
fn is_left(head: &str, rest: &str) -> bool {
    has(rest, if head == "و" { LEAST + 1 } else { LEAST })
}

fn has(word: &str, letters: usize) -> bool {
    word.chars().nth(letters - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn articles_and_endings_go() {
        for (word, expected) in [
            ("والكتاب", "كتاب"),
            ("للمدينه", "مدين"),
            ("المدن", "مدن"),
            ("كتابها", "كتاب"),
            ("مهندسون", "مهندس"),
            ("مهندسين", "مهندس"),
            ("وزير", "زير"),
            ("ولد", "ولد"),
            ("اله", "اله"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
