//! Letters that an index has folded, given back to a Turkish word, whose endings follow its vowels: without ı, ö and ü
//! the stemmer finds half of the endings only. What it gives is folded again, so a letter given back where none was
//! does no harm as long as it is in all forms of the word.

/// The word as it would be spelled if all its vowels went with each other.
pub(super) fn unfolded(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    undot(&mut letters);
    front(&mut letters);
    soften(&mut letters);
    letters.into_iter().collect()
}

/// An i after a or ı is ı: *karoları*, *sıklığı*.
fn undot(letters: &mut [char]) {
    let mut last = ' ';
    for letter in letters.iter_mut().filter(|letter| is_vowel(**letter)) {
        if *letter == 'i' && matches!(last, 'a' | 'ı') {
            *letter = 'ı';
        }
        last = *letter;
    }
}

/// Before a front vowel o and u are ö and ü, before a back one i is ı: *gözler*, *kızlar*.
fn front(letters: &mut [char]) {
    let mut next = ' ';
    let vowels = letters.iter_mut().rev().filter(|letter| is_vowel(**letter));
    for letter in vowels {
        let before_front = matches!(next, 'e' | 'i' | 'ö' | 'ü');
        match *letter {
            'i' if matches!(next, 'a' | 'ı' | 'o') => *letter = 'ı',
            'o' if before_front => *letter = 'ö',
            'u' if before_front => *letter = 'ü',
            _ => {}
        }
        next = *letter;
    }
}

/// A g between vowels is ğ, and the past in -mis is -miş: *kitaplığı*, *gelmiş*.
fn soften(letters: &mut [char]) {
    for at in 1..letters.len() {
        let before = letters.get(at - 1).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        let begins = at
            .checked_sub(2)
            .filter(|&m| m > 1)
            .and_then(|m| letters.get(m));
        let past = begins == Some(&'m') && is_vowel(before);
        match letters.get_mut(at) {
            Some(letter @ 'g') if is_vowel(before) && is_vowel(after) => *letter = 'ğ',
            Some(letter @ 's') if past => *letter = 'ş',
            _ => {}
        }
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'ı' | 'i' | 'o' | 'ö' | 'u' | 'ü')
}

#[cfg(test)]
mod tests {
    use super::unfolded;

    #[test]
    fn vowels_go_with_each_other() {
        for (folded, word) in [
            ("karolari", "karoları"),
            ("gozler", "gözler"),
            ("goruntule", "görüntüle"),
            ("kizlar", "kızlar"),
            ("kitapligi", "kıtaplığı"),
            ("gelmis", "gelmiş"),
            ("misafir", "mısafır"),
            ("masaustunu", "masaustunu"),
            ("evler", "evler"),
            ("", ""),
        ] {
            assert_eq!(unfolded(folded), word, "{folded}");
        }
    }
}
