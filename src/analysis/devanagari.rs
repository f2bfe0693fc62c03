//! One spelling for the nasal before a consonant, which Hindi writes as a letter or as a dot, in one newspaper both ways.

/// Takes the vowel from a letter, so that it joins the next.
pub(super) const VIRAMA: char = '\u{94d}';

const ANUSVARA: char = 'ं';

/// Writes each nasal letter inside a word that joins a consonant of its own row as the dot: हिन्दी as हिंदी, मुम्बई as मुंबई.
pub(super) fn respell(word: &mut String) {
    if !word.match_indices(VIRAMA).any(|(at, _)| joins(word, at)) {
        return;
    }
    let mut letters = word.chars().peekable();
    let mut spelled = String::with_capacity(word.len());
    while let Some(letter) = letters.next() {
        let mut rest = letters.clone();
        let joined = spelled.ends_with(|before| matches!(before, '\u{900}'..='\u{97f}'))
            && rest.next() == Some(VIRAMA)
            && rest.next().is_some_and(|next| is_of_row(letter, next));
        if joined {
            letters.next();
        }
        spelled.push(if joined { ANUSVARA } else { letter });
    }
    *word = spelled;
}

/// Whether the virama at byte `at` stands between a nasal and a consonant of its row.
fn joins(word: &str, at: usize) -> bool {
    let nasal = word.get(..at).and_then(|head| head.chars().next_back());
    let next = word.get(at..).and_then(|tail| tail.chars().nth(1));
    nasal
        .zip(next)
        .is_some_and(|(nasal, next)| is_of_row(nasal, next))
}

fn is_of_row(nasal: char, next: char) -> bool {
    match nasal {
        'ङ' => matches!(next, 'क'..='घ'),
        'ञ' => matches!(next, 'च'..='झ'),
        'ण' => matches!(next, 'ट'..='ढ'),
        'न' => matches!(next, 'त'..='ध'),
        'म' => matches!(next, 'प'..='भ'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nasal_of_the_row_is_the_dot_and_no_other() {
        let pairs = [
            ("हिन्दी", "हिंदी"),
            ("मुम्बई", "मुंबई"),
            ("पञ्जाब", "पंजाब"),
            ("गङ्गा", "गंगा"),
            ("अण्डा", "अंडा"),
            ("जन्म", "जन्म"),
            ("उन्हें", "उन्हें"),
            ("अन्न", "अन्न"),
            ("न्", "न्"),
            ("म्प", "म्प"),
            ("दिल्ली", "दिल्ली"),
        ];
        for (written, spelled) in pairs {
            let mut word = written.to_owned();
            respell(&mut word);
            assert_eq!(word, spelled);
        }
    }
}
