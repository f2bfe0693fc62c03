//! Words that may be spelled otherwise: the automaton, and how far.

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

/// Shorter words have too many neighbours.
const MIN_LETTERS: usize = 3;

/// Words of up to so many letters may differ in one, longer ones in two, where the query does not say.
const SHORT: usize = 5;

/// Accepts the words that differ from one in some letters, but not in the first.
pub(super) struct Similar {
    inner: DfaWrapper,
    first: Vec<u8>,
}

impl Similar {
    /// `None` for a word that is too short.
    pub(super) fn new(
        word: &str,
        distance: Option<u8>,
        field: Field,
    ) -> tantivy::Result<Option<Similar>> {
        let letters = word.chars().count();
        let Some(first) = word.chars().next().filter(|_| letters >= MIN_LETTERS) else {
            return Ok(None);
        };
        let distance = distance.unwrap_or(if letters <= SHORT { 1 } else { 2 });
        let term = Term::from_field_text(field, word);
        Ok(Some(Similar {
            inner: FuzzyTermQuery::new(term, distance, true).automaton()?,
            first: first.to_string().into_bytes(),
        }))
    }
}

impl Automaton for Similar {
    /// Bytes of the first letter that were read, and the state of the letters' automaton; `None` for another letter.
    type State = Option<(usize, u32)>;

    fn start(&self) -> Self::State {
        Some((0, self.inner.start()))
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|(_, state)| self.inner.is_match(&state))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|(_, state)| self.inner.can_match(&state))
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let (read, state) = (*state)?;
        match self.first.get(read) {
            Some(first) if *first != byte => None,
            Some(_) => Some((read + 1, self.inner.accept(&state, byte))),
            None => Some((read, self.inner.accept(&state, byte))),
        }
    }
}
