//! Sentences of scripts without spaces: what stands between two spaces is a row of words there, and is taken apart as
//! words side by side are. A single compound stays a phrase.

use super::clause::{Clause, Parts, some_of};
use super::vocabulary::Inflection;
use super::{Lowering, Matching};
use crate::analysis::{Unspaced, is_function_word};
use crate::query::match_spec::{FieldSet, Placed};

/// Dictionary words of one compound: *general election*, *Chiang Mai University*.
const COMPOUND_WORDS: usize = 3;

/// Pairs of characters of one compound: names of six characters are the longest that are common.
const COMPOUND_PAIRS: usize = 5;

/// A function word in fewer pairs than this is more likely to be part of a name.
const SENTENCE_PAIRS: usize = 3;

/// Whether some index words without a space between them are more than one compound.
pub(super) fn is_sentence(words: &[Placed]) -> bool {
    let written = |how| {
        let of_script = move |word: &&Placed| Unspaced::of(&word.text) == Some(how);
        words.iter().filter(of_script)
    };
    if written(Unspaced::Words).count() > COMPOUND_WORDS {
        return true;
    }
    let pairs = || written(Unspaced::Pairs).filter(|word| !is_spaced(&word.text));
    let faint = pairs().filter(|word| is_function_word("", &word.text));
    let (pairs, faint) = (pairs().count(), faint.count());
    pairs > COMPOUND_PAIRS || (pairs >= SENTENCE_PAIRS && (1..pairs).contains(&faint))
}

/// Korean, which has spaces between words, and Japanese in katakana, which is for single words.
fn is_spaced(pair: &str) -> bool {
    pair.chars()
        .all(|c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{30a1}'..='\u{30ff}'))
}

/// Korean particles of one syllable, and of two.
const PARTICLES: &str = "은는이가을를의에로와과도만";
const LONG_PARTICLES: [&str; 10] = [
    "에서", "에게", "으로", "부터", "까지", "에는", "처럼", "보다", "이나", "라고",
];

/// How many pairs of a Korean word are left without its particle.
pub(super) fn without_particle(words: &[Placed]) -> usize {
    let is_hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let korean = words.iter().all(|word| word.text.chars().all(is_hangul));
    let last = words.last().map_or("", |word| word.text.as_str());
    match words.len() {
        3.. if korean && LONG_PARTICLES.contains(&last) => words.len() - 2,
        2.. if korean && last.ends_with(|c| PARTICLES.contains(c)) => words.len() - 1,
        all => all,
    }
}

impl Lowering<'_> {
    /// A Korean word: what its particle is does not matter, but may help to rank.
    pub(super) fn korean(
        &mut self,
        words: &[Placed],
        kept: usize,
        fields: FieldSet,
    ) -> tantivy::Result<Option<Clause>> {
        let (stem, particle) = words.split_at(kept.min(words.len()));
        let mut parts = Parts::default();
        parts.required.push(match stem {
            [word] => self.word(&word.text, fields, Inflection::Exact)?,
            stem => self.phrase(stem, fields)?,
        });
        self.importance = self.vocabulary.weights().function;
        let written = particle
            .iter()
            .map(|word| self.word(&word.text, fields, Inflection::Exact))
            .collect::<tantivy::Result<Vec<_>>>();
        self.importance = 1.0;
        parts.optional.extend(written?);
        Ok(parts.join())
    }

    /// The words of a sentence. Function words are not required. Nor are all pairs of characters, since no article
    /// needs to hold those that straddle two words of the question: more than half of them.
    pub(super) fn sentence(
        &mut self,
        words: &[Placed],
        fields: FieldSet,
    ) -> tantivy::Result<Option<Clause>> {
        let function = self.vocabulary.weights().function;
        let mut wanted = Vec::new();
        let mut parts = Parts::default();
        for word in words {
            let faint = is_function_word("", &word.text);
            self.importance = if faint { function } else { 1.0 };
            let clause = self.word(&word.text, fields, Inflection::Inflected);
            self.importance = 1.0;
            match faint {
                true => parts.optional.push(clause?),
                false => wanted.push(clause?),
            }
        }
        if wanted.is_empty() {
            return Ok(some_of(parts.optional, 1));
        }
        let in_pairs = |word: &Placed| Unspaced::of(&word.text) == Some(Unspaced::Pairs);
        let least = match self.matching {
            Matching::Any => 1,
            Matching::All if !words.iter().any(in_pairs) => wanted.len(),
            Matching::All | Matching::Most => wanted.len() / 2 + 1,
        };
        parts.required.extend(some_of(wanted, least));
        Ok(parts.join())
    }
}

#[cfg(test)]
mod tests {
    use super::super::placed;
    use super::*;

    #[test]
    fn questions_are_sentences_and_names_are_not() {
        for text in [
            "ใครเป็นผู้ชนะการเลือกตั้ง",
            "2008年奥运会在哪里举行",
            "中国的经济",
            "首相はどこで会見したか",
            "中华人民共和国中央人民政府",
        ] {
            assert!(is_sentence(&placed(text)), "{text}");
        }
        for text in [
            "การเลือกตั้ง",
            "北京大学",
            "人民代表大会",
            "コンピューターゲーム",
            "お祭り",
            "ありがとう",
            "대한민국정부는",
            "special-forces-of-the-army",
            "AI技術",
        ] {
            assert!(!is_sentence(&placed(text)), "{text}");
        }
    }

    #[test]
    fn korean_particles_are_known() {
        let pairs = [
            ("대통령은", 2),
            ("대통령", 2),
            ("서울에서", 1),
            ("정부는", 1),
            ("나는", 1),
            ("北京의", 2),
        ];
        for (text, kept) in pairs {
            assert_eq!(without_particle(&placed(text)), kept, "{text}");
        }
    }
}
