//! Inverted fields to tantivy's term dictionary, postings and positions, many threads at a time.
//!
//! A field's terms are cut into ranges of about as many words each. Whichever thread is free encodes the next range
//! into memory, over all batches of documents; the ranges are written in order.

use super::inverted::Inverted;
use super::output::{FieldOutput, Output};
use super::term::TermEncoder;
use crate::indexer::ordered::Ordered;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::positions::PositionSerializer;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Words per range: some milliseconds of work, so that threads end together, and about a megabyte of output. Tests
/// have few words, and are to see many ranges.
const RANGE_WORDS: usize = if cfg!(test) { 300 } else { 400_000 };

/// Writes a field with words, frequencies and positions. Does nothing for a field without words.
pub(super) fn write(
    output: &mut Output,
    field: Field,
    batches: &[Part],
    threads: usize,
) -> tantivy::Result<()> {
    let num_words: u64 = batches.iter().map(|batch| batch.words.num_words).sum();
    if num_words == 0 {
        return Ok(());
    }
    let encoding = Encoding {
        batches,
        ranges: ranges(batches),
        norms: output.norms(field)?,
        num_words,
    };
    let mut to = output.field(field, num_words)?;
    let mut result = Ok(());
    encoding.run(threads, |encoded| {
        if result.is_ok() {
            result = encoded.and_then(|encoded| encoded.write(batches, &mut to));
        }
    });
    result?;
    Ok(to.finish()?)
}

/// One batch's share of a field.
pub(super) struct Part {
    pub(super) words: Inverted,
    /// The number of the batch's first document in the segment.
    pub(super) first_document: u32,
}

/// Ranks of each batch, such that words of one range are the same for all.
type RankRanges = Vec<Range<usize>>;

/// Cuts along the largest batch, which is as good as any when batches are of a kind.
fn ranges(batches: &[Part]) -> Vec<RankRanges> {
    let words = batches.iter().map(|batch| &batch.words);
    let Some(largest) = words.clone().max_by_key(|words| words.num_words) else {
        return Vec::new();
    };
    let step = (RANGE_WORDS / batches.len()).max(1);
    let mut starts = vec![0; batches.len()];
    let mut ranges = Vec::new();
    let mut rank = 0;
    while rank < largest.num_terms() {
        rank = largest.rank_after(rank, step);
        let end = |words: &Inverted| match rank < largest.num_terms() {
            true => words.rank_of(largest.word(rank)),
            false => words.num_terms(),
        };
        let ends: Vec<usize> = words.clone().map(end).collect();
        ranges.push(starts.iter().zip(&ends).map(|(s, e)| *s..*e).collect());
        starts = ends;
    }
    ranges
}

/// What the threads share.
struct Encoding<'a> {
    batches: &'a [Part],
    ranges: Vec<RankRanges>,
    norms: Option<FieldNormReader>,
    num_words: u64,
}

impl Encoding<'_> {
    fn run(&self, threads: usize, sink: impl FnMut(io::Result<Encoded>) + Send) {
        let ordered = Ordered::new(sink);
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let number = next.fetch_add(1, Relaxed);
                let Some(range) = self.ranges.get(number) else {
                    return;
                };
                ordered.deliver(number as u64, self.encode(range));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(self.ranges.len()) {
                scope.spawn(work);
            }
            work();
        });
    }

    fn encode(&self, range: &RankRanges) -> io::Result<Encoded> {
        let mut encoded = Encoded::default();
        let mut positions = PositionSerializer::new(&mut encoded.positions);
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = TermEncoder::new(option, self.norms.as_ref(), self.num_words);
        let mut term = TermPostings::default();
        let mut merge = Merge::new(self.batches, range);
        while let Some(first) = merge.next_term(|batch, rank| term.add(&self.batches[batch], rank))
        {
            let start = (encoded.postings.len(), positions.written_bytes() as usize);
            postings.encode(term.documents(), &mut encoded.postings)?;
            positions.write_positions_delta(&term.deltas);
            positions.close_term()?;
            let info = TermInfo {
                doc_freq: term.documents.len() as u32,
                postings_range: start.0..encoded.postings.len(),
                positions_range: start.1..positions.written_bytes() as usize,
            };
            encoded.terms.push((first, info));
            term.clear();
        }
        positions.close()?;
        Ok(encoded)
    }
}

/// A batch and a rank in it.
type Source = (usize, usize);

/// A range of terms as bytes.
#[derive(Default)]
struct Encoded {
    /// A place where each term's word can be read, and where its data begin and end here.
    terms: Vec<(Source, TermInfo)>,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl Encoded {
    fn write(&self, batches: &[Part], to: &mut FieldOutput<'_>) -> io::Result<()> {
        for ((batch, rank), info) in &self.terms {
            to.term(batches[*batch].words.word(*rank), info)?;
        }
        to.data(&self.postings, &self.positions)
    }
}

/// The terms of a range in order, over all batches.
struct Merge<'a> {
    batches: &'a [Part],
    heads: BinaryHeap<Reverse<(&'a [u8], usize, usize)>>,
    ends: Vec<usize>,
}

impl<'a> Merge<'a> {
    fn new(batches: &'a [Part], range: &RankRanges) -> Self {
        let head = |(batch, ranks): (usize, &Range<usize>)| {
            (!ranks.is_empty())
                .then(|| Reverse((batches[batch].words.word(ranks.start), batch, ranks.start)))
        };
        Merge {
            batches,
            heads: range.iter().enumerate().filter_map(head).collect(),
            ends: range.iter().map(|ranks| ranks.end).collect(),
        }
    }

    /// Calls `sink` with all places of the next term, in order of the batches, and returns the first.
    fn next_term(&mut self, mut sink: impl FnMut(usize, usize)) -> Option<Source> {
        let Reverse((word, batch, rank)) = *self.heads.peek()?;
        while let Some(mut head) = self.heads.peek_mut()
            && head.0.0 == word
        {
            let Reverse((_, batch, rank)) = *head;
            sink(batch, rank);
            if rank + 1 < self.ends[batch] {
                *head = Reverse((self.batches[batch].words.word(rank + 1), batch, rank + 1));
            } else {
                PeekMut::pop(head);
            }
        }
        Some((batch, rank))
    }
}

/// A term's documents and positions, as the serializers take them.
#[derive(Default)]
struct TermPostings {
    documents: Vec<u32>,
    frequencies: Vec<u32>,
    deltas: Vec<u32>,
}

impl TermPostings {
    fn add(&mut self, batch: &Part, rank: usize) {
        let mut document = 0..0;
        let mut before = 0;
        for place in batch.words.places(rank) {
            let place = u32::from_le_bytes(*place);
            if place >= document.end {
                let (number, places) = batch.words.document(place);
                self.documents.push(batch.first_document + number);
                self.frequencies.push(0);
                before = places.start;
                document = places;
            }
            if let Some(frequency) = self.frequencies.last_mut() {
                *frequency += 1;
            }
            self.deltas.push(place - before);
            before = place;
        }
    }

    fn documents(&self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        let frequencies = self.frequencies.iter().copied();
        self.documents.iter().copied().zip(frequencies)
    }

    fn clear(&mut self) {
        self.documents.clear();
        self.frequencies.clear();
        self.deltas.clear();
    }
}
