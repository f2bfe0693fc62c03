//! An inverted field put away in a file until the segment is written: a run, as in an external merge sort.
//!
//! ```text
//! run:   documents (number and start, 32 bits each), then blocks of whole terms
//! block: terms (32 bits), then for each term where its word and its places end (32 bits each), words, places
//! ```
//! Of each block its first word stays in memory, so that a range of words is found without reading anything else.

use crate::indexer::segment::collect::inverted::{Documents, Inverted, Place};
use crate::indexer::segment::files::scratch::Scratch;
use crate::indexer::segment::texts::Texts;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::sync::Arc;

/// Places in a block, unless it is one term: what is read too much at either end of a range. Tests have few words, and
/// are to see many blocks.
const BLOCK_PLACES: u32 = if cfg!(test) { 40 } else { 8 << 10 };

/// Terms in a block, for vocabularies in which most words stand once.
const BLOCK_TERMS: usize = 4 << 10;

/// Bytes gathered before they go to the file.
const BUFFER: usize = 256 << 10;

/// A 32-bit number as it lies in the file.
type Number = [u8; size_of::<u32>()];

/// See the module.
pub(in crate::indexer::segment) struct Run {
    file: Arc<Scratch>,
    documents: Stored,
    blocks: Blocks,
    /// Words, without the gaps.
    pub(in crate::indexer::segment) num_words: u64,
}

/// Where the documents are.
#[derive(Default)]
struct Stored {
    part: Range<u64>,
    end: u32,
}

/// What is known of the blocks without reading them.
#[derive(Default)]
struct Blocks {
    first_words: Texts,
    /// Where each begins in the file, and the end.
    starts: Vec<u64>,
    /// Places before each, and in all.
    places: Vec<u64>,
}

/// A run that is written, but whose file goes on.
#[derive(Default)]
pub(in crate::indexer::segment) struct Written {
    documents: Stored,
    blocks: Blocks,
    num_words: u64,
}

impl Written {
    /// The run, to be read.
    pub(in crate::indexer::segment) fn open(self, file: &Arc<Scratch>) -> Run {
        Run {
            file: Arc::clone(file),
            documents: self.documents,
            blocks: self.blocks,
            num_words: self.num_words,
        }
    }
}

/// Writes a field at the end of the file.
pub(in crate::indexer::segment) fn write(
    field: &Inverted,
    file: &mut Scratch,
) -> io::Result<Written> {
    let mut to = BufWriter::with_capacity(BUFFER, file.section()?);
    let (numbers, starts, end) = field.documents().parts();
    numbers
        .iter()
        .chain(starts)
        .try_for_each(|number| to.write_all(&number.to_le_bytes()))?;
    to.flush()?;
    let documents = Stored {
        part: file.end_section()?,
        end,
    };
    let mut blocks = Blocks::default();
    let mut at = documents.part.end;
    let mut places = 0;
    let mut rank = 0;
    while rank < field.num_terms() {
        let end = block_end(field, rank);
        blocks.first_words.push(field.word(rank));
        blocks.starts.push(at);
        blocks.places.push(places);
        places += u64::from(field.offset(end) - field.offset(rank));
        at += write_block(field, rank..end, &mut to)?;
        rank = end;
    }
    blocks.starts.push(at);
    blocks.places.push(places);
    to.flush()?;
    file.end_section()?;
    Ok(Written {
        documents,
        blocks,
        num_words: field.num_words,
    })
}

fn block_end(field: &Inverted, first: usize) -> usize {
    let most = field.num_terms().min(first + BLOCK_TERMS);
    let start = field.offset(first);
    let fits = |end: &usize| field.offset(*end) - start <= BLOCK_PLACES;
    (first + 2..=most)
        .take_while(fits)
        .last()
        .unwrap_or(first + 1)
}

/// Returns how many bytes it has written.
fn write_block(field: &Inverted, ranks: Range<usize>, to: &mut impl Write) -> io::Result<u64> {
    to.write_all(&(ranks.len() as u32).to_le_bytes())?;
    let (start, mut text) = (field.offset(ranks.start), 0);
    for rank in ranks.clone() {
        text += field.word(rank).len() as u32;
        to.write_all(&text.to_le_bytes())?;
        to.write_all(&(field.offset(rank + 1) - start).to_le_bytes())?;
    }
    for rank in ranks.clone() {
        to.write_all(field.word(rank))?;
    }
    let places = field.places_of(ranks.clone());
    to.write_all(places.as_flattened())?;
    let numbers = 1 + 2 * ranks.len() + places.len();
    Ok(u64::from(text) + (numbers * size_of::<Number>()) as u64)
}

impl Run {
    /// The documents, which are needed only while the field is written.
    pub(in crate::indexer::segment) fn documents(&self) -> io::Result<Documents> {
        let bytes = self.file.read(self.documents.part.clone())?;
        let numbers = bytes.as_chunks().0;
        let (documents, starts) = numbers.split_at(numbers.len() / 2);
        let read = |numbers: &[Number]| numbers.iter().copied().map(u32::from_le_bytes).collect();
        Ok(Documents::new(
            read(documents),
            read(starts),
            self.documents.end,
        ))
    }

    /// Words that cut the run into pieces of at least `places` places.
    pub(in crate::indexer::segment) fn cuts(&self, places: u64) -> impl Iterator<Item = &[u8]> {
        let mut next = places;
        let starts = self.blocks.places.iter().zip(0..).skip(1);
        starts.filter_map(move |(before, block)| {
            let cut = *before >= next && block < self.blocks.first_words.len();
            next = if cut { before + places } else { next };
            cut.then(|| self.blocks.first_words.get(block as u32))
        })
    }

    /// Reads the terms from `low` on and below `high`; `None`: to the last.
    pub(in crate::indexer::segment) fn terms(
        &self,
        low: &[u8],
        high: Option<&[u8]>,
    ) -> io::Result<Terms> {
        let words = &self.blocks.first_words;
        // The block before the first that begins behind `low` may hold it.
        let first = words.lower_bound(low);
        let first = match first < words.len() && words.get(first as u32) == low {
            true => first,
            false => first.saturating_sub(1),
        };
        let last = high.map_or(words.len(), |high| words.lower_bound(high));
        if first >= last {
            return Ok(Terms::default());
        }
        let part = self.blocks.starts[first]..self.blocks.starts[last];
        let mut terms = Terms::parse(self.file.read(part)?)?;
        terms.keep(low, high);
        Ok(terms)
    }
}

/// Terms of a run in memory.
#[derive(Default)]
pub(in crate::indexer::segment) struct Terms {
    data: Vec<u8>,
    /// Where each term's word and places are.
    spans: Vec<(Range<usize>, Range<usize>)>,
}

impl Terms {
    fn parse(data: Vec<u8>) -> io::Result<Terms> {
        let mut spans = Vec::new();
        let mut at = 0;
        while at < data.len() {
            at = parse_block(&data, at, &mut spans).ok_or(io::ErrorKind::InvalidData)?;
        }
        Ok(Terms { data, spans })
    }

    fn keep(&mut self, low: &[u8], high: Option<&[u8]>) {
        let before = |limit: &[u8]| {
            self.spans
                .partition_point(|(word, _)| &self.data[word.clone()] < limit)
        };
        let (start, end) = (before(low), high.map_or(self.spans.len(), before));
        self.spans.truncate(end);
        self.spans.drain(..start);
    }

    pub(in crate::indexer::segment) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(in crate::indexer::segment) fn word(&self, number: usize) -> &[u8] {
        &self.data[self.spans[number].0.clone()]
    }

    #[inline]
    pub(in crate::indexer::segment) fn places(&self, number: usize) -> &[Place] {
        self.data[self.spans[number].1.clone()].as_chunks().0
    }
}

/// Returns where the next block begins.
fn parse_block(
    data: &[u8],
    at: usize,
    spans: &mut Vec<(Range<usize>, Range<usize>)>,
) -> Option<usize> {
    let (count, rest) = data.get(at..)?.split_first_chunk()?;
    let count = u32::from_le_bytes(*count) as usize;
    let (pairs, _) = rest.as_chunks::<{ 2 * size_of::<Number>() }>();
    let pairs = pairs.get(..count)?;
    let text = at + size_of::<Number>() + pairs.as_flattened().len();
    let ends = |pair: &[u8; 8]| {
        let pair = u64::from_le_bytes(*pair);
        (
            pair as u32 as usize,
            (pair >> 32) as usize * size_of::<Place>(),
        )
    };
    let (words, all) = ends(pairs.last()?);
    let places = text + words;
    let end = places + all;
    data.get(..end)?;
    let (mut word, mut place) = (text, places);
    spans.extend(pairs.iter().map(|pair| {
        let (word_end, place_end) = ends(pair);
        let word = std::mem::replace(&mut word, text + word_end)..text + word_end;
        let place = std::mem::replace(&mut place, places + place_end)..places + place_end;
        (word, place)
    }));
    Some(end)
}
