//! The parts of a field to tantivy's postings and positions, many threads at a time.
//!
//! A field's terms are cut into ranges of about as many words each. Whichever thread is free encodes the next range
//! into memory, over all parts.

use super::term::TermEncoder;
use super::terms::RangeTerms;
use crate::indexer::segment::files::output::Data;
use crate::indexer::segment::runs::parts::{Merge, OpenPart, Part, Slice};
use std::io;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::positions::PositionSerializer;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Words per range: some milliseconds of work, so that threads end together, and about a megabyte of output. Tests
/// have few words, and are to see many ranges.
const RANGE_WORDS: usize = if cfg!(test) { 300 } else { 400_000 };

/// Of many parts each gives at least this many words to a range: reading from a file should be worth the while.
const PART_WORDS: usize = if cfg!(test) { 50 } else { 16 << 10 };

/// Positions of a term that are held before they are encoded.
const HELD_POSITIONS: usize = if cfg!(test) { 200 } else { 256 << 10 };

/// A field to be encoded, range by range, in any order.
pub(in crate::indexer::segment) struct Encoding<'a> {
    field: Field,
    parts: Vec<OpenPart<'a>>,
    cuts: Vec<Vec<u8>>,
    /// What the field's lists hold.
    option: IndexRecordOption,
    norms: Option<FieldNormReader>,
    num_words: u64,
}

/// The first words of all ranges but the first. Cuts along the largest part, which is as good as any when parts are of
/// a kind.
fn cuts(parts: &[Part]) -> Vec<Vec<u8>> {
    let step = (RANGE_WORDS / parts.len()).max(PART_WORDS);
    let largest = parts.iter().max_by_key(|part| part.num_words());
    largest.map(|part| part.cuts(step)).unwrap_or_default()
}

impl<'a> Encoding<'a> {
    /// `None` for a field without words.
    pub(in crate::indexer::segment) fn new(
        field: Field,
        parts: &'a [Part],
        option: IndexRecordOption,
        norms: Option<FieldNormReader>,
    ) -> io::Result<Option<Self>> {
        let num_words = parts.iter().map(Part::num_words).sum();
        if num_words == 0 {
            return Ok(None);
        }
        Ok(Some(Encoding {
            field,
            parts: parts.iter().map(Part::open).collect::<Result<_, _>>()?,
            cuts: cuts(parts),
            option,
            norms,
            num_words,
        }))
    }

    pub(in crate::indexer::segment) fn field(&self) -> Field {
        self.field
    }

    pub(in crate::indexer::segment) fn num_ranges(&self) -> usize {
        self.cuts.len() + 1
    }

    /// The range's terms, by part.
    fn slices(&self, range: usize) -> io::Result<Vec<Slice<'_>>> {
        let before = range
            .checked_sub(1)
            .and_then(|before| self.cuts.get(before));
        let low = before.map_or(&[][..], Vec::as_slice);
        let high = self.cuts.get(range).map(Vec::as_slice);
        let parts = self.parts.iter();
        parts.map(|part| part.slice(low, high)).collect()
    }

    /// The terms of a range, and their data.
    pub(in crate::indexer::segment) fn encode(
        &self,
        range: usize,
    ) -> io::Result<(RangeTerms, Data)> {
        let slices = self.slices(range)?;
        let mut terms = RangeTerms::default();
        let (mut postings_data, mut positions_data) = (Vec::new(), Vec::new());
        let mut positions = PositionSerializer::new(&mut positions_data);
        let placed = self.option.has_positions();
        let mut postings = TermEncoder::new(self.option, self.norms.as_ref(), self.num_words);
        let mut term = TermPostings::default();
        let mut merge = Merge::new(&slices);
        while let Some(word) = merge.next_term(|part, number| {
            term.add(&self.parts[part], slices[part].places(number), placed);
            if term.deltas.len() > HELD_POSITIONS {
                positions.write_positions_delta(&term.deltas);
                term.deltas.clear();
            }
        }) {
            // Only the end of a term writes to the file.
            let start = (postings_data.len(), positions.written_bytes() as usize);
            postings.encode(term.documents(), &mut postings_data)?;
            if placed {
                positions.write_positions_delta(&term.deltas);
                positions.close_term()?;
            }
            terms.words.push(word);
            terms.infos.push(TermInfo {
                doc_freq: term.documents.len() as u32,
                postings_range: start.0..postings_data.len(),
                positions_range: start.1..positions.written_bytes() as usize,
            });
            term.clear();
        }
        positions.close()?;
        terms.bytes = (postings_data.len(), positions_data.len());
        let data = Data {
            field: self.field,
            num_words: self.num_words,
            postings: postings_data,
            positions: positions_data,
        };
        Ok((terms, data))
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
    /// Without positions if it is not `placed`.
    #[inline]
    fn add(&mut self, part: &OpenPart<'_>, places: &[[u8; 4]], placed: bool) {
        let (documents, first) = part.documents();
        let mut document = 0..0;
        let mut before = 0;
        for place in places {
            let place = u32::from_le_bytes(*place);
            if place >= document.end {
                let (number, places) = documents.of(place);
                self.documents.push(first + number);
                self.frequencies.push(0);
                before = places.start;
                document = places;
            }
            if let Some(frequency) = self.frequencies.last_mut() {
                *frequency += 1;
            }
            if placed {
                self.deltas.push(place - before);
                before = place;
            }
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
