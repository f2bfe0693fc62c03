//! All files of a segment but the store: what is done when, and on which thread.
//!
//! Words are inverted, fields and writers side by side, and then encoded, field after field and range after range, by whichever
//! thread is free. What needs no words (keys, labels) is done beside either, so that no thread waits for another.

use super::columns::{self, Columns};
use super::encode::norms;
use super::encode::postings::Encoding;
use super::encode::raw::RawField;
use super::encode::terms::{FieldTerms, RangeTerms};
use super::files::composite::CompositeFile;
use super::files::output::{Data, Output};
use super::invert::{self, WriterWords};
use super::runs::parts::Part;
use crate::indexer::ordered::Ordered;
use crate::indexer::stage::{self, Stage};
use crate::schema::Fields;
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io;
use tantivy::Segment;
use tantivy::fieldnorm::FieldNormReaders;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;

/// See the module. Each batch of columns comes with the number of its first document.
pub(super) fn write(
    pool: &ThreadPool,
    segment: &Segment,
    fields: &Fields,
    words: Vec<WriterWords>,
    columns: &[(u32, Columns)],
    mut output: Output,
) -> tantivy::Result<()> {
    let mut fast_fields = Ok(());
    let mut key_terms = [fields.key, fields.text_key].map(FieldTerms::new);
    let data = Ordered::new(|data| stage::time(Stage::Write, || output.add(data)));
    let terms = pool.in_place_scope_fifo(|scope| {
        let inverted = invert::begin(scope, words);
        let [key_terms, text_key_terms] = &mut key_terms;
        scope.spawn_fifo(|_| {
            let entries = columns.iter().flat_map(|(first, batch)| batch.keys(*first));
            let to_files = |encoded| data.deliver(KEYS, encoded);
            serialise(|| RawField::new(fields.key, entries).encode(key_terms, to_files));
        });
        scope.spawn_fifo(|_| {
            let entries = columns.iter();
            let entries = entries.flat_map(|(first, batch)| batch.text_keys(*first));
            let to_files = |encoded| data.deliver(TEXT_KEYS, encoded);
            serialise(|| RawField::new(fields.text_key, entries).encode(text_key_terms, to_files));
        });
        scope.spawn_fifo(|_| {
            fast_fields = stage::time(Stage::Columns, || columns::write(segment, fields, columns));
        });
        let words = inverted.by_field();
        stage::time(Stage::Columns, || {
            norms::write(segment, fields, &words, columns)
        })?;
        encode_words(pool, segment, fields, &words, columns, &data)
    })?;
    drop(data);
    fast_fields?;
    let terms = write_terms(segment, key_terms.into_iter().chain(terms))?;
    let [postings, positions] = output.finish()?;
    // Each waits until its bytes are on the disk.
    let files = [terms, postings, positions].into_par_iter();
    Ok(pool.install(|| files.try_for_each(CompositeFile::close))?)
}

fn serialise<T>(work: impl FnOnce() -> T) -> T {
    stage::time(Stage::Serialise, work)
}

/// The numbers of the data of keys, which come first in the files, and the next one.
const KEYS: u64 = 0;
const TEXT_KEYS: u64 = 1;
const WORDS: u64 = 2;

/// Work that gives the data of this number.
type Job<'a> = Box<dyn FnOnce(u64) + Send + 'a>;

/// The ranges of a field.
fn ranges<'a>(
    encoding: &'a Encoding<'_>,
    terms: &'a Ordered<RangeTerms, impl FnMut(RangeTerms) + Send>,
    data: &'a Ordered<io::Result<Data>, impl FnMut(io::Result<Data>) + Send>,
) -> impl Iterator<Item = Job<'a>> {
    (0..encoding.num_ranges()).map(move |range| -> Job<'a> {
        Box::new(move |number| match encoding.encode(range) {
            Ok((range_terms, range_data)) => {
                data.deliver(number, Ok(range_data));
                terms.deliver(range as u64, range_terms);
            }
            Err(error) => data.deliver(number, Err(error)),
        })
    })
}

/// Encodes the words, and the languages that stand between them in the schema. Returns the terms of each field.
fn encode_words(
    pool: &ThreadPool,
    segment: &Segment,
    fields: &Fields,
    words: &[(Field, Vec<Part>)],
    columns: &[(u32, Columns)],
    data: &Ordered<io::Result<Data>, impl FnMut(io::Result<Data>) + Send>,
) -> tantivy::Result<Vec<FieldTerms>> {
    let encodings = encodings(segment, words)?;
    let of_field = |encoding: &Encoding<'_>| FieldTerms::new(encoding.field());
    let mut terms: Vec<FieldTerms> = encodings.iter().map(of_field).collect();
    let to_terms = terms.iter_mut().map(|terms| {
        Ordered::new(|range: RangeTerms| stage::time(Stage::Write, || terms.add_range(&range)))
    });
    let to_terms: Vec<_> = to_terms.collect();
    let mut language_terms = FieldTerms::new(fields.language);
    let mut jobs: Vec<(Field, Job<'_>)> = Vec::new();
    for (encoding, terms) in encodings.iter().zip(&to_terms) {
        let ranges = ranges(encoding, terms, data);
        jobs.extend(ranges.map(|range| (encoding.field(), range)));
    }
    let languages = || {
        let batches = columns.iter();
        batches.flat_map(|(first, batch)| batch.languages(*first))
    };
    let have_languages = languages().next().is_some();
    if have_languages {
        let terms = &mut language_terms;
        let encode = |number| {
            let field = RawField::new(fields.language, languages());
            field.encode(terms, |encoded| data.deliver(number, encoded));
        };
        jobs.push((fields.language, Box::new(encode)));
    }
    // A stable sort: the ranges of a field stay in order.
    jobs.sort_by_key(|(field, _)| *field);
    pool.in_place_scope_fifo(|scope| {
        for (number, (_, job)) in (WORDS..).zip(jobs) {
            scope.spawn_fifo(move |_| serialise(|| job(number)));
        }
    });
    drop(to_terms);
    terms.extend(have_languages.then_some(language_terms));
    Ok(terms)
}

/// Of the fields that have words.
fn encodings<'a>(
    segment: &Segment,
    words: &'a [(Field, Vec<Part>)],
) -> tantivy::Result<Vec<Encoding<'a>>> {
    let norms = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
    let schema = segment.schema();
    let mut encodings = Vec::new();
    for (field, parts) in words {
        let kind = schema.get_field_entry(*field).field_type();
        let option = kind.get_index_record_option().unwrap_or_default();
        encodings.extend(Encoding::new(
            *field,
            parts,
            option,
            norms.get_field(*field)?,
        )?);
    }
    Ok(encodings)
}

/// Writes the dictionaries of all fields.
fn write_terms(
    segment: &Segment,
    fields: impl Iterator<Item = FieldTerms>,
) -> tantivy::Result<CompositeFile> {
    let mut fields = fields
        .map(FieldTerms::finish)
        .collect::<io::Result<Vec<_>>>()?;
    fields.sort_unstable_by_key(|(field, _)| *field);
    let mut file = CompositeFile::create(segment, SegmentComponent::Terms)?;
    for (field, terms) in fields {
        file.begin(field);
        file.write(&terms)?;
    }
    Ok(file)
}
