//! What lowering reads of an index whatever the query is: its dictionaries, its languages, its mean lengths. Opened once
//! for all queries on an open index, since opening takes as long as finding a rare word. Knows nothing of queries.

use super::language_gate::Languages;
use super::segment_files::{FieldFiles, SegmentFiles};
use crate::analysis::{AnyMarks, Stemmer, TailAutomaton, has_marked_words};
use crate::schema::Fields;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::{fmt, io};
use tantivy::directory::OwnedBytes;
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
    pub(in crate::query::lower) searcher: Searcher,
    segments: Vec<Dictionaries>,
    /// Languages of the index, most articles first.
    pub(in crate::query::lower) languages: Vec<Language>,
    pub(in crate::query::lower) articles: u64,
    pub(in crate::query::lower) averages: Averages,
    /// Whether it has Vietnamese texts, whose words keep their marks.
    pub(in crate::query::lower) has_marks: bool,
}

/// A language, and its stemmer if it has one.
#[derive(Clone, Debug)]
pub(in crate::query::lower) struct Language {
    pub(in crate::query::lower) code: String,
    pub(in crate::query::lower) stemmer: Option<Stemmer>,
}

/// Mean lengths in words.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::query::lower) struct Averages {
    pub(in crate::query::lower) title: f32,
    pub(in crate::query::lower) body: f32,
}

/// The words of one segment, by text field, its pairs and its marks; fields without any are left out.
struct Dictionaries {
    segment: SegmentId,
    fields: Vec<FieldWords>,
}

/// The words of one field of one segment.
struct FieldWords {
    field: Field,
    words: Arc<InvertedIndexReader>,
    files: Arc<FieldFiles>,
}

/// Where the postings of a word lie: in one field of one segment.
#[derive(Clone)]
pub(in crate::query::lower) struct TermPostings {
    pub(in crate::query::lower) field: Field,
    pub(in crate::query::lower) segment: SegmentId,
    pub(in crate::query::lower) info: TermInfo,
    /// What they are read from.
    pub(in crate::query::lower) files: Arc<FieldFiles>,
}

impl fmt::Debug for TermPostings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TermPostings({:?}, {:?})", self.field, self.info)
    }
}

impl TermPostings {
    /// The bytes of its positions.
    pub(in crate::query::lower) fn positions(&self) -> io::Result<OwnedBytes> {
        let range = self.info.positions_range.clone();
        match self.files.positions.get(range.clone()) {
            Some(_) => Ok(self.files.positions.slice(range)),
            None => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

impl PartialEq for TermPostings {
    fn eq(&self, other: &TermPostings) -> bool {
        (self.field, self.segment) == (other.field, other.segment) && self.info == other.info
    }
}

impl Language {
    pub(in crate::query::lower) fn of(code: String) -> Language {
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
        // The files themselves first: where one is missing, the error names it.
        let readers = searcher.segment_readers().iter();
        let segments = readers.map(|reader| Dictionaries::open(searcher, reader, fields));
        let segments = segments.collect::<tantivy::Result<Vec<_>>>()?;
        let languages = languages_of(searcher, fields.language)?;
        Ok(Lexicon {
            searcher: searcher.clone(),
            has_marks: has_marks(&segments, fields)?,
            segments,
            languages: languages.into_iter().map(Language::of).collect(),
            articles: searcher.num_docs(),
            averages: Averages {
                title: mean_length(searcher, fields.title)?,
                body: mean_length(searcher, fields.body)?,
            },
        })
    }

    /// Where the postings of a word lie in a text field, or those of a pair or mark in theirs.
    pub(in crate::query::lower) fn find(
        &self,
        field: Field,
        word: &str,
    ) -> tantivy::Result<Vec<TermPostings>> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let Some(inside) = segment.field(field) else {
                continue;
            };
            if let Some(info) = inside.words.terms().get(word)? {
                found.push(inside.postings(segment.segment, info));
            }
        }
        Ok(found)
    }

    /// Visits the words of a text field that the automaton accepts, by segment.
    pub(in crate::query::lower) fn scan(
        &self,
        automaton: &TailAutomaton,
        field: Field,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) -> tantivy::Result<()> {
        for segment in &self.segments {
            let Some(inside) = segment.field(field) else {
                continue;
            };
            let words = inside.words.terms().search(automaton.clone());
            // Without bounds each node above the prefix would have all its branches tried.
            let words = match automaton.end() {
                Some(end) => words.ge(automaton.prefix()).lt(end),
                None => words,
            };
            inside.visit(segment.segment, words.into_stream()?, visit);
        }
        Ok(())
    }

    /// Visits the words of a text field that are one word with any marks, by segment.
    pub(in crate::query::lower) fn spelled(
        &self,
        automaton: &AnyMarks,
        field: Field,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) -> tantivy::Result<()> {
        for segment in &self.segments {
            if let Some(inside) = segment.field(field) {
                let words = inside.words.terms().search(automaton.clone());
                inside.visit(segment.segment, words.into_stream()?, visit);
            }
        }
        Ok(())
    }
}

impl FieldWords {
    fn visit<A: Automaton>(
        &self,
        segment: SegmentId,
        mut words: TermStreamer<'_, A>,
        visit: &mut dyn FnMut(&str, TermPostings),
    ) where
        A::State: Clone,
    {
        while words.advance() {
            if let Ok(word) = std::str::from_utf8(words.key()) {
                visit(word, self.postings(segment, words.value().clone()));
            }
        }
    }

    fn postings(&self, segment: SegmentId, info: TermInfo) -> TermPostings {
        TermPostings {
            field: self.field,
            segment,
            info,
            files: self.files.clone(),
        }
    }
}

impl Dictionaries {
    fn open(
        searcher: &Searcher,
        reader: &SegmentReader,
        fields: &Fields,
    ) -> tantivy::Result<Dictionaries> {
        let files = SegmentFiles::open(searcher, reader.segment_id())?;
        let languages = Languages::open(reader)?.map(Arc::new);
        let mut opened = Vec::new();
        let texts = [fields.title, fields.body, fields.comments];
        let marks = texts.into_iter().filter_map(|field| fields.marks(field));
        for field in texts.into_iter().chain([fields.pairs]).chain(marks) {
            let words = reader.inverted_index(field)?;
            if words.terms().num_terms() == 0 {
                continue;
            }
            if let Some(files) = files.field(field, &languages)? {
                opened.push(FieldWords {
                    field,
                    words,
                    files: Arc::new(files),
                });
            }
        }
        Ok(Dictionaries {
            segment: reader.segment_id(),
            fields: opened,
        })
    }

    fn field(&self, field: Field) -> Option<&FieldWords> {
        self.fields.iter().find(|inside| inside.field == field)
    }
}

fn has_marks(segments: &[Dictionaries], fields: &Fields) -> tantivy::Result<bool> {
    let words = || {
        let inside = segments.iter().flat_map(|segment| &segment.fields);
        inside.filter(|inside| fields.marks(inside.field).is_some())
    };
    has_marked_words(|word| {
        for inside in words() {
            if inside.words.terms().get(word)?.is_some() {
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
