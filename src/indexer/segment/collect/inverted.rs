//! One field's words turned round: for each word, in byte order, the places where it stands.

use super::stream::{GAP, Stream};
use crate::indexer::segment::memory::Memory;
use crate::indexer::segment::texts::Texts;
use std::ops::Range;

/// A field of a batch of documents as it was collected, with what found the numbers of its words left behind.
pub(in crate::indexer::segment) struct Collected {
    /// By number.
    pub(in crate::indexer::segment) words: Texts,
    /// How often each stands in the stream.
    pub(in crate::indexer::segment) counts: Vec<u32>,
    pub(in crate::indexer::segment) stream: Stream,
    /// The documents that have words here.
    pub(in crate::indexer::segment) documents: Vec<u32>,
    /// Where in the stream each of them begins.
    pub(in crate::indexer::segment) starts: Vec<u32>,
    /// The length of the stream.
    pub(in crate::indexer::segment) end: u32,
    /// The lengths of all documents, as tantivy abbreviates them; none of a field without.
    pub(in crate::indexer::segment) norms: Vec<u8>,
    /// Words, without the gaps.
    pub(in crate::indexer::segment) num_words: u64,
}

/// A field of a batch of documents.
pub(in crate::indexer::segment) struct Inverted {
    /// By rank, which is byte order.
    words: Texts,
    /// Where each word's places begin, by rank, and the end.
    offsets: Vec<u32>,
    places: Memory,
    documents: Documents,
    /// The lengths of the documents, as tantivy abbreviates them.
    pub(in crate::indexer::segment) norms: Vec<u8>,
    /// Words, without the gaps.
    pub(in crate::indexer::segment) num_words: u64,
}

impl Inverted {
    /// Takes the spare memory for the places if it is large enough: new memory would have to be cleared first.
    pub(in crate::indexer::segment) fn new(field: Collected, spare: &mut Option<Memory>) -> Self {
        let (words, order) = field.words.sorted();
        let mut next = field.counts;
        let offsets = offsets(&order, &mut next);
        let bytes = field.num_words as usize * size_of::<Place>();
        let spare = spare.take().filter(|spare| spare.len() >= bytes);
        let mut places = spare.unwrap_or_else(|| Memory::zeroed(bytes));
        scatter(field.stream, next, places.items_mut());
        Inverted {
            words,
            offsets,
            places,
            documents: Documents::new(field.documents, field.starts, field.end),
            norms: field.norms,
            num_words: field.num_words,
        }
    }

    /// Of words in byte order, with the places of all of them, and where those of each begin and the last ones end.
    pub(in crate::indexer::segment) fn of_places(
        words: Texts,
        offsets: Vec<u32>,
        places: &[u32],
        documents: Documents,
    ) -> Self {
        let mut memory = Memory::zeroed(size_of_val(places));
        let items: &mut [Place] = memory.items_mut();
        for (to, place) in items.iter_mut().zip(places) {
            *to = place.to_le_bytes();
        }
        Inverted {
            words,
            offsets,
            places: memory,
            documents,
            norms: Vec::new(),
            num_words: places.len() as u64,
        }
    }

    /// The memory that its places took.
    pub(in crate::indexer::segment) fn into_spare(self) -> Memory {
        self.places
    }

    pub(in crate::indexer::segment) fn num_terms(&self) -> usize {
        self.words.len()
    }

    /// The word of a rank.
    pub(in crate::indexer::segment) fn word(&self, rank: usize) -> &[u8] {
        self.words.get(rank as u32)
    }

    /// The first rank whose word is not below `word`.
    pub(in crate::indexer::segment) fn rank_of(&self, word: &[u8]) -> usize {
        self.words.lower_bound(word)
    }

    /// Words that cut the field into pieces of at least `places` places.
    pub(in crate::indexer::segment) fn cuts(&self, places: usize) -> impl Iterator<Item = &[u8]> {
        let cut = move |rank: &usize| Some(self.rank_after(*rank, places));
        let cuts = std::iter::successors(cut(&0), cut);
        cuts.take_while(|rank| *rank < self.num_terms())
            .map(|rank| self.word(rank))
    }

    /// The first rank with `places` places between `rank` and it; the end, if there are not so many.
    fn rank_after(&self, rank: usize, places: usize) -> usize {
        let goal = u64::from(self.offsets[rank]) + places as u64;
        let after = self.offsets[rank..].partition_point(|offset| u64::from(*offset) < goal);
        (rank + after).min(self.num_terms())
    }

    /// The places of the word, in order.
    #[inline]
    pub(in crate::indexer::segment) fn places(&self, rank: usize) -> &[Place] {
        &self.places.items()[self.offsets[rank] as usize..self.offsets[rank + 1] as usize]
    }

    /// Where the word's places begin, counted in places; that of [`num_terms`](Self::num_terms) is the end of all.
    pub(in crate::indexer::segment) fn offset(&self, rank: usize) -> u32 {
        self.offsets[rank]
    }

    /// The places of all words of the ranks.
    pub(in crate::indexer::segment) fn places_of(&self, ranks: Range<usize>) -> &[Place] {
        &self.places.items()[self.offsets[ranks.start] as usize..self.offsets[ranks.end] as usize]
    }

    pub(in crate::indexer::segment) fn documents(&self) -> &Documents {
        &self.documents
    }
}

/// A place in the stream, as it lies in memory.
pub(in crate::indexer::segment) type Place = [u8; size_of::<u32>()];

/// Turns counts by number into offsets by rank, and leaves in `counts` where each number's places begin.
fn offsets(order: &[u32], counts: &mut [u32]) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(order.len() + 1);
    let mut end = 0;
    for number in order {
        offsets.push(end);
        let count = std::mem::replace(&mut counts[*number as usize], end);
        end += count;
    }
    offsets.push(end);
    offsets
}

/// A counting sort: `next` holds where each number's next place goes.
fn scatter(stream: Stream, mut next: Vec<u32>, places: &mut [Place]) {
    let mut place = 0u32;
    stream.drain(|number| {
        if number != GAP {
            let next = &mut next[number as usize];
            places[*next as usize] = place.to_le_bytes();
            *next += 1;
        }
        place += 1;
    });
}

/// Documents that are looked at one by one.
const FEW: usize = 8;

/// Leads from a place to its document.
pub(in crate::indexer::segment) struct Documents {
    documents: Vec<u32>,
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
    /// For each stride of places, the index of the document that holds the first of them.
    table: Vec<u32>,
    /// A stride is two to this many places: about as long as a document, so that few lie within one.
    shift: u32,
}

impl Documents {
    /// `starts` says where each document begins, `end` where the last one ends.
    pub(in crate::indexer::segment) fn new(
        documents: Vec<u32>,
        mut starts: Vec<u32>,
        end: u32,
    ) -> Self {
        let shift = (end / (starts.len() as u32).max(1)).max(1).ilog2();
        let mut table = Vec::with_capacity((end >> shift) as usize + 1);
        starts.push(end);
        for (index, next) in starts.iter().skip(1).enumerate() {
            table.resize(next.div_ceil(1 << shift) as usize, index as u32);
        }
        Documents {
            documents,
            starts,
            table,
            shift,
        }
    }

    /// What [`new`](Self::new) was given.
    pub(in crate::indexer::segment) fn parts(&self) -> (&[u32], &[u32], u32) {
        let end = self.starts.last().copied().unwrap_or_default();
        (&self.documents, &self.starts[..self.documents.len()], end)
    }

    /// The document of a place, and the places that it covers.
    #[inline]
    pub(in crate::indexer::segment) fn of(&self, place: u32) -> (u32, Range<u32>) {
        let stride = (place >> self.shift) as usize;
        let first = self.table[stride] as usize;
        let last = self
            .table
            .get(stride + 1)
            .map_or(self.documents.len() - 1, |last| *last as usize);
        let starts = &self.starts[first + 1..=last];
        let before = |start: &&u32| **start <= place;
        let passed = match starts.len() {
            // Mostly one or two: then a search costs more than a look at each.
            0..=FEW => starts.iter().take_while(before).count(),
            _ => starts.partition_point(|start| *start <= place),
        };
        let index = first + passed;
        (
            self.documents[index],
            self.starts[index]..self.starts[index + 1],
        )
    }
}
