//! Words near each other, or in a row, as one scored unit: what is looked for. `near_scorer` runs it.

use crate::query::lower::index::breaks::FieldBreaks;
use crate::query::lower::index::lexicon::TermPostings;
use crate::query::lower::index::texts::PartTexts;
use crate::query::lower::norms::NormField;
use crate::query::lower::vocabulary::Form;
use crate::query::match_spec::Placed;
use crate::query::proximity::{SequenceWord, Shape};
use crate::query::written::Written;
use std::fmt;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::schema::Field;

/// What stands near what.
#[derive(Clone)]
pub(in crate::query::lower) struct NearQuery {
    pub(in crate::query::lower) shape: Shape,
    /// The forms of each word of the shape.
    pub(in crate::query::lower) words: Vec<Vec<Form>>,
    /// How the letters of each word must be written.
    pub(in crate::query::lower) written: Vec<Option<Written>>,
    pub(in crate::query::lower) fields: Vec<NearField>,
    /// What is known of words in a row without their places.
    pub(in crate::query::lower) pairs: Vec<Pair>,
    /// Where sentences and paragraphs begin, by field; none where that does not matter.
    pub(in crate::query::lower) breaks: Vec<FieldBreaks>,
    /// How many matches a field must have for any to count.
    pub(in crate::query::lower) least: u32,
    /// Where texts are read, if they must be.
    pub(in crate::query::lower) texts: Option<PartTexts>,
    /// Its weight.
    pub(in crate::query::lower) idf: f32,
    /// How lengths count.
    pub(in crate::query::lower) norm: NormField,
}

/// Two words of a row that follow each other, and that an index holds as one term.
#[derive(Clone, Debug)]
pub(in crate::query::lower) struct Pair {
    /// The field whose words they are.
    pub(in crate::query::lower) field: Field,
    /// The first of them, by its place in the row.
    pub(in crate::query::lower) first: usize,
    pub(in crate::query::lower) postings: Vec<TermPostings>,
}

/// A field in which matches are looked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::query::lower) struct NearField {
    pub(in crate::query::lower) field: Field,
    /// What one match counts.
    pub(in crate::query::lower) weight: f32,
    /// Words at its start that count; `None` for all.
    pub(in crate::query::lower) limit: Option<u32>,
}

impl fmt::Debug for NearQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NearQuery({:?})", self.shape)
    }
}

impl NearQuery {
    /// These words in a row, as they are indexed; `forms` are the same words.
    pub(in crate::query::lower) fn phrase(
        words: &[Placed],
        forms: Vec<Form>,
        fields: Vec<NearField>,
        pairs: Vec<Pair>,
        norm: NormField,
        idf: f32,
    ) -> NearQuery {
        let place = |(word, placed): (usize, &Placed)| SequenceWord {
            word,
            offset: placed.offset,
        };
        NearQuery {
            shape: Shape::Sequence(words.iter().enumerate().map(place).collect()),
            words: forms.into_iter().map(|form| vec![form]).collect(),
            written: vec![None; words.len()],
            fields,
            pairs,
            breaks: Vec::new(),
            least: 1,
            texts: None,
            idf,
            norm,
        }
    }

    /// The same for articles that were found by it.
    pub(in crate::query::lower) fn of_candidates(&self) -> NearQuery {
        NearQuery {
            texts: self.texts.as_ref().map(PartTexts::of_candidates),
            ..self.clone()
        }
    }

    /// Whether a match asks for nothing but the places of its words.
    pub(in crate::query::lower) fn is_plain(&self) -> bool {
        let whole = |field: &NearField| field.limit.is_none();
        let in_any_letters = self.written.iter().all(Option::is_none);
        self.least == 1 && in_any_letters && self.fields.iter().all(whole)
    }
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}
