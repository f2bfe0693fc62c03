//! What the words of a query stand for in an index, for people who wonder what they found.

use super::{Lowered, Vocabulary};
use crate::query::match_spec::{Pattern, Variant};

/// An index word, and how many articles hold it.
pub type Frequency = (String, u64);

impl Lowered {
    /// For each word of the query, in order: the index words that it stands for, the typed or most frequent one
    /// first, with their document frequencies. Words under NOT and in other fields than the text are left out.
    pub fn widened(&self, vocabulary: &Vocabulary<'_>) -> tantivy::Result<Vec<Vec<Frequency>>> {
        let mut widened = Vec::new();
        for atom in &self.spec.atoms {
            let words: Vec<Vec<&str>> = match &atom.pattern {
                Pattern::Word(variants) => vec![texts(variants)],
                Pattern::Phrase(words) => words.iter().map(|word| vec![&*word.text]).collect(),
                Pattern::Near(nearby) => {
                    let words = nearby.words.iter();
                    words.map(|word| texts(&word.variants)).collect()
                }
            };
            for forms in words {
                let mut counted = Vec::with_capacity(forms.len());
                for form in forms {
                    counted.push((form.to_owned(), vocabulary.holding(form, atom.fields)?));
                }
                widened.push(counted);
            }
        }
        Ok(widened)
    }
}

fn texts(variants: &[Variant]) -> Vec<&str> {
    variants.iter().map(|variant| &*variant.text).collect()
}
