//! What lowering reads of an index whatever the query is: its dictionaries, its languages, its mean lengths. Opened once
//! for all queries on an open index, since opening takes as long as finding a rare word. Knows nothing of queries.

use crate::analysis::{AnyMarks, Stemmer, TailAutomaton, has_marked_words};
use crate::schema::Fields;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::index::{InvertedIndexReader, SegmentId};
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{Searcher, SegmentReader};
use tantivy_fst::Automaton;

/// A language with fewer articles than one in this many is a misjudgement of the detector more often than a part of
/// the archive: its stemmer is not used.
const RARE: u64 = 400;

/// See the module.
pub struct Lexicon {
    pub(super) searcher: Searcher,
    segments: Vec<Dictionaries>,
    /// Languages of the index, most articles first.
    pub(super) languages: Vec<Language>,
    pub(super) articles: u64,
    pub(super) averages: Averages,
    /// Whether it has Vietnamese texts, whose words keep their marks.
    pub(super) has_marks: bool,
}

/// A language, and its stemmer if it has one.
#[derive(Clone, Debug)]
pub(super) struct Language {
    pub(super) code: String,
    pub(super) stemmer: Option<Stemmer>,
}

/// Mean lengths in words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Averages {
    pub(super) title: f32,
    pub(super) body: f32,
}

/// The words of one segment, by text field; fields without any are left out.
struct Dictionaries {
    segment: SegmentId,
    fields: Vec<(Field, Arc<InvertedIndexReader>)>,
}

/// Where the postings of a word lie: in one field of one segment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TermPostings {
    pub(super) field: Field,
    pub(super) segment: SegmentId,
    pub(super) info: TermInfo,
}

impl Language {
    pub(super) fn of(code: String) -> Language {
        Language {
            stemmer: Stemmer::for_language(&code),
            code,
        }
    }
}

impl Lexicon {
    /// Reads an index.
    ///
    /// # Errors
    /// Failures to read it.
    pub fn open(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Lexicon> {
        let languages = languages_of(searcher, fields.language)?;
        let readers = searcher.segment_readers().iter();
        let segments = readers.map(|reader| Dictionaries::open(reader, fields));
        let segments = segments.collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Lexicon {
            searcher: searcher.clone(),
            has_marks: has_marks(&segments)?,
            segments,
            languages: languages.into_iter().map(Language::of).collect(),
            articles: searcher.num_docs(),
            averages: Averages {
                title: mean_length(searcher, fields.title)?,
                body: mean_length(searcher, fields.body)?,
            },
        })
    }

    /// Where the postings of a word lie in a text field.
    pub(super) fn find(&self, field: Field, word: &str) -> tantivy::Result<Vec<TermPostings>> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let words = segment.words(field).map(|words| words.terms().get(word));
            let info = words.transpose()?.flatten();
            found.extend(info.map(|info| TermPostings {
                field,
                segment: segment.segment,
                info,
            }));
        }
        Ok(found)
    }

    /// Visits the words of a text field that the automaton accepts, by segment.
    pub(super) fn scan(
        &self,
        automaton: &TailAutomaton,
        field: Field,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) -> tantivy::Result<()> {
        for segment in &self.segments {
            let Some(inverted) = segment.words(field) else {
                continue;
            };
            let words = inverted.terms().search(automaton.clone());
            // Without bounds each node above the prefix would have all its branches tried.
            let words = match automaton.end() {
                Some(end) => words.ge(automaton.prefix()).lt(end),
                None => words,
            };
            segment.visit(field, words.into_stream()?, visit);
        }
        Ok(())
    }

    /// Visits the words of a text field that are one word with any marks, by segment.
    pub(super) fn spelled(
        &self,
        automaton: &AnyMarks,
        field: Field,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) -> tantivy::Result<()> {
        for segment in &self.segments {
            if let Some(inverted) = segment.words(field) {
                let words = inverted.terms().search(automaton.clone());
                segment.visit(field, words.into_stream()?, visit);
            }
        }
        Ok(())
    }
}

impl Dictionaries {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Dictionaries> {
        let mut opened = Vec::new();
        for field in [fields.title, fields.body, fields.comments] {
            let words = reader.inverted_index(field)?;
            if words.terms().num_terms() > 0 {
                opened.push((field, words));
            }
        }
        Ok(Dictionaries {
            segment: reader.segment_id(),
            fields: opened,
        })
    }

    fn visit<A: Automaton>(
        &self,
        field: Field,
        mut words: TermStreamer<'_, A>,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) where
        A::State: Clone,
    {
        while words.advance() {
            if let Ok(word) = std::str::from_utf8(words.key()) {
                let postings = TermPostings {
                    field,
                    segment: self.segment,
                    info: words.value().clone(),
                };
                visit(word, postings);
            }
        }
    }

    fn words(&self, field: Field) -> Option<&InvertedIndexReader> {
        let mut fields = self.fields.iter();
        fields
            .find(|(known, _)| *known == field)
            .map(|(_, words)| &**words)
    }
}

fn has_marks(segments: &[Dictionaries]) -> tantivy::Result<bool> {
    let fields = || segments.iter().flat_map(|segment| &segment.fields);
    has_marked_words(|word| {
        for (_, words) in fields() {
            if words.terms().get(word)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

fn mean_length(searcher: &Searcher, field: Field) -> tantivy::Result<f32> {
    let mut words = 0;
    let mut articles = 0;
    for reader in searcher.segment_readers() {
        words += reader.inverted_index(field)?.total_num_tokens();
        articles += u64::from(reader.max_doc());
    }
    Ok(words as f32 / articles.max(1) as f32)
}

/// The languages of the index, most articles first.
fn languages_of(searcher: &Searcher, field: Field) -> tantivy::Result<Vec<String>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut codes = inverted.terms().stream()?;
        while codes.advance() {
            if let Ok(code) = std::str::from_utf8(codes.key()) {
                *counts.entry(code.to_owned()).or_default() += u64::from(codes.value().doc_freq);
            }
        }
    }
    let least = searcher.num_docs() / RARE;
    let mut languages: Vec<(u64, String)> = counts
        .into_iter()
        .filter(|(_, articles)| *articles > least)
        .map(|(code, articles)| (articles, code))
        .collect();
    languages.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(languages.into_iter().map(|(_, code)| code).collect())
}
